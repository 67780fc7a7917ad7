"""A figure is kept as a picture that scales, or as one that goes into any program."""

import json

from app.shell import session as state
from tests.app.opened import opened


def pictures(visitor):
    """What the tool bar of each figure on the page gives."""
    return [json.loads(one.proto.config)["toImageButtonOptions"] for one in visitor.get("plotly_chart")]


def test_every_figure_of_a_page_follows_the_choice():
    visitor = opened("industry")
    before = pictures(visitor)
    assert len(before) > 1
    assert {one["format"] for one in before} == {"svg"}
    assert len({one["filename"] for one in before}) == len(before)
    visitor.session_state[state.PICTURE] = "png"
    assert {one["format"] for one in pictures(visitor.run())} == {"png"}


def above(visitor):
    """What stands above each figure in its picture."""
    specs = [json.loads(one.proto.spec) for one in visitor.get("plotly_chart")]
    return [one["layout"]["meta"]["picture"]["title"] for one in specs]


def test_a_picture_says_nothing_of_a_setting_that_its_figure_does_not_follow():
    """The viewpoints bring weights of their own; what is measured follows neither weights nor money."""
    assert all("Vekter: " not in one for one in above(opened("parties", frame="76")))
    assert all("Ramme per år (mill. kr): 76" in one for one in above(opened("parties", frame="76")))
    assert not [one for one in above(opened("industry", frame="76")) if "Vekter: " in one or "Ramme per år" in one]
    assert all("Vekter: " in one for one in above(opened("stability", frame="76")))


def test_the_picture_of_a_line_over_time_has_its_unit_and_quarter_and_a_name_in_words():
    visitor = opened("industry")
    assert any("Legemeldt sykefravær (prosent), 3. kvartal" in one for one in above(visitor))
    assert any(one["filename"].endswith("-legemeldt-sykefravær") for one in pictures(visitor))
