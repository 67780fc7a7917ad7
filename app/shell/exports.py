"""What leaves the app: every file and picture says whose figures it holds, the setting, the date and the link.

The one place that makes download buttons. Made-up figures say so in the name and in the file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version

import streamlit as st

from app.fields.setting_fields import setting_fields
from app.shell import cache as cached
from app.shell import rested_setting as resting
from app.shell import session as state
from app.shell import synchronisation
from app.shell.data_sets import DataSet, title_of
from app.shell.setting_words import conditions_in_words, weights_in_words
from engine.dataset.model import Dataset
from engine.foundation.locale import text
from engine.output.table import Column, Table, csv_table, marked

CSV, TOML = "text/csv", "application/toml"
ORIGIN = ("data", "criteria", "made", "link")
"""Columns that every table that leaves has last, after whether its figures are made up."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something that leaves comes from, in the visitor's language; ``made`` is a date as ISO 8601 has it."""

    language: str
    synthetic: bool
    data: str
    criteria: str
    weights: str
    conditions: str
    made: str
    link: str
    carries_figures: bool

    @property
    def setting_lines(self) -> tuple[str, ...]:
        """What is set, a sentence each."""
        said = {"weights": self.weights, "conditions": self.conditions}
        return tuple(self._text(key, **{key: words}) for key, words in said.items() if words)

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it but the setting, a sentence each; that the figures are made up stands first."""
        return (
            *([self._text("synthetic")] if self.synthetic else []),
            self._text("data", data=self.data, criteria=self.criteria),
            self._text("made", date=self.made, version=version("bransjevalg")),
            self._text("link", link=self.link),
            *([] if self.carries_figures else [self._text("link_without_figures")]),
        )

    def _text(self, key: str, **fields: str) -> str:
        return text(f"app_leaving.{key}", self.language, **fields)


def origin(language: str, synthetic: bool = False) -> Origin:
    """Of what is shown now; ``synthetic`` where more is made up than the data that are on."""
    data, held = state.current().data, resting.held()
    dataset, criteria = cached.dataset(data), cached.criteria(data)
    known = setting_fields(dataset, criteria, language)
    return Origin(
        language,
        synthetic or dataset.synthetic,
        dataset.shown_title(language),
        title_of(criteria, language),
        weights_in_words(held, known, language),
        "; ".join(conditions_in_words(held, known, language)),
        date.today().isoformat(),
        synchronisation.current_link(),
        not isinstance(data, DataSet),
    )


def told(table: Table, of: Origin) -> Table:
    """The table with its origin in the last columns of every row, so that rows that are copied keep it."""
    if not table.rows:  # a table without rows says it in one that has nothing else
        table = replace(table, rows=((None,) * len(table.columns),))
    have = {column.key for column in table.columns}
    if "synthetic" not in have:
        table = marked(table, of.synthetic, of.language)
    more = {key: getattr(of, key) for key in ORIGIN if key not in have}
    columns = tuple(Column(key, key, screen=False) for key in more)
    rows = tuple((*row, *more.values()) for row in table.rows)
    return replace(table, columns=(*table.columns, *columns), rows=rows)


def commented(content: str, of: Origin) -> str:
    """A TOML file with its origin in comments on top."""
    said = (*of.lines, *of.setting_lines)
    return "".join(f"# {' '.join(line.split())}\n" for line in said) + "\n" + content


def table_button(
    label: str, table: Table, stem: str, language: str, *, synthetic: bool = False, key: str | None = None
) -> None:
    """A table to download as CSV."""
    of = origin(language, synthetic)
    content = csv_table(told(table, of))
    _button(label, content, _name(stem, "csv", of), CSV, key=key)


def toml_button(label: str, content: str, stem: str, language: str) -> None:
    """Settings to download as TOML."""
    of = origin(language)
    _button(label, commented(content, of), _name(stem, "toml", of), TOML)


def workbook_button(
    label: str,
    content: bytes | Callable[[], bytes],
    stem: str,
    language: str,
    *,
    of: Dataset | None = None,
    primary: bool = False,
) -> None:
    """An Excel file to download, made with ``workbook_lines`` in it; ``of`` other data than those that are on."""
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    dataset = cached.dataset(state.current().data) if of is None else of
    _button(label, content, named_file(stem, "xlsx", dataset, language), mime, primary=primary)


def workbook_lines(language: str) -> tuple[str, ...]:
    """What an Excel file says of its origin, a line each."""
    of = origin(language)
    return (*of.lines, *of.setting_lines)


MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def document_file(
    label: str, content: bytes | Callable[[], bytes], stem: str, ending: str, language: str, *, primary: bool = True
) -> None:
    """A document to download, which says its origin itself."""
    dataset = cached.dataset(state.current().data)
    _button(label, content, named_file(stem, ending, dataset, language), MIMES[ending], primary=primary)


def plain_button(
    label: str,
    content: str | bytes | Callable[[], bytes],
    name: str,
    mime: str | None = None,
    *,
    key: str | None = None,
    help: str | None = None,  # noqa: A002  as Streamlit calls it
) -> None:
    """A file without a figure of the data that are on: a recipe, or a folder that names its own sources."""
    _button(label, content, name, mime, key=key, help=help)


def named_file(stem: str, ending: str, dataset: Dataset, language: str) -> str:
    """What a file is called; made-up figures say so in the name."""
    return f"{text('app.file_synthetic', language)}-{stem}.{ending}" if dataset.synthetic else f"{stem}.{ending}"


def _name(stem: str, ending: str, of: Origin) -> str:
    dataset = cached.dataset(state.current().data)
    if of.synthetic and not dataset.synthetic:
        return f"{text('app.file_synthetic', of.language)}-{stem}.{ending}"
    return named_file(stem, ending, dataset, of.language)


def _button(
    label: str,
    content: str | bytes | Callable[[], bytes],
    name: str,
    mime: str | None = None,
    *,
    key: str | None = None,
    help: str | None = None,  # noqa: A002  as Streamlit calls it
    primary: bool = False,
) -> None:
    st.download_button(
        label,
        content,
        name,
        mime,
        key=key,
        help=help,
        on_click="ignore",
        type="primary" if primary else "secondary",
        icon=":material/download:",
    )


def file_stem(stem: str, of: Origin) -> str:
    """As the name of a file, for what adds the ending itself."""
    return _name(stem, "", of).removesuffix(".")
