"""How far figures may be off, each kind by hand."""

from dataclasses import replace

import numpy as np
import pytest

from engine.criteria.model import Criterion
from engine.dataset.model import Code, Industry
from engine.scoring.figure_ends import declared_ends, figure_shares, is_old, measured_ends, open_ends
from engine.scoring.score import score
from tests.engine.scoring.conftest import make_criteria, make_dataset, make_indicator


def scored(values, quality="published", se=None, groups=None, codes=(), own=None, missing="skip", **indicator):
    data = make_dataset({"x": values}, qualities={"x": quality})
    column = data.columns["x"]["2020"]
    if se is not None:
        column = replace(column, se=np.array(se, dtype=float))
    if groups is not None:
        column = replace(column, groups=groups)
    industries = tuple(
        Industry(industry.industry_id, industry.name_nb, codes=(own or {}).get(industry.industry_id, ()))
        for industry in data.industries
    )
    data = replace(data, columns={"x": {"2020": column}}, industries=industries, codes=codes)
    made = make_criteria(
        [Criterion("score", "arithmetic", {"x": 1.0}, missing)], [make_indicator("x", low=0.0, high=10.0, **indicator)]
    )
    return score(data, made)


def half_widths(ends):
    low, high = ends["x"]
    return ((high - low) / 2).tolist()


def test_half_of_the_last_printed_decimal_is_unknown():
    """5.3 is 5.25 to 5.35: half of a tenth, of a range of 10."""
    assert half_widths(measured_ends(scored([5.3, 4.0]))) == pytest.approx([0.005, 0.005])
    assert half_widths(measured_ends(scored([5.0, 4.0]))) == pytest.approx([0.05, 0.05])


def test_a_figure_that_was_computed_is_not_rounded():
    assert half_widths(measured_ends(scored([1 / 3, 2 / 3]))) == [0, 0]


def test_a_standard_error_counts_196_times():
    assert half_widths(measured_ends(scored([5.3, 4.1], se=[0.5, np.nan]))) == pytest.approx([0.098, 0.005])


def test_judged_values_are_not_rounded_and_have_their_spread():
    scores = scored([5.0, 2.0], quality="classified", judged_spread=0.1)
    for ends in (open_ends(scores), declared_ends(scores), measured_ends(scores)):
        assert half_widths(ends) == pytest.approx([0.1, 0.1])


def test_an_inherited_value_is_the_less_sure_the_less_of_the_group_the_industry_is():
    scores = scored(
        [5.0, 5.0],
        quality="inherited",
        groups=(("49-50",), ("49-50",)),
        codes=(Code("49100", "", 300), Code("50100", "", 100)),
        own={"a": ("49100",), "b": ("50100",)},
        inherited_spread=0.4,
    )
    assert half_widths(declared_ends(scores)) == pytest.approx([0.1, 0.3])
    assert half_widths(open_ends(scores)) == [0, 0]
    assert figure_shares(scores)["x"].tolist() == [0.75, 0.25]


def test_the_share_of_a_figure_that_is_too_far_is_still_told():
    scores = scored(
        [5.0, 5.0],
        quality="inherited",
        groups=(("49-50",), ("49-50",)),
        codes=(Code("49100", "", 300), Code("50100", "", 100)),
        own={"a": ("49100",), "b": ("50100",)},
        inherited_minimum_share=0.5,
        missing="interval",
    )
    assert scores.lacks == ((), ("x",))
    assert scores.scores.tolist() == [0.5, 0.0]
    assert figure_shares(scores)["x"].tolist() == [0.75, 0.25]


@pytest.mark.parametrize(("before", "old"), [("2020", False), ("2020H2", False), ("2021", True), ("2021K1", True)])
def test_a_period_that_ended_before_is_old(before, old):
    scores = scored([5.0, 4.0], old_before=before, old_spread=0.2)
    assert is_old(scores, "x") == old
    assert half_widths(declared_ends(scores)) == pytest.approx([0.2 * old] * 2)


@pytest.mark.parametrize("method", ["minmax", "percentile_rank", "zscore", "none"])
def test_every_scale_has_room_for_rounding(method):
    data = make_dataset({"x": [1.0, 2.0, 4.0]})
    made = make_criteria([Criterion("score", "arithmetic", {"x": 1.0})], [make_indicator("x", method)])
    low, high = measured_ends(score(data, made))["x"]
    assert (low <= high).all()
    assert (low < high).any()
    if method == "minmax":
        assert half_widths({"x": (low, high)}) == pytest.approx([1 / 12, 1 / 6, 1 / 12])  # cut at 0 and 1
