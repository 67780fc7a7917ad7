"""The stories of the first page: tune the weights, share the link, change language."""

import re
from datetime import date

from playwright.sync_api import expect

from engine.foundation.locale import DEFAULT_LOCALE, Locale, area
from tests.browser.visitor import (
    FIGURE,
    arrive,
    choose,
    left,
    picture,
    ranking,
    settled,
    slider,
    to_the_end,
    verdict,
    verdict_line,
)


def test_weights_are_tuned_by_keyboard_until_retail_leaves(page):
    expect(verdict_line(page)).to_contain_text("Butikkhandel")
    slider(page, "w_absence").focus()
    for _ in range(10):
        page.keyboard.press("PageUp")
        settled(page)
        if "Butikkhandel" not in verdict(page):
            break
    assert "Butikkhandel" not in verdict(page)
    expect(left(page)).to_contain_text("Butikkhandel")


def test_the_link_shows_another_visitor_the_same(page, browser):
    to_the_end(page, "w_absence")
    to_the_end(page, "frame")
    page.get_by_text("Vilkår for hvem som kan velges").click()
    choose(page, "must", "Undervisning")
    expect(verdict_line(page)).to_contain_text("Undervisning")
    settled(page)
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


def test_a_link_that_was_tampered_with_is_refused_field_by_field(tab, app_server):
    tab.goto(f"{app_server}/?w_absence=5&frame=80")
    tab.get_by_text("Noe i lenken kunne ikke brukes.").wait_for()
    expect(tab.get_by_role("alert").first).to_contain_text("0–1")
    tab.wait_for_url(lambda url: "w_absence" not in url)
    assert "frame=80" in tab.url


def test_a_refused_link_still_opens_the_page_it_is_about(tab, app_server):
    tab.goto(f"{app_server}/method?w_absence=5&nosuch=1&frame=80")
    tab.get_by_text("Noe i lenken kunne ikke brukes.").wait_for()
    tab.get_by_role("heading", name="Metode", level=1).wait_for()
    tab.wait_for_url(f"{app_server}/method?frame=80")


def test_changing_language_keeps_the_setting(page):
    to_the_end(page, "w_absence")
    page.get_by_text("Vilkår for hvem som kan velges").click()
    choose(page, "must", "Undervisning")
    page.get_by_role("radio", name="English").click()
    page.get_by_role("heading", name="Weights and selection").wait_for()
    settled(page)
    expect(slider(page, "w_absence")).to_have_value("100")
    expect(verdict_line(page)).to_contain_text("Education")
    expect(page.locator("html")).to_have_attribute("lang", "en")


ENGLISH_AND_ENTER = """() => {
    [...document.querySelectorAll("[role=radio]")].find(one => one.textContent.includes("English")).click();
    const pressed = { key: "Enter", code: "Enter", bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", pressed));
}"""


def test_a_choice_made_while_the_language_changes_is_kept(page):
    """The list is open with the old language's names when the switch is pressed, and the choice follows at once."""
    page.get_by_text("Vilkår for hvem som kan velges").click()
    page.locator(".st-key-objective input").click()
    page.keyboard.type("poeng ganger")
    expect(page.get_by_role("option")).to_have_text([DEFAULT_LOCALE.text("app.objective_sum_times_jobs")])
    page.evaluate(ENGLISH_AND_ENTER)
    page.get_by_role("heading", name="Weights and selection").wait_for()
    page.wait_for_url("**objective=sum_times_jobs*")
    settled(page)
    expect(page.locator(".st-key-objective input")).to_have_value(Locale("en").text("app.objective_sum_times_jobs"))


def test_what_streamlit_itself_says_is_in_the_visitors_language(page):
    """Heard by those who do not see the page: no word of Streamlit's English is left, and all are back in English."""
    words = area("app_streamlit").values()
    sliders = page.get_by_role("button", name=re.compile("^Hjelp til "))
    expect(sliders.first).to_be_attached()
    for word in words:
        expect(page.get_by_label(re.compile(f"^{word['en']}"), exact=True), word["en"]).to_have_count(0)
    page.get_by_role("radio", name="English").click()
    page.get_by_role("heading", name="Weights and selection").wait_for()
    expect(sliders).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Help for ")).first).to_be_attached()


def test_a_picture_of_made_up_figures_says_what_it_is_and_nothing_is_cut(tab, app_server, tmp_path):
    arrive(tab, f"{app_server}/?data=syntetisk&frame=80")
    figure = picture(tab)
    before = figure.bounding_box()
    figure.hover()
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name=DEFAULT_LOCALE.text("app_streamlit.download_plot")).first.click()
    assert waiting.value.suggested_filename == "OPPDIKTET-rangering.svg"
    waiting.value.save_as(tmp_path / "picture.svg")
    assert figure.bounding_box() == before
    tab.goto((tmp_path / "picture.svg").as_uri())
    text = " ".join(tab.locator("text").all_text_contents())
    link = f"{app_server}/?data=syntetisk&frame=80"
    for part in (
        DEFAULT_LOCALE.text("app_leaving.synthetic"),
        DEFAULT_LOCALE.text("app_leaving.picture_ranking"),
        "Kilder: ",
        "80",
        link,
    ):
        assert part in text
    assert date.today().isoformat() in text
    whole = tab.locator("svg").first.bounding_box()
    boxes = [element.bounding_box() for element in tab.locator("text").all() if element.text_content().strip()]
    assert min(box["x"] for box in boxes) >= whole["x"]
    assert max(box["x"] + box["width"] for box in boxes) <= whole["x"] + whole["width"]
    assert min(box["y"] for box in boxes) >= whole["y"]
    assert max(box["y"] + box["height"] for box in boxes) <= whole["y"] + whole["height"]


def test_numbers_follow_the_pages_language_and_not_the_browsers(browser, app_server):
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="en-US")
    try:
        page = context.new_page()
        page.goto(app_server)
        page.get_by_role("radio", name="Bokmål").click()
        expect(slider(page, "minimum_new")).to_have_attribute("aria-valuetext", "3,5")
        expect(page.locator(".st-key-minimum_new")).to_contain_text("3,5")
        page.get_by_role("radio", name="English").click()
        expect(slider(page, "minimum_new")).to_have_attribute("aria-valuetext", "3.5")
    finally:
        context.close()
