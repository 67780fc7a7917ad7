"""Signs that no file may hold are found, and named by their numbers."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.foundation.control_characters import shown_path, unwritable, unwritable_within


@pytest.mark.parametrize(
    ("text", "sign"),
    [("a\ud800b", "U+D800"), ("\0", "U+0000"), ("\x0b", "U+000B"), ("\uffff", "U+FFFF"), ("\udfff\ud800", "U+DFFF")],
)
def test_the_first_sign_is_named(text, sign):
    assert unwritable(text) == sign


def test_letters_tabs_and_line_breaks_can_be_written():
    assert unwritable("Blåbær\t\r\n😀 \N{NO-BREAK SPACE}\x85") == ""


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_let_through_can_be_written_as_utf8(text):
    if not unwritable(text):
        text.encode("utf-8")


def test_the_place_among_tables_and_lists_is_told():
    given = {"a": 1, "sources": [{"title": "x"}, {"title": "y", "path": ["a", "\ud800"]}], "z": "\0"}
    assert unwritable_within(given) == ("sources 2, path 2", "U+D800")
    assert unwritable_within({"a": {"b\0": 1}}) == ("a", "U+0000")
    assert unwritable_within({"a": [1, None, True, "x"]}) is None


def test_nesting_beyond_the_machines_stack_is_no_crash():
    deep = "\0"
    for _ in range(100_000):
        deep = [deep]
    assert unwritable_within(deep)[1] == "U+0000"


def test_a_path_that_is_no_text_is_shown_by_its_bytes():
    """PEP 383: byte 0xE9, which is no UTF-8 alone, stands as the half character U+DCE9 in Python."""
    assert shown_path(os.fsdecode(b"caf\xe9")) == r"caf\udce9"
    assert shown_path("kafé") == "kafé"
