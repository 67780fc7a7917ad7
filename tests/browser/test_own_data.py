"""One's own data in a real browser: a broken file is told of, a good folder is used, and nobody else sees it."""

import shutil
import zipfile

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from engine.dataset.shipped import DEFAULT_CRITERIA, shipped_data
from engine.foundation.locale import DEFAULT_LOCALE
from tests.browser.visitor import go_to, settled, verdict_line

FOLDER = shipped_data() / "publisert"


def open_own_tab(page):
    go_to(page, DEFAULT_LOCALE.text("app.data_title"))
    page.get_by_role("tab", name=DEFAULT_LOCALE.text("app.tab_own")).click()
    page.get_by_text(DEFAULT_LOCALE.text("app.own_files")).wait_for()
    settled(page)


def put_in(page, *files):
    page.locator("input[type=file]").set_input_files(list(files))


def test_a_broken_file_is_told_of_with_row_and_column_before_anything_is_used(page, tmp_path):
    open_own_tab(page)
    copy = tmp_path / "mine"
    shutil.copytree(FOLDER, copy)
    industries = copy / "industries.csv"
    industries.write_text(industries.read_text(encoding="utf-8").replace("private", "privat", 1), encoding="utf-8")
    put_in(page, *sorted(copy.iterdir()))
    alert = page.get_by_role("alert").filter(has_text="industries.csv")
    alert.wait_for()
    expect(alert).to_contain_text("sector")
    expect(alert).to_contain_text("Mente du «private»")
    expect(
        page.get_by_role("button", name=DEFAULT_LOCALE.text("app.own_use", criteria=f"{DEFAULT_CRITERIA}.toml"))
    ).to_have_count(0)


def test_a_folder_of_ones_own_is_used_on_every_page_and_does_not_travel_with_the_link(page, browser, tmp_path):
    """The shipped folder without butikkhandel among those who can be chosen."""
    archive = tmp_path / "uten butikk.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for path in FOLDER.iterdir():
            content = path.read_text(encoding="utf-8")
            if path.name == "industries.csv":
                lines = content.splitlines()
                lines = [
                    line.replace("candidate", "programme") if line.startswith("butikk") else line for line in lines
                ]
                content = "\n".join(lines) + "\n"
            made.writestr(f"mine/{path.name}", content)
    open_own_tab(page)
    put_in(page, archive)
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.own_use", criteria=f"{DEFAULT_CRITERIA}.toml")).click()
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.own_remove")).wait_for()
    settled(page)
    serious = [
        violation["id"]
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert serious == []
    for name in ("ranking", "method"):
        go_to(page, DEFAULT_LOCALE.text(f"app.{name}_title"))
        page.locator("[data-testid='stAlert']", has_text="uten butikk.zip").wait_for()
    go_to(page, DEFAULT_LOCALE.text("app.ranking_title"))
    expect(verdict_line(page)).not_to_contain_text("Butikkhandel")
    other = browser.new_context(locale="nb-NO")
    try:
        visitor = other.new_page()
        visitor.goto(page.url)
        visitor.get_by_text("Lenken gjelder egne tall").wait_for()
        settled(visitor)
        expect(verdict_line(visitor)).to_contain_text("Butikkhandel")
        expect(visitor.locator("body")).not_to_contain_text("uten butikk")
    finally:
        other.close()
    open_own_tab(page)
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app.own_remove")).click()
    page.get_by_text("uten butikk.zip").first.wait_for(state="detached")
    go_to(page, DEFAULT_LOCALE.text("app.ranking_title"))
    expect(verdict_line(page)).to_contain_text("Butikkhandel")
