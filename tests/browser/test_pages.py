"""What holds for every page: the setting follows the visitor, anybody can read it, and files can be read back."""

from urllib.parse import urlsplit

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from engine.foundation.locale import text
from tests.browser.visitor import choose_industry, go_to, settled, slider, to_the_end, verdict, verdict_line

PAGES = ("ranking", "cooccurrence", "industry", "data", "method")
EVERY_PAGE = ("", "cooccurrence", "stability", "robustness", "parties", "industry", "data", "method")
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
MADE_UP = "data=syntetisk"


def visit(browser, address, **context):
    page = browser.new_context(locale="nb-NO", **context).new_page()
    page.goto(address)
    page.locator("[data-testid='stMain'] h1").first.wait_for()
    page.wait_for_timeout(1500)  # Plotly and the tables are fetched when the page has been drawn
    settled(page)
    return page


def test_the_setting_follows_the_visitor_from_page_to_page_and_back(page):
    to_the_end(page, "w_absence")
    chosen, asked = verdict(page), urlsplit(page.url).query
    for name in PAGES[1:]:
        go_to(page, text(f"app.{name}_title"))
        page.wait_for_url(f"**?{asked}")
        expect(slider(page, "w_absence"), name).to_have_value("100")
    go_to(page, text("app.ranking_title"))
    expect(verdict_line(page)).to_have_text(chosen, use_inner_text=True)
    page.wait_for_url(f"**?{asked}")


def test_the_industry_follows_the_visitor_too(page):
    go_to(page, text("app.industry_title"))
    choose_industry(page, "Sjøfart")
    page.get_by_role("heading", name="Sjøfart", level=2).wait_for()
    settled(page)
    go_to(page, text("app.method_title"))
    expect(page.locator("[data-testid='stTable']").first).to_contain_text("(6,4 − 2) / (9 − 2)")


def test_the_workbook_can_be_read_back_with_the_selection_in_it(page, tmp_path):
    page.get_by_role("tab", name=text("app.tab_download")).click()
    page.get_by_role("button", name=text("app.make_workbook")).click()
    page.get_by_role("button", name=text("app.download_workbook")).wait_for(timeout=120_000)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=text("app.download_workbook")).click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    book = openpyxl.load_workbook(file, read_only=True)
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert any("Butikkhandel, Hjemmetjenesten, Luftfart" in cell for cell in cells)
    assert text("stability.sheet") in book.sheetnames


def violations(page):
    """What axe finds of WCAG 2.2 AA, however serious."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [(one["id"], node["target"], node["failureSummary"]) for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_axe_finds_nothing_against_wcag_2_2_aa(browser, app_server, name, scheme):
    for query in ("", MADE_UP):
        page = visit(
            browser, f"{app_server}/{name}?{query}", color_scheme=scheme, viewport={"width": 1440, "height": 1000}
        )
        found = violations(page)
        page.context.close()
        assert found == []


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_axe_finds_nothing_on_a_telephone(browser, app_server, name):
    page = visit(browser, f"{app_server}/{name}", viewport={"width": 390, "height": 844})
    found = violations(page)
    page.context.close()
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_other_states_of_the_first_page(browser, app_server, scheme):
    page = visit(browser, app_server, color_scheme=scheme, viewport={"width": 1440, "height": 1000})
    for press in (
        page.get_by_role("tab", name="Tabell"),
        page.locator(".st-key-tour button"),
        page.locator(".st-key-meeting button"),
    ):
        press.click()
        settled(page)
        assert violations(page) == []
        page.keyboard.press("Escape")
        settled(page)
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_telephone_needs_no_sideways_scrolling(browser, app_server, name):
    page = visit(browser, f"{app_server}/{name}", viewport={"width": 390, "height": 844})
    main = page.locator("[data-testid='stMain']")
    assert main.evaluate("node => node.scrollWidth - node.clientWidth") <= 0
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.context.close()
