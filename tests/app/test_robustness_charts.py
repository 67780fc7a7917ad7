"""The figures and tables of robustness, without a page."""

import pytest

from app.figures.robustness_charts import SHADES, audit_chart, central_chart, rank_chart, selected_chart
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


def test_a_rank_that_never_comes_is_paler_than_any_that_does_on_a_dark_page_too(result):
    figure = rank_chart(result, Locale("nb"))

    def paleness(colour):
        return sum(bytes.fromhex(colour.removeprefix("#")))

    assert all(paleness(figure.layout.plot_bgcolor) > paleness(colour) for _, colour in SHADES)


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


def luminance(colour):
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_the_shares_of_ranks_are_readable_on_every_shade(result):
    """Plotly writes #444444 on the lighter shades and white on the darker; WCAG 1.4.3 asks for 4.5 to 1."""
    (lightest, below), (above, darkest) = (pair for pair in zip(*[iter(SHADES)] * 2, strict=True))
    assert (lightest[0], below[0], above[0], darkest[0]) == (0, 0.5, 0.5, 1)
    assert min(contrast("#444444", colour) for _, colour in (lightest, below)) >= 4.5
    assert min(contrast("#ffffff", colour) for _, colour in (above, darkest)) >= 4.5
    shades = [luminance(colour) for _, colour in SHADES]
    assert shades == sorted(shades, reverse=True)
    assert rank_chart(result, Locale("nb")).data[0].textfont.size >= 12


def test_no_number_in_a_bar_of_weights_is_smaller_than_twelve_pixels(result):
    figure = central_chart(result, Locale("nb"))
    assert figure.layout.uniformtext.mode == "hide"
    assert figure.layout.uniformtext.minsize >= 12
    assert all(bars.textfont.size > figure.layout.uniformtext.minsize for bars in figure.data)
