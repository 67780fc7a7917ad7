"""What it takes for one industry to leave or come in: shares and prices known exactly, and what is wrong to ask."""

import json
from dataclasses import replace

import numpy as np
import pytest

from engine.criteria.model import Criterion, Selection
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.errors import InfeasibleError, InputError
from engine.foundation.locale import Locale
from engine.robustness import industry_sensitivity
from engine.robustness.compute_backend import Interrupted
from engine.robustness.industry_sensitivity import PARTS, check
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.engine.robustness.random_scores import Listed, random_scores
from tests.engine.robustness.small import column, criteria, dataset

DRAWS = 4_000
TWO = {"u": [0.9, 0.5], "v": [0.2, 0.5]}


def scored(values, selection=None, weights=None, **changes):
    return score(dataset(values, **changes), criteria(weights or dict.fromkeys(values, 1.0), selection))


def test_the_share_of_the_weights_is_that_of_the_interval():
    """a is best where the weight of u is above 3/7: 4/7 of all weights, within four standard errors."""
    a, b = check(scored(TWO), ["a", "b"], draws=DRAWS).industries
    error = np.sqrt(4 / 7 * 3 / 7 / DRAWS)
    assert a.share_of_weights == pytest.approx(4 / 7, abs=4 * error)
    assert a.share_of_weights + b.share_of_weights == pytest.approx(1)


def test_two_industries_by_hand():
    """0.55 to 0.5 at equal weights; they meet at 3/7."""
    a, b = check(scored(TWO), ["a", "b"], draws=10).industries
    assert (a.selected, a.rank, b.selected, b.rank) == (True, 1, False, 2)
    assert a.intervals["u"] == (pytest.approx((3 / 7, 1)),)
    assert b.intervals["u"] == (pytest.approx((3 / 7, 1)),)
    assert a.intervals["v"] == (pytest.approx((0, 4 / 7)),)
    assert a.nearest.distance == pytest.approx(1 / 14)
    assert a.price == pytest.approx(0.05)
    assert b.price == pytest.approx(0.05)
    assert a.frame_breakpoints == ()
    assert a.drops_out_above == {"union_density": None, "minimum_grant": None}


@pytest.mark.parametrize(("seed", "grant"), [(0, None), (1, "key"), (2, "cost"), (4, "key")])
def test_the_price_is_what_the_best_with_the_other_status_is_worth_less(seed, grant):
    scores = random_scores(seed, grant=grant, size=6)
    listed = Listed(scores)
    worths, best = listed.worths(scores.weights), listed.best(scores.weights)
    sensitivity = check(scores, listed.problem.ids, draws=5)
    for index, industry in enumerate(sensitivity.industries):
        assert industry.selected == best[index]
        other = worths[listed.selections[:, index] != best[index]]
        assert industry.price == (pytest.approx(worths.max() - other.max(), abs=1e-6) if len(other) else None)
        assert industry.price is None or industry.price >= 0


def test_a_price_is_zero_in_a_tie_and_none_where_conditions_settle_it():
    tied = scored({"u": [0.5, 0.5], "v": [0.5, 0.5]})
    assert [industry.price for industry in check(tied, ["a", "b"], draws=5).industries] == [0, 0]
    settled = scored(TWO, Selection(max_new=1, must=("b",)))
    a, b = check(settled, ["a", "b"], draws=5).industries
    assert (a.price, b.price, a.nearest, b.nearest) == (None, None, None, None)
    assert (a.share_of_weights, b.share_of_weights) == (0, 1)
    assert a.intervals["u"] == b.intervals["u"] == ((0, 1),)


def test_todays_weight_lies_in_its_interval_and_the_selection_is_that_of_select():
    scores = random_scores(6, grant="key", gaps=1, size=3, max_new=2)
    problem = selection_problem(scores)
    sensitivity = check(scores, problem.ids, draws=20)
    assert sensitivity.result.selected == select(problem).selected
    assert (
        tuple(industry.industry_id for industry in sensitivity.industries if industry.selected)
        == sensitivity.result.selected
    )
    for industry in sensitivity.industries:
        for weight, intervals in zip(scores.weights, industry.intervals.values(), strict=True):
            assert any(low <= weight <= high for low, high in intervals)


def test_each_share_is_that_of_the_selections_of_its_draws():
    """Selected of three: shares add up to the number that every selection has."""
    sensitivity = check(random_scores(2, max_new=3), ["c0", "c1", "c2", "c3", "c4", "c5", "c6"], draws=50)
    assert sum(industry.share_of_weights for industry in sensitivity.industries) == pytest.approx(3)


def test_the_same_seed_gives_the_same_and_another_seed_another_share():
    first, again, *others = (check(scored(TWO), ["a"], draws=900, seed=seed).industries[0] for seed in (1, 1, 2, 3))
    assert first == again
    assert any(first.share_of_weights != other.share_of_weights for other in others)


def test_the_threshold_is_on_the_raw_value_and_only_for_who_is_selected():
    density = {"union_density": column("union_density", [24.0, 40.0], unit="percent")}
    scores = score(dataset(TWO, columns=density), criteria({"u": 1, "v": 1}))
    a, b = check(scores, ["a", "b"], draws=5).industries
    assert a.drops_out_above["union_density"] == 24.0
    assert b.drops_out_above["union_density"] is None


@pytest.mark.parametrize("seed", range(4))
def test_who_is_selected_under_a_key_drops_out_above_some_minimum_up_to_the_frame(seed):
    """Even one that must be in: above that nothing is feasible. Nobody gets more than the frame."""
    scores = random_scores(seed, grant="key", size=4, max_new=2, must=("c1",))
    grant = scores.criteria.selection.grant
    industries = check(scores, ["c0", "c1", "c2", "c3"], draws=5, brief=True).industries
    assert any(industry.selected for industry in industries)
    for industry in industries:
        limit, code = industry.drops_out_above["minimum_grant"], industry.threshold_codes["minimum_grant"]
        assert code == ("drops_out" if industry.selected else "not_selected")
        assert limit is None if not industry.selected else grant.minimum_new <= limit <= grant.frame


def test_where_there_is_no_key_no_minimum_can_be_asked_for():
    for grant in (None, "cost"):
        industries = check(random_scores(2, grant=grant, size=3), ["c0", "c1", "c2"], draws=5, brief=True).industries
        told = {industry.threshold_codes["minimum_grant"] for industry in industries if industry.selected}
        assert told == {"nothing_to_ask"}


def test_it_returns_where_those_that_shut_it_out_have_dropped_out_themselves():
    """a and b, 0.9 together, before c, 0.8, that goes with neither: asked for more than b's 10 per cent c is chosen,
    and above c's 20 a alone."""
    density = {"union_density": column("union_density", [30.0, 10.0, 20.0], unit="percent")}
    rules = Selection(max_new=2, conflicts=(("a", "c"), ("b", "c")))
    scores = scored({"u": [0.5, 0.4, 0.8]}, rules, columns=density)
    industries = check(scores, ["a", "b", "c"], draws=5).industries
    assert [industry.drops_out_above["union_density"] for industry in industries] == [10.0, 10.0, None]
    assert [industry.returns["union_density"] for industry in industries] == [((20.0, 30.0),), (), ()]
    assert industries[2].comes_in["union_density"] == ((10.0, 20.0),)


def test_an_industry_without_a_score_is_out_whatever_the_weights():
    scores = scored({"u": [0.9, None], "v": [0.2, None]})
    (industry,) = check(scores, ["b"], draws=5).industries
    assert (industry.selected, industry.rank, industry.price, industry.nearest) == (False, 0, None, None)


@pytest.mark.parametrize(
    ("industries", "options", "message"),
    [
        (["z"], {}, "«z» finnes ikke. Gyldig: c0, c1"),
        (["p"], {}, "«p» kan ikke velges som ny (status: programme)"),
        (["c0"], {"draws": 0}, "--draws: «0»"),
        (["c0"], {"draws": -3}, "--draws: «-3»"),
        (["c0"], {"seed": -1}, "--seed: «-1»"),
    ],
)
def test_what_cannot_be_asked_is_told(industries, options, message):
    with pytest.raises(InputError) as error:
        check(random_scores(1), industries, **options)
    assert message in error.value.sentence()


def test_one_draw_the_most_draws_and_a_seed_of_nought_can_be_asked(monkeypatch):
    monkeypatch.setattr(industry_sensitivity, "MOST_DRAWS", 7)
    for draws in (1, 7):
        assert check(scored(TWO), ["a"], draws=draws, seed=0, brief=True).draws == draws
    with pytest.raises(InputError):
        check(scored(TWO), ["a"], draws=8)


def test_every_wrong_industry_is_told():
    with pytest.raises(InputError) as error:
        check(random_scores(1), ["z", "c0", "y"])
    assert [problem.given for problem in error.value.problems] == ["z", "y"]


def test_a_root_without_weights_is_told():
    made = criteria({"u": 1, "v": 1})
    pairing = Criterion("score", "cooccurrence", {}, exposure="u", health="v")
    scores = score(dataset(TWO), replace(made, criteria={"score": pairing}))
    for language in ("nb", "en"):
        with pytest.raises(InputError) as error:
            check(scores, ["a"])
        assert "score" in error.value.sentence(Locale(language))
        assert "{" not in error.value.sentence(Locale(language))


def test_where_nothing_is_feasible_the_conflict_is_told():
    with pytest.raises(InfeasibleError) as error:
        check(scored(TWO, Selection(max_new=1, min_new=1, must_not=("a", "b"))), ["a"])
    assert set(error.value.conflict) == {"min_new", "must_not.a", "must_not.b"}
    assert json.dumps(list(error.value.conflict))


def test_every_step_is_told_before_it_is_done_and_all_are_counted():
    told = []
    check(scored(TWO), ["a", "b"], draws=10, progress=lambda *step: told.append(step))
    parts, done, totals = zip(*told, strict=True)
    assert done == tuple(range(len(told)))
    assert set(totals) == {len(told)}
    assert tuple(dict.fromkeys(parts)) == PARTS
    assert parts.count("intervals") == 2
    assert parts.count("nearest") == 2


def test_what_progress_raises_ends_the_check():
    def stop(part, done, total):
        if part == "frames":
            raise RuntimeError("left")

    with pytest.raises(RuntimeError, match="left"):
        check(scored(TWO), ["a"], draws=10, progress=stop)


def test_an_interrupted_check_says_how_many_steps_were_done():
    """Draws and two intervals are done when it is stopped at the frames: three of 1 + 2 + 1 + 3 for one industry."""

    def stop(part, done, total):
        if part == "frames":
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        check(scored(TWO), ["a"], draws=10, progress=stop)
    assert (caught.value.done, caught.value.total) == (3, 7)
    assert caught.value.sentence(Locale("en")) == "Stopped after 3 of 7 steps. Nothing has been written."


def test_criteria_that_wait_for_figures_take_no_certainty_away():
    """``utvidet`` without its figures is ``publisert`` with 1/11 of the weight waiting: flips lie 10/11 as far off."""
    data = read_dataset(shipped_data() / "publisert")
    plain, wider = (
        check(score(data, read_criteria(shipped_criteria() / f"{name}.toml")), ["butikkhandel"], draws=10)
        for name in ("publisert", "utvidet")
    )
    (industry,), (other,) = plain.industries, wider.industries
    assert (industry.nearest.exact, other.nearest.exact) == (True, True)
    assert other.nearest.distance == pytest.approx(industry.nearest.distance * 10 / 11, abs=1e-9)
    assert (other.nearest.rival, other.price) == (industry.nearest.rival, pytest.approx(industry.price))
    renamed = {
        "organised" if name == "union_density" else name: exact for name, exact in industry.intervals_exact.items()
    }
    assert other.intervals_exact == renamed | {"restructuring_exposure": True, "prevention_potential": True}
    assert other.intervals["restructuring_exposure"] == other.intervals["prevention_potential"] == ((0, 1),)


def test_a_brief_check_says_the_same_without_intervals_and_flips():
    scores = scored(TWO)
    whole, brief = (check(scores, ["a"], draws=200, brief=is_brief).industries[0] for is_brief in (False, True))
    assert whole.nearest is not None
    assert (brief.intervals, brief.nearest, brief.nearest_exact, brief.comes_in) == ({}, None, False, {})
    for name in ("selected", "rank", "share_of_weights", "price", "frame_breakpoints", "drops_out_above", "returns"):
        assert getattr(brief, name) == getattr(whole, name)
