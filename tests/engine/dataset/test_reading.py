"""A data folder to a Dataset (contract, section 1): whole folders, small enough to see through."""

import csv
import io

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.dataset.reading import read_dataset
from engine.dataset.tidy_rows import values_table
from engine.dataset.validation import check_folder
from engine.dataset.writing import write_folder
from engine.foundation.errors import InputError

INDUSTRIES = """industry_id,name_nb,name_en,status,sn2007_prefixes,sector,jobs,jobs_quality
sjofart,Sjøfart,Shipping,candidate,50,private,,
luftfart,Luftfart,,candidate,51,private,,
rest,Annen transport,,other,49 52,mixed,,
olje,Oljeleverandører,,programme,091,private,900,derived
"""
CODES = """sn2007,name_nb,jobs
49100,Tog,40
50101,Utenriks sjøfart,10
50201,Innenriks sjøfart,30
51100,Lufttransport,20
52100,Lagring,60
09101,Boretjenester,300
"""
GROUPS = """sn2007_group,indicator_id,period,value,unit,quality,source_id
00-99,absence,2016K3,5.5,percent,published,nav
00,absence,2016K3,4.4,percent,published,nav
49-53,absence,2016K3,6.4,percent,published,nav
51,absence,2016K3,7.0,percent,published,nav
09,absence,2016K3,3.0,percent,published,nav
49-53,absence,2015K3,6.1,percent,published,nav
"""
INDICATORS = """industry_id,indicator_id,period,value,unit,se,n,quality,source_id
sjofart,absence,2016K3,5.9,percent,0.2,120,published,ssb
sjofart,pain,2022,30.5,percent,,,synthetic,made_up
"""
SOURCES = "source_id,title,publisher,published,reference\nnav,Sykefravær,NAV,2017,x\nssb,S,SSB,2017,y\nmade_up,M,,,\n"
RESOURCES = "industry_id,resource_id,amount\nsjofart,secretariat,1.5\nluftfart,secretariat,2\n"
PACKAGE = (
    '{"title": "Transport", "title_en": "Transport industries", '
    '"resources": [{"name": "codes", "source_id": "ssb", "period": "2024K4"}]}'
)

SPANNERS = tuple(word.encode() for word in (*',;"\n\r\t- 09{[', "00-99", "50", "\N{NO-BREAK SPACE}", "nan"))

ALL = {
    "industries": INDUSTRIES,
    "codes": CODES,
    "group_values": GROUPS,
    "indicators": INDICATORS,
    "sources": SOURCES,
    "resources": RESOURCES,
    "datapackage": PACKAGE,
}


@pytest.fixture
def dataset(data_folder):
    return read_dataset(data_folder(**ALL))


def of(dataset, industry_id):
    return dataset.industries[dataset.position[industry_id]]


def test_industries_come_by_id_with_what_their_rows_say(dataset):
    assert [industry.industry_id for industry in dataset.industries] == ["luftfart", "olje", "rest", "sjofart"]
    sjofart = of(dataset, "sjofart")
    assert (sjofart.name_nb, sjofart.name_en, sjofart.status, sjofart.sector) == (
        "Sjøfart",
        "Shipping",
        "candidate",
        "private",
    )
    assert of(dataset, "luftfart").name_en is None


def test_jobs_are_added_over_codes_and_a_row_that_gives_them_wins(dataset):
    assert (of(dataset, "sjofart").jobs, of(dataset, "sjofart").jobs_quality) == (40, "derived")
    assert (of(dataset, "luftfart").jobs, of(dataset, "luftfart").jobs_quality) == (20, "published")
    assert (of(dataset, "olje").jobs, of(dataset, "olje").jobs_quality) == (900, "derived")
    assert (dataset.jobs_source_id, dataset.jobs_period, dataset.title) == ("ssb", "2024K4", "Transport")
    assert dataset.title_en == "Transport industries"


def test_each_industry_has_its_codes_and_its_section(dataset):
    assert of(dataset, "rest").codes == ("49100", "52100")
    assert [industry.section for industry in dataset.industries] == ["H", "B", "H", "H"]


def test_a_value_of_the_industrys_own_wins_over_a_carried_one(dataset):
    column = dataset.column("absence", "2016K3")
    position = dataset.position["sjofart"]
    assert (column.values[position], column.se[position], column.n[position]) == (5.9, 0.2, 120)
    assert (column.quality_of(position), column.source_ids[position], column.groups[position]) == (
        "published",
        ("ssb",),
        (),
    )


def test_carried_values_say_which_groups_and_sources_they_came_from(dataset):
    column = dataset.column("absence", "2016K3")
    cells = [
        (column.values[position], column.quality_of(position), column.source_ids[position], column.groups[position])
        for position in (dataset.position[name] for name in ("luftfart", "rest", "olje"))
    ]
    assert cells == [
        (7.0, "published", ("nav",), ("51",)),
        (6.4, "inherited", ("nav",), ("49-53",)),
        (3.0, "published", ("nav",), ("09",)),
    ]
    assert np.isnan(column.se[dataset.position["rest"]])


def test_national_lines_are_kept_for_comparison_and_reach_no_industry(dataset):
    assert {key: value.value for key, value in dataset.national.items()} == {("absence", "2016K3"): 5.5}
    assert 5.5 not in dataset.column("absence", "2016K3").values
    assert np.isnan(dataset.column("absence", "2015K3").values[dataset.position["olje"]])


def test_what_is_absent_is_missing_and_says_no_quality(dataset):
    column = dataset.column("pain")
    assert np.flatnonzero(~np.isnan(column.values)).tolist() == [dataset.position["sjofart"]]
    assert [column.quality_of(index) for index in range(4)] == [None, None, None, "synthetic"]
    assert dataset.synthetic


def test_sources_and_resources_are_read(dataset):
    assert dataset.sources["nav"].publisher == "NAV"
    assert dataset.sources["made_up"].publisher == ""
    assert dataset.resources == {"secretariat": {"sjofart": 1.5, "luftfart": 2.0}}


def test_the_smallest_folder_is_two_columns(data_folder):
    dataset = read_dataset(data_folder(industries="industry_id,name_nb\nb,B\na,A\n"))
    assert [industry.industry_id for industry in dataset.industries] == ["a", "b"]
    assert not dataset.has_status
    assert dataset.resources is None
    assert dataset.columns == {}
    assert of(dataset, "a").jobs is None


def test_a_folder_of_values_without_codes_or_sources_is_read(data_folder):
    folder = data_folder(industries="industry_id,name_nb\nsjofart,Sjøfart\n", indicators=INDICATORS)
    assert read_dataset(folder).column("absence").values.tolist() == [5.9]


def test_the_arrays_cannot_be_changed_by_accident(dataset):
    column = dataset.column("absence")
    for array in (column.values, column.quality):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def facts(dataset):
    """All that a dataset holds, in a form that can be compared."""
    return (
        dataset.industries,
        values_table(dataset),
        dataset.national,
        dataset.group_values,
        dataset.codes,
        dataset.resources,
        dataset.sources,
        (dataset.jobs_source_id, dataset.jobs_period, dataset.title),
    )


def as_norwegian_excel(text):
    """Semicolons and decimal commas, a BOM and Windows line ends."""
    numbers = {"value", "se", "amount"}
    rows = list(csv.DictReader(io.StringIO(text)))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0], delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: cell.replace(".", ",") if name in numbers else cell for name, cell in row.items()})
    return out.getvalue().encode("utf-8-sig")


def test_files_from_norwegian_excel_give_the_same_dataset(data_folder, dataset):
    excel = {stem: text if stem == "datapackage" else as_norwegian_excel(text) for stem, text in ALL.items()}
    assert b"5,9" in excel["indicators"]
    assert facts(read_dataset(data_folder("excel", **excel))) == facts(dataset)


def test_the_delimiter_is_recognised_file_by_file(data_folder, dataset):
    mixed = ALL | {"group_values": as_norwegian_excel(GROUPS)}
    assert facts(read_dataset(data_folder("mixed", **mixed))) == facts(dataset)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(tmp_path_factory, random):
    folders = [tmp_path_factory.mktemp("data") for _ in range(2)]
    for stem, text in ALL.items():
        lines = text.splitlines(keepends=True)
        shuffled = [lines[0], *random.sample(lines[1:], len(lines) - 1)]
        name = "datapackage.json" if stem == "datapackage" else f"{stem}.csv"
        (folders[0] / name).write_text(text)
        (folders[1] / name).write_text("".join(shuffled))
    first, second = (facts(read_dataset(folder)) for folder in folders)
    assert first == second


def test_what_is_written_is_what_is_read(tmp_path, dataset):
    rows = {stem: list(csv.DictReader(io.StringIO(text))) for stem, text in ALL.items() if stem != "datapackage"}
    about = {"title_en": "Transport industries", "resources": {"codes": {"source_id": "ssb", "period": "2024K4"}}}
    write_folder(tmp_path / "again", rows, name="transport", title="Transport", about=about)
    assert facts(read_dataset(tmp_path / "again")) == facts(dataset)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(sorted(ALL)),
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 30), st.binary(max_size=6) | st.sampled_from(SPANNERS))),
)
def test_no_damage_to_a_file_does_worse_than_a_list_of_problems(tmp_path_factory, damaged, cuts):
    """Bytes cut out and put in anywhere: the folder is read, or refused for what ``check_folder`` says of it."""
    folder = tmp_path_factory.mktemp("data")
    for stem, text in ALL.items():
        content = text.encode()
        if stem == damaged:
            for start, length, put in cuts:
                content = content[:start] + put + content[start + length :]
        (folder / ("datapackage.json" if stem == "datapackage" else f"{stem}.csv")).write_bytes(content)
    problems = check_folder(folder)
    if problems:
        assert all(problem.sentence().startswith(str(folder)) for problem in problems)
        with pytest.raises(InputError):
            read_dataset(folder)
    else:
        assert len(read_dataset(folder).industries) >= 1
