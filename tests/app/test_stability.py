"""Does it stay in? The page in both languages, and what choosing an industry and applying the flip changes."""

import pytest

from app.shell import session as state
from engine.foundation.locale import Locale
from tests.app.opened import locked, move_weight, opened, said, weights

SHIPPING = {"nb": "Sjøfart", "en": "Shipping"}
EDUCATION = {"nb": "Undervisning", "en": "Education"}


def headings(visitor):
    return [heading.value for heading in visitor.header]


def press(visitor, key, language="nb"):
    label = Locale(language).text(f"app_stability.{key}")
    return next(button for button in visitor.button if button.label == label).click().run()


def test_the_page_says_on_top_that_shipping_is_in_and_why(language):
    visitor = opened("stability", language, industry="sjofart")
    assert not visitor.exception
    assert not visitor.error
    assert [title.value for title in visitor.title] == [Locale(language).text("app.stability_title")]
    assert Locale(language).text("app_stability.heading_in", industry=SHIPPING[language]) in headings(visitor)
    assert {"nb": "Plass 2 av 32", "en": "Rank 2 of 32"}[language] in said(visitor)
    assert Locale(language).text("app_stability.flip_heading") in headings(visitor)
    assert {"nb": "ikke en sannsynlighet", "en": "not a probability"}[language] in said(visitor)


def test_another_industry_gives_another_answer(language):
    visitor = opened("stability", language, industry="sjofart")
    visitor.selectbox(key="industry").set_value("undervisning").run()
    assert not visitor.exception
    assert Locale(language).text("app_stability.heading_out", industry=EDUCATION[language]) in headings(visitor)
    assert Locale(language).text("stability.frame_never") in said(visitor)


def test_the_button_moves_the_sliders_to_where_it_flips_and_back_again():
    visitor = opened("stability", industry="undervisning")
    before = weights(visitor)
    flipped = visitor.table[0].value.iloc[:, 2].tolist()
    press(visitor, "flip_apply")
    assert not visitor.exception
    assert [f"{weight:.1f}".replace(".", ",") for weight in weights(visitor).values()] == flipped
    assert "✓ Undervisning er med" in headings(visitor)
    assert "**Inn i utvalget:** " in said(visitor)
    press(visitor, "flip_undo")
    assert weights(visitor) == before
    assert "✕ Undervisning er ikke med" in headings(visitor)
    assert Locale("nb").text("app_stability.flip_undo") not in [button.label for button in visitor.button]


def test_where_the_flip_is_applied_it_stands_on_the_edge_and_the_same_button_is_not_there_again():
    visitor = opened("stability", industry="butikkhandel")
    press(visitor, "flip_apply")
    assert not visitor.exception
    assert "✕ Butikkhandel er ikke med" in headings(visitor)
    assert "Butikkhandel er akkurat ute: " in said(visitor)
    assert "poeng foran" in said(visitor)
    assert Locale("nb").text("app_stability.flip_apply") not in [button.label for button in visitor.button]
    assert "()" not in said(visitor)
    assert Locale("nb").text("app_stability.flip_undo") in [button.label for button in visitor.button]


def test_the_way_back_closes_the_lock_again():
    visitor = opened("stability", industry="undervisning")
    move_weight(visitor, locked=["absence"])
    press(visitor, "flip_apply")
    assert locked(visitor) == ()
    press(visitor, "flip_undo")
    assert locked(visitor) == ("absence",)


def test_a_programme_of_today_cannot_be_asked_about_and_is_told_so(language):
    visitor = opened("stability", language)
    visitor.selectbox(key="industry").set_value("barnehager").run()
    assert not visitor.exception
    assert len(visitor.info) == 1
    assert Locale(language).text("app_stability.money_heading") not in headings(visitor)


def test_nothing_is_said_twice(language):
    visitor = opened("stability", language, industry="sjofart")
    lines = [
        line.lstrip("-# ") for element in visitor.markdown for line in element.value.splitlines() if len(line) > 30
    ]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("also", ["sjofart", "sjofart,luftfart", "sjofart,luftfart,undervisning"])
def test_two_or_three_industries_stand_side_by_side_by_a_link(also, language):
    visitor = opened("stability", language, industry="butikkhandel", compare=also)
    assert not visitor.exception
    assert not visitor.error
    shown = visitor.table[0].value
    assert len(shown.columns) == 1 + 1 + min(2, also.count(",") + 1)
    assert Locale(language).text("stability.beside_title") in headings(visitor)


def test_an_industry_is_not_set_beside_itself():
    visitor = opened("stability", industry="sjofart", compare="sjofart")
    assert Locale("nb").text("stability.beside_title") not in headings(visitor)


def test_a_merged_industry_is_answered_for_as_the_programme_it_is_part_of():
    visitor = opened("stability", industry="sjofart", merge="luftfart")
    visitor.multiselect(key="merge").set_value(["luftfart", "sjofart"]).run()
    assert not visitor.exception
    assert "✓ Luftfart og sjøfart er med" in headings(visitor)


def test_conditions_that_nobody_meets_are_named_instead_of_an_answer():
    visitor = opened("stability", minimum_new="9", must="luftfart")
    assert not visitor.exception
    assert "Luftfart skal være med" in visitor.error[0].value


@pytest.mark.parametrize("tab", [state.INTERVAL_TABS, state.FRAME_TABS])
def test_a_table_stands_behind_each_figure(language, tab):
    visitor = opened("stability", language, industry="sjofart")
    before = len(visitor.table)
    visitor.session_state[tab] = Locale(language).text("app.tab_table")
    visitor.run()
    assert not visitor.exception
    assert len(visitor.table) > before


def test_the_made_up_figures_can_be_asked_too(language):
    visitor = opened("stability", language, data="syntetisk")
    assert not visitor.exception
    assert not visitor.error
    assert Locale(language).text("app_stability.money_heading") in headings(visitor)
