"""Does it stay in? One industry: status, what would flip it, how far each weight, the frame and the thresholds bear."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app.fields.all_fields import fields_of
from app.fields.field import Field
from app.figures.sensitivity_charts import frame_chart, interval_chart
from app.figures.sensitivity_tables import flip_frame
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
from app.shell.widgets import industry_choice
from app.shell.wording import bullets, literal, text
from engine.foundation.errors import InputError
from engine.foundation.locale import number
from engine.foundation.locale import text as plain_text
from engine.results.comparison import changes
from engine.results.industry_sensitivity import (
    check_table,
    closely_in_words,
    frames_table,
    limits,
    reason_in_words,
    reasons,
)
from engine.results.robustness_renderers import exactness_notes
from engine.robustness.budget_sensitivity import FRAMES
from engine.robustness.industry_sensitivity import UNION_DENSITY, Stability, StabilityCheck
from engine.selection.constraint_words import condition_in_words

LEAST_SHARE = 0.001  # of the weight: less is not shown as a number
THRESHOLDS = {UNION_DENSITY: ("percent", 0), "minimum_grant": ("mnok", 2)}


def show(language: str) -> None:
    """The page."""
    page_heading("stability", language)
    chosen = industry_choice(language)
    found = feasible_outcome(state.current(), language)
    candidate = _candidate(chosen, found, language) if found else None
    if candidate is None:
        return
    result = _checked(candidate, language)
    (one,) = result.industries
    _way_back(result, language)
    _verdict(result, one, language)
    _flip(result, one, language)
    _intervals(result, one, language)
    _money(result, one, language)
    _reservations(result, language)
    _downloads(result, one, language)


def _checked(candidate: str, language: str) -> StabilityCheck:
    """The check, told of as it is done; it can be left at any moment."""
    setting, bar = state.current(), st.empty()

    def show(part: str, done: int, total: int) -> None:
        said = text(f"app_stability.part_{part}", language)
        step = text("app_stability.step", language, part=said, step=done + 1, total=total)
        bar.progress(done / total, step)

    try:
        return beside(lambda tell: cached.stability(setting, candidate, Watched(tell)), show)
    finally:
        bar.empty()


def _candidate(chosen: str, found: Outcome, language: str) -> str | None:
    """The candidate that the chosen industry is or is part of; None, and why, where it is none."""
    assert found.selection is not None
    ids = found.selection.problem.ids
    if chosen in ids:
        return chosen
    name = cached.dataset(state.current().data).industries
    label = next(one.name(language) for one in name if one.industry_id == chosen)
    for merge in found.scores.criteria.merges:
        if chosen in merge.members and merge.id in ids:
            st.info(text("app_stability.merged", language, industry=label), icon=":material/merge:")
            return merge.id
    st.info(text("app_stability.has_programme", language, industry=label), icon=":material/info:")
    return None


def _verdict(result: StabilityCheck, one: Stability, language: str) -> None:
    """In or out, three numbers, and the reasons in words."""
    name = result.result.problem.name(one.industry_id, language)
    with st.container(border=True):
        st.header(
            text("app_stability.heading_in" if one.selected else "app_stability.heading_out", language, industry=name)
        )
        share, distance, price = st.columns(3)
        share.metric(
            text("app_stability.metric_share", language),
            _percent(one.share_of_weights, language),
            help=text(
                "app_stability.metric_share_help", language, draws=number(result.draws, 0, language), seed=result.seed
            ),
        )
        distance.metric(
            text("app_stability.metric_distance", language),
            _distance(one.nearest.distance, language)
            if one.nearest
            else text("app_stability.never" if one.nearest_exact else "app_stability.not_found", language),
            help=text("app_stability.metric_distance_help", language),
        )
        price.metric(
            text("app_stability.metric_price_out" if one.selected else "app_stability.metric_price_in", language),
            text("app_stability.not_possible", language)
            if one.price is None
            else text("app_stability.points", language, value=number(one.price, 1, language)),
            help=text(
                "app_stability.metric_price_help", language, objective=number(result.result.objective, 1, language)
            ),
        )
        st.markdown(bullets(reason_in_words(result, one, said, language) for said in reasons(result, one)))
        if found := limits(one):
            st.markdown(f"**{text('app_stability.limits', language)}**")
            st.markdown(bullets(reason_in_words(result, one, said, language) for said in found))


def _flip(result: StabilityCheck, one: Stability, language: str) -> None:
    """The nearest flip with a button that applies it; or by how little it stands where no move is left."""
    st.header(text("app_stability.flip_heading", language))
    if (close := closely_in_words(result, one, language)) is not None:
        st.markdown(literal(close))
        return
    flipped = cached.flipped(state.current(), one.industry_id)
    if flipped is None:
        tied = one.nearest is not None and one.nearest.distance == 0
        why = "flip_tied" if tied else "flip_too_narrow" if one.nearest else "flip_none"
        if one.nearest is not None and one.nearest.only_equal and not tied:
            why = "flip_only_equal"
        if why == "flip_none" and not one.nearest_exact:
            why = "flip_not_found"
        st.markdown(text(f"app_stability.{why}", language))
        return
    st.markdown(text("app_stability.flip_says" if one.nearest_exact else "app_stability.flip_says_found", language))
    st.table(flip_frame(result, flipped, language), hide_index=True)
    st.button(
        text("app_stability.flip_apply", language),
        key=state.FLIP_BUTTON,
        icon=":material/swap_horiz:",
        on_click=_apply_flip,
        args=(flipped, fields_of(state.current().data, language)),
    )


def _apply_flip(shares: Mapping[str, float], fields: Mapping[str, Field]) -> None:
    """Move the weights; what follows is compared with the setting that the button stood under."""
    resting.rest()
    state.apply_flip(shares, fields)


def _way_back(result: StabilityCheck, language: str) -> None:
    """What the flip that was applied did, and the way back from it, on top."""
    if state.flip_applied():
        said = text("app_stability.flip_applied", language) + " " + _since_last(result, language)
        st.success(said, icon=":material/check_circle:")
        st.button(text("app_stability.flip_undo", language), on_click=state.undo_flip, icon=":material/undo:")


def _since_last(result: StabilityCheck, language: str) -> str:
    """Who entered and who left since the visitor last rested."""
    earlier = resting.before()
    try:
        was = cached.outcome(earlier.setting) if earlier else None
    except InputError:
        was = None
    if was is None:
        return ""
    made = changes(was.scores, result.scores, was.selected, result.result.selected)
    names = {
        one.industry_id: one.name(language)
        for one in (*was.scores.dataset.industries, *result.scores.dataset.industries)
    }
    return " ".join(
        text(f"app.{what}", language, industries=", ".join(names[one] for one in ids))
        for what, ids in (("entered", made.entered), ("left", made.left))
        if ids
    )


def _intervals(result: StabilityCheck, one: Stability, language: str) -> None:
    """How far each criterion's weight bears, as a figure and as a table."""
    name = result.result.problem.name(one.industry_id, language)
    st.header(text("app_stability.intervals_heading", language))

    def figure() -> None:
        st.caption(text("app_stability.intervals_reads", language))
        chart(
            interval_chart(result, one, language),
            key="interval_chart",
            stem=f"{one.industry_id}-{plain_text('app_stability.file_intervals', language)}",
            title=plain_text("app_leaving.picture_intervals", language, industry=name),
            alt=plain_text("app_stability.intervals_alt", language, industry=name),
            language=language,
        )

    def table() -> None:
        st.table(frame(check_table(result, language), language), hide_index=True)

    figure_or_table(figure, table, state.INTERVAL_TABS, language)


def _money(result: StabilityCheck, one: Stability, language: str) -> None:
    """The thresholds at which it drops out, and the frames at which it enters or leaves."""
    st.header(text("app_stability.money_heading", language))
    if one.selected:
        _thresholds(one, language)
    else:
        st.markdown(text("app_stability.threshold_not_in", language))
    today = result.result.problem.frame
    if today is None:
        st.markdown(text("app.grants_no_money", language))
        return
    shown = frames_table(result, one, language)
    name = result.result.problem.name(one.industry_id, language)

    def figure() -> None:
        st.caption(text("app_stability.frames_reads", language, frame=number(today, 1, language)))
        end = number(FRAMES * today, 0, language)
        chart(
            frame_chart(result, one, today, language),
            key="frame_chart",
            stem=f"{one.industry_id}-{plain_text('app_stability.file_frames', language)}",
            title=plain_text("app_leaving.picture_frames", language, industry=name),
            alt=plain_text("app_stability.frames_alt", language, industry=name, end=end),
            language=language,
        )

    def table() -> None:
        st.caption(literal(shown.title))
        if shown.rows:
            st.table(frame(shown, language), hide_index=True)
        else:
            st.markdown(text("app_stability.frames_none", language))

    figure_or_table(figure, table, state.FRAME_TABS, language)


def _thresholds(one: Stability, language: str) -> None:
    """The highest demands under which it is still in."""
    for column, (limit, (unit, decimals)) in zip(st.columns(2), THRESHOLDS.items(), strict=True):
        value = one.drops_out_above.get(limit)
        if value is None:
            said = text(f"app_stability.threshold_{one.threshold_codes[limit]}", language)
        else:
            said = text(f"app_stability.{unit}", language, value=number(value, decimals, language))
        column.metric(text(f"app_stability.threshold_{limit}", language), said)


def _reservations(result: StabilityCheck, language: str) -> None:
    """Which conditions bind, and what is not exact."""
    st.header(text("app_stability.reservations_heading", language))
    problem = result.result.problem
    binding = [one for one in problem.conditions if one.id in result.result.binding]
    said = [
        text("app.binding", language, condition=condition_in_words(problem, condition, language))
        for condition in binding
    ]
    draws = number(result.draws, 0, language)
    not_exact = exactness_notes(result, language)
    general = text("app_stability.share_drawn" if not_exact else "app_stability.all_exact", language, draws=draws)
    notes = [*(said or [text("app.binding_none", language)]), general, *not_exact]
    st.markdown(bullets(notes))


def _downloads(result: StabilityCheck, one: Stability, language: str) -> None:
    with st.container(horizontal=True):
        for name, table in (
            ("intervals", check_table(result, language)),
            ("frames", frames_table(result, one, language)),
        ):
            stem = text(f"app_stability.file_{name}", language)
            label = text(f"app_stability.download_{name}", language)
            table_button(label, table, f"{one.industry_id}-{stem}", language)


def _distance(share: float, language: str) -> str:
    """As ``_percent``; next to nothing is said to be so."""
    if not 0 < share < LEAST_SHARE:
        return _percent(share, language)
    least = plain_text("stability.under", language, share=number(100 * LEAST_SHARE, 1, language))
    return text("app_stability.percent", language, value=least)


def _percent(share: float, language: str) -> str:
    return text("app_stability.percent", language, value=number(100 * share, 1, language))
