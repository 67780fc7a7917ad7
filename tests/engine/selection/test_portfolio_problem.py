"""From scores and criteria to the problem: who can be chosen, and what the brief says of the shipped figures."""

from dataclasses import replace

import numpy as np
import pytest

from engine.criteria.model import Cost, Grant, Merge, Selection
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.errors import InfeasibleError, InputError
from engine.scoring.score import score
from engine.selection.constraints import Linear
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.engine.robustness import small
from tests.engine.selection.problems import key, problem

FIVE = ("butikkhandel", "hjemmetjenesten", "luftfart", "overnatting_servering", "sjofart")


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(shipped_data() / "publisert")


@pytest.fixture(scope="module")
def criteria():
    return read_criteria(shipped_criteria() / "publisert.toml")


def asked(dataset, criteria, grant=None, **changes):
    if grant:
        changes["grant"] = replace(criteria.selection.grant, **grant)
    return selection_problem(score(dataset, replace(criteria, selection=replace(criteria.selection, **changes))))


def test_the_reports_five_fit_at_three_and_a_half_million(dataset, criteria):
    """brief: at 3.5 the five named on both pairings fit, and the default weights choose them."""
    assert select(asked(dataset, criteria)).selected == FIVE


def test_at_four_million_butikkhandel_is_left_out_by_its_own_size(dataset, criteria):
    """brief: the best five at 4.0 leave butikkhandel out."""
    result = select(asked(dataset, criteria, {"minimum_new": 4.0, "minimum_continuing": 4.0}))
    assert "butikkhandel" not in result.selected
    assert "minimum_grant.new" in result.binding


def test_luftfart_and_sjofart_in_one_programme_lets_the_five_fit_at_four_million(dataset, criteria):
    """brief: the five need a larger frame, a smaller minimum, or luftfart and sjøfart in one programme."""
    together = replace(criteria, merges=(Merge("luft_sjo", "Luftfart og sjøfart", ("luftfart", "sjofart")),))
    rules = replace(
        criteria.selection,
        max_new=4,
        must=("butikkhandel", "hjemmetjenesten", "luft_sjo", "overnatting_servering"),
        grant=replace(criteria.selection.grant, minimum_new=4.0, minimum_continuing=4.0),
    )
    result = select(selection_problem(score(dataset, replace(together, selection=rules))))
    assert result.selected == ("butikkhandel", "hjemmetjenesten", "luft_sjo", "overnatting_servering")
    jobs = {industry.industry_id: industry.jobs for industry in dataset.industries}
    merged = result.problem.industries[result.problem.ids.index("luft_sjo")]
    assert merged.jobs == jobs["luftfart"] + jobs["sjofart"]
    apart = replace(rules, max_new=5, must=FIVE)
    with pytest.raises(InfeasibleError):
        select(selection_problem(score(dataset, replace(criteria, selection=apart))))


def test_a_larger_frame_is_never_worse(dataset, criteria):
    worths = [select(asked(dataset, criteria, {"frame": float(frame)})).objective for frame in range(45, 100, 6)]
    assert worths == sorted(worths)


def test_luftfart_and_sjofart_tie_where_only_one_of_them_has_room(dataset, criteria):
    """brief: they share every published value and differ only in size."""
    result = select(asked(dataset, criteria, max_new=2))
    assert result.selected == ("hjemmetjenesten", "luftfart")
    assert result.ties == (("hjemmetjenesten", "sjofart"),)


def test_programmes_of_today_are_never_candidates(dataset, criteria):
    assert not {"sykehus", "barnehager"} & set(asked(dataset, criteria).ids)


def test_costs_by_formula_bound_the_frame(dataset, criteria):
    """6 MNOK each and nothing by size: three fit in 20 MNOK."""
    money = Grant(kind="cost", frame=20.0, cost=Cost(fixed=6.0))
    result = select(
        selection_problem(score(dataset, replace(criteria, selection=replace(criteria.selection, grant=money))))
    )
    assert len(result.selected) == 3
    assert result.grants.unspent == 2 * 100_000_000


def test_an_industry_worth_its_size_is_chosen_where_scores_are_multiplied_by_jobs(dataset, criteria):
    by_size = asked(dataset, criteria, objective="sum_times_jobs")
    jobs = {industry.industry_id: industry.jobs for industry in dataset.industries}
    scored = score(dataset, criteria)
    for index, industry in enumerate(by_size.ids):
        assert by_size.values[index] == scored.scores[scored.industry_ids.index(industry)] * jobs[industry]


def test_a_file_without_selection_says_so(dataset, criteria):
    with pytest.raises(InputError, match=r"\[selection\]"):
        selection_problem(score(dataset, replace(criteria, selection=None)))


def test_a_cost_finer_than_an_ore_is_refused_where_it_stands(dataset, criteria):
    costs = {industry.industry_id: 6.0 for industry in dataset.industries} | {"luftfart": 3.5000000000000004}
    known = replace(dataset, resources={"cost": costs})
    rules = replace(criteria.selection, grant=Grant(kind="cost", frame=20.0))
    with pytest.raises(InputError, match=r"resources\.csv, luftfart, cost.*3\.5000000000000004"):
        selection_problem(score(known, replace(criteria, selection=rules)))


def test_what_a_programme_costs_is_the_fixed_part_and_so_much_a_thousand_jobs(dataset, criteria):
    """By hand: 6 million and 36 800 kroner for every thousand of the jobs."""
    problem = asked(dataset, criteria, {"kind": "cost", "frame": 20.0, "cost": Cost(fixed=6.0, per_1000_jobs=0.0368)})
    jobs = {industry.industry_id: industry.jobs for industry in dataset.industries}
    for name, cost in zip(problem.ids, problem.costs, strict=True):
        assert cost == pytest.approx(6 + 0.0368 * jobs[name] / 1000, rel=1e-12)


def test_no_more_are_chosen_than_minimum_grants_leave_room_for():
    """20 MNOK less two that continue at 3.5 each leave 13: three at 3.5. None continues: 20 leave five, 3 none."""
    free = np.zeros(9)
    assert problem(free, grant_key=key(20)).most_new == 3
    assert problem(free, grant_key=key(20, today={})).most_new == 5
    assert problem(free, grant_key=key(6)).most_new == 0
    assert problem(free, grant_key=key(20, new="0")).most_new == 9


def test_who_breaks_a_condition_alone_and_who_cannot_be_done_without():
    """Of four: the third needs 7 of 5, the first is asked for, and so is the last, which alone counts two."""
    conditions = [
        Linear("resource.r", np.array([1, 2, 7, 5]), None, 5),
        Linear("must.c00", np.array([1, 0, 0, 0]), 1),
        Linear("require_sectors.public", np.array([0, 1, 0, 1]), 1),
        Linear("both", np.array([0, 0, 0, 2]), 2),
    ]
    made = problem([4, 3, 2, 1], conditions=conditions)
    assert made.barred.tolist() == [False, False, True, False]
    assert made.required.tolist() == [True, False, False, True]


def test_jobs_limit_nothing_where_nobody_is_chosen_and_each_by_hand_where_two_are():
    """Of 10 MNOK 3 go to each of two, and 4 by jobs: a minimum of 3.5 asks an eighth of all jobs of the smallest."""
    made = problem([2, 1], [160, 20], (), key(10, "0.6", "3.5", "0", today={}))
    assert made.job_limits(0) is None
    assert made.job_limits(2).tolist() == [1280, 160]
    assert problem([2, 1], [160, 20]).job_limits(2) is None


def test_the_files_minimums_are_those_of_the_key_in_ore_and_names_are_the_candidates(dataset, criteria):
    made = asked(dataset, criteria, {"minimum_new": 3.25, "minimum_continuing": 2.75})
    assert (made.key.minimum_new, made.key.minimum_continuing) == (325_000_000, 275_000_000)
    assert made.name("butikkhandel") == "Butikkhandel"
    assert made.name("nobody") == "nobody"


def test_with_points_times_jobs_equal_is_measured_in_the_size_of_their_product(dataset, criteria):
    """Undervisning has the most jobs of the candidates: what counts as equal grows by as much."""
    by_points, by_size = (asked(dataset, criteria, objective=objective) for objective in ("sum", "sum_times_jobs"))
    most = max(industry.jobs for industry in by_size.industries)
    assert by_size.terms == pytest.approx(by_points.terms * most)


def test_a_minimum_of_nothing_is_no_condition(dataset, criteria):
    made = asked(dataset, criteria, {"minimum_new": 0.0, "minimum_continuing": 0.0})
    assert not any(condition.id.startswith("minimum_grant") for condition in made.conditions)


def test_a_minimum_of_half_a_million_is_one(dataset, criteria):
    made = asked(dataset, criteria, {"minimum_new": 0.5, "minimum_continuing": 0.5})
    assert [condition.id for condition in made.conditions if condition.id.startswith("minimum_grant")] == [
        "minimum_grant.new",
        "minimum_grant.continuing",
    ]


def test_where_no_size_is_said_the_largest_value_is_it():
    assert problem([4, -7, 3]).terms == 7


def test_no_more_are_chosen_than_a_limit_on_everybody_lets_in():
    """Two of three; and of costs 2, 3 and 4 only the cheapest two are 5 together."""
    assert problem([3, 2, 1], conditions=[Linear("max_new", np.ones(3, dtype=np.int64), None, 2)]).most_new == 2
    assert problem([3, 2, 1], conditions=[Linear("cost", np.array([4, 2, 3]), None, 5)]).most_new == 2


def test_who_has_no_score_is_worth_nothing_and_unknown_jobs_are_none():
    made = selection_problem(score(small.dataset({"x": [0.4, None]}), small.criteria({"x": 1.0})))
    assert made.values.tolist() == [0.4, 0.0]
    assert made.jobs.tolist() == [0, 0]


def test_an_industry_that_is_not_there_is_refused():
    rules = Selection(max_new=1, must=("nobody",))
    with pytest.raises(InputError, match="nobody"):
        selection_problem(score(small.dataset({"x": [0.4, 0.5]}), small.criteria({"x": 1.0}, rules)))
