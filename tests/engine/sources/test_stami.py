"""The report's words become flags: 1 where both sides of a pairing are named, 0.5 where one is, 0 where neither."""

import pytest

from engine.foundation.errors import InputError
from engine.sources import stami

HEADER = "industry_id,msk_exposure_high,msk_pain_high,mental_exposure_high,mental_complaints_high,absence_high,quote\n"


@pytest.fixture
def coded(tmp_path):
    def of(text, considered):
        path = tmp_path / "words.csv"
        path.write_text(HEADER + text, encoding="utf-8")
        return {(row["industry_id"], row["indicator_id"]): row for row in stami.cooccurrence(path, considered)}

    return of


def test_a_pairing_counts_by_how_many_of_its_sides_are_named(coded):
    rows = coded("both,1,1,1,1,,q\none,,1,,,,q\n", ["both", "one", "none"])
    flags = {key: row["value"] for key, row in rows.items() if key[1].endswith("_flag")}
    assert flags == {
        ("both", "msk_flag"): 1,
        ("both", "mental_flag"): 1,
        ("one", "msk_flag"): 0.5,
        ("one", "mental_flag"): 0,
        ("none", "msk_flag"): 0,
        ("none", "mental_flag"): 0,
    }


def test_a_side_has_a_row_only_where_it_is_named(coded):
    rows = coded("a,,,1,,1,high\n", ["a"])
    assert {key[1] for key in rows} == {"msk_flag", "mental_flag", "mental_exposure_named", "absence_named"}


def test_everything_is_classified_and_carries_the_words_it_rests_on(coded):
    rows = coded("a,,,1,,1,høyt sykefravær\n", ["a"])
    assert {(row["quality"], row["note"]) for row in rows.values()} == {("classified", "høyt sykefravær")}


def test_an_industry_that_is_not_considered_is_refused(coded):
    with pytest.raises(InputError, match="sykehus"):
        coded("sykehus,1,1,,,,q\n", ["butikkhandel"])


def test_a_side_is_named_or_empty_and_nothing_between(coded):
    with pytest.raises(InputError, match="rad 2, kolonne msk_pain_high"):
        coded("a,1,0.5,,,,q\n", ["a"])
