"""Other ways to come to scores beside today's: by hand, and every one that is not defined says why."""

from dataclasses import replace

import numpy as np
import pytest

from engine.criteria.model import Criterion, Normalise, Selection
from engine.criteria.reading import read_criteria
from engine.criteria.weights import with_weights
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import Locale
from engine.robustness.method_comparison import AGGREGATIONS, NORMALISATIONS, method_choices
from engine.scoring.normalisation import minmax, percentile_rank, zscore
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.engine.robustness.small import criteria, dataset

VALUES = {"x": [0.9, 0.4, 0.2, 0.3], "y": [0.1, 0.4, 0.3, 0.9]}
WEIGHTS = {"x": 0.5, "y": 0.5}


def outcomes(values=None, weights=None, selection=None, **more):
    comparison = method_choices(dataset(values or VALUES), criteria(weights or WEIGHTS, selection, **more))
    return comparison, {outcome.choice.id: outcome for outcome in comparison.outcomes}


def test_every_choice_is_there_once():
    _, by = outcomes()
    rules = {f"{normalisation}.{aggregation}" for normalisation in NORMALISATIONS for aggregation in AGGREGATIONS}
    assert set(by) == rules | {"topsis", "vikor", "promethee_ii", "without.x", "without.y"}


def test_todays_choice_is_marked_and_agrees_with_itself():
    comparison, by = outcomes()
    assert [outcome.choice.id for outcome in comparison.outcomes if outcome.choice.today] == ["goalposts.arithmetic"]
    today = by["goalposts.arithmetic"]
    assert today.scores.tolist() == comparison.today.scores.tolist()
    assert today.spearman == pytest.approx(1)
    assert today.kendall == pytest.approx(1)
    assert today.selected == comparison.selected == ("d",)
    assert today.entered == today.left == ()


@pytest.mark.parametrize(
    ("normalisation", "formula"), [("minmax", minmax), ("percentile_rank", percentile_rank), ("zscore", zscore)]
)
def test_a_normalisation_is_put_in_place_of_every_indicators(normalisation, formula):
    _, by = outcomes()
    x, y = (formula(np.array(VALUES[name])) for name in ("x", "y"))
    assert by[f"{normalisation}.arithmetic"].scores == pytest.approx((x + y) / 2)


@pytest.mark.parametrize("missing", ["skip", "worst", "interval"])
def test_without_a_member_is_the_file_with_no_weight_on_it_bit_by_bit(missing):
    """And its selection is the one that ``select`` gives of such a file."""
    values = np.random.default_rng(1).uniform(0, 1, (5, 9))
    values[2, 4] = np.nan
    data = dataset({f"v{index}": column.tolist() for index, column in enumerate(values)})
    asked = criteria({f"v{index}": 1.0 + index for index in range(5)}, Selection(max_new=2), missing=missing)
    for index, outcome in enumerate(method_choices(data, asked).outcomes[-5:]):
        scores = score(data, with_weights(asked, {f"v{index}": 0.0}))
        assert outcome.choice.id == f"without.v{index}"
        np.testing.assert_array_equal(outcome.scores, scores.scores)
        assert outcome.selected == select(selection_problem(scores)).selected


def test_aggregations_by_hand():
    """x and y as they stand, equal weights: √(xy), 2xy / (x + y), min."""
    _, by = outcomes()
    assert by["goalposts.geometric"].scores[0] == pytest.approx(0.3)
    assert by["goalposts.harmonic"].scores[0] == pytest.approx(0.18)
    assert by["goalposts.minimum"].scores == pytest.approx([0.1, 0.4, 0.2, 0.3])
    assert by["goalposts.minimum"].ranks.tolist() == [4, 1, 3, 2]
    assert by["goalposts.minimum"].selected == ("b",)
    assert by["goalposts.minimum"].entered == ("b",)
    assert by["goalposts.minimum"].left == ("d",)


def test_leaving_a_criterion_out_ranks_by_the_rest():
    _, by = outcomes()
    assert by["without.x"].scores == pytest.approx(VALUES["y"])
    assert by["without.y"].selected == ("a",)
    assert by["without.y"].left == ("d",)


def test_the_last_criterion_with_weight_cannot_be_left_out_and_says_so():
    _, by = outcomes(weights={"x": 1.0, "y": 0.0})
    assert by["without.x"].scores is None
    assert "All weights are 0" in by["without.x"].problems[0].sentence(Locale("en"))
    assert by["without.y"].spearman == pytest.approx(1)


def test_geometric_and_harmonic_of_zscores_are_not_defined_and_say_why():
    _, by = outcomes()
    for aggregation in ("geometric", "harmonic"):
        outcome = by[f"zscore.{aggregation}"]
        assert outcome.scores is None
        assert outcome.selected is None
        assert "negative" in outcome.problems[0].sentence(Locale("en"))


def test_an_indicator_without_goalposts_says_so():
    rules = {"x": Normalise("goalposts", 0.0, 1.0), "y": Normalise("minmax")}
    _, by = outcomes(normalise=rules)
    assert "[[indicator]] y" in by["goalposts.arithmetic"].problems[0].sentence(Locale("en"))
    assert by["as_today.arithmetic"].choice.today
    assert by["as_today.arithmetic"].problems == ()


def test_values_that_are_not_normalised_are_a_choice_by_that_name():
    _, by = outcomes(normalise=Normalise("none"))
    marked = [name for name, outcome in by.items() if outcome.choice.today]
    assert marked == ["none.arithmetic"]
    assert by["none.arithmetic"].scores == pytest.approx([0.5, 0.4, 0.25, 0.6])
    assert {name for name in by if name.startswith("none.")} == {f"none.{mean}" for mean in AGGREGATIONS}


def test_methods_take_complete_rows_only_and_name_who_is_left_out():
    comparison, by = outcomes({"x": [0.9, 0.4, 0.2, 0.5], "y": [0.1, None, 0.3, 0.6]})
    assert comparison.today.ranks.all()
    for method in ("topsis", "vikor", "promethee_ii"):
        assert by[method].not_ranked == ("b",)
        assert by[method].ranks[1] == 0
    assert by["goalposts.geometric"].not_ranked == ()


def test_who_is_not_ranked_is_not_selected():
    """b is best today on the one value it has."""
    comparison, by = outcomes({"x": [0.2, 0.9, 0.3], "y": [0.5, None, 0.6]})
    assert comparison.selected == ("b",)
    assert by["topsis"].selected == ("c",)
    assert by["topsis"].left == ("b",)


def test_scores_around_zero_are_summed_above_the_lowest():
    """Room for three of four: a sum of z-scores as they are would leave out everyone below the mean."""
    _, by = outcomes(selection=Selection(max_new=3))
    for choice in ("zscore.arithmetic", "promethee_ii"):
        assert by[choice].summed == "above_lowest"
        assert len(by[choice].selected) == 3
    assert by["minmax.arithmetic"].summed == by["topsis"].summed == by["vikor"].summed == "score"


def test_a_selection_that_a_method_cannot_meet_is_none_and_nobody_enters_or_leaves():
    _, by = outcomes({"x": [0.2, 0.9, 0.3], "y": [0.5, None, 0.6]}, selection=Selection(max_new=1, must=("b",)))
    assert by["topsis"].scores is not None
    assert by["topsis"].selected is None
    assert by["topsis"].left == ()


def test_a_file_without_selection_is_ranked_only():
    asked = criteria(WEIGHTS)
    comparison = method_choices(dataset(VALUES), replace(asked, selection=None))
    assert comparison.selected is None
    assert all(outcome.selected is None and outcome.entered == () for outcome in comparison.outcomes)


def test_a_root_that_pairs_two_sides_has_no_weights_to_change():
    pairing = replace(
        criteria(WEIGHTS), criteria={"score": Criterion("score", "cooccurrence", exposure="x", health="y")}
    )
    by = {outcome.choice.id: outcome for outcome in method_choices(dataset(VALUES), pairing).outcomes}
    assert by["goalposts.cooccurrence"].choice.today
    assert by["minmax.cooccurrence"].problems == ()
    assert "no weights" in by["minmax.geometric"].problems[0].sentence(Locale("en"))
    assert "no weights" in by["topsis"].problems[0].sentence(Locale("en"))


def test_shipped_data_selections_are_what_select_gives_under_the_changed_rules():
    data, asked = read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml")
    comparison = method_choices(data, asked)
    by = {outcome.choice.id: outcome for outcome in comparison.outcomes}
    for member in comparison.today.root_members:
        without = select(selection_problem(score(data, with_weights(asked, {member: 0.0}))))
        assert by[f"without.{member}"].selected == without.selected


def test_points_times_jobs_are_of_the_points_as_they_stand():
    """Geometric means 0.3, 0.4, 0.245 and 0.52 times 100, 100, 100 and 60 jobs: b has 40, d 31."""
    made = criteria(WEIGHTS, Selection(max_new=1, objective="sum_times_jobs"))
    comparison = method_choices(dataset(VALUES, jobs=[100, 100, 100, 60]), made)
    by = {outcome.choice.id: outcome for outcome in comparison.outcomes}
    assert by["goalposts.geometric"].selected == ("b",)
