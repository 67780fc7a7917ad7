"""How a value came to an industry, in words and tables that can be done again by hand."""

from dataclasses import replace

import pytest

from engine.dataset.crosswalk_trace import CodeByCode, CodeShare
from engine.dataset.model import GroupValue
from engine.foundation.locale import Locale
from engine.output.table import csv_table, text_table
from engine.results.crosswalk_report import codes_table, groups_table, in_words

NBSP = "\N{NO-BREAK SPACE}"


def value(of, number):
    return GroupValue(of, "absence", "2016K3", number, "percent", "published", "nav")


CARE, CHILDREN = value("87", 9.1), value("88", 6.0)
FOUND = CodeByCode(
    "omsorg",
    "absence",
    "2016K3",
    "percent",
    (
        CodeShare("87101", "Sykehjem", 1500, CARE),
        CodeShare("87102", "Bofellesskap", 500, CARE),
        CodeShare("88101", "Hjemmehjelp", 2000, CHILDREN),
    ),
    None,
    7.55,
)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nb", "(2 000 · 9,1 + 2 000 · 6,0) / 4 000 = 7,550"),
        ("en", "(2,000 · 9.1 + 2,000 · 6.0) / 4,000 = 7.550"),
    ],
)
def test_several_groups_are_a_sum_to_be_done_by_hand(language, expected):
    """(2000·9.1 + 2000·6.0) / 4000 = 30200 / 4000 = 7.55."""
    assert in_words(FOUND, Locale(language)).replace(NBSP, " ") == expected


def test_the_sum_of_jobs_times_value_stands_under_the_groups():
    rows = groups_table(FOUND).rows
    assert [row[:4] for row in rows] == [("87", 2, 2000, 9.1), ("88", 1, 2000, 6.0), ("Sum", 3, 4000, None)]
    assert [row[4] for row in rows] == pytest.approx([18200.0, 12000.0, 30200.0])


def test_every_code_stands_with_its_group_value_and_source():
    assert csv_table(codes_table(FOUND)).splitlines() == [
        "code,code_name,jobs,group,value,product,source_id",
        "87101,Sykehjem,1500,87,9.1,13650.0,nav",
        "87102,Bofellesskap,500,87,9.1,4550.0,nav",
        "88101,Hjemmehjelp,2000,88,6.0,12000.0,nav",
    ]
    assert "prosent" in text_table(codes_table(FOUND), Locale("nb"))


@pytest.mark.parametrize(
    ("trace", "words"),
    [
        (replace(FOUND, stated=8.0, value=8.0), "bransjens eget, 8,0"),
        (replace(FOUND, codes=FOUND.codes[:2], value=9.1), "Alle kodene ligger i næring 87"),
        (replace(FOUND, codes=(*FOUND.codes, CodeShare("88999", "Annet", 5, None)), value=None), "dekker 88999"),
        (replace(FOUND, codes=tuple(replace(code, jobs=0) for code in FOUND.codes), value=None), "å veie med"),
        (replace(FOUND, codes=(), value=None), "ingen næringskoder"),
    ],
)
def test_where_there_is_no_sum_to_do_it_says_why(trace, words):
    assert words in in_words(trace)
    assert in_words(trace, Locale("en")) != in_words(trace)


def test_many_codes_without_a_group_are_counted_rather_than_listed():
    bare = tuple(CodeShare(f"{number:05}", "", 1, None) for number in range(1000, 1040))
    assert "28" in in_words(replace(FOUND, codes=bare, value=None))
    assert groups_table(replace(FOUND, codes=bare, value=None)).rows == ()
