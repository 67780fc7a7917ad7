"""Why industries are out and what would make a setting feasible: in words, and as JSON that a button can use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import ceil, floor, log10

from engine.criteria.merge_overlay import joined
from engine.foundation.locale import DEFAULT_LOCALE, LOCALES, Locale
from engine.output.table import Column, Table
from engine.results.comparison import ranks
from engine.results.contract_json import Json
from engine.results.ranking import score_decimals
from engine.scoring.score import Scores
from engine.selection.constraint_words import condition_in_words
from engine.selection.constraints import Linear
from engine.selection.exclusion_reasons import OUTRANKED, WITHOUT_SCORE, ReasonOut
from engine.selection.grant_key import mnok
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.repairs import Repair
from engine.selection.select import SelectionResult

MNOK_DECIMALS = 2
NEAREST = 3
"""How many that are out a short answer explains."""
MOST_DECIMALS = 6  # of a loss, beyond what its scale deserves
SLACK = 1e-6  # of the last shown decimal: what floating point adds to a number that is whole there


def reason_in_words(
    reason: ReasonOut, problem: SelectionProblem, scores: Scores, locale: Locale = DEFAULT_LOCALE
) -> str:
    """One reason as a sentence; kroner rounded up, so that what is read is enough."""
    names = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}
    missing = shown_amount(mnok(reason.missing_ore or 0), up=True)
    kind = reason.kind
    if kind == OUTRANKED and not reason.gives_way:
        kind = "lowers"  # it takes nobody's place: its own worth is below zero
    others = [names[name] for name in reason.gives_way]
    return locale.text(
        f"plans.out_{kind}",
        industry=names[reason.industry_id],
        conditions="; ".join(_rule(problem, reason, condition_id, locale) for condition_id in reason.conditions),
        missing=locale.number(missing, MNOK_DECIMALS),
        gives_way=locale.in_sentence(joined(others, locale)) if others else "",
        loss=locale.text("plans.out_loss", loss=shown_loss(reason.loss or 0.0, scores, locale)),
        lacks=locale.joined([scores.criteria.in_sentence(indicator, locale) for indicator in lacking(reason, scores)]),
        status=scores.dataset.industries[scores.dataset.position[reason.industry_id]].status
        or locale.text("report.none"),
        eligible=locale.joined(scores.criteria.selection.eligible if scores.criteria.selection else (), style="or"),
    )


def shown_loss(loss: float, scores: Scores, locale: Locale = DEFAULT_LOCALE) -> str:
    """A loss of objective with so many decimals that it does not read as none."""
    rules = scores.criteria.selection
    least = 0 if rules and rules.objective == "sum_times_jobs" else score_decimals(scores)
    enough = least if loss <= 0 else max(least, min(MOST_DECIMALS, ceil(-log10(loss))))
    if 0 < loss < 0.5 * 10**-enough:
        return locale.text("plans.out_under", limit=locale.number(10**-enough, enough))
    return locale.number(loss, enough)


def lacking(reason: ReasonOut, scores: Scores) -> tuple[str, ...]:
    """The indicators whose missing figures leave an industry without a score; none for other reasons."""
    if reason.kind != WITHOUT_SCORE:
        return ()
    return scores.lacks[scores.position[reason.industry_id]]


def nearest_out(result: SelectionResult, scores: Scores) -> tuple[str, ...]:
    """The best ranked of the candidates that are out: ``NEAREST`` of them, and who shares the last one's rank."""
    chosen = set(result.selected)
    out = [industry for industry in result.problem.ids if industry not in chosen]
    rank = ranks(scores)
    best = sorted((industry for industry in out if industry in rank), key=lambda industry: (rank[industry], industry))
    return tuple(industry for industry in best if rank[industry] <= rank[best[min(NEAREST, len(best)) - 1]])


def reasons_table(
    reasons: Mapping[str, ReasonOut], problem: SelectionProblem, scores: Scores, locale: Locale = DEFAULT_LOCALE
) -> Table:
    """Why each industry is out, a sentence each: the ranked ones by rank, then the others by name."""
    rank = ranks(scores)
    names = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}
    order = sorted(reasons, key=lambda industry: (rank.get(industry, len(names) + 1), names[industry]))
    rows = tuple(
        (
            industry,
            names[industry],
            rank.get(industry),
            reason_in_words(reasons[industry], problem, scores, locale),
            scores.dataset.synthetic,
        )
        for industry in order
    )
    columns = (
        Column("industry_id", locale.text("report.industry_id"), screen=False),
        Column("name", locale.text("report.industry"), screen=False),
        Column("rank", locale.text("report.rank"), "integer"),
        Column("why", locale.text("plans.out_why")),
        Column("synthetic", locale.text("report.made_up"), "boolean", screen=False, sheet=False),
    )
    return Table(locale.text("app.tab_why_out"), columns, rows)


def repair_in_words(repair: Repair, problem: SelectionProblem, locale: Locale = DEFAULT_LOCALE) -> str:
    """What a button says; amounts rounded to the side that still does it."""
    if repair.kind == "drop":
        return locale.text("plans.repair_drop", conditions=_conditions(problem, repair.dropped, locale))
    value = repair.changes[repair.kind]
    if isinstance(value, int):
        return locale.text(f"plans.repair_{repair.kind}", number=value)
    shown = shown_amount(float(str(value)), up=repair.kind == "frame")
    return locale.text(f"plans.repair_{repair.kind}", number=locale.number(shown, MNOK_DECIMALS))


def reasons_json(reasons: Mapping[str, ReasonOut], problem: SelectionProblem, scores: Scores) -> Json:
    """Each industry that is out, by id; money in MNOK."""
    return {
        name: {
            "kind": reason.kind,
            "conditions": list(reason.conditions),
            "gives_way": list(reason.gives_way),
            "comes_along": list(reason.comes_along),
            "loss": reason.loss,
            "missing": None if reason.missing_ore is None else mnok(reason.missing_ore),
            "lacks": list(lacking(reason, scores)),
            **{locale.tag: reason_in_words(reason, problem, scores, locale) for locale in LOCALES},
        }
        for name, reason in reasons.items()
    }


def repairs_json(repairs: Iterable[Repair]) -> list[Json]:
    """Each repair with the changes that ``with_selection`` takes."""
    return [
        {"kind": repair.kind, "changes": dict(repair.changes), "dropped": list(repair.dropped)} for repair in repairs
    ]


def _rule(problem: SelectionProblem, reason: ReasonOut, name: str, locale: Locale) -> str:
    """A rule as this one industry meets it: a figure that it lacks is not a figure that is too low."""
    (condition,) = (rule for rule in problem.conditions if rule.id == name)
    if reason.industry_id in condition.fields.get("lacking", ()):  # type: ignore[operator]
        indicator = problem.labels[str(condition.fields["indicator"])][locale.tag]
        return locale.text("plans.out_lacks_figure", indicator=locale.in_sentence(indicator))
    if "lacking" in condition.fields:
        assert isinstance(condition, Linear)
        condition = replace(condition, fields={**condition.fields, "lacking": ()})
    return condition_in_words(problem, condition, locale)


def _conditions(problem: SelectionProblem, ids: Iterable[str], locale: Locale) -> str:
    by_id = {condition.id: condition for condition in problem.conditions}
    return "; ".join(condition_in_words(problem, by_id[name], locale) for name in ids)


def shown_amount(amount: float, up: bool) -> float:
    """An amount at the decimals that are shown, rounded up or down."""
    scaled = amount * 10**MNOK_DECIMALS
    return float((ceil(scaled - SLACK) if up else floor(scaled + SLACK)) / 10**MNOK_DECIMALS)
