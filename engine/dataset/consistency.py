"""What only the whole of a data folder reveals: duplicates, references between tables, units, prefixes and groups."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.classification.sn2007 import Group
from engine.dataset.cell_parsing import TypedTable
from engine.dataset.crosswalk import Crosswalk, codes_of_industries
from engine.dataset.model import Code, Industry
from engine.dataset.schema import CODES, GROUP_VALUES, INDICATORS, INDUSTRIES, RESOURCES, SOURCES
from engine.foundation.errors import Problem

PERCENT = "percent"
MOST_GROUPS = 2_000  # different ones in a table: SN2007 has about 1 800 codes and groups of all lengths


def problems_between(tables: Mapping[str, TypedTable], present: Sequence[str]) -> Iterator[Problem]:
    """Every problem that no single cell shows.

    ``tables`` are those that could be read, ``present`` the stems of all files there are. A table that is there but
    could not be read, or not whole, is not held against the others.
    """
    for table in tables.values():
        yield from _twice(table)
    yield from _unknown_ids(tables)
    for stem in (INDICATORS.stem, GROUP_VALUES.stem):
        if stem in tables:
            yield from _impossible_percents(tables[stem])
    yield from _several_units([tables[stem] for stem in (INDICATORS.stem, GROUP_VALUES.stem) if stem in tables])
    if industries := tables.get(INDUSTRIES.stem):
        yield from _quality_without_jobs(industries)
        yield from _shared_prefixes(industries)
    yield from _code_problems(tables, present)


def _twice(table: TypedTable) -> Iterator[Problem]:
    key = table.raw.table.key
    keys = list(zip(*(table.columns[name] for name in key), strict=True))
    if len(set(keys)) == len(keys):
        return
    first: dict[tuple[Any, ...], int] = {}
    for index, values in enumerate(keys):
        if None in values:
            continue
        if values in first:
            text = ", ".join(value.text if isinstance(value, Group) else value for value in values)
            earlier = str(table.rows[first[values]])
            yield table.problem("row_twice", index, key[0], given=text, more={"earlier": earlier})
        else:
            first[values] = index


def _unknown_ids(tables: Mapping[str, TypedTable]) -> Iterator[Problem]:
    for target, users in (
        (INDUSTRIES, (INDICATORS, RESOURCES)),
        (SOURCES, (INDICATORS, GROUP_VALUES)),
    ):
        column = target.key[0]
        if target.stem not in tables or not tables[target.stem].raw.whole or column not in tables[target.stem].given:
            continue
        known = frozenset(tables[target.stem].raw.cells[column])
        for user in (tables[user.stem] for user in users if user.stem in tables):
            if known.issuperset(filter(None, user.columns[column])):
                continue
            allowed = tuple(sorted(known - {""}))
            for index, value in enumerate(user.columns[column]):
                if value is not None and value not in known:
                    yield user.problem("unknown", index, column, allowed=allowed)


def _impossible_percents(table: TypedTable) -> Iterator[Problem]:
    for index, (value, unit) in enumerate(zip(table.columns["value"], table.columns["unit"], strict=True)):
        if unit == PERCENT and value is not None and not 0 <= value <= 100:
            yield table.problem("not_a_percent", index, "value")


def _several_units(tables: Sequence[TypedTable]) -> Iterator[Problem]:
    """The first row of each further unit of an indicator, over both tables of values."""
    first: dict[str, str] = {}
    reported: set[tuple[str, str]] = set()
    for table in tables:
        pairs = list(zip(table.columns["indicator_id"], table.columns["unit"], strict=True))
        for indicator, unit in dict.fromkeys(pairs):
            if indicator is None or unit is None or first.setdefault(indicator, unit) == unit:
                continue
            if (indicator, unit) not in reported:
                reported.add((indicator, unit))
                more = {"indicator": indicator, "unit": first[indicator]}
                yield table.problem("several_units", pairs.index((indicator, unit)), "unit", more=more)


def _quality_without_jobs(industries: TypedTable) -> Iterator[Problem]:
    for index, (jobs, quality) in enumerate(
        zip(industries.columns["jobs"], industries.columns["jobs_quality"], strict=True)
    ):
        if quality is not None and jobs is None and not _given(industries, "jobs", index):
            yield industries.problem("quality_without_jobs", index, "jobs_quality")


def _given(table: TypedTable, column: str, index: int) -> bool:
    return column in table.given and bool(table.raw.cells[column][index])


def _shared_prefixes(industries: TypedTable) -> Iterator[Problem]:
    owner: dict[str, int] = {}
    for index, prefixes in enumerate(industries.columns["sn2007_prefixes"]):
        for prefix in prefixes or ():
            if prefix in owner:
                earlier = str(industries.rows[owner[prefix]])
                yield industries.problem(
                    "prefix_twice", index, "sn2007_prefixes", given=prefix, more={"earlier": earlier}
                )
            else:
                owner[prefix] = index


def _code_problems(tables: Mapping[str, TypedTable], present: Sequence[str]) -> Iterator[Problem]:
    """Prefixes and groups against the code table."""
    groups = tables.get(GROUP_VALUES.stem)
    carried = [] if groups is None else _carried_rows(groups)
    if CODES.stem not in present:
        if groups is not None and carried:
            yield groups.problem("codes_missing", carried[0], "sn2007_group")
        return
    codes, industries = tables.get(CODES.stem), tables.get(INDUSTRIES.stem)
    if codes is None or industries is None or not codes.raw.whole or not industries.raw.whole:
        return
    if "sn2007" not in codes.given or None in codes.columns["sn2007"]:
        return
    names = sorted(set(codes.columns["sn2007"]))
    if groups is not None:
        if carried and not any(industries.columns["sn2007_prefixes"]):
            yield groups.problem("prefixes_missing", carried[0], "sn2007_group")
        yield from _group_problems(groups, carried, names)
    yield from _idle_prefixes(industries, names)


def _carried_rows(groups: TypedTable) -> list[int]:
    return [
        index
        for index, of in enumerate(groups.columns["sn2007_group"])
        if of is not None and not of.everything and not of.unknown
    ]


def _idle_prefixes(industries: TypedTable, codes: Sequence[str]) -> Iterator[Problem]:
    """Prefixes that give their industry no code: none begins so, or others have longer prefixes for all that do."""
    rows = industries.columns["sn2007_prefixes"]
    first = {prefix: index for index in reversed(range(len(rows))) for prefix in rows[index] or ()}
    claims = [
        Industry(str(index), "", sn2007_prefixes=tuple(prefix for prefix in prefixes or () if first[prefix] == index))
        for index, prefixes in enumerate(rows)
    ]
    owned = codes_of_industries(claims, codes)
    for index, claim in enumerate(claims):
        for prefix in claim.sn2007_prefixes:
            first_from = bisect_left(codes, prefix)
            if first_from == len(codes) or not codes[first_from].startswith(prefix):
                yield industries.problem("prefix_without_code", index, "sn2007_prefixes", given=prefix)
            elif not any(code.startswith(prefix) for code in owned[claim.industry_id]):
                yield industries.problem("prefix_taken", index, "sn2007_prefixes", given=prefix)


def _group_problems(groups: TypedTable, carried: Sequence[int], codes: Sequence[str]) -> Iterator[Problem]:
    distinct_groups = {groups.columns["sn2007_group"][index] for index in carried}
    if len(distinct_groups) > MOST_GROUPS:
        given = str(len(distinct_groups))
        yield groups.problem(
            "groups_too_many", carried[0], "sn2007_group", given=given, more={"most": str(MOST_GROUPS)}
        )
        return
    crosswalk = Crosswalk((), [Code(code, "", 0) for code in codes])
    of = groups.columns["sn2007_group"]
    together: dict[tuple[str, str], dict[Group, int]] = {}
    for index in carried:
        # A published table covers all of working life: a group that none of these industries is in does no harm.
        if (
            crosswalk.covered(of[index]).any()
            and groups.columns["indicator_id"][index]
            and groups.columns["period"][index]
        ):
            which = (groups.columns["indicator_id"][index], groups.columns["period"][index])
            together.setdefault(which, {}).setdefault(of[index], index)
    for rows in together.values():
        distinct = list(rows)
        for first, second in crosswalk.equally_narrow(distinct):
            earlier, later = sorted((rows[distinct[first]], rows[distinct[second]]))
            more = {"other": of[earlier].text, "earlier": str(groups.rows[earlier])}
            yield groups.problem("groups_equally_narrow", later, "sn2007_group", more=more)
