"""One season at a time, and the newer figure beside the one that counts: by hand, and the published ones of retail."""

import pytest

from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.transfer.benchmarking import history
from engine.transfer.comparable_history import newer_figure, newer_period, seasons
from tests.engine.robustness.small import column, dataset


def of(**values):
    """One industry's absence by period."""
    made = dataset({"x": [1.0]})
    columns = {period: column("absence", [value], unit="percent") for period, value in values.items()}
    from dataclasses import replace

    columns = {period: replace(figures, period=period) for period, figures in columns.items()}
    return replace(made, columns={**made.columns, "absence": columns})


def test_only_alike_periods_stand_together_and_two_are_no_trend():
    data = of(**{"2015K3": 4.0, "2016K3": 5.0, "2017K3": 6.0, "2016K1": 7.0, "2017K1": 7.5, "2018K4": 8.0})
    points_by_season = seasons(history(data, "a", "absence"))
    assert {kind: [point.period for point in points] for kind, points in points_by_season.items()} == {
        "K3": ["2015K3", "2016K3", "2017K3"]
    }


def test_the_kind_with_the_newest_figure_comes_first():
    data = of(**{f"{year}K{quarter}": 5.0 for year in (2015, 2016, 2017) for quarter in (1, 3)})
    assert list(seasons(history(data, "a", "absence"))) == ["K3", "K1"]


def test_a_newer_figure_than_the_one_that_counts_is_found():
    data = of(**{"2016K3": 4.8, "2025K2": 5.2})
    figure = newer_figure(data, "a", "absence", "2016K3")
    assert (figure.period, figure.value) == ("2025K2", 5.2)
    assert newer_period(data, "absence", "2016K3") == "2025K2"
    assert newer_figure(data, "a", "absence", "2025K2") is None
    assert newer_period(data, "absence") is None


@pytest.mark.parametrize("data", ["publisert", "syntetisk", "noa"])
def test_every_newer_figure_of_the_shipped_data_is_newer_and_the_industrys_own(data):
    known = read_dataset(shipped_data() / data)
    for indicator in known.columns:
        for industry in list(known.position)[:5]:
            figure = newer_figure(known, industry, indicator)
            if figure is not None:
                assert figure.period != known.newest_period(indicator)
                assert figure.value is not None
