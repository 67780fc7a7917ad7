"""The account of an import, on a screen and as JSON."""

from pathlib import Path

import pytest

from engine.foundation.locale import LANGUAGES, Locale
from engine.results.import_account import (
    account_lines,
    account_tables,
    changes_table,
    import_answer,
    import_json,
    template_answer,
)
from tests.engine.spreadsheets.made import INDICATORS, data_folder, read


@pytest.fixture
def base(tmp_path):
    return data_folder(tmp_path / "data")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_the_account_has_words_in_both_languages(base, language):
    imported = read("B;absence\nUndervisning;..\nsjofart;5\nKilde: X\n", base=base, period="2023", source_id="s1")
    titles = [table.title for table in account_tables(imported, Locale(language))]
    assert len(titles) == len(set(titles)) == 4
    assert account_lines(imported, Locale(language))


def test_what_becomes_of_a_table_is_counted(base):
    table = changes_table(read(INDICATORS.replace("6.4", "7"), base=base).changes)
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Indikatorer"] == (0, 1, 1, 0, 0)
    assert rows["Bransjer"] == (0, 0, 0, 3, 0)


def test_json_says_before_and_after_of_every_value_that_changes(base):
    imported = read(INDICATORS.replace("6.4", "7"), base=base)
    (changed,) = import_json(imported, Path("ny"), written=False)["tables"]["indicators"]["replaced"]
    assert changed == {
        "key": ["butikk", "absence", "2023"],
        "before": {"value": "6.4"},
        "after": {"value": "7"},
    }


def test_an_answer_with_problems_is_no_success_and_one_without_says_what_was_not_written(base):
    wrong = import_answer(read("a;b\n1;2\n", base=base), Path("ny"), written=False)
    assert wrong.exit_code == 2
    assert "Ingenting er skrevet" in wrong.aside
    trial = import_answer(read(INDICATORS, base=base), Path("ny"), written=False)
    assert (trial.exit_code, trial.aside) == (0, "")
    assert "ingenting er skrevet" in trial.screen()


def test_the_template_answer_names_its_sheets():
    answer = template_answer(Path("t.xlsx"), [("Les meg", "read_me"), ("Kilder", "sources")], 5)
    assert answer.json() == {"file": "t.xlsx", "sheets": ["Les meg", "Kilder"], "known_indicators": 5}
    assert "Hvor tallene kommer fra" in answer.screen()
