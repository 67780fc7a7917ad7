"""What is said of likeness, and what must be said beside it."""

import re

import pytest

from engine.foundation.locale import Locale
from engine.results.similarity_words import similar_notes, similar_sentences
from tests.engine.results.alike import alike

CLASSIFIED = {"quality": "classified", "se": "", "n": ""}


def said(result, criteria, industry="alfa", language="nb"):
    return " ".join(similar_sentences(result, industry, criteria, Locale(language)))


def test_the_nearest_is_told_with_what_is_high_in_both_and_what_differs(tmp_path):
    result, criteria = alike(tmp_path / "d")
    words = said(result, criteria)
    assert "Alfa ligner mest på en" in words
    assert "regnet på: 3 av 3)" in words
    assert "Høye begge steder" in words
    assert re.search(r"Høye begge steder[^.]*: (Varme; Støv, alle slag|Støv, alle slag; Varme)\.", words)
    assert "Ulike: Støy (10 her, 35 der)." in words
    assert "Different: Noise (10 here, 35 there)." in said(result, criteria, language="en")


def test_what_has_no_level_in_common_is_said_to_be_of_little_use(tmp_path):
    result, criteria = alike(tmp_path / "d")
    words = said(result, criteria, "beta")
    assert "Beta ligner mest på to" in words
    assert "Ingen eksponering er høy begge steder" in words
    assert "Lave begge steder" in words


def test_a_tie_names_all_and_says_that_figures_do_not_tell_them_apart(tmp_path):
    exposures = ["level"]
    levels = "\n".join(
        f"{name},level,2022,{value},percent,,,published,s1" for name, value in (("gamma", 5), ("en", 7), ("to", 3))
    )
    result, criteria = alike(tmp_path / "e", ("gamma",), exposures=exposures, more=levels)
    words = said(result, criteria, "gamma")
    assert "Gamma ligner like mye på en og to" in words
    assert "Tallene skiller dem ikke" in words


def test_how_sure_it_is_comes_with_the_rival(tmp_path):
    result, criteria = alike(tmp_path / "d", se="20")
    words = said(result, criteria)
    assert re.search(r"En er nærmest i \d+\N{NO-BREAK SPACE}% av trekningene", words)
    assert "Etter den kommer To med" in words


def test_an_unlikeness_that_sampling_alone_can_give_is_said(tmp_path):
    result, criteria = alike(tmp_path / "d", se="30")
    assert "ikke større enn utvalgene alene kan gi" in said(result, criteria)
    result, criteria = alike(tmp_path / "e", se="0.1")
    assert "utvalgene alene" not in said(result, criteria)


def test_an_industry_without_exposures_is_said_to_be_incomparable(tmp_path):
    more = "gamma,level,2022,5,percent,,,published,s1\nbeta,level,2022,6,percent,,,published,s1"
    result, criteria = alike(tmp_path / "d", ("gamma",), exposures=["level"], more=more)
    assert said(result, criteria, "gamma").startswith("Gamma kan ikke sammenlignes")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_notes_say_the_measure_the_draws_and_that_tools_are_unknown(tmp_path, language):
    result, criteria = alike(tmp_path / "d")
    notes = " ".join(similar_notes(result, criteria, Locale(language)))
    parts = {
        "nb": (
            "Ulikhet: 0 er likt",
            "100 trekninger",
            "Hvilke verktøy",
            "ingenting er gjettet",
            "Varme: prosent, 2022",
        ),
        "en": ("Unlikeness: 0 is the same", "100 draws", "Which tools", "nothing is guessed", "Heat: per cent"),
    }
    for part in parts[language]:
        assert part in notes


def test_without_errors_the_notes_say_that_nothing_is_known_of_how_sure(tmp_path):
    result, criteria = alike(tmp_path / "d", se="", n="")
    notes = " ".join(similar_notes(result, criteria))
    assert "Ingen av tallene har standardfeil" in notes
    assert "trekninger" not in notes


def test_judgements_are_said_not_to_be_compared(tmp_path):
    result, criteria = alike(tmp_path / "d", **CLASSIFIED)
    notes = " ".join(similar_notes(result, criteria))
    assert "noens skjønn og ikke målinger: Varme; Støv, alle slag; Støy" in notes
    assert "ingen bransje er likere et program enn en annen" in notes


def test_where_nothing_is_declared_the_way_on_is_said(tmp_path):
    result, criteria = alike(tmp_path / "d", exposures=[])
    notes = " ".join(similar_notes(result, criteria))
    assert "Kriteriene pairs" in notes
    assert "--exposures" in notes


def test_few_exposures_are_said_to_be_too_few(tmp_path):
    result, criteria = alike(tmp_path / "d", exposures=["heat", "dust"])
    assert "sammenlignet, er 2: for lite" in " ".join(similar_notes(result, criteria))
    result, criteria = alike(tmp_path / "e")
    assert "for lite" not in " ".join(similar_notes(result, criteria))
