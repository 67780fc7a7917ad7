"""A visitor on a slow line acts before the browser has what the app has set: slider, address and result still agree."""

import re

import pytest
from playwright.sync_api import expect

from engine.foundation.locale import DEFAULT_LOCALE
from tests.browser.slow_line import Line
from tests.browser.visitor import go_to, menu_link, settled, slider

MAIN = "[data-testid='stMain'] h1"


@pytest.fixture
def slow(browser, app_server):
    """A visitor whose frame is at 71 and minimum for new ones at 3.6, and the line."""
    page = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="nb-NO").new_page()
    page.set_default_timeout(60_000)
    line = Line(page)
    page.goto(app_server)
    page.locator(MAIN).first.wait_for()
    settled(page)
    for key in ("minimum_new", "frame"):
        slider(page, key).focus()
        page.keyboard.press("ArrowRight")
        settled(page)
    assert at(page) == ("71", True)
    yield page, line
    page.context.close()


def at(page):
    settled(page)
    shown = slider(page, "frame").input_value()
    return shown, "frame=71" in page.url


def test_a_page_opened_before_undo_has_arrived_does_not_bring_the_old_frame_back(slow):
    page, line = slow
    line.held = True
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.undo"), exact=True).click()
    line.server_ends(page)
    menu_link(page, "Metode").click()
    line.server_ends(page)
    line.release()
    page.get_by_role("heading", name="Metode", level=1).wait_for()
    assert at(page) == ("70", False)
    go_to(page, "Vekter og utvalg")
    assert at(page) == ("70", False)


def test_the_old_value_can_be_set_again_at_once_when_undo_has_arrived(slow):
    page, _ = slow
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.undo"), exact=True).click()
    assert at(page) == ("70", False)
    slider(page, "frame").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**frame=71*")
    assert at(page) == ("71", True)


def test_what_undo_did_not_touch_can_be_moved_before_it_has_arrived(slow):
    page, line = slow
    line.held = True
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.undo"), exact=True).click()
    line.server_ends(page)
    slider(page, "minimum_new").focus()
    page.keyboard.press("ArrowRight")
    line.server_ends(page)
    line.release()
    assert at(page) == ("70", False)
    expect(slider(page, "minimum_new")).to_have_value("3.7")
    assert "minimum_new=3.7" in page.url


def test_a_page_opened_before_a_repair_has_arrived_keeps_the_repair(slow):
    page, line = slow
    page.goto(page.url.split("?")[0] + "?data=publisert&frame=40&minimum_new=4&must=undervisning")
    repair = page.get_by_role("button", name="Ramme på minst")
    repair.wait_for()
    settled(page)
    line.held = True
    repair.click()
    line.server_ends(page)
    menu_link(page, "Metode").click()
    line.server_ends(page)
    line.release()
    page.get_by_role("heading", name="Metode", level=1).wait_for()
    settled(page)
    assert "frame=41.04" in page.url
    expect(slider(page, "frame")).to_have_attribute("aria-valuetext", re.compile("41[.,]04"))
    go_to(page, "Vekter og utvalg")
    assert "frame=41.04" in page.url
    page.locator("p", has_text="✓ ").first.wait_for()


@pytest.mark.parametrize("before", [0, 1])
def test_a_page_asked_for_again_while_others_are_on_their_way_arrives_whole(slow, before):
    """Streamlit's browser side forgets what no run has used for a while, even after it has said that it has it."""
    page, line = slow
    for name in ("Metode", "Sammenfall")[:before]:
        go_to(page, name)
        settled(page)
    line.held = True
    for name in ("Robusthet", "Data og kilder", "Vekter og utvalg"):
        menu_link(page, name).click()
        line.server_ends(page)
    line.release()
    page.get_by_role("heading", name="Vekter og utvalg", level=1).wait_for()
    assert at(page) == ("71", True)
