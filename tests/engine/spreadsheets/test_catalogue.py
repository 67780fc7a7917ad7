"""Rows and columns of a table are recognised by id or shown name, and never by a guess."""

import pytest

from engine.foundation.locale import Locale
from engine.spreadsheets.catalogue import Catalogue, KnownIndicator, names_of, period_of
from tests.engine.spreadsheets.made import CATALOGUE

NAMES = names_of(CATALOGUE.with_industries([{"industry_id": "sjofart", "name_nb": "Sjøfart", "name_en": "Shipping"}]))


@pytest.mark.parametrize("name", ["sjofart", "Sjøfart", " SJØFART ", "Shipping", "Sjøfart\u00a0"])
def test_an_industry_is_known_by_id_and_by_names(name):
    assert NAMES.industry(name) == "sjofart"


@pytest.mark.parametrize("name", ["Sjøfart og fiske", "sjo", ""])
def test_a_name_that_is_almost_one_is_none(name):
    assert NAMES.industry(name) is None


def test_a_name_that_two_industries_have_is_neithers():
    both = [{"industry_id": "a", "name_nb": "Handel"}, {"industry_id": "b", "name_nb": "Handel"}]
    assert names_of(Catalogue().with_industries(both)).industry("Handel") is None


@pytest.mark.parametrize(
    ("label", "group"),
    [
        ("45-47 Varehandel", "45-47"),
        ("45–47", "45-47"),
        ("86 Helsetjenester", "86"),
        ("I alt", "00-99"),
        ("Alle næringer", "00-99"),
        ("Sjøfart", None),
        ("2. Sjøfart", None),
    ],
)
def test_groups_of_codes_and_totals_are_known(label, group):
    assert NAMES.group(label, "Næring") == group


@pytest.mark.parametrize(
    ("heading", "stated"),
    [
        ("absence", ("absence", None, None)),
        ("Legemeldt sykefravær", ("absence", None, None)),
        ("Legemeldt sykefravær 2024K3", ("absence", "2024K3", None)),
        ("Legemeldt sykefravær, 2024 k3 (prosent)", ("absence", "2024K3", "percent")),
        ("Certified absence (2023)", ("absence", "2023", None)),
        ("Frafall, per_1000_employed", ("frafall", None, "per_1000_employed")),
        ("2023", (None, "2023", None)),
        ("3. kvartal 2024", (None, "2024K3", None)),
        ("Prosent", (None, None, "percent")),
        ("Legemeldt sykefravær for menn", (None, None, None)),
        ("Legemeldt sykefravær (prosent) for menn 2024", (None, None, None)),
        ("Noe annet, 2024", (None, None, None)),
    ],
)
def test_a_heading_states_indicator_period_and_unit_or_nothing(heading, stated):
    assert NAMES.column(heading) == stated


@pytest.mark.parametrize("heading", ["a, 2024" * 40, "(" * 5_000, "1" * 30_000, "45-" * 9_000, ", prosent" * 50])
def test_a_strange_heading_costs_no_time(heading):

    assert NAMES.column(heading) == (None, None, None)
    assert NAMES.group(heading) is None


@pytest.mark.parametrize(
    ("text", "period"), [("2009–2010", "2009-2010"), ("2024Q1", "2024K1"), ("2024M05", "2024M05"), ("24", None)]
)
def test_periods_are_known_as_tables_write_them(text, period):
    assert period_of(text) == period


def test_an_id_is_itself_even_where_another_has_it_as_its_name():
    clash = {"a": KnownIndicator("a", "b"), "b": KnownIndicator("b", "B-en")}
    assert names_of(Catalogue(clash)).indicators["b"] == "b"


def test_the_label_falls_back_on_the_other_language_and_the_id():
    assert KnownIndicator("a", "På norsk").label(Locale("en")) == "På norsk"
    assert KnownIndicator("a").label(Locale("nb")) == "a"


@pytest.mark.parametrize(("text", "period"), [("2024", "2024"), ("1875", "1875"), ("1234", None), ("4600", None)])
def test_a_number_that_no_statistics_are_of_the_year_of_is_no_period(text, period):
    assert period_of(text) == period
