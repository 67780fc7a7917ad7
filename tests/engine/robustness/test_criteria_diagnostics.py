"""What a criteria file really does, by hand."""

from dataclasses import replace

import numpy as np
import pytest

from engine.criteria.model import Criterion, Grant, Selection
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.robustness.criteria_diagnostics import Correlation, audit
from tests.engine.robustness.small import criteria, dataset

KEY = Grant("key", frame=70.0, equal_share=0.6)


def test_independent_equal_members_explain_half_each():
    """x and y cross all four corners: uncorrelated, so each explains half of their mean's variance.

    Paruolo, Saisana & Saltelli (2013), section 2: for uncorrelated members of equal variance the main effects are
    the squared weights over their sum: 0.6² / (0.6² + 0.2²) = 0.9 at weights 3 : 1.
    """
    corners = {"x": [0.0, 0.0, 1.0, 1.0], "y": [0.0, 1.0, 0.0, 1.0]}
    equal = audit(dataset(corners), criteria({"x": 1.0, "y": 1.0})).weights
    assert [equal[name].main_effect for name in "xy"] == pytest.approx([0.5, 0.5])
    assert [equal[name].variance_share for name in "xy"] == pytest.approx([0.5, 0.5])
    uneven = audit(dataset(corners), criteria({"x": 3.0, "y": 1.0})).weights
    assert [uneven[name].nominal for name in "xy"] == pytest.approx([0.75, 0.25])
    assert [uneven[name].main_effect for name in "xy"] == pytest.approx([0.9, 0.1])
    assert [uneven[name].effective for name in "xy"] == pytest.approx([0.9, 0.1])
    assert [uneven[name].variance_share for name in "xy"] == pytest.approx([0.9, 0.1])


def test_two_copies_explain_everything_each_and_overlap():
    """Two members that are the same: each explains all alone, and half of the variance is booked on each."""
    diagnostics = audit(dataset({"x": [0.1, 0.4, 0.8], "y": [0.1, 0.4, 0.8]}), criteria({"x": 1.0, "y": 1.0}))
    assert diagnostics.correlations[0].between == ("x", "y")
    assert diagnostics.correlations[0].pearson == pytest.approx(1)
    assert diagnostics.correlations[0].spearman == pytest.approx(1)
    assert diagnostics.correlations[0].overlap
    assert [diagnostics.weights[name].main_effect for name in "xy"] == pytest.approx([1, 1])
    assert [diagnostics.weights[name].effective for name in "xy"] == pytest.approx([0.5, 0.5])
    assert [diagnostics.weights[name].variance_share for name in "xy"] == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize(
    ("pearson", "overlap"), [(0.3, False), (0.7, False), (0.71, True), (-0.7, False), (-0.9, True), (None, False)]
)
def test_two_overlap_where_more_of_the_variance_is_shared_than_not(pearson, overlap):
    """0.7² is 0.49, 0.71² is 0.504; the direction says nothing of how much."""
    assert Correlation(("x", "y"), pearson, None, 9).overlap == overlap


def test_a_small_variance_is_shared_out_and_rounding_is_none():
    """Ten millionths of a point are a difference; what adds up to 0.2 in every order is not."""
    narrow = audit(dataset({"x": [0.5, 0.5 + 1e-7], "y": [0.2, 0.2]}), criteria({"x": 1.0, "y": 1.0}))
    assert [narrow.weights[name].variance_share for name in "xy"] == pytest.approx([1, 0])
    orders = {"x": [0.1, 0.2, 0.3], "y": [0.2, 0.3, 0.1], "z": [0.3, 0.1, 0.2]}
    equal = audit(dataset(orders), criteria(dict.fromkeys(orders, 1.0)))
    assert {weight.variance_share for weight in equal.weights.values()} == {None}


def test_variance_shares_of_an_arithmetic_root_add_to_one_on_the_shipped_data():
    data, asked = read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml")
    diagnostics = audit(data, asked)
    assert sum(weight.variance_share for weight in diagnostics.weights.values()) == pytest.approx(1)
    assert sum(weight.effective for weight in diagnostics.weights.values()) == pytest.approx(1)


def test_luftfart_and_sjofart_are_identical_on_the_shipped_data():
    """The project's own figures: they share every published value and differ only in size."""
    data, asked = read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml")
    assert ("luftfart", "sjofart") in audit(data, asked).dominance.identical


def test_a_constant_criterion_has_no_correlation_and_decides_nothing():
    diagnostics = audit(dataset({"x": [0.1, 0.4, 0.8], "y": [0.5, 0.5, 0.5]}), criteria({"x": 1.0, "y": 1.0}))
    assert diagnostics.constant == ("y",)
    assert diagnostics.correlations[0].pearson is None
    assert diagnostics.correlations[0].spearman is None
    assert not diagnostics.correlations[0].overlap
    assert diagnostics.weights["y"].main_effect is None
    assert diagnostics.weights["y"].effective is None
    assert diagnostics.weights["y"].variance_share == pytest.approx(0)
    assert diagnostics.idle_criteria == {"y": "constant"}


def test_a_criterion_that_nobody_has_figures_for_is_said_to_wait_and_leaves_the_others_comparable():
    """Without w, c is above a in both and nobody else is above anybody."""
    values = {"x": [0.1, 0.4, 0.2], "y": [0.5, 0.1, 0.6]}
    diagnostics = audit(dataset({**values, "w": [None] * 3}), criteria({"x": 1.0, "y": 1.0, "w": 1.0}))
    assert diagnostics.idle_criteria["w"] == "no_figures"
    assert diagnostics.constant == ()
    assert [correlation.between for correlation in diagnostics.correlations] == [("x", "y")]
    assert [correlation.between for correlation in diagnostics.size] == [("x", "jobs"), ("y", "jobs")]
    assert diagnostics.dominance.dominated == {"a": ("c",)}
    assert diagnostics.dominance.not_compared == ()
    assert audit(dataset(values), criteria({"x": 1.0, "y": 1.0})).dominance == diagnostics.dominance


def test_criteria_that_decide_nothing_say_why():
    """z has no weight; y orders the three as x does. Without x, y still orders them so: each is idle alone."""
    diagnostics = audit(
        dataset({"x": [0.1, 0.4, 0.8], "y": [0.2, 0.3, 0.9], "z": [0.9, 0.1, 0.2]}),
        criteria({"x": 1.0, "y": 1.0, "z": 0.0}),
    )
    assert diagnostics.idle_criteria == {"x": "nothing_changes", "y": "nothing_changes", "z": "no_weight"}


def test_a_criterion_that_moves_a_rank_decides_something():
    diagnostics = audit(dataset({"x": [0.1, 0.4, 0.8], "y": [0.9, 0.3, 0.1]}), criteria({"x": 1.0, "y": 2.0}))
    assert "y" not in diagnostics.idle_criteria


def test_dominance_leaves_out_members_without_weight():
    values = {"x": [0.1, 0.4], "y": [0.9, 0.1]}
    assert audit(dataset(values), criteria({"x": 1.0, "y": 1.0})).dominance.dominated == {}
    assert audit(dataset(values), criteria({"x": 1.0, "y": 0.0})).dominance.dominated == {"a": ("b",)}


def test_who_is_selected_before_someone_better_on_everything_is_named():
    """a must be in, and only one can be: b dominates it and stays outside, c is dominated and outside too."""
    diagnostics = audit(
        dataset({"x": [0.4, 0.9, 0.1], "y": [0.4, 0.9, 0.1]}),
        criteria({"x": 1.0, "y": 1.0}, Selection(max_new=1, must=("a",))),
    )
    assert diagnostics.passed_over == {"a": ("b",)}


def test_size_in_objective_and_key_is_counted_twice():
    """The 40 per cent of the key already follow jobs (report 2024, section 3.1)."""
    values, jobs = {"x": [0.1, 0.9, 0.5], "y": [0.3, 0.2, 0.8]}, [100, 900, 500]

    def flags(**rules):
        return audit(
            dataset(values, jobs), criteria({"x": 1.0, "y": 1.0}, Selection(max_new=1, **rules))
        ).size_counted_twice

    assert flags(grant=KEY, objective="sum_times_jobs") == ("objective_and_key", "x")
    assert flags(grant=KEY) == ("x",)
    assert flags(objective="sum_times_jobs") == ()
    assert flags(grant=replace(KEY, equal_share=1.0), objective="sum_times_jobs") == ()


def test_size_of_an_indicator_without_weight_is_not_counted():
    data = dataset({"x": [0.1, 0.9, 0.5], "y": [0.3, 0.2, 0.8]}, [100, 900, 500])
    diagnostics = audit(data, criteria({"x": 0.0, "y": 1.0}, Selection(max_new=1, grant=KEY)))
    assert diagnostics.size_counted_twice == ()
    by = {correlation.between: correlation for correlation in diagnostics.size}
    assert by["x", "jobs"].pearson == pytest.approx(1)
    assert by["x", "jobs"].spearman == pytest.approx(1)


def test_an_indicator_below_two_members_is_shared():
    asked = criteria({"x": 1.0, "y": 1.0})
    nodes = {
        "one": Criterion("one", members={"x": 1.0}),
        "two": Criterion("two", members={"x": 1.0, "y": 1.0}),
        "score": Criterion("score", members={"one": 1.0, "two": 1.0}),
    }
    diagnostics = audit(dataset({"x": [0.1, 0.4], "y": [0.2, 0.3]}), replace(asked, criteria=nodes))
    assert diagnostics.shared_indicators == {"x": ("one", "two")}


def test_a_condition_that_keeps_nobody_out_decides_nothing():
    diagnostics = audit(
        dataset({"x": [0.1, 0.4, 0.8]}), criteria({"x": 1.0}, Selection(max_new=1, must_not=("a",), min_new=1))
    )
    assert diagnostics.idle_conditions == ("min_new", "must_not.a")


def test_a_file_without_selection_is_audited_without_it():
    asked = replace(criteria({"x": 1.0, "y": 1.0}), selection=None)
    diagnostics = audit(dataset({"x": [0.1, 0.4], "y": [0.9, 0.1]}), asked)
    assert diagnostics.passed_over == {}
    assert diagnostics.idle_conditions == ()
    assert diagnostics.size_counted_twice == ()


def test_everyone_equal_has_no_variance_to_share():
    diagnostics = audit(dataset({"x": [0.5, 0.5], "y": [0.2, 0.2]}), criteria({"x": 1.0, "y": 1.0}))
    assert [weight.variance_share for weight in diagnostics.weights.values()] == [None, None]
    assert [weight.effective for weight in diagnostics.weights.values()] == [None, None]


def test_missing_values_are_compared_where_both_are_there():
    diagnostics = audit(
        dataset({"x": [0.1, 0.4, 0.8, 0.5], "y": [0.3, None, 0.9, 0.2]}), criteria({"x": 1.0, "y": 1.0})
    )
    assert diagnostics.correlations[0].industries == 3
    expected = np.corrcoef([0.1, 0.8, 0.5], [0.3, 0.9, 0.2])[0, 1]
    assert diagnostics.correlations[0].pearson == pytest.approx(expected)
    assert diagnostics.dominance.not_compared == ("b",)
