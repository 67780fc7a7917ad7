"""The page leaves by link, code and paper."""

import re

from app.shell.share import code_picture, link_markup, print_head
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from tests.app.opened import opened


def markup(visitor):
    return " ".join(element.proto.body for element in visitor.get("html"))


def test_every_page_has_date_setting_and_link_for_paper_and_a_fold_to_share_by(language):
    for page in ("ranking", "stability", "data", "method"):
        visitor = opened(page, language, frame="80")
        (head,) = re.findall("<div class='print-head'>(.*?)</div>", markup(visitor))
        assert "frame=80" in head
        assert "80" in head.partition(Locale(language).text("app_leaving.conditions").partition("{")[0])[2]
        assert re.search(r"\d{4}-\d{2}-\d{2}", head)


def test_paper_says_which_weights_are_the_panels_and_which_were_drawn(language):
    locale = Locale(language)
    head, *below = re.findall("<div class='print-head'>(.*?)</div>", markup(opened("robustness", language)))
    panel, drawn, of_panel = (
        locale.text(f"app_leaving.{name}").partition("{")[0] for name in ("panel_weights", "paper_drawn", "paper_panel")
    )
    assert panel in head
    assert drawn not in head
    assert below
    for line in below:
        assert drawn in line
        assert of_panel not in line


class Said:
    locale = DEFAULT_LOCALE
    link = 'http://x/?must=a&data="><script>'
    lines = ("Tall: <b>",)
    panel_lines = ("Vekter: a & b",)
    carries_figures = False


def test_what_a_link_says_is_shown_as_written():
    assert "<script>" not in link_markup(Said) + print_head(Said)
    assert "&lt;b&gt;" in print_head(Said)
    assert DEFAULT_LOCALE.text("app_leaving.link_without_figures") in link_markup(Said)


def test_the_code_is_a_picture_of_its_own_link():
    first, other = code_picture("http://x/?frame=70"), code_picture("http://x/?frame=76")
    assert first.startswith(b"\x89PNG")
    assert first != other
