"""How good a figure is, from a published value to a made-up one, and what a calculation passes on."""

from __future__ import annotations

from collections.abc import Iterable

QUALITIES = ("published", "derived", "inherited", "classified", "synthetic")
"""Best first: from its source; arithmetic on published values; carried down from a broader group;
somebody's judgement; made up for demonstration."""

PUBLISHED, DERIVED, INHERITED, CLASSIFIED, SYNTHETIC = QUALITIES


def weakest(qualities: Iterable[str]) -> str:
    """The last of ``qualities`` in the order above: no calculation is better than its poorest input."""
    return max(qualities, key=QUALITIES.index)
