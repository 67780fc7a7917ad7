"""Conditions and money changed by the user, from options or from the app, under the rules of the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from engine.criteria.count_conditions import COUNT_CONDITIONS
from engine.criteria.keys import key_at, keys_of
from engine.criteria.model import Criteria
from engine.criteria.selection_tables import SELECTION, check_selection, fields_of
from engine.criteria.tables import Findings
from engine.criteria.writing import grant_table
from engine.foundation.declared_tables import Key, Values, Wrong
from engine.foundation.errors import InputError, Problem

GRANT = "selection.grant."
BY_ID = ("require_indicator", "programmes")
"""Conditions that are laid over the file's, id by id."""


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
    rules = criteria.selection
    if any(CHANGES[name].table != "selection" for name in changes):
        parts = {name: value for name, value in changes.items() if CHANGES[name].table != "selection"}
        base = changes.get("grant", None if rules.grant is None else grant_table(rules.grant))
        if base is None:
            problems = [Problem("no_grant", criteria.file, CHANGES[name].option) for name in _by_table(parts)]
            raise InputError(problems)
        conditions = {name: value for name, value in changes.items() if name not in parts}
        conditions["grant"] = _with_parts(base, parts)
    else:
        conditions = changes
    findings = Findings(criteria.file)
    values = Values()
    for name, key in keys_of("selection").items():
        if name in conditions:
            with suppress(Wrong):
                values[name] = _read(key, conditions[name], findings)
    check_selection(values, findings)
    if findings.problems:
        raise InputError(at_options(findings.problems, changes))
    fields = fields_of(values)
    for name in BY_ID:
        if name in fields and conditions[name] is not None:
            kept = {
                entry_id: held
                for entry_id, held in getattr(rules, name).items()
                if conditions[name].get(entry_id, held) is not None
            }
            fields[name] = kept | fields[name]
    return replace(criteria, selection=replace(rules, **fields | {"counted": {**rules.counted, **fields["counted"]}}))


def _by_table(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: CHANGES[name].table)


def _with_parts(base: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """The money with some of its parts replaced: they depend on each other, and are read as one value."""
    grant: dict[str, Any] = _plain(base)
    for name in _by_table(parts):
        change = CHANGES[name]
        holder = grant if change.table + "." == GRANT else grant.setdefault(change.table.removeprefix(GRANT), {})
        holder[change.key] = _plain(parts[name])
        if parts[name] is None:
            del holder[change.key]
    return grant


def _read(key: Key, value: Any, findings: Findings) -> Any:
    """One changed condition as the model holds it. Raises ``Wrong`` once the problem is noted."""
    if value is None:
        return key.default
    if isinstance(value, Mapping) and key.name in BY_ID:
        value = {entry_id: held for entry_id, held in value.items() if held is not None}
    return findings.kinds[key.kind](key, _plain(value), SELECTION.at(key.name), findings)


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


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, (tuple, list)) else value
