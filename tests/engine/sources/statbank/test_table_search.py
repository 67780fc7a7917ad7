"""Search for tables: the server's own list, in its order, or one line on why there is none."""

import json

import pytest

from engine.foundation.errors import InputError
from engine.sources.statbank.table_search import MOST_TABLES, FoundTable, search
from tests.engine.sources.statbank.small import found


def get(given):
    asked = []

    def answer(query):
        asked.append(query)
        return given if isinstance(given, bytes) else json.dumps(given).encode()

    return answer, asked


def test_every_table_is_read_with_what_the_server_says_of_it():
    answer, asked = get(found())
    result = search("sykefravær  næring", answer)
    assert asked == [f"tables?lang=no&query=sykefrav%C3%A6r%20AND%20n%C3%A6ring&pageSize={MOST_TABLES}"]
    assert result.total == 61
    assert result.tables[0] == FoundTable(
        "12441",
        "12441: Sykefravær, etter næring",
        "2000",
        "2024",
        "2025-02-27",
        ("kjønn", "næring (SN2007)", "år"),
        False,
    )
    assert [table.discontinued for table in result.tables] == [False, True]


def test_what_steers_a_screen_is_left_out_of_titles():
    answer, _ = get(found(label="Sykefravær\x1b[2J\nnå"))
    assert search("a", answer).tables[0].title == "Sykefravær [2J nå"


@pytest.mark.parametrize("words", ["", "  "])
def test_no_words_is_no_search(words):
    answer, asked = get(found())
    with pytest.raises(InputError) as raised:
        search(words, answer)
    assert [problem.code for problem in raised.value.problems] == ["statbank_no_words"]
    assert asked == []


@pytest.mark.parametrize(
    "given",
    [
        b"<html>",
        b"\xff",
        b"[]",
        b"{}",
        b'{"tables": [{}], "page": {}}',
        b'{"tables": [5], "page": {"totalElements": 1}}',
        b'{"tables": null, "page": {"totalElements": 1}}',
        b'{"tables": [], "page": {"totalElements": "x"}}',
    ],
)
def test_any_other_answer_is_one_line(given):
    answer, _ = get(given)
    with pytest.raises(InputError) as raised:
        search("a", answer)
    assert [problem.code for problem in raised.value.problems] == ["statbank_not_tables"]
