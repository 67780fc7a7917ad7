"""Meeting mode: which setting is shown is said of the weights that are there, however they came."""

from dataclasses import replace

import pytest

from app.shell import cache as cached
from app.shell import session as state
from tests.app.opened import move_weight, opened, said


def press(visitor, key):
    return visitor.button(key=key).click().run()


@pytest.fixture
def meeting():
    return press(opened("ranking"), "meeting")


def test_a_step_that_is_undone_is_no_longer_named(meeting):
    """What the browser's Back does too: it asks for the same step."""
    press(press(meeting, "next"), "next")
    assert "Innstilling 3 av 6" in said(meeting)
    press(meeting, "undo")
    assert "Innstilling 2 av 6" in said(meeting)
    press(meeting, "next")
    assert "Innstilling 3 av 6" in said(meeting)


def test_weights_that_are_of_no_setting_are_not_named_after_one(meeting):
    press(meeting, "next")
    move_weight(meeting, "absence", 31)
    assert "Andre vekter enn i innstillingene" in said(meeting)
    press(meeting, "previous")
    assert "Innstilling 1 av 6" in said(meeting)


def test_the_groups_own_viewpoints_are_gone_through_in_place_of_the_shipped_ones(meeting):
    own = cached.profiles("publisert")[:1]
    meeting.session_state[state.PROFILES] = (replace(own[0], id="vi", name_nb="Slik vi ser det"),)
    press(meeting, "next")
    assert "Innstilling 2 av 2: **Slik vi ser det**" in said(meeting)
