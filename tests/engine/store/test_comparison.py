"""Which setting did what: the steps add up to the whole."""

from dataclasses import replace

import pytest

from engine.store.comparison import compare
from tests.engine.store.conftest import CRITERIA, DATA, asked


def summed(found):
    grants = {}
    for cause in found.causes:
        for programme, by in cause.grants.items():
            grants[programme] = round(grants.get(programme, 0) + by, 8)
    return {programme: by for programme, by in grants.items() if by}


def test_the_setting_that_moved_the_selection_is_the_one_that_is_named():
    """With exit alone b has 60 points and a 10; a larger frame by itself moves nobody."""
    found = compare(asked(), asked(weights={"absence": 0.0, "exit": 1.0}, numbers={"frame": 12.0}))
    assert [one.setting for one in found.causes] == ["weights", "frame"]
    weights, frame = found.causes
    assert (weights.entered, weights.left, weights.grants) == (("b",), ("a",), {"a": -5.0, "b": 5.0})
    assert (frame.entered, frame.left, frame.grants) == ((), (), {"b": 1.0, "c": 1.0})
    assert (found.entered, found.left, found.grants) == (("b",), ("a",), {"a": -5.0, "b": 6.0, "c": 1.0})


@pytest.mark.parametrize(
    "after",
    [
        asked(must=("b",), numbers={"max_new": 2, "frame": 9.0}, programmes={"c": "end"}),
        replace(asked(), criteria_text=CRITERIA.replace("max_new = 1", "max_new = 2"), criteria_file="annen.toml"),
        replace(
            asked(must_not=("a",)), data_files={**DATA, "industries.csv": DATA["industries.csv"] + b"d,D,other,50\n"}
        ),
    ],
)
def test_causes_add_up_to_the_whole(after):
    found = compare(asked(), after)
    assert summed(found) == found.grants
    moved_in = {one for cause in found.causes for one in cause.entered}
    moved_out = {one for cause in found.causes for one in cause.left}
    assert set(found.entered) == moved_in - moved_out | (moved_in & set(found.entered))
    assert set(found.left) <= moved_out


def test_a_step_that_is_impossible_alone_is_counted_with_the_next():
    """A must that needs two places comes after the second place was given: here the order makes it possible."""
    found = compare(asked(must=("a",)), asked(must=("b",), must_not=("a",)))
    assert [(one.setting, one.possible) for one in found.causes] == [("must", True), ("must_not", True)]
    found = compare(asked(must_not=("a",)), asked(must=("a",)))
    assert [(one.setting, one.possible) for one in found.causes] == [("must", False), ("must_not", True)]
    assert found.causes[-1].entered == ("a",)


def test_nothing_different_is_nothing_different():
    found = compare(asked(), asked())
    assert (found.changed, found.causes, found.entered, found.left, found.grants) == ((), (), (), (), {})


def test_a_setting_that_only_the_page_has_is_a_cause_of_its_own():
    after = asked()
    after = replace(after, setting=replace(after.setting, further={"equal_share": 0.0}))
    found = compare(asked(), after)
    assert [one.setting for one in found.causes] == ["equal_share"]
    assert summed(found) == found.grants
    assert found.changed == ({"setting": "equal_share", "before": None, "after": 0.0},)
