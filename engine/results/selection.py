"""The selection as tables: every programme with its grant, and what else could have been chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.criteria.model import Criteria
from engine.foundation.locale import number, text
from engine.output.table import Cell, Column, Table
from engine.results.ranking import basis_cells, basis_columns, score_column, score_decimals
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import Scores
from engine.selection.constraint_words import condition_in_words
from engine.selection.constraints import Linear
from engine.selection.grant_key import mnok
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.select import SelectionResult

NEW, END = "new", "end"
MNOK_DECIMALS = 2


def excluded(problem: SelectionProblem) -> dict[str, tuple[str, ...]]:
    """Candidates that cannot be chosen whoever else is, with the conditions that bar each."""
    barring = {
        industry: tuple(condition.id for condition in problem.conditions if _bars(condition, at))
        for at, industry in enumerate(problem.ids)
    }
    return {industry: conditions for industry, conditions in barring.items() if conditions}


def programme_roles(result: SelectionResult, criteria: Criteria, programmes: Iterable[str]) -> dict[str, str]:
    """``new`` or the fate of every programme: the new ones first, then today's, each by id."""
    fates = criteria.selection.programmes if criteria.selection else {}
    return dict.fromkeys(result.selected, NEW) | {
        programme: fates.get(programme, "continue") for programme in sorted(programmes)
    }


def programmes_table(result: SelectionResult, scores: Scores, language: str = "nb") -> Table:
    """One row a programme, new or of today, with its grant in MNOK the first year and later; totals are in notes."""
    grants = result.grants
    columns = (
        Column("industry_id", text("report.industry_id", language), screen=False),
        Column("name", text("report.industry", language)),
        Column("role", text("report.role", language), screen=False, sheet=False),
        Column("role_words", text("report.role", language), data=False, sheet=True),
        Column("rank", text("report.rank", language), "integer"),
        score_column(scores, language),
        Column("jobs", text("report.jobs", language), "integer"),
        Column("grant_mnok", text("report.grant", language), "number", MNOK_DECIMALS, screen=grants is not None),
        Column(
            "grant_later_mnok",
            text("report.grant_later", language),
            "number",
            MNOK_DECIMALS,
            screen=grants is not None and grants.later_years != grants.first_year,
        ),
        *basis_columns(language),
    )
    industries = {industry.industry_id: industry for industry in scores.dataset.industries}
    today = [industry_id for industry_id, industry in industries.items() if industry.status == "programme"]
    ranked = {industry: at for at, industry in enumerate(scores.industry_ids) if int(scores.ranks[at]) != UNRANKED}
    rows: list[tuple[Cell, ...]] = []
    for industry_id, role in programme_roles(result, scores.criteria, today).items():
        at = ranked.get(industry_id)
        rows.append(
            (
                industry_id,
                industries[industry_id].name(language),
                role,
                text(f"report.role_{role}", language),
                None if at is None else int(scores.ranks[at]),
                None if at is None else float(scores.scores[at]),
                industries[industry_id].jobs,
                None if grants is None else mnok(grants.first_year.get(industry_id, 0)),
                None if grants is None else mnok(grants.later_years.get(industry_id, 0)),
                *basis_cells(scores, at, language),
            )
        )
    return Table("", columns, tuple(rows), _sums(result, language))


def numbers_table(result: SelectionResult, scores: Scores, language: str = "nb") -> Table:
    """The best selection for every number of new programmes, infeasible numbers with a dash."""
    columns = (
        Column("number", text("report.number_of_new", language), "integer"),
        objective_column(scores, language),
        Column(
            "smallest_grant_mnok",
            text("report.smallest_grant", language),
            "number",
            MNOK_DECIMALS,
            screen=result.grants is not None,
        ),
        Column("selected", text("report.selected", language)),
    )
    rows = tuple(
        (count, None, None, text("report.infeasible_number", language))
        if one is None
        else (count, one.objective, one.smallest_grant_mnok, _names(result.problem, one.selected, language))
        for count, one in result.by_number.items()
    )
    return Table(text("report.by_number", language), columns, rows)


def alternatives_table(result: SelectionResult, scores: Scores, language: str = "nb") -> Table:
    """The runners-up, with what each costs against the best."""
    columns = (
        objective_column(scores, language),
        Column("loss", text("report.loss", language), "number", max(2, score_decimals(scores))),
        Column("out", text("report.out", language)),
        Column("in", text("report.in", language)),
    )
    best = set(result.selected)
    rows = tuple(
        (
            one.objective,
            result.objective - one.objective,
            _names(result.problem, sorted(best - set(one.selected)), language),
            _names(result.problem, sorted(set(one.selected) - best), language),
        )
        for one in result.runners_up
    )
    return Table(text("report.runners_up", language), columns, rows)


def excluded_table(result: SelectionResult, language: str = "nb") -> Table:
    """Candidates that no selection can have, and why."""
    by_id = {condition.id: condition for condition in result.problem.conditions}
    rows = tuple(
        (
            industry,
            result.problem.name(industry, language),
            "; ".join(_why_barred(result.problem, by_id[one], language) for one in barred),
        )
        for industry, barred in excluded(result.problem).items()
    )
    columns = (
        Column("industry_id", text("report.industry_id", language), screen=False),
        Column("name", text("report.industry", language)),
        Column("why", text("report.why", language)),
    )
    return Table(text("report.excluded", language), columns, rows)


def objective_column(scores: Scores, language: str) -> Column:
    """What the selection adds up."""
    times_jobs = scores.criteria.selection is not None and scores.criteria.selection.objective == "sum_times_jobs"
    heading = text("report.objective_times_jobs" if times_jobs else "report.objective", language)
    return Column("objective", heading, "number", 0 if times_jobs else score_decimals(scores))


def selection_notes(result: SelectionResult, scores: Scores, language: str = "nb") -> tuple[str, ...]:
    """What binds, what ties, and what a sum of scores does not say."""
    by_id = {condition.id: condition for condition in result.problem.conditions}
    notes = [text("report.proven" if result.proven else "report.not_proven", language)]
    notes += [
        text("report.binding", language, condition=condition_in_words(result.problem, by_id[one], language))
        for one in result.binding
    ]
    notes += [text("report.tie", language, industries=_names(result.problem, one, language)) for one in result.ties]
    if not result.all_ties_listed:
        notes.append(text("report.more_ties", language))
    notes.append(text("report.sum_rewards_many", language))
    rules = scores.criteria.selection
    if rules and rules.objective == "sum_times_jobs" and result.problem.key:
        notes.append(text("report.size_twice", language))
    return tuple(notes)


def chosen_in_words(result: SelectionResult, language: str = "nb") -> str:
    """Who is chosen, in one line."""
    if not result.selected:
        return text("report.chosen_none", language)
    return text("report.chosen", language, industries=_names(result.problem, result.selected, language))


def _sums(result: SelectionResult, language: str) -> tuple[str, ...]:
    grants, frame = result.grants, result.problem.frame
    if grants is None or frame is None:
        return ()
    said = {
        "paid": number(mnok(sum(grants.first_year.values())), MNOK_DECIMALS, language),
        "unspent": number(mnok(grants.unspent), MNOK_DECIMALS, language),
        "frame": number(frame, MNOK_DECIMALS, language),
    }
    left = said["unspent"] != number(0.0, MNOK_DECIMALS, language)
    return (text("report.money_left" if left else "report.money", language, **said),)


def _names(problem: SelectionProblem, ids: Sequence[str], language: str) -> str:
    return ", ".join(problem.name(industry, language) for industry in ids) or text("report.none", language)


def _why_barred(problem: SelectionProblem, condition: object, language: str) -> str:
    assert isinstance(condition, Linear)
    return condition_in_words(problem, condition, language)


def _bars(condition: object, at: int) -> bool:
    if not isinstance(condition, Linear) or condition.most is None or (condition.coefficients < 0).any():
        return False
    return bool(condition.coefficients[at] > condition.most)
