"""Robustness: the page in both languages, and what each of its controls changes."""

import pytest

from app.shell import session as state
from engine.foundation.locale import Locale
from tests.app.opened import opened, said


def subheadings(visitor):
    return [subheading.value for subheading in visitor.subheader]


def count(visitor, kind, language="nb"):
    """The number in the heading of core, borderline or exterior."""
    start = Locale(language).text(f"app_stability.{kind}", count="#").partition("#")[0]
    heading = next(subheading for subheading in subheadings(visitor) if subheading.startswith(start))
    return int(heading.removeprefix(start).rstrip(")"))


def test_every_candidate_is_core_borderline_or_exterior_and_the_check_is_told_of(language):
    visitor = opened("robustness", language)
    assert not visitor.exception
    assert not visitor.error
    assert [title.value for title in visitor.title] == [Locale(language).text("app.robustness_title")]
    assert sum(count(visitor, kind, language) for kind in ("core", "borderline", "exterior")) == 32
    assert Locale(language).text("stability.verified", draws=100, mismatches=0) in said(visitor)


def test_a_narrower_range_leaves_no_fewer_who_are_always_in():
    """The weights within 10 per cent are among those within 50 per cent, and those among all."""
    visitor = opened("robustness")
    always = [count(visitor, "core")]
    for spread in ("50", "10"):
        visitor.selectbox(key="spread").set_value(spread).run()
        assert not visitor.exception
        always.append(count(visitor, "core"))
    assert always == sorted(always)
    assert always[-1] > always[0]


def test_an_order_holds_once_both_criteria_are_chosen():
    visitor = opened("robustness")
    before = said(visitor)
    visitor.selectbox(key="above").set_value("frafall").run()
    assert Locale("nb").text("app_stability.order_half") in said(visitor)
    visitor.selectbox(key="below").set_value("msk").run()
    assert not visitor.exception
    assert Locale("nb").text("app_stability.order_half") not in said(visitor)
    assert said(visitor) != before


def test_a_criterion_above_itself_is_told_of():
    visitor = opened("robustness")
    visitor.selectbox(key="above").set_value("msk")
    visitor.selectbox(key="below").set_value("msk").run()
    assert not visitor.exception
    assert Locale("nb").text("app_stability.order_same") in said(visitor)


def test_demands_that_hardly_any_weights_meet_are_told_of_in_words():
    """Early exit weighs 15 per cent and co-occurrence 25: within 10 per cent it cannot be the other way round."""
    visitor = opened("robustness")
    visitor.selectbox(key="spread").set_value("10")
    visitor.selectbox(key="above").set_value("frafall")
    visitor.selectbox(key="below").set_value("msk").run()
    assert not visitor.exception
    assert Locale("nb").text("app_stability.cannot_draw") in visitor.error[0].value
    assert "--around" not in visitor.error[0].value


def test_varied_figures_say_that_their_spread_has_no_source(language):
    visitor = opened("robustness", language)
    assert Locale(language).text("app_stability.data_varied_says") not in said(visitor)
    visitor.selectbox(key="data_varied").set_value("yes").run()
    assert not visitor.exception
    assert Locale(language).text("app_stability.data_varied_says") in said(visitor)


@pytest.mark.parametrize("tab", ["selected", "ranks", "central", "methods", "audit"])
def test_every_tab_has_a_table_and_says_nothing_of_where_files_lie(language, tab):
    visitor = opened("robustness", language)
    visitor.session_state[state.ROBUSTNESS_TABS] = Locale(language).text(f"app_stability.tab_{tab}")
    visitor.run()
    assert not visitor.exception
    assert len(visitor.table) >= 1
    assert len(visitor.get("download_button")) >= 1
    assert not any("criteria/" in str(cell) for table in visitor.table for cell in table.value.to_numpy().ravel())


def test_conditions_that_nobody_meets_are_named_instead_of_draws():
    visitor = opened("robustness", minimum_new="9", must="luftfart")
    assert not visitor.exception
    assert "Luftfart skal være med" in visitor.error[0].value


def test_a_link_carries_the_controls():
    visitor = opened("robustness", around="25")
    assert visitor.selectbox(key="spread").value == "25"
    assert not visitor.error
