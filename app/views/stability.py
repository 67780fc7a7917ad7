"""Does it stay in? One industry, or two or three side by side: the answer in a sentence, and what would turn it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from app.fields.all_fields import fields_of
from app.fields.field import Field
from app.fields.sensitivity_fields import BESIDE_IT, MOST_BESIDE, sensitivity_fields
from app.figures.sensitivity_charts import demand_chart, frame_chart, interval_chart
from app.figures.sensitivity_tables import flip_frame, turns_frame
from app.figures.tables import frame
from app.shell import cache as cached
from app.shell import rested_setting as resting
from app.shell import session as state
from app.shell.background_task import beside
from app.shell.cache import Outcome, Watched
from app.shell.exports import table_button
from app.shell.figure_export import chart
from app.shell.page_shell import feasible_outcome, page_heading
from app.shell.tabs import figure_or_table
from app.shell.uninterrupted import whole
from app.shell.widgets import industry_choice, widget
from app.shell.wording import bullets, literal, text
from engine.criteria.model import Bounds
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.results.comparison import changes
from engine.results.industry_sensitivity import check_table, closely_in_words, frames_table, reason_in_words, reasons
from engine.results.robustness_renderers import exactness_notes
from engine.results.stability_answer import (
    answer_in_words,
    beside_table,
    density_in_words,
    draws_in_words,
    frame_in_words,
    frames_on_screen,
    minimum_in_words,
)
from engine.robustness.budget_sensitivity import FRAMES
from engine.robustness.industry_sensitivity import MINIMUM_GRANT, UNION_DENSITY, Stability, StabilityCheck
from engine.selection.constraint_words import condition_in_words

PLACE = 30  # in the menu
if TYPE_CHECKING:
    from plotly.graph_objects import Figure

SAID_IN_THE_ANSWER = ("stands_in", "stands_out", "stands_unranked", "flips", "only_equal", "never_flips", "tied")
"""Reasons that the answer and the line under it have said already."""

Asked = Sequence[tuple[StabilityCheck, Stability]]


def show(locale: Locale) -> None:
    """The page."""
    page_heading("stability", locale)
    left, more = st.columns(2)
    with left:
        chosen = industry_choice(locale)
    with more:
        others = _beside_it(chosen, locale)
    outcome = feasible_outcome(state.current(), locale)
    candidate = _candidate(chosen, outcome, locale) if outcome else None
    if outcome is None or candidate is None:
        return
    known = (_candidate(other, outcome, locale) for other in others)
    candidates = dict.fromkeys([candidate, *(other for other in known if other)])
    answer = st.container(border=True)
    with answer:
        _heading(candidate, outcome, locale)
        results = [_checked(candidate, locale) for candidate in candidates]
    asked = [(result, result.industries[0]) for result in results]
    result, industry = asked[0]
    with answer:
        _answer(result, industry, locale)
    if len(asked) > 1:
        _side_by_side(results, locale)
    _flip(result, industry, locale)
    _money(asked, locale)
    _intervals(result, industry, locale)
    _reservations(result, locale)
    _downloads(result, industry, locale)


def _beside_it(chosen: str, locale: Locale) -> tuple[str, ...]:
    """The industries to stand beside the chosen one; a link can name more than fit."""
    (field,) = sensitivity_fields(cached.dataset(state.current().data), locale)
    assert field.key == BESIDE_IT
    others = widget(field, placeholder=text("app_stability.compare_none", locale))
    return tuple(other for other in others if other != chosen)[:MOST_BESIDE]


def _checked(candidate: str, locale: Locale) -> StabilityCheck:
    """The check, told of as it is done; it can be left at any moment."""
    setting, bar = state.current(), st.empty()

    def show(part: str, done: int, total: int) -> None:
        part_name = text(f"app_stability.part_{part}", locale)
        step = text("app_stability.step", locale, part=part_name, step=done + 1, total=total)
        bar.progress(done / total, step)

    try:
        return beside(lambda tell: cached.stability(setting, candidate, Watched(tell)), show)
    finally:
        bar.empty()


def _candidate(chosen: str, outcome: Outcome, locale: Locale) -> str | None:
    """The candidate that the chosen industry is or is part of; None, and why, where it is none."""
    assert outcome.selection is not None
    ids = outcome.selection.problem.ids
    if chosen in ids:
        return chosen
    name = cached.dataset(state.current().data).industries
    label = next(industry.name(locale) for industry in name if industry.industry_id == chosen)
    for merge in outcome.scores.criteria.merges:
        if chosen in merge.members and merge.id in ids:
            st.info(text("app_stability.merged", locale, industry=label), icon=":material/merge:")
            return merge.id
    st.info(text("app_stability.has_programme", locale, industry=label), icon=":material/info:")
    return None


def _heading(candidate: str, outcome: Outcome, locale: Locale) -> None:
    """In or out, known before anything else is, and the way back from a flip that was applied."""
    assert outcome.selection is not None
    name = outcome.selection.problem.name(candidate, locale)
    heading = "heading_in" if candidate in outcome.selected else "heading_out"
    if state.flip_applied():
        message = text("app_stability.flip_applied", locale) + " " + _since_last(outcome, locale)
        st.success(message, icon=":material/check_circle:")
        st.button(text("app_stability.flip_undo", locale), on_click=state.undo_flip, icon=":material/undo:")
    st.header(text(f"app_stability.{heading}", locale, industry=name))


def _answer(result: StabilityCheck, stability: Stability, locale: Locale) -> None:
    """The sentence to repeat, and below it what it rests on; nothing is said twice."""
    st.markdown(f"##### {literal(answer_in_words(result, stability, locale))}")
    index = result.scores.industry_ids.index(stability.industry_id)
    sentences = [draws_in_words(result, stability, locale)]
    if stability.rank:
        points = locale.number(float(result.scores.scores[index]), 1)
        ranked = str(int((result.scores.ranks > 0).sum()))
        rank = locale.text("app_stability.rank", rank=str(stability.rank), number=ranked, points=points)
        sentences.insert(0, rank)
    sentences += [
        reason_in_words(result, stability, reason, locale)
        for reason in reasons(result, stability)
        if reason.code not in SAID_IN_THE_ANSWER
    ]
    st.markdown(bullets(sentences))


def _side_by_side(results: Sequence[StabilityCheck], locale: Locale) -> None:
    table = beside_table(results, locale)
    st.header(literal(table.title))
    st.table(frame(table, locale), hide_index=True)
    st.caption(literal(" ".join(table.notes)))


def _flip(result: StabilityCheck, stability: Stability, locale: Locale) -> None:
    """The nearest flip with a button that applies it; or why there is none to apply, and where to look instead."""
    if closely_in_words(result, stability, locale) is not None:
        return
    st.header(text("app_stability.flip_heading", locale))
    flipped = cached.flipped(state.current(), stability.industry_id)
    if flipped is not None:
        st.markdown(
            text("app_stability.flip_says" if stability.nearest_exact else "app_stability.flip_says_found", locale)
        )
        st.table(flip_frame(result, flipped, locale), hide_index=True)
        st.button(
            text("app_stability.flip_apply", locale),
            key=state.FLIP_BUTTON,
            icon=":material/swap_horiz:",
            on_click=_apply_flip,
            args=(flipped, fields_of(state.current().data, locale)),
        )
        return
    nearest = stability.nearest
    if nearest is None:
        st.markdown(
            text("app_stability.flip_none" if stability.nearest_exact else "app_stability.flip_not_found", locale)
        )
    elif nearest.distance == 0:
        st.markdown(text("app_stability.flip_tied", locale))
    elif nearest.only_equal:
        st.markdown(text("app_stability.flip_only_equal", locale))
    else:
        st.markdown(text("app_stability.flip_too_narrow", locale))
        weights = dict(zip(result.scores.root_members, nearest.weights, strict=True))
        st.table(flip_frame(result, weights, locale), hide_index=True)


@whole
def _apply_flip(shares: Mapping[str, float], fields: Mapping[str, Field]) -> None:
    """Move the weights; what follows is compared with the setting that the button stood under."""
    resting.rest()
    state.apply_flip(shares, fields)


def _since_last(outcome: Outcome, locale: Locale) -> str:
    """Who entered and who left since the visitor last rested."""
    earlier = resting.before()
    try:
        was = cached.outcome(earlier.setting) if earlier else None
    except InputError:
        was = None
    if was is None:
        return ""
    made = changes(was.scores, outcome.scores, was.selected, outcome.selected)
    names = {
        industry.industry_id: industry.name(locale)
        for industry in (*was.scores.dataset.industries, *outcome.scores.dataset.industries)
    }
    return " ".join(
        text(f"app.{what}", locale, industries=", ".join(names[industry_id] for industry_id in ids))
        for what, ids in (("entered", made.entered), ("left", made.left))
        if ids
    )


def _intervals(result: StabilityCheck, stability: Stability, locale: Locale) -> None:
    """How far each criterion's weight bears, as a figure and as a table."""
    name = result.result.problem.name(stability.industry_id, locale)
    st.header(text("app_stability.intervals_heading", locale))

    def figure() -> None:
        st.caption(text("app_stability.intervals_reads", locale))
        chart(
            interval_chart(result, stability, locale),
            key="interval_chart",
            stem=f"{stability.industry_id}-{locale.text('app_stability.file_intervals')}",
            title=locale.text("app_leaving.picture_intervals", industry=name),
            alt=locale.text("app_stability.intervals_alt", industry=name),
            locale=locale,
        )

    def table() -> None:
        st.table(frame(check_table(result, locale), locale), hide_index=True)

    figure_or_table(figure, table, state.INTERVAL_TABS, locale)


def _money(asked: Asked, locale: Locale) -> None:
    """One sentence and one strip for each: the minimum grant, the frame, the union density."""
    st.header(text("app_stability.money_heading", locale))
    result, stability = asked[0]
    problem = result.result.problem
    if problem.frame is None:
        st.markdown(text("app.grants_no_money", locale))
    figure_or_table(lambda: _strips(asked, locale), lambda: _turns(result, stability, locale), state.FRAME_TABS, locale)


def _strips(asked: Asked, locale: Locale) -> None:
    result, stability = asked[0]
    rules = result.scores.criteria.selection
    assert rules is not None
    st.caption(text("app_stability.strips_read", locale))
    names = ", ".join(checked.result.problem.name(of.industry_id, locale) for checked, of in asked)
    frame_set = result.result.problem.frame
    density = rules.require_indicator.get(UNION_DENSITY, Bounds()).min or 0.0
    if sentence := minimum_in_words(result, stability, locale):
        assert rules.grant is not None
        st.markdown(literal(sentence))
        figure = demand_chart(asked, MINIMUM_GRANT, rules.grant.minimum_new, locale)
        _strip(figure, MINIMUM_GRANT, names, stability, locale)
    if frame_set is not None and (sentence := frame_in_words(result, stability, locale)):
        st.markdown(literal(sentence))
        _strip(frame_chart(asked, frame_set, locale), "frames", names, stability, locale)
    if sentence := density_in_words(result, stability, locale):
        st.markdown(literal(sentence))
        if any(of.comes_in[UNION_DENSITY] for _, of in asked):
            _strip(demand_chart(asked, UNION_DENSITY, density, locale), UNION_DENSITY, names, stability, locale)


def _strip(figure: Figure, what: str, names: str, stability: Stability, locale: Locale) -> None:
    chart(
        figure,
        key=f"{what}_chart",
        stem=f"{stability.industry_id}-{locale.text(f'app_stability.file_{what}')}",
        title=locale.text(f"app_stability.picture_{what}", industry=names),
        alt=locale.text(f"app_stability.alt_{what}", industry=names),
        locale=locale,
    )


def _turns(result: StabilityCheck, stability: Stability, locale: Locale) -> None:
    """Where it is in, in figures: every stretch of the strips, then who comes and goes with each frame."""
    st.table(turns_frame(result, stability, locale), hide_index=True)
    shown = frames_on_screen(result, stability, locale)
    if shown.rows:
        st.caption(literal(shown.title))
        st.table(frame(shown, locale), hide_index=True)
    elif result.result.problem.frame is not None:
        st.markdown(text("app_stability.frames_none", locale, times=FRAMES))


def _reservations(result: StabilityCheck, locale: Locale) -> None:
    """Which conditions bind, and what is not exact."""
    with st.expander(text("app_stability.reservations_heading", locale)):
        problem = result.result.problem
        binding = [condition for condition in problem.conditions if condition.id in result.result.binding]
        sentences = [
            text("app.binding", locale, condition=condition_in_words(problem, condition, locale))
            for condition in binding
        ]
        draws = locale.number(result.draws, 0)
        not_exact = exactness_notes(result, locale)
        general = text("app_stability.share_drawn" if not_exact else "app_stability.all_exact", locale, draws=draws)
        notes = [*(sentences or [text("app.binding_none", locale)]), general, *not_exact]
        st.markdown(bullets(notes))


def _downloads(result: StabilityCheck, stability: Stability, locale: Locale) -> None:
    with st.container(horizontal=True):
        for name, table in (
            ("intervals", check_table(result, locale)),
            ("frames", frames_table(result, stability, locale)),
        ):
            stem = text(f"app_stability.file_{name}", locale)
            label = text(f"app_stability.download_{name}", locale)
            table_button(label, table, f"{stability.industry_id}-{stem}", locale)
