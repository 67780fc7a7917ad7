"""An options file (TOML) to options, with the place of every mistake (contract, section 9)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from engine.criteria.keys import OPTIONS_FILE
from engine.criteria.tables import Findings
from engine.foundation.declared_tables import ID, Place, Values, read_table
from engine.foundation.errors import InputError
from engine.foundation.exact_arithmetic import LARGEST_MNOK
from engine.foundation.locale import LOCALES
from engine.foundation.toml_file import parsed_toml, toml_text
from engine.plans.options import HalfYear, NamedKey, Option, OptionKey, OptionsFile, Standpoint, Step, half_year
from engine.plans.options_keys import option_keys_of

FATES = ("continue", "wind_down", "end")
MOST_HALF_YEARS = 80  # a plan of forty years is a slip of the pen
_YEAR = re.compile(r"\d{4}", re.ASCII)
_EXAMPLE, _END = "2025-H1", 'end = "2026-H2"'


def read_options(path: str | Path) -> OptionsFile:
    """The options of one file.

    Raises ``InputError`` with every problem found.
    """
    return parse_options(toml_text(path), str(path))


def parse_options(text: str, file: str) -> OptionsFile:
    """The options that ``text`` states; ``file`` is what the messages call it."""
    findings = Findings(file, keys=option_keys_of)
    values = read_table(OPTIONS_FILE, parsed_toml(text, file), Place(), findings)
    first, last = (_half_year(values.get(name), Place().at(name), findings) for name in ("from", "to"))
    if first and last and not 0 <= last.number - first.number < MOST_HALF_YEARS:
        code = "plans_before" if last < first else "plans_too_long"
        findings.add(code, Place().at("to"), last, first=str(first), most=str(MOST_HALF_YEARS))
        first = last = None
    span = (first, last) if first and last else None
    frame = _frame(values.get("frame"), span, findings)
    options = [_option(place, table, span, findings) for place, table in values.get("option") or ()]
    keys = [
        NamedKey(
            table.get("id", ""), _key(table, place, findings), table["name_nb"], table["name_en"], table["name_nn"]
        )
        for place, table in values.get("key") or ()
        if {"name_nb", "name_en", "name_nn"} <= table.keys()
    ]
    for tables in (values.get("option") or (), values.get("key") or ()):
        _check_ids(tables, findings)
    if findings.problems or span is None:
        raise InputError(findings.problems)
    names = {
        name: values[name]
        for name in ("id", *(f"{what}_{locale.tag}" for what in ("title", "note") for locale in LOCALES))
    }
    return OptionsFile(
        first=span[0], last=span[1], frame=frame, options=tuple(options), keys=tuple(keys), file=file, **names
    )


def _check_ids(tables: Sequence[tuple[Place, Values]], findings: Findings) -> None:
    seen: set[str] = set()
    for place, table in tables:
        if "id" in table and table["id"] in seen:
            findings.add("duplicate_id", place, table["id"], first=str(place))
        seen.add(table.get("id", ""))


def _half_year(given: object, place: Place, findings: Findings) -> HalfYear | None:
    if given is None:
        return None
    parsed = half_year(given) if isinstance(given, str) else None
    if parsed is None:
        findings.add("plans_not_half_year", place, given, (_EXAMPLE,))
    return parsed


def _within(given: object, place: Place, span: tuple[HalfYear, HalfYear] | None, findings: Findings) -> HalfYear | None:
    """A half-year of the plan."""
    parsed = _half_year(given, place, findings)
    if parsed is None or span is None or span[0] <= parsed <= span[1]:
        return parsed
    findings.add("plans_outside", place, parsed, first=str(span[0]), last=str(span[1]))
    return None


def _frame(given: object, span: tuple[HalfYear, HalfYear] | None, findings: Findings) -> dict[int, float]:
    """MNOK by year: every year of the plan, and no other."""
    place = Place().at("frame")
    if given is None:
        return {}
    if not isinstance(given, dict):
        findings.add("toml_not_table", place, given)
        return {}
    frame: dict[int, float] = {}
    failed = set()
    for raw_year, amount in given.items():
        if not _YEAR.fullmatch(raw_year):
            findings.add("plans_not_year", place, raw_year)
        elif _is_amount(amount, place.at(raw_year), findings):
            frame[int(raw_year)] = float(amount)
        else:
            failed.add(int(raw_year))
    if span is not None:
        years = range(span[0].year, span[1].year + 1)
        missing = [str(year) for year in years if year not in frame and year not in failed]
        if missing:
            findings.add("plans_no_frame", place, ", ".join(missing))
        for year in sorted(set(frame) - set(years)):
            findings.add("plans_outside", place, year, first=str(span[0]), last=str(span[1]))
    return frame


def _is_amount(amount: object, place: Place, findings: Findings) -> bool:
    if isinstance(amount, bool) or not isinstance(amount, (int, float)):
        findings.add("toml_not_number", place, amount)
        return False
    if not 0 <= amount <= LARGEST_MNOK:  # neither is a number that is none
        findings.add("toml_out_of_range", place, amount, (f"0–{LARGEST_MNOK}",))
        return False
    return True


def _option(place: Place, table: Values, span: tuple[HalfYear, HalfYear] | None, findings: Findings) -> Option:
    chooses = "new" in table.given, "choose" in table.given
    if chooses[0] == chooses[1]:
        findings.add("plans_new_or_choose", place)
    starts = _starts(table, place, span, findings)
    new = table.get("new")
    if new is not None:
        for industry in starts:
            if industry not in new:
                findings.add("plans_start_not_new", place.at("starts"), industry, new)
    choose: Values = table.get("choose") or Values()
    return Option(
        id=table.get("id", ""),
        name_nb=table.get("name_nb", ""),
        name_en=table.get("name_en", ""),
        new=new,
        choose={name: choose[name] for name in choose if name in choose.given} if chooses[1] else None,
        starts=starts,
        programmes=_programmes(table, place, span, findings),
        key=_key(table.get("key") or Values(), place.at("key"), findings),
        standpoints=tuple(
            Standpoint(standpoint.get("party", ""), standpoint.get("words", "")) for _, standpoint in _sections(table)
        ),
        extended=table.get("extended", ()),
        carried_over=table.get("carried_over") or {},
        note_nb=table.get("note_nb", ""),
        note_en=table.get("note_en", ""),
        name_nn=table.get("name_nn", ""),
        note_nn=table.get("note_nn", ""),
    )


def _sections(table: Values) -> list[tuple[Place, Values]]:
    return table.get("standpoint") or []


def _by_industry(given: object, place: Place, findings: Findings) -> Mapping[str, Any]:
    """A table whose keys are ids."""
    if given is None:
        return {}
    if not isinstance(given, dict):
        findings.add("toml_not_table", place, given)
        return {}
    for name in given:
        if not ID.fullmatch(name):
            findings.add("toml_bad_id", place, name, ("a–z, 0–9, _",))
    return given


def _starts(
    table: Values, place: Place, span: tuple[HalfYear, HalfYear] | None, findings: Findings
) -> dict[str, HalfYear]:
    own_place = place.at("starts")
    read = {
        industry: _within(start, own_place.at(industry), span, findings)
        for industry, start in _by_industry(table.get("starts"), own_place, findings).items()
    }
    return {industry: start for industry, start in read.items() if start is not None}


def _programmes(
    table: Values, place: Place, span: tuple[HalfYear, HalfYear] | None, findings: Findings
) -> dict[str, str | HalfYear]:
    fates: dict[str, str | HalfYear] = {}
    for industry, fate in _by_industry(table.get("programmes"), place.at("programmes"), findings).items():
        own_place = place.at("programmes").at(industry)
        if isinstance(fate, dict) and set(fate) == {"end"}:
            end = _within(fate["end"], own_place.at("end"), span, findings)
            fates[industry] = end or "continue"
        elif isinstance(fate, str) and fate in FATES:
            fates[industry] = fate
        else:
            findings.add("unknown", own_place, fate, (*FATES, f"{{ {_END} }}"))
    return fates


def _key(table: Values, place: Place, findings: Findings) -> OptionKey:
    floor: Values = table.get("floor") or Values()
    phase: Values = table.get("phase") or Values()
    cap = table.get("cap")
    for kind in ("new", "continuing"):
        least = floor.get(kind)
        if least is not None and cap is not None and least > cap:
            findings.add("min_above_max", place.at("floor").at(kind), least, max=f"{cap:g}", name="cap")
    steps = tuple(
        Step(step["jobs"], step["mnok"]) for _, step in table.get("steps") or () if {"jobs", "mnok"} <= step.keys()
    )
    if any(later.jobs <= earlier.jobs for earlier, later in pairwise(steps)):
        findings.add("plans_steps_order", place.at("steps"), ", ".join(str(step.jobs) for step in steps))
    if steps and steps[0].jobs:
        findings.add("plans_steps_start", place.at("steps"), steps[0].jobs)
    return OptionKey(
        equal_share=table.get("equal_share"),
        size=table.get("size", "jobs"),
        floor_new=floor.get("new"),
        floor_continuing=floor.get("continuing"),
        cap=cap,
        phase_new=phase.get("new", (1.0,)),
        phase_continuing=phase.get("continuing", (1.0,)),
        freed=table.get("freed", "key"),
        need=table.get("need") or {},
        steps=steps,
    )
