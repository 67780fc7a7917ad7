"""What leaves a page: on paper, by link and code, and as a file that a Norwegian Excel opens."""

import pytest

from engine.foundation.locale import DEFAULT_LOCALE
from tests.browser.visitor import arrive, picture

PRESSED = ("stSidebar", "stHeader", "stDownloadButton", "stButton", "stPopover", "stForm", "stFileUploader")
SHEET = 703  # pixels between the margins of A4
CUT = """() => [...document.querySelectorAll('.js-plotly-plot .main-svg')].map(one => {
    const box = one.getBoundingClientRect();
    return [one.hasAttribute('viewBox'), box.width > 0, box.right <= document.documentElement.clientWidth + 1];
})"""


@pytest.mark.parametrize("name", ["", "stability", "industry"])  # the first page with its figure as a picture
def test_a_page_is_whole_on_paper_with_what_it_shows_said_on_top(tab, app_server, name):
    arrive(tab, f"{app_server}/{name}?frame=80&minimum_new=2")
    if not name:
        picture(tab)
    tab.locator(".js-plotly-plot .main-svg").first.wait_for()
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": SHEET, "height": 1000})
    tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    head = tab.locator(".print-head")
    assert head.is_visible()
    assert "frame=80" in head.inner_text()
    assert not tab.locator(".phone-menu").is_visible()
    for kind in PRESSED:
        assert not [element for element in tab.get_by_test_id(kind).all() if element.is_visible()], kind
    assert all(all(sides) for sides in tab.evaluate(CUT))
    assert tab.evaluate("document.documentElement.scrollWidth") <= SHEET + 1


@pytest.mark.parametrize("name", ["options", "scenarios", "industry"])
def test_paper_has_no_heading_over_what_only_a_screen_can_use(tab, app_server, name):
    arrive(tab, f"{app_server}/{name}")
    blocks = tab.locator("[class*='st-key-on_screen_']")
    blocks.first.wait_for()
    tab.emulate_media(media="print")
    assert not [block for block in blocks.all() if block.is_visible()]


def test_paper_has_room_to_write_what_only_the_parties_know(tab, app_server):
    arrive(tab, f"{app_server}/decisions")
    tab.emulate_media(media="print")
    fields = tab.get_by_test_id("stTextArea").all()
    assert len(fields) > 1
    tops = [field.bounding_box()["y"] for field in fields]
    assert tops == sorted(tops), "the questions stand in the order of the report's"


def test_no_industry_of_the_numbers_is_wider_than_its_field_on_paper(page):
    page.locator(".numbers li").first.wait_for()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET, "height": 1000})
    fields = page.locator(".numbers li").all()
    assert fields
    assert all(field.evaluate("one => one.scrollWidth <= one.clientWidth") for field in fields)


@pytest.mark.parametrize(("name", "most"), [("industry", 3), ("method", 5)])
def test_on_paper_a_long_table_goes_from_sheet_to_sheet_and_what_a_figure_shows_stays_folded(
    tab, app_server, tmp_path, name, most
):
    """Counted in the file that the browser prints: a table that could not be parted left an empty sheet before it."""
    arrive(tab, f"{app_server}/{name}")
    tab.pdf(path=tmp_path / "page.pdf", format="A4", prefer_css_page_size=True)
    assert 1 < (tmp_path / "page.pdf").read_bytes().count(b"/Type /Page\n") <= most


def test_the_link_is_copied_and_shown_as_a_code(tab, app_server):
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    arrive(tab, f"{app_server}/?frame=80")
    tab.locator(".st-key-share button").click()
    copy = tab.locator(".copy-link")
    copy.click()
    tab.get_by_text(DEFAULT_LOCALE.text("app_leaving.copy_done"), exact=True).wait_for()
    assert tab.evaluate("navigator.clipboard.readText()").endswith("/?frame=80")
    tab.locator("[data-testid='stImage'] img").first.wait_for()


def test_a_table_is_downloaded_as_a_norwegian_excel_opens_it(page, tmp_path):
    page.get_by_role("tab", name=DEFAULT_LOCALE.text("app.tab_download")).click()
    button = page.get_by_role("button", name=DEFAULT_LOCALE.text("export.csv_for_excel")).first
    with page.expect_download() as waiting:
        button.click()
    waiting.value.save_as(tmp_path / "table.csv")
    content = (tmp_path / "table.csv").read_bytes()
    assert content.startswith("\N{ZERO WIDTH NO-BREAK SPACE}Plass;".encode())
    assert "83,901" in content.decode("utf-8-sig")


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_figure_is_kept_as_a_picture_of_either_kind_with_what_it_rests_on(page, tmp_path, kind):
    picture(page)
    with page.expect_download() as waiting:
        page.locator(f"[data-picture={kind}]").first.click()
    assert waiting.value.suggested_filename == f"rangering.{kind}"
    waiting.value.save_as(tmp_path / "picture")
    content = (tmp_path / "picture").read_bytes()
    if kind == "svg":
        assert DEFAULT_LOCALE.text("app_leaving.picture_ranking") in content.decode()
    else:
        assert content.startswith(b"\x89PNG")
        width, height = (int.from_bytes(content[start : start + 4], "big") for start in (16, 20))
        assert width >= 2000  # twice the pixels of the picture, for print and projector
        assert height > width / 2
