"""Which industries should get a programme next: data, criteria, scores, selection, robustness, report.

The names below are the public interface; each is imported from its module when it is first used, so that
``import engine`` costs nothing.
"""

from importlib import import_module
from typing import Any

PUBLIC = {
    "Criteria": "engine.criteria.model",
    "Dataset": "engine.dataset.model",
    "Scores": "engine.scores.scoring",
    "acceptability": "engine.robustness.acceptability",
    "audit": "engine.robustness.audit",
    "baseline": "engine.report.baseline",
    "check": "engine.robustness.stability",
    "method_choices": "engine.robustness.methods",
    "parties": "engine.robustness.parties",
    "prevention": "engine.dataset.prevention.potential",
    "read_criteria": "engine.criteria.reading",
    "read_dataset": "engine.dataset.reading",
    "read_effects": "engine.dataset.prevention.effects",
    "read_profiles": "engine.criteria.reading",
    "score": "engine.scores.scoring",
    "select": "engine.selection.select",
    "selection_problem": "engine.selection.problem",
    "similarity": "engine.scores.similarity",
}
"""Every public name and the module it lives in."""

__all__ = list(PUBLIC)


def __getattr__(name: str) -> Any:
    if name not in PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *PUBLIC])
