"""What a score rests on, in words, on the small case."""

import pytest

from engine.foundation.locale import Locale
from engine.results.basis import basis_notes, percent, plain, quality_words, source_in_words, unit_in_words, warning
from engine.results.ranking import ranking_table
from tests.engine.results.small import cells

NBSP = "\N{NO-BREAK SPACE}"


def test_a_row_says_what_it_rests_on(small):
    table = ranking_table(small)
    assert cells(table, "rests_on")[0] == f"publisert 75{NBSP}%, vurdert 25{NBSP}%"
    assert cells(table, "quality_published") == pytest.approx([0.75, 0.75, 0.0, 0.0])
    assert cells(table, "source_ids") == ["s1 s2", "s1 s2", "s1", ""]
    assert cells(table, "periods") == ["share=2023 rate=2022", "share=2023 rate=2022", "share=2023", ""]
    assert cells(table, "synthetic") == [False] * 4


def test_notes_name_weights_qualities_clipped_values_and_sources(small):
    notes = "\n".join(basis_notes(small, Locale("nb")))
    for words in (
        "Liten (small)",
        "utgangspunkt som partene eier: Andel 75,0 % (satt til 3); Rate 25,0 % (satt til 1)",
        "publisert: tallet står slik i kilden",
        "vurdert: noens skjønn",
        "ikke at det er de samme personene",
        "Klippet: Beta har 12 på «Andel» og teller som 10",
        "Andel: prosent, 2023; publisert 2, utledet 1, mangler 1. Kilde: s1",
        "Rate: per 1000 sysselsatte, 2022; vurdert 2, mangler 2. Kilde: s2",
        "s2: Notat to (Fafo 2023)",
    ):
        assert words in notes, words
    assert "nedarvet" not in notes


def test_made_up_figures_are_warned_of_first(small, synthetic):
    assert warning(synthetic.dataset, Locale("nb")).startswith("SYNTETISKE TALL")
    assert warning(synthetic.dataset, Locale("en")).startswith("SYNTHETIC FIGURES")
    assert warning(small.dataset, Locale("nb")) == ""


def test_words_and_numbers_in_both_languages():
    assert quality_words({"published": 0.3, "inherited": 0.7, "synthetic": 0.0}, Locale("en")) == (
        "inherited 70%, published 30%"
    )
    assert percent(0.125, Locale("nb")) in (f"12{NBSP}%", f"13{NBSP}%")
    assert (plain(12.0, Locale("nb")), plain(2.75, Locale("nb")), plain(2.75, Locale("en"))) == ("12", "2,75", "2.75")
    assert unit_in_words("percent", Locale("en")) == "per cent"
    assert unit_in_words("per_100_workers", Locale("nb")) == "per 100 workers"
    assert source_in_words("", "", "", Locale("nb")) == "–"
    assert source_in_words("Tabell", "SSB", "", Locale("nb")) == "Tabell (SSB)"
    titles = [source_in_words("Tabell, 2024K4", "SSB", "2025", locale) for locale in (Locale("nb"), Locale("en"))]
    assert titles == ["Tabell, 2024K4 (SSB 2025)", "Tabell, 2024 Q4 (SSB 2025)"]
