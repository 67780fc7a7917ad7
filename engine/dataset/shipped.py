"""Where the shipped data and criteria lie: inside an installed package, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

CRITERIA_OF_DATA = {"noa": "kjent", "publisert": "publisert", "syntetisk": "stami"}
"""The shipped data folders, the default first, each with the shipped criteria that ask for what it holds."""
DEFAULT_DATA, DEFAULT_CRITERIA = next(iter(CRITERIA_OF_DATA.items()))
"""What is asked where nothing is named: by the command line, the app and whoever calls the engine."""
FURTHER_CRITERIA = {"eksponeringer": "noa", "utvidet": "publisert"}
"""Shipped criteria beside those, each with the shipped data that it is about."""
DATA_OF_CRITERIA = {criteria: data for data, criteria in CRITERIA_OF_DATA.items()} | FURTHER_CRITERIA
"""The data that each of the shipped criteria are about."""
_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_data() -> Path:
    """The folder that holds the shipped data folders (``noa``, ``publisert``, ``syntetisk``)."""
    return _shipped("data")


def shipped_criteria() -> Path:
    """The folder that holds the shipped criteria and profile files."""
    return _shipped("criteria")


def _shipped(name: str) -> Path:
    # The build copies the checkout's top folders into the package; a checkout has no such copy to go stale.
    inside = _PACKAGE / "shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
