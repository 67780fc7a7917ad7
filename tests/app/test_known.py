"""Known and open, and the echo, on the robustness page and in one line on the first."""

import pytest

from app.figures.known_bars import known_chart
from app.shell import cache as cached
from app.shell import session as state
from app.shell.setting import Setting
from engine.foundation.locale import Locale
from engine.results.known_figures import Known
from tests.app.opened import opened, said

NOA = Setting("noa")


def test_a_solid_bar_runs_to_the_low_end_and_a_hatched_one_on_to_the_high():
    """Butikkhandel by hand: both flags 0.75 to 1 of 25 points each, absence 8.0, exit 6.4, density 0 to 15."""
    scores = cached.scores(NOA)
    solid, hatched, *_ = known_chart(scores, Known(scores), 15, Locale("nb")).data
    position = [scores.industry_ids[index] for index in scores.order].index("butikkhandel")
    assert solid.x[position] == pytest.approx(51.9, abs=0.05)
    assert solid.x[position] + hatched.x[position] == pytest.approx(79.4, abs=0.05)
    assert hatched.base[position] == solid.x[position]
    assert hatched.marker.pattern.shape == "/"


def tab(name, language):
    visitor = opened("robustness", language, data="noa")
    visitor.session_state[state.ROBUSTNESS_TABS] = Locale(language).text(f"app_known.tab_{name}")
    visitor.run()
    assert not visitor.exception
    assert not visitor.error
    return visitor


def test_the_echo_stands_side_by_side():
    visitor = tab("echo", "nb")
    assert "28,1 mill. kr" in said(visitor)
    assert len(visitor.table) == 3


def test_what_is_open_says_who_is_in_whatever_the_figures_are_and_what_to_get_first():
    visitor = tab("known", "en")
    assert Locale("en").text("app_known.first_heading") in [subheading.value for subheading in visitor.subheader]
    assert len(visitor.table) == 2
    assert "Held fixed in the draws: all figures" in said(visitor)


def test_the_first_page_says_it_in_one_line():
    assert "3 av de 6 som velges, er med også uten dem" in said(opened("ranking", data="noa"))
