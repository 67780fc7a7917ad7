"""Finding weights by choices between two industries, or by rating swings: a dialog that the panel opens."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import streamlit as st

from app.figures.html_tables import Grid, table_markup
from app.shell import cache as cached
from app.shell import session as state
from app.shell.uninterrupted import whole
from app.shell.wording import bold, literal, text
from engine.criteria.linked_weights import apportioned
from engine.criteria.swing_weights import HIGHEST, swing_weights
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.results.tradeoff_words import level_in_words, swings_of
from engine.robustness.tradeoff_questions import (
    SELECTED_DRAWS,
    Answer,
    Choice,
    PossibleWeights,
    Question,
    Swing,
    next_question,
    possible_weights,
    selected_shares,
)
from engine.scoring.score import Scores

ANSWERS, WAY = "_tradeoff_answers", "tradeoff_way"
QUESTIONS, SWINGS = "questions", "swings"
LITTLE = 0.001
EVERYWHERE = 1 - 1e-9


def find_weights_button(locale: Locale) -> None:
    """The way into the dialog."""
    if st.button(
        text("tradeoff.open", locale),
        key="find_weights",
        width="stretch",
        icon=":material/balance:",
        help=text("tradeoff.open_help", locale),
    ):
        open_find_weights(locale)


def open_find_weights(locale: Locale) -> None:
    """The dialog."""
    st.dialog(text("tradeoff.title", locale), width="large")(_dialog)(locale)


def _dialog(locale: Locale) -> None:
    try:
        scores = cached.scores(state.without_weights())
    except InputError as error:
        st.error(literal(error.problems[0].sentence(locale)))
        return
    asked = swings_of(scores)
    if len(asked) < 2:
        st.markdown(text("tradeoff.too_few", locale))
        return
    way = st.segmented_control(
        text("tradeoff.way", locale),
        (QUESTIONS, SWINGS),
        default=QUESTIONS,
        required=True,
        format_func=lambda way: text(f"tradeoff.way_{way}", locale),
        key=WAY,
        label_visibility="collapsed",
    )
    if way == SWINGS:
        _swings(scores, asked, locale)
    else:
        _questions(scores, asked, locale)
    without = [member for member in scores.root_members if member not in {swing.member for swing in asked}]
    if without:
        names = ", ".join(scores.criteria.label(member, locale) for member in without)
        st.caption(text("tradeoff.not_asked", locale, criteria=names))


def _questions(scores: Scores, asked: tuple[Swing, ...], locale: Locale) -> None:
    """The next question, and what the answers so far come to."""
    answers = _answers()
    members = tuple(swing.member for swing in asked)
    possible = possible_weights(members, answers)
    if possible.take_back:
        _conflict(scores, answers, possible, locale)
        return
    question = next_question(asked, possible, answers)
    if question:
        _ask(scores, question, len(answers) + 1, locale)
    else:
        st.success(text("tradeoff.enough", locale))
    if answers:
        with st.container(horizontal=True):
            st.button(text("tradeoff.take_back", locale), on_click=_keep, args=(answers[:-1],), key="tradeoff_back")
            st.button(text("tradeoff.start_again", locale), on_click=_keep, args=((),), key="tradeoff_again")
        _so_far(scores, members, possible, locale)


def _ask(scores: Scores, question: Question, count: int, locale: Locale) -> None:
    st.header(text("tradeoff.question", locale, number=count))
    st.markdown(text("tradeoff.question_says", locale))
    a, b = st.columns(2)
    gains = ((question.first_gain, 0.0), (0.0, question.second_gain))
    choices: tuple[tuple[str, Choice], ...] = (("a", "first"), ("b", "second"))
    for column, (letter, choice), levels in zip((a, b), choices, gains, strict=True):
        with column.container(border=True):
            st.markdown(bold(text(f"tradeoff.industry_{letter}", locale)))
            for member, gain in zip((question.first, question.second), levels, strict=True):
                label = literal(scores.criteria.label(member, locale))
                st.markdown(f"{label}: {bold(level_in_words(scores, member, gain, locale))}")
            _choice_button(letter, Answer(question, choice), locale)
    _choice_button("equal", Answer(question, "equal"), locale)


def _choice_button(name: str, answer: Answer, locale: Locale) -> None:
    st.button(
        text(f"tradeoff.choose_{name}", locale),
        key=f"tradeoff_{name}",
        width="stretch",
        on_click=_keep,
        args=((*_answers(), answer),),
    )


def _so_far(scores: Scores, members: tuple[str, ...], possible: PossibleWeights, locale: Locale) -> None:
    st.header(text("tradeoff.so_far", locale))
    ranges = {
        member: text("tradeoff.range", locale, least=_percent(least, locale), most=_percent(most, locale))
        for member, (least, most) in possible.ranges.items()
    }
    _weights_table(scores, possible.weights, ranges, locale)
    share = (
        text("tradeoff.left_little", locale)
        if possible.share < LITTLE
        else locale.per_cent(locale.number(100 * possible.share, 1))
    )
    st.markdown(text("tradeoff.left", locale, share=share))
    chosen = selected_shares(scores, cached.problem(state.without_weights()), members, possible.left)
    names = {industry.industry_id: industry.name(locale) for industry in scores.dataset.industries}
    always = [names[industry_id] for industry_id, often in chosen.items() if often >= EVERYWHERE]
    sometimes = [names[industry_id] for industry_id, often in chosen.items() if 0 < often < EVERYWHERE]
    for key, those in (("in_all", always), ("in_some", sometimes)):
        industries = ", ".join(those) or text("tradeoff.none", locale)
        st.markdown(text(f"tradeoff.{key}", locale, industries=industries))
    st.caption(text("tradeoff.drawn", locale, count=min(SELECTED_DRAWS, len(possible.left))))
    _use(possible.weights, locale)


def _conflict(scores: Scores, answers: tuple[Answer, ...], possible: PossibleWeights, locale: Locale) -> None:
    wrong = "".join(f"\n- {literal(_in_words(scores, answers[index], locale))}" for index in possible.take_back)
    st.error(text("tradeoff.conflict", locale) + wrong)
    kept = tuple(answer for index, answer in enumerate(answers) if index not in possible.take_back)
    st.button(text("tradeoff.conflict_take_back", locale), on_click=_keep, args=(kept,), key="tradeoff_conflict")
    st.button(text("tradeoff.start_again", locale), on_click=_keep, args=((),), key="tradeoff_again")


def _in_words(scores: Scores, answer: Answer, locale: Locale) -> str:
    asked = answer.question
    sentence: str = text(
        f"tradeoff.answer_{answer.choice}",
        locale,
        first=scores.criteria.short(asked.first, locale),
        first_level=level_in_words(scores, asked.first, asked.first_gain, locale),
        second=scores.criteria.short(asked.second, locale),
        second_level=level_in_words(scores, asked.second, asked.second_gain, locale),
    )
    return sentence


def _swings(scores: Scores, asked: tuple[Swing, ...], locale: Locale) -> None:
    """A rating for each swing from the worst industry to the best."""
    st.markdown(text("tradeoff.swings_says", locale))
    ratings = {}
    for swing in asked:
        worst, best = (level_in_words(scores, swing.member, gain, locale) for gain in (0.0, swing.gains[-1]))
        label = text(
            "tradeoff.swing", locale, criterion=scores.criteria.label(swing.member, locale), worst=worst, best=best
        )
        ratings[swing.member] = st.slider(label, 0, int(HIGHEST), 50, 5, key=f"tradeoff_swing_{swing.member}")
    try:
        units = swing_weights(ratings, {swing.member: swing.gains[-1] for swing in asked})
    except InputError:
        st.warning(text("tradeoff.swings_zero", locale))
        return
    _weights_table(scores, units, {}, locale)
    _use(units, locale)


def _weights_table(scores: Scores, weights: Mapping[str, float], ranges: Mapping[str, str], locale: Locale) -> None:
    heads = tuple(
        text(f"tradeoff.column_{head}", locale) for head in ("criterion", "weight", *(["range"] if ranges else []))
    )
    rows = tuple(
        (scores.criteria.label(member, locale), locale.per_cent(weight), *([ranges[member]] if ranges else []))
        for member, weight in _whole_per_cents(weights).items()
    )
    grid = Grid(heads, rows, frozenset(heads[1:]))
    st.html(table_markup(grid, text("tradeoff.so_far", locale)))


def _use(weights: Mapping[str, float], locale: Locale) -> None:
    if st.button(text("tradeoff.use", locale), type="primary", key="tradeoff_use", icon=":material/check:"):
        members = cached.criteria(state.current().data).root.members
        whole = _whole_per_cents(weights)
        state.set_weights({member: whole.get(member, 0) for member in members})
        st.rerun()


def _whole_per_cents(weights: Mapping[str, float]) -> dict[str, int]:
    """As they are shown, and as the sliders get them: an estimate has no decimals."""
    return apportioned(weights, 100)


def _percent(share: float, locale: Locale) -> str:
    return locale.number(100 * share, 0)


def _about() -> Hashable:
    """What the questions are about: other figures make other swings. Of a visitor's own no more than their digest."""
    setting = state.current()
    data = setting.data if isinstance(setting.data, str) else (setting.data.name, setting.data.digest)
    return data, setting.merged


def _answers() -> tuple[Answer, ...]:
    about, answers = st.session_state.get(ANSWERS, (None, ()))
    return answers if about == _about() else ()


@whole
def _keep(answers: tuple[Answer, ...]) -> None:
    st.session_state[ANSWERS] = (_about(), answers)
