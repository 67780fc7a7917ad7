"""A TOML file to Criteria or to profiles, with the place of every mistake."""

from __future__ import annotations

from pathlib import Path

from engine.criteria.indicator_tables import check_indicator, indicator
from engine.criteria.keys import FILE, PROFILES_FILE
from engine.criteria.model import Criteria, Profile
from engine.criteria.open_figures import unknown_problems
from engine.criteria.selection_tables import check_merges, check_selection, merge, selection
from engine.criteria.tables import Findings
from engine.criteria.tree import check_criterion, check_tree, criterion, root_of
from engine.foundation.control_characters import shown_path
from engine.foundation.declared_tables import Place, Values, read_table
from engine.foundation.errors import InputError, Problem
from engine.foundation.toml_file import parsed_toml, toml_text


def read_criteria(path: str | Path) -> Criteria:
    """The criteria of one file.

    Raises ``InputError`` with every problem found.
    """
    return parse_criteria(toml_text(path), str(path))


def check_criteria(path: str | Path) -> tuple[Problem, ...]:
    """Every problem of one file; none where it can be used."""
    try:
        read_criteria(path)
    except InputError as error:
        return error.problems
    return ()


def read_profiles(path: str | Path) -> tuple[Profile, ...]:
    """The profiles of one file, in its order.

    Raises ``InputError`` with every problem found.
    """
    return parse_profiles(toml_text(path), str(path))


def parse_criteria(text: str, file: str) -> Criteria:
    """The criteria that ``text`` states; ``file`` is what the messages call it."""
    findings = Findings(file)
    values = read_table(FILE, parsed_toml(text, file), Place(), findings)
    indicators, criteria = values.get("indicator") or [], values.get("criterion") or []
    for place, table in indicators:
        check_indicator(table, place, findings)
    for place, table in criteria:
        check_criterion(table, place, findings)
    chosen: Values = values.get("selection") or Values()
    if {"indicator", "criterion"} <= values.keys():
        check_tree(indicators, criteria, chosen.get("require_indicator") or {}, findings)
    check_selection(chosen, findings)
    check_merges(values.get("merge") or (), findings)
    if findings.problems:
        raise InputError(findings.problems)
    nodes = {table["id"]: criterion(table) for _, table in criteria}
    read = Criteria(
        id=values["id"],
        indicators={table["id"]: indicator(table) for _, table in indicators},
        criteria=nodes,
        root_id=root_of(nodes),
        title_nb=values["title_nb"],
        title_nn=values["title_nn"],
        title_en=values["title_en"],
        scale=values["scale"],
        selection=selection(values["selection"]) if values["selection"] is not None else None,
        merges=tuple(merge(table) for _, table in values["merge"] or ()),
        file=shown_path(file),
        note_nb=values["note_nb"],
        note_nn=values["note_nn"],
        note_en=values["note_en"],
        rank_by=values["rank_by"],
    )
    if problems := unknown_problems(read):
        raise InputError(problems)
    return read


def parse_profiles(text: str, file: str) -> tuple[Profile, ...]:
    """The profiles that ``text`` states; ``file`` is what the messages call it."""
    findings = Findings(file)
    values = read_table(PROFILES_FILE, parsed_toml(text, file), Place(), findings)
    seen: set[str] = set()
    for place, table in values.get("profile") or ():
        if "id" in table and table["id"] in seen:
            findings.add("duplicate_id", place, table["id"], first=str(place))
        seen.add(table.get("id", ""))
        if "weights" in table and not any(table["weights"].values()):
            findings.add("weights_all_zero", place.at("weights"))
    if findings.problems:
        raise InputError(findings.problems)
    return tuple(Profile(**table) for _, table in values["profile"])
