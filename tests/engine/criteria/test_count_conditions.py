"""Each condition on numbers: whom it counts, by hand, and that everything that hangs on a declaration is there."""

import pytest

from engine.criteria import keys
from engine.criteria.count_conditions import BY_HAND, COUNT_CONDITIONS, FURTHER_CONDITIONS
from engine.criteria.model import Selection
from engine.criteria.overrides import CHANGES
from engine.criteria.setting import FURTHER, LISTS, NUMBERS
from engine.dataset.model import Industry
from engine.foundation.locale import LANGUAGES, Locale, area

A, B, C = (
    Industry("a", "A", section="H", sector="private"),
    Industry("b", "B", section="H", sector="mixed"),
    Industry("c", "C", section="Q", sector="public"),
)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("max_new", 2, [("abc", None, 2, "")]),
        ("min_new", 1, [("abc", 1, None, "")]),
        ("must", ("b", "c"), [("b", 1, None, "b"), ("c", 1, None, "c")]),
        ("must_not", ("a",), [("a", None, 0, "a")]),
        ("require_sectors", ("public",), [("bc", 1, None, "public")]),
        ("max_per_section", 1, [("ab", None, 1, "H")]),
        ("max_per_section", 2, []),
        ("conflicts", (("a", "c"),), [("ac", None, 1, "a.c")]),
    ],
)
def test_a_condition_counts_those_that_it_is_about(name, value, expected):
    counts = [
        ("".join(sorted(count.members)), count.least, count.most, count.about)
        for count in COUNT_CONDITIONS[name].counts(value, [A, B, C])
    ]
    assert counts == expected


@pytest.mark.parametrize("name", COUNT_CONDITIONS)
def test_every_condition_can_be_changed_and_has_its_words(name):
    assert CHANGES[name].declared == COUNT_CONDITIONS[name].key == keys.key_at("selection", name)
    assert name in (*LISTS, *NUMBERS, *FURTHER)
    assert name in area("selection")
    assert all(COUNT_CONDITIONS[name].key.meaning(Locale(language)) for language in LANGUAGES)
    assert name in BY_HAND or f"label.{name}" in area("selection")


def test_a_condition_with_a_widget_made_by_hand_has_a_field_of_its_own():
    fields = set(Selection.__dataclass_fields__)
    assert set(BY_HAND) <= fields
    assert not fields & set(FURTHER_CONDITIONS)


def test_nothing_is_asked_of_numbers_where_the_file_says_nothing():
    assert list(Selection().counts_asked) == []
    asked = Selection(max_new=0, must=("a",), max_per_section=2)
    assert [(condition.key.name, value) for condition, value in asked.counts_asked] == [
        ("max_new", 0),
        ("must", ("a",)),
        ("max_per_section", 2),
    ]
