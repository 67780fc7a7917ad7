"""What holds for every page: the setting follows the visitor, anybody can read it, and files can be read back."""

from urllib.parse import urlsplit

import openpyxl
import pytest
from playwright.sync_api import expect

from engine.foundation.locale import DEFAULT_LOCALE, LANGUAGES, Locale
from tests.browser.visitor import (
    arrive,
    choose_industry,
    drawn,
    go_to,
    moved_sideways,
    settled,
    sideways,
    slider,
    stops,
    to_the_end,
    verdict,
    verdict_line,
    violations,
    violations_light_and_dark,
    visit,
)

PAGES = ("ranking", "cooccurrence", "industry", "data", "method")
EVERY_PAGE = (
    "",
    *("cooccurrence", "stability", "robustness", "parties", "options"),
    *("decisions", "scenarios", "industry", "data", "method"),
)


def test_the_setting_follows_the_visitor_from_page_to_page_and_back(page):
    to_the_end(page, "w_absence")
    chosen, asked = verdict(page), urlsplit(page.url).query
    for name in PAGES[1:]:
        go_to(page, DEFAULT_LOCALE.text(f"app.{name}_title"))
        page.wait_for_url(f"**?{asked}")
        expect(slider(page, "w_absence"), name).to_have_value("100")
    go_to(page, DEFAULT_LOCALE.text("app.ranking_title"))
    expect(verdict_line(page)).to_have_text(chosen, use_inner_text=True)
    page.wait_for_url(f"**?{asked}")


def test_the_heads_of_the_matrix_lie_where_there_is_room_and_stand_where_there_is_not(tab, app_server):
    tab.set_viewport_size({"width": 1920, "height": 1080})
    arrive(tab, f"{app_server}/parties?data=publisert")
    head = tab.locator("[data-testid='stPlotlyChart']").first.locator(".xtick text").first
    lies = "text => { const box = text.getBoundingClientRect(); return box.width > box.height; }"
    expect(head).to_be_visible()
    assert head.evaluate(lies)
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.reload()
    expect(head).to_be_visible()
    settled(tab)
    assert not head.evaluate(lies)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_an_address_of_no_page_is_told_of_in_the_visitors_language(tab, app_server, tag):
    arrive(tab, f"{app_server}/nowhere?lang={tag}")
    locale = Locale(tag)
    words = [locale.text("app_streamlit.no_page"), locale.text("app_streamlit.no_page_says")]
    expect(tab.get_by_role("dialog").locator("h2, h2 + div")).to_have_text(words)
    expect(tab.get_by_role("dialog").get_by_role("button")).to_have_accessible_name(locale.text("app_streamlit.close"))


def test_the_name_of_the_first_page_as_an_address_opens_it_with_what_is_asked(tab, app_server):
    arrive(tab, f"{app_server}/ranking?lang=en&frame=80")
    tab.wait_for_url(f"{app_server}/?lang=en&frame=80")
    expect(tab.get_by_role("heading", level=1)).to_have_text(Locale("en").text("app.ranking_title"))
    expect(slider(tab, "frame")).to_have_value("80")
    expect(tab.get_by_role("dialog")).to_have_count(0)


def test_the_industry_follows_the_visitor_too(page):
    go_to(page, DEFAULT_LOCALE.text("app.industry_title"))
    choose_industry(page, "Sjøfart")
    page.get_by_role("heading", name="Sjøfart", level=2).wait_for()
    settled(page)
    go_to(page, DEFAULT_LOCALE.text("app.method_title"))
    expect(page.locator("[data-testid='stTable']").first).to_contain_text("(6,4 − 2) / (9 − 2)")


def test_the_workbook_can_be_read_back_with_the_selection_in_it(page, tmp_path):
    page.get_by_role("tab", name=DEFAULT_LOCALE.text("app.tab_download")).click()
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.make_workbook")).wait_for()
    settled(page)
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.make_workbook")).click()
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.download_workbook")).wait_for(timeout=120_000)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=DEFAULT_LOCALE.text("app.download_workbook")).click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    book = openpyxl.load_workbook(file, read_only=True)
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert any("Butikkhandel, Hjemmetjenesten, Luftfart" in cell for cell in cells)
    assert DEFAULT_LOCALE.text("stability.sheet") in book.sheetnames


def test_an_answer_and_a_weight_are_reached_and_changed_without_a_mouse(tab, app_server):
    arrive(tab, f"{app_server}/stability?data=publisert")
    field = tab.locator(".st-key-industry input")
    for _ in range(40):
        tab.keyboard.press("Tab")
        if field.evaluate("one => one === document.activeElement"):
            break
    tab.keyboard.type("Sjøfart")
    expect(tab.get_by_role("option").first).to_have_text("Sjøfart")
    tab.keyboard.press("Enter")
    tab.get_by_role("heading", name="Sjøfart er med").wait_for()
    settled(tab)
    tab.evaluate("document.activeElement.blur()")
    skip = tab.get_by_role("button", name="Gå til vektene")
    skip.focus()
    tab.keyboard.press("Enter")
    expect(slider(tab, "w_msk")).to_be_focused()
    tab.keyboard.press("Home")
    tab.wait_for_url("**w_msk=0*")


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_axe_finds_nothing_tab_goes_all_the_way_and_a_telephone_needs_no_sideways_scrolling(browser, app_server, name):
    """One visit a page, first on a wide screen by keyboard and in both colour schemes, then on a telephone."""
    page = visit(browser, f"{app_server}/{name}")
    by_keyboard = stops(page)
    wide = violations_light_and_dark(page)
    page.set_viewport_size({"width": 390, "height": 844})
    drawn(page)
    narrow, beside, tables = violations(page), sideways(page), moved_sideways(page)
    page.context.close()
    assert {stop["where"] for stop in by_keyboard} == {"top", "page", "panel"}
    assert all(stop["in_sight"] for stop in by_keyboard)
    assert all(stop["ring"] for stop in by_keyboard if stop["tab"])  # Streamlit's own ring of a tab is cut off
    assert wide == []
    assert narrow == []
    assert beside <= 0
    assert tables == []


@pytest.mark.parametrize("name", ["", "options", "data"])  # the sheets and the co-occurrence: test_sheet.py
def test_axe_finds_nothing_where_the_figures_are_made_up(browser, app_server, name):
    page = visit(browser, f"{app_server}/{name}?data=syntetisk", viewport={"width": 390, "height": 844})
    breaches, beside = violations_light_and_dark(page), sideways(page)
    page.context.close()
    assert breaches == []
    assert beside <= 0


def test_axe_finds_nothing_in_the_other_states_of_the_first_page(browser, app_server):
    page = visit(browser, app_server)
    for press in (
        page.get_by_role("tab", name="Tabell"),
        page.locator(".st-key-tour button"),
        page.locator(".st-key-meeting button"),
    ):
        press.click()
        settled(page)
        assert violations_light_and_dark(page) == []
        page.keyboard.press("Escape")
        settled(page)
    page.context.close()
