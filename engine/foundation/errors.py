"""What can go wrong, as fields; the one sentence that command line and app show is made from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Self

from engine.foundation.locale import DEFAULT_LOCALE, Locale

MOST_PROBLEMS = 100  # of one answer: who has mended a hundred asks again
MORE = "more_problems"
LISTED = 12  # longer lists of what exists are cut, and say so


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in what was given.

    Parameters
    ----------
    code
        Key in ``texts/<language>/errors.toml``; its sentence may use ``{given}`` and the keys of ``more``.
    file, place
        File as the user named it; place in a criteria file, as ``[[criterion]] msk, exposure``.
    row, column
        Row as Excel counts (the header is row 1) and column name, for tables.
    given, allowed
        What stood there and what would be right: a list of what exists, or a short phrase.
    more
        Other fields of the sentence.
    """

    code: str
    file: str = ""
    place: str = ""
    row: int | None = None
    column: str | None = None
    given: str | None = None
    allowed: tuple[str, ...] = ()
    more: dict[str, str] = field(default_factory=dict)

    def sentence(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """One line: where, what, a near miss if there is one, and what exists or is allowed."""
        where = [self.file, self.place]
        if self.row is not None:
            where.append(locale.text("errors.row", row=self.row))
        if self.column is not None:
            where.append(locale.text("errors.column", column=self.column))
        message = locale.text(f"errors.{self.code}", given=_shown(self.given), **self.more)
        parts = [message]
        near = get_close_matches(self.given or "", self.allowed, n=1, cutoff=0.7)
        if near and near[0] != self.given:
            parts.append(locale.text("errors.did_you_mean", near=near[0]))
        if self.allowed:
            parts.append(locale.text("errors.allowed", allowed=listed(self.allowed, locale)))
        prefix = ", ".join(part for part in where if part)
        line = " ".join(f"{prefix}: {' '.join(parts)}".removeprefix(": ").split())
        # Half a character, as JSON can hold, would stop whatever is to show the line.
        return line.encode("utf-8", "backslashreplace").decode("utf-8")


class Problems(list[Problem]):
    """Problems as they are found: the first hundred, and one that stands last and says how many more there are.

    A file can have millions; those that nobody will read are counted and not kept. What grows with ``+`` is a list.
    """

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        super().__init__()
        self.extend(problems)

    def append(self, problem: Problem) -> None:
        """Add one problem; one that stands for others counts as they do."""
        if problem.code != MORE and len(self) < MOST_PROBLEMS:
            super().append(problem)
        else:
            self.count_further(_stands_for(problem))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add them in order; those that are not kept are counted together."""
        further = 0
        for problem in problems:
            if len(self) < MOST_PROBLEMS:
                self.append(problem)
            else:
                further += _stands_for(problem)
        self.count_further(further)

    def __iadd__(self, problems: Iterable[Problem]) -> Self:  # type: ignore[misc, override]
        self.extend(problems)
        return self

    def count_further(self, count: int) -> None:
        """Count problems that nobody needs to hear of one by one."""
        if count and self and self[-1].code == MORE:
            self[-1] = replace(self[-1], given=str(_stands_for(self[-1]) + count))
        elif count:
            super().append(Problem(MORE, given=str(count)))


def problem_count(problems: Iterable[Problem]) -> int:
    """How many problems there are, those counted and not kept too."""
    return sum(map(_stands_for, problems))


def _stands_for(problem: Problem) -> int:
    return int(problem.given or 0) if problem.code == MORE else 1


class BransjevalgError(Exception):
    """Base of every error that a user can meet; ``exit_code`` is what the command line ends with."""

    exit_code = 2

    def sentence(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """The error in one line."""
        raise NotImplementedError


class InputError(BransjevalgError):
    """Something given is wrong. Carries the problems found, at least one, as ``Problems`` keeps them."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(Problems(problems))
        super().__init__(self.problems[0].sentence())

    def sentence(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """The first problem, and how many more there are."""
        first = self.problems[0].sentence(locale)
        rest = problem_count(self.problems) - 1
        # ``validate`` reads no viewpoints: it is not where to look for what is wrong with them.
        more = "and_more_here" if self.problems[0].place.startswith("[[profile]]") else "and_more"
        return first if not rest else f"{first} {locale.text(f'errors.{more}', count=rest)}"

    def in_file(self, file: str) -> InputError:
        """The same problems, said of ``file`` where they name none."""
        return InputError(replace(p, file=p.file or file) for p in self.problems)


class InfeasibleError(BransjevalgError):
    """No selection meets the conditions; ``conflict`` is a smallest set that cannot hold together."""

    exit_code = 3

    def __init__(self, conflict: tuple[str, ...], sentences: dict[str, str] | None = None) -> None:
        self.conflict = conflict
        self.sentences = sentences or {}
        super().__init__(", ".join(conflict))

    def sentence(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """The conflicting conditions in words."""
        conflict = self.sentences.get(locale.tag) or ", ".join(self.conflict)
        return locale.text("errors.infeasible", conflict=conflict)


class MissingExtraError(BransjevalgError):
    """A library is needed; ``extra`` is the optional dependency group that brings it, empty where every one does."""

    def __init__(self, library: str, extra: str) -> None:
        self.library, self.extra = library, extra
        super().__init__(library)

    def sentence(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """What is missing and how to install it."""
        code = "missing_extra" if self.extra else "missing_library"
        return locale.text(f"errors.{code}", library=self.library, extra=self.extra)


def _shown(given: str | None) -> str:
    text = "" if given is None else given
    return text if len(text) <= 80 else text[:77] + "…"


def listed(names: Sequence[str], locale: Locale = DEFAULT_LOCALE) -> str:
    """Names in a row; of a long list the first ones, and how many more there are."""
    text = ", ".join(names[:LISTED])
    rest = len(names) - LISTED
    return text if rest <= 0 else text + " " + locale.text("errors.and_others", count=rest)
