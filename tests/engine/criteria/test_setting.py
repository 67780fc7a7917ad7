"""A setting over a criteria file is what the options of the command line do to it."""

import json

import pytest

from engine.criteria.model import Profile
from engine.criteria.overrides import with_selection
from engine.criteria.reading import read_criteria
from engine.criteria.setting import Setting, with_setting
from engine.criteria.weights import with_weights
from engine.criteria.writing import criteria_toml
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data


@pytest.fixture
def criteria():
    return read_criteria(shipped_criteria() / "publisert.toml")


def test_nothing_set_changes_nothing(criteria):
    assert with_setting(criteria, Setting()) == criteria
    assert Setting().plain() == {}


def test_each_part_is_laid_over_the_file(criteria):
    setting = Setting({"msk": 0.5}, {"max_new": 4, "frame": 80.0}, ("undervisning",), ("luftfart",), {"sykehus": "end"})
    expected = with_selection(
        with_weights(criteria, {"msk": 0.5}),
        max_new=4,
        frame=80.0,
        must=("undervisning",),
        must_not=("luftfart",),
        programmes={"sykehus": "end"},
    )
    assert criteria_toml(with_setting(criteria, setting)) == criteria_toml(expected) != criteria_toml(criteria)


def test_lists_are_added_to_the_files_own(criteria):
    own = with_selection(criteria, must=("sjofart",))
    assert with_setting(own, Setting(must=("luftfart", "sjofart"))).selection.must == ("sjofart", "luftfart")


def test_it_can_be_written_and_read_again():
    setting = Setting({"msk": 0.5}, {"frame": 80.0}, ("a",), ("b",), {"c": "end"})
    assert Setting.from_plain(setting.plain()).plain() == setting.plain()


def test_a_name_that_no_setting_has_is_an_error():
    with pytest.raises(KeyError):
        Setting.from_plain({"vekter": {}})


def test_viewpoints_are_kept_as_they_were_and_change_nothing_of_the_criteria(criteria):
    own = (Profile("own_1", "Vi", {"msk": 0.25, "absence": 0.75}, "møtet i mai"), Profile("own_2", "De", {"msk": 1.0}))
    setting = Setting(viewpoints=own)
    assert Setting.from_plain(json.loads(json.dumps(setting.plain()))) == setting
    assert with_setting(criteria, setting) == criteria


def test_what_only_the_page_can_set_is_written_read_and_laid_over_the_file(criteria):
    further = {"equal_share": 0.5, "require_sectors": [], "max_per_section": 2, "must_only": ["undervisning"]}
    setting = Setting(further=further, merged=("luftfart", "sjofart"))
    assert Setting.from_plain(setting.plain()) == Setting.from_plain(setting.plain() | {})
    assert Setting.from_plain(setting.plain()).plain() == setting.plain()
    dataset = read_dataset(shipped_data() / "publisert")
    made = with_setting(criteria, Setting.from_plain(setting.plain()), dataset)
    assert made.selection.must == ("undervisning",)
    assert made.selection.grant.equal_share == 0.5
    assert made.selection.require_sectors == ()
    assert [merge.members for merge in made.merges] == [("luftfart", "sjofart")]
