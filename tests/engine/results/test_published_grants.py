"""What was granted as it was published: the report 2024, section 3.1, and the letters of 2024."""

from dataclasses import replace

import pytest

from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.foundation.locale import Locale
from engine.results.published_grants import (
    PublishedGrant,
    amount_in_words,
    as_published,
    published_grants,
    sources_in_words,
)


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(shipped_data() / "publisert")


def test_three_of_the_seven_grants_are_published(dataset):
    grants = published_grants(dataset)
    assert {programme: (known.grant, known.period) for programme, known in grants.items()} == {
        "bygg_anlegg": (15.0, "2024"),
        "persontransport": (7.0, "2024"),
        "sykehus": (10.816, "2024"),
    }


@pytest.mark.parametrize(("grant", "nb", "en"), [(15.0, "15", "15"), (10.816, "10,816", "10.816"), (7.5, "7,5", "7.5")])
def test_an_amount_has_the_decimals_that_it_was_published_with(grant, nb, en):
    published = PublishedGrant(grant, "2024", ())
    assert (amount_in_words(published, Locale("nb")), amount_in_words(published, Locale("en"))) == (nb, en)


def test_each_source_is_named_once_and_one_that_is_not_described_by_its_id(dataset):
    two = {name: PublishedGrant(1.0, "2024", ("report2024", "unknown")) for name in ("a", "b")}
    text = sources_in_words(two, dataset, Locale("nb"))
    assert text.count(";") == 1
    assert text.endswith("; unknown")
    assert dataset.sources["report2024"].title in text


def test_data_without_grants_and_grants_in_another_unit_give_nothing(dataset):
    columns = dataset.columns["programme_grant"]
    other = {period: replace(column, unit="NOK") for period, column in columns.items()}
    assert published_grants(replace(dataset, columns={**dataset.columns, "programme_grant": other})) == {}
    assert published_grants(replace(dataset, columns={})) == {}


@pytest.mark.parametrize(
    ("computed", "published", "same"),
    [(14.709, 15.0, True), (6.919, 7.0, True), (10.8162, 10.816, True), (15.43, 15.0, True), (11.22, 10.816, False)],
)
def test_a_grant_is_the_published_one_when_it_rounds_to_it(computed, published, same):
    """The report 3.1: about 15 and about 7; the letters of 2024: 10 816 000."""
    assert as_published(computed, PublishedGrant(published, "2024", ())) is same
