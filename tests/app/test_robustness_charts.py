"""The figures and tables of robustness, without a page."""

import pytest

from app.figures.robustness_charts import audit_chart, central_chart, rank_chart, selected_chart
from app.figures.robustness_tables import RANKS_SHOWN, central_frame, rank_shares, ranks_frame, ranks_table
from app.shell import cache as cached
from app.shell.cache import Drawn, Watched
from app.shell.setting import Setting
from engine.foundation.locale import Locale

SETTING = Setting("publisert")


def nobody(done, total):
    """Tells nobody."""


@pytest.fixture(scope="module")
def result():
    return cached.drawn(SETTING, Drawn(), Watched(nobody))


def test_who_watches_changes_nothing_of_what_is_kept(result):
    assert cached.drawn(SETTING, Drawn(), Watched(print)) is result
    assert cached.drawn(SETTING, Drawn(percent=10.0), Watched(nobody)) is not result


def test_how_far_the_draws_have_come_is_told_up_to_the_last():
    told = []
    cached.drawn(SETTING, Drawn(percent=11.0), Watched(lambda done, total: told.append((done, total))))
    assert told == sorted(told)
    assert told[-1] == (10_000, 10_000)


def test_the_shares_of_the_ranks_of_an_industry_add_up_to_all_draws(result):
    for row in rank_shares(result, Locale("nb")):
        assert len(row.shares) == RANKS_SHOWN + 1
        assert sum(row.shares) == pytest.approx(1)


def test_a_cell_of_the_heat_map_has_a_number_wherever_it_has_a_colour(result):
    (heat,) = rank_chart(result, Locale("nb")).data
    for colours, texts in zip(heat.z, heat.text, strict=True):
        for colour, text in zip(colours, texts, strict=True):
            assert (colour is None) == (text == "")


def test_the_file_has_every_rank_and_the_table_behind_the_figure_the_first_ten(result):
    assert len(ranks_table(result, Locale("nb")).columns) == 2 + 32
    assert len(ranks_frame(result, Locale("nb")).data.columns) == 1 + RANKS_SHOWN + 1


def test_only_those_who_are_ever_selected_have_a_bar_with_a_sign(result):
    (bars,) = selected_chart(result, Locale("nb")).data
    assert set(bars.y) == {*result.core, *result.borderline}
    assert all(text[0] in "✓◐" for text in bars.text)


def test_central_weights_fill_the_bar(result):
    figure = central_chart(result, Locale("nb"))
    for place in range(len(figure.data[0].y)):
        assert sum(bar.x[place] for bar in figure.data) == pytest.approx(100)
    assert len(central_frame(result, Locale("nb")).data) == len(figure.data[0].y)


def test_the_weights_of_the_audit_are_those_of_the_panel(result):
    figure = audit_chart(cached.audited(SETTING), result.scores, Locale("nb"))
    assert list(figure.data[0].x) == pytest.approx([25, 25, 20, 15, 15])
    assert sum(figure.data[1].x) == pytest.approx(100)
