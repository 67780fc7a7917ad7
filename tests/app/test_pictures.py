"""A figure is kept as a picture that scales, or as one that goes into any program."""

import json

from tests.app.opened import opened


def pictures(visitor):
    """What the tool bar of each figure on the page gives."""
    return [json.loads(chart.proto.config)["toImageButtonOptions"] for chart in visitor.get("plotly_chart")]


def test_every_figure_of_a_page_has_a_name_of_its_own_and_a_button_for_each_kind():
    visitor = opened("industry")
    figures = pictures(visitor)
    assert len(figures) > 1
    assert len({figure["filename"] for figure in figures}) == len(figures)
    buttons = [element.proto.body for element in visitor.get("html") if "class='picture-buttons'" in element.proto.body]
    assert len(buttons) == len(figures)
    assert all(f"data-picture='{kind}'" in button for button in buttons for kind in ("svg", "png"))


def above(visitor):
    """What stands above each figure in its picture."""
    specs = [json.loads(chart.proto.spec) for chart in visitor.get("plotly_chart")]
    return [spec["layout"]["meta"]["picture"]["title"] for spec in specs]


def test_a_picture_says_nothing_of_a_setting_that_its_figure_does_not_follow():
    """The viewpoints bring weights of their own; what is measured follows neither weights nor money."""
    assert all("Vekter: " not in title for title in above(opened("parties", frame="76")))
    assert all("Ramme per år (mill. kr): 76" in title for title in above(opened("parties", frame="76")))
    assert not [
        title for title in above(opened("industry", frame="76")) if "Vekter: " in title or "Ramme per år" in title
    ]
    assert all("Vekter: " in title for title in above(opened("stability", frame="76")))


def test_the_picture_of_a_line_over_time_has_its_unit_and_quarter_and_a_name_in_words():
    visitor = opened("industry")
    assert any("Legemeldt sykefravær (prosent), 3. kvartal" in title for title in above(visitor))
    assert any(picture["filename"].endswith("-legemeldt-sykefravær") for picture in pictures(visitor))
