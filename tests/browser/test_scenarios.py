"""The negotiators' stories: options built and compared, a scenario saved, replayed by another, and the document."""

import io
import re

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.browser.conftest import started_app
from tests.browser.slow_line import Line
from tests.browser.visitor import menu_link, settled, slider, verdict


@pytest.fixture(scope="module")
def own_server(chromium_path, tmp_path_factory):
    """An app with a store of its own."""
    folder = tmp_path_factory.mktemp("store")
    address = f"sqlite:///{folder / 'scenarios.sqlite3'}"
    with started_app(folder / "server.log", {"BRANSJEVALG_DATABASE_URL": address}) as url:
        yield url


@pytest.fixture
def profile(browser, own_server):
    """A function that opens the app as somebody new, on the address that is given."""
    contexts = []

    def opened(address="", before=lambda page: None):
        context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="nb-NO", accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        before(page)
        page.goto(own_server + address)
        page.locator("[data-testid='stAppViewContainer'] h1").first.wait_for()
        settled(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def press(page, name):
    page.get_by_role("button", name=name).click()
    settled(page)


def field(page, label):
    return page.get_by_label(label, exact=True)


def downloaded(page, name):
    with page.expect_download(timeout=120_000) as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value.path().read_bytes()


def test_three_options_are_built_compared_and_put_in_the_document(profile):
    page = profile("/options")
    page.get_by_text("Endre alternativene, eller lag nye").click()
    settled(page)
    for _ in range(3):
        press(page, "Nytt alternativ")
    headings = page.get_by_role("columnheader").all_inner_texts()
    assert {f"Alternativ {letter}" for letter in "ABCDEFG"} <= set(headings)
    field(page, "Navn").fill("Vårt forslag")
    field(page, "Navn").press("Enter")
    settled(page)
    expect(page.get_by_role("cell", name="Vårt forslag")).to_be_visible()
    page.get_by_role("button", name="Lag dokumentet til bordet").click()
    expect(page.get_by_role("button", name="Last ned dokumentet (Word)")).to_be_visible(timeout=180_000)
    settled(page)
    word = Document(io.BytesIO(downloaded(page, "Last ned dokumentet (Word)")))
    titles = [paragraph.text for paragraph in word.paragraphs if paragraph.style.name.startswith("Heading")]
    assert "Alternativ G: Vårt forslag" in titles
    toml = downloaded(page, "Last ned alternativene (TOML)").decode()
    assert toml.count("[[option]]") == 7
    assert 'name_nb = "Vårt forslag"' in toml


def test_a_scenario_is_saved_by_one_and_opened_and_replayed_by_another(profile):
    first = profile("/scenarios?frame=76&max_new=4")
    field(first, "Navn").fill("Fire nye")
    field(first, "Hvorfor").fill("Rammen kan bli 76")
    press(first, "Lagre scenarioet")
    expect(first.get_by_text("«Fire nye» er lagret.")).to_be_visible()
    other = profile("/scenarios")
    expect(other.get_by_role("cell", name="Rammen kan bli 76")).to_be_visible()
    press(other, "Regn om igjen")
    expect(other.get_by_text(re.compile("gir det samme nå"))).to_be_visible()
    press(other, "Åpne scenarioet")
    expect(other.get_by_text("Du ser på scenarioet «Fire nye»")).to_be_visible()
    expect(slider(other, "frame")).to_have_value("76")
    assert "frame=76" in other.url
    assert "max_new=4" in other.url


def test_a_page_opened_before_a_scenario_has_arrived_shows_the_scenario(profile):
    first = profile("/scenarios?frame=78&max_new=4")
    field(first, "Navn").fill("Sein linje")
    press(first, "Lagre scenarioet")
    lines = []
    other = profile("/scenarios", before=lambda page: lines.append(Line(page)))
    lines[0].held = True
    other.get_by_role("button", name="Åpne scenarioet").click()
    lines[0].server_ends(other)
    menu_link(other, "Metode").click()
    lines[0].server_ends(other)
    lines[0].release()
    other.get_by_role("heading", name="Metode", level=1).wait_for()
    settled(other)
    assert "frame=78" in other.url
    assert "max_new=4" in other.url
    expect(slider(other, "frame")).to_have_value("78")
    expect(slider(other, "max_new")).to_have_value("4")


def test_two_scenarios_are_set_against_each_other(profile):
    page = profile("/scenarios?frame=76&minimum_new=4")
    field(page, "Navn").fill("Stor ramme")
    press(page, "Lagre scenarioet")
    second = profile("/scenarios?minimum_new=4")
    field(second, "Navn").fill("Dagens ramme")
    press(second, "Lagre scenarioet")
    table = second.get_by_role("region", name=re.compile("Fra «"))
    expect(table.get_by_role("rowheader", name="Ramme, mill. kr")).to_be_visible()
    expect(table.get_by_role("rowheader", name="I alt")).to_be_visible()


def test_a_button_repairs_a_setting_that_nobody_fits(profile):
    page = profile("/?data=publisert&frame=40&minimum_new=4&must=undervisning")
    expect(page.get_by_role("heading", name="Ingen utvalg oppfyller alle vilkårene")).to_be_visible()
    press(page, "Ramme på minst")
    assert verdict(page).startswith("✓ ")
    assert "frame=41.04" in page.url
