"""A table's own metadata to a recipe for it: every name as the table has it, and what still has to be chosen."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.dataset.jsonstat import Cube, Dimension, plain, read_cube
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.sources.statbank.client import Client
from engine.sources.statbank.recipe_keys import SN2007, TABLE_ID
from engine.sources.statbank.selection import about_query, standard_of

TOTALS = re.compile(r"alle\b.*|begge\b.*|i alt|totalt?|hele landet|sum\b.*", re.IGNORECASE)
"""How Statistics Norway's tables name the line that is all of a dimension."""
UNITS = {"prosent": "percent", "antall": "count"}
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e"})
NEWEST = "top(20)"
LISTED = 40


@dataclass(frozen=True, slots=True)
class Draft:
    """What a recipe for a table has to say, with a proposal for each.

    Parameters
    ----------
    table, title
        The table's number and title.
    industry, time
        The dimensions that are industry and time.
    total
        Code of the line for all industries; empty where none is known as one.
    classification
        What the table says, else SN2007.
    measure
        The dimension with the contents (``ContentsCode``); None where the table has but one measure without a name.
    others
        The remaining dimensions, of which one value each counts.
    chosen
        The proposed code of each of ``others`` (its total, else the first) and of ``measure`` (the first).
    """

    table: str
    title: str
    industry: Dimension
    time: Dimension
    total: str
    classification: str
    measure: Dimension | None
    others: tuple[Dimension, ...]
    chosen: Mapping[str, str] = field(default_factory=dict)


def draft_of(table: str, client: Client) -> Draft:
    """A draft for the table of that number, as the server describes it; raises ``InputError`` as ``drafted`` does."""
    if not TABLE_ID.fullmatch(table):
        raise InputError(Problem("statbank_not_table_number", given=table))
    query = about_query(table)
    return drafted(table, read_cube(client.get(query), client.url(query), metadata=True))


def drafted(table: str, metadata: Cube) -> Draft:
    """A draft from what the table says of itself.

    Raises
    ------
    InputError
        The table has no dimension that is industry, or none that is time.
    """
    time = next(
        (dimension for dimension in metadata.dimensions if dimension.role == "time" or dimension.id == "Tid"), None
    )
    measure = next(
        (
            dimension
            for dimension in metadata.dimensions
            if dimension.role == "metric" or dimension.id == "ContentsCode"
        ),
        None,
    )
    rest = [dimension for dimension in metadata.dimensions if dimension not in (time, measure)]
    industry = next((dimension for dimension in rest if standard_of(dimension, "")), None) or next(
        (dimension for dimension in rest if "næring" in dimension.label.casefold()), None
    )
    if industry is None or time is None:
        code = "statbank_no_industry" if industry is None else "statbank_no_time"
        raise InputError(
            Problem(code, given=table, allowed=tuple(f"{dimension.id} ({dimension.label})" for dimension in rest))
        )
    others = tuple(dimension for dimension in rest if dimension is not industry)
    return Draft(
        table=table,
        title=metadata.label,
        industry=industry,
        time=time,
        total=_total(industry) or "",
        classification=standard_of(industry, metadata.label) or SN2007,
        measure=measure,
        others=others,
        chosen={other.id: _total(other) or other.codes[0] for other in others}
        | ({measure.id: measure.codes[0]} if measure else {}),
    )


def indicator_of(draft: Draft) -> str:
    """An id for the chosen measure, from its name."""
    label = draft.measure.labels[draft.chosen[draft.measure.id]] if draft.measure else draft.title
    plain = re.sub(r"[^a-z0-9]+", "_", label.casefold().translate(LETTERS)).strip("_")[:40].strip("_")
    return plain if plain[:1].isalpha() else f"ssb_{draft.table.lower()}"


def unit_of(draft: Draft) -> str:
    """The chosen measure's unit as a data folder has it; as the table says it where no better word is known."""
    unit = draft.measure.units.get(draft.chosen[draft.measure.id], "") if draft.measure else ""
    return UNITS.get(unit.casefold(), unit.casefold()) or "count"


def recipe_text(draft: Draft, indicator: str, unit: str, locale: Locale = DEFAULT_LOCALE) -> str:
    """The recipe as a file, with every dimension's values beside the one that is chosen."""

    def comment(key: str, **fields: object) -> str:
        return "# " + locale.text(f"statbank.draft_{key}", **fields)

    lines = [
        f"# {draft.title}",
        comment("made", table=draft.table),
        f"table = {_quoted(draft.table)}",
        'target = "group_values"',
        f"classification = {_quoted(draft.classification)}",
        f'source_id = "ssb_{draft.table.lower()}"',
        "",
        "[industry]",
        f"dimension = {_quoted(draft.industry.id)}",
        'values = ["*"]',
        *([f"total = {_quoted(draft.industry.labels[draft.total])}"] if draft.total else [comment("no_total")]),
        "",
        "[time]",
        f"dimension = {_quoted(draft.time.id)}",
        f"values = [{_quoted(NEWEST)}]",
        "",
        "[select]",
    ]
    for other in draft.others:
        lines += [comment("values", name=other.label, values=_told(other)), _choice(other, draft.chosen[other.id])]
    lines += ["", "[[indicator]]", f"id = {_quoted(indicator)}", f"unit = {_quoted(unit)}"]
    if draft.measure is None:
        lines.append("select = {}")
    else:
        code = draft.chosen[draft.measure.id]
        lines.append(comment("values", name=draft.measure.label, values=_told(draft.measure)))
        lines.append(f"select = {{ {_choice(draft.measure, code)} }}")
    return "\n".join(lines) + "\n"


def _total(dimension: Dimension) -> str | None:
    return next((code for code, label in dimension.labels.items() if TOTALS.fullmatch(label)), None)


def _choice(dimension: Dimension, code: str) -> str:
    """The code with its key; codes and not labels, since two values may have the same label."""
    return f"{_quoted(dimension.id)} = {_quoted(code)}"


def _told(dimension: Dimension) -> str:
    shown = [f"{code} ({label})" if label != code else code for code, label in dimension.labels.items()]
    shown = [plain(text) for text in shown]
    more = [f"… {len(shown)}"] if len(shown) > LISTED else []
    return ", ".join([*shown[:LISTED], *more])


def _quoted(text: str) -> str:
    """A basic string of TOML, which JSON's are but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
