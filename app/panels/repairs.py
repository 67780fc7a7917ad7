"""The ways out where nobody can be selected: each a button that sets what it says."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app.fields.field import Field
from app.fields.setting_fields import setting_fields
from app.shell import cache as cached
from app.shell import options_cache as answers
from app.shell import rested_setting as resting
from app.shell import synchronisation
from app.shell.setting import Setting
from app.shell.setting_values import values_of
from app.shell.uninterrupted import whole
from app.shell.wording import text
from engine.foundation.locale import Locale
from engine.results.exclusion_reasons import repair_in_words, shown_amount
from engine.selection.repairs import Repair

MOST_SHOWN = 8
MONEY = ("frame", "minimum_new", "minimum_continuing")


def repair_buttons(setting: Setting, locale: Locale) -> None:
    """What would make the setting feasible, a button each; a sentence where no single change does."""
    fields = setting_fields(cached.dataset(setting.data), cached.criteria(setting.data), locale)
    problem = cached.problem(setting)
    repairs = [(repair, moves) for repair in answers.repairs_of(setting) if (moves := moves_of(repair, fields))]
    if not repairs:
        st.markdown(text("app_repairs.none", locale))
        return
    st.markdown(text("app_repairs.says", locale))
    for index, (repair, moves) in enumerate(repairs[:MOST_SHOWN]):
        st.button(
            text("app_repairs.apply", locale, repair=repair_in_words(repair, problem, locale)),
            key=f"repair_{index}",
            on_click=_apply,
            args=(moves,),
            icon=":material/build:",
            width="stretch",
        )


def moves_of(repair: Repair, fields: Mapping[str, Field]) -> dict[str, object]:
    """The values that the panel's fields get, by key; empty where the panel has no field for the repair, or no room.

    Money is rounded as the button says it, to the side that still does it.
    """
    changes = {
        name: shown_amount(float(str(value)), up=name == "frame") if name in MONEY else value
        for name, value in repair.changes.items()
    }
    return values_of(changes, fields) or {}


@whole
def _apply(moves: Mapping[str, object]) -> None:
    resting.rest()
    for key, value in moves.items():
        synchronisation.put(key, value)
