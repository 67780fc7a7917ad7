"""Co-occurrence: exposure against health for both pairings, or the report's words where no figures are public."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.fields.field import note_of
from app.fields.sheet_fields import sheet_fields
from app.figures.charts import pairing_chart
from app.figures.tables import named_frame, pairing_frame
from app.panels.person_level import same_persons
from app.panels.prevention import potential_of_all
from app.shell import cache as cached
from app.shell import session as state
from app.shell.cache import Outcome
from app.shell.exports import table_button
from app.shell.figure_export import chart
from app.shell.page_shell import cannot_use, page_heading
from app.shell.tabs import figure_or_table, tabs_of
from app.shell.wording import Markdown, literal, paragraphs, text
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.output.table import Table
from engine.results.cooccurrence_report import (
    Pairing,
    flags_of_words,
    named_for,
    named_table,
    not_named,
    pairing_table,
    pairings,
)
from engine.scoring.score import Scores

PLACE = 20  # in the menu


def show(locale: Locale) -> None:
    """The page."""
    page_heading("cooccurrence", locale)
    st.info(text("app.fallacy", locale), icon=":material/groups:")
    shown = {"industries": _industries, "persons": same_persons, "winnable": _winnable}
    tabs_of(
        {text(f"app_transfer.tab_{name}", locale): partial(part, locale) for name, part in shown.items()},
        state.TOGETHER_TABS,
    )


def _industries(locale: Locale) -> None:
    """Both pairings by industry, computed or in the report's words."""
    try:
        outcome = cached.outcome(state.current())
    except InputError as error:
        cannot_use(error, locale)
        return
    computed = pairings(outcome.scores)
    for pairing in computed:
        _pairing(pairing, outcome, locale)
    if not computed:
        _words(outcome, locale)


def _winnable(locale: Locale) -> None:
    """What prevention could win in every industry."""
    setting = state.current()
    known = sheet_fields(cached.dataset(setting.data), cached.criteria(setting.data), locale)
    potential_of_all({field.key: field for field in known}, locale)


def _pairing(pairing: Pairing, outcome: Outcome, locale: Locale) -> None:
    """One pairing: figure, the table behind it, and why it is made as it is."""
    criteria = outcome.scores.criteria
    st.header(literal(criteria.label(pairing.node, locale)))

    def figure() -> None:
        st.caption(text("app.pairing_reads", locale))
        name = criteria.label(pairing.node, locale)
        chart(
            pairing_chart(pairing, outcome.scores, outcome.selected, locale),
            key=f"pairing_{pairing.node}",
            stem=f"{locale.text('app.file_cooccurrence')}-{pairing.node}",
            title=name,
            alt=locale.text("app.pairing_alt", name=locale.in_sentence(name)),
            locale=locale,
        )

    def table() -> None:
        st.table(pairing_frame(pairing, outcome.scores, locale), hide_index=True)

    figure_or_table(figure, table, state.PAIRING_TABS + pairing.node, locale)
    _download(pairing.node, pairing_table(pairing, outcome.scores, locale), locale)
    st.caption(paragraphs(note_of(criteria.criteria[pairing.node], locale)))


def _words(outcome: Outcome, locale: Locale) -> None:
    """What the report says, where STAMI's figures are not public."""
    st.header(text("app.words_heading", locale))
    named = named_for(outcome.scores.dataset)
    others = sum(industry_id not in named for industry_id in outcome.scores.industry_ids)
    st.markdown(text("app.words_says", locale, others=others))
    st.table(named_frame(named, outcome.scores, outcome.selected, locale), hide_index=True)
    st.caption(_counted(outcome.scores, locale))
    stem = text("app.file_named", locale)
    _download(stem, named_table(outcome.scores, outcome.selected, locale), locale)
    st.markdown(text("app.words_next", locale))


def _counted(scores: Scores, locale: Locale) -> Markdown:
    """What the words count in the scores, as the criteria have it: also where the report names nothing."""
    says = []
    if words := flags_of_words(scores.criteria):
        says.append(text("app.words_scores", locale))
        spread = max(scores.criteria.indicators[flag].judged_spread for flag in words)
        if spread:
            says.append(text("app.words_spread", locale, spread=locale.number(spread, 2)))
        says += [text(f"app.words_{policy}", locale) for policy in not_named(scores)]
    return Markdown(" ".join([*says, text("app.words_source", locale)]))


def _download(what: str, table: Table, locale: Locale) -> None:
    stem = f"{text('app.file_cooccurrence', locale)}-{what}"
    table_button(text("app.download_table", locale), table, stem, locale, key=f"download_{what}")
