"""Which industries should get a programme next: data, criteria, scores, selection, robustness, report.

The names below are the public interface; each is imported from its module when it is first used, so that
``import engine`` costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing's own, which takes a while to import: until then Ctrl-C is Python's
if TYPE_CHECKING:
    from typing import Any

PUBLIC = {
    "Criteria": "engine.criteria.model",
    "Dataset": "engine.dataset.model",
    "Scores": "engine.scoring.score",
    "acceptability": "engine.robustness.acceptability",
    "audit": "engine.robustness.criteria_diagnostics",
    "baseline": "engine.transfer.baseline",
    "check": "engine.robustness.industry_sensitivity",
    "method_choices": "engine.robustness.method_comparison",
    "parties": "engine.robustness.stakeholder_profiles",
    "prevention": "engine.prevention_potential.potential",
    "read_criteria": "engine.criteria.reading",
    "read_dataset": "engine.dataset.reading",
    "read_effects": "engine.prevention_potential.effects",
    "read_profiles": "engine.criteria.reading",
    "score": "engine.scoring.score",
    "select": "engine.selection.select",
    "selection_problem": "engine.selection.portfolio_problem",
    "similarity": "engine.transfer.similarity",
}
"""Every public name and the module it lives in."""

__all__ = list(PUBLIC)


def __getattr__(name: str) -> Any:
    if name not in PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *PUBLIC])
