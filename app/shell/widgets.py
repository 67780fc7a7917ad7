"""Widgets made from fields, and the panel that every page has at its side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app.fields.field import (
    CONFLICT,
    FATE,
    LANGUAGE,
    LEAST,
    LIMIT,
    LOCK,
    MERGE,
    MOST,
    WEIGHT,
    Field,
    indicator_field,
    industry_field,
    language_field,
)
from app.fields.setting_fields import setting_fields
from app.panels.history import history_section
from app.panels.weights import weight_section
from app.shell import cache as cached
from app.shell import session as state
from app.shell import synchronisation
from app.shell.setting import Setting, setting_of
from app.shell.synchronisation import drawn_as, visitor_criteria_field, visitor_data_field, widget_state
from app.shell.wording import literal, paragraphs, text
from engine.criteria.count_conditions import FURTHER_CONDITIONS
from engine.foundation.locale import DEFAULT_LANGUAGE, DEFAULT_LOCALE, Locale

MONEY = ("max_new", "frame", "minimum_new", "minimum_continuing", "equal_share", "cost_fixed", "cost_per_1000_jobs")
AMOUNT = re.compile(r"\d+(?:[.,]\d+)?")
AMOUNT_DECIMALS = 6
CONDITIONS = ("objective", "eligible", "must", "must_not", "require_sectors", "max_per_section", "min_new")


def widget(field: Field, **more: Any) -> Any:
    """The widget that the field's declaration asks for; its value.

    The value is also the widget's default: a browser whose page was left before it had drawn the widget is not told of
    the value again, and would show the default and send it.
    """
    widget_state(field)
    label, held = literal(field.label), synchronisation.value(field)
    given = {"key": field.key, "help": paragraphs(field.help) or None, **more}
    if field.many:
        # Streamlit's "Select all" has English words only, and nobody demands every industry.
        given |= {"select_all": False, "default": list(held)}
        return drawn_as(field, st.multiselect(label, field.options, format_func=field.labels.__getitem__, **given))
    if field.options:
        given["index"] = field.options.index(held)
        return drawn_as(field, st.selectbox(label, field.options, format_func=field.labels.__getitem__, **given))
    if field.whole:
        return drawn_as(field, st.slider(label, int(field.low), int(field.high), int(held), **given))
    return drawn_as(
        field, st.slider(label, field.low, field.high, float(held), field.step, format="localized", **given)
    )


def amount_field(
    place: Any,
    label: str,
    low: float,
    high: float,
    held: float | None,
    *,
    key: str,
    locale: Locale,
    optional: bool = False,
    help: str | None = None,  # noqa: A002  as Streamlit calls it
) -> float | None:
    """A field for an amount with decimals, where Streamlit's own writes 7.00 in every language; the amount in it.

    None where the field is empty and may be (``optional``). What cannot be used is said, and ``held`` goes on holding.
    """
    shown = "" if held is None else written_amount(held, locale)
    given = str(st.session_state.get(key, shown))
    if (typed := read_amount(given)) is not None:
        given = written_amount(typed, locale)  # 7.50 becomes 7,5; and so does what was typed in another language
    st.session_state[key] = given
    entered = place.text_input(label, key=key, help=help)
    if entered == shown:
        return held  # with all its decimals
    if optional and not entered.strip():
        return None
    amount = read_amount(entered)
    if amount is not None and low <= amount <= high:
        return amount
    code = "amount_wrong" if held is None else "amount_wrong_held"
    limits = {"low": written_amount(low, locale), "high": written_amount(high, locale)}
    place.error(text(f"app.{code}", locale, given=entered, held=shown, **limits))
    return held


def written_amount(amount: float, locale: Locale) -> str:
    """An amount as one types it in the language: ``7,5``, and ``7`` where it is whole."""
    plain = f"{amount:.{AMOUNT_DECIMALS}f}".rstrip("0").rstrip(".")
    return plain.replace(".", locale.decimal_sign)


def read_amount(raw: str) -> float | None:
    """The amount in what was typed, with comma or point before the decimals; None where it is none."""
    plain = "".join(raw.split())
    return float(plain.replace(",", ".")) if AMOUNT.fullmatch(plain) else None


def uploader(label: str, endings: Sequence[str], locale: Locale, **more: Any) -> Any:
    """A chooser of files; its button says so in the visitor's language, where Streamlit has English words only."""
    button_text = text("app.choose_file", locale)
    button = '[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p'
    rules = (
        '[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }',
        f"{button} {{ font-size: 0; }}",
        f'{button}::after {{ content: "{button_text}"; font-size: 1rem; }}',
    )
    st.html(f"<style>{' '.join(rules)}</style>")
    return st.file_uploader(label, list(endings), **more)


def language_switch() -> str:
    """The switch, and the language that is on."""
    known = language_field(DEFAULT_LOCALE)
    widget_state(known)
    chosen = st.segmented_control(
        known.label,
        known.options,
        default=synchronisation.value(known),
        required=True,
        format_func=known.labels.__getitem__,
        key=LANGUAGE,
        label_visibility="collapsed",
    )
    return str(drawn_as(known, chosen or DEFAULT_LANGUAGE))


def industry_choice(locale: Locale) -> str:
    """Which industry the page is about; the choice follows the visitor from page to page."""
    chosen = widget(
        industry_field(cached.dataset(state.current().data), locale), placeholder=text("app.choose", locale)
    )
    return str(chosen)


def indicator_choice(locale: Locale) -> str:
    """Which indicator the page is about."""
    data = state.current().data
    return str(widget(indicator_field(cached.dataset(data), cached.criteria(data), locale)))


def setting_panel(locale: Locale) -> Setting:
    """Everything that can be set, in the side panel; the visitor's setting."""
    history_section(locale)
    widget(visitor_data_field(locale))
    if len((criteria := visitor_criteria_field(locale)).options) > 1:
        widget(criteria)
    data = synchronisation.data()
    fields = setting_fields(cached.dataset(data), cached.criteria(data), locale)
    values = {
        key: synchronisation.value(field) for key, field in fields.items() if key.startswith(WEIGHT) or key == LOCK
    }
    weight_section(data, setting_of(data, fields, synchronisation.panel_values()), fields, locale)
    for section, keys in _sections(fields).items():
        label, unfolded = text(f"app.section_{section}", locale), section == "money"
        folding = st.expander(label, unfolded, key=state.SECTION + section, on_change="rerun")
        # Every widget is sent anew at each move of a slider: those that nobody sees only where they say something.
        if folding.open or synchronisation.touched(fields[key] for key in keys):
            with folding:
                values |= _section_widgets(section, {key: fields[key] for key in keys}, locale)
        else:
            values |= {key: synchronisation.value(fields[key]) for key in keys}
    st.button(
        text("app.reset_all", locale),
        on_click=synchronisation.reset,
        args=(tuple(fields.values()),),
        width="stretch",
        icon=":material/restart_alt:",
    )
    return setting_of(data, fields, values)


def _section_widgets(section: str, fields: Mapping[str, Field], locale: Locale) -> dict[str, Any]:
    st.caption(text(f"app.section_{section}_says", locale))
    values = {key: widget(field, **_extras(field, locale)) for key, field in fields.items()}
    if any(len(values[key]) == 1 for key in fields if key == MERGE or key.startswith(CONFLICT)):
        st.caption(text("app.merge_one_more", locale))
    return values


def _sections(fields: Mapping[str, Field]) -> dict[str, list[str]]:
    """The keys of each part of the panel below the weights; a part with nothing in it is left out."""
    sections = {
        "money": [key for key in MONEY if key in fields],
        "conditions": [key for key in dict.fromkeys((*CONDITIONS, *FURTHER_CONDITIONS)) if key in fields],
        "thresholds": [key for key in fields if key.startswith((LEAST, MOST, LIMIT))],
        "programmes": [key for key in fields if key.startswith(FATE) or key == "wind_down_share"],
        "merge": [key for key in fields if key == MERGE or key.startswith(CONFLICT)],
    }
    return {name: keys for name, keys in sections.items() if keys}


def _extras(field: Field, locale: Locale) -> dict[str, Any]:
    return {"placeholder": text("app.choose_many", locale)} if field.many else {}
