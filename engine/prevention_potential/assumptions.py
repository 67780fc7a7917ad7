"""What a prevention potential takes for granted: codes with their figures, to be said wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.prevention_potential.burden import CASES, DAYS
from engine.prevention_potential.potential import LEVIN, MIETTINEN, Potential, Prevention


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption: its code in ``texts``, area ``prevention``, what it concerns, and the fields of its sentence.

    ``ids`` are outcomes or exposures, as the code has it; empty where it concerns everything.
    """

    code: str
    ids: tuple[str, ...] = ()
    fields: Mapping[str, float] = field(default_factory=dict)


def assumptions(result: Prevention, of: Iterable[Potential] | None = None) -> tuple[Assumption, ...]:
    """Everything the potentials rest on: all of the result's, or only those of ``of``, as of one industry."""
    potentials = [potential for known in result.potentials.values() for potential in known] if of is None else list(of)
    computed = [potential for potential in potentials if potential.fraction is not None]
    ids = {potential.outcome_id for potential in computed}
    outcomes = [outcome for outcome in result.outcomes if outcome.outcome_id in ids]
    levels = [level for potential in computed for part in potential.parts for level in part.levels]
    formulas = {part.formula for potential in computed for part in potential.parts}

    def listed() -> Iterator[Assumption]:
        yield Assumption("causal")
        yield Assumption("same_effects")
        if any(len(potential.parts) > 1 for potential in computed):
            yield Assumption("independence")
        published = [
            outcome.outcome_id
            for outcome in outcomes
            if outcome.overall_risk and not result.stated_risks.get(outcome.outcome_id)
        ]
        yield from _if_any("overall_risk", published)
        yield from _if_any(
            "stated_risk", (outcome.outcome_id for outcome in outcomes if outcome.outcome_id in result.stated_risks)
        )
        yield from _if_any("upper_bound", (outcome.outcome_id for outcome in outcomes if outcome.overall_risk is None))
        if LEVIN in formulas:
            yield Assumption("levin")
        if MIETTINEN in formulas:
            yield Assumption("miettinen")
        levelled = (outcome.outcome_id for outcome in outcomes if any(len(factor) > 1 for factor in outcome.factors))
        yield from _if_any("exclusive_levels", levelled)
        about = {outcome.outcome_id: result.declared.about(outcome.outcome_id) for outcome in outcomes}
        yield from _if_any("highest_level", (outcome_id for outcome_id, known in about.items() if known.highest_level))
        yield from _if_any("one_industry", (outcome_id for outcome_id, known in about.items() if known.sn2007))
        yield from _if_any("lacking", (name for potential in computed for name in potential.lacking))
        yield Assumption("drawn", fields={"draws": result.draws, "seed": result.seed})
        yield from _if_any("fixed", (name for potential in computed for name in potential.fixed))
        yield from _if_any("no_interval", (level.effect.exposure for level in levels if level.effect.ci_low is None))
        yield from _if_any("asymmetric", (level.effect.exposure for level in levels if level.effect.asymmetric))
        if len(outcomes) > 1:
            yield Assumption("not_additive")
        kinds = {potential.burden.kind for potential in computed if potential.burden}
        if CASES in kinds:
            yield Assumption("cases")
        if DAYS in kinds:
            yield Assumption("days", fields={"days": result.declared.working_days})
        if kinds:
            yield Assumption("jobs")

    return tuple(listed())


def _if_any(code: str, ids: Iterable[str]) -> Iterator[Assumption]:
    if known := tuple(dict.fromkeys(ids)):
        yield Assumption(code, known)
