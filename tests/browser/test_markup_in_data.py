"""Data with markup in every text: nothing is asked of another host, and all of it is shown as it is written."""

import csv
import re
import shutil
from urllib.parse import quote, urlsplit

import pytest

from app.shell.wording import JOINER
from engine.cli.app_process import CRITERIA_VARIABLE, DATA_VARIABLE
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import DEFAULT_LOCALE
from tests.browser.conftest import started_app
from tests.browser.visitor import go_to, settled

HOST = "evil.example"
BAD = (
    f"![b](https://{HOST}/i.png) [l](https://{HOST}/) $x^2$ :material/home: :red[r] "
    f"<img src=https://{HOST}/j.png> <a href=https://{HOST}>a</a> www.{HOST}"
)
PAGES = ("ranking", "cooccurrence", "stability", "robustness", "parties", "industry", "data", "method")
NAMED = {"industries.csv": ("name_nb", "name_en"), "codes.csv": ("name_nb",)}
SOURCES = ("title", "publisher", "reference")
OPEN_ALL = """() => document.querySelectorAll("[data-testid='stMain'] details:not([open]) > summary")
    .forEach(one => one.click())"""
MADE_OF_MARKUP = """() => {
    const strange = [];
    const told = one => {
        const chain = [];
        for (let up = one.parentElement; up && chain.length < 4; up = up.parentElement)
            if (up.dataset.testid) chain.push(up.dataset.testid);
        return `${one.outerHTML.slice(0, 90)} in ${chain.join(" < ")}: ${one.parentElement.textContent.slice(0, 90)}`;
    };
    for (const one of document.querySelectorAll("a, img, iframe, object, link, script")) {
        const to = one.getAttribute("href") ?? one.getAttribute("xlink:href") ?? one.getAttribute("src") ?? "";
        if (to.includes("evil.example")) strange.push(told(one));
    }
    const kinds = ".katex, .stMarkdownColoredText, [data-testid='stException'], [role=img][aria-label='home icon']";
    for (const one of document.querySelectorAll(kinds)) strange.push(told(one));
    return strange;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The published figures, with markup in all that has a text."""
    made = tmp_path_factory.mktemp("made") / ":material_home: [l](x) $y$"
    shutil.copytree(shipped_data() / "publisert", made)
    for file in made.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        named = NAMED.get(file.name, SOURCES if file.name == "sources.csv" else ())
        for index, row in enumerate(rows):
            row.update({column: f"{BAD} {index}" for column in named if column in row})
        with file.open("w", encoding="utf-8", newline="") as opened:
            written = csv.DictWriter(opened, rows[0].keys())
            written.writeheader()
            written.writerows(rows)
    return made


@pytest.fixture(scope="module")
def criteria(tmp_path_factory):
    made = tmp_path_factory.mktemp("criteria") / ":red[r] [l](x).toml"
    numbers = iter(range(1000))
    written = (shipped_criteria() / "publisert.toml").read_text("utf-8")
    texts = re.compile(r'^((?:label|title|note)_(?:nb|en) = )"(?:[^"\\\\]|\\\\.)*"', re.MULTILINE)
    written, count = texts.subn(lambda match: f'{match[1]}"{BAD} {next(numbers)}"', written)
    assert count > 20
    made.write_text(written, "utf-8")
    return made


@pytest.fixture(scope="module")
def server(chromium_path, tmp_path_factory, folder, criteria):
    log = tmp_path_factory.mktemp("marked") / "server.log"
    with started_app(log, {DATA_VARIABLE: str(folder), CRITERIA_VARIABLE: str(criteria)}) as address:
        yield address


def as_read(page):
    return " ".join(page.locator("[data-testid='stApp']").inner_text().replace(JOINER, "").split())


def test_no_page_asks_another_host_and_all_is_shown_as_written(browser, server):
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="nb-NO")
    page = context.new_page()
    page.set_default_timeout(60_000)
    elsewhere, strange = [], []
    page.on("request", lambda asked: elsewhere.append(asked.url) if _is_elsewhere(asked.url) else None)
    page.goto(f"{server}/?must={quote(BAD)}&{quote(BAD)}=1&w_msk=0.5")
    page.locator("[data-testid='stMain'] h1").first.wait_for()
    settled(page)
    for name in PAGES:
        if name != PAGES[0]:
            go_to(page, DEFAULT_LOCALE.text(f"app.{name}_title"))
        if BAD not in as_read(page):
            strange.append((name, "not as written"))
        strange += [(name, element) for element in page.evaluate(MADE_OF_MARKUP)]
        for index in range(page.get_by_role("tab").count()):
            page.get_by_role("tab").nth(index).click()
            settled(page)
            page.evaluate(OPEN_ALL)
            settled(page)
            strange += [(name, index, element) for element in page.evaluate(MADE_OF_MARKUP)]
            if DEFAULT_LOCALE.text("app.defect").partition("**")[2][:20] in as_read(page):
                strange.append((name, index, "defect"))
    context.close()
    assert not strange, "\n".join(map(str, strange))
    assert elsewhere == []


def _is_elsewhere(url):
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1"
