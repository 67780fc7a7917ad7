"""What official statistics brought: as a table with notes, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine.criteria.model import Criteria
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Column, Table, text_table
from engine.results.basis import unit_in_words
from engine.results.indicator_labels import indicator_name
from engine.results.renderers import Answer
from engine.sources.statbank.build import Built, Fetched
from engine.sources.statbank.figures import Missing
from engine.sources.statbank.recipe_keys import CODES
from engine.sources.statbank.services import EUROSTAT, SSB

LISTED = 12
BEFORE_PUBLICATION = range(3, 7)
"""Hours of UTC that hold 05 to 08 in Norway, winter and summer: figures about to be revised then show as 0 or a dot."""
FLAGS = {":": "colon", **{letter: letter for letter in "bcdefimnprsuxyz"}}
"""Eurostat's, one letter each; several stand together, as in ``bu``."""
SIGNS = {".": "dot", "..": "dots", ":": "colon", "...": "three_dots", "-": "dash", "*": "star", "": "none"}


def fetched_answer(folder: Path, of: Built, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """The answer of ``fetch``: which folder was written, and what each table gave."""

    def table() -> Table:
        return fetched_table(locale.text("statbank.written", folder=folder), of, locale)

    differ = "; ".join(said for one in of.fetched for said in _units(one, locale))
    return Answer(lambda: text_table(table(), locale), lambda: fetched_json(folder, of), table, aside=differ)


def fetched_table(title: str, of: Built, locale: Locale = DEFAULT_LOCALE, criteria: Criteria | None = None) -> Table:
    """One row an indicator of a table, with the notes that must be seen; indicators by their names in ``criteria``."""

    def column(key: str, form: str = "text") -> Column:
        return Column(key, locale.text(f"statbank.column_{key}"), form)

    columns = (
        *(column(key) for key in ("recipe", "table", "title", "published", "indicator", "unit")),
        *(column(key, "period") for key in ("first", "last")),
        *(column(key, "integer") for key in ("periods", "groups", "values", "missing")),
    )
    rows = tuple(
        (
            one.recipe.name,
            one.recipe.table,
            one.title,
            one.published,
            measure.indicator_id if criteria is None else indicator_name(criteria, measure.indicator_id, locale),
            measure.unit if criteria is None else unit_in_words(measure.unit, locale),
            one.figures.periods[0],
            one.figures.periods[-1],
            len(one.figures.periods),
            len({_place(row) for row in _rows_of(one, measure.indicator_id)}),
            len(_rows_of(one, measure.indicator_id)),
            sum(cell.indicator_id == measure.indicator_id for cell in one.figures.missing),
        )
        for one in of.fetched
        for measure in one.recipe.measures
    )
    notes = tuple(note for one in of.fetched for note in _notes(one, of, locale))
    return Table(title, columns, rows, notes)


def fetched_json(folder: Path, of: Built) -> dict[str, Any]:
    """Everything in the table and its notes, with no list cut short."""
    return {
        "folder": str(folder),
        "tables": [
            {
                "recipe": one.recipe.name,
                "table": one.recipe.table,
                "title": one.title,
                "published": one.published,
                "target": one.recipe.target,
                "classification": one.recipe.classification,
                "periods": list(one.figures.periods),
                "values": {
                    measure.indicator_id: len(_rows_of(one, measure.indicator_id)) for measure in one.recipe.measures
                },
                "missing": [asdict(cell) for cell in one.figures.missing],
                "signs": dict(one.figures.signs),
                "not_read": list(one.figures.not_read),
                "not_there": list(one.not_there),
                "unmapped": list(one.figures.unmapped),
                "no_codes": list(one.no_codes),
                "new_codes": list(one.new_codes),
                "gone_codes": list(one.gone_codes),
                "replaced": one.replaced,
                "notes": list(one.notes),
                "discontinued": one.discontinued,
                "units_differ": [asdict(differs) for differs in one.units_differ],
                "answers": [asdict(answer.entry) for answer in one.answers],
            }
            for one in of.fetched
        ],
    }


def _rows_of(one: Fetched, indicator_id: str) -> Sequence[Any]:
    if one.recipe.target == CODES:
        return one.figures.rows
    return [row for row in one.figures.rows if row["indicator_id"] == indicator_id]


def _place(row: Any) -> str:
    return str(row.get("sn2007_group") or row["sn2007"])


def _notes(one: Fetched, of: Built, locale: Locale) -> Iterator[str]:
    def said(key: str, found: Iterable[str], **fields: object) -> Iterator[str]:
        listed = list(found)
        if listed:
            yield locale.text(f"statbank.{key}", table=one.recipe.table, listed=_list(listed, locale), **fields)

    if not one.recipe.verified:
        yield locale.text("statbank.unverified", recipe=one.recipe.name, title=one.title)
    yield from _units(one, locale)
    if not one.standard:
        standard = one.recipe.classification
        yield locale.text("statbank.unstated", table=one.recipe.table, standard=standard)
    yield from (locale.text("statbank.note", table=one.recipe.table, note=note) for note in one.notes)
    if one.discontinued:
        yield locale.text("statbank.discontinued", table=one.recipe.table)
    if one.recipe.service == SSB and any(
        int(answer.entry.fetched[11:13] or 0) in BEFORE_PUBLICATION for answer in one.answers
    ):
        yield locale.text("statbank.early", table=one.recipe.table)
    missing = one.figures.missing
    yield from said("missing", _reasons(missing, locale, one.recipe.service), count=len(missing))
    yield from said("missing_where", dict.fromkeys(f"{cell.code} {cell.period}" for cell in missing))
    for sign, count in one.figures.signs.items():
        reason = _reason(sign, locale, one.recipe.service)
        yield locale.text("statbank.signs", table=one.recipe.table, count=count, sign=sign, reason=reason)
    yield from said("not_read_codes" if one.recipe.target == CODES else "not_read", one.figures.not_read)
    yield from said("not_there", one.not_there)
    yield from said("unmapped", one.figures.unmapped)
    yield from said("no_codes", one.no_codes)
    yield from said("new_codes", one.new_codes)
    yield from said("gone_codes", one.gone_codes)
    own = {row["indicator_id"] for row in of.tables.get("indicators", ())}
    yield from said("own_values", sorted(own & {measure.indicator_id for measure in one.recipe.measures}))
    if one.replaced:
        yield locale.text("statbank.replaced", table=one.recipe.table, count=one.replaced)


def _units(one: Fetched, locale: Locale) -> Iterator[str]:
    """Where the table and the recipe do not mean the same unit: what is written is then as a rule wrong."""
    for differs in one.units_differ:
        of = {"table": one.recipe.table, "file": one.recipe.file, "indicator": differs.indicator_id}
        yield locale.text("statbank.units_differ", said=differs.table, unit=differs.recipe, **of)


def _reasons(missing: Iterable[Missing], locale: Locale, service: str) -> list[str]:
    """Each sign with what it means and how many cells have it, the most frequent first."""
    counted = Counter(cell.sign for cell in missing)
    return [
        locale.text("statbank.missing_reason", count=count, sign=sign, reason=_reason(sign, locale, service))
        for sign, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _reason(sign: str, locale: Locale, service: str) -> str:
    if service == EUROSTAT and sign:
        keys = [f"flag_{FLAGS[one]}" if one in FLAGS else "sign_other" for one in sign.replace(" ", "")]
        return ", ".join(locale.text(f"statbank.{key}") for key in dict.fromkeys(keys))
    return locale.text(f"statbank.sign_{SIGNS.get(sign, 'other')}")


def _list(listed: Sequence[str], locale: Locale) -> str:
    rest = len(listed) - LISTED
    more = [locale.text("statbank.more", count=rest)] if rest > 0 else []
    return ", ".join([*listed[:LISTED], *more])
