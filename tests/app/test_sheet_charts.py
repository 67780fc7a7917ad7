"""The figures of an industry's sheet and of co-occurrence in the same persons, without a page."""

import math
from dataclasses import replace
from datetime import date

import pytest

from app.figures.benchmark_charts import benchmarks_chart, trend_chart
from app.figures.named_bars import MIDDLE
from app.figures.person_level_charts import person_chart
from app.figures.prevention_charts import outcomes_chart, parts_chart
from app.figures.transfer_charts import differences_chart, likeness_chart
from app.shell import cache as cached
from engine.foundation.locale import Locale
from engine.survey.pair_figures import JointEstimate
from engine.transfer.benchmarking import benchmark, benchmarks
from engine.transfer.similarity import declared_exposures

DATA = "syntetisk"


@pytest.fixture(scope="module")
def likeness():
    return cached.likeness(DATA, declared_exposures(cached.criteria(DATA)))


@pytest.fixture(scope="module")
def potentials():
    return [potential for potential in cached.prevention(DATA).of_industry("sjofart") if potential.fraction is not None]


def bars(figure):
    return [trace for trace in figure.data if trace.type == "bar"]


def names(figure):
    return figure.data[-1].text


def test_a_bar_is_as_long_as_the_industry_is_unlike_and_the_diamond_is_what_sampling_gives(likeness):
    figure = likeness_chart(likeness, "sjofart", Locale("nb"))
    known = likeness.likenesses["sjofart"]
    assert list(bars(figure)[0].x) == [neighbour.distance for neighbour in known]
    diamonds = next(trace for trace in figure.data if trace.type == "scatter" and trace.mode == "markers")
    assert list(diamonds.x) == [neighbour.sampling_distance for neighbour in known]
    assert list(diamonds.y) == [index + MIDDLE for index in range(len(known))]
    assert names(figure)[0].startswith("Næringsmiddelindustri: ")


def test_what_is_more_common_here_goes_to_the_right_and_kinds_differ_by_pattern(likeness):
    other = likeness.likenesses["sjofart"][0]
    figure = differences_chart(likeness, other, cached.criteria(DATA), Locale("en"))
    drawn = {place: value for trace in bars(figure) for place, value in zip(trace.y, trace.x, strict=True)}
    assert len(drawn) == len(other.differences)
    for place, difference in enumerate(other.differences):
        assert math.copysign(1, drawn[place]) == math.copysign(1, difference.own - difference.other)
        assert abs(drawn[place]) == pytest.approx(difference.relative)
    assert len({trace.marker.pattern.shape for trace in bars(figure)}) == 3


def test_the_shares_are_drawn_in_per_cent_with_both_ends_of_their_intervals(potentials):
    (drawn, _) = bars(outcomes_chart(potentials, Locale("nb")))
    for index, potential in enumerate(potentials):
        assert drawn.x[index] == pytest.approx(100 * potential.fraction)
        assert drawn.x[index] + drawn.error_x.array[index] == pytest.approx(100 * potential.interval.high)
        assert drawn.x[index] - drawn.error_x.arrayminus[index] == pytest.approx(100 * potential.interval.low)


def test_all_exposures_together_have_a_bar_of_their_own_pattern(potentials):
    alone, together = bars(parts_chart(potentials[0], Locale("nb")))
    assert list(alone.x) == sorted(alone.x, reverse=True)
    assert list(together.x) == pytest.approx([100 * potentials[0].fraction])
    assert together.marker.pattern.shape != alone.marker.pattern.shape
    assert names(parts_chart(potentials[0], Locale("nb")))[-1].startswith("Alle samlet: ")


def test_one_exposure_alone_is_not_drawn_twice(potentials):
    _, together = bars(parts_chart(potentials[-1], Locale("nb")))
    assert len(potentials[-1].parts) == 1
    assert not together.x


FOUND = (
    JointEstimate("2022", "sjofart", "a", "b", n=90, joint=0.1, joint_interval=(0.05, 0.2), odds_ratio=0.5),
    JointEstimate("2022", "luftfart", "a", "b", hidden=True),
    JointEstimate("2022", None, "a", "b", n=900, joint=0.2, joint_interval=(0.1, 0.3), odds_ratio=2.0,
                  odds_ratio_interval=(1.0, 4.0)),
)  # fmt: skip


def points(figure):
    return {
        (trace.marker.symbol, place - MIDDLE): value
        for trace in figure.data
        if trace.mode == "markers"
        for place, value in zip(trace.y, trace.x, strict=True)
    }


def test_the_highest_is_on_top_all_together_is_a_diamond_and_the_hidden_are_left_out():
    figure = person_chart(FOUND, "joint", cached.dataset(DATA), Locale("nb"))
    assert points(figure) == {("diamond", 0): pytest.approx(20), ("circle", 1): pytest.approx(10)}
    assert list(names(figure)) == ["Alle bransjer: 20 (10–30)", "Sjøfart: 10 (5–20)"]
    assert figure.layout.xaxis.type != "log"


def test_twice_as_much_is_as_far_as_half_as_much_on_the_axis_of_a_ratio():
    figure = person_chart(FOUND, "odds_ratio", cached.dataset(DATA), Locale("en"))
    assert figure.layout.xaxis.type == "log"
    low, high = figure.layout.xaxis.range
    assert low < math.log10(0.5)
    assert high > math.log10(4.0)
    assert list(names(figure)) == ["All industries: 2.0 (1.0–4.0)", "Shipping: 0.5"]


def test_a_measure_that_nobody_has_gives_an_empty_figure():
    for measure in ("joint", "odds_ratio"):
        figure = person_chart(FOUND[1:2], measure, cached.dataset(DATA), Locale("nb"))
        assert not points(figure)


def test_a_small_bar_is_the_value_against_the_highest_with_the_country_marked():
    data = cached.dataset("publisert")
    known = [comparison for comparison in benchmarks(data, "butikkhandel") if comparison.indicator_id == "absence"]
    figure = benchmarks_chart(known, {"absence": "Fravær"}, Locale("nb"))
    (comparison,) = known
    _, own = bars(figure)
    assert own.x[0] == pytest.approx(100 * comparison.value / comparison.highest)
    (country,) = [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "markers"]
    assert list(country.x) == (
        [] if comparison.national is None else [pytest.approx(100 * comparison.national / comparison.highest)]
    )
    assert f"plass {comparison.place} av {comparison.of}" in names(figure)[0]


def test_a_name_that_is_too_long_for_a_telephone_goes_over_lines_and_the_row_has_room_for_them():
    known = [
        comparison
        for comparison in benchmarks(cached.dataset("publisert"), "butikkhandel")
        if comparison.indicator_id == "absence"
    ]
    short, long = (
        benchmarks_chart(known, {"absence": name}, Locale("nb")) for name in ("A", "Fravær i hele landet " * 3)
    )
    (label,) = names(long)
    assert max(map(len, label.split("<br>"))) <= 56
    assert long.layout.height > short.layout.height


def test_a_unit_that_the_name_ends_in_is_not_said_twice():
    known = [
        comparison
        for comparison in benchmarks(cached.dataset("publisert"), "butikkhandel")
        if comparison.indicator_id == "absence"
    ]
    (label,) = names(benchmarks_chart(known, {"absence": "Fravær i prosent"}, Locale("nb")))
    assert label.count("prosent") == 1


def test_of_many_years_every_other_is_named_with_the_last_among_them():
    first = benchmark(cached.dataset("publisert"), "butikkhandel", "absence")
    few, many = ([replace(first, period=str(year)) for year in range(2009, end)] for end in (2017, 2019))
    assert list(trend_chart(few, Locale("nb")).layout.xaxis.ticktext) == [str(year) for year in range(2009, 2017)]
    assert list(trend_chart(many, Locale("nb")).layout.xaxis.ticktext) == [
        "2010",
        "2012",
        "2014",
        "2016",
        "2018",
    ]


def test_the_axis_of_a_trend_is_time():
    """From the middle of 2015 to that of 2016 is as far as from 2016 to 2017, and half as far as to 2019."""
    points = [
        replace(benchmark(cached.dataset("publisert"), "butikkhandel", "absence"), period=year)
        for year in ("2015", "2016", "2018")
    ]
    figure = trend_chart(points, Locale("nb"))
    days = [date.fromisoformat(day).toordinal() for day in figure.data[0].x]
    assert days[2] - days[1] == pytest.approx(2 * (days[1] - days[0]), abs=2)
    assert figure.layout.xaxis.type == "date"
