"""The first minute: doors, the line and its reasons, meeting mode, the telephone, the keyboard and those who listen."""

from itertools import pairwise

from playwright.sync_api import expect

from tests.browser.visitor import FIGURE, go_to, moved_sideways, picture, settled, slider, verdict

PHONE = {"width": 390, "height": 844}
FOCUSED = """() => {
    const one = document.activeElement;
    return one.closest('[data-testid="stSidebar"]') ? "panel"
        : one.closest('[data-testid="stTopNav"]') ? "menu"
        : one.closest('.skips') ? "skips" : "page";
}"""


def minimum_up_to_four(page):
    slider(page, "minimum_new").focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_url("**minimum_new=4*")
    settled(page)


def test_a_stranger_sees_names_numbers_and_the_line_on_the_first_screen_in_large_type(browser, app_server):
    page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nb-NO").new_page()
    page.goto(app_server)
    page.locator(FIGURE).first.wait_for()
    settled(page)
    line = page.locator(".bars .cut")
    assert line.bounding_box()["y"] + line.bounding_box()["height"] < 900
    for part in (".name", ".sum"):
        sizes = page.locator(f"{FIGURE} {part}").evaluate_all("all => all.map(one => getComputedStyle(one).fontSize)")
        assert {float(size.removesuffix("px")) >= 16 for size in sizes} == {True}
    boxes = [figure.bounding_box() for figure in page.locator(FIGURE).all()]
    assert all(upper["y"] + upper["height"] <= other["y"] for upper, other in pairwise(boxes))
    expect(page).to_have_title("Vekter og utvalg – Bransjevalg")
    page.context.close()


def test_who_is_passed_over_has_the_reason_in_place(page):
    minimum_up_to_four(page)
    aviation = page.locator(FIGURE, has_text="Luftfart").first
    expect(aviation).to_contain_text("tilskuddet ville blitt 3,68 av 4,0 mill. kr")
    expect(page.locator("[data-testid='stMain'] li", has_text="Ut av utvalget: Luftfart")).to_contain_text(
        "3,68 av 4,0"
    )


def test_the_pointer_on_a_bar_shows_the_figure_behind_and_escape_takes_it_away(page):
    part = page.locator(f"{FIGURE} .part").nth(2)
    part.hover()
    shown = part.evaluate("one => getComputedStyle(one, '::after').content")
    assert "7,5\N{NO-BREAK SPACE}% (2016K3, nedarvet fra næring 86-88, NAV 2016) → 15,7 av 20,0 poeng" in shown
    page.keyboard.press("Escape")
    assert part.evaluate("one => getComputedStyle(one, '::after').display") == "none"


def test_the_table_is_sorted_by_its_headings_and_a_name_opens_the_figures_behind(page):
    page.get_by_role("tab", name="Tabell").click()
    names = page.locator(".grid.sorted tbody th summary")
    expect(names.first).to_have_text("Hjemmetjenesten")
    heights = page.locator(".grid.sorted tbody tr").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert max(heights) <= 34
    page.get_by_role("button", name="Bransje", exact=True).click()
    expect(names.first).to_have_text("Andre helsetjenester")
    page.get_by_role("button", name="Bransje", exact=True).click()
    expect(names.first).not_to_have_text("Andre helsetjenester")
    page.get_by_role("button", name="Jobber", exact=True).click()
    expect(names.first).to_have_text("Undervisning")
    names.first.click()
    expect(page.locator(".grid.sorted tbody details[open] li").nth(2)).to_contain_text("2016K3")


def test_on_a_telephone_the_table_is_no_wider_than_the_page_and_still_sorted_with_the_points_behind_a_name(page):
    page.set_viewport_size(PHONE)
    page.get_by_role("tab", name="Tabell").click()
    names = page.locator(".grid.sorted tbody th summary")
    expect(names.first).to_have_text("Hjemmetjenesten")
    assert moved_sideways(page) == []
    page.locator(".grid.sorted thead").get_by_text("Jobber", exact=True).click()
    expect(names.first).to_have_text("Undervisning")
    names.first.click()
    expect(page.locator(".grid.sorted tbody details[open] li").first).to_contain_text("av 25,0 poeng")


def test_on_a_telephone_what_is_set_comes_to_and_the_ranking_stand_before_what_other_numbers_would(page):
    page.set_viewport_size(PHONE)
    settled(page)
    echo = page.locator(".st-key-numbers p", has_text="Rapportens ord")
    down = [echo, *(page.locator(place) for place in (".st-key-selected", ".st-key-verdict", ".st-key-ranking h2"))]
    down += [
        page.locator("ul.numbers"),
        page.get_by_role("heading", name="Tilskudd"),
        page.locator(".st-key-more_tabs"),
    ]
    tops, before = [place.bounding_box()["y"] for place in down], []
    while tops != before:  # ends: the page comes to rest
        before, tops = tops, [place.bounding_box()["y"] for place in down]
    assert tops == sorted(tops)
    assert tops[3] < PHONE["height"]


def test_the_three_doors_lead_where_they_say(page):
    page.locator(".st-key-door_weights button").click()
    expect(slider(page, "w_msk")).to_be_focused()
    page.locator(".st-key-door_home button").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Rangering (CSV)")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator(".st-key-tour button").click()
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(7)
    page.keyboard.press("Escape")
    page.locator(".st-key-door_industry button").click()
    page.get_by_role("heading", name="Blir bransjen med?", level=1).wait_for()


def test_the_door_to_the_weights_waits_for_them_where_another_slider_of_the_panel_is_drawn_first(page):
    slider(page, "w_msk").wait_for()
    page.evaluate(
        """() => {
            const holder = document.querySelector(".weights");
            const rows = [...holder.childNodes];
            holder.replaceChildren();
            document.querySelector(".st-key-door_weights button").click();
            setTimeout(() => holder.append(...rows), 1500);
        }"""
    )
    expect(slider(page, "w_msk")).to_be_focused()


def test_a_slider_keeps_the_focus_when_the_panel_is_moved_behind_the_menu(page):
    slider(page, "w_msk").focus()
    page.evaluate(
        """() => {
            const panel = document.querySelector("[data-testid='stSidebar']");
            const range = document.activeElement;
            const beside = [...panel.parentElement.children].find((one) => one.querySelector("[data-testid='stMain']"));
            beside.before(panel);
            range.focus();
        }"""
    )
    page.wait_for_function("!document.querySelector(\"[data-testid='stSidebar']\").nextElementSibling")
    expect(slider(page, "w_msk")).to_be_focused()


def test_meeting_mode_goes_from_setting_to_setting_with_the_panel_away(page):
    before = verdict(page)
    page.locator(".st-key-meeting button").click()
    settled(page)
    expect(page.locator("[data-testid='stSidebar']")).to_be_hidden()
    assert (
        float(page.locator(f"{FIGURE} .name").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")) >= 24
    )
    expect(page.locator(".bars .cut")).to_be_visible()
    page.get_by_role("button", name="Neste innstilling").click()
    expect(page.get_by_text("Innstilling 2 av 6")).to_be_visible()
    page.wait_for_url("**w_msk=*")
    page.get_by_role("button", name="Forrige innstilling").click()
    expect(page.get_by_text("Innstilling 1 av 6")).to_be_visible()
    page.get_by_role("button", name="Avslutt møtevisning").click()
    expect(page.locator("[data-testid='stSidebar']")).to_be_visible()
    settled(page)
    assert verdict(page) == before


def test_on_a_telephone_the_ranking_as_a_picture_takes_no_more_room_than_is_drawn(browser, app_server):
    page = browser.new_context(viewport=PHONE, locale="nb-NO", has_touch=True).new_page()
    page.goto(app_server)
    page.locator(FIGURE).first.wait_for()
    drawn = picture(page).locator(".main-svg").first.bounding_box()
    room = page.locator(".st-key-ranking_chart").bounding_box()
    assert abs(room["height"] - drawn["height"]) <= 2
    assert drawn["width"] <= PHONE["width"]
    page.context.close()


def test_on_a_telephone_the_result_stays_in_sight_while_a_weight_moves(browser, app_server):
    page = browser.new_context(viewport=PHONE, locale="nb-NO", has_touch=True).new_page()
    page.goto(app_server)
    page.locator(FIGURE).first.wait_for()
    settled(page)
    page.locator(".st-key-door_weights button").click()
    expect(slider(page, "w_msk")).to_be_focused()
    selected = page.locator(".st-key-selected")
    before = selected.inner_text()
    page.keyboard.press("Home")  # without a weight on pain, retail is out
    expect(selected).not_to_have_text(before, use_inner_text=True)
    box, sheet = selected.bounding_box(), page.locator("[data-testid='stSidebar']").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= sheet["y"]
    assert sheet["y"] + sheet["height"] <= PHONE["height"] + 1
    page.locator("[data-testid='stSidebarCollapseButton'] button").click()
    expect(page.locator("[data-testid='stSidebar']")).to_be_hidden()
    page.locator(".phone-menu").get_by_role("link", name="Metode").click()
    page.get_by_role("heading", name="Metode", level=1).wait_for()
    expect(page.locator(".phone-menu [aria-current]")).to_be_in_viewport(ratio=0.9)  # the last of eleven
    page.locator(".phone-menu").get_by_role("link", name="Vekter og utvalg").click()
    page.get_by_role("heading", name="Vekter og utvalg", level=1).wait_for()
    page.context.close()


def test_the_first_stops_lead_past_the_rest_and_the_menu_comes_before_the_panel(page):
    expect(page.get_by_role("button", name="Gå til resultatet")).to_be_attached()
    settled(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Gå til resultatet")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className").count("st-key-selected")
    page.get_by_role("button", name="Gå til resultatet").focus()
    order = []
    for _ in range(60):
        page.keyboard.press("Tab")
        order.append(page.evaluate(FOCUSED))
        if order[-1] == "panel":
            break
    assert list(dict.fromkeys(order)) == ["skips", "menu", "page", "panel"]
    page.get_by_role("radio", name="English").click()
    page.get_by_role("heading", name="Weights and selection").wait_for()
    expect(page.get_by_role("button", name="Skip to the result")).to_be_attached()


def test_a_help_button_is_no_stop_but_a_question_mark_opens_it(page):
    slider(page, "w_msk").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Lås Sammenfall: muskel- og skjelettsmerter")).to_be_focused()
    page.keyboard.press("Tab")
    expect(slider(page, "w_mental")).to_be_focused()
    note = page.locator("#weight-note-mental")
    expect(note).to_be_hidden()
    page.keyboard.press("?")
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(slider(page, "w_mental")).to_be_focused()
    slider(page, "minimum_new").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("tooltip")).to_contain_text("levedyktig")
    page.keyboard.press("Escape")
    expect(slider(page, "minimum_new")).to_be_focused()


def test_a_changed_result_is_said_aloud(page):
    status = page.locator("#said-aloud")
    expect(status).to_have_role("status")
    expect(status).to_have_text("")
    minimum_up_to_four(page)
    expect(status).to_contain_text("Nye med innstillingen nå: 5: ✓ Eiendoms- og vakttjenester")


def test_no_icon_is_read_as_a_word(page):
    for name in ("Vekter og utvalg", "Data og kilder"):
        go_to(page, name)
        expect(
            page.locator("[data-testid='stMain'] :is([data-testid='stIconMaterial'], [role='img'])")
        ).not_to_have_count(0)
        for read in ("[data-testid='stIconMaterial']", "[data-testid='stMain'] [role='img'][aria-label$=' icon']"):
            expect(page.locator(f"{read}:not([aria-hidden='true'])")).to_have_count(0)


def test_a_slider_has_the_colour_that_its_criterion_has_in_the_bars(page):
    """So that the panel says what the bars are made of; the legend with each name stands below them."""
    page.locator(".weight-colour").first.wait_for()
    filled = "all => all.map(one => getComputedStyle(one).backgroundColor)"
    beside = page.locator(".weight-colour").evaluate_all(filled)
    names = page.locator(".weight-head label").count()
    assert len(set(beside)) == len(beside) == names > 1
    legend = page.locator(".legend").last.locator(".swatch:not(.open)")
    assert legend.evaluate_all(filled) == beside
    first_bar = page.locator(".bars .part").evaluate_all(filled)
    assert set(first_bar) <= set(beside)
