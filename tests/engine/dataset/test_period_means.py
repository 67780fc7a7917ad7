"""The mean of an indicator over periods, by hand."""

import math

import pytest

from engine.dataset.period_means import column_over, empty_column, mean_column, national_level
from engine.dataset.reading import read_dataset
from engine.foundation.errors import InputError

INDUSTRIES = "industry_id,name_nb\na,A\nb,B\nc,C\n"
INDICATORS = """industry_id,indicator_id,period,value,unit,se,n,quality,source_id
a,absence,2021,4,percent,0.3,100,published,s
a,absence,2022,6,percent,0.4,200,published,t
b,absence,2021,5,percent,0.3,,classified,s
b,absence,2022,7,percent,,50,published,s
c,absence,2021,5,percent,,,published,s
b,odd,2021,0.1,percent,,,published,s
b,odd,2022,0.2,percent,,,published,s
b,odd,2023,12.0,percent,,,published,s
a,odd,2021,0.1,percent,,,synthetic,s
a,odd,2022,0.1,percent,,,published,s
a,odd,2023,0.1,percent,,,published,s
"""


@pytest.fixture
def dataset(data_folder):
    return read_dataset(data_folder(industries=INDUSTRIES, indicators=INDICATORS))


def test_an_industry_with_every_period_has_their_mean_and_one_without_has_none(dataset):
    values = column_over(dataset, "absence", ("2021", "2022")).values.tolist()
    assert values[:2] == [5, 6]
    assert math.isnan(values[2])


def test_the_standard_error_is_that_of_a_mean_of_independent_estimates(dataset):
    """sqrt(0.3² + 0.4²) / 2 = 0.25; unknown where one of them is."""
    se = column_over(dataset, "absence", ("2021", "2022")).se.tolist()
    assert se[0] == pytest.approx(0.25)
    assert math.isnan(se[1])


def test_samples_are_added_where_all_are_known(dataset):
    n = column_over(dataset, "absence", ("2021", "2022")).n.tolist()
    assert n[0] == 300
    assert math.isnan(n[1])


def test_quality_is_the_worst_of_the_periods_but_at_best_derived(dataset):
    column = column_over(dataset, "absence", ("2021", "2022"))
    assert [column.quality_of(index) for index in range(3)] == ["derived", "classified", None]


def test_every_source_follows_and_a_missing_value_has_none(dataset):
    assert column_over(dataset, "absence", ("2021", "2022")).source_ids == (("s", "t"), ("s",), ())


def test_the_shown_period_lists_them_oldest_first(dataset):
    assert column_over(dataset, "absence", ("2022", "2021")).period == "2021, 2022"


def test_equal_values_stay_exactly_equal(dataset):
    """0.1 + 0.1 + 0.1 divided by 3 is not 0.1 in binary."""
    column = column_over(dataset, "odd", ("2021", "2022", "2023"))
    assert column.values[0] == 0.1
    assert column.quality_of(0) == "synthetic"


def test_one_period_is_read_as_it_stands(dataset):
    assert column_over(dataset, "absence", "2021") is dataset.column("absence", "2021")
    assert column_over(dataset, "absence") is dataset.column("absence")


def test_every_period_that_the_data_lack_is_told_of(dataset):
    with pytest.raises(InputError) as caught:
        column_over(dataset, "absence", ("2019", "2020", "2021"))
    assert [problem.given for problem in caught.value.problems] == ["2019", "2020"]


def test_the_groups_that_values_came_from_are_joined(data_folder):
    groups = "sn2007_group,indicator_id,period,value,unit,quality,source_id\n"
    rows = "49,absence,2021,4,percent,published,s\n49-50,absence,2022,6,percent,published,s\n"
    national = "00-99,absence,2021,3,percent,published,s\n00-99,absence,2022,4,percent,published,s\n"
    folder = data_folder(
        industries="industry_id,name_nb,sn2007_prefixes\na,A,49\n",
        codes="sn2007,name_nb,jobs\n49100,x,10\n50100,y,10\n",
        group_values=groups + rows + national,
    )
    dataset = read_dataset(folder)
    column = column_over(dataset, "absence", ("2021", "2022"))
    assert (column.values[0], column.groups[0], column.quality_of(0)) == (5, ("49", "49-50"), "inherited")
    assert national_level(dataset, "absence", ("2021", "2022")) == 3.5
    assert national_level(dataset, "absence", ("2021", "2023")) is None


def test_a_mean_cannot_be_written_to(dataset):
    column = mean_column([dataset.column("absence", "2021"), dataset.column("absence", "2022")])
    with pytest.raises(ValueError, match="read-only"):
        column.values[0] = 1


def test_an_indicator_without_values_has_no_period_quality_or_source():
    column = empty_column("coverage", "percent", 2)
    assert (column.period, column.unit, column.source_ids) == ("", "percent", ((), ()))
    assert [column.quality_of(index) for index in range(2)] == [None, None]
    assert all(math.isnan(value) for value in column.values)


def test_the_mean_is_that_of_the_decimals(dataset):
    """(0.1 + 0.2 + 12.0) / 3 = 12.3 / 3 = 4.1; floats give 4.1000000000000005."""
    assert column_over(dataset, "odd", ("2021", "2022", "2023")).values[1] == 4.1
