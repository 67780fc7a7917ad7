"""New figures from Statistics Norway in a real browser: fetched, read, used on every page, and left while it waits."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from engine.foundation.locale import DEFAULT_LOCALE
from tests.browser.visitor import go_to, menu_link, settled, take
from tests.engine.sources.statbank.server import Reply
from tests.engine.sources.statbank.small import DATA, METADATA, RECIPE, answers

OWN_RECIPE = {"name": "egen.toml", "mimeType": "application/toml", "buffer": RECIPE.encode()}


def open_part(page):
    go_to(page, DEFAULT_LOCALE.text("app.data_title"))
    page.get_by_role("tab", name=DEFAULT_LOCALE.text("app_official.tab")).click()
    page.get_by_text(DEFAULT_LOCALE.text("app_official.says")).wait_for()
    settled(page)


def only_own_recipe(page):
    """Put one's own recipe in, and take the built-in ones out of what is fetched."""
    page.get_by_text(DEFAULT_LOCALE.text("app_official.own"), exact=True).click()
    page.locator("input[type=file]").set_input_files(OWN_RECIPE)
    page.get_by_role("cell", name="egen", exact=True).wait_for()
    settled(page)
    chosen = page.get_by_role("combobox", name=DEFAULT_LOCALE.text("app_official.chosen"))
    chosen.click()
    for _ in range(3):
        page.keyboard.press("Backspace")
    take(page, chosen, "egen")
    page.keyboard.press("Escape")
    settled(page)


def test_figures_are_fetched_by_ones_own_recipe_and_used_on_every_page(page, statbank):
    answers(statbank[0])
    open_part(page)
    only_own_recipe(page)
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app_official.fetch")).click()
    page.get_by_role("heading", name=DEFAULT_LOCALE.text("app_official.came")).wait_for()
    settled(page)
    serious = [
        violation["id"]
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert serious == []
    with page.expect_download() as waiting:
        page.get_by_role("button", name=DEFAULT_LOCALE.text("app_official.keep")).click()
    assert waiting.value.suggested_filename == f"{DEFAULT_LOCALE.text('app_official.file')}.zip"
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.own_use", criteria="publisert.toml")).click()
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.own_remove")).wait_for()
    go_to(page, DEFAULT_LOCALE.text("app.ranking_title"))
    expect(page.locator("[data-testid='stAlert']", has_text="tabell 12441 fra SSB").first).to_be_visible()


def test_a_server_that_stalls_can_be_left_at_once(page, statbank):
    bank = statbank[0]
    bank.says("/v2/tables/12441/metadata", Reply(METADATA, length=len(DATA) + len(METADATA), hold=True))
    open_part(page)
    only_own_recipe(page)
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app_official.fetch")).click()
    page.get_by_text(DEFAULT_LOCALE.text("app_official.waiting")).wait_for()
    menu_link(page, DEFAULT_LOCALE.text("app.method_title")).click()
    page.get_by_role("heading", name=DEFAULT_LOCALE.text("app.method_title"), level=1).wait_for(timeout=10_000)
