"""The JSON of `ledger` is the contract's (section 10), and sums that do not add up are said."""

import pytest

from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_data
from engine.output.table import csv_table
from engine.plans.ledger import parse_rule, read_ledger, shipped_ledger
from engine.results.ledger import ledger_answer, ledger_json


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(shipped_data() / "publisert")


def test_the_shipped_ledger_as_the_contract_has_it():
    """Letters of 2024: 633 532 kroner are left in sykehus."""
    answer = ledger_json(read_ledger(shipped_ledger()), parse_rule("left"))
    assert list(answer)[:3] == ["programmes", "free", "problems"]
    account = answer["programmes"]["sykehus"]["2024"]
    assert list(account)[:4] == ["available", "spent", "forecast", "left"]
    assert account["left"] == 0.633532
    assert account["spent"] is None
    assert answer["free"] == {"2024": 0.633532}
    assert answer["problems"] == []


def test_nothing_is_called_free_without_a_rule(dataset):
    ledger = read_ledger(shipped_ledger())
    assert ledger_json(ledger, None)["free"] == {}
    assert "--rule" in ledger_answer(ledger, None, dataset).screen()


def test_sums_that_do_not_add_up_end_like_bad_input_with_every_one_on_a_line(tmp_path, dataset):
    path = tmp_path / "r.csv"
    rows = (
        "sykehus,2023,granted,10,s,\nsykehus,2023,spent,12,s,\nsykehjem,2023,granted,10,s,\nsykehjem,2023,spent,13,s,\n"
    )
    path.write_text("programme_id,year,entry,amount_nok,source_id,note\n" + rows, encoding="utf-8")
    answer = ledger_answer(read_ledger(path), None, dataset)
    assert answer.exit_code == 2
    assert [problem["row"] for problem in answer.json()["problems"]] == [3, 5]
    output = answer.screen()
    assert "2 kr mer" in output
    assert "3 kr mer" in output


def test_a_table_has_names_two_decimals_on_screen_and_every_krone_in_its_file(dataset):
    table = ledger_answer(read_ledger(shipped_ledger()), None, dataset).flat()
    row = next(row for row in table.rows if row[0] == "sykehus")
    assert row[1:3] == ("Sykehus", "2024")
    assert row[-1] == "letters2024"
    on_screen = ledger_answer(read_ledger(shipped_ledger()), None, dataset).screen()
    assert "0,63 " in on_screen
    assert "14,28 " in on_screen
    assert "633532" not in on_screen
    assert "0.633532" in csv_table(table)
