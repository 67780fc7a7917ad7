"""Prevention potential in words: every name and assumption in both languages, every figure in its sentence."""

import pytest

from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.foundation.locale import LANGUAGES, Locale
from engine.prevention_potential.assumptions import Assumption
from engine.prevention_potential.effects import read_effects, shipped_effects
from engine.prevention_potential.potential import Interval, prevention
from engine.prevention_potential.potential_folder import Comparable
from engine.results.prevention_words import (
    assumption_in_words,
    assumption_sentences,
    exposure_name,
    left_out_in_words,
    outcome_name,
    published_totals,
    share_in_words,
)


@pytest.fixture(scope="module")
def result():
    return prevention(read_dataset(shipped_data() / "syntetisk"), read_effects(shipped_effects()), draws=20)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_outcome_and_exposure_has_a_name(language):
    for outcome in read_effects(shipped_effects()):
        assert outcome_name(outcome.outcome_id, Locale(language)) != outcome.outcome_id
        assert all(exposure_name(effect.exposure, Locale(language)) != effect.exposure for effect in outcome.effects)


def test_an_assumption_names_what_it_concerns_and_its_figures():
    assert "helkroppsvibrasjon" in assumption_in_words(Assumption("lacking", ("whole_body_vibration",)))
    sentence = assumption_in_words(Assumption("drawn", fields={"draws": 10_000, "seed": 7}), Locale("en"))
    assert "10,000 draws (seed 7)" in sentence


def test_the_working_days_stand_with_their_source(result):
    assert any(
        "230" in sentence and "Norsk pasientskadeerstatning" in sentence for sentence in assumption_sentences(result)
    )


def test_an_industrys_own_assumptions_leave_out_what_concerns_others(result):
    text = " ".join(assumption_sentences(result, result.of_industry("butikkhandel")))
    assert "helse- og sosialtjenester" not in text
    assert "uavhengige" in text


def test_what_the_studies_themselves_say_is_said_beside(result):
    sentences = published_totals(result, Locale("en"))
    assert [number for number in ("42%", "23%", "45%", "13%") if any(number in sentence for sentence in sentences)] == [
        "42%",
        "23%",
        "45%",
        "13%",
    ]


def test_who_got_no_indicator_is_named():
    (sentence,) = left_out_in_words([Comparable("low_back_pain", (), (), ("a", "b")), Comparable("pain", (), (), ())])
    assert "korsryggen" in sentence
    assert "a, b" in sentence


def test_a_share_stands_with_its_interval_where_it_has_one():
    assert share_in_words(0.434, Interval(0.32, 0.54, 0.05)) == "43 % (32–54)"
    assert share_in_words(0.434, None, Locale("en")) == "43%"
