"""The stories of undo: the buttons, the keys, the list, and the browser's own Back and Forward."""

import re

import pytest
from playwright.sync_api import expect

from engine.foundation.locale import DEFAULT_LOCALE
from tests.browser.visitor import go_to, settled, slider


@pytest.fixture
def moved(page):
    """The frame moved from 70 to 71, and then the weight of absence from 20 to 30."""
    page.set_default_timeout(60_000)
    # One key each: on a machine at work, a pull of many may be a pull with a rest in it.
    for key, pressed in (("frame", "ArrowRight"), ("w_absence", "PageUp")):
        slider(page, key).focus()
        page.keyboard.press(pressed)
        settled(page)
    expect(slider(page, "frame")).to_have_value("71")
    expect(slider(page, "w_absence")).to_have_value("30")
    return page


def at(page, frame, absence):
    """Thumbs and address say the same."""
    expect(slider(page, "frame")).to_have_value(frame)
    expect(slider(page, "w_absence")).to_have_value(absence)
    settled(page)
    assert ("frame=71" in page.url) == (frame == "71"), page.url
    assert ("w_absence=0.3" in page.url) == (absence == "30"), page.url


def test_the_browsers_back_goes_to_the_setting_before_and_forward_to_the_one_after(moved):
    page = moved
    at(page, "71", "30")
    page.go_back()
    at(page, "71", "20")
    page.go_back()
    at(page, "70", "20")
    page.go_forward()
    at(page, "71", "20")
    page.go_forward()
    at(page, "71", "30")


def test_back_goes_past_an_opened_page_and_keeps_the_setting(moved):
    page = moved
    go_to(page, "Metode")
    page.go_back()
    page.get_by_role("heading", name="Vekter og utvalg", level=1).wait_for()
    at(page, "71", "30")
    page.go_back()
    at(page, "71", "20")


def test_the_buttons_the_keys_and_the_list_go_back_and_forward(moved):
    page = moved
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.undo"), exact=True).click()
    at(page, "71", "20")
    page.keyboard.press("Control+z")
    at(page, "70", "20")
    expect(page.get_by_role("button", name=DEFAULT_LOCALE.text("app.undo"), exact=True)).to_be_disabled()
    page.keyboard.press("Control+y")
    at(page, "71", "20")
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.redo"), exact=True).click()
    at(page, "71", "30")
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.history"), exact=True).click()
    expect(page.get_by_role("button", name=re.compile("Vekt på legemeldt sykefravær 20 → 30"))).to_be_disabled()
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.history_start")).click()
    at(page, "70", "20")
    page.go_back()
    at(page, "71", "30")


def test_back_after_a_reload_opens_the_setting_of_the_entry(moved):
    page = moved
    page.reload()
    slider(page, "w_absence").wait_for()
    at(page, "71", "30")
    page.go_back()
    at(page, "71", "20")


def test_what_is_pulled_after_back_is_a_step_of_its_own(moved):
    page = moved
    page.go_back()
    at(page, "71", "20")
    slider(page, "minimum_new").focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    assert "minimum_new=3.6" in page.url
    page.go_back()
    expect(slider(page, "minimum_new")).to_have_value("3.5")
    at(page, "71", "20")


def test_a_back_that_the_server_has_not_heard_of_is_asked_for_again(moved):
    moved.evaluate(
        """() => {
            const steps = window.settingSteps, send = steps.send;
            steps.send = () => { steps.send = send; }; // the first message is lost
        }"""
    )
    moved.go_back()
    at(moved, "71", "20")


def test_a_locked_weight_stays_while_another_is_pulled(page):
    page.set_default_timeout(60_000)
    lock = page.get_by_role("button", name="Lås Sammenfall: psykiske plager")
    lock.click()
    expect(lock).to_have_attribute("aria-pressed", "true")
    slider(page, "w_absence").focus()
    page.keyboard.press("End")
    page.wait_for_url("**lock=mental*")
    settled(page)
    expect(slider(page, "w_mental")).to_have_value("25")
    expect(slider(page, "w_absence")).to_have_value("75")
    expect(slider(page, "w_mental")).to_be_disabled()


def test_weights_are_found_by_choices_and_used(page):
    page.set_default_timeout(60_000)
    page.get_by_role("button", name=DEFAULT_LOCALE.text("tradeoff.open"), exact=True).click()
    dialog = page.get_by_role("dialog")
    for number in (1, 2, 3):
        dialog.get_by_role("heading", name=f"Spørsmål {number}").wait_for()
        dialog.get_by_role("button", name=DEFAULT_LOCALE.text("tradeoff.choose_a")).click()
    dialog.get_by_role("heading", name="Spørsmål 4").wait_for()
    dialog.get_by_role("button", name=DEFAULT_LOCALE.text("tradeoff.use")).click()
    expect(dialog).to_have_count(0)
    page.wait_for_url("**w_absence=*")
    settled(page)
    shown = page.locator(".weight-share").all_inner_texts()
    assert sum(int(text.removesuffix("%").strip()) for text in shown) == 100
    page.go_back()
    expect(slider(page, "w_absence")).to_have_value("20")
