import csv
import io

import pytest

from engine.dataset.reading import read_dataset
from engine.foundation.errors import InputError
from engine.output.table import csv_table
from engine.transfer.benchmarking import benchmark, benchmarks, benchmarks_table, history

INDUSTRIES = "industry_id,name_nb\na,A\nb,B\nc,C\nd,D\n"
INDICATORS = """industry_id,indicator_id,period,value,unit,se,n,quality,source_id
a,absence,2020,4,percent,0.5,100,published,s
b,absence,2020,6,percent,,,published,s
c,absence,2020,6,percent,,,derived,s
a,absence,2019,3,percent,,,published,s
d,frafall,2020,9,per_1000_employed,,,published,s
"""
SOURCES = "source_id,title,publisher,published,reference\ns,S,P,2021,r\n"


@pytest.fixture
def dataset(tmp_path):
    for name, content in (("industries", INDUSTRIES), ("indicators", INDICATORS), ("sources", SOURCES)):
        (tmp_path / f"{name}.csv").write_text(content)
    return read_dataset(tmp_path)


def test_an_industry_stands_among_those_that_have_a_value(dataset):
    standing = benchmark(dataset, "b", "absence", "2020")
    assert (standing.value, standing.lowest, standing.median, standing.highest) == (6, 4, 6, 6)
    assert (standing.place, standing.of) == (1, 3)
    assert benchmark(dataset, "c", "absence", "2020").place == 1
    assert benchmark(dataset, "a", "absence", "2020").place == 3


def test_quality_error_and_source_stand_with_the_value(dataset):
    standing = benchmark(dataset, "a", "absence", "2020")
    assert (standing.quality, standing.se, standing.source_ids, standing.national) == ("published", 0.5, ("s",), None)


def test_a_missing_value_has_no_place_but_the_others_are_still_there(dataset):
    standing = benchmark(dataset, "d", "absence", "2020")
    assert (standing.value, standing.place, standing.quality, standing.highest, standing.of) == (None, None, None, 6, 3)


def test_history_runs_from_the_oldest_period_and_leaves_out_those_without_a_value(dataset):
    assert [(point.period, point.value) for point in history(dataset, "a", "absence")] == [("2019", 3), ("2020", 4)]
    assert [point.period for point in history(dataset, "b", "absence")] == ["2020"]


def test_every_indicator_has_its_standing(dataset):
    assert [standing.indicator_id for standing in benchmarks(dataset, "a")] == list(dataset.columns)


def test_the_file_of_an_industry_has_its_figures_as_numbers_with_quality_and_source(dataset):
    table = benchmarks_table(benchmarks(dataset, "a"), {"absence": "Fravær", "frafall": "Frafall"}, {"absence"})
    absence, frafall = csv.DictReader(io.StringIO(csv_table(table)))
    assert [absence[key] for key in ("indicator", "period", "value", "se", "lowest", "place", "of")] == [
        *("Fravær", "2020", "4.0", "0.5", "4.0", "3", "3")
    ]
    assert [absence[key] for key in ("quality", "source_ids", "gives_points")] == ["published", "s", "true"]
    assert [frafall[key] for key in ("value", "place", "of", "quality", "gives_points")] == [
        "",
        "",
        "1",
        "missing",
        "false",
    ]


def test_an_industry_that_does_not_exist_is_refused(dataset):
    with pytest.raises(InputError, match="«x» finnes ikke"):
        benchmark(dataset, "x", "absence")


def test_the_national_level_comes_from_the_line_for_all_industries(tmp_path, dataset):
    (tmp_path / "codes.csv").write_text("sn2007,name_nb,jobs\n01110,Korn,10\n")
    (tmp_path / "group_values.csv").write_text(
        "sn2007_group,indicator_id,period,value,unit,quality,source_id\n00-99,absence,2020,5.5,percent,published,s\n"
    )
    assert benchmark(read_dataset(tmp_path), "a", "absence", "2020").national == 5.5


def test_several_periods_are_compared_as_means(dataset):
    standing = benchmark(dataset, "a", "absence", ("2019", "2020"))
    assert (standing.value, standing.period, standing.quality, standing.of) == (3.5, "2019, 2020", "derived", 1)
    assert benchmark(dataset, "b", "absence", ("2019", "2020")).value is None


def test_every_indicator_stands_in_the_period_that_is_asked_for_it(dataset):
    periods = {standing.indicator_id: standing.period for standing in benchmarks(dataset, "a", {"absence": "2019"})}
    assert periods == {"absence": "2019", "frafall": "2020"}
