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
from engine.foundation.locale import Locale
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


def show_changes(was: Outcome | None, outcome: Outcome, locale: Locale) -> None:
    """What has changed since the visitor last rested, or since the setting that is pinned; and the pin."""
    earlier = resting.before()
    if earlier is None:
        with st.container(key=f"{state.ON_SCREEN}no_change"):
            st.caption(text("app.changed_nothing_yet", locale))
    elif was is None:
        st.caption(text("app.changed_from_unusable", locale))
    else:
        _changed(earlier, was, outcome, locale)
    if resting.pinned():
        st.button(text("app.unpin", locale), key="unpin", on_click=resting.unpin, type="tertiary")
    else:
        help_text = text("app.pin_help", locale)
        st.button(text("app.pin", locale), key="pin", help=help_text, on_click=resting.pin, type="tertiary")


def _changed(earlier: Held, was: Outcome, outcome: Outcome, locale: Locale) -> None:
    names = names_of(was, locale) | names_of(outcome, locale)
    st.markdown(_since(earlier, locale) + switches_in_words(was, outcome, locale))
    made = changes(was.scores, outcome.scores, was.selected, outcome.selected)
    lines = [
        f"{locale.text(f'first_page.{way}')}: {', '.join(_move(move, names) for move in moves)}"
        for way, moves in (("up", made.up), ("down", made.down))
        if moves
    ]
    if lines:
        st.html(folded(locale.text("first_page.moves_fold", count=len(made.up + made.down)), listed(lines)))


def switches_in_words(was: Outcome, outcome: Outcome, locale: Locale) -> str:
    """Who came in and who went out, each with its reason; that nobody did."""
    before, after = Answer(was.scores, was.selection), Answer(outcome.scores, outcome.selection)
    names = names_of(was, locale) | names_of(outcome, locale)
    found_switches = switches(before, after)
    if not found_switches:
        made = changes(was.scores, outcome.scores, was.selected, outcome.selected)
        return " " + text("app.changed_none" if made.none else "app.changed_not_selection", locale)
    lines = []
    for switch in found_switches:
        key = "app.entered" if switch.side == ENTERED else "app.left"
        why = switch_in_words(switch, before, after, locale)
        sentence = text("first_page.switch", locale, industry=bold(names[switch.industry_id]), why=why)
        lines.append(text(key, locale, industries=sentence))
    return Markdown("".join(f"\n- {line}" for line in lines))


def _since(earlier: Held, locale: Locale) -> str:
    """Since what, and what is set otherwise."""
    data = state.current().data
    fields = setting_fields(cached.dataset(data), cached.criteria(data), locale)
    what = difference_in_words(earlier, resting.held(), fields, locale)
    key = "pinned" if resting.pinned() else "changed"
    return text(f"app.{key}_since", locale, what=what) if what else text(f"app.{key}", locale)


def _move(move: Move, names: dict[str, str]) -> str:
    return f"{names[move.industry_id]} ({move.before} → {move.after})"


def names_of(outcome: Outcome, locale: Locale) -> dict[str, str]:
    """What every industry of an outcome is called."""
    return {industry.industry_id: industry.name(locale) for industry in outcome.scores.dataset.industries}
