"""`check`, `audit` and `methods` of small and large sets, from the data to the answer; one time each."""

import pytest

from engine.robustness.criteria_diagnostics import audit
from engine.robustness.industry_sensitivity import check
from engine.robustness.method_comparison import method_choices
from engine.robustness.value_of_information import value_of_information
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.bench.cases import made_up

OURS = "bransjevalg"
SIZES = [(39, 6), (39, 200), (1000, 6), (1000, 200)]


@pytest.mark.parametrize(("industries", "criteria"), SIZES)
def test_check(measure, industries, criteria):
    dataset, asked = made_up(industries, criteria)
    first = select(selection_problem(score(dataset, asked))).selected[0]
    what = f"check, {industries} × {criteria}"
    result = measure(what, OURS, lambda: check(score(dataset, asked), [first]), rounds=1, warmup=0)
    assert result.industries[0].selected


@pytest.mark.parametrize(("industries", "criteria"), SIZES)
def test_methods(measure, industries, criteria):
    dataset, asked = made_up(industries, criteria)
    what = f"methods, {industries} × {criteria}, without what depends on what"
    result = measure(what, OURS, lambda: method_choices(dataset, asked), rounds=1, warmup=0)
    assert len(result.outcomes) == 19 + criteria


@pytest.mark.parametrize(("industries", "criteria"), SIZES)
def test_audit(measure, industries, criteria):
    dataset, asked = made_up(industries, criteria)
    what = f"audit, {industries} × {criteria}, without which figure to get first"
    result = measure(what, OURS, lambda: audit(dataset, asked), rounds=1, warmup=0)
    assert len(result.weights) == criteria


@pytest.mark.parametrize(("industries", "criteria"), SIZES[:1])
def test_which_figure_to_get_first(measure, industries, criteria):
    scores = score(*made_up(industries, criteria))
    what = f"which figure to get first, {industries} × {criteria}"
    measure(what, OURS, lambda: value_of_information(scores), rounds=1, warmup=0)
