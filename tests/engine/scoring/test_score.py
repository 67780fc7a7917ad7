"""Scores of whole criteria: published indices, each rule of the contract by hand, properties and messages."""

import math
from contextlib import nullcontext, suppress
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from engine.criteria.model import Criterion, Merge, Selection
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.scoring.indicator_values import Clipped
from engine.scoring.ranking import ranks_of
from engine.scoring.score import SHARE_NAMES, score, scores_over_weights

NAN = math.nan
KINDS = ("arithmetic", "geometric", "harmonic", "minimum")

TAI = {
    # Observed ends over 72 countries: Saisana, Saltelli & Tarantola (2005), J. R. Statist. Soc. A 168(2), table 1.
    "patents": (0, 994),
    "royalties": (0.0, 272.6),
    "internet": (0.0, 232.4),
    "exports": (0.0, 80.8),
    "telephones_log": (math.log10(1), math.log10(901)),
    "electricity_log": (math.log10(22), math.log10(6969)),
    "schooling": (0.8, 12.0),
    "university": (0.1, 27.4),
}


def technology(rows, dataset_of):
    """The countries sorted by name, as a dataset; and the rows in that order."""
    ordered = sorted(rows, key=lambda row: row["country"])
    values = {key: [float(row[key]) for row in ordered] for key in TAI}
    return dataset_of(values, ids=[row["country"] for row in ordered]), ordered


def test_linear_ranks_reproduce_handbook_table_38(case, dataset_of, criteria_of, indicator_of):
    """OECD/JRC (2008), table 38, p. 116: 23 countries by the Technology Achievement Index, equal weights. Scores of
    Finland and the United States, 74.4 and 73.3: Saisana et al. (2005), section 4.1; telephones and electricity are
    known to two decimals of their logarithm only, which moves a score by at most 0.06."""
    dataset, rows = technology(case("technology_achievement_index"), dataset_of)
    indicators = [indicator_of(key, low=low, high=high) for key, (low, high) in TAI.items()]
    criteria = criteria_of([Criterion("tai", members=dict.fromkeys(TAI, 1.0))], indicators, scale=100.0)
    scores = score(dataset, criteria)
    assert scores.ranks.tolist() == [int(row["rank_linear"]) for row in rows]
    printed = {"Finland": 74.4, "United States": 73.3}
    for name, value in printed.items():
        assert scores.scores[scores.industry_ids.index(name)] == pytest.approx(value, abs=0.05 + 0.06)


def test_ranks_by_other_weights_reproduce_handbook_table_23(case, dataset_of, criteria_of, indicator_of):
    """OECD/JRC (2008), tables 22 and 23, p. 100: the budget allocation weights, as printed and over equal weights."""
    dataset, rows = technology(case("technology_achievement_index"), dataset_of)
    indicators = [indicator_of(key, low=low, high=high) for key, (low, high) in TAI.items()]
    weights = [0.11, 0.11, 0.11, 0.18, 0.10, 0.06, 0.15, 0.18]
    wanted = [int(row["rank_budget_allocation"]) for row in rows]
    own = criteria_of([Criterion("tai", members=dict(zip(TAI, weights, strict=True)))], indicators)
    assert score(dataset, own).ranks.tolist() == wanted
    equal = criteria_of([Criterion("tai", members=dict.fromkeys(TAI, 1.0))], indicators)
    drawn = scores_over_weights(score(dataset, equal), np.array([weights]))
    assert ranks_of(drawn)[0].tolist() == wanted


def test_geometric_ranks_reproduce_handbook_table_38(case, dataset_of, criteria_of, indicator_of):
    """OECD/JRC (2008), table 38, p. 116: geometric aggregation of the raw data (section 6.14), equal weights."""
    dataset, rows = technology(case("technology_achievement_index"), dataset_of)
    indicators = [indicator_of(key, method="none") for key in TAI]
    scores = score(dataset, criteria_of([Criterion("tai", "geometric", dict.fromkeys(TAI, 1.0))], indicators))
    assert scores.ranks.tolist() == [int(row["rank_geometric"]) for row in rows]


def human_development(criteria_of, indicator_of):
    """The index since 2014: UNDP (2015), technical note 1. Caps are the goalposts' upper ends, clipped."""
    indicators = [
        indicator_of("life_expectancy", low=20.0, high=85.0),
        indicator_of("expected_years", low=0.0, high=18.0),
        indicator_of("mean_years", low=0.0, high=15.0),
        indicator_of("gni_per_capita", low=100.0, high=75_000.0, transform="log"),
    ]
    tree = [
        Criterion("education", "arithmetic", {"expected_years": 1.0, "mean_years": 1.0}),
        Criterion("index", "geometric", {"life_expectancy": 1.0, "education": 1.0, "gni_per_capita": 1.0}),
    ]
    return criteria_of(tree, indicators)


def test_reproduces_human_development_report_2015_table_1(case, dataset_of, criteria_of, indicator_of):
    """UNDP (2015), statistical table 1: the index of 30 countries, three decimals. The inputs are printed rounded, so
    the index lies between its values at both ends of their rounding: it rises with each of them."""
    rows = sorted(case("human_development_2014"), key=lambda row: row["country"])
    criteria = human_development(criteria_of, indicator_of)
    halves = {"life_expectancy": 0.05, "expected_years": 0.05, "mean_years": 0.05, "gni_per_capita": 0.5}
    ends = []
    for sign in (-1, 1):
        values = {key: [float(row[key]) + sign * half for row in rows] for key, half in halves.items()}
        ends.append(score(dataset_of(values, ids=[row["country"] for row in rows]), criteria).scores)
    printed = np.array([float(row["hdi"]) for row in rows])
    assert (ends[0] - 0.0005 <= printed).all()
    assert (printed <= ends[1] + 0.0005).all()
    assert (ends[1] - ends[0] < 0.007).all()


def test_what_undp_says_it_caps_is_what_is_listed_as_clipped(case, dataset_of, criteria_of, indicator_of):
    """UNDP (2015), table 1, notes c and g: schooling capped at 18 years, income at 75 000 dollars."""
    rows = sorted(case("human_development_2014"), key=lambda row: row["country"])
    keys = ("life_expectancy", "expected_years", "mean_years", "gni_per_capita")
    dataset = dataset_of({key: [float(row[key]) for row in rows] for key in keys}, ids=[row["country"] for row in rows])
    clipped = score(dataset, human_development(criteria_of, indicator_of)).clipped
    schooling = {
        clipping.industry_id
        for clipping in clipped
        if clipping.indicator_id == "expected_years" and clipping.limit == 18
    }
    income = {
        clipping.industry_id
        for clipping in clipped
        if clipping.indicator_id == "gni_per_capita" and clipping.limit == 75_000
    }
    assert schooling == {"Australia", "Denmark", "Iceland", "Ireland", "New Zealand"}
    assert income == {"Kuwait", "Liechtenstein", "Qatar", "Singapore"}
    assert len(clipped) == 9


def test_scores_contributions_and_order_by_hand(dataset_of, criteria_of):
    """Weights 3 and 1 on scale 100: a 75·0.4 + 25·0.8 = 50, b 75·0.8 + 25·0 = 60, c 75·0.4 + 25·0.8 = 50."""
    dataset = dataset_of({"x": [0.4, 0.8, 0.4], "y": [0.8, 0.0, 0.8]})
    scores = score(dataset, criteria_of([Criterion("root", members={"x": 3.0, "y": 1.0})], ["x", "y"], scale=100.0))
    assert_allclose(scores.scores, [50, 60, 50], rtol=1e-15)
    assert scores.ranks.tolist() == [2, 1, 2]
    assert scores.order == (1, 0, 2)
    assert scores.root_members == ("x", "y")
    assert_array_equal(scores.weights, [0.75, 0.25])
    assert_allclose(scores.contributions, [[30, 20], [60, 0], [30, 20]], rtol=1e-15)
    assert_allclose(scores.nodes["root"], [0.5, 0.6, 0.5], rtol=1e-15)


def test_only_the_root_is_scaled(dataset_of, criteria_of):
    tree = [Criterion("inner", members={"x": 1.0}), Criterion("root", members={"inner": 1.0})]
    scores = score(dataset_of({"x": [0.25]}), criteria_of(tree, ["x"], scale=100.0))
    assert (scores.scores[0], scores.nodes["root"][0], scores.nodes["inner"][0]) == (25.0, 0.25, 0.25)
    assert scores.member_values.tolist() == [[0.25]]


def test_missing_values_by_each_rule(dataset_of, criteria_of):
    """Weights 1/2, 1/4, 1/4 over 0.8, 0.4 and nothing: skip (0.4 + 0.1) / 0.75 = 2/3, worst 0.5."""
    dataset = dataset_of({"x": [0.8, NAN], "y": [0.4, NAN], "z": [NAN, NAN]})
    weights = {"x": 2.0, "y": 1.0, "z": 1.0}
    skip = score(dataset, criteria_of([Criterion("root", members=weights)], ["x", "y", "z"]))
    assert_allclose(skip.scores, [2 / 3, NAN])
    assert skip.ranks.tolist() == [1, 0]
    assert skip.lacks == (("z",), ("x", "y", "z"))
    assert_allclose(skip.contributions, [[0.8 / 1.5, 0.2 / 1.5, 0], [NAN, NAN, NAN]])
    worst = score(dataset, criteria_of([Criterion("root", members=weights, missing="worst")], ["x", "y", "z"]))
    assert_allclose(worst.scores, [0.5, NAN])
    assert worst.ranks.tolist() == [1, 0]
    assert_allclose(worst.contributions, [[0.4, 0.1, 0], [NAN, NAN, NAN]])
    fail = criteria_of([Criterion("root", members=weights, missing="fail")], ["x", "y", "z"])
    with pytest.raises(InputError) as caught:
        score(dataset, fail)
    assert len(caught.value.problems) == 4
    assert caught.value.problems[0].sentence(Locale("en")) == (
        'c.toml, [[criterion]] root, z: a has no value, and the criterion has missing = "fail".'
    )


def test_quality_shares_by_hand(dataset_of, criteria_of):
    """a: x published with 1/2, the inner node 1/2: y derived two thirds of it, z synthetic a third. b lacks y, so z
    has all of the inner half. c lacks the inner node, so x has everything. d has nothing."""
    dataset = dataset_of(
        {"x": [0.5, 0.5, 0.5, NAN], "y": [0.5, NAN, NAN, NAN], "z": [0.5, 0.5, NAN, NAN]},
        qualities={"y": "derived", "z": "synthetic"},
    )
    tree = [
        Criterion("inner", members={"y": 2.0, "z": 1.0}),
        Criterion("root", members={"x": 1.0, "inner": 1.0}),
    ]
    scores = score(dataset, criteria_of(tree, ["x", "y", "z"]))
    assert SHARE_NAMES == ("published", "derived", "inherited", "classified", "synthetic", "missing")
    assert_allclose(
        scores.quality_shares,
        [[1 / 2, 1 / 3, 0, 0, 1 / 6, 0], [1 / 2, 0, 0, 0, 1 / 2, 0], [1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]],
        atol=1e-15,
    )


def test_what_counts_as_zero_under_worst_has_its_share_as_missing(dataset_of, criteria_of):
    """b lacks y: half of the inner node, which is half of the score. c lacks the whole inner node."""
    dataset = dataset_of({"x": [0.5, 0.5, 0.5], "y": [0.5, NAN, NAN], "z": [0.5, 0.5, NAN]})
    tree = [
        Criterion("inner", members={"y": 1.0, "z": 1.0}, missing="worst"),
        Criterion("root", members={"x": 1.0, "inner": 1.0}, missing="worst"),
    ]
    scores = score(dataset, criteria_of(tree, ["x", "y", "z"]))
    assert_allclose(scores.quality_shares[:, -1], [0, 0.25, 0.5])
    assert_allclose(scores.quality_shares[:, 0], [1, 0.75, 0.5])


def test_a_pairing_rests_half_on_each_side(dataset_of, criteria_of):
    dataset = dataset_of({"e": [0.81], "h": [0.25]}, qualities={"h": "classified"})
    scores = score(dataset, criteria_of([Criterion("root", "cooccurrence", exposure="e", health="h")], ["e", "h"]))
    assert_allclose(scores.scores, [0.45], rtol=1e-15)
    assert_allclose(scores.quality_shares, [[0.5, 0, 0, 0.5, 0, 0]])
    assert scores.root_members == ()
    assert scores.contributions is None
    assert scores.member_values.shape == (1, 0)
    assert_array_equal(scores_over_weights(scores, np.empty((3, 0))), np.tile(scores.scores, (3, 1)))


def test_a_pairing_may_refuse_a_missing_side(dataset_of, criteria_of):
    dataset = dataset_of({"e": [0.81, NAN], "h": [0.25, 0.5]})
    root = Criterion("root", "cooccurrence", exposure="e", health="h")
    assert_array_equal(score(dataset, criteria_of([root], ["e", "h"])).ranks, [1, 0])
    with pytest.raises(InputError, match="root, e: b mangler verdi"):
        score(dataset, criteria_of([replace(root, missing="fail")], ["e", "h"]))


def test_flags_stand_where_a_quantile_is_asked_for(dataset_of, criteria_of):
    """Medians of the ranked: exposure 0.5, health 0.4."""
    dataset = dataset_of({"e": [0.1, 0.5, 0.9, NAN], "h": [0.9, 0.4, 0.1, 0.4]})
    tree = [
        Criterion("with", "cooccurrence", exposure="e", health="h", high_quantile=0.5),
        Criterion("without", "cooccurrence", exposure="e", health="h"),
        Criterion("root", members={"with": 1.0, "without": 1.0}),
    ]
    scores = score(dataset, criteria_of(tree, ["e", "h"]))
    assert {node: flag.tolist() for node, flag in scores.flags.items()} == {"with": [0, 1, 0, -1]}


def test_who_is_ranked_and_over_whom_min_max_runs(dataset_of, criteria_of, indicator_of):
    """The programme's 9 is no end of the scale and no part of the quantile."""
    dataset = dataset_of({"x": [1.0, 9.0, 2.0, 3.0]}, statuses=["candidate", "programme", "other", "other"])
    tree = [Criterion("root", members={"x": 1.0})]
    indicators = [indicator_of("x", method="minmax")]
    ranked = score(dataset, criteria_of(tree, indicators, selection=Selection()))
    assert ranked.industry_ids == ("a", "c", "d")
    assert ranked.scores.tolist() == [0.0, 0.5, 1.0]
    assert len(ranked.columns["x"].values) == 4
    assert score(dataset, criteria_of(tree, indicators)).industry_ids == ("a", "b", "c", "d")
    only = score(dataset, criteria_of(tree, indicators, selection=Selection(eligible=("programme",))))
    assert (only.industry_ids, only.scores.tolist()) == (("b",), [0.5])
    without_status = dataset_of({"x": [1.0, 9.0]})
    assert score(without_status, criteria_of(tree, indicators, selection=Selection())).industry_ids == ("a", "b")


def test_nobody_to_rank_is_an_error(dataset_of, criteria_of):
    dataset = dataset_of({"x": [1.0]}, statuses=["programme"])
    criteria = criteria_of([Criterion("root", members={"x": 1.0})], ["x"], selection=Selection())
    with pytest.raises(InputError) as caught:
        score(dataset, criteria)
    assert caught.value.sentence(Locale("en")) == (
        "c.toml, [selection], eligible: No industry in the data has status candidate, other. Allowed: programme."
    )


def test_merged_industries_stand_in_place_of_their_members(dataset_of, criteria_of):
    """1000 and 3000 jobs: (0.2 + 3·0.6) / 4 = 0.5."""
    dataset = dataset_of({"x": [0.2, 0.3, 0.6]}, statuses=["candidate"] * 3, jobs=[1000, 10, 3000])
    criteria = criteria_of([Criterion("root", members={"x": 1.0})], ["x"], merges=(Merge("both", "Begge", ("a", "c")),))
    scores = score(dataset, criteria)
    assert scores.industry_ids == ("b", "both")
    assert_allclose(scores.scores, [0.3, 0.5])
    assert scores.dataset.position == {"b": 0, "both": 1}


def test_a_bad_merge_is_told_with_the_criteria_file(dataset_of, criteria_of):
    merges = (Merge("both", "Begge", ("a", "q")),)
    criteria = criteria_of([Criterion("root", members={"x": 1.0})], ["x"], merges=merges)
    with pytest.raises(InputError, match=r"^c\.toml, \[\[merge\]\] both, members: «q»"):
        score(dataset_of({"x": [0.2]}, jobs=[1]), criteria)


def test_every_indicator_that_the_data_lack_is_told_at_once(dataset_of, criteria_of):
    criteria = criteria_of([Criterion("root", members={"x": 1.0, "y": 1.0, "z": 1.0})], ["x", "y", "z"])
    with pytest.raises(InputError) as caught:
        score(dataset_of({"x": [0.2]}), criteria)
    assert [(problem.given, problem.place) for problem in caught.value.problems] == [
        ("y", "[[indicator]] y"),
        ("z", "[[indicator]] z"),
    ]


def test_all_values_outside_are_told_at_once(dataset_of, criteria_of, indicator_of):
    indicators = [indicator_of("x", clip=False), indicator_of("y", clip=False)]
    criteria = criteria_of([Criterion("root", members={"x": 1.0, "y": 1.0})], indicators)
    with pytest.raises(InputError) as caught:
        score(dataset_of({"x": [0.2, 1.5], "y": [-3.0, 2.0]}), criteria)
    assert [(problem.place, problem.given) for problem in caught.value.problems] == [
        ("[[indicator]] x", "1.5"),
        ("[[indicator]] y", "-3.0"),
        ("[[indicator]] y", "2.0"),
    ]


@pytest.mark.parametrize("kind", ["geometric", "harmonic"])
def test_a_negative_under_a_mean_that_takes_none_is_an_error(kind, dataset_of, criteria_of, indicator_of):
    criteria = criteria_of([Criterion("root", kind, {"x": 1.0})], [indicator_of("x", method="zscore")])
    with pytest.raises(InputError) as caught:
        score(dataset_of({"x": [1.0, 3.0]}), criteria)
    assert caught.value.sentence(Locale("en")) == (
        "c.toml, [[criterion]] root, x: a has -1.0; geometric and harmonic means take no negative numbers."
    )


def test_a_score_too_large_for_its_scale_is_an_error(dataset_of, criteria_of, indicator_of):
    criteria = criteria_of([Criterion("root", members={"x": 1.0})], [indicator_of("x", method="none")], scale=1e300)
    with pytest.raises(InputError, match="for store"):
        score(dataset_of({"x": [1e10]}), criteria)


def test_a_product_too_large_is_an_error_and_not_a_gap(dataset_of, criteria_of, indicator_of):
    tree = [
        Criterion("both", "cooccurrence", exposure="x", health="y", form="product"),
        Criterion("root", members={"both": 1.0}),
    ]
    criteria = criteria_of(tree, [indicator_of("x", method="none"), indicator_of("y", method="none")])
    with pytest.raises(InputError, match=r"\[\[criterion\]\] both"):
        score(dataset_of({"x": [1e200], "y": [1e200]}), criteria)


def latent(criteria_of, indicator_of):
    tree = [
        Criterion("strict", members={"y": 1.0}, missing="fail"),
        Criterion("root", members={"x": 1.0, "strict": 0.0}),
    ]
    return criteria_of(tree, ["x", "y"])


def test_a_criterion_without_weight_disturbs_nobody_until_a_draw_gives_it_some(dataset_of, criteria_of, indicator_of):
    scores = score(dataset_of({"x": [0.1, 0.9], "y": [0.5, NAN]}), latent(criteria_of, indicator_of))
    assert scores.scores.tolist() == [0.1, 0.9]
    assert scores.lacks == ((), ())
    assert scores_over_weights(scores, np.array([[2.0, 0.0]])).tolist() == [[0.1, 0.9]]
    with pytest.raises(InputError, match=r"strict, y: b mangler verdi"):
        scores_over_weights(scores, np.array([[1.0, 0.0], [0.5, 0.5]]))


def test_a_draw_that_rests_on_a_missing_member_of_a_failing_root_is_an_error(dataset_of, criteria_of):
    root = Criterion("root", members={"x": 1.0, "y": 0.0}, missing="fail")
    scores = score(dataset_of({"x": [0.1, 0.9], "y": [0.5, NAN]}), criteria_of([root], ["x", "y"]))
    with pytest.raises(InputError, match="root, y: b"):
        scores_over_weights(scores, np.array([[0.5, 0.5]]))


def test_a_draw_without_weight_on_anything_known_leaves_the_industry_unranked(dataset_of, criteria_of):
    root = Criterion("root", members={"x": 1.0, "y": 1.0})
    scores = score(dataset_of({"x": [0.1, 0.9], "y": [0.5, NAN]}), criteria_of([root], ["x", "y"]))
    assert_array_equal(scores_over_weights(scores, np.array([[0.0, 1.0], [1.0, 0.0]])), [[0.5, NAN], [0.1, 0.9]])


def test_everything_in_the_result_is_read_only(dataset_of, criteria_of):
    scores = score(dataset_of({"x": [0.1]}), criteria_of([Criterion("root", members={"x": 1.0})], ["x"]))
    for array in (scores.scores, scores.ranks, scores.weights, scores.member_values, scores.contributions):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


# Properties, over criteria with two levels and data with gaps.

VALUE = st.one_of(st.just(NAN), st.integers(0, 10).map(lambda tenth: tenth / 10), st.floats(0, 1))


few = settings(max_examples=40)


@st.composite
def tables(draw, element=VALUE):
    """``{indicator: values}`` of x, y and z."""
    count = draw(st.integers(2, 7))
    return {name: [draw(element) for _ in range(count)] for name in "xyz"}


def two_levels(criteria_of, indicators=("x", "y", "z"), kind="arithmetic", weights=(2.0, 1.0), **more):
    tree = [
        Criterion("inner", kind, {"x": 1.0, "y": 3.0}),
        Criterion("root", kind, dict(zip(("inner", "z"), weights, strict=True))),
    ]
    return criteria_of(tree, list(indicators), scale=100.0, **more)


@few
@given(table=tables(), kind=st.sampled_from(KINDS))
def test_better_on_everything_never_ranks_below(dataset_of, criteria_of, kind, table):
    scores = score(dataset_of(table), two_levels(criteria_of, kind=kind))
    rows = np.array(list(table.values())).T
    known = ~np.isnan(rows).any(axis=1)
    for better in np.flatnonzero(known):
        for worse in np.flatnonzero(known & (rows <= rows[better]).all(axis=1)):
            assert scores.ranks[better] <= scores.ranks[worse]


@few
@given(table=tables(), kind=st.sampled_from(KINDS))
def test_equal_rows_get_equal_bits_and_equal_ranks(dataset_of, criteria_of, kind, table):
    """Luftfart and sjøfart share every published value."""
    twice = {name: [*values, values[0]] for name, values in table.items()}
    scores = score(dataset_of(twice), two_levels(criteria_of, kind=kind))
    assert_array_equal(scores.scores[0], scores.scores[-1])
    assert scores.ranks[0] == scores.ranks[-1]


@few
@given(table=tables(), factor=st.floats(0.1, 50), shift=st.floats(-100, 100))
def test_another_unit_of_data_and_goalposts_changes_no_score(
    dataset_of, criteria_of, indicator_of, table, factor, shift
):
    before = score(dataset_of(table), two_levels(criteria_of))
    other = {name: [value * factor + shift for value in values] for name, values in table.items()}
    indicators = [indicator_of(name, low=shift, high=factor + shift) for name in "xyz"]
    after = score(dataset_of(other), two_levels(criteria_of, indicators))
    assert_allclose(after.scores, before.scores, atol=1e-8)


@few
@given(
    table=tables(), method=st.sampled_from(["minmax", "percentile_rank", "zscore"]), factor=st.sampled_from([0.25, 8.0])
)
def test_normalising_over_the_ranked_takes_any_unit(dataset_of, criteria_of, indicator_of, table, method, factor):
    indicators = [indicator_of(name, method=method) for name in "xyz"]
    before = score(dataset_of(table), two_levels(criteria_of, indicators))
    other = {name: [value * factor for value in values] for name, values in table.items()}
    assert_allclose(score(dataset_of(other), two_levels(criteria_of, indicators)).scores, before.scores, atol=1e-9)


@few
@given(
    table=tables(),
    extra=VALUE,
    kind=st.sampled_from(KINDS),
    missing=st.sampled_from(["skip", "worst", "fail"]),
)
def test_a_member_without_weight_is_inert(dataset_of, criteria_of, kind, missing, table, extra):
    complete = {name: [0.5 if math.isnan(value) else value for value in values] for name, values in table.items()}
    table = complete if missing == "fail" else table
    root = Criterion("root", kind, {"x": 2.0, "y": 1.0, "z": 0.3}, missing=missing)
    without = score(dataset_of(table), criteria_of([root], ["x", "y", "z"]))
    more = {**table, "w": [extra] * len(table["x"])}
    wider = replace(root, members={"x": 2.0, "w": 0.0, "y": 1.0, "z": 0.3})
    scores = score(dataset_of(more), criteria_of([wider], ["x", "y", "z", "w"]))
    assert_array_equal(scores.scores, without.scores)
    assert_array_equal(scores.quality_shares, without.quality_shares)
    assert scores.lacks == without.lacks
    if kind == "arithmetic":
        assert_array_equal(scores.contributions[:, [0, 2, 3]], without.contributions)


@few
@given(table=tables(), data=st.data(), kind=st.sampled_from(KINDS))
def test_under_goalposts_nobody_moves_when_one_industry_leaves(dataset_of, criteria_of, kind, table, data):
    leaves = data.draw(st.integers(0, len(table["x"]) - 1))
    everyone = score(dataset_of(table), two_levels(criteria_of, kind=kind))
    rest = {name: values[:leaves] + values[leaves + 1 :] for name, values in table.items()}
    stays = [index for index in range(len(table["x"])) if index != leaves]
    after = score(
        dataset_of(rest, ids=[everyone.industry_ids[index] for index in stays]), two_levels(criteria_of, kind=kind)
    )
    assert_array_equal(after.scores, everyone.scores[stays])
    assert_array_equal(
        np.sign(after.ranks[:, None] - after.ranks), np.sign(everyone.ranks[stays][:, None] - everyone.ranks[stays])
    )


@few
@given(
    table=tables(),
    shuffle=st.randoms(use_true_random=False),
    method=st.sampled_from(["goalposts", "minmax", "percentile_rank"]),
)
def test_the_order_of_the_industries_does_not_matter(dataset_of, criteria_of, indicator_of, table, shuffle, method):
    indicators = [indicator_of(name, method=method) for name in "xyz"]
    places = list(range(len(table["x"])))
    shuffle.shuffle(places)
    before = score(dataset_of(table), two_levels(criteria_of, indicators))
    moved = {name: [values[place] for place in places] for name, values in table.items()}
    after = score(dataset_of(moved), two_levels(criteria_of, indicators))
    assert_array_equal(after.scores, before.scores[places])
    assert_array_equal(after.ranks, before.ranks[places])


@few
@given(table=tables(), inner=st.sampled_from(["skip", "worst"]), outer=st.sampled_from(["skip", "worst"]))
def test_contributions_add_up_and_quality_shares_add_to_one(dataset_of, criteria_of, table, inner, outer):
    criteria = two_levels(criteria_of)
    nodes = {
        "inner": replace(criteria.criteria["inner"], missing=inner),
        "root": replace(criteria.criteria["root"], missing=outer),
    }
    scores = score(dataset_of(table), replace(criteria, criteria=nodes))
    ranked = scores.ranks > 0
    assert_allclose(scores.contributions[ranked].sum(axis=1), scores.scores[ranked], atol=1e-11)
    assert np.isnan(scores.contributions[~ranked]).all()
    assert (scores.contributions[ranked][np.isnan(scores.member_values[ranked])] == 0).all()
    assert_allclose(scores.quality_shares.sum(axis=1), ranked.astype(float), atol=1e-12)
    assert_array_equal(ranked, ~np.isnan(scores.scores))


@few
@given(
    table=tables(),
    kind=st.sampled_from(KINDS),
    draws=st.lists(st.tuples(st.floats(0, 1), st.floats(0.01, 1)), min_size=1, max_size=3),
)
def test_a_draw_of_weights_is_the_same_as_a_file_with_them(dataset_of, criteria_of, kind, table, draws):
    """To the last bit for the file's own weights, so that ties stay ties."""
    dataset = dataset_of(table)
    own = score(dataset, two_levels(criteria_of, kind=kind))
    drawn = scores_over_weights(own, np.array([own.weights, *draws]))
    assert_array_equal(drawn[0], own.scores)
    for row, weights in zip(drawn[1:], draws, strict=True):
        expected = score(dataset, two_levels(criteria_of, kind=kind, weights=weights)).scores
        assert_allclose(row, expected, rtol=1e-12, atol=1e-300)  # a subnormal number has few bits


@given(table=tables(element=st.floats(allow_nan=True, allow_infinity=False)))
def test_any_finite_numbers_give_scores_or_a_sentence(dataset_of, criteria_of, indicator_of, table):
    methods = ("goalposts", "minmax", "zscore")
    indicators = [indicator_of(name, method=method) for name, method in zip("xyz", methods, strict=True)]
    dataset, criteria = dataset_of(table), two_levels(criteria_of, indicators)
    # Where a difference between two values, or its square, has no float.
    too_large = any(abs(value) > 1e150 for name in "yz" for value in table[name])
    with nullcontext() if not too_large else suppress(InputError):
        scores = score(dataset, criteria)
        known = ~np.isnan(np.array(list(table.values()))).all(axis=0)
        assert_array_equal(np.isfinite(scores.scores), known)


def test_clipping_below_a_criterion_without_weight_is_listed_too(dataset_of, criteria_of):
    root = Criterion("root", members={"x": 1.0, "y": 0.0})
    scores = score(dataset_of({"x": [0.5], "y": [7.0]}), criteria_of([root], ["x", "y"]))
    assert scores.clipped == (Clipped("a", "y", "2020", 7.0, 1.0),)
