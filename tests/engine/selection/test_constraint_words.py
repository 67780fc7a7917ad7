"""Conditions in words, in both languages."""

from dataclasses import replace

import pytest

from engine.criteria.model import Bounds, ResourceLimit
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import Locale
from engine.scoring.score import score
from engine.selection.constraint_words import condition_in_words, conflict_in_words
from engine.selection.portfolio_problem import selection_problem


@pytest.fixture(scope="module")
def asked():
    """The shipped problem with one of every kind of condition."""
    dataset = read_dataset(shipped_data() / "publisert")
    dataset = replace(dataset, resources={"secretariat": {"sjofart": 1.5}})
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    selection = replace(
        criteria.selection,
        min_new=1,
        must=("sjofart",),
        must_not=("ikt_media",),
        require_sectors=("public",),
        max_per_section=2,
        conflicts=(("luftfart", "sjofart"),),
        resources=(ResourceLimit("secretariat", 2.5),),
        require_indicator={"union_density": Bounds(min=22.5), "absence": Bounds(min=1.0, max=8.0)},
    )
    return selection_problem(score(dataset, replace(criteria, selection=selection)))


def test_every_condition_has_words_in_both_languages_with_nothing_left_to_fill_in(asked):
    assert len({condition.id.partition(".")[0] for condition in asked.conditions}) >= 11
    for condition in asked.conditions:
        for language in ("nb", "en"):
            text = condition_in_words(asked, condition, Locale(language))
            assert text
            assert not set("{}_") & set(text)
            assert "None" not in text


def test_words_name_industries_and_write_numbers_as_the_language_does(asked):
    words = {condition.id: condition for condition in asked.conditions}
    assert condition_in_words(asked, words["must.sjofart"]) == "Sjøfart skal være med"
    assert condition_in_words(asked, words["must.sjofart"], Locale("en")) == "Shipping must be selected"
    threshold = condition_in_words(asked, words["require_indicator.union_density"])
    assert "Organisasjonsgrad på minst 22,5" in threshold
    assert "Jordbruk og skogbruk" in threshold  # no published figure, so not eligible, and said so
    assert "22.5" in condition_in_words(asked, words["require_indicator.union_density"], Locale("en"))
    assert "mellom 1 og 8" in condition_in_words(asked, words["require_indicator.absence"])


def test_a_conflict_is_told_in_both_languages(asked):
    texts = conflict_in_words(asked, ["must.sjofart", "max_new"])
    assert texts["nb"] == "Sjøfart skal være med; antall nye programmer er høyst 5"
    assert texts["en"] == "Shipping must be selected; the number of new programmes is at most 5"
