"""What an unknown heading may mean; the right answers are what a Norwegian reader would say."""

import pytest

from engine.dataset.shipped import shipped_data
from engine.results.known_indicators import catalogue_of
from engine.spreadsheets.heading_suggestions import suggested


@pytest.fixture(scope="module")
def indicators():
    return tuple(catalogue_of(shipped_data() / "publisert").indicators.values())


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Sykefravær", "absence"),
        ("sykefravær, legemeldt", "absence"),
        ("Organisasjonsgraden", "union_density"),
        ("Doctor-certified sickness absence", "absence"),
        ("Uniondensity", "union_density"),
        ("Legemeldt sjukefråvær i prosent", "absence"),
    ],
)
def test_the_likeliest_indicator_is_first(indicators, heading, meant):
    assert suggested(heading, indicators)[0] == meant


def test_every_indicator_can_be_chosen_once(indicators):
    suggestions = suggested("Noe helt annet", indicators)
    assert sorted(suggestions) == sorted(indicator.indicator_id for indicator in indicators)
