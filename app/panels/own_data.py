"""A visitor's own data: put in, told of every problem, used on every page, removed again. The session only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from app.figures.tables import frame
from app.panels.heading_choices import choose_headings, with_headings
from app.shell import cache as cached
from app.shell import file_cache, synchronisation
from app.shell import session as state
from app.shell.background_task import beside
from app.shell.data_sets import PROPOSED, DataSet, data_set, for_everybody, names, proposed_criteria, started
from app.shell.exports import origin, workbook_button
from app.shell.page_shell import listed
from app.shell.uninterrupted import whole
from app.shell.widgets import uploader
from app.shell.wording import bold, bullets, text
from engine.criteria.model import Criteria
from engine.foundation.errors import Problem, problem_count
from engine.foundation.locale import Locale
from engine.foundation.quality import QUALITIES
from engine.results.import_account import account_lines, account_tables
from engine.results.uploads import LARGEST_MB, OwnFile, OwnFiles, read_own_files_apart
from engine.spreadsheets.catalogue import period_of
from engine.spreadsheets.import_options import Asked
from engine.spreadsheets.understood import Understood

ENDINGS = ("xlsx", "csv", "txt", "tsv", "px", "json", "toml", "zip")
ALONE = "alone"
OWN_SOURCE, LONGEST = "egen_kilde", 200


def own_data(locale: Locale) -> None:
    """The data in use, if any; the files to be put in; and every reason why they cannot be used."""
    in_use(locale)
    uploaded = uploader(
        text("app.own_files", locale),
        ENDINGS,
        locale,
        accept_multiple_files=True,
        key=f"own_files_{state.own_revision()}",
        max_upload_size=LARGEST_MB,
        help=text("app.own_files_help", locale, most=LARGEST_MB),
    )
    criteria, added = st.columns(2)
    with criteria:
        proposed = _proposed(locale)
    with added:
        base = _base(locale)
    _template(base, locale)
    asked = _asked(locale)
    if not uploaded or asked is None:
        return
    asked = with_headings(asked)
    files = [OwnFile(upload.name, upload.getvalue()) for upload in uploaded]
    name = files[0].name if len(files) == 1 else text("app.own_folder", locale)
    question = (
        tuple(upload.file_id for upload in uploaded),
        proposed.file,
        base.folder if base else None,
        asked,
        locale,
    )
    own_files = state.read_once(
        state.OWN_READING,
        question,
        lambda: beside(lambda _: read_own_files_apart(files, name, proposed, question[2], locale, asked)),
    )
    choose_headings(own_files.problems, base.folder if base else None, locale)
    offer(own_files, name, locale)
    if own_files.understood:
        _account(own_files.understood, locale)


def in_use(locale: Locale) -> None:
    """The visitor's own data where some are used, with the way to take them off again."""
    if used := synchronisation.own_data():
        about = {"name": used.name, "criteria": used.criteria.file}
        st.success(text("app.own_used", locale, **about), icon=":material/check_circle:")
        st.button(text("app.own_remove", locale), on_click=_remove, icon=":material/delete:", type="primary")


def _proposed(locale: Locale) -> Criteria:
    """The criteria that are asked of the data where no criteria file is among the files."""
    server = started().data_set
    known = {file_name: proposed_criteria(file_name) for file_name in PROPOSED} | (
        {server.criteria.file: server.criteria} if server else {}
    )
    chosen = st.selectbox(
        text("app.own_criteria", locale),
        tuple(known),
        tuple(known).index(data_set(for_everybody()[0]).criteria.file),
        key=state.OWN_CRITERIA,
        help=text("app.own_criteria_help", locale),
    )
    return known[chosen]


def _base(locale: Locale) -> DataSet | None:
    """The data that a workbook is added to; None where it stands alone."""
    known: dict[str, str] = {ALONE: text("app.own_alone", locale)}
    known |= {data_id: name for data_id, name in names(locale).items() if data_id in for_everybody()}
    chosen = st.selectbox(
        text("app.own_base", locale),
        tuple(reversed(known)),
        len(known) - 2,
        format_func=lambda data_id: known.get(data_id, data_id),
        key=state.OWN_BASE,
        help=text("app.own_base_help", locale),
    )
    return data_set(chosen) if chosen in for_everybody() else None


def _template(base: DataSet | None, locale: Locale) -> None:
    """The workbook to fill in, with the industries and sources of the data that it will be added to."""
    workbook_button(
        text("app.own_template", locale),
        partial(file_cache.template, base.folder if base else None, locale, date.today(), origin(locale).made_lines),
        text("app.file_template", locale),
        locale,
        of=base.dataset if base else None,
    )


def _asked(locale: Locale) -> Asked | None:
    """What a pasted table does not say itself; None, and why, for a period that is none."""
    with st.expander(text("app_transfer.asked_heading", locale)):
        st.caption(text("app_transfer.asked_says", locale))
        left, right = st.columns(2)
        raw = left.text_input(text("app_transfer.asked_period", locale), max_chars=LONGEST, key="asked_period")
        unit = right.text_input(text("app_transfer.asked_unit", locale), max_chars=LONGEST, key="asked_unit")
        source = left.text_input(text("app_transfer.asked_source", locale), max_chars=LONGEST, key="asked_source")
        quality = right.selectbox(
            text("app_transfer.asked_quality", locale),
            QUALITIES,
            format_func=lambda quality: text(f"report.quality_{quality}", locale),
            key="asked_quality",
        )
    period = period_of(raw) if raw else ""
    if period is None:
        wrong = Problem("import_bad_period", place=text("app_transfer.asked_period", locale), given=raw)
        st.error(listed((wrong,), locale), icon=":material/error:")
        return None
    return Asked(
        period=period,
        unit=unit.strip(),
        source_id=OWN_SOURCE if source.strip() else "",
        source_title=source.strip(),
        quality=quality,
    )


def _account(understood: Understood, locale: Locale) -> None:
    """What each sheet of the workbook was taken for, and what became of it."""
    with st.expander(text("app.own_account", locale), expanded=bool(understood.problems)):
        st.markdown(bullets(account_lines(understood, locale)))
        for table in account_tables(understood, locale):
            if table.rows:
                st.markdown(bold(table.title))
                st.table(frame(table, locale), hide_index=True)


def offer(own_files: OwnFiles, name: str, locale: Locale) -> None:
    """The way to use data that were read, or every reason why they cannot be used."""
    if own_files.problems:
        _told("own_problems", own_files.problems, locale)
        return
    assert own_files.dataset is not None
    assert own_files.criteria is not None
    about = {"industries": len(own_files.dataset.industries), "indicators": len(own_files.dataset.columns)}
    st.success(text("app.own_fine", locale, **about), icon=":material/check_circle:")
    if own_files.unfit:
        _told("own_unfit", own_files.unfit, locale, criteria=own_files.criteria.file)
        return
    made = DataSet(name, own_files.criteria, own_files.dataset, own_files.digest, files=own_files.files)
    if made == state.current().data:
        return
    st.button(
        text("app.own_use", locale, criteria=own_files.criteria.file),
        on_click=_use,
        args=(made,),
        type="primary",
        icon=":material/login:",
    )


def _told(what: str, problems: Sequence[Problem], locale: Locale, **more: str) -> None:
    heading = text(f"app.{what}", locale, count=problem_count(problems), **more)
    st.error(heading + listed(tuple(problems), locale), icon=":material/error:")


@whole
def _use(made: DataSet) -> None:
    state.use_own_data(made)


@whole
def _remove() -> None:
    """Off every page, and out of the answers that are kept."""
    state.remove_own_data()
    cached.forget()
