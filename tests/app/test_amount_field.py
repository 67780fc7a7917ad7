"""Amounts in fields of their own: written as the language writes numbers, read with comma or point."""

import pytest
from streamlit.testing.v1 import AppTest

from app.shell.widgets import read_amount, written_amount
from engine.foundation.locale import Locale


def a_field(language):
    import streamlit as st

    from app.shell.widgets import amount_field
    from engine.foundation.locale import Locale

    asked = amount_field(st, "Ramme", 0.0, 100.0, 7.0, key="frame", locale=Locale(language))
    held = st.session_state.get("cap_held")
    empty = amount_field(st, "Tak", 0.01, 100.0, held, key="cap", locale=Locale(language), optional=True)
    st.session_state["cap_held"] = empty
    st.session_state["found"] = (asked, empty)


def field(language="nb"):
    return AppTest.from_function(a_field, kwargs={"language": language}).run()


def test_a_whole_amount_has_no_decimals_and_another_has_the_sign_of_the_language():
    assert [written_amount(amount, Locale("nb")) for amount in (7.0, 7.5, 0.3333)] == ["7", "7,5", "0,3333"]
    assert [written_amount(amount, Locale("nn")) for amount in (7.0, 7.25)] == ["7", "7,25"]
    assert [written_amount(amount, Locale("en")) for amount in (70.0, 7.5)] == ["70", "7.5"]


@pytest.mark.parametrize(("raw", "amount"), [("7,5", 7.5), ("7.5", 7.5), (" 7 ", 7.0), ("1 200,25", 1200.25)])
def test_comma_and_point_are_both_read(raw, amount):
    assert read_amount(raw) == amount


@pytest.mark.parametrize("raw", ["", "sju", "7,5 mill", "1.234,5", "1e3", "nan", "-", "--1", "7,", "1,2,3"])
def test_what_is_no_amount_is_none(raw):
    assert read_amount(raw) is None


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_amount_is_read_back_as_it_was_written(language):
    for amount in (0.0, 0.01, 6.3, 12.8, 70.0, 99.95, 1234.5, 33.3333):
        assert read_amount(written_amount(amount, Locale(language))) == amount


def test_what_is_typed_with_a_point_counts_and_is_then_written_with_a_comma():
    visitor = field()
    assert visitor.text_input(key="frame").value == "7"
    visitor.text_input(key="frame").set_value("7.5").run()
    assert visitor.session_state["found"] == (7.5, None)
    assert visitor.text_input(key="frame").value == "7,5"
    assert not visitor.error


@pytest.mark.parametrize("raw", ["sju", "100,01", "-1", ""])
def test_what_cannot_be_used_is_said_in_a_line_and_the_amount_from_before_holds(raw):
    visitor = field()
    visitor.text_input(key="frame").set_value(raw).run()
    assert visitor.session_state["found"] == (7.0, None)
    (error,) = visitor.error
    assert "0 til 100" in error.value
    assert "7" in error.value


def test_an_empty_field_that_may_be_empty_asks_for_nothing():
    visitor = field()
    visitor.text_input(key="cap").set_value("0,5").run()
    assert visitor.session_state["found"] == (7.0, 0.5)
    visitor.text_input(key="cap").set_value("").run()
    assert visitor.session_state["found"] == (7.0, None)
    assert not visitor.error


def test_no_page_has_a_field_that_writes_decimals_its_own_way():
    """Streamlit's own field writes 7.00 in every language; it is for whole numbers only."""
    from pathlib import Path

    for file in Path("app").rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        for call in source.split("number_input(")[1:]:
            arguments = call.split("\n    )")[0][:400]
            assert "0.0" not in arguments, file
            assert "float(" not in arguments, file
