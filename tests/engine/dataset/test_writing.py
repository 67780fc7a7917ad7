"""Data folders as they are written: whole or not at all, and described so that others can check them."""

import json
import os

import pytest

from engine.dataset.validation import check_folder
from engine.dataset.writing import write_folder
from engine.foundation import atomic_replacement as replacing
from engine.foundation.errors import InputError

TABLES = {
    "sources": [{"source_id": "nav", "title": "Sykefravær", "reference": "https://example.org/nav"}],
    "industries": [
        {"industry_id": "sjofart", "name_nb": "Sjøfart, «lang»", "sn2007_prefixes": ("50", "51"), "jobs": None},
        {"industry_id": "a", "name_nb": "A", "jobs": 12},
    ],
    "codes": [{"sn2007": "50101", "jobs": 3}, {"sn2007": "51100", "jobs": 4}],
    "indicators": [
        {
            "industry_id": "a",
            "indicator_id": "absence",
            "period": "2016K3",
            "value": 0.1 + 0.2,
            "unit": "percent",
            "quality": "published",
            "source_id": "nav",
        }
    ],
    "resources": [],
}
ABOUT = {
    "licenses": [{"name": "CC-BY-4.0"}],
    "resources": {"codes": {"source_id": "nav", "period": "2024K4"}},
}


def write(folder, tables=TABLES, about=ABOUT):
    write_folder(folder, tables, name="prove", title="Prøve", about=about)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_equal_tables_give_equal_bytes(tmp_path):
    write(tmp_path / "one")
    write(tmp_path / "two")
    write(tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_files_are_utf_8_with_commas_points_and_every_digit_of_a_number(tmp_path):
    write(tmp_path / "data")
    files = contents(tmp_path / "data")
    assert files["industries.csv"].decode() == (
        'industry_id,name_nb,sn2007_prefixes,jobs\nsjofart,"Sjøfart, «lang»",50 51,\na,A,,12\n'
    )
    assert b"a,absence,2016K3,0.30000000000000004,percent,published,nav\n" in files["indicators.csv"]


def test_a_table_without_rows_is_left_out(tmp_path):
    write(tmp_path / "data")
    assert "resources.csv" not in contents(tmp_path / "data")
    assert check_folder(tmp_path / "data") == ()


def test_the_package_describes_every_column_of_every_file(tmp_path):
    """Frictionless Data Package v1: name, resources with path, and schemas whose fields are the header's."""
    write(tmp_path / "data")
    package = json.loads((tmp_path / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["profile"], package["name"], package["title"]) == ("tabular-data-package", "prove", "Prøve")
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert package["sources"] == [{"title": "Sykefravær", "path": "https://example.org/nav"}]
    described = {resource["path"]: resource for resource in package["resources"]}
    assert set(described) == set(contents(tmp_path / "data")) - {"datapackage.json"}
    for file, resource in described.items():
        header = (tmp_path / "data" / file).read_text(encoding="utf-8").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert set(resource["schema"]["primaryKey"]) <= set(header)
    assert (described["codes.csv"]["source_id"], described["codes.csv"]["period"]) == ("nav", "2024K4")
    assert {"fields": "industry_id", "reference": {"resource": "industries", "fields": "industry_id"}} in described[
        "indicators.csv"
    ]["schema"]["foreignKeys"]


def test_an_older_folder_is_replaced_but_what_is_not_ours_stays(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "group_values.csv").write_text("old")
    (folder / "LESMEG.md").write_text("Om dataene")
    (folder / "archive").mkdir()
    (folder / "archive" / "old.csv").write_text("x")
    write(folder)
    assert not (folder / "group_values.csv").exists()
    assert (folder / "LESMEG.md").read_text() == "Om dataene"
    assert (folder / "archive" / "old.csv").read_text() == "x"


def test_what_would_not_be_read_is_not_written(tmp_path):
    write(tmp_path / "data")
    before = contents(tmp_path / "data")
    wrong = TABLES | {"industries": [{"industry_id": "Å", "name_nb": "Å"}]}
    with pytest.raises(InputError) as error:
        write(tmp_path / "data", wrong)
    assert error.value.problems[0].file == str(tmp_path / "data" / "industries.csv")
    assert contents(tmp_path / "data") == before
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_disk_that_fails_leaves_the_old_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(replacing, "exchanged", lambda folder, other: False)  # as on a disk without that step
    write(tmp_path / "data")
    before = contents(tmp_path / "data")
    replace = os.replace

    def failing(source, target):
        if os.path.basename(source) == "new":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path / "data", TABLES | {"codes": [{"sn2007": "50101", "jobs": 99}, {"sn2007": "51100", "jobs": 1}]})
    assert contents(tmp_path / "data") == before
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


@pytest.mark.parametrize(
    "tables",
    [
        {"industry": []},
        {"industries": [{"industry_id": "a", "name_nb": "A", "name": "A"}]},
        {"codes": [{"sn2007": "50101", "jobs": float("nan")}]},
    ],
)
def test_what_the_format_does_not_have_is_refused(tmp_path, tables):
    with pytest.raises(ValueError):
        write(tmp_path / "data", tables, about=None)
    assert not (tmp_path / "data").exists()


def test_about_must_describe_tables_that_are_written(tmp_path):
    with pytest.raises(ValueError, match="not written"):
        write(tmp_path / "data", {"industries": TABLES["industries"][1:]}, about=ABOUT)
