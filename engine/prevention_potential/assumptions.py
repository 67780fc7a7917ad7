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
    potentials = [one for known in result.potentials.values() for one in known] if of is None else list(of)
    computed = [one for one in potentials if one.fraction is not None]
    ids = {one.outcome_id for one in computed}
    outcomes = [one for one in result.outcomes if one.outcome_id in ids]
    levels = [level for one in computed for part in one.parts for level in part.levels]
    formulas = {part.formula for one in computed for part in one.parts}

    def found() -> Iterator[Assumption]:
        yield Assumption("causal")
        yield Assumption("same_effects")
        if any(len(one.parts) > 1 for one in computed):
            yield Assumption("independence")
        published = [
            one.outcome_id for one in outcomes if one.overall_risk and not result.stated_risks.get(one.outcome_id)
        ]
        yield from _if_any("overall_risk", published)
        yield from _if_any("stated_risk", (one.outcome_id for one in outcomes if one.outcome_id in result.stated_risks))
        yield from _if_any("upper_bound", (one.outcome_id for one in outcomes if one.overall_risk is None))
        if LEVIN in formulas:
            yield Assumption("levin")
        if MIETTINEN in formulas:
            yield Assumption("miettinen")
        levelled = (one.outcome_id for one in outcomes if any(len(factor) > 1 for factor in one.factors))
        yield from _if_any("exclusive_levels", levelled)
        about = {one.outcome_id: result.declared.about(one.outcome_id) for one in outcomes}
        yield from _if_any("highest_level", (one for one, known in about.items() if known.highest_level))
        yield from _if_any("one_industry", (one for one, known in about.items() if known.sn2007))
        yield from _if_any("lacking", (name for one in computed for name in one.lacking))
        yield Assumption("drawn", fields={"draws": result.draws, "seed": result.seed})
        yield from _if_any("fixed", (name for one in computed for name in one.fixed))
        yield from _if_any("no_interval", (one.effect.exposure for one in levels if one.effect.ci_low is None))
        yield from _if_any("asymmetric", (one.effect.exposure for one in levels if one.effect.asymmetric))
        if len(outcomes) > 1:
            yield Assumption("not_additive")
        kinds = {one.burden.kind for one in computed if one.burden}
        if CASES in kinds:
            yield Assumption("cases")
        if DAYS in kinds:
            yield Assumption("days", fields={"days": result.declared.working_days})
        if kinds:
            yield Assumption("jobs")

    return tuple(found())


def _if_any(code: str, ids: Iterable[str]) -> Iterator[Assumption]:
    if known := tuple(dict.fromkeys(ids)):
        yield Assumption(code, known)
