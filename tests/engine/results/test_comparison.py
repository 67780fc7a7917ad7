from dataclasses import replace

import pytest

from engine.criteria.model import Profile
from engine.criteria.overrides import with_selection
from engine.criteria.reading import read_criteria
from engine.criteria.weights import with_weights
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.results.comparison import (
    Move,
    changes,
    grant_lines,
    matching_profile,
    ranks,
    smallest_grant,
    tied_groups,
    today_grants,
)
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select


@pytest.fixture(scope="module")
def criteria():
    return read_criteria(shipped_criteria() / "publisert.toml")


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(shipped_data() / "publisert")


@pytest.fixture(scope="module")
def scores(dataset, criteria):
    return score(dataset, criteria)


@pytest.fixture(scope="module")
def selection(scores):
    return select(selection_problem(scores))


def with_ranks(scores, given):
    """The same scores with these ranks of the first industries, and nobody else ranked."""
    ranks_now = scores.ranks.copy()
    ranks_now[:] = 0
    ranks_now[: len(given)] = given
    return replace(scores, ranks=ranks_now)


def test_who_entered_left_rose_and_fell_between_two_settings(scores):
    before, after = with_ranks(scores, [1, 2, 3, 4]), with_ranks(scores, [4, 1, 3, 2])
    a, b, _, d = scores.industry_ids[:4]
    made = changes(before, after, ["x", "y"], ["y", "z"])
    assert (made.entered, made.left) == (("z",), ("x",))
    assert made.up == (Move(d, 4, 2), Move(b, 2, 1))
    assert made.down == (Move(a, 1, 4),)
    assert not made.none


def test_the_same_setting_twice_has_changed_nothing(scores):
    assert changes(scores, scores, ["a"], ["a"]).none


def test_an_industry_that_only_one_setting_ranks_has_not_moved(scores):
    made = changes(with_ranks(scores, [1, 2]), with_ranks(scores, [1, 0, 2]), [], [])
    assert made.none


def test_unranked_industries_have_no_rank(scores):
    assert ranks(with_ranks(scores, [1, 0, 2])) == {scores.industry_ids[0]: 1, scores.industry_ids[2]: 2}


def test_aviation_and_shipping_share_every_published_value_and_so_their_rank(scores):
    assert ("luftfart", "sjofart") in tied_groups(scores)


def test_grants_of_a_year_add_up_to_the_frame_and_new_programmes_stand_first(selection):
    lines = grant_lines(selection)
    assert sum(line.first_year for line in lines) == pytest.approx(70.0)
    assert [line.role for line in lines] == ["new"] * 5 + ["continuing"] * 7
    assert {line.industry_id for line in lines if line.role == "new"} == set(selection.selected)
    assert all((line.today is None) == (line.role == "new") for line in lines)


def test_todays_grants_are_the_key_of_report_2024_section_3_1_over_the_seven(selection, dataset):
    """70 MNOK, 60 % equally and 40 % by jobs; written out here apart from the engine's fractions."""
    jobs = {industry.industry_id: industry.jobs for industry in dataset.industries if industry.status == "programme"}
    expected = {programme: 70 * (0.6 / 7 + 0.4 * own / sum(jobs.values())) for programme, own in jobs.items()}
    assert today_grants(selection.problem.key) == pytest.approx(expected, abs=1e-7)


def test_todays_grants_stay_todays_whatever_frame_and_fates_are_set(dataset, criteria, selection):
    """70 MNOK, 60 % equally and 40 % by jobs over all seven; with 76 MNOK each has 76/70 of it."""
    asked = with_selection(criteria, frame=76, programmes={"barnehager": "end", "sykehus": "wind_down"})
    result = select(selection_problem(score(dataset, asked)))
    lines = {line.industry_id: line for line in grant_lines(result, selection.problem.key)}
    jobs = {industry.industry_id: industry.jobs for industry in dataset.industries if industry.status == "programme"}
    for programme, own in jobs.items():
        expected = 70 * (0.6 / 7 + 0.4 * own / sum(jobs.values()))
        assert lines[programme].today == pytest.approx(expected, abs=1e-7)
        assert lines[programme].alone == pytest.approx(expected * 76 / 70, abs=1e-7)


def test_a_programme_that_winds_down_has_half_of_todays_grant_once_and_one_that_ends_has_none(dataset, criteria):
    asked = with_selection(criteria, programmes={"barnehager": "wind_down", "sykehus": "end"})
    lines = {line.industry_id: line for line in grant_lines(select(selection_problem(score(dataset, asked))))}
    winding, ended = lines["barnehager"], lines["sykehus"]
    assert winding.role == "winding_down"
    assert winding.first_year == pytest.approx(winding.today / 2, abs=1e-8)
    assert winding.later_years is None
    assert (ended.role, ended.first_year, ended.later_years) == ("ended", None, None)
    assert ended.today > 0


def test_the_smallest_grant_is_the_least_of_those_that_run_with_its_own_minimum(selection):
    least = smallest_grant(selection)
    running = [line for line in grant_lines(selection) if line.first_year is not None]
    assert least.grant == min(line.first_year for line in running)
    assert least.industry_id == "luftfart"
    assert least.minimum == 3.5


def test_without_money_there_are_no_grants_to_speak_of(dataset, criteria):
    result = select(selection_problem(score(dataset, with_selection(criteria, grant=None))))
    assert (grant_lines(result), smallest_grant(result), today_grants(result.problem.key)) == ((), None, {})


def test_weights_match_a_profile_whatever_sum_they_are_written_with(criteria):
    members = list(criteria.root.members)
    profile = Profile("double", "Dobbel", {member: 2 * weight for member, weight in criteria.root.members.items()})
    other = Profile("other", "Annen", dict.fromkeys(members, 1.0))
    assert matching_profile(criteria, [other, profile]) == "double"
    assert matching_profile(with_weights(criteria, {members[0]: 0.9}), [other, profile]) is None
    assert matching_profile(criteria, [Profile("fewer", "Færre", {members[0]: 1.0})]) is None
