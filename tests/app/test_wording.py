"""Anybody's text is shown as written: what Markdown and Streamlit's own additions would make of it is undone."""

import pytest

from app.shell.wording import JOINER, Markdown, bold, bullets, in_figure, literal, text
from engine.foundation.locale import Locale


@pytest.mark.parametrize(
    "said",
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
def test_taking_the_escapes_away_gives_the_text_back(said):
    """A backslash before a sign of punctuation is that sign (CommonMark 2.4)."""
    made = literal(said).replace(JOINER, "")
    assert made != said
    assert "".join(second if first == "\\" else first for first, second in _pairs(made)) == said


def _pairs(said):
    at = 0
    while at < len(said):
        if said[at] == "\\":
            yield "\\", said[at + 1]
            at += 2
        else:
            yield said[at], ""
            at += 1


@pytest.mark.parametrize(
    "said",
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
def test_an_ordinary_name_is_left_alone(said):
    assert literal(said) == said


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
