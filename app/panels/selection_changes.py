"""What the last change did: first who came in and went out and why; every move of rank behind a fold."""

from __future__ import annotations

import streamlit as st

from app.fields.setting_fields import setting_fields
from app.figures.ranking_bars import NOTHING_BEFORE, Before, folded, listed
from app.shell import cache as cached
from app.shell import rested_setting as resting
from app.shell import session as state
from app.shell.cache import Outcome
from app.shell.setting_words import Held, difference_in_words
from app.shell.wording import Markdown, bold, text
from engine.foundation.errors import InputError
from engine.foundation.locale import text as plain_text
from engine.results.comparison import Move, changes
from engine.results.selection_changes import ENTERED, Answer, switch_in_words, switches


def outcome_before() -> Outcome | None:
    """What the setting that is compared with comes to; None without one, or where it could not be used."""
    earlier = resting.before()
    if earlier is None:
        return None
    try:
        return cached.outcome(earlier.setting)
    except InputError:
        return None


def before_of(was: Outcome | None) -> Before:
    """The ranks and bars of before."""
    return Before.of(was.scores) if was else NOTHING_BEFORE


def show_changes(was: Outcome | None, found: Outcome, language: str) -> None:
    """What has changed since the visitor last rested, or since the setting that is pinned; and the pin."""
    earlier = resting.before()
    if earlier is None:
        st.caption(text("app.changed_nothing_yet", language))
    elif was is None:
        st.caption(text("app.changed_from_unusable", language))
    else:
        _changed(earlier, was, found, language)
    if resting.pinned():
        st.button(text("app.unpin", language), key="unpin", on_click=resting.unpin, type="tertiary")
    else:
        help_text = text("app.pin_help", language)
        st.button(text("app.pin", language), key="pin", help=help_text, on_click=resting.pin, type="tertiary")


def _changed(earlier: Held, was: Outcome, found: Outcome, language: str) -> None:
    names = names_of(was, language) | names_of(found, language)
    st.markdown(_since(earlier, language) + switches_in_words(was, found, language))
    made = changes(was.scores, found.scores, was.selected, found.selected)
    lines = [
        f"{plain_text(f'first_page.{way}', language)}: {', '.join(_move(one, names) for one in moves)}"
        for way, moves in (("up", made.up), ("down", made.down))
        if moves
    ]
    if lines:
        st.html(folded(plain_text("first_page.moves_fold", language, count=len(made.up + made.down)), listed(lines)))


def switches_in_words(was: Outcome, found: Outcome, language: str) -> str:
    """Who came in and who went out, each with its reason; that nobody did."""
    before, after = Answer(was.scores, was.selection), Answer(found.scores, found.selection)
    names = names_of(was, language) | names_of(found, language)
    found_switches = switches(before, after)
    if not found_switches:
        made = changes(was.scores, found.scores, was.selected, found.selected)
        return " " + text("app.changed_none" if made.none else "app.changed_not_selection", language)
    lines = []
    for one in found_switches:
        key = "app.entered" if one.side == ENTERED else "app.left"
        why = switch_in_words(one, before, after, language)
        said = text("first_page.switch", language, industry=bold(names[one.industry_id]), why=why)
        lines.append(text(key, language, industries=said))
    return Markdown("".join(f"\n- {one}" for one in lines))


def _since(earlier: Held, language: str) -> str:
    """Since what, and what is set otherwise."""
    data = state.current().data
    fields = setting_fields(cached.dataset(data), cached.criteria(data), language)
    what = difference_in_words(earlier, resting.held(), fields, language)
    key = "pinned" if resting.pinned() else "changed"
    return text(f"app.{key}_since", language, what=what) if what else text(f"app.{key}", language)


def _move(move: Move, names: dict[str, str]) -> str:
    return f"{names[move.industry_id]} ({move.before} → {move.after})"


def names_of(found: Outcome, language: str) -> dict[str, str]:
    """What every industry of an outcome is called."""
    return {one.industry_id: one.name(language) for one in found.scores.dataset.industries}
