import copy
import pickle
import re
from datetime import date
from types import SimpleNamespace

import pytest

from engine.foundation.locale import DEFAULT_LOCALE, LANGUAGES, LOCALES, TEXTS, Locale, area, spoken


def test_a_text_is_filled_in_and_follows_the_language():
    assert Locale("nb").text("errors.row", row=3) == "rad 3"
    assert Locale("en").text("errors.row", row=3) == "row 3"
    assert Locale("nb") == DEFAULT_LOCALE


def test_a_language_is_one_value_wherever_it_was_made_and_travels_between_processes():
    assert len({*LOCALES, *map(Locale, LANGUAGES), *pickle.loads(pickle.dumps(LOCALES)), *copy.deepcopy(LOCALES)}) == 3
    assert f"{Locale('nn')}" == "nn"


@pytest.mark.parametrize("tag", ["de", "NB", "", "nb-NO"])
def test_a_language_without_texts_is_a_defect_found_where_it_comes_in(tag):
    with pytest.raises(ValueError, match="nb, nn, en"):
        Locale(tag)


@pytest.mark.parametrize("key", ["errors.no_such_text", "errors.", "errors"])
def test_an_unknown_text_is_a_defect_and_never_an_empty_sentence(key):
    with pytest.raises(KeyError):
        DEFAULT_LOCALE.text(key)


@pytest.mark.parametrize(
    ("value", "decimals", "nb", "en"),
    [
        (1234.5, 1, "1\N{NO-BREAK SPACE}234,5", "1,234.5"),
        (1234567, 0, "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567", "1,234,567"),
        (-2.25, 2, "\N{MINUS SIGN}2,25", "\N{MINUS SIGN}2.25"),
        (-0.04, 1, "0,0", "0.0"),
        (0, 0, "0", "0"),
        (1e300, 2, "1e+300", "1e+300"),
        (-1.25e20, 1, "\N{MINUS SIGN}1,25e+20", "\N{MINUS SIGN}1.25e+20"),
    ],
)
def test_numbers_are_written_as_each_language_writes_them(value, decimals, nb, en):
    assert Locale("nb").number(value, decimals) == nb
    assert Locale("en").number(value, decimals) == en


@pytest.mark.parametrize(
    ("code", "norwegian", "english"),
    [
        ("2016K3", "2016K3", "2016 Q3"),
        ("2016Q3", "2016K3", "2016 Q3"),
        ("2017K3, 2018K3", "2017K3, 2018K3", "2017 Q3, 2018 Q3"),
        ("2018", "2018", "2018"),
        ("2009-2010", "2009-2010", "2009-2010"),
        ("2024M05", "2024M05", "2024M05"),
        ("12016K31", "12016K31", "12016K31"),
    ],
)
def test_a_quarter_is_written_as_each_language_writes_it(code, norwegian, english):
    assert [locale.period(code) for locale in LOCALES] == [norwegian, norwegian, english]


def test_english_has_one_form_of_money():
    """«MNOK» is the unit of the files and no word: «NOK 4 million», and «NOK million» in headings."""
    keys = {
        f"{file.stem}.{key}"
        for file in TEXTS.glob("en/*.toml")
        for key, text in area(file.stem).items()
        if "MNOK" in text["en"]
    }
    assert not keys


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
    plurals = [
        (f"{path.stem}.{key}", language, word)
        for path in (TEXTS / "nb").glob("*.toml")
        for key, entry in area(path.stem).items()
        for language, sentence in entry.items()
        for word in re.findall(r"\{(?:count|rows|strata)\} ([^\W\d_]+)", sentence)
        if word not in same_for_one and f"{path.stem}.{key}" not in never_one
    ]
    assert plurals == []


def test_a_name_is_read_in_the_language_or_in_bokmal():
    both = SimpleNamespace(name_nb="Sjøfart", name_en="Shipping", basis="rapporten")
    assert [locale.written(both, "name") for locale in LOCALES] == ["Sjøfart", "Sjøfart", "Shipping"]
    assert Locale("en").written(both, "basis") == "rapporten"
    assert Locale("en").written(both, "note") == ""


def test_a_name_is_quoted_as_each_language_does():
    assert [locale.quoted("Varehandel") for locale in LOCALES] == [
        "«Varehandel»",
        "«Varehandel»",
        "“Varehandel”",
    ]


def test_english_texts_have_english_quotation_marks():
    names = [path.name for path in (TEXTS / "en").glob("*.toml") if re.search("[«»]", path.read_text(encoding="utf-8"))]
    assert names == []


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
    assert [locale.joined(words) for locale in LOCALES] == [nb, nn, en]


def test_bokmal_is_first_and_every_language_has_a_name_of_its_own():
    assert LANGUAGES == ("nb", "nn", "en")
    assert len({locale.text("app.language_name") for locale in LOCALES}) == 3


@pytest.mark.parametrize(
    ("day", "nb", "nn", "en"),
    [
        (date(2024, 7, 1), "1. juli 2024", "1. juli 2024", "1 July 2024"),
        (date(2025, 12, 31), "31. desember 2025", "31. desember 2025", "31 December 2025"),
    ],
)
def test_a_date_is_written_as_each_language_does(day, nb, nn, en):
    assert [locale.date(day) for locale in LOCALES] == [nb, nn, en]


def test_the_signs_in_numbers_are_those_of_the_language():
    assert [(locale.decimal_sign, locale.group_sign) for locale in LOCALES] == [
        (",", "\N{NO-BREAK SPACE}"),
        (",", "\N{NO-BREAK SPACE}"),
        (".", ","),
    ]


def test_per_cent_has_a_space_in_norwegian_and_none_in_english():
    """Språkrådet: 25 %, with a space that does not break; English style guides, the EU's among them: 25%."""
    assert [Locale(tag).per_cent(25) for tag in ("nb", "nn", "en")] == ["25\N{NO-BREAK SPACE}%"] * 2 + ["25%"]


@pytest.mark.parametrize(
    ("name", "within"),
    [("Sammenfall, smerter", "sammenfall, smerter"), ("ESENER: tidspress", "ESENER: tidspress"), ("", ""), ("A", "A")],
)
def test_a_name_within_a_sentence_has_no_capital_unless_it_is_an_abbreviation(name, within):
    assert DEFAULT_LOCALE.in_sentence(name) == within
