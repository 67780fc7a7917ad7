"""Two viewpoints of one name: told apart by their ids, and nothing else changes."""

from engine.criteria.distinct_profile_names import with_distinct_profile_names
from engine.criteria.model import Profile, Selection
from engine.criteria.reading import read_profiles
from engine.dataset.shipped import shipped_criteria
from engine.robustness.stakeholder_profiles import parties
from tests.engine.robustness.small import criteria, dataset, profile

WEIGHTS = {"u": 1.0}


def test_names_that_are_alike_have_their_ids_behind_in_the_language_they_are_alike_in():
    first, other, third = with_distinct_profile_names(
        [
            Profile("a", "Vi", WEIGHTS, name_en="Us"),
            Profile("b", "vi ", WEIGHTS, name_en="We"),
            Profile("c", "De", WEIGHTS),
        ]
    )
    assert (first.name_nb, first.name_en) == ("Vi (a)", "Us")
    assert (other.name_nb, other.name_en) == ("vi  (b)", "We")
    assert (third.name_nb, third.name_en) == ("De", "")


def test_a_name_that_has_no_english_is_told_apart_in_english_too():
    first, other = with_distinct_profile_names([Profile("a", "Us", WEIGHTS), Profile("b", "Vi", WEIGHTS, name_en="us")])
    assert (first.name_nb, first.name_en) == ("Us", "Us (a)")
    assert (other.name_nb, other.name_en) == ("Vi", "us (b)")


def test_names_alike_in_nynorsk_alone_are_told_apart_there():
    first, other = with_distinct_profile_names(
        [Profile("a", "Vi", WEIGHTS, name_nn="Oss"), Profile("b", "Vi andre", WEIGHTS, name_nn="Oss")]
    )
    assert (first.name_nb, first.name_nn, other.name_nb, other.name_nn) == ("Vi", "Oss (a)", "Vi andre", "Oss (b)")


def test_viewpoints_that_differ_stay_as_they_are():
    shipped = read_profiles(shipped_criteria() / "synspunkter.toml")
    assert with_distinct_profile_names(shipped) == shipped


def test_equal_names_are_told_apart_wherever_a_result_names_its_viewpoints():
    from dataclasses import replace

    alike = [replace(profile(letter, x=1.0, y=float(index)), name_nb="Vi") for index, letter in enumerate("pq")]
    result = parties(
        dataset({"x": [0.9, 0.1], "y": [0.2, 0.7]}), criteria({"x": 1.0, "y": 1.0}, Selection(max_new=1)), alike
    )
    assert [own.profile.name_nb for own in result.own.values()] == ["Vi (p)", "Vi (q)"]
