"""Today's programmes: a sheet each with what is known, what each fate frees, and blanks; then the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from importlib.metadata import version

import streamlit as st

from app.shell import cache as cached
from app.shell import options_cache as answers
from app.shell import session as state
from app.shell.exports import document_file, table_button, workbook_lines
from app.shell.page_shell import page_heading
from app.shell.result_table import show_table
from app.shell.widgets import amount_field
from app.shell.wording import bullets, literal, text
from engine.foundation.locale import Locale
from engine.output.document_model import Document, Section
from engine.output.word import word_bytes
from engine.plans.decision_facts import DecisionFacts
from engine.plans.ledger import Ledger, Rule, parse_rule, read_ledger, shipped_ledger
from engine.results.basis import warning
from engine.results.decision_sheet import Sheet, decision_sheet, free_notes, ledger_overview
from engine.results.document_fates import fates_sections
from engine.results.document_footnotes import with_footnotes
from engine.results.ledger import ledger_table

PLACE = 70  # in the menu
SHOWN, WRITTEN = "decision_shown", "_decision_written"
RULES = ("none", "left", "amount", "share")
LARGEST_MNOK, LONGEST = 100.0, 2000


def show(locale: Locale) -> None:
    """The page."""
    page_heading("decisions", locale)
    data = state.current().data
    facts = answers.decision_sheets(data)
    if not facts:
        st.info(text("decision.none", locale), icon=":material/info:")
        return
    dataset, criteria = cached.dataset(data), cached.criteria(data)
    names = {name: programme_facts.industry.name(locale) for name, programme_facts in facts.items()}
    if st.session_state.get(SHOWN) not in facts:
        st.session_state[SHOWN] = next(iter(facts))
    chosen = str(
        st.selectbox(
            text("decision.which", locale), tuple(facts), format_func=lambda programme: names[programme], key=SHOWN
        )
    )
    _sheet(chosen, decision_sheet(facts[chosen], dataset, criteria, locale), locale)
    ledger = read_ledger(shipped_ledger())
    rule = _ledger(ledger, locale)
    with st.container(horizontal=True):
        document_file(
            text("decision.download", locale),
            partial(_word, facts, ledger, rule, _written(), workbook_lines(locale), locale),
            locale.text("decision.file"),
            "docx",
            locale,
        )
        table_button(
            text("decision.download_ledger", locale),
            ledger_table(ledger, dataset, locale),
            locale.text("decision.file_ledger"),
            locale,
        )


def _sheet(programme: str, sheet: Sheet, locale: Locale) -> None:
    """What is known of one programme, and the fields for the rest."""
    st.header(literal(sheet.heading))
    st.markdown(bullets(sheet.facts))
    show_table(sheet.fates, locale)
    with st.expander(text("decision.folded", locale, what=sheet.figures.title, count=len(sheet.figures.rows))):
        show_table(replace(with_footnotes(sheet.figures, "source"), title=""), locale)
    for name, words in (("mapping", sheet.words), ("spending", sheet.spending)):
        if words:
            heading = text(f"decision.{name}_heading", locale)
            with st.expander(text("decision.folded", locale, what=heading, count=len(words))):
                st.markdown(bullets(words))
    show_table(sheet.accounts, locale)
    st.subheader(text("decision.asks_heading", locale))
    st.caption(text("decision.asks_says", locale))
    held = _written().setdefault(programme, {})
    fields = st.container(key=state.BLANKS)
    # Row by row: that is how they are read where one column has the width.
    places = [column for _ in sheet.blanks[::2] for column in fields.columns(2)]
    for index, label in enumerate(sheet.blanks):
        entered = places[index].text_area(
            literal(label),
            held.get(label, ""),
            max_chars=LONGEST,
            height=80,
            key=f"decision_{programme}_{index}_{locale.tag}",
        )
        held[label] = entered.strip()


def _written() -> dict[str, dict[str, str]]:
    """What this visitor has written, by programme and field; kept in the session only."""
    by_programme: dict[str, dict[str, str]] = st.session_state.setdefault(WRITTEN, {})
    return by_programme


def _ledger(ledger: Ledger, locale: Locale) -> Rule | None:
    """What is left, and what is free by the rule that the visitor states; the rule."""
    st.header(text("decision.ledger_heading", locale))
    st.markdown(text("decision.ledger_says", locale))
    kind = st.segmented_control(
        text("decision.rule", locale),
        RULES,
        default=RULES[0],
        required=True,
        format_func=lambda kind: text(f"decision.rule_{kind}", locale),
        key="decision_rule",
    )
    rule_text = None if kind == RULES[0] else "left"
    if kind == "amount":
        asked = text("decision.rule_reserve_mnok", locale)
        kept = amount_field(st, asked, 0.0, LARGEST_MNOK, 0.5, key="decision_reserve_mnok", locale=locale)
        rule_text = f"left-{kept:.6f}"
    elif kind == "share":
        asked = text("decision.rule_reserve_percent", locale)
        kept = amount_field(st, asked, 0.0, 100.0, 10.0, key="decision_reserve_percent", locale=locale)
        rule_text = f"left-{kept:.4f}%"
    rule = None if rule_text is None else parse_rule(rule_text)
    st.markdown(bullets(free_notes(ledger, rule, locale)))
    dataset = cached.dataset(state.current().data)
    show_table(with_footnotes(ledger_overview(ledger, dataset, locale), "sources"), locale)
    return rule


def _word(
    facts: Mapping[str, DecisionFacts],
    ledger: Ledger,
    rule: Rule | None,
    written: Mapping[str, Mapping[str, str]],
    told: tuple[str, ...],
    locale: Locale,
) -> bytes:
    """Every sheet as a Word file, with what the visitor has written in its place; ``told`` says where it is from."""
    data, made = state.current().data, date.today()
    dataset, criteria = cached.dataset(data), cached.criteria(data)
    origin = Section(locale.text("decision.origin"), paragraphs=told)
    sections = (origin, *fates_sections(facts, ledger, rule, dataset, criteria, locale, written))
    dated = locale.text("document.made", date=made.isoformat(), version=version("bransjevalg"))
    subtitle = locale.text("document.subtitle", data=dataset.shown_title(locale))
    title = locale.text("decision.document_title")
    return word_bytes(Document(title, subtitle, dated, warning(dataset, locale), sections, locale), made)
