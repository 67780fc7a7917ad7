"""Which divisions and sections are not shown, so that nothing follows from them and the industries together.

Industries come first: which of them are shown is settled before, and a group is left out where it would tell of one
that is hidden. Groups and industries overlap, so what follows is asked of the parts they cut each other into. A part is
everybody who is in exactly the same domains that are shown. To be on the safe side the sums of parts are taken as known
wherever a range is worked out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.survey.question_families import Told
from engine.survey.specification import Minimums
from engine.survey.suppression import large_enough

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]


def hidden_groups(counts: Counts, members: Flags, settled: Flags, first: int, minimums: Minimums, told: Told) -> Flags:
    """(domain,) what is not shown, where that of industries and of all together is ``settled``.

    Parameters
    ----------
    counts
        (atom, class) respondents.
    members
        (domain, atom); groups start at ``first`` and the last domain is all industries together.
    """
    there = counts.sum(axis=1) > 0
    counts, members = counts[there], members[:, there]
    asked = np.zeros(len(members), dtype=bool)
    asked[first:-1] = True
    groups = asked.copy()
    small = ~large_enough(members.astype(np.int64) @ counts, minimums, told)
    out = np.where(asked, small, settled)
    # A group of the same respondents as an industry is the same figure.
    twin_of = {atoms.tobytes(): domain for domain, atoms in enumerate(members) if not asked[domain] and atoms.any()}
    for domain in np.flatnonzero(asked):
        key = members[domain].tobytes()
        if key in twin_of:
            out[domain] = settled[twin_of[key]]
            groups[domain] = False
    # What lies within too few numbers with no group shown does so whatever is done here.
    settled = np.where(asked, True, settled)
    alone = _parts(members[~settled], counts)
    targets = [
        int(of)
        for of in np.flatnonzero(np.where(asked, small & groups, settled))
        if alone.narrow(members[of], minimums, told) is None
    ]
    while (groups & ~out).any():
        parts = _parts(members[~out], counts)
        revealed = parts.told_of_too_little(minimums, told)
        if revealed is None:
            narrow = (parts.narrow(members[of], minimums, told) for of in targets)
            revealed = next((atom for atom in narrow if atom is not None), None)
        if revealed is None:
            return out
        out[_to_hide(members, groups & ~out, ~out, revealed, members @ counts.sum(axis=1))] = True
    return out


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    """The parts that domains cut the atoms into.

    ``part`` is the (atom,) number of each; ``inside`` (shown domain, part); ``counts`` (atom, class).
    """

    part: NDArray[np.int64]
    inside: Flags
    counts: Counts

    def told_of_too_little(self, minimums: Minimums, told: Told) -> int | None:
        """An atom of a part that is too small to show and that sums of what is shown can tell of."""
        sums = np.zeros((self.inside.shape[1], self.counts.shape[1]), dtype=np.int64)
        np.add.at(sums, self.part, self.counts)
        known = self.inside.any(axis=0)
        small = known & ~large_enough(sums, minimums, told)
        if not small.any():
            return None
        # Sums of what is shown that are about small parts only: what is left when the others must cancel.
        shown = self.inside.astype(np.float64)
        others = shown[:, ~small]
        if np.linalg.matrix_rank(shown) == (np.linalg.matrix_rank(others) if others.size else 0):
            return None
        for part in sorted(np.flatnonzero(small), key=lambda part: int(sums[part].sum())):
            without = np.delete(shown, part, axis=1)
            if not without.size or np.linalg.matrix_rank(shown) > np.linalg.matrix_rank(without):
                return int(np.flatnonzero(self.part == part)[0])
        return int(np.flatnonzero(small[self.part])[0])

    def narrow(self, members: Flags, minimums: Minimums, told: Told) -> int | None:
        """An atom of a domain that is hidden, where some count of it lies within too few numbers."""
        for cells in told.cells:
            of_question = self.counts @ cells
            inside = members & (of_question.sum(axis=1) > 0)
            size = int(of_question[inside].sum())
            width = sum(self._width(of_question, inside, part) for part in np.unique(self.part[inside]))
            if width < min(minimums.cases, size):
                smallest = min(np.flatnonzero(inside), key=lambda atom: int(of_question[atom].sum()))
                return int(smallest)
        return None

    def _width(self, of_question: Counts, inside: Flags, part: int) -> int:
        """How many numbers of cases the domain can have in one part, less one, where every n and the sum are known."""
        everybody = self.part == part
        own, size = int(of_question[inside & everybody].sum()), int(of_question[everybody].sum())
        cases = int(of_question[everybody, 1].sum())
        if not self.inside[:, part].any():
            return own
        return min(own, cases) - max(0, cases - (size - own))


def _parts(shown: Flags, counts: Counts) -> _Parts:
    inside, part = np.unique(shown, axis=1, return_inverse=True)
    return _Parts(part.reshape(-1), inside, counts)


def _to_hide(members: Flags, groups: Flags, shown: Flags, atom: int, sizes: NDArray[np.int64]) -> int:
    """The group to leave out for an atom's sake: the smallest that makes one part of its and another.

    Where there is none: the smallest that holds it, or else the smallest of all.
    """
    signatures = members & shown[:, None]
    own = signatures[:, atom]
    apart = (signatures != own[:, None]).sum(axis=0) == 1
    joins = (signatures[:, apart] != own[:, None]).any(axis=1)
    for chosen in (groups & joins, groups & members[:, atom], groups):
        if chosen.any():
            return int(min(np.flatnonzero(chosen), key=lambda group: (int(sizes[group]), int(group))))
    raise ValueError("no group is shown")
