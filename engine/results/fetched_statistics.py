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

    differ = "; ".join(sentence for fetched in of.fetched for sentence in _units(fetched, locale))
    return Answer(lambda: text_table(table(), locale), lambda: fetched_json(folder, of), table, aside=differ)


def fetched_table(title: str, of: Built, locale: Locale = DEFAULT_LOCALE, criteria: Criteria | None = None) -> Table:
    """One row an indicator of a table, with the notes that must be seen; indicators by their names in ``criteria``."""

    def column(key: str, form: str = "text") -> Column:
        return Column(key, locale.text(f"statbank.column_{key}"), form)

    columns = (
        *(column(key) for key in ("recipe", "table", "title", "published", "indicator", "unit", "first", "last")),
        *(column(key, "integer") for key in ("periods", "groups", "values", "missing")),
    )
    rows = tuple(
        (
            fetched.recipe.name,
            fetched.recipe.table,
            fetched.title,
            fetched.published,
            measure.indicator_id if criteria is None else indicator_name(criteria, measure.indicator_id, locale),
            measure.unit if criteria is None else unit_in_words(measure.unit, locale),
            fetched.figures.periods[0],
            fetched.figures.periods[-1],
            len(fetched.figures.periods),
            len({_place(row) for row in _rows_of(fetched, measure.indicator_id)}),
            len(_rows_of(fetched, measure.indicator_id)),
            sum(cell.indicator_id == measure.indicator_id for cell in fetched.figures.missing),
        )
        for fetched in of.fetched
        for measure in fetched.recipe.measures
    )
    notes = tuple(note for fetched in of.fetched for note in _notes(fetched, of, locale))
    return Table(title, columns, rows, notes)


def fetched_json(folder: Path, of: Built) -> dict[str, Any]:
    """Everything in the table and its notes, with no list cut short."""
    return {
        "folder": str(folder),
        "tables": [
            {
                "recipe": fetched.recipe.name,
                "table": fetched.recipe.table,
                "title": fetched.title,
                "published": fetched.published,
                "target": fetched.recipe.target,
                "classification": fetched.recipe.classification,
                "periods": list(fetched.figures.periods),
                "values": {
                    measure.indicator_id: len(_rows_of(fetched, measure.indicator_id))
                    for measure in fetched.recipe.measures
                },
                "missing": [asdict(cell) for cell in fetched.figures.missing],
                "signs": dict(fetched.figures.signs),
                "not_read": list(fetched.figures.not_read),
                "not_there": list(fetched.not_there),
                "unmapped": list(fetched.figures.unmapped),
                "no_codes": list(fetched.no_codes),
                "new_codes": list(fetched.new_codes),
                "gone_codes": list(fetched.gone_codes),
                "replaced": fetched.replaced,
                "notes": list(fetched.notes),
                "discontinued": fetched.discontinued,
                "units_differ": [asdict(differs) for differs in fetched.units_differ],
                "answers": [asdict(answer.entry) for answer in fetched.answers],
            }
            for fetched in of.fetched
        ],
    }


def _rows_of(fetched: Fetched, indicator_id: str) -> Sequence[Any]:
    if fetched.recipe.target == CODES:
        return fetched.figures.rows
    return [row for row in fetched.figures.rows if row["indicator_id"] == indicator_id]


def _place(row: Any) -> str:
    return str(row.get("sn2007_group") or row["sn2007"])


def _notes(fetched: Fetched, of: Built, locale: Locale) -> Iterator[str]:
    def noted(key: str, texts: Iterable[str], **fields: object) -> Iterator[str]:
        listed = list(texts)
        if listed:
            yield locale.text(f"statbank.{key}", table=fetched.recipe.table, listed=_list(listed, locale), **fields)

    if not fetched.recipe.verified:
        yield locale.text("statbank.unverified", recipe=fetched.recipe.name, title=fetched.title)
    yield from _units(fetched, locale)
    if not fetched.standard:
        standard = fetched.recipe.classification
        yield locale.text("statbank.unstated", table=fetched.recipe.table, standard=standard)
    yield from (locale.text("statbank.note", table=fetched.recipe.table, note=note) for note in fetched.notes)
    if fetched.discontinued:
        yield locale.text("statbank.discontinued", table=fetched.recipe.table)
    if fetched.recipe.service == SSB and any(
        int(answer.entry.fetched[11:13] or 0) in BEFORE_PUBLICATION for answer in fetched.answers
    ):
        yield locale.text("statbank.early", table=fetched.recipe.table)
    missing = fetched.figures.missing
    yield from noted("missing", _reasons(missing, locale, fetched.recipe.service), count=len(missing))
    yield from noted("missing_where", dict.fromkeys(f"{cell.code} {cell.period}" for cell in missing))
    for sign, count in fetched.figures.signs.items():
        reason = _reason(sign, locale, fetched.recipe.service)
        yield locale.text("statbank.signs", table=fetched.recipe.table, count=count, sign=sign, reason=reason)
    yield from noted("not_read_codes" if fetched.recipe.target == CODES else "not_read", fetched.figures.not_read)
    yield from noted("not_there", fetched.not_there)
    yield from noted("unmapped", fetched.figures.unmapped)
    yield from noted("no_codes", fetched.no_codes)
    yield from noted("new_codes", fetched.new_codes)
    yield from noted("gone_codes", fetched.gone_codes)
    own = {row["indicator_id"] for row in of.tables.get("indicators", ())}
    yield from noted("own_values", sorted(own & {measure.indicator_id for measure in fetched.recipe.measures}))
    if fetched.replaced:
        yield locale.text("statbank.replaced", table=fetched.recipe.table, count=fetched.replaced)


def _units(fetched: Fetched, locale: Locale) -> Iterator[str]:
    """Where the table and the recipe do not mean the same unit: what is written is then as a rule wrong."""
    for differs in fetched.units_differ:
        of = {"table": fetched.recipe.table, "file": fetched.recipe.file, "indicator": differs.indicator_id}
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
        keys = [f"flag_{FLAGS[flag]}" if flag in FLAGS else "sign_other" for flag in sign.replace(" ", "")]
        return ", ".join(locale.text(f"statbank.{key}") for key in dict.fromkeys(keys))
    return locale.text(f"statbank.sign_{SIGNS.get(sign, 'other')}")


def _list(listed: Sequence[str], locale: Locale) -> str:
    rest = len(listed) - LISTED
    more = [locale.text("statbank.more", count=rest)] if rest > 0 else []
    return ", ".join([*listed[:LISTED], *more])
