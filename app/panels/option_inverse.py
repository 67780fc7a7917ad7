"""What it takes: which frame, equal share or floor gives a programme at least so much, and which keys do."""

from __future__ import annotations

import streamlit as st

from app.shell import options_cache as answers
from app.shell import session as state
from app.shell.result_table import show_table
from app.shell.widgets import amount_field
from app.shell.wording import text
from engine.foundation.locale import number
from engine.foundation.locale import text as plain_text
from engine.output.table import Column, Table
from engine.plans.comparison import Compared
from engine.plans.options_book import Book
from engine.results.options_renderers import range_in_words
from engine.results.options_words import letter, name_of
from engine.selection.grant_key import mnok

LARGEST_MNOK = 100.0


def questions(one: Compared, book: Book, written: str, language: str) -> None:
    """One programme of the option and an amount; the answer to every question about it at once."""
    st.header(text("app_options.inverse_heading", language))
    if one.plan is None or not one.plan.steady.kinds:
        st.markdown(text("app.nothing_feasible", language))
        return
    called = letter(one.planned.option)
    st.markdown(text("app_options.inverse_says", language, letter=called))
    names = {name: name_of(book, name, language) for name in sorted(one.plan.steady.kinds)}
    left, right = st.columns(2)
    asked = str(
        left.selectbox(
            text("app_options.inverse_who", language),
            sorted(names, key=lambda name: names[name]),
            format_func=lambda name: names[name],
            key=f"inverse_who_{one.planned.option.id}",
        )
    )
    now = one.full_year[0].get(asked, 0)
    wanted = amount_field(
        right,
        text("app_options.inverse_least", language),
        0.0,
        LARGEST_MNOK,
        round(mnok(now)) + 1.0,
        key=f"inverse_least_{one.planned.option.id}_{asked}",
        language=language,
    )
    assert wanted is not None
    st.markdown(
        text("app_options.inverse_now", language, programme=names[asked], amount=number(mnok(now), 2, language))
    )
    show_table(_answers(one, (book, written), asked, wanted, language), language)


def _answers(one: Compared, laid_out: tuple[Book, str], asked: str, wanted: float, language: str) -> Table:
    book, written = laid_out
    found, giving = answers.options_inverse(
        state.current(), written, book.file.file, one.planned.option.id, asked, wanted
    )
    rows = []
    for answer in found:
        said = " ".join(range_in_words(one, answer.parameter, language) for one in answer.ranges)
        now = answer.now * (100 if answer.parameter == "equal_share" else 1)
        rows.append(
            (
                plain_text(f"app_options.question_{answer.parameter.replace('.', '_')}", language),
                said or plain_text("app_options.impossible", language),
                number(now, 2, language),
            )
        )
    keys = {key.id: key.name(language) for key in book.file.keys}
    if keys:
        doing = [keys[name] for name, does in giving.items() if does]
        rows.append(
            (
                plain_text("app_options.question_keys", language),
                "; ".join(doing) or plain_text("report.none", language),
                "",
            )
        )
    columns = tuple(
        Column(name, plain_text(f"app_options.inverse_{name}", language)) for name in ("asked", "answer", "has")
    )
    return Table("", columns, tuple(rows))
