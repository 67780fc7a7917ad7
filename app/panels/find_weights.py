"""Finding weights by choices between two industries, or by rating swings: a dialog that the panel opens."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import streamlit as st

from app.figures.html_tables import Grid, table_markup
from app.shell import cache as cached
from app.shell import session as state
from app.shell.wording import bold, literal, text
from engine.criteria.linked_weights import apportioned
from engine.criteria.swing_weights import HIGHEST, swing_weights
from engine.foundation.errors import InputError
from engine.foundation.locale import number
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


def find_weights_button(language: str) -> None:
    """The way into the dialog."""
    if st.button(
        text("tradeoff.open", language),
        key="find_weights",
        width="stretch",
        icon=":material/balance:",
        help=text("tradeoff.open_help", language),
    ):
        open_find_weights(language)


def open_find_weights(language: str) -> None:
    """The dialog."""
    st.dialog(text("tradeoff.title", language), width="large")(_dialog)(language)


def _dialog(language: str) -> None:
    try:
        scores = cached.scores(state.without_weights())
    except InputError as error:
        st.error(literal(error.problems[0].sentence(language)))
        return
    asked = swings_of(scores)
    if len(asked) < 2:
        st.markdown(text("tradeoff.too_few", language))
        return
    way = st.segmented_control(
        text("tradeoff.way", language),
        (QUESTIONS, SWINGS),
        default=QUESTIONS,
        required=True,
        format_func=lambda one: text(f"tradeoff.way_{one}", language),
        key=WAY,
        label_visibility="collapsed",
    )
    if way == SWINGS:
        _swings(scores, asked, language)
    else:
        _questions(scores, asked, language)
    without = [one for one in scores.root_members if one not in {swing.member for swing in asked}]
    if without:
        names = ", ".join(scores.criteria.label(one, language) for one in without)
        st.caption(text("tradeoff.not_asked", language, criteria=names))


def _questions(scores: Scores, asked: tuple[Swing, ...], language: str) -> None:
    """The next question, and what the answers so far come to."""
    answers = _answers()
    members = tuple(one.member for one in asked)
    found = possible_weights(members, answers)
    if found.take_back:
        _conflict(scores, answers, found, language)
        return
    question = next_question(asked, found, answers)
    if question:
        _ask(scores, question, len(answers) + 1, language)
    else:
        st.success(text("tradeoff.enough", language))
    if answers:
        with st.container(horizontal=True):
            st.button(text("tradeoff.take_back", language), on_click=_keep, args=(answers[:-1],), key="tradeoff_back")
            st.button(text("tradeoff.start_again", language), on_click=_keep, args=((),), key="tradeoff_again")
        _so_far(scores, members, found, language)


def _ask(scores: Scores, question: Question, count: int, language: str) -> None:
    st.header(text("tradeoff.question", language, number=count))
    st.markdown(text("tradeoff.question_says", language))
    a, b = st.columns(2)
    gains = ((question.first_gain, 0.0), (0.0, question.second_gain))
    choices: tuple[tuple[str, Choice], ...] = (("a", "first"), ("b", "second"))
    for column, (letter, choice), levels in zip((a, b), choices, gains, strict=True):
        with column.container(border=True):
            st.markdown(bold(text(f"tradeoff.industry_{letter}", language)))
            for member, gain in zip((question.first, question.second), levels, strict=True):
                label = literal(scores.criteria.label(member, language))
                st.markdown(f"{label}: {bold(level_in_words(scores, member, gain, language))}")
            _choice_button(letter, Answer(question, choice), language)
    _choice_button("equal", Answer(question, "equal"), language)


def _choice_button(name: str, answer: Answer, language: str) -> None:
    st.button(
        text(f"tradeoff.choose_{name}", language),
        key=f"tradeoff_{name}",
        width="stretch",
        on_click=_keep,
        args=((*_answers(), answer),),
    )


def _so_far(scores: Scores, members: tuple[str, ...], found: PossibleWeights, language: str) -> None:
    st.header(text("tradeoff.so_far", language))
    ranges = {
        one: text("tradeoff.range", language, least=_percent(least, language), most=_percent(most, language))
        for one, (least, most) in found.ranges.items()
    }
    _weights_table(scores, found.weights, ranges, language)
    share = (
        text("tradeoff.left_little", language)
        if found.share < LITTLE
        else f"{number(100 * found.share, 1, language)} %"
    )
    st.markdown(text("tradeoff.left", language, share=share))
    chosen = selected_shares(scores, cached.problem(state.without_weights()), members, found.left)
    names = {one.industry_id: one.name(language) for one in scores.dataset.industries}
    always = [names[one] for one, often in chosen.items() if often >= EVERYWHERE]
    sometimes = [names[one] for one, often in chosen.items() if 0 < often < EVERYWHERE]
    for key, those in (("in_all", always), ("in_some", sometimes)):
        said = ", ".join(those) or text("tradeoff.none", language)
        st.markdown(text(f"tradeoff.{key}", language, industries=said))
    st.caption(text("tradeoff.drawn", language, count=min(SELECTED_DRAWS, len(found.left))))
    _use(found.weights, language)


def _conflict(scores: Scores, answers: tuple[Answer, ...], found: PossibleWeights, language: str) -> None:
    wrong = "".join(f"\n- {literal(_in_words(scores, answers[at], language))}" for at in found.take_back)
    st.error(text("tradeoff.conflict", language) + wrong)
    kept = tuple(one for at, one in enumerate(answers) if at not in found.take_back)
    st.button(text("tradeoff.conflict_take_back", language), on_click=_keep, args=(kept,), key="tradeoff_conflict")
    st.button(text("tradeoff.start_again", language), on_click=_keep, args=((),), key="tradeoff_again")


def _in_words(scores: Scores, answer: Answer, language: str) -> str:
    asked = answer.question
    said: str = text(
        f"tradeoff.answer_{answer.choice}",
        language,
        first=scores.criteria.short(asked.first, language),
        first_level=level_in_words(scores, asked.first, asked.first_gain, language),
        second=scores.criteria.short(asked.second, language),
        second_level=level_in_words(scores, asked.second, asked.second_gain, language),
    )
    return said


def _swings(scores: Scores, asked: tuple[Swing, ...], language: str) -> None:
    """A rating for each swing from the worst industry to the best."""
    st.markdown(text("tradeoff.swings_says", language))
    ratings = {}
    for one in asked:
        worst, best = (level_in_words(scores, one.member, gain, language) for gain in (0.0, one.gains[-1]))
        label = text(
            "tradeoff.swing", language, criterion=scores.criteria.label(one.member, language), worst=worst, best=best
        )
        ratings[one.member] = st.slider(label, 0, int(HIGHEST), 50, 5, key=f"tradeoff_swing_{one.member}")
    try:
        units = swing_weights(ratings, {one.member: one.gains[-1] for one in asked})
    except InputError:
        st.warning(text("tradeoff.swings_zero", language))
        return
    _weights_table(scores, units, {}, language)
    _use(units, language)


def _weights_table(scores: Scores, weights: Mapping[str, float], ranges: Mapping[str, str], language: str) -> None:
    heads = tuple(
        text(f"tradeoff.column_{head}", language) for head in ("criterion", "weight", *(["range"] if ranges else []))
    )
    rows = tuple(
        (scores.criteria.label(one, language), f"{weight} %", *([ranges[one]] if ranges else []))
        for one, weight in _whole_per_cents(weights).items()
    )
    grid = Grid(heads, rows, frozenset(heads[1:]))
    st.html(table_markup(grid, text("tradeoff.so_far", language)))


def _use(weights: Mapping[str, float], language: str) -> None:
    if st.button(text("tradeoff.use", language), type="primary", key="tradeoff_use", icon=":material/check:"):
        members = cached.criteria(state.current().data).root.members
        whole = _whole_per_cents(weights)
        state.set_weights({one: whole.get(one, 0) for one in members})
        st.rerun()


def _whole_per_cents(weights: Mapping[str, float]) -> dict[str, int]:
    """As they are shown, and as the sliders get them: an estimate has no decimals."""
    return apportioned(weights, 100)


def _percent(share: float, language: str) -> str:
    return number(100 * share, 0, language)


def _about() -> Hashable:
    """What the questions are about: other figures make other swings. Of a visitor's own no more than their digest."""
    setting = state.current()
    data = setting.data if isinstance(setting.data, str) else (setting.data.name, setting.data.digest)
    return data, setting.merged


def _answers() -> tuple[Answer, ...]:
    about, answers = st.session_state.get(ANSWERS, (None, ()))
    return answers if about == _about() else ()


def _keep(answers: tuple[Answer, ...]) -> None:
    st.session_state[ANSWERS] = (_about(), answers)
