"""Where the selection stops, and why one above the line is passed over: by the key's formula (the report 2024, 3.1)."""

from fractions import Fraction

import pytest

from engine.criteria.overrides import with_selection
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import LANGUAGES, Locale
from engine.results.cut_line import CONDITION, GRANT, HAS_PROGRAMME, OBJECTIVE, cut_line, passed_over_in_words
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.engine.results.small import CRITERIA, SELECTION


def under(dataset="publisert", **changes):
    """Ranking and selection of shipped data with these conditions."""
    file = {"publisert": "publisert.toml", "noa": "kjent.toml"}[dataset]
    criteria = with_selection(read_criteria(shipped_criteria() / file), **changes)
    scores = score(read_dataset(shipped_data() / dataset), criteria)
    return scores, select(selection_problem(scores))


def the_grant(frame, equal, jobs, industry):
    """The key by hand: an equal part, and a part by jobs."""
    return Fraction(frame) * (
        Fraction(equal) / len(jobs) + (1 - Fraction(equal)) * Fraction(jobs[industry], sum(jobs.values()))
    )


def test_the_line_stands_below_the_last_selected_and_nobody_is_passed_over_where_the_first_five_are_in():
    scores, selection = under()
    line = cut_line(scores, selection)
    assert set(line.above) == set(selection.selected)
    assert line.near == ("sosial_barnevern", "undervisning", "eiendom_vakt")
    assert line.passed_over == {}


def test_its_own_grant_would_be_too_small():
    """Aviation in the place of the last selected: 12 programmes share 70 MNOK, 60 % equally."""
    scores, selection = under(minimum_new=4.0)
    line = cut_line(scores, selection)
    reason = line.passed_over["luftfart"]
    jobs = {industry.industry_id: industry.jobs for industry in scores.dataset.industries}
    with_it = {
        programme: jobs[programme] for programme in (*selection.problem.key.continuing, *selection.selected, "luftfart")
    }
    del with_it["eiendom_vakt"]
    assert (reason.kind, reason.instead_of, reason.suffers) == (GRANT, "eiendom_vakt", "luftfart")
    assert reason.grant == the_grant(70, "0.6", with_it, "luftfart")
    assert reason.minimum == 4
    assert passed_over_in_words(reason, scores, selection.problem, Locale("nb")) == (
        "forbigått: tilskuddet ville blitt 3,68 av 4,0 mill. kr (i stedet for Eiendoms- og vakttjenester)"
    )


def test_another_ones_grant_would_be_too_small():
    """Retail is large: its jobs make the part of the small ones too small (the brief's example)."""
    scores, selection = under(minimum_new=4.0)
    reason = cut_line(scores, selection).passed_over["butikkhandel"]
    jobs = {industry.industry_id: industry.jobs for industry in scores.dataset.industries}
    with_it = {
        programme: jobs[programme]
        for programme in (*selection.problem.key.continuing, *selection.selected, "butikkhandel")
    }
    del with_it["eiendom_vakt"]
    assert (reason.kind, reason.suffers) == (GRANT, "sjofart")
    assert reason.grant == the_grant(70, "0.6", with_it, "sjofart")
    assert "Sjøfart" in passed_over_in_words(reason, scores, selection.problem, Locale("nb"))


def test_a_rule_keeps_it_out_and_is_named():
    scores, selection = under(must_not=["hjemmetjenesten"])
    reason = cut_line(scores, selection).passed_over["hjemmetjenesten"]
    assert reason.kind == CONDITION
    assert reason.conditions == ("must_not.hjemmetjenesten",)
    assert "Hjemmetjenesten" in passed_over_in_words(reason, scores, selection.problem, Locale("nb"))


def test_one_that_must_be_in_is_not_the_one_that_gives_way():
    scores, selection = under(must=["undervisning"])
    reason = cut_line(scores, selection)
    assert reason.above[-1] == "undervisning"
    assert {candidate.instead_of for candidate in reason.passed_over.values()} == {"overnatting_servering"}


def test_one_that_has_a_programme_today_says_so():
    scores, selection = under(eligible=["candidate", "other", "programme"])
    candidates = cut_line(scores, selection).passed_over.values()
    assert {candidate.kind for candidate in candidates if candidate.industry_id == "sykehjem"} <= {HAS_PROGRAMME}
    assert HAS_PROGRAMME in {candidate.kind for candidate in candidates}


def test_the_level_with_the_last_selected_are_passed_over_though_they_stand_below(scores_of):
    """Alfa and beta are level at 87.5; one place goes to the first by id, and beta would give no more."""
    scores = scores_of(CRITERIA + SELECTION.replace("max_new = 2", "max_new = 1"))
    selection = select(selection_problem(scores))
    line = cut_line(scores, selection)
    assert line.above == ("alfa",)
    assert line.passed_over["beta"].kind == OBJECTIVE
    assert line.passed_over["beta"].instead_of == "alfa"


def test_where_nobody_is_selected_there_is_no_line_but_the_first_are_near(small):
    line = cut_line(small, None)
    assert line.above == ()
    assert line.near == ("alfa", "beta", "gamma")
    assert line.passed_over == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("minimum", [3.5, 3.8, 4.0, 4.3, 5.0])
def test_each_above_the_line_is_selected_or_has_its_sentence(minimum, language):
    scores, selection = under(minimum_new=minimum)
    line = cut_line(scores, selection)
    assert set(line.above) <= set(selection.selected) | set(line.passed_over)
    for reason in line.passed_over.values():
        assert passed_over_in_words(reason, scores, selection.problem, Locale(language))
        if reason.kind == GRANT:
            assert reason.grant < reason.minimum
