"""Where the shipped data and criteria lie: inside an installed package, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

CRITERIA_OF_DATA = {"publisert": "publisert", "noa": "kjent", "syntetisk": "stami"}
"""The shipped data folders, the default first, each with the shipped criteria that ask for what it holds."""
FURTHER_CRITERIA = ("eksponeringer", "utvidet")
"""Shipped criteria that no data have of their own."""
_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_data() -> Path:
    """The folder that holds the shipped data folders (``publisert``, ``syntetisk``)."""
    return _shipped("data")


def shipped_criteria() -> Path:
    """The folder that holds the shipped criteria and profile files."""
    return _shipped("criteria")


def _shipped(name: str) -> Path:
    # The build copies the checkout's top folders into the package; a checkout has no such copy to go stale.
    inside = _PACKAGE / "shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
