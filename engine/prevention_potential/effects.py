"""Published effects of exposures on outcomes: the table, read and checked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.dataset.schema import Field, Table
from engine.dataset.shipped import shipped_data
from engine.dataset.source_table import Line, lines
from engine.foundation.errors import InputError, Problem

LEVELS_DOMAIN = "combined"
"""The domain whose rows, within an outcome, are exclusive levels of one exposure against none of it."""
LARGEST = 1e6  # beyond it, and below its inverse, is no published effect, and squares of it could not be computed with
HALF_A_DIGIT = 0.005  # odds ratios are printed with two decimals

EFFECTS = Table(
    "exposure_effects",
    (
        Field("outcome", "id", required=True),
        Field("exposure", "id", required=True),
        Field("domain", "text"),
        Field("odds_ratio", "amount", required=True),
        Field("ci_low", "amount"),
        Field("ci_high", "amount"),
        Field("baseline_risk", "amount"),
        Field("population_attributable_percent_all_listed", "amount"),
        Field("source_id", "text"),
        Field("doi", "text"),
        Field("note", "text"),
    ),
    key=("outcome", "exposure"),
)


@dataclass(frozen=True, slots=True)
class Effect:
    """One odds ratio, adjusted as its study adjusted it, with its 95 % interval; None where none is given."""

    exposure: str
    odds_ratio: float
    ci_low: float | None = None
    ci_high: float | None = None
    source_id: str = ""
    note: str = ""

    @property
    def asymmetric(self) -> bool:
        """Whether the odds ratio, within its rounding, is not the middle of its interval in logarithms."""
        if self.ci_low is None or self.ci_high is None:
            return False
        ends = [
            (math.log(max(self.ci_low + shift, 1 / LARGEST)) + math.log(max(self.ci_high + shift, 1 / LARGEST))) / 2
            for shift in (-HALF_A_DIGIT, HALF_A_DIGIT)
        ]
        own = [math.log(max(self.odds_ratio + shift, 1 / LARGEST)) for shift in (-HALF_A_DIGIT, HALF_A_DIGIT)]
        return ends[0] > own[1] or ends[1] < own[0]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome and what it follows from.

    Parameters
    ----------
    factors
        Exposures that combine. One with several effects has exclusive levels, which are never multiplied.
    overall_risk
        Share of the study's whole cohort with the outcome, 0..1; None where it is not published.
    published_percent
        What the study itself attributes to all of its exposures together.
    """

    outcome_id: str
    factors: tuple[tuple[Effect, ...], ...]
    overall_risk: float | None = None
    published_percent: float | None = None

    @property
    def effects(self) -> tuple[Effect, ...]:
        """Every effect, factor by factor."""
        return tuple(effect for factor in self.factors for effect in factor)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Where the effects come from."""
        return tuple(sorted({effect.source_id for effect in self.effects if effect.source_id}))


def shipped_effects() -> Path:
    """The shipped table: STAMI's own cohort studies."""
    return shipped_data() / "kilder" / EFFECTS.file


def read_effects(path: Path) -> tuple[Outcome, ...]:
    """The outcomes of one table, in its order.

    Raises ``InputError`` with every problem: cells that are not what their column holds, an odds ratio of 0 or outside
    its interval, a risk that is not between 0 and 1, an outcome with two risks.
    """
    rows = lines(path, EFFECTS)
    by_outcome: dict[str, list[Line]] = {}
    for row in rows:
        by_outcome.setdefault(row["outcome"], []).append(row)
    problems = [problem for row in rows for problem in _problems(row, str(path))]
    problems += [
        Problem("effects_two_risks", str(path), outcome)
        for outcome, of in by_outcome.items()
        if len({row.get("baseline_risk") for row in of}) > 1
    ]
    if problems:
        raise InputError(problems)
    return tuple(_outcome(outcome, of) for outcome, of in by_outcome.items())


def _problems(row: Line, file: str) -> Iterator[Problem]:
    place = f"{row['outcome']} {row['exposure']}"
    low, middle, high = row.get("ci_low"), row["odds_ratio"], row.get("ci_high")
    given = f"{middle:g} ({'' if low is None else f'{low:g}'}–{'' if high is None else f'{high:g}'})"
    known = [ratio for ratio in (low, middle, high) if ratio is not None]
    sized = all(1 / LARGEST <= ratio <= LARGEST for ratio in known)
    if not sized or (low is None) != (high is None) or known != sorted(known):
        yield Problem("effects_interval", file, place, column="odds_ratio", given=given)
    risk = row.get("baseline_risk")
    if risk is not None and not 0 < risk < 1:
        yield Problem("prevention_risk", file, place, column="baseline_risk", given=f"{risk:g}")


def _outcome(outcome_id: str, rows: Sequence[Line]) -> Outcome:
    single = [(_effect(row),) for row in rows if row.get("domain") != LEVELS_DOMAIN]
    levels = tuple(_effect(row) for row in rows if row.get("domain") == LEVELS_DOMAIN)
    return Outcome(
        outcome_id,
        (*single, *([levels] if levels else [])),
        rows[0].get("baseline_risk"),
        rows[0].get("population_attributable_percent_all_listed"),
    )


def _effect(row: Line) -> Effect:
    return Effect(
        row["exposure"],
        row["odds_ratio"],
        row.get("ci_low"),
        row.get("ci_high"),
        row.get("source_id") or "",
        row.get("note") or "",
    )
