"""Candidates that somebody wants as one programme, laid over a criteria file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.criteria.model import Criteria, Merge
from engine.dataset.model import Dataset
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import LOCALES, Locale

QUOTES = ("«", "“")


def with_merge(criteria: Criteria, dataset: Dataset, members: Sequence[str]) -> Criteria:
    """The criteria with one more merger, called by its members' names: «Luftfart og sjøfart».

    Raises ``InputError`` for a single member and for one that the data do not have.
    """
    place = "[[merge]]"
    problems = [
        Problem("unknown", criteria.file, place, given=member, allowed=tuple(dataset.position))
        for member in members
        if member not in dataset.position
    ]
    if len(members) < 2:
        problems.append(Problem("merge_of_one", criteria.file, place, given=", ".join(members)))
    if problems:
        raise InputError(problems)
    ids = tuple(sorted(members))
    names = {
        locale.tag: joined(
            [dataset.industries[dataset.position[industry_id]].name(locale) for industry_id in ids], locale
        )
        for locale in LOCALES
    }
    merge = Merge("_".join(ids), names["nb"], ids, names["en"], name_nn=names["nn"])
    return replace(criteria, merges=(*criteria.merges, merge))


def within(name: str) -> str:
    """``name``, or a row of names, as it stands inside a sentence: in lower case unless it is an abbreviation."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def joined(names: Sequence[str], locale: Locale) -> str:
    """Names in a row, as a sentence has them: ``a``, ``a og b``, ``a, b og c``; all but the first in lower case.

    Where a name is itself such a row, the last is told from the others by another word: ``a og b samt c og d``.
    """
    first, *rest = names
    lowered = [first, *map(within, rest)]
    between = locale.joined(("", ""))
    plain = [name for name in lowered if not name.startswith(QUOTES)]
    if len(lowered) == 1 or not any(between in name or ", " in name for name in plain):
        return locale.joined(lowered)
    comma = "; " if any(", " in name for name in plain) else ", "
    return locale.text("report.joined_rows", before=comma.join(lowered[:-1]), last=lowered[-1])


def in_a_list(names: Sequence[str]) -> str:
    """Names in a list outside a sentence: semicolons between them where one has a comma itself."""
    return ("; " if any(", " in name for name in names) else ", ").join(names)
