"""A table added to a folder: what it changes is listed, what it does not name is kept."""

import pytest

from tests.engine.spreadsheets.made import INDICATORS, data_folder, read, said, values

HEAD = INDICATORS.splitlines()[0] + "\n"


@pytest.fixture
def base(tmp_path):
    return data_folder(tmp_path / "data")


def change(understood, table):
    return next(table_change for table_change in understood.changes if table_change.table == table)


def test_a_value_for_the_same_key_is_replaced_whole_and_listed(base):
    understood = read(
        HEAD + "butikk,absence,2023,7,percent,,,derived,s1\nskole,absence,2023,5,percent,,,published,s1\n", base=base
    )
    of = change(understood, "indicators")
    assert (of.new, len(of.replaced), of.unchanged, of.kept, of.removed) == (1, 1, 0, 1, 0)
    (replaced,) = of.replaced
    assert replaced.key == ("butikk", "absence", "2023")
    assert (replaced.before["value"], replaced.after["value"]) == ("6.4", "7")
    assert (replaced.before["se"], replaced.after["se"]) == ("0.3", "")  # it belonged to the old value
    assert values(understood)["sjofart", "absence", "2023"] == 5


def test_the_same_table_once_more_changes_nothing(base):
    of = change(read(INDICATORS, base=base), "indicators")
    assert (of.new, of.replaced, of.unchanged, of.kept) == (0, (), 2, 0)


def test_columns_of_an_industry_that_the_upload_does_not_have_are_kept(base):
    understood = read("industry_id,name_nb\nskole,Skole og undervisning\n", base=base)
    row = next(row for row in understood.tables["industries"] if row["industry_id"] == "skole")
    assert (row["name_nb"], row["sector"], row["jobs"]) == ("Skole og undervisning", "public", 3000)
    assert [replaced_row.after for replaced_row in change(understood, "industries").replaced] == [
        {"name_nb": "Skole og undervisning"}
    ]


def test_with_replace_the_table_takes_the_place_of_the_folders(base):
    understood = read(HEAD + "butikk,absence,2023,7,percent,,,published,s1\n", base=base, replace=True)
    of = change(understood, "indicators")
    assert (of.removed, of.kept) == (1, 0)
    assert values(understood) == {("butikk", "absence", "2023"): 7}


def test_tables_that_the_upload_does_not_touch_are_kept_as_they_are(base):
    understood = read(HEAD + "skole,absence,2023,5,percent,,,published,s1\n", base=base)
    assert change(understood, "sources").kept == 1
    assert understood.tables["sources"][0]["title"] == "Tabell én"


def test_a_conflict_with_the_folder_is_said_of_the_uploads_cell(base):
    (problem,) = said(read(HEAD + "skole,absence,2023,5,per_1000,,,published,s1\n", base=base))
    assert problem.startswith("fil.csv, celle E2: ")
    assert "«percent»" in problem


def test_a_row_of_the_folder_that_the_upload_makes_wrong_is_said_of_the_folders_file(base):
    problems = said(read("industry_id,name_nb\nskole,Skole\n", base=base, replace=True))
    assert any("indicators.csv, rad 2, kolonne industry_id: «butikk» finnes ikke." in problem for problem in problems)
