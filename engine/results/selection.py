"""The selection as tables: every programme with its grant, and what else could have been chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.criteria.model import Criteria
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Cell, Column, Table
from engine.results.basis import basis_cells, basis_columns
from engine.results.ranking import score_column, score_decimals
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
        industry: tuple(condition.id for condition in problem.conditions if _bars(condition, position))
        for position, industry in enumerate(problem.ids)
    }
    return {industry: conditions for industry, conditions in barring.items() if conditions}


def programme_roles(result: SelectionResult, criteria: Criteria, programmes: Iterable[str]) -> dict[str, str]:
    """``new`` or the fate of every programme: the new ones first, then today's, each by id."""
    fates = criteria.selection.programmes if criteria.selection else {}
    return dict.fromkeys(result.selected, NEW) | {
        programme: fates.get(programme, "continue") for programme in sorted(programmes)
    }


def programmes_table(result: SelectionResult, scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row a programme, new or of today, with its grant in MNOK the first year and later; totals are in notes."""
    grants = result.grants
    columns = (
        Column("industry_id", locale.text("report.industry_id"), screen=False),
        Column("name", locale.text("report.industry")),
        Column("role", locale.text("report.role"), screen=False, sheet=False),
        Column("role_words", locale.text("report.role"), data=False, sheet=True),
        Column("rank", locale.text("report.rank"), "integer"),
        score_column(scores, locale),
        Column("jobs", locale.text("report.jobs"), "integer"),
        Column("grant_mnok", locale.text("report.grant"), "number", MNOK_DECIMALS, screen=grants is not None),
        Column(
            "grant_later_mnok",
            locale.text("report.grant_later"),
            "number",
            MNOK_DECIMALS,
            screen=grants is not None and grants.later_years != grants.first_year,
        ),
        *basis_columns(locale),
    )
    industries = {industry.industry_id: industry for industry in scores.dataset.industries}
    today = [industry_id for industry_id, industry in industries.items() if industry.status == "programme"]
    ranked = {
        industry: position
        for position, industry in enumerate(scores.industry_ids)
        if int(scores.ranks[position]) != UNRANKED
    }
    rows: list[tuple[Cell, ...]] = []
    for industry_id, role in programme_roles(result, scores.criteria, today).items():
        position = ranked.get(industry_id)
        rows.append(
            (
                industry_id,
                industries[industry_id].name(locale),
                role,
                locale.text(f"report.role_{role}"),
                None if position is None else int(scores.ranks[position]),
                None if position is None else float(scores.scores[position]),
                industries[industry_id].jobs,
                None if grants is None else mnok(grants.first_year.get(industry_id, 0)),
                None if grants is None else mnok(grants.later_years.get(industry_id, 0)),
                *basis_cells(scores, position, locale),
            )
        )
    return Table("", columns, tuple(rows), _sums(result, locale))


def numbers_table(result: SelectionResult, scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Table:
    """The best selection for every number of new programmes, infeasible numbers with a dash."""
    columns = (
        Column("number", locale.text("report.number_of_new"), "integer"),
        objective_column(scores, locale),
        Column(
            "smallest_grant_mnok",
            locale.text("report.smallest_grant"),
            "number",
            MNOK_DECIMALS,
            screen=result.grants is not None,
        ),
        Column("selected", locale.text("report.selected")),
    )
    rows = tuple(
        (count, None, None, locale.text("report.infeasible_number"))
        if alternative is None
        else (
            count,
            alternative.objective,
            alternative.smallest_grant_mnok,
            _names(result.problem, alternative.selected, locale),
        )
        for count, alternative in result.by_number.items()
    )
    return Table(locale.text("report.by_number"), columns, rows)


def alternatives_table(result: SelectionResult, scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Table:
    """The runners-up, with what each costs against the best."""
    columns = (
        objective_column(scores, locale),
        Column("loss", locale.text("report.loss"), "number", max(2, score_decimals(scores))),
        Column("out", locale.text("report.out")),
        Column("in", locale.text("report.in")),
    )
    best = set(result.selected)
    rows = tuple(
        (
            alternative.objective,
            result.objective - alternative.objective,
            _names(result.problem, sorted(best - set(alternative.selected)), locale),
            _names(result.problem, sorted(set(alternative.selected) - best), locale),
        )
        for alternative in result.runners_up
    )
    return Table(locale.text("report.runners_up"), columns, rows)


def excluded_table(result: SelectionResult, locale: Locale = DEFAULT_LOCALE) -> Table:
    """Candidates that no selection can have, and why."""
    by_id = {condition.id: condition for condition in result.problem.conditions}
    rows = tuple(
        (
            industry,
            result.problem.name(industry, locale),
            "; ".join(_why_barred(result.problem, by_id[condition_id], locale) for condition_id in barred),
        )
        for industry, barred in excluded(result.problem).items()
    )
    columns = (
        Column("industry_id", locale.text("report.industry_id"), screen=False),
        Column("name", locale.text("report.industry")),
        Column("why", locale.text("report.why")),
    )
    return Table(locale.text("report.excluded"), columns, rows)


def objective_column(scores: Scores, locale: Locale) -> Column:
    """What the selection adds up."""
    times_jobs = scores.criteria.selection is not None and scores.criteria.selection.objective == "sum_times_jobs"
    heading = locale.text("report.objective_times_jobs" if times_jobs else "report.objective")
    return Column("objective", heading, "number", 0 if times_jobs else score_decimals(scores))


def selection_notes(result: SelectionResult, scores: Scores, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """What binds, what ties, and what a sum of scores does not say."""
    by_id = {condition.id: condition for condition in result.problem.conditions}
    notes = [locale.text("report.proven" if result.proven else "report.not_proven")]
    notes += [
        locale.text("report.binding", condition=condition_in_words(result.problem, by_id[condition_id], locale))
        for condition_id in result.binding
    ]
    notes += [locale.text("report.tie", industries=_names(result.problem, tie, locale)) for tie in result.ties]
    if not result.all_ties_listed:
        notes.append(locale.text("report.more_ties"))
    notes.append(locale.text("report.sum_rewards_many"))
    rules = scores.criteria.selection
    if rules and rules.objective == "sum_times_jobs" and result.problem.key:
        notes.append(locale.text("report.size_twice"))
    return tuple(notes)


def chosen_in_words(result: SelectionResult, locale: Locale = DEFAULT_LOCALE) -> str:
    """Who is chosen, in one line."""
    if not result.selected:
        return locale.text("report.chosen_none")
    return locale.text("report.chosen", industries=_names(result.problem, result.selected, locale))


def _sums(result: SelectionResult, locale: Locale) -> tuple[str, ...]:
    grants, frame = result.grants, result.problem.frame
    if grants is None or frame is None:
        return ()
    amounts = {
        "paid": locale.number(mnok(sum(grants.first_year.values())), MNOK_DECIMALS),
        "unspent": locale.number(mnok(grants.unspent), MNOK_DECIMALS),
        "frame": locale.number(frame, MNOK_DECIMALS),
    }
    left = amounts["unspent"] != locale.number(0.0, MNOK_DECIMALS)
    return (locale.text("report.money_left" if left else "report.money", **amounts),)


def _names(problem: SelectionProblem, ids: Sequence[str], locale: Locale) -> str:
    return ", ".join(problem.name(industry, locale) for industry in ids) or locale.text("report.none")


def _why_barred(problem: SelectionProblem, condition: object, locale: Locale) -> str:
    assert isinstance(condition, Linear)
    return condition_in_words(problem, condition, locale)


def _bars(condition: object, position: int) -> bool:
    if not isinstance(condition, Linear) or condition.most is None or (condition.coefficients < 0).any():
        return False
    return bool(condition.coefficients[position] > condition.most)
