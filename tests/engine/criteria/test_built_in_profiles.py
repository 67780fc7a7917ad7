"""Which built-in viewpoints go with which criteria."""

from dataclasses import replace

import pytest

from engine.criteria.built_in_profiles import FILES, built_in_viewpoints
from engine.criteria.reading import read_criteria
from engine.dataset.shipped import shipped_criteria


@pytest.mark.parametrize(
    ("name", "file", "viewpoints"),
    [
        ("publisert", "synspunkter.toml", 5),  # the fifth, of measured figures only, has words to leave out
        ("stami", "synspunkter.toml", 5),
        ("utvidet", "synspunkter_utvidet.toml", 4),
    ],
)
def test_every_shipped_criteria_file_has_viewpoints_that_weigh_just_what_it_has(name, file, viewpoints):
    criteria = read_criteria(shipped_criteria() / f"{name}.toml")
    profiles, file_name = built_in_viewpoints(criteria)
    assert file_name == file
    assert len(profiles) == viewpoints
    assert all(set(profile.weights) == set(criteria.root.members) for profile in profiles)


def test_a_copy_under_another_name_keeps_them():
    criteria = read_criteria(shipped_criteria() / "utvidet.toml")
    assert built_in_viewpoints(replace(criteria, id="vare", file="vare.toml"))[1] == "synspunkter_utvidet.toml"


def test_criteria_with_one_member_more_or_less_have_none():
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    root = criteria.root
    for members in ({**root.members, "msk_flag": 1.0}, {"msk": 1.0, "mental": 1.0}):
        changed = replace(criteria, criteria={**criteria.criteria, root.id: replace(root, members=members)})
        assert built_in_viewpoints(changed) == ((), "")


def test_every_shipped_profiles_file_is_among_them():
    assert {file.name for file in shipped_criteria().glob("synspunkter*.toml")} == set(FILES)
