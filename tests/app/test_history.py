"""Undo, redo and the list of settings that were rested at; and that nothing of own data is kept in it."""

import pytest

from app.shell import rested_setting as resting
from tests.app.opened import move_weight, opened, weights


@pytest.fixture
def time_stands(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(resting, "clock", lambda: now[0])
    return now


def steps(visitor):
    return visitor.session_state["_history"]


def press(visitor, key):
    return visitor.button(key=key).click().run()


def test_a_pull_of_many_steps_is_one_and_is_named_by_its_ends(time_stands):
    visitor = opened("ranking")
    for frame in range(71, 77):
        time_stands[0] += 0.2
        visitor.slider(key="frame").set_value(float(frame)).run()
    assert len(steps(visitor).steps) == 2
    assert "Ramme per år (mill. kr) 70 → 76" in visitor.button(key="undo").help
    move_weight(visitor, "absence", 30)
    assert len(steps(visitor).steps) == 3
    assert "Vekt på legemeldt sykefravær 20 → 30" in visitor.button(key="undo").help


def test_undo_and_redo_go_one_step_each_and_a_new_step_forgets_what_was_undone(time_stands):
    visitor = opened("ranking")
    assert visitor.button(key="undo").disabled
    visitor.slider(key="frame").set_value(76.0).run()
    move_weight(visitor, "absence", 30)
    press(visitor, "undo")
    assert (visitor.slider(key="frame").value, weights(visitor)["w_absence"]) == (76.0, 20.0)
    press(visitor, "undo")
    assert visitor.slider(key="frame").value == 70.0
    assert "frame" not in visitor.query_params
    assert visitor.button(key="undo").disabled
    press(visitor, "redo")
    press(visitor, "redo")
    assert weights(visitor)["w_absence"] == 30.0
    assert visitor.query_params["w_absence"] == "0.3"
    assert visitor.button(key="redo").disabled
    press(visitor, "undo")
    visitor.slider(key="minimum_new").set_value(4.0).run()
    assert visitor.button(key="redo").disabled


def test_a_pull_back_to_where_it_began_is_no_step(time_stands):
    visitor = opened("ranking")
    visitor.slider(key="frame").set_value(76.0).run()
    visitor.slider(key="frame").set_value(70.0).run()
    assert len(steps(visitor).steps) == 1


def test_two_pulls_of_the_same_slider_with_a_rest_between_are_two_steps(time_stands):
    visitor = opened("ranking")
    visitor.slider(key="frame").set_value(76.0).run()
    time_stands[0] += resting.REST_SECONDS
    visitor.slider(key="frame").set_value(80.0).run()
    press(visitor, "undo")
    assert visitor.slider(key="frame").value == 76.0


def test_the_step_before_another_data_set_comes_back_with_its_data_and_conditions(time_stands):
    visitor = opened("ranking", must="undervisning", w_absence="0.5")
    before = weights(visitor)
    visitor.selectbox(key="data").set_value("syntetisk").run()
    assert visitor.session_state["_setting"].data != "publisert"
    press(visitor, "undo")
    assert not visitor.exception
    assert visitor.session_state["_setting"].data == "publisert"
    assert visitor.multiselect(key="must").value == ["undervisning"]
    assert weights(visitor) == before


def test_an_undone_step_is_still_found_by_the_browsers_back(time_stands):
    """It was replaced in the list, but the browser's own history has it."""
    visitor = opened("ranking")
    visitor.slider(key="frame").set_value(76.0).run()
    press(visitor, "undo")
    visitor.slider(key="minimum_new").set_value(4.0).run()
    assert [step.number for step in steps(visitor).steps] == [0, 2]
    assert sorted(steps(visitor).known) == [0, 1, 2]
