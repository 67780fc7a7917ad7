"""What leaves the app: every file and picture says whose figures it holds, the setting, the date and the link.

The one place that makes download buttons. Made-up figures say so in the name and in the file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
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
from engine.foundation.locale import Locale
from engine.output.excel_csv import excel_csv
from engine.output.table import Column, Table, csv_table, marked

CSV, TOML = "text/csv", "application/toml"
ORIGIN = ("data", "criteria", "made", "link")
"""Columns that every table that leaves has last, after whether its figures are made up."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something that leaves comes from, in the visitor's language.

    ``made`` is a date as ISO 8601 has it; ``drawn`` says which weights were drawn, for a figure of many.
    """

    locale: Locale
    synthetic: bool
    data: str
    criteria: str
    weights: str
    conditions: str
    made: str
    link: str
    carries_figures: bool
    drawn: str = ""

    @property
    def setting_lines(self) -> tuple[str, ...]:
        """What is set, a sentence each."""
        lines = {"weights": self.weights, "drawn": self.drawn, "conditions": self.conditions}
        return tuple(self._text(key, **{key: words}) for key, words in lines.items() if words)

    @property
    def panel_lines(self) -> tuple[str, ...]:
        """What is set in the panel, said as the panel's: a page may show what is made with other weights."""
        lines = {"panel_weights": ("weights", self.weights), "conditions": ("conditions", self.conditions)}
        return tuple(self._text(key, **{field: words}) for key, (field, words) in lines.items() if words)

    @property
    def made_lines(self) -> tuple[str, ...]:
        """When, with what and where it was made: for a file without a figure of the data that are on."""
        return self._text("made", date=self.made, version=version("bransjevalg")), self._text("link", link=self.link)

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it but the setting, a sentence each; that the figures are made up stands first."""
        return (
            *([self._text("synthetic")] if self.synthetic else []),
            self._text("data", data=self.data, criteria=self.criteria),
            *self.made_lines,
            *([] if self.carries_figures else [self._text("link_without_figures")]),
        )

    def _text(self, key: str, **fields: str) -> str:
        return self.locale.text(f"app_leaving.{key}", **fields)


def origin(locale: Locale, synthetic: bool = False) -> Origin:
    """Of what is shown now; ``synthetic`` where more is made up than the data that are on."""
    data, held = state.current().data, resting.held()
    dataset, criteria = cached.dataset(data), cached.criteria(data)
    known = setting_fields(dataset, criteria, locale)
    return Origin(
        locale,
        synthetic or dataset.synthetic,
        dataset.shown_title(locale),
        title_of(criteria, locale),
        weights_in_words(held, known, locale),
        "; ".join(conditions_in_words(held, known, locale)),
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
        table = marked(table, of.synthetic, of.locale)
    more = {key: getattr(of, key) for key in ORIGIN if key not in have}
    columns = tuple(Column(key, of.locale.text(f"export.csv_{key}"), screen=False) for key in more)
    rows = tuple((*row, *more.values()) for row in table.rows)
    made_up = of.locale.text("export.csv_made_up")
    own = (
        replace(column, heading=made_up, sheet=True) if column.key == "synthetic" else column
        for column in table.columns
    )
    return replace(table, columns=(*own, *columns), rows=rows)


def commented(content: str, of: Origin) -> str:
    """A TOML file with its origin in comments on top."""
    return _comments((*of.lines, *of.setting_lines)) + content


def _comments(lines: Iterable[str]) -> str:
    return "".join(f"# {' '.join(line.split())}\n" for line in lines) + "\n"


def table_button(
    label: str, table: Table, stem: str, locale: Locale, *, synthetic: bool = False, key: str | None = None
) -> None:
    """A table to download as CSV: as data, and as a Norwegian Excel opens it."""
    of = origin(locale, synthetic)
    whole = told(table, of)
    plain, excel = (_name(f"{stem}{more}", "csv", of) for more in ("", "-excel"))
    with st.container(horizontal=True, gap="small"):
        _button(label, csv_table(whole), plain, CSV, key=key, help=locale.text("export.csv_plain_help"))
        excel_label = locale.text("export.csv_for_excel")
        again = f"{key or stem}_excel"
        help_text = locale.text("export.csv_for_excel_help")
        _button(excel_label, excel_csv(whole, locale), excel, CSV, key=again, help=help_text, quiet=True)


def toml_button(label: str, content: str, stem: str, locale: Locale) -> None:
    """Settings to download as TOML."""
    of = origin(locale)
    _button(label, commented(content, of), _name(stem, "toml", of), TOML)


def workbook_button(
    label: str,
    content: bytes | Callable[[], bytes],
    stem: str,
    locale: Locale,
    *,
    of: Dataset | None = None,
    primary: bool = False,
) -> None:
    """An Excel file to download, made with ``workbook_lines`` in it; ``of`` other data than those that are on."""
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    dataset = cached.dataset(state.current().data) if of is None else of
    _button(label, content, named_file(stem, "xlsx", dataset, locale), mime, primary=primary)


def workbook_lines(locale: Locale) -> tuple[str, ...]:
    """What an Excel file says of its origin, a line each."""
    of = origin(locale)
    return (*of.lines, *of.setting_lines)


MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def document_file(
    label: str, content: bytes | Callable[[], bytes], stem: str, ending: str, locale: Locale, *, primary: bool = True
) -> None:
    """A document to download, which says its origin itself."""
    dataset = cached.dataset(state.current().data)
    _button(label, content, named_file(stem, ending, dataset, locale), MIMES[ending], primary=primary)


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


def recipe_button(label: str, content: str, name: str, locale: Locale, *, key: str | None = None) -> None:
    """A recipe to download: no figure of the data that are on, so its comments say only when and where it was made."""
    _button(label, _comments(origin(locale).made_lines) + content, name, TOML, key=key)


def archive_button(label: str, content: bytes, stem: str, data: str, locale: Locale, *, help: str) -> None:  # noqa: A002
    """A zip file with a data folder, called ``data``, that names its own sources; a text in it says its origin."""
    of = replace(origin(locale), synthetic=False, data=data)
    origin_text = "".join(f"{line}\n" for line in (of.lines[0], *of.made_lines))
    archive = io.BytesIO(content)
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(locale.text("app_leaving.origin_file"), origin_text)
    _button(label, archive.getvalue(), f"{stem}.zip", "application/zip", help=help)


def named_file(stem: str, ending: str, dataset: Dataset, locale: Locale) -> str:
    """What a file is called; made-up figures say so in the name."""
    return f"{locale.text('app.file_synthetic')}-{stem}.{ending}" if dataset.synthetic else f"{stem}.{ending}"


def _name(stem: str, ending: str, of: Origin) -> str:
    dataset = cached.dataset(state.current().data)
    if of.synthetic and not dataset.synthetic:
        return f"{of.locale.text('app.file_synthetic')}-{stem}.{ending}"
    return named_file(stem, ending, dataset, of.locale)


def _button(
    label: str,
    content: str | bytes | Callable[[], bytes],
    name: str,
    mime: str | None = None,
    *,
    key: str | None = None,
    help: str | None = None,  # noqa: A002  as Streamlit calls it
    primary: bool = False,
    quiet: bool = False,
) -> None:
    st.download_button(
        label,
        content,
        name,
        mime,
        key=key,
        help=help,
        on_click="ignore",
        type="primary" if primary else "tertiary" if quiet else "secondary",
        icon=":material/download:",
    )


def file_stem(stem: str, of: Origin) -> str:
    """As the name of a file, for what adds the ending itself."""
    return _name(stem, "", of).removesuffix(".")
