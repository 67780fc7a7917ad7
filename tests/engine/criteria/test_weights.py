"""Weights: normalised, given by hand, taken from a profile."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.criteria.model import Profile
from engine.criteria.reading import parse_criteria
from engine.criteria.weights import (
    check_profile,
    normalised,
    parse_weights,
    weight_keys,
    with_profile,
    with_weights,
)
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale

FILE = """
id = "weights"
[[indicator]]
id = "absence"
normalise = { method = "none" }
[[indicator]]
id = "lifting"
normalise = { method = "none" }
[[indicator]]
id = "kneeling"
normalise = { method = "none" }
[[indicator]]
id = "pain"
normalise = { method = "none" }
[[criterion]]
id = "score"
members = { msk = 3, absence = 1 }
[[criterion]]
id = "msk"
aggregate = "cooccurrence"
exposure = "msk_exposure"
health = "pain"
[[criterion]]
id = "msk_exposure"
members = { lifting = 2, kneeling = 1 }
"""
WEIGHTS = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1e300), min_size=1).filter(
    lambda members: any(members.values())
)


def criteria():
    return parse_criteria(FILE, "weights.toml")


def sentences(call):
    with pytest.raises(InputError) as raised:
        call()
    return [problem.sentence(Locale("nb")) for problem in raised.value.problems]


def test_weights_are_divided_by_their_sum():
    assert normalised({"a": 3.0, "b": 1.0}) == {"a": 0.75, "b": 0.25}


@given(WEIGHTS)
def test_normalised_weights_add_to_one_and_keep_their_order(members):
    shares = normalised(members)
    assert list(shares) == list(members)
    assert math.isclose(math.fsum(shares.values()), 1.0, rel_tol=1e-12)
    assert all(0 <= share <= 1 for share in shares.values())


@given(st.dictionaries(st.sampled_from("abc"), st.integers(0, 1000), min_size=1), st.integers(-40, 40))
def test_normalised_weights_do_not_depend_on_their_unit(members, power):
    if any(members.values()):
        scaled = {member: weight * 2.0**power for member, weight in members.items()}
        assert normalised(scaled) == normalised(members)


def test_the_largest_weights_there_are_can_be_added():
    assert normalised({"a": 1.7e308, "b": 1.7e308}) == {"a": 0.5, "b": 0.5}


def test_weights_are_written_as_ids_and_numbers():
    assert parse_weights("absence=0.3, msk_exposure.lifting=.2,a=1e-3") == {
        "absence": 0.3,
        "msk_exposure.lifting": 0.2,
        "a": 0.001,
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "er ikke en vekt"),
        ("absence", "«absence» er ikke en vekt. Gyldig: id=0.3,id=0.2"),
        ("=0.3", "er ikke en vekt"),
        ("absence=0.3,", "er ikke en vekt"),
        ("absence=mye", "--weights absence: «mye» er ikke et tall"),
        ("absence=", "er ikke et tall"),
        ("absence=0x10", "er ikke et tall"),
        ("absence=1_000", "er ikke et tall"),
        ("absence=-0.1", "«-0.1» er utenfor det tillatte. Gyldig: ≥ 0"),
        ("absence=nan", "endelig"),
        ("absence=-inf", "endelig"),
        ("absence=1e999", "endelig"),
        ("absence=0.1,absence=0.2", "«absence» står mer enn én gang"),
        ("absence=0,3", "er ikke en vekt"),
    ],
)
def test_weights_that_cannot_be_read_are_told_of(text, words):
    assert words in sentences(lambda: parse_weights(text))[0]


def test_what_is_not_named_keeps_the_files_number():
    changed = with_weights(criteria(), {"absence": 9.0})
    assert changed.root.members == {"msk": 3.0, "absence": 9.0}
    assert changed.criteria["msk_exposure"].members == {"lifting": 2.0, "kneeling": 1.0}


def test_a_member_of_another_node_is_reached_by_its_node():
    changed = with_weights(criteria(), {"msk_exposure.lifting": 0.2})
    assert changed.criteria["msk_exposure"].members == {"lifting": 0.2, "kneeling": 1.0}
    assert changed.root.members == {"msk": 3.0, "absence": 1.0}


def test_the_criteria_that_were_given_are_left_alone():
    before = criteria()
    with_weights(before, {"absence": 9.0})
    assert before.root.members == {"msk": 3.0, "absence": 1.0}


def test_the_tree_stays_the_same_whatever_the_weights():
    changed = with_weights(criteria(), {"absence": 0.0})
    assert changed.bottom_up == criteria().bottom_up
    assert list(changed.root.members) == ["msk", "absence"]


def test_every_weight_that_can_be_set_is_named():
    assert weight_keys(criteria()) == ("msk", "absence", "msk_exposure.lifting", "msk_exposure.kneeling")


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        ({"absense": 1.0}, "«absense» finnes ikke. Mente du «absence»?"),
        ({"msk_exposure.liftin": 1.0}, "Mente du «msk_exposure.lifting»?"),
        ({"msk.pain": 1.0}, "«msk.pain» finnes ikke"),
        ({"lifting": 1.0}, "«lifting» finnes ikke"),
        ({"absence": -1.0}, "≥ 0"),
        ({"absence": math.nan}, "endelig"),
        ({"absence": math.inf}, "endelig"),
        ({"absence": 0.0, "msk": 0.0}, "--weights score: Alle vektene er 0"),
        ({"absence": 0.5, "score.absence": 0.6}, "mer enn én gang"),
    ],
)
def test_weights_that_cannot_be_set_are_told_of(overrides, words):
    assert words in sentences(lambda: with_weights(criteria(), overrides))[0]


def test_a_profile_sets_the_roots_weights_and_no_other():
    changed = with_profile(criteria(), Profile("p", "P", {"absence": 5.0, "msk": 0.0}))
    assert changed.root.members == {"msk": 0.0, "absence": 5.0}
    assert changed.criteria["msk_exposure"].members == {"lifting": 2.0, "kneeling": 1.0}


def test_a_profile_that_leaves_a_member_out_is_told_of():
    (message,) = sentences(lambda: with_profile(criteria(), Profile("p", "P", {"absence": 1.0}), "profiles.toml"))
    assert message.startswith("profiles.toml, [[profile]] p, weights: Profilen mangler vekt for: msk.")


def test_a_profile_with_an_unknown_member_is_told_of():
    profile = Profile("p", "P", {"absence": 1.0, "msk": 1.0, "absenc": 1.0})
    (problem,) = check_profile(criteria(), profile)
    assert "«absenc» finnes ikke. Mente du «absence»?" in problem.sentence(Locale("nb"))


def test_a_profile_for_another_node_is_not_for_this_file():
    profile = Profile("p", "P", {"absence": 1.0, "msk": 1.0, "msk_exposure.lifting": 1.0})
    assert len(check_profile(criteria(), profile)) == 1
