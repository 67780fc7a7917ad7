"""Frames and thresholds: solved again at each, one øre below and in between; and the brief's own figures."""

import csv
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import pytest

from engine.criteria.model import Bounds, Cost, Grant, Selection
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.robustness.budget_sensitivity import (
    Step,
    best,
    frame_breakpoints,
    indicator_steps,
    least_frame,
    minimum_grant_steps,
    stays_until,
    where_in,
    with_rules,
    without_demand,
)
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from tests.engine.robustness.random_scores import random_scores
from tests.engine.robustness.small import column, criteria, dataset
from tests.engine.selection.problems import in_exact_order

ORE = 100_000_000
REPORTS_FIVE = ("butikkhandel", "hjemmetjenesten", "luftfart", "overnatting_servering", "sjofart")
CASES = [("key", {}), ("key", {"p": "wind_down"}), ("key", {"p": "wind_down", "q": "end"}), ("cost", {})]


def with_grant(scores, **changes):
    """The problem with another frame or minimum."""
    return with_rules(scores, lambda rules: replace(rules, grant=replace(rules.grant, **changes)))


def listed_best(problem):
    """The best by going through every feasible selection with fractions; None where there is none."""
    ordered, _ = in_exact_order(problem)
    if problem.costs is not None:
        left = int(Fraction(repr(problem.frame)) * ORE)
        ordered = [
            selection
            for selection in ordered
            if sum(Fraction(repr(problem.costs[index])) * ORE for index in selection) <= left
        ]
    return problem.named(ordered[0]) if ordered else None


@pytest.fixture(scope="module")
def shipped():
    """The shipped data and criteria."""
    return score(read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml"))


@pytest.mark.parametrize(("grant", "programmes"), CASES, ids=["key", "wind_down", "wind_down_and_end", "cost"])
@pytest.mark.parametrize("seed", range(3))
def test_the_best_selection_changes_at_each_frame_and_at_no_other(seed, grant, programmes):
    scores = random_scores(seed, grant=grant, programmes=programmes, size=5)
    breakpoints = frame_breakpoints(scores)
    frames = [change.frame_mnok for change in breakpoints]
    assert frames == sorted(set(frames))
    assert frames[-1] <= 3 * scores.criteria.selection.grant.frame
    before = None
    worths = []
    for change, above in zip(breakpoints, [*frames[1:], 3 * scores.criteria.selection.grant.frame], strict=True):
        problem = with_grant(scores, frame=change.frame_mnok)
        assert listed_best(problem) == change.selected
        worths.append(problem.objective([problem.ids.index(name) for name in change.selected]))
        assert listed_best(with_grant(scores, frame=(change.frame_mnok + above) / 2)) == change.selected
        if change.frame_mnok > 0:
            assert listed_best(with_grant(scores, frame=(round(change.frame_mnok * ORE) - 1) / ORE)) == before
        before = change.selected
    assert worths == sorted(worths)


@pytest.mark.parametrize("seed", range(4))
def test_what_enters_and_leaves_leads_from_each_selection_to_the_next(seed):
    breakpoints = frame_breakpoints(random_scores(seed, grant="key"))
    assert breakpoints[0].leaves == ()
    assert set(breakpoints[0].enters) == set(breakpoints[0].selected)
    for earlier, other in pairwise(breakpoints):
        assert (set(earlier.selected) | set(other.enters)) - set(other.leaves) == set(other.selected)
        assert set(other.enters) | set(other.leaves)


@pytest.mark.parametrize("programmes", [{}, {"p": "wind_down"}])
@pytest.mark.parametrize("seed", range(4))
def test_every_minimum_that_takes_an_industry_in_is_found_by_listing_all_selections(seed, programmes):
    """From 0 up past the largest grant there can be, a tenth of a million apart, and at each limit and an øre above."""
    scores = random_scores(seed, grant="key", programmes=programmes, size=5, max_new=2)
    steps = minimum_grant_steps(scores, start=0.0)
    ends = [end for step in steps for end in (step.up_to, step.up_to + 1 / ORE)]
    for least in [*np.arange(0, 16, 0.1).round(2).tolist(), *ends]:
        chosen = listed_best(with_grant(scores, minimum_new=round(least, 8))) or ()
        for industry in selection_problem(scores).ids:
            inside = any(low < least <= high or least == low == 0 for low, high in where_in(steps, industry))
            assert inside == (industry in chosen), (least, industry)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_selected_where_no_density_is_asked_for_is_the_first_of_all_who_meet_the_rest(seed):
    scores = random_scores(seed, size=5, max_new=2)
    density = column("density", [30.0, None, 10.0, 20.0, 40.0, 50.0, 60.0], unit="percent")
    data = replace(scores.dataset, columns={**scores.dataset.columns, "density": {"2020": density}})
    rules = replace(scores.criteria.selection, require_indicator={"density": Bounds(min=35.0)})
    asked = score(data, replace(scores.criteria, selection=rules))
    free = score(data, replace(scores.criteria, selection=replace(rules, require_indicator={})))
    assert without_demand(asked, "density") == listed_best(selection_problem(free))
    steps = indicator_steps(asked, "density", from_today=False)
    assert [step.up_to for step in steps] == [10.0, 20.0, 30.0, 40.0]  # of who can be selected
    for step in steps:
        bounds = replace(rules, require_indicator={"density": Bounds(min=step.up_to)})
        listed = listed_best(selection_problem(score(data, replace(scores.criteria, selection=bounds)))) or ()
        assert step.selected == listed


def test_where_an_industry_is_in_by_hand():
    steps = (Step(1.0, ("a",)), Step(2.0, ("a", "b")), Step(3.0, ("b",)), Step(4.0, ("a",)))
    assert where_in(steps, "a") == ((0.0, 2.0), (3.0, 4.0))
    assert where_in(steps, "b") == ((1.0, 3.0),)
    assert where_in(steps, "c") == ()


def test_without_money_there_are_no_frames():
    scores = random_scores(1)
    assert frame_breakpoints(scores) == ()
    assert stays_until(minimum_grant_steps(scores), "c0")[0] is None


@pytest.mark.parametrize(("grant", "programmes"), CASES, ids=["key", "wind_down", "wind_down_and_end", "cost"])
def test_a_selection_is_feasible_under_its_least_frame_and_not_one_ore_below(grant, programmes):
    scores = random_scores(2, grant=grant, programmes=programmes, size=5, max_new=None)
    problem = selection_problem(scores)
    for count in range(1, 4):
        for chosen in combinations(range(5), count):
            least = least_frame(problem, chosen)
            row = problem.chosen(chosen)
            assert with_grant(scores, frame=least / ORE).holds(row)
            assert not with_grant(scores, frame=(least - 1) / ORE).holds(row)


def test_the_least_frame_by_hand():
    """Two continuing with 200 and 50 jobs, one new with 250, 60 % shared equally: the new gets 0.2 + 0.4 / 2 = 0.4
    of the frame, the smaller of the old 0.2 + 0.4 / 10 = 0.24. Minimums of 4 and 3 ask for 10 and 12.5."""
    scores = random_scores(0, grant="key")
    industries = tuple(
        replace(industry, jobs=250) if industry.industry_id == "c0" else industry
        for industry in scores.dataset.industries
    )
    dataset_ = replace(scores.dataset, industries=industries)
    rules = scores.criteria.selection
    for continuing, expected in ((0.0, 10.0), (3.0, 12.5)):
        grant = replace(rules.grant, frame=70.0, minimum_new=4.0, minimum_continuing=continuing)
        asked = replace(scores.criteria, selection=replace(rules, grant=grant))
        assert least_frame(selection_problem(score(dataset_, asked)), (0,)) == expected * ORE


@pytest.mark.parametrize("seed", range(5))
def test_best_is_the_first_of_every_feasible_selection(seed):
    problem = selection_problem(random_scores(seed, grant="key", min_new=seed % 2))
    chosen = best(problem)
    assert (None if chosen is None else problem.named(chosen)) == listed_best(problem)


def test_best_of_conditions_that_cannot_hold_is_none():
    problem = selection_problem(random_scores(1, grant="key"))
    rules = with_grant(random_scores(1, grant="key"), minimum_continuing=1000.0)
    assert best(problem) is not None
    assert best(rules) is None


@pytest.mark.parametrize("programmes", [{}, {"p": "wind_down"}], ids=["continue", "wind_down"])
@pytest.mark.parametrize("seed", range(4))
def test_an_industry_is_in_up_to_its_minimum_grant_and_out_one_ore_above(seed, programmes):
    scores = random_scores(seed, grant="key", programmes=programmes, size=6)
    problem = selection_problem(scores)
    chosen = best(problem)
    today = scores.criteria.selection.grant.minimum_new
    for industry in problem.ids:
        highest = stays_until(minimum_grant_steps(scores), industry)[0]
        if chosen is None or industry not in problem.named(chosen):
            assert highest is None
            continue
        assert highest >= today
        for minimum in (today, (today + highest) / 2, highest):
            assert industry in listed_best(with_grant(scores, minimum_new=minimum))
        above = listed_best(with_grant(scores, minimum_new=(round(highest * ORE) + 1) / ORE))
        assert above is None or industry not in above


@pytest.mark.parametrize("seed", range(12))
def test_an_industry_is_in_again_just_where_it_is_said_to_be(seed):
    """Asked in the middle of every step: in below what it stays until and within what is said, out everywhere else."""
    scores = random_scores(seed, grant="key", size=7)
    steps = minimum_grant_steps(scores)
    before = scores.criteria.selection.grant.minimum_new
    for step in steps:
        chosen = listed_best(with_grant(scores, minimum_new=(before + step.up_to) / 2))
        for industry in selection_problem(scores).ids:
            stays, again = stays_until(steps, industry)
            inside = (stays is not None and step.up_to <= stays) or any(a < step.up_to <= b for a, b in again)
            assert (industry in chosen) == inside
        before = step.up_to


def test_steps_that_follow_on_each_other_are_one_return():
    steps = [Step(1.0, ("a",)), Step(2.0, ("b",)), Step(3.0, ("a", "b")), Step(4.0, ("a",)), Step(5.0, ())]
    assert stays_until(steps, "a") == (1.0, ((2.0, 4.0),))
    assert stays_until(steps, "b") == (None, ((1.0, 3.0),))
    assert stays_until(steps, "c") == (None, ())


def threshold(values, selected, bounds=None):
    """The union density up to which ``selected`` stays, where the best one of those that meet it is chosen."""
    worth = [0.9, 0.8, 0.7, 0.6]
    data = dataset({"u": worth}, columns={"union_density": column("union_density", values, unit="percent")})
    asked = criteria({"u": 1})
    rules = replace(asked.selection, require_indicator={"union_density": bounds} if bounds else {})
    scores = score(data, replace(asked, selection=rules))
    return stays_until(indicator_steps(scores, "union_density"), selected)[0]


def test_the_highest_threshold_that_an_industry_meets_is_its_own_value():
    assert threshold([24.0, 10.0, 50.0, 24.0], "a") == 24.0
    # Nobody else is chosen today, whatever they meet.
    assert threshold([24.0, 10.0, 50.0, 24.0], "c") is None


def test_a_threshold_is_looked_for_from_todays_upwards_and_not_beyond_the_greatest_allowed():
    assert threshold([12.5, 99.0, None, None], "a", Bounds(min=5.0)) == 12.5
    assert threshold([12.5, 99.0, None, None], "a", Bounds(min=5.0, max=12.5)) == 12.5


def test_whom_a_threshold_already_shuts_out_has_none():
    assert threshold([12.5, 99.0, 1.0, 1.0], "a", Bounds(min=20.0)) is None
    assert threshold([12.5, 99.0, 1.0, 1.0], "b", Bounds(min=20.0)) == 99.0


def test_who_lacks_the_figure_meets_no_threshold():
    assert threshold([None, 99.0, 1.0, 1.0], "a") is None


@pytest.mark.parametrize("seed", range(4))
def test_a_threshold_agrees_with_asking_for_every_value(seed):
    """Where leaving others out lets an industry stay or makes it go: asked for each value there is, one by one."""
    scores = random_scores(seed, grant="key", size=6)
    density = np.random.default_rng(seed).integers(0, 8, 8) * 10.0
    columns = {**scores.dataset.columns, "density": {"2020": column("density", density)}}
    scores = score(replace(scores.dataset, columns=columns), scores.criteria)

    def chosen_with(least):
        bounds = {"density": Bounds(min=least)}
        return listed_best(with_rules(scores, lambda rules: replace(rules, require_indicator=bounds))) or ()

    for industry in listed_best(selection_problem(scores)) or ():
        stays = [least for least in np.unique(density[:6]) if industry in chosen_with(least)]
        unbroken = [minimum for minimum, least in zip(stays, np.unique(density[:6]), strict=False) if minimum == least]
        assert stays_until(indicator_steps(scores, "density"), industry)[0] == (unbroken[-1] if unbroken else None)


# The brief's figures, in plain arithmetic from the shipped files.


def plain_jobs():
    """Jobs of every industry: its codes are those whose longest matching prefix is its own."""
    folder = shipped_data() / "publisert"
    with (folder / "industries.csv").open(encoding="utf-8-sig", newline="") as file:
        industries = list(csv.DictReader(file))
    with (folder / "codes.csv").open(encoding="utf-8-sig", newline="") as file:
        codes = [(row["sn2007"].replace(".", ""), int(row["jobs"])) for row in csv.DictReader(file)]
    prefixes = {
        prefix.replace(".", ""): row["industry_id"] for row in industries for prefix in row["sn2007_prefixes"].split()
    }
    jobs = dict.fromkeys((row["industry_id"] for row in industries), 0)
    for code, count in codes:
        matching = [prefix for prefix in prefixes if code.startswith(prefix)]
        if matching:
            jobs[prefixes[max(matching, key=len)]] += count
    jobs |= {row["industry_id"]: int(row["jobs"]) for row in industries if row.get("jobs")}
    return jobs, [row["industry_id"] for row in industries if row["status"] == "programme"]


def plain_shares(new):
    """Each running programme's share of the frame: 60 % equally, 40 % by jobs."""
    jobs, today = plain_jobs()
    running = [*today, *new]
    total = sum(jobs[programme] for programme in running)
    return {programme: 0.6 / len(running) + 0.4 * jobs[programme] / total for programme in running}


def test_the_reports_five_need_about_76_mnok_at_a_minimum_of_four(shipped):
    shares = plain_shares(REPORTS_FIVE)
    assert round(70 * min(shares.values()), 1) == 3.7
    assert min(shares, key=shares.get) == "luftfart"
    needed = 4.0 / min(shares.values())
    assert 76 <= needed < 77
    problem = with_grant(shipped, minimum_new=4.0, minimum_continuing=4.0)
    positions = tuple(problem.ids.index(industry) for industry in REPORTS_FIVE)
    assert least_frame(problem, positions) / ORE == pytest.approx(needed, abs=1e-7)
    assert not problem.holds(problem.chosen(positions))


def test_at_three_and_a_half_the_reports_five_are_best_down_to_the_frame_that_just_bears_them(shipped):
    problem = selection_problem(shipped)
    assert problem.named(best(problem)) == REPORTS_FIVE
    expected = 3.5 / min(plain_shares(REPORTS_FIVE).values())
    breakpoints = [change for change in frame_breakpoints(shipped) if change.selected == REPORTS_FIVE]
    assert breakpoints[-1].frame_mnok == pytest.approx(expected, abs=1e-7)
    assert expected < 70


def test_at_four_the_best_five_leave_butikkhandel_out_and_its_threshold_is_what_luftfart_gets(shipped):
    at_four = with_grant(shipped, minimum_new=4.0, minimum_continuing=4.0)
    chosen = at_four.named(best(at_four))
    assert len(chosen) == 5
    assert "butikkhandel" not in chosen
    luftfart = 70 * plain_shares(REPORTS_FIVE)["luftfart"]
    assert stays_until(minimum_grant_steps(shipped), "butikkhandel")[0] == pytest.approx(luftfart, abs=1e-7)


@pytest.mark.parametrize("fixed", [0.0, 1.0])
def test_frames_one_ore_apart_are_two_changes(fixed):
    """One place: beside the fixed cost a, worth 0.9, costs 2 øre and b, worth 0.5, one."""
    money = Grant("cost", 1.5, cost=Cost(fixed=fixed, per_1000_jobs=1e-5))
    scores = score(dataset({"x": [0.9, 0.5]}, jobs=[2, 1]), criteria({"x": 1.0}, Selection(max_new=1, grant=money)))
    changes = [(round((change.frame_mnok - fixed) * ORE), change.selected) for change in frame_breakpoints(scores)]
    assert changes == [(round(-fixed * ORE), ()), (1, ("b",)), (2, ("a",))]
