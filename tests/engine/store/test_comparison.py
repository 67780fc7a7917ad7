"""Which setting did what: the steps add up to the whole."""

from dataclasses import replace

import pytest

from engine.criteria.built_in_profiles import built_in_viewpoints
from engine.criteria.model import Profile
from engine.criteria.reading import parse_criteria
from engine.criteria.setting import Setting
from engine.dataset.folder_files import folder_files
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.store.comparison import compare
from engine.store.recomputation import Inputs
from tests.engine.store.conftest import CRITERIA, DATA, asked


def summed(comparison):
    grants = {}
    for cause in comparison.causes:
        for programme, by in cause.grants.items():
            grants[programme] = round(grants.get(programme, 0) + by, 8)
    return {programme: by for programme, by in grants.items() if by}


def test_the_setting_that_moved_the_selection_is_the_one_that_is_named():
    """With exit alone b has 60 points and a 10; a larger frame by itself moves nobody."""
    comparison = compare(asked(), asked(weights={"absence": 0.0, "exit": 1.0}, numbers={"frame": 12.0}))
    assert [cause.setting for cause in comparison.causes] == ["weights", "frame"]
    weights, frame = comparison.causes
    assert (weights.entered, weights.left, weights.grants) == (("b",), ("a",), {"a": -5.0, "b": 5.0})
    assert (frame.entered, frame.left, frame.grants) == ((), (), {"b": 1.0, "c": 1.0})
    assert (comparison.entered, comparison.left, comparison.grants) == (("b",), ("a",), {"a": -5.0, "b": 6.0, "c": 1.0})


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
    comparison = compare(asked(), after)
    assert summed(comparison) == comparison.grants
    moved_in = {industry for cause in comparison.causes for industry in cause.entered}
    moved_out = {industry for cause in comparison.causes for industry in cause.left}
    assert set(comparison.entered) == moved_in - moved_out | (moved_in & set(comparison.entered))
    assert set(comparison.left) <= moved_out


def test_a_step_that_is_impossible_alone_is_counted_with_the_next():
    """A must that needs two places comes after the second place was given: here the order makes it possible."""
    comparison = compare(asked(must=("a",)), asked(must=("b",), must_not=("a",)))
    assert [(cause.setting, cause.possible) for cause in comparison.causes] == [("must", True), ("must_not", True)]
    comparison = compare(asked(must_not=("a",)), asked(must=("a",)))
    assert [(cause.setting, cause.possible) for cause in comparison.causes] == [("must", False), ("must_not", True)]
    assert comparison.causes[-1].entered == ("a",)


def test_nothing_different_is_nothing_different():
    comparison = compare(asked(), asked())
    assert (comparison.changed, comparison.causes, comparison.entered, comparison.left, comparison.grants) == (
        (),
        (),
        (),
        (),
        {},
    )


def test_a_setting_that_only_the_page_has_is_a_cause_of_its_own():
    after = asked()
    after = replace(after, setting=replace(after.setting, further={"equal_share": 0.0}))
    comparison = compare(asked(), after)
    assert [cause.setting for cause in comparison.causes] == ["equal_share"]
    assert summed(comparison) == comparison.grants
    assert comparison.changed == ({"setting": "equal_share", "before": None, "after": 0.0},)


def test_viewpoints_that_differ_are_told_one_by_one_and_move_nobody():
    ours, theirs = Profile("own_1", "Vi", {"absence": 1, "exit": 1}), Profile("own_2", "De", {"absence": 0, "exit": 1})
    changed = replace(ours, weights={"absence": 3, "exit": 1})
    comparison = compare(asked(viewpoints=(ours, theirs)), asked(viewpoints=(theirs, changed)))
    (told,) = comparison.changed
    assert told["setting"] == "viewpoints"
    assert [viewpoint["weights"] for viewpoint in told["before"]] == [{"absence": 1, "exit": 1}]
    assert [viewpoint["weights"] for viewpoint in told["after"]] == [{"absence": 3, "exit": 1}]
    assert (comparison.entered, comparison.left, comparison.grants) == ((), (), {})
    assert compare(asked(viewpoints=(ours, theirs)), asked(viewpoints=(theirs, ours))).changed == ()


def test_where_nobody_set_any_the_built_in_ones_are_what_ones_own_stand_beside():
    """What came with the criteria stood on the screen before, too: only the new one is a difference."""
    criteria = (shipped_criteria() / "publisert.toml").read_text(encoding="utf-8")
    data = folder_files(shipped_data() / "publisert")
    before = Inputs(Setting(), criteria, "publisert.toml", data, "publisert")
    came = built_in_viewpoints(parse_criteria(criteria, "publisert.toml"))[0]
    own = Profile("own_1", "Vi", came[0].weights)
    after = replace(before, setting=Setting(viewpoints=(*came, own)))
    (told,) = compare(before, after).changed
    assert told["before"] == []
    assert [viewpoint["name_nb"] for viewpoint in told["after"]] == ["Vi"]
    assert compare(before, replace(before, setting=Setting(viewpoints=came))).changed == ()


def test_viewpoints_of_other_criteria_stand_in_no_steps_way():
    """The second has one indicator: the first's viewpoint weighs two, and is taken away last."""
    start, end = CRITERIA.index("[[indicator]]"), CRITERIA.index("[[indicator]]", CRITERIA.index("[[indicator]]") + 1)
    alone = CRITERIA[:start] + CRITERIA[end:].replace(
        "members = { absence = 0.5, exit = 0.5 }", "members = { exit = 1 }"
    )
    other = replace(asked(viewpoints=(Profile("own_1", "Vi", {"exit": 1}),)), criteria_text=alone)
    comparison = compare(asked(viewpoints=(Profile("own_1", "Vi", {"absence": 1, "exit": 1}),)), other)
    assert [(cause.setting, cause.possible) for cause in comparison.causes] == [
        ("criteria", True),
        ("viewpoints", True),
    ]
    assert (comparison.entered, comparison.left) == (("b",), ("a",))
