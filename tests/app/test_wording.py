"""Anybody's text is shown as written: what Markdown and Streamlit's own additions would make of it is undone."""

import pytest

from app.shell.wording import JOINER, Markdown, bold, bullets, in_figure, literal, text
from engine.foundation.locale import Locale


@pytest.mark.parametrize(
    "phrase",
    [
        "![i](https://example.org/i.png)",
        "[l](https://example.org)",
        "<https://example.org>",
        "$x^2$",
        "**b** _u_ ~~s~~ `c`",
        ":material/home:",
        ":red[r]",
        ":smile:",
        "<b>h</b>",
        "a -> b <- c -- d",
        "# h",
        "1. one",
        "- one",
        "&amp;",
        "back\\slash",
    ],
)
def test_taking_the_escapes_away_gives_the_text_back(phrase):
    """A backslash before a sign of punctuation is that sign (CommonMark 2.4)."""
    made = literal(phrase).replace(JOINER, "")
    assert made != phrase
    assert "".join(second if first == "\\" else first for first, second in _pairs(made)) == phrase


def _pairs(phrase):
    index = 0
    while index < len(phrase):
        if phrase[index] == "\\":
            yield "\\", phrase[index + 1]
            index += 2
        else:
            yield phrase[index], ""
            index += 1


@pytest.mark.parametrize(
    "phrase",
    [
        "Sammenfall: muskel",
        "6,4 − 2",
        "union_density",
        "(a) – b",
        "Helse- og sosial",
        "12,5 %",
        "3.66",
        "−3",
        "+3",
        "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}%",
    ],
)
def test_an_ordinary_name_is_left_alone(phrase):
    assert literal(phrase) == phrase


def test_what_is_markdown_already_is_not_escaped_again():
    once = literal("*a*")
    assert literal(once) == once
    assert isinstance(bold("a*"), Markdown)
    assert bullets(["a*", once]) == "- a\\*\n- \\*a\\*"


def test_fields_of_a_sentence_are_shown_as_written():
    assert "\\*x\\*" in text("app.values_says", Locale("nb"), indicator="*x*")
    assert text("app.values_says", Locale("nb"), indicator="x").startswith("**x**")


def test_tags_are_text_in_a_figure():
    assert in_figure('<a href="x">&</a>') == '&lt;a href="x"&gt;&amp;&lt;/a&gt;'
