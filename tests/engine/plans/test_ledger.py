"""The ledger: the letters' own sum, and every kind of row that does not add up, with by how much."""

from datetime import date

import pytest

from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.plans.ledger import kroner, parse_rule, read_ledger, reporting_dates, shipped_ledger

HEADER = "programme_id,year,entry,amount_nok,source_id,note\n"
KNOWN = frozenset({"sykehus", "sykehjem"})
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def ledger(tmp_path):
    def of(*rows):
        path = tmp_path / "regnskap.csv"
        path.write_text(HEADER + "".join(f"{row},s,\n" for row in rows), encoding="utf-8")
        return read_ledger(path, KNOWN)

    return of


def test_sykehus_2024_leaves_633_532():
    """Letters of 2024: 10 816 000 + 2 617 532 - 12 800 000 = 633 532 (the extra 850 000 is for a cost of its own)."""
    account = read_ledger(shipped_ledger()).accounts["sykehus"][2024]
    assert account.left == 633_532_00
    assert account.available == (10_816_000 + 2_617_532 + 850_000) * 100
    assert account.spent is None


def test_the_shipped_ledger_adds_up_and_every_row_has_its_source():
    reading = read_ledger(shipped_ledger(), KNOWN)
    assert reading.problems == ()
    assert {entry.source_id for entry in reading.entries} == {"letters2024", "survey2022", "report2024"}
    assert all(entry.note for entry in reading.entries)


def test_what_is_left_is_unknown_where_nobody_says_what_is_used(ledger):
    assert ledger("sykehus,2024,granted,100").accounts["sykehus"][2024].left is None


def test_a_forecast_is_of_the_whole_year_and_holds_what_is_spent(ledger):
    rows = ("sykehus,2024,granted,100", "sykehus,2024,spent,40", "sykehus,2024,forecast,70")
    assert ledger(*rows).accounts["sykehus"][2024].left == 30_00
    assert ledger(*rows[:2]).accounts["sykehus"][2024].left == 60_00
    assert ledger(*rows[:2], "sykehus,2024,forecast,30").accounts["sykehus"][2024].left == 60_00


def test_what_is_returned_is_no_longer_there(ledger):
    account = ledger("sykehus,2024,granted,100", "sykehus,2024,spent,40", "sykehus,2024,returned,25.50").accounts
    assert account["sykehus"][2024].left == 34_50


@pytest.mark.parametrize(
    ("rows", "code", "row", "difference"),
    [
        (
            ("sykehus,2023,granted,100", "sykehus,2023,spent,40", "sykehus,2024,carried_over,61.50"),
            "ledger_carried",
            4,
            "1,50",
        ),
        (("sykehus,2024,granted,100", "sykehus,2024,spent,140"), "ledger_overspent", 3, "40"),
        (
            ("sykehus,2024,granted,100", "sykehus,2024,spent,40", "sykehus,2024,returned,70"),
            "ledger_returned",
            4,
            "10",
        ),
        (
            ("alle,2024,granted,100", "sykehus,2024,granted,80", "sykehjem,2024,granted,1030"),
            "ledger_over_frame",
            2,
            f"1{NBSP}010",
        ),
    ],
)
def test_rows_that_do_not_add_up_are_told_with_which_and_by_how_much(ledger, rows, code, row, difference):
    (problem,) = ledger(*rows).problems
    assert (problem.code, problem.row, problem.more["difference"]) == (code, row, difference)
    assert difference.replace(NBSP, " ") in problem.sentence(Locale("nb")).replace(NBSP, " ")


def test_all_that_does_not_add_up_is_told_at_once(ledger):
    reading = ledger(
        "sykehus,2024,granted,100", "sykehus,2024,spent,140", "sykehjem,2024,granted,5", "sykehjem,2024,spent,6"
    )
    assert [(problem.code, problem.row) for problem in reading.problems] == [
        ("ledger_overspent", 3),
        ("ledger_overspent", 5),
    ]


def test_a_forecast_closes_no_year(ledger):
    rows = ("sykehus,2023,granted,100", "sykehus,2023,forecast,40", "sykehus,2024,carried_over,10")
    assert ledger(*rows).problems == ()


def test_what_is_carried_over_exactly_is_no_problem(ledger):
    rows = ("sykehus,2023,granted,100", "sykehus,2023,spent,40", "sykehus,2023,returned,5")
    assert ledger(*rows, "sykehus,2024,carried_over,55").problems == ()


def test_every_row_that_cannot_be_understood_is_told_at_once(ledger):
    with pytest.raises(InputError) as caught:
        ledger(
            "sykehuss,2024,granted,100",
            "sykehus,24,granted,100",
            "sykehus,2024,gitt,100",
            "sykehus,2024,granted,-1",
            "sykehus,2024,granted,0.001",
            "sykehus,2024,spent,7",
            "sykehus,2024,spent,7",
        )
    told = {problem.row: problem.code for problem in caught.value.problems}
    assert told.keys() == {2, 3, 4, 5, 6, 8}
    assert (told[2], told[3], told[5]) == ("unknown", "ledger_year", "negative")
    assert (told[6], told[8]) == ("ledger_too_fine", "ledger_twice")


ROWS = ("sykehus,2024,granted,1000000", "sykehus,2024,spent,200000", "sykehjem,2024,granted,500000")


@pytest.mark.parametrize(("rule", "free"), [("left", 800_000), ("left-0.5", 300_000), ("left-10%", 700_000)])
def test_what_is_free_is_by_the_users_rule(ledger, rule, free):
    """800 000 are left in sykehus; what sykehjem has used nobody says."""
    assert ledger(*ROWS).free(parse_rule(rule)) == {2024: free * 100}


def test_a_year_without_known_rests_has_nothing_said_of_it(ledger):
    assert ledger("sykehus,2023,granted,5").free(parse_rule("left")) == {}


def test_a_reserve_larger_than_the_rest_leaves_nothing_free(ledger):
    assert ledger(*ROWS).free(parse_rule("left-5")) == {2024: 0}


@pytest.mark.parametrize("raw", ["", "alt", "left-", "left-101%", "left+1", "left-1,5"])
def test_a_rule_that_is_none_is_refused_with_those_that_are(raw):
    with pytest.raises(InputError) as caught:
        parse_rule(raw)
    assert "left-10%" in caught.value.sentence(Locale("nb"))


def test_the_dates_of_2024_are_the_letters():
    """Letter of 4 March 2024: accounts per 1 July; summaries due 1 September 2024 and 1 May 2025."""
    dates = reporting_dates(2024)
    assert [reporting_date.day for reporting_date in dates] == [date(2024, 7, 1), date(2024, 9, 1), date(2025, 5, 1)]
    assert all(reporting_date.stated for reporting_date in dates)
    assert [reporting_date.stated for reporting_date in reporting_dates(2023)] == [
        False,
        False,
        True,
    ]  # only the yearly summary of 2023
    assert not any(reporting_date.stated for reporting_date in reporting_dates(2026))


def test_kroner_are_written_in_groups_of_three():
    assert kroner(63353200) == f"633{NBSP}532"
    assert kroner(-150) == "\N{MINUS SIGN}1,50"
