"""The stories of the first page: tune the weights, share the link, read it on a telephone, use it without a mouse."""

import pytest
from axe_playwright_python.sync_playwright import Axe

IDLE = "[data-testid='stApp'][data-test-script-state='notRunning']"
FIGURE = ".js-plotly-plot .textpoint"
STREAMLITS_OWN = ()
"""Violations in Streamlit's own markup, which we can't change: rule and the part of the selector."""


def settled(page):
    page.wait_for_timeout(150)  # a change is sent a moment after the key
    page.locator(IDLE).wait_for()


def verdict(page):
    return page.locator("[data-testid='stMain'] p", has_text="✓ ").first.inner_text()


def ranking(page):
    page.locator(FIGURE).first.wait_for()
    return page.locator(".js-plotly-plot .yaxislayer-above text").all_inner_texts()


def slider(page, key):
    return page.locator(f".st-key-{key} input[type=range]")


def choose(page, key, name):
    page.locator(f".st-key-{key} input").click()
    page.keyboard.type(name)
    page.get_by_role("option", name=name).wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**{key}=*")
    settled(page)


def test_weights_are_tuned_by_keyboard_until_retail_leaves(page):
    assert "Butikkhandel" in verdict(page)
    slider(page, "w_absence").focus()
    for _ in range(10):
        page.keyboard.press("PageUp")
        settled(page)
        if "Butikkhandel" not in verdict(page):
            break
    assert "Butikkhandel" not in verdict(page)
    assert "Butikkhandel" in page.get_by_text("Ut av utvalget:").first.locator("..").inner_text()


def test_the_link_shows_another_visitor_the_same(page, browser):
    slider(page, "w_absence").focus()
    page.keyboard.press("End")
    settled(page)
    slider(page, "frame").focus()
    page.keyboard.press("End")
    settled(page)
    page.get_by_text("Vilkår for hvem som kan velges").click()
    choose(page, "must", "Undervisning")
    shown = verdict(page), ranking(page)
    assert "Undervisning" in shown[0]
    other = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="nb-NO")
    try:
        visitor = other.new_page()
        visitor.goto(page.url)
        visitor.locator(FIGURE).first.wait_for()
        settled(visitor)
        assert (verdict(visitor), ranking(visitor)) == shown
    finally:
        other.close()


def test_a_link_that_was_tampered_with_is_refused_field_by_field(page, app_server):
    page.goto(f"{app_server}/?w_absence=500&frame=80")
    page.get_by_text("Noe i lenken kunne ikke brukes.").wait_for()
    assert "500" in page.get_by_role("alert").first.inner_text()
    settled(page)
    assert "w_absence" not in page.url
    assert "frame=80" in page.url


def test_changing_language_keeps_the_setting(page):
    slider(page, "w_absence").focus()
    page.keyboard.press("End")
    settled(page)
    page.get_by_text("Vilkår for hvem som kan velges").click()
    choose(page, "must", "Undervisning")
    page.get_by_role("radio", name="English").click()
    page.get_by_role("heading", name="Weights and selection").wait_for()
    settled(page)
    assert slider(page, "w_absence").input_value() == "100"
    assert "Education" in verdict(page)
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["Norsk", "English"])
def test_axe_finds_no_serious_violation(browser, app_server, scheme, language):
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, color_scheme=scheme)
    try:
        page = context.new_page()
        page.goto(f"{app_server}/?lang={language}")
        page.locator(FIGURE).first.wait_for()
        settled(page)
        found = Axe().run(page).response["violations"]
        ours = [
            (one["id"], node["target"], node["failureSummary"])
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
            if not any(one["id"] == rule and part in str(node["target"]) for rule, part in STREAMLITS_OWN)
        ]
        assert ours == []
    finally:
        context.close()


def test_a_telephone_needs_no_sideways_scrolling(browser, app_server):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nb-NO")
    try:
        page = context.new_page()
        page.goto(app_server)
        page.locator(FIGURE).first.wait_for()
        settled(page)
        main = page.locator("[data-testid='stMain']")
        assert main.evaluate("node => node.scrollWidth - node.clientWidth") <= 0
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    finally:
        context.close()
