"""The standard's names: every section once, every group one that the standard has."""

from engine.classification.sn2007 import SECTIONS, group
from engine.classification.sn2007_names import NAMES


def test_every_section_has_a_name():
    whole = {f"{first:02}-{last:02}" if first != last else f"{first:02}" for first, last in SECTIONS.values()}
    assert whole <= set(NAMES)


def test_every_key_is_a_group_in_its_own_spelling_and_no_name_means_two():
    assert all(group(key).text == key for key in NAMES)
    names = [name.casefold() for own in NAMES.values() for name in own]
    assert len(names) == len(set(names))
