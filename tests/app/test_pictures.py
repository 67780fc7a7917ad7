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
