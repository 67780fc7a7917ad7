"""Changes between the same period of two years running, by hand."""

import math

import pytest

from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.transfer.yearly_change import YearlyChange, yearly_change

HEADER = "industry_id,indicator_id,period,value,unit,quality,source_id\n"


@pytest.fixture
def change(tmp_path):
    def made(values):
        (tmp_path / "industries.csv").write_text("industry_id,name_nb\na,A\nb,B\n", encoding="utf-8")
        rows = "".join(f"a,x,{period},{value},percent,published,s\n" for period, value in values.items())
        (tmp_path / "indicators.csv").write_text(HEADER + rows, encoding="utf-8")
        return yearly_change(read_dataset(tmp_path), "a", "x")

    return made


def test_the_usual_change_is_the_root_mean_square(change):
    usual = change({"2018": 10, "2019": 13, "2020": 9})
    assert usual == YearlyChange(pytest.approx(math.sqrt((9 + 16) / 2)), 4, 2, "2018", "2020")


def test_only_the_same_part_of_two_years_running_counts(change):
    """A gap of a year, another quarter and a period of two years are no change from year to year."""
    values = {"2016K2": 5, "2016K3": 7, "2017K3": 6, "2019K3": 1, "2020M03": 2, "2009-2010": 3, "2010": 9}
    assert change(values) == YearlyChange(1, 1, 1, "2016K3", "2017K3")


def test_a_quarter_is_the_same_whichever_way_it_is_written(change):
    assert change({"2016K3": 7, "2017Q3": 5}).pairs == 1


def test_without_two_years_running_there_is_none(change):
    assert change({"2018": 10, "2020": 9}) is None


def test_an_industry_without_values_has_none(tmp_path, change):
    change({"2018": 10, "2019": 13})
    assert yearly_change(read_dataset(tmp_path), "b", "x") is None


def test_frafall_changed_between_the_years_that_nav_has():
    """NAV's figures are for 2018, 2019, 2022 and 2023: two changes, not three."""
    usual = yearly_change(read_dataset(shipped_data() / "publisert"), "butikkhandel", "frafall")
    assert (usual.pairs, usual.first, usual.last) == (2, "2018", "2023")
