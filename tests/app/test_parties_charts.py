"""The figure and the tables of the viewpoints, without a page."""

import pytest

from app.figures.profile_charts import MATRIX_HEAD, matrix_chart, regret_chart
from app.figures.profile_tables import JOINT, joint_frame, matrix_frame, weights_frame
from app.shell import cache as cached
from app.shell.setting import Setting
from app.shell.wording import literal
from engine.criteria.writing import profiles_toml
from engine.foundation.locale import Locale

SETTING = Setting("syntetisk")


@pytest.fixture(scope="module")
def result():
    return cached.parties_of(SETTING, profiles_toml(cached.profiles("syntetisk")))


def test_the_weights_of_every_viewpoint_add_up_to_100(result):
    shown = weights_frame(cached.profiles("syntetisk"), cached.criteria("syntetisk"), Locale("en")).data.iloc[:, 1:]
    for name in shown:
        assert sum(float(cell.rstrip("\N{NO-BREAK SPACE}%")) for cell in shown[name]) == pytest.approx(100)


def test_a_bar_is_what_the_viewpoint_loses(result):
    figure = regret_chart(result, Locale("nb"))
    for bars, name in zip(figure.data, JOINT, strict=True):
        joint = getattr(result, name)
        for profile, lost in zip(bars.y, bars.x, strict=True):
            assert lost == pytest.approx(result.own[profile].objective - joint.values[profile], abs=1e-6)


def test_the_bars_of_the_three_differ_by_pattern_and_not_only_by_colour(result):
    assert len({bars.marker.pattern.shape for bars in regret_chart(result, Locale("nb")).data}) == len(JOINT)


def test_the_matrix_has_those_on_top_that_all_choose(result):
    matrix = matrix_frame(result, cached.scores(SETTING), Locale("nb"))
    signs = matrix.iloc[:, 1:-1].map(lambda cell: cell.startswith("✓")).all(axis=1).tolist()
    assert signs == sorted(signs, reverse=True)
    assert sum(signs) == len(result.core)


def test_the_picture_has_a_sign_and_the_rank_where_a_viewpoint_chooses_and_no_colour_alone(result):
    figure = matrix_chart(result, cached.scores(SETTING), Locale("nb"))
    signs = {(annotation.x, annotation.y): annotation.text for annotation in figure.layout.annotations}
    for name, own in result.own.items():
        chosen = {industry for (profile, industry), sign in signs.items() if profile == name and "✓" in sign}
        assert chosen == set(own.selected)
        for industry in chosen:
            assert signs[name, industry] == f"<b>✓ {own.ranks[industry]}</b>"


def test_the_rank_where_a_viewpoint_does_not_choose_takes_the_colour_of_the_page(result):
    """Points of a figure do (style.css); Streamlit's grey for notes is too pale on a projector."""
    figure = matrix_chart(result, cached.scores(SETTING), Locale("nb"))
    assert all("✓" in annotation.text for annotation in figure.layout.annotations)
    others = figure.data[-1]
    assert len(others.text) + len(figure.layout.annotations) == figure.data[0].z.__len__() * len(result.own)


def test_a_row_of_the_matrix_is_as_high_as_the_longest_name_needs(result):
    figure = matrix_chart(result, cached.scores(SETTING), Locale("en"))
    most = max(name.count("<br>") + 1 for name in figure.layout.yaxis.ticktext)
    room = figure.layout.height - MATRIX_HEAD - figure.layout.margin.b  # where the heads stand on end
    assert room / len(figure.layout.yaxis.ticktext) >= 1.3 * figure.layout.yaxis.tickfont.size * most


def test_nobody_loses_by_its_own_selection(result):
    shown = joint_frame(result, Locale("en")).data
    for index in range(len(result.own)):
        assert shown.iloc[len(JOINT) + index, 1 + index].endswith("(0.0)")


@pytest.mark.parametrize(
    ("text", "shown"), [("Lik vekt", "Lik vekt"), ("a|b", r"a\|b"), ("a\n# b", "a # b"), ("$x$ `y`", r"\$x\$ \`y\`")]
)
def test_signs_that_markdown_would_take_for_its_own_are_taken_literally(text, shown):
    assert literal(text) == shown
