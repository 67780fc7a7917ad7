"""What it takes: which frame, equal share or floor gives a programme at least so much, and which keys do."""

from __future__ import annotations

import streamlit as st

from app.shell import options_cache as answers
from app.shell import session as state
from app.shell.result_table import show_table
from app.shell.widgets import amount_field
from app.shell.wording import text
from engine.foundation.locale import Locale
from engine.output.table import Column, Table
from engine.plans.comparison import Compared
from engine.plans.options_book import Book
from engine.results.options_renderers import range_in_words
from engine.results.options_words import letter, name_of
from engine.selection.grant_key import mnok

LARGEST_MNOK = 100.0


def questions(compared: Compared, book: Book, written: str, locale: Locale) -> None:
    """One programme of the option and an amount; the answer to every question about it at once."""
    st.header(text("app_options.inverse_heading", locale))
    if compared.plan is None or not compared.plan.steady.kinds:
        st.markdown(text("app.nothing_feasible", locale))
        return
    called = letter(compared.planned.option)
    st.markdown(text("app_options.inverse_says", locale, letter=called))
    names = {name: name_of(book, name, locale) for name in sorted(compared.plan.steady.kinds)}
    left, right = st.columns(2)
    asked = str(
        left.selectbox(
            text("app_options.inverse_who", locale),
            sorted(names, key=lambda name: names[name]),
            format_func=lambda name: names[name],
            key=f"inverse_who_{compared.planned.option.id}",
        )
    )
    now = compared.full_year[0].get(asked, 0)
    wanted = amount_field(
        right,
        text("app_options.inverse_least", locale),
        0.0,
        LARGEST_MNOK,
        round(mnok(now)) + 1.0,
        key=f"inverse_least_{compared.planned.option.id}_{asked}",
        locale=locale,
    )
    assert wanted is not None
    amounts = {"amount": locale.number(mnok(now), 2), "least": locale.number(wanted, 2)}
    st.markdown(text("app_options.inverse_now", locale, programme=names[asked], **amounts))
    show_table(_answers(compared, (book, written), asked, wanted, locale), locale)


def _answers(compared: Compared, laid_out: tuple[Book, str], asked: str, wanted: float, locale: Locale) -> Table:
    book, written = laid_out
    inverses, giving = answers.options_inverse(
        state.current(), written, book.file.file, compared.planned.option.id, asked, wanted
    )
    rows = []
    for answer in inverses:
        ranges = " ".join(range_in_words(interval, answer.parameter, locale) for interval in answer.ranges)
        share = answer.parameter == "equal_share"
        now, unit = (100 * answer.now, "share") if share else (answer.now, "mnok")
        rows.append(
            (
                locale.text(f"app_options.question_{answer.parameter.replace('.', '_')}"),
                ranges or locale.text("app_options.impossible"),
                locale.text(f"app_options.inverse_{unit}", amount=locale.number(now, 2)),
            )
        )
    keys = {key.id: key.name(locale) for key in book.file.keys}
    if keys:
        doing = [keys[name] for name, does in giving.items() if does]
        rows.append(
            (
                locale.text("app_options.question_keys"),
                "; ".join(doing) or locale.text("report.none"),
                "",
            )
        )
    columns = tuple(Column(name, locale.text(f"app_options.inverse_{name}")) for name in ("asked", "answer", "has"))
    return Table("", columns, tuple(rows))
