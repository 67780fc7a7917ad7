"""Why industries are out and what would make a setting feasible: in words, and as JSON that a button can use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil, floor

from engine.dataset.model import Dataset
from engine.foundation.locale import number, text
from engine.output.table import Column, Table
from engine.results.comparison import ranks
from engine.results.contract_json import Json
from engine.scoring.score import Scores
from engine.selection.constraint_words import condition_in_words
from engine.selection.exclusion_reasons import ReasonOut
from engine.selection.grant_key import mnok
from engine.selection.portfolio_problem import SelectionProblem
from engine.selection.repairs import Repair

MNOK_DECIMALS, OBJECTIVE_DECIMALS = 2, 1
SLACK = 1e-6  # of the last shown decimal: what floating point adds to a number that is whole there


def reason_in_words(reason: ReasonOut, problem: SelectionProblem, dataset: Dataset, language: str = "nb") -> str:
    """One reason as a sentence; kroner rounded up, so that what is read is enough."""
    names = {name: dataset.industries[at].name(language) for name, at in dataset.position.items()}
    missing = shown_amount(mnok(reason.missing_ore or 0), up=True)
    loss = number(reason.loss or 0.0, OBJECTIVE_DECIMALS, language)
    return text(
        f"plans.out_{reason.kind}",
        language,
        industry=names[reason.industry_id],
        conditions=_conditions(problem, reason.conditions, language),
        missing=number(missing, MNOK_DECIMALS, language),
        gives_way=", ".join(names[name] for name in reason.gives_way) or text("report.none", language),
        loss=text("plans.out_loss", language, loss=loss),
    )


def reasons_table(
    reasons: Mapping[str, ReasonOut], problem: SelectionProblem, scores: Scores, language: str = "nb"
) -> Table:
    """Why each industry is out, a sentence each: the ranked ones by rank, then the others by name."""
    rank = ranks(scores)
    names = {one.industry_id: one.name(language) for one in scores.dataset.industries}
    order = sorted(reasons, key=lambda one: (rank.get(one, len(names) + 1), names[one]))
    rows = tuple(
        (one, names[one], rank.get(one), reason_in_words(reasons[one], problem, scores.dataset, language))
        for one in order
    )
    columns = (
        Column("industry_id", text("report.industry_id", language), screen=False),
        Column("name", text("report.industry", language), screen=False),
        Column("rank", text("report.rank", language), "integer"),
        Column("why", text("plans.out_why", language)),
    )
    return Table(text("app.tab_why_out", language), columns, rows)


def repair_in_words(repair: Repair, problem: SelectionProblem, language: str = "nb") -> str:
    """What a button says; amounts rounded to the side that still does it."""
    if repair.kind == "drop":
        return text("plans.repair_drop", language, conditions=_conditions(problem, repair.dropped, language))
    value = repair.changes[repair.kind]
    if isinstance(value, int):
        return text(f"plans.repair_{repair.kind}", language, number=value)
    shown = shown_amount(float(str(value)), up=repair.kind == "frame")
    return text(f"plans.repair_{repair.kind}", language, number=number(shown, MNOK_DECIMALS, language))


def reasons_json(reasons: Mapping[str, ReasonOut]) -> Json:
    """Each industry that is out, by id; money in MNOK."""
    return {
        name: {
            "kind": one.kind,
            "conditions": list(one.conditions),
            "gives_way": list(one.gives_way),
            "comes_along": list(one.comes_along),
            "loss": one.loss,
            "missing": None if one.missing_ore is None else mnok(one.missing_ore),
        }
        for name, one in reasons.items()
    }


def repairs_json(repairs: Iterable[Repair]) -> list[Json]:
    """Each repair with the changes that ``with_selection`` takes."""
    return [{"kind": one.kind, "changes": dict(one.changes), "dropped": list(one.dropped)} for one in repairs]


def _conditions(problem: SelectionProblem, ids: Iterable[str], language: str) -> str:
    by_id = {one.id: one for one in problem.conditions}
    return "; ".join(condition_in_words(problem, by_id[name], language) for name in ids)


def shown_amount(amount: float, up: bool) -> float:
    """An amount at the decimals that are shown, rounded up or down."""
    scaled = amount * 10**MNOK_DECIMALS
    return float((ceil(scaled - SLACK) if up else floor(scaled + SLACK)) / 10**MNOK_DECIMALS)
