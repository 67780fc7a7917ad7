"""Changes are told from where the visitor last rested, or from a pinned setting; not from a step that nobody saw."""

import pytest

from app.fields.setting_fields import setting_fields
from app.shell import cache as cached
from app.shell import rested_setting as resting
from app.shell.setting import setting_of
from app.shell.setting_words import Held, conditions_in_words, difference_in_words, weights_in_words
from engine.foundation.locale import Locale
from tests.app.opened import opened, said


@pytest.fixture
def time_stands(monkeypatch):
    """A clock that a test moves; seconds."""
    now = [100.0]
    monkeypatch.setattr(resting, "clock", lambda: now[0])
    return now


def line(visitor):
    return next(
        element.value for element in visitor.markdown if "stanset" in element.value or "festede" in element.value
    )


def test_steps_that_are_passed_over_are_not_what_is_compared_with(time_stands):
    """With at least 4,0 to each, a frame of 76 takes in retail for property services (use.md, 6)."""
    visitor = opened("ranking", minimum_new="4")
    for frame in range(71, 77):
        time_stands[0] += 0.2
        visitor.slider(key="frame").set_value(float(frame)).run()
    shown = line(visitor)
    assert "70 → 76" in shown
    assert "Inn i utvalget:" in shown
    assert "Butikkhandel" in shown.partition("Inn i utvalget:")[2].partition("\n")[0]


def test_where_the_visitor_has_rested_is_compared_with(time_stands):
    visitor = opened("ranking")
    visitor.slider(key="frame").set_value(80.0).run()
    time_stands[0] += resting.REST_SECONDS
    visitor.slider(key="frame").set_value(90.0).run()
    assert "80 → 90" in line(visitor)
    time_stands[0] += resting.REST_SECONDS / 2
    visitor.slider(key="frame").set_value(91.0).run()
    assert "80 → 91" in line(visitor)


def test_a_pinned_setting_is_compared_with_until_it_is_unpinned(time_stands):
    visitor = opened("ranking")
    visitor.button(key="pin").click().run()
    for frame in (75.0, 90.0):
        time_stands[0] += 2 * resting.REST_SECONDS
        visitor.slider(key="frame").set_value(frame).run()
    assert "70 → 90" in line(visitor)
    assert "festede" in line(visitor)
    visitor.button(key="unpin").click().run()
    assert "75 → 90" in line(visitor)


def test_nothing_is_said_of_an_unspent_frame_where_nothing_is_left():
    assert "ubrukt" not in said(opened("ranking"))


@pytest.fixture
def fields():
    return setting_fields(cached.dataset("publisert"), cached.criteria("publisert"), Locale("nb"))


def held(fields, **values):
    of_all = {key: field.default for key, field in fields.items()} | values
    return Held(setting_of("publisert", fields, of_all), of_all)


def test_a_setting_says_every_weight_the_frame_and_what_is_not_as_in_the_file(fields):
    setting = held(fields, must=("undervisning",))
    assert weights_in_words(setting, fields, Locale("nb")).count("%") == sum(key.startswith("w_") for key in fields)
    frame, must = conditions_in_words(setting, fields, Locale("nb"))
    assert frame == f"{fields['frame'].label}: 70"
    assert must == f"{fields['must'].label}: Undervisning"


def test_a_difference_names_what_was_moved_and_not_the_weights_that_followed(fields):
    absence = {"w_msk": 21.9, "w_mental": 21.9, "w_absence": 30.0, "w_frafall": 13.1, "w_union_density": 13.1}
    said_of = difference_in_words(held(fields), held(fields, **absence, lock=("msk",)), fields, Locale("nb"))
    assert said_of == "Vekt på legemeldt sykefravær 20 → 30"
    both = difference_in_words(held(fields, **absence), held(fields, frame=76.0), fields, Locale("nb"))
    assert both == "Vekt på legemeldt sykefravær 30 → 20; Ramme per år (mill. kr) 70 → 76"
    assert difference_in_words(held(fields), held(fields), fields, Locale("nb")) == ""
