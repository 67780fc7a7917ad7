"""What comes of real data in: what transfers, prevention, the baseline, and the same persons, as visitors use them."""

import json

import openpyxl
import pytest
from playwright.sync_api import expect

from app.shell import file_cache
from engine.foundation.locale import DEFAULT_LOCALE
from tests.browser.visitor import choose, drawn, go_to, sideways, violations_light_and_dark, visit

MADE_UP = "data=syntetisk"
PARTS = {
    "industry": ("transfer", "prevention", "baseline"),
    "cooccurrence": ("persons", "winnable"),
    "data": ("official",),
}


def open_part(page, part):
    name = DEFAULT_LOCALE.text("app_official.tab" if part == "official" else f"app_transfer.tab_{part}")
    page.get_by_role("tab", name=name, exact=True).click()
    page.get_by_role("tab", name=name, exact=True, selected=True).wait_for()
    drawn(page)


@pytest.mark.parametrize("name", PARTS)
def test_axe_finds_nothing_on_any_part_and_a_telephone_needs_no_sideways_scrolling(browser, app_server, name):
    """One visit a page, from part to part on a wide screen, then the same on a telephone."""
    page = visit(browser, f"{app_server}/{name}?{MADE_UP}")
    breaches, beside = {}, {}
    for part in PARTS[name]:
        open_part(page, part)
        breaches[part] = violations_light_and_dark(page)
    page.set_viewport_size({"width": 390, "height": 844})
    for part in PARTS[name]:
        open_part(page, part)
        beside[part] = sideways(page)
    page.context.close()
    assert breaches == {part: [] for part in PARTS[name]}
    assert all(wide <= 0 for wide in beside.values()), beside


def test_the_baseline_follows_the_link_and_its_sheet_can_be_filled_in(browser, app_server, tmp_path):
    page = visit(browser, f"{app_server}/industry?{MADE_UP}&power=0.95")
    open_part(page, "baseline")
    choose(page, "industry", "Sjøfart")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=DEFAULT_LOCALE.text("app_transfer.download_baseline")).click()
    file = tmp_path / waiting.value.suggested_filename
    assert file.name.startswith(DEFAULT_LOCALE.text("app.file_synthetic"))
    waiting.value.save_as(file)
    page.context.close()
    cells = [
        cell for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    assert DEFAULT_LOCALE.text("transfer.goal") in cells
    assert any("95\N{NO-BREAK SPACE}% styrke" in str(cell) for cell in cells)


def test_figures_of_persons_are_put_in_once_and_follow_the_visitor_until_taken_away(page, tmp_path):
    file = tmp_path / "sammenfall.json"
    file.write_text(
        json.dumps(json.loads(file_cache.made_up_persons("publisert")) | {"synthetic": False}), encoding="utf-8"
    )
    go_to(page, DEFAULT_LOCALE.text("app.cooccurrence_title"))
    open_part(page, "persons")
    page.locator("input[type=file]").set_input_files(file)
    remove = page.get_by_role("button", name=DEFAULT_LOCALE.text("app_transfer.persons_remove"))
    remove.wait_for()
    page.locator(".js-plotly-plot").first.wait_for()
    go_to(page, DEFAULT_LOCALE.text("app.method_title"))
    go_to(page, DEFAULT_LOCALE.text("app.cooccurrence_title"))
    open_part(page, "persons")
    remove.click()
    page.locator("input[type=file]").wait_for(state="attached")
    expect(page.locator(".js-plotly-plot")).to_have_count(0)


def test_on_paper_the_page_stands_alone_and_its_tables_fit(browser, app_server):
    page = visit(browser, f"{app_server}/industry?{MADE_UP}")
    open_part(page, "baseline")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})  # A4
    expect(page.locator("[data-testid='stSidebar']")).to_be_hidden()
    for table in page.locator("[data-testid='stTable'] table").all():
        box = table.bounding_box()
        assert box["x"] + box["width"] <= 794
    page.context.close()
