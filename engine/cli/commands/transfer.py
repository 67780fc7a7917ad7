"""Commands of what comes after the choice: which tools can be taken over, and the baseline that goals are set from."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import Given, Option
from engine.cli.commands.command import PROGRAM, Command
from engine.cli.options import ANSWERED, asked_criteria, asked_dataset, whole_number
from engine.foundation.errors import InputError, Problem

if TYPE_CHECKING:
    from engine.criteria.model import Criteria
    from engine.dataset.model import Dataset
    from engine.results.renderers import Answer
    from engine.transfer.detectable_change import Demand

EXPOSURES = Option("--exposures", "id,id")


def similar(given: Given) -> Answer:
    """The programme industries that each industry's exposures are most like."""
    from engine.results.similarity import similar_answer
    from engine.transfer.similarity import DRAWS, similarity

    dataset, criteria = _merged(given)
    result = similarity(
        dataset,
        criteria,
        given.arguments,
        _named_exposures(given),
        draws=whole_number(given, "draws", DRAWS),
        seed=whole_number(given, "seed", 1),
    )
    return similar_answer(result, criteria, bool(given.arguments), given.locale)


def baseline(given: Given) -> Answer | int:
    """One industry's figures and the smallest change of each that can be detected; a workbook for ``--out X.xlsx``."""
    from datetime import date

    from engine.output.files import WORKBOOK_ENDING, write_out
    from engine.results.baseline import baseline_answer, baseline_workbook
    from engine.transfer.baseline import baseline as figures

    if not given.arguments:
        raise InputError(Problem("cli_no_industry", place=f"{PROGRAM} baseline"))
    if len(given.arguments) > 1:
        raise InputError(Problem("baseline_one_industry", place=f"{PROGRAM} baseline", given=" ".join(given.arguments)))
    demand = _demand(given)
    dataset, criteria = _merged(given)
    result = figures(dataset, criteria, given.arguments[0], demand, _named_exposures(given))
    out = given.one("out")
    if out is not None and Path(out).suffix.lower() == WORKBOOK_ENDING:
        workbook = baseline_workbook(result, date.today(), given.locale)
        write_out(Path(out), lambda path: path.write_bytes(workbook))
        return 0
    return baseline_answer(result, given.locale)


def _merged(given: Given) -> tuple[Dataset, Criteria]:
    """The data set as the criteria merge it, and the criteria."""
    from engine.dataset.merging import merged

    criteria = asked_criteria(given)
    dataset = asked_dataset(given, criteria)
    try:
        return merged(dataset, criteria.merges), criteria
    except InputError as error:
        raise error.in_file(criteria.file) from None


def _named_exposures(given: Given) -> tuple[str, ...] | None:
    """The indicators of ``--exposures``; None without the option."""
    raw = given.one("exposures")
    if raw is None:
        return None
    names = tuple(name.strip() for name in raw.split(","))
    if not all(names):
        raise InputError(Problem("cli_no_value", place=EXPOSURES.flag, allowed=(EXPOSURES.usage,)))
    return names


def _demand(given: Given) -> Demand:
    """What a follow-up must show. Raises ``InputError`` for a level or a power that no test can have."""
    from engine.transfer.detectable_change import Demand

    usual = Demand()
    alpha, power = _share(given, "alpha", usual.alpha), _share(given, "power", usual.power)
    problems = []
    if not 0 < alpha <= 0.5:
        problems.append(Problem("cli_not_alpha", place="--alpha", given=given.one("alpha")))
    if not 0.5 <= power < 1:
        problems.append(Problem("cli_not_power", place="--power", given=given.one("power")))
    if problems:
        raise InputError(problems)
    return Demand(alpha, power, given.one("one_sided") is not None)


def _share(given: Given, name: str, default: float) -> float:
    raw = given.one(name)
    if raw is None:
        return default
    try:
        return float(raw.replace(",", "."))
    except ValueError:
        return math.nan


COMMANDS = {
    "similar": Command(similar, (EXPOSURES, Option("--draws", "N"), Option("--seed", "N"), *ANSWERED), takes="ID"),
    "baseline": Command(
        baseline,
        (
            EXPOSURES,
            Option("--alpha", "0.05"),
            Option("--power", "0.80"),
            Option("--one-sided", switch=True),
            *ANSWERED,
        ),
        takes="ID",
    ),
}
