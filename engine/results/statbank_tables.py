"""What a search for tables found, and a draft of a recipe: as tables, as JSON, and as the answers of ``fetch``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import Column, Table, text_table
from engine.results.renderers import Answer
from engine.sources.statbank.draft import Draft, indicator_of, recipe_text, unit_of
from engine.sources.statbank.table_search import FoundTables


def tables_answer(found_tables: FoundTables, words: str, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """The answer of ``fetch --search``."""

    def table() -> Table:
        return found_table(found_tables, words, locale, how=True)

    return Answer(
        lambda: text_table(table(), locale),
        lambda: {
            "words": words,
            "total": found_tables.total,
            "tables": [asdict(table) for table in found_tables.tables],
        },
        table,
    )


def found_table(found_tables: FoundTables, words: str, locale: Locale = DEFAULT_LOCALE, *, how: bool = False) -> Table:
    """One row a table, in the server's order; with ``how``, the command that goes on from there."""
    keys = ("table", "title", "dimensions", "first", "last", "published")
    notes = []
    if not found_tables.tables:
        notes.append(locale.text("statbank.found_none"))
    elif found_tables.total > len(found_tables.tables):
        notes.append(locale.text("statbank.found_more", shown=len(found_tables.tables), total=found_tables.total))
    notes += [
        locale.text("statbank.discontinued", table=table.table) for table in found_tables.tables if table.discontinued
    ]
    if how and found_tables.tables:
        notes.append(locale.text("statbank.found_how"))
    return Table(
        locale.text("statbank.title_tables", words=words),
        tuple(Column(key, locale.text(f"statbank.column_{key}")) for key in keys),
        tuple(
            (table.table, table.title, ", ".join(table.dimensions), table.first, table.last, table.updated)
            for table in found_tables.tables
        ),
        tuple(notes),
    )


def draft_answer(draft: Draft, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """The answer of ``fetch --draft``: the recipe itself, or every dimension with its values."""
    indicator, unit = indicator_of(draft), unit_of(draft)

    def recipe() -> str:
        return recipe_text(draft, indicator, unit, locale)

    return Answer(
        recipe,
        lambda: {"table": draft.table, "title": draft.title, "indicator": indicator, "unit": unit, "recipe": recipe()},
        lambda: draft_table(draft, locale),
    )


def draft_table(draft: Draft, locale: Locale = DEFAULT_LOCALE) -> Table:
    """One row a value of each dimension: what it is used as, and whether the draft has chosen it."""
    keys = ("dimension", "role", "code", "label", "chosen")
    columns = tuple(
        Column(key, locale.text(f"statbank.column_{key}"), "boolean" if key == "chosen" else "text") for key in keys
    )

    def rows() -> Iterator[tuple[str, str, str, str, bool]]:
        whole = ((draft.industry, "industry"), (draft.time, "time"))
        parts = (
            *((other, "select") for other in draft.others),
            *([(draft.measure, "measure")] if draft.measure else []),
        )
        for dimension, role in (*whole, *parts):
            for code, label in dimension.labels.items():
                chosen = draft.chosen.get(dimension.id, code) == code
                yield dimension.id, locale.text(f"statbank.role_{role}"), code, label, chosen

    return Table(draft.title, columns, tuple(rows()))
