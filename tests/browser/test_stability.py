"""The pages on how firmly a selection stands: the negotiator's story, and that anybody can read them."""

from playwright.sync_api import expect

from engine.foundation.locale import DEFAULT_LOCALE
from tests.browser.visitor import choose_industry, go_to, left, menu_link, settled, slider, violations, visit


def test_a_negotiator_asks_about_shipping_and_sees_what_the_nearest_flip_does(page):
    page.set_default_timeout(120_000)
    go_to(page, DEFAULT_LOCALE.text("app.stability_title"))
    choose_industry(page, "Sjøfart")
    page.get_by_role("heading", name="✓ Sjøfart er med").wait_for()
    settled(page)
    before = slider(page, "w_union_density").input_value()
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app_stability.flip_apply")).click()
    page.get_by_role("heading", name="✕ Sjøfart er ikke med").wait_for()
    settled(page)
    page.wait_for_url("**w_union_density=*")
    assert float(slider(page, "w_union_density").input_value()) > float(before)
    expect(left(page)).to_contain_text("Sjøfart")
    page.get_by_role("button", name=DEFAULT_LOCALE.text("app_stability.flip_undo")).click()
    page.get_by_role("heading", name="✓ Sjøfart er med").wait_for()
    settled(page)
    expect(slider(page, "w_union_density")).to_have_value(before)


def test_axe_finds_nothing_in_the_table_behind_a_figure_on_a_telephone(browser, app_server):
    """Its headings are words that are about as wide as their columns."""
    page = visit(browser, f"{app_server}/robustness", viewport={"width": 390, "height": 1000})
    page.get_by_text(DEFAULT_LOCALE.text("app_stability.figures_behind")).click()
    page.locator("[data-testid='stTable'] td:visible").first.wait_for()  # its headings stand beside each cell there
    breaches = violations(page)
    page.context.close()
    assert breaches == []


def test_draws_that_have_begun_can_be_left_and_the_controls_are_as_they_were_on_return(tab, app_server):
    """Fewer new programmes than any other test asks for, so that the draws are not there already.

    They may be over before the browser has shown that they have begun.
    """
    tab.set_default_timeout(120_000)
    tab.goto(f"{app_server}/robustness?data=publisert&max_new=3&around=50")
    standing = tab.get_by_role("heading", name=DEFAULT_LOCALE.text("app_stability.standing_heading"))
    tab.get_by_text("sett med vekter er prøvd").or_(standing).first.wait_for()
    menu_link(tab, DEFAULT_LOCALE.text("app.method_title")).click()
    tab.get_by_role("heading", name=DEFAULT_LOCALE.text("app.method_title"), level=1).wait_for()
    menu_link(tab, DEFAULT_LOCALE.text("app.robustness_title")).click()
    tab.get_by_role("heading", name=DEFAULT_LOCALE.text("app_stability.standing_heading")).wait_for()
    settled(tab)
    expect(slider(tab, "max_new")).to_have_value("3")
    assert "around=50" in tab.url
    # Hopping on before a page is drawn can leave the address behind; the next page has all of it again.
    go_to(tab, DEFAULT_LOCALE.text("app.method_title"))
    tab.wait_for_url("**max_new=3*")


def begun(page):
    """The answer is being worked out, or was before the browser had shown that."""
    working = page.get_by_text("Du kan gå til en annen side eller velge en annen bransje")
    working.or_(page.get_by_role("heading", name="✓ Butikkhandel er med")).first.wait_for()


def test_the_check_of_an_industry_can_be_left_and_another_industry_chosen_while_it_runs(tab, app_server):
    """A frame that no other test asks for, so that the answers are not there already."""
    tab.set_default_timeout(120_000)
    tab.goto(f"{app_server}/stability?data=publisert&frame=73")
    begun(tab)
    choose_industry(tab, "Sjøfart")
    tab.get_by_role("heading", name="✓ Sjøfart er med").wait_for()
    tab.goto(f"{app_server}/stability?data=publisert&frame=74")
    begun(tab)
    menu_link(tab, DEFAULT_LOCALE.text("app.method_title")).click()
    tab.get_by_role("heading", name=DEFAULT_LOCALE.text("app.method_title"), level=1).wait_for()
    settled(tab)
    expect(tab.get_by_role("heading", name="Butikkhandel")).to_have_count(0)


def test_a_viewpoint_that_somebody_sent_stands_beside_the_others_and_goes_on_with_the_link(browser, app_server):
    page = visit(browser, f"{app_server}/parties?view_own_1=V%C3%A5rt%20syn~0~0~0.5~0.5~0")
    page.get_by_role("columnheader", name="Vårt syn").first.wait_for()
    page.get_by_text("Lenken tar dem med").wait_for()
    assert "view_own_1=" in page.url
    page.context.close()
