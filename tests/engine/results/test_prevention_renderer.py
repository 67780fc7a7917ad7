"""The answer of ``prevention``: assumptions below every table, made-up figures said first."""

from pathlib import Path

import pytest

from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.foundation.locale import Locale
from engine.prevention_potential.effects import read_effects, shipped_effects
from engine.prevention_potential.potential import prevention
from engine.results.prevention_renderer import prevention_answer
from engine.results.prevention_words import assumption_sentences


def asked(*only):
    return prevention(read_dataset(shipped_data() / "syntetisk"), read_effects(shipped_effects()), only=only, draws=20)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("only", [(), ("low_back_pain",)])
def test_every_assumption_stands_below_the_table_and_the_warning_first(only, language):
    result = asked(*only)
    text = prevention_answer(result, locale=Locale(language)).written("table")
    assert text.startswith(Locale(language).text("report.synthetic_first"))
    whole = " ".join(text.split())
    assert [
        sentence
        for sentence in assumption_sentences(result, locale=Locale(language))
        if " ".join(sentence.split()) not in whole
    ] == []


def test_a_written_folder_is_said_with_its_indicators():
    aside = prevention_answer(asked("low_back_pain"), Path("med_potensial")).aside
    assert "med_potensial" in aside
    assert "prevention_potential_low_back_pain" in aside


def test_nothing_written_is_not_said():
    assert prevention_answer(asked("low_back_pain")).aside == ""


@pytest.mark.parametrize(("language", "of"), [("nb", "Forekomst av eksponeringene: 2022."), ("en", "exposures: 2022.")])
def test_data_periods_and_sources_stand_below_the_table(language, of):
    whole = " ".join(prevention_answer(asked("low_back_pain"), locale=Locale(language)).written("table").split())
    assert of in whole
    assert "sterud_tynes_2013: Work-related psychosocial and mechanical risk factors for low back pain" in whole
    assert "Data: SYNT" in whole
    assert "nav_" not in whole
