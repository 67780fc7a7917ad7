"""Conditions and money changed by the user, from options or from the app, under the rules of the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.criteria.count_conditions import COUNT_CONDITIONS
from engine.criteria.keys import key_at
from engine.criteria.model import Criteria
from engine.criteria.selection_tables import SELECTION, check_selection, selection
from engine.criteria.tables import Findings
from engine.criteria.writing import selection_table
from engine.foundation.declared_tables import Key, read_table
from engine.foundation.errors import InputError, Problem

GRANT = "selection.grant."


@dataclass(frozen=True, slots=True)
class Change:
    """What a user can change: the table and key it stands at, and the option that the command line has for it."""

    table: str
    key: str
    option: str

    @property
    def declared(self) -> Key:
        """The key's declaration: its kind, range and choices."""
        return key_at(self.table, self.key)

    @property
    def place(self) -> str:
        """Where a message about the file would put it."""
        if inner := self.table.removeprefix(GRANT) if self.table.startswith(GRANT) else "":
            return f"[selection.grant], {inner}.{self.key}"
        return f"[{self.table}.{self.key}]" if self.key == "programmes" else f"[{self.table}], {self.key}"


CHANGES: Mapping[str, Change] = {
    "eligible": Change("selection", "eligible", "--eligible"),
    "objective": Change("selection", "objective", "--objective"),
    **{name: Change("selection", name, f"--{name.replace('_', '-')}") for name in COUNT_CONDITIONS},
    "require_indicator": Change("selection", "require_indicator", "--require-indicator"),
    "resource": Change("selection", "resource", "--resource"),
    "programmes": Change("selection", "programmes", "--programme"),
    "grant": Change("selection", "grant", "--grant"),
    "frame": Change("selection.grant", "frame", "--frame"),
    "equal_share": Change("selection.grant", "equal_share", "--equal-share"),
    "wind_down_share": Change("selection.grant", "wind_down_share", "--wind-down-share"),
    "minimum_new": Change("selection.grant.minimum", "new", "--minimum-new"),
    "minimum_continuing": Change("selection.grant.minimum", "continuing", "--minimum-continuing"),
    "cost_fixed": Change("selection.grant.cost", "fixed", "--cost-fixed"),
    "cost_per_1000_jobs": Change("selection.grant.cost", "per_1000_jobs", "--cost-per-1000-jobs"),
}


def with_selection(criteria: Criteria, **changes: Any) -> Criteria:
    """The criteria with some conditions replaced; a key that is not named keeps what the file says.

    Parameters
    ----------
    **changes
        Names of ``CHANGES`` with what the file could hold there. None takes the key out, so that its default holds.
        ``programmes`` and ``require_indicator`` are laid over the file's, id by id; None there takes one id out.
        ``grant`` is a whole ``[selection.grant]`` table.

    Raises
    ------
    InputError
        With the file's messages, placed at the option; also where the file has no ``[selection]``, or money is
        changed and it has no ``[selection.grant]``.
    """
    if criteria.selection is None:
        raise InputError(Problem("no_selection", criteria.file, "[selection]"))
    table = selection_table(criteria.selection)
    problems: list[Problem] = []
    for name, value in sorted(changes.items(), key=lambda change: CHANGES[change[0]].table):
        change = CHANGES[name]
        holder = _holder(table, change.table)
        if holder is None:
            problems.append(Problem("no_grant", criteria.file, change.option))
            continue
        if isinstance(value, Mapping) and change.key in ("programmes", "require_indicator"):
            value = {**holder.get(change.key, {}), **value}
            value = {key: inner for key, inner in value.items() if inner is not None}
        holder[change.key] = _plain(value)
        if value is None:
            del holder[change.key]
    if problems:
        raise InputError(problems)
    findings = Findings(criteria.file)
    values = read_table("selection", table, SELECTION, findings)
    check_selection(values, findings)
    if findings.problems:
        raise InputError(at_options(findings.problems, changes))
    return replace(criteria, selection=selection(values))


def change_from_text(name: str, text: str) -> Any:
    """A number that an option gave as text, for ``with_selection``.

    Raises ``InputError`` at the option where it is not a number of the kind that the key holds.
    """
    change = CHANGES[name]
    try:
        return int(text) if change.declared.kind == "integer" else float(text)
    except ValueError:
        code = "toml_not_integer" if change.declared.kind == "integer" else "toml_not_number"
        raise InputError(Problem(code, place=change.option, given=text)) from None


def parse_programmes(texts: Iterable[str]) -> dict[str, str]:
    """The fates of ``ID=continue``, one text a programme, for ``with_selection``."""
    fates: dict[str, str] = {}
    problems: list[Problem] = []
    for text in texts:
        programme, equals, fate = (piece.strip() for piece in text.partition("="))
        if not programme or not equals:
            problems.append(Problem("option_form", place="--programme", given=text, allowed=("ID=continue",)))
        elif programme in fates:
            problems.append(Problem("toml_repeated", place="--programme", given=programme))
        fates[programme] = fate
    if problems:
        raise InputError(problems)
    return fates


def at_options(problems: Iterable[Problem], changed: Iterable[str]) -> list[Problem]:
    """Problems of what was changed, said of the option instead of the file; ``changed`` are names of ``CHANGES``."""
    options = {CHANGES[name].place: CHANGES[name].option for name in changed}

    def at_option(problem: Problem) -> Problem:
        for place, option in options.items():
            if problem.place == place or place.startswith(f"{problem.place}."):
                return replace(problem, file="", place=option)
            if problem.place.startswith((f"{place}, ", f"{place}.")):
                return replace(problem, file="", place=f"{option} {problem.place[len(place) :].strip('., ')}")
        return problem

    return [at_option(problem) for problem in problems]


def _holder(selection: dict[str, Any], table: str) -> dict[str, Any] | None:
    """The table that a changed key stands in; None where the file has no money."""
    if table == "selection":
        return selection
    grant: dict[str, Any] | None = selection.get("grant")
    if grant is None or table == "selection.grant":
        return grant
    inner: dict[str, Any] = grant.setdefault(table.removeprefix(GRANT), {})
    return inner


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, (tuple, list)) else value
