import re
from types import SimpleNamespace

import pytest

from engine.foundation.locale import LANGUAGES, TEXTS, area, number, quoted, spoken, text, together, written


def test_a_text_is_filled_in_and_follows_the_language():
    assert text("errors.row", "nb", row=3) == "rad 3"
    assert text("errors.row", "en", row=3) == "row 3"
    assert text("errors.row", row=3) == text("errors.row", "nb", row=3)


@pytest.mark.parametrize("key", ["errors.no_such_text", "errors.", "errors"])
def test_an_unknown_text_is_a_defect_and_never_an_empty_sentence(key):
    with pytest.raises(KeyError):
        text(key)


@pytest.mark.parametrize(
    ("value", "decimals", "nb", "en"),
    [
        (1234.5, 1, "1\N{NO-BREAK SPACE}234,5", "1,234.5"),
        (1234567, 0, "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567", "1,234,567"),
        (-2.25, 2, "\N{MINUS SIGN}2,25", "-2.25"),
        (-0.04, 1, "0,0", "0.0"),
        (0, 0, "0", "0"),
        (1e300, 2, "1e+300", "1e+300"),
        (-1.25e20, 1, "\N{MINUS SIGN}1,25e+20", "-1.25e+20"),
    ],
)
def test_numbers_are_written_as_each_language_writes_them(value, decimals, nb, en):
    assert number(value, decimals, "nb") == nb
    assert number(value, decimals, "en") == en


def test_no_sentence_counts_in_the_plural_what_can_be_one():
    """«1 mistakes» and «1 rader»: a count that can be one stands after what it counts, «Mistakes: 1»."""
    never_one = {
        "app.ranking_heading",
        "app.ranking_alt",
        "transfer.baseline_many",
        "scenario.more",
        "app_scenarios.list_more",
        "tradeoff.drawn",
    }
    same_for_one = {"til", "more", "med", "with", "feil"}  # «1 feil» is right
    found = [
        (f"{path.stem}.{key}", language, word)
        for path in (TEXTS / "nb").glob("*.toml")
        for key, entry in area(path.stem).items()
        for language, sentence in entry.items()
        for word in re.findall(r"\{(?:count|rows|strata)\} ([^\W\d_]+)", sentence)
        if word not in same_for_one and f"{path.stem}.{key}" not in never_one
    ]
    assert found == []


def test_a_name_is_read_in_the_language_or_in_bokmal():
    both = SimpleNamespace(name_nb="Sjøfart", name_en="Shipping", basis="rapporten")
    assert [written(both, "name", language) for language in ("nb", "nn", "en")] == ["Sjøfart", "Sjøfart", "Shipping"]
    assert written(both, "basis", "en") == "rapporten"
    assert written(both, "note", "en") == ""


def test_a_name_is_quoted_as_each_language_does():
    assert [quoted("Varehandel", language) for language in ("nb", "nn", "en")] == [
        "«Varehandel»",
        "«Varehandel»",
        "“Varehandel”",
    ]


def test_english_texts_have_english_quotation_marks():
    found = [path.name for path in (TEXTS / "en").glob("*.toml") if re.search("[«»]", path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("nb-NO", "nb"),
        ("no", "nb"),
        ("nn-NO", "nn"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("de-DE", None),
        ("", None),
        (None, None),
    ],
)
def test_the_browsers_language_is_one_of_ours_or_none(tag, language):
    assert spoken(tag) == language


@pytest.mark.parametrize(
    ("words", "nb", "nn", "en"),
    [
        (["a"], "a", "a", "a"),
        (["a", "b"], "a og b", "a og b", "a and b"),
        ("abc", "a, b og c", "a, b og c", "a, b and c"),
    ],
)
def test_words_in_a_row_are_joined_as_each_language_does(words, nb, nn, en):
    assert [together(words, language) for language in ("nb", "nn", "en")] == [nb, nn, en]


def test_bokmal_is_first_and_every_language_has_a_name_of_its_own():
    assert LANGUAGES == ("nb", "nn", "en")
    assert len({text("app.language_name", language) for language in LANGUAGES}) == 3
