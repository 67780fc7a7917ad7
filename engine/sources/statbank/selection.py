"""A recipe against the table's own metadata: which codes are asked for, or every mistake with what the table has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import quote

from engine.dataset.jsonstat import Cube, Dimension
from engine.foundation.errors import InputError
from engine.sources.statbank.recipe import Recipe
from engine.sources.statbank.recipe_keys import CODES, SN2007, SN2025, Findings
from engine.sources.statbank.services import EUROSTAT, GEO, eurostat_about, eurostat_data

LONGEST_URL = 2_000
"""The server answers 404 to a GET of more than about 2 100 characters."""
MOST_CELLS = 800_000
"""What one answer may hold (``maxDataCells`` of the server), empty cells counted."""

_TOP = re.compile(r"top\((\d{1,4})\)", re.ASCII | re.IGNORECASE)
_FROM = re.compile(r"from\(([^()]+)\)", re.IGNORECASE)
_STANDARD = re.compile(r"(?:NACE|SN|SIC)\D{0,3}(2002|2007|2025)", re.IGNORECASE)
_REVISION = re.compile(r"\bNACE[_ ]?R(?:EV)?\.?\s?(2[._]?1|2)(?!\d)", re.IGNORECASE)
"""Eurostat names the European standard: SN2007 is revision 2 and SN2025 revision 2.1, with a fifth digit added."""
_ONLY_IN_SN2025 = ("_T", "zz5")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked of a table.

    Parameters
    ----------
    asked
        By dimension: what stands in the query (codes, or expressions that the server understands).
    codes
        By dimension: the codes that must come back, in the table's order.
    measures
        For each of the recipe's measures the one code of every dimension but industry and time.
    industry, time, total
        Ids of those dimensions, and the code of the national line (empty where there is none).
    not_there
        What the recipe skips and the table does not have.
    groups
        The recipe's groups, by code.
    standard
        The classification that the table itself says it has; empty where it says nothing.
    """

    asked: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, tuple[str, ...]]
    measures: tuple[Mapping[str, str], ...]
    industry: str
    time: str
    total: str
    skip: frozenset[str]
    not_there: tuple[str, ...]
    groups: Mapping[str, str]
    standard: str


def metadata_query(recipe: Recipe) -> str:
    """The query for what a table is."""
    if recipe.service == EUROSTAT:
        return eurostat_about(recipe.table, recipe.select.get(GEO, ""))
    codelist = f"&codelist[{quote(recipe.industry)}]={quote(recipe.codelist)}" if recipe.codelist else ""
    return about_query(recipe.table) + codelist


def about_query(table: str) -> str:
    """The query for what a table is, with its own codes."""
    return f"tables/{quote(table)}/metadata?lang=no&outputFormat=json-stat2"


def data_query(recipe: Recipe, selection: Selection) -> str:
    """The query for its figures."""
    if recipe.service == EUROSTAT:
        return eurostat_data(recipe.table, selection.codes)
    codelist = f"&codelist[{quote(selection.industry)}]={quote(recipe.codelist)}" if recipe.codelist else ""
    asked = "".join(
        f"&valueCodes[{quote(name)}]={','.join(quote(code, safe='*?()') for code in codes)}"
        for name, codes in selection.asked.items()
    )
    return f"tables/{quote(recipe.table)}/data?lang=no&outputFormat=json-stat2{codelist}{asked}"


def selected(recipe: Recipe, metadata: Cube) -> Selection:
    """What to ask, once every dimension and code that the recipe names is known to be there.

    Names match codes first, then labels, without regard to upper and lower case.

    Raises
    ------
    InputError
        With every name that the table does not have (and what it has), every dimension that the recipe leaves open,
        another classification of industries than the recipe's, or too many cells.
    """
    findings = Findings(recipe.file)
    industry = _dimension(recipe.industry, metadata, "[industry], dimension", findings)
    time = _dimension(recipe.time, metadata, "[time], dimension", findings)
    shared = _choices(recipe.select, metadata, "select", findings)
    measures = [
        shared | _choices(measure.select, metadata, f"[[indicator]] {measure.indicator_id}, select", findings)
        for measure in recipe.measures
    ]
    if industry is None or time is None:
        raise InputError(findings.problems)
    others = [dimension for dimension in metadata.dimensions if dimension.id not in (industry.id, time.id)]
    single = {other.id: other.codes[0] for other in others if len(other.codes) == 1}
    measures = [single | measure for measure in measures]
    standard = standard_of(industry, metadata.label)
    if standard and standard != recipe.classification:
        findings.add("statbank_other_standard", "classification", recipe.classification, found=standard)
    # A name that the table does not have would be told once more as a dimension left open.
    for declared, measure in zip(recipe.measures, measures, strict=True) if not findings.problems else ():
        _check_every_dimension(measure, {industry.id, time.id}, metadata, declared.indicator_id, findings)
    industries = _expanded(recipe.industry_values, industry, "[industry], values", findings)
    times = _expanded(recipe.time_values, time, "[time], values", findings)
    if recipe.target == CODES and len(times) > 1:
        findings.add("statbank_one_period", "[time], values", ", ".join(recipe.time_values))
    skip = {raw: _code(raw, industry) for raw in recipe.skip}
    groups = {raw: _code(raw, industry) for raw in recipe.groups}
    for raw in (raw for raw, code in groups.items() if code is None):
        findings.add("unknown", "[industry.groups]", raw, _told(industry))
    total = _one(recipe.total, industry, "[industry], total", findings) if recipe.total else ""
    if findings.problems:
        raise InputError(findings.problems)
    fixed = {
        dimension.id: tuple(
            code for code in dimension.codes if any(measure[dimension.id] == code for measure in measures)
        )
        for dimension in metadata.dimensions
        if dimension.id not in (industry.id, time.id)
    }
    chosen = Selection(
        asked={industry.id: _sent(recipe.industry_values, industry), **fixed, time.id: _sent(recipe.time_values, time)},
        codes={industry.id: industries, **fixed, time.id: times},
        measures=tuple(measures),
        industry=industry.id,
        time=time.id,
        total=total or "",
        skip=frozenset(code for code in skip.values() if code is not None),
        not_there=tuple(raw for raw, code in skip.items() if code is None),
        groups={code: recipe.groups[raw] for raw, code in groups.items() if code is not None},
        standard=standard,
    )
    _check_size(recipe, chosen, findings)
    if findings.problems:
        raise InputError(findings.problems)
    return chosen


def check_answer(cube: Cube, selection: Selection, file: str) -> None:
    """That the answer has the dimensions and codes that were asked for and no others.

    Raises ``InputError`` with every dimension that differs: figures would otherwise be read as something else.
    """
    findings = Findings(file)
    has = {dimension.id: dimension for dimension in cube.dimensions}
    for name in sorted(has.keys() ^ selection.codes.keys()):
        findings.add("statbank_other_dimension", "", name, tuple(selection.codes))
    for name in sorted(has.keys() & selection.codes.keys()):
        differ = sorted(set(has[name].codes) ^ set(selection.codes[name]))
        if differ:
            findings.add("statbank_other_codes", name, ", ".join(differ[:6]))
    if findings.problems:
        raise InputError(findings.problems)


def standard_of(dimension: Dimension, table: str) -> str:
    """The classification that a dimension says it has, ``SN2007``; empty where nothing says it."""
    if any(code in dimension.labels for code in _ONLY_IN_SN2025):
        return SN2025
    for text in (dimension.id, dimension.label, table):
        if match := _STANDARD.search(text):
            return f"SN{match[1]}"
        if match := _REVISION.search(text):
            return SN2007 if match[1] == "2" else SN2025
    return ""


def _check_every_dimension(
    measure: Mapping[str, str], others: set[str], metadata: Cube, indicator: str, findings: Findings
) -> None:
    for dimension in metadata.dimensions:
        if dimension.id not in others and dimension.id not in measure:
            place = f"[[indicator]] {indicator}, select"
            findings.add("statbank_left_open", place, f"{dimension.id} ({dimension.label})", _told(dimension))
    for name in others & measure.keys():
        findings.add("statbank_selected_twice", f"[[indicator]] {indicator}, select", name)


def _check_size(recipe: Recipe, chosen: Selection, findings: Findings) -> None:
    cells = 1
    for codes in chosen.codes.values():
        cells *= len(codes)
    if cells > MOST_CELLS:
        findings.add("statbank_too_many_cells", "", cells, most=str(MOST_CELLS))
    if len(data_query(recipe, chosen)) > LONGEST_URL:
        findings.add("statbank_too_many_codes", "")


def _choices(given: Mapping[str, str], metadata: Cube, place: str, findings: Findings) -> dict[str, str]:
    """``{dimension id: code}`` of what a recipe selects."""
    codes = {}
    for name, raw in given.items():
        dimension = _dimension(name, metadata, place, findings)
        code = None if dimension is None else _one(raw, dimension, f"{place}.{name}", findings)
        if dimension is not None and code is not None:
            codes[dimension.id] = code
    return codes


def _dimension(raw: str, metadata: Cube, place: str, findings: Findings) -> Dimension | None:
    named = {dimension.id: dimension.label for dimension in metadata.dimensions}
    dimension_id = _named(raw, named)
    if dimension_id is None:
        findings.add("statbank_no_dimension", place, raw, tuple(f"{name} ({label})" for name, label in named.items()))
        return None
    return metadata.dimension(dimension_id)


def _one(raw: str, dimension: Dimension, place: str, findings: Findings) -> str | None:
    code = _code(raw, dimension)
    if code is None:
        findings.add("statbank_no_value", place, raw, _told(dimension), dimension=dimension.id)
    return code


def _code(raw: str, dimension: Dimension) -> str | None:
    return _named(raw, dimension.labels)


def _named(raw: str, labels: Mapping[str, str]) -> str | None:
    """The key that ``raw`` is, or the one whose label it is; None where there is none, or several."""
    if raw in labels:
        return raw
    wanted = raw.casefold()
    for names in (labels.keys(), labels.values()):
        keys = [key for key, name in zip(labels, names, strict=True) if name.casefold() == wanted]
        if keys:
            return keys[0] if len(keys) == 1 else None
    return None


def _expanded(given: Iterable[str], dimension: Dimension, place: str, findings: Findings) -> tuple[str, ...]:
    """The codes that values and expressions stand for, in the table's order."""
    wanted: set[str] = set()
    for raw in given:
        codes = _expression(raw, dimension)
        if not codes:
            findings.add("statbank_no_value", place, raw, _told(dimension), dimension=dimension.id)
        wanted.update(codes)
    return tuple(code for code in dimension.codes if code in wanted)


def _expression(raw: str, dimension: Dimension) -> tuple[str, ...]:
    codes = dimension.codes
    if top := _TOP.fullmatch(raw):
        return codes[max(0, len(codes) - int(top[1])) :]
    if start := _FROM.fullmatch(raw):
        return codes[codes.index(start[1]) :] if start[1] in dimension.labels else ()
    if raw in dimension.labels or not re.search(r"[*?]", raw):
        code = _code(raw, dimension)
        return () if code is None else (code,)
    # Square brackets mean nothing to the server.
    return tuple(code for code in codes if fnmatchcase(code, raw.replace("[", "[[]")))


def _sent(given: Iterable[str], dimension: Dimension) -> tuple[str, ...]:
    """The values as the server is asked for them: labels become codes, expressions stay, nothing stands twice."""
    return tuple(dict.fromkeys(_code(raw, dimension) or raw for raw in given))


def _told(dimension: Dimension) -> tuple[str, ...]:
    return tuple(code if code == label else f"{code} ({label})" for code, label in dimension.labels.items())
