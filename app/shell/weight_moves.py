"""What the linked sliders send: where a pull began, which weight was pulled and how far. No Streamlit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine.criteria.linked_weights import WHOLE, moved


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a pull.

    Parameters
    ----------
    revision
        Which of the server's settings of the weights the pull began from; a move from an older one is late.
    count
        How many steps this browser has taken, so that it knows an answer to its newest.
    basis
        ``{member: millionths}`` where the pull began.
    member
        What was pulled; None where only a lock was opened or shut.
    to
        Where to, in millionths.
    """

    revision: str
    count: int
    basis: Mapping[str, int]
    member: str | None
    to: int
    locked: tuple[str, ...]

    def units(self) -> dict[str, int]:
        """The weights after it, in millionths."""
        if self.member is None:
            return dict(self.basis)
        return moved(self.basis, self.member, self.to, self.locked)


def read_move(sent: object, members: Collection[str]) -> Move | None:
    """The move that a browser sent; None where it is none of these weights', as when somebody writes it by hand."""
    if not isinstance(sent, Mapping):
        return None
    basis, member, locked = (sent.get(key) for key in ("basis", "member", "locked"))
    revision, count, to = (sent.get(key) for key in ("revision", "count", "to"))
    if not isinstance(basis, Mapping) or not isinstance(locked, list) or not isinstance(revision, str):
        return None
    numbers = [count, to, *basis.values()]
    if not all(isinstance(number, int) or (isinstance(number, float) and number.is_integer()) for number in numbers):
        return None
    units = {criterion: int(basis[criterion]) for criterion in members if criterion in basis}
    if len(units) != len(members) or min(units.values(), default=0) < 0 or sum(units.values()) != WHOLE:
        return None
    if (member is not None and member not in units) or not all(criterion in units for criterion in locked):
        return None
    kept = tuple(criterion for criterion in members if criterion in locked)
    return Move(revision, int(str(count).partition(".")[0]), units, member, int(float(str(to))), kept)
