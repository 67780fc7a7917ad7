"""The command of what prevention could win."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import Given, Option
from engine.cli.commands.command import Command
from engine.cli.options import DATA, FORMAT, LANGUAGE, NOTES, data_path, whole_number
from engine.foundation.errors import InputError, Problem

if TYPE_CHECKING:
    from engine.results.renderers import Answer

RISK_FORM = "ID=0.18"
OPTIONS = (
    Option("--outcome", "ID", many=True),
    Option("--risk", RISK_FORM, many=True),
    Option("--effects", "FILE"),
    Option("--working-days", "N"),
    Option("--draws", "N"),
    Option("--seed", "N"),
    Option("--to", "DIR"),
    DATA,
    FORMAT,
    Option("--out", "FILE"),
    LANGUAGE,
    NOTES,
)
DAYS_IN_A_YEAR = 366


def prevention(given: Given) -> Answer:
    """What would go without the known exposures; with ``--to`` also as indicators of a data folder."""
    from engine.dataset.reading import read_dataset
    from engine.prevention_potential.effects import read_effects, shipped_effects
    from engine.prevention_potential.potential import DRAWS
    from engine.prevention_potential.potential import prevention as potential
    from engine.prevention_potential.potential_folder import check_target, write_with_potential
    from engine.prevention_potential.study_scope import shipped_declaration
    from engine.results.prevention_renderer import prevention_answer

    effects, days = given.one("effects"), given.one("working_days")
    declared = shipped_declaration()
    folder = data_path(given)
    to = None if given.one("to") is None else Path(given.one("to") or "")
    if to is not None:
        check_target(folder, to)
    dataset = read_dataset(folder)
    result = potential(
        dataset if str(folder) == given.one("data") else replace(dataset, name=folder.name),
        read_effects(shipped_effects() if effects is None else Path(effects)),
        only=given.many("outcome"),
        risks=_risks(given.many("risk")),
        declared=declared if days is None else declared.with_working_days(_working_days(days)),
        draws=whole_number(given, "draws", DRAWS),
        seed=whole_number(given, "seed", 1),
    )
    if to is not None:
        write_with_potential(folder, to, result)
    return prevention_answer(result, to, given.locale)


def _risks(texts: tuple[str, ...]) -> dict[str, float]:
    """The risks of ``ID=0.18``, one text an outcome."""
    risks: dict[str, float] = {}
    problems: list[Problem] = []
    for text in texts:
        outcome, equals, share = (piece.strip() for piece in text.partition("="))
        risk = _number(share)
        if not outcome or not equals or math.isnan(risk):
            problems.append(Problem("prevention_risk_form", place="--risk", given=text, allowed=(RISK_FORM,)))
        elif outcome in risks:
            problems.append(Problem("toml_repeated", place="--risk", given=outcome))
        risks[outcome] = risk
    if problems:
        raise InputError(problems)
    return risks


def _working_days(raw: str) -> float:
    days = _number(raw)
    if not 1 <= days <= DAYS_IN_A_YEAR:
        raise InputError(Problem("prevention_working_days", place="--working-days", given=raw))
    return days


def _number(raw: str) -> float:
    try:
        return float(raw.replace(",", "."))
    except ValueError:
        return math.nan


COMMANDS = {"prevention": Command(prevention, OPTIONS)}
