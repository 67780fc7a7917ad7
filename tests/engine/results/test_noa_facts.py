"""NOA+ facts as they stand in the source's file."""

import pytest

from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.results.noa_facts import facts_in_words, facts_of


@pytest.fixture(scope="module")
def noa():
    return read_dataset(shipped_data() / "noa")


def test_kindergartens_have_the_three_that_the_file_has(noa):
    """noa_plus_facts_2026.csv, the first three rows."""
    facts = facts_of(noa, "barnehager")
    assert [(fact.percent, fact.work_related) for fact in facts] == [(31, "1 av 2"), (60, "1 av 2"), (74, "1 av 2")]
    sentences = facts_in_words(noa, "barnehager")
    assert sentences[0] == "Barnehage og skolefritidsordning: 31 prosent opplever høye emosjonelle krav."
    assert "Kilde: Risikofaktorer og arbeidsrelatert fravær" in sentences[-1]


def test_an_industry_without_facts_and_data_of_other_industries_have_none(noa):
    assert facts_in_words(noa, "luftfart") == ()
    assert facts_of(read_dataset(shipped_data() / "publisert"), "barnehager") == ()
