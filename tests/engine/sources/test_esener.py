"""EU-OSHA's survey: every question once, sectors as groups of codes."""

import csv
import shutil

import pytest

from engine.dataset.shipped import shipped_data
from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.sources import esener

SOURCES = shipped_data() / "kilder"


def test_every_cell_of_both_tables_is_a_row():
    rows = esener.group_values(SOURCES)
    for survey, known, source in esener.SURVEYS:
        with (SOURCES / survey.file).open(encoding="utf-8") as file:
            cells = {
                (known[line["question_code"]], line["sn2007_group"]): line["percent_of_establishments"]
                for line in csv.DictReader(file)
            }
        own = {(row["indicator_id"], row["sn2007_group"]): row["value"] for row in rows if row["source_id"] == source}
        assert own == {cell: pytest.approx(float(value)) for cell, value in cells.items()}


def test_no_two_questions_of_a_survey_share_an_indicator():
    for _, known, _ in esener.SURVEYS:
        assert len(set(known.values())) == len(known)


def test_a_question_that_is_not_known_is_said(tmp_path):
    for survey, _, _ in esener.SURVEYS:
        shutil.copy(SOURCES / survey.file, tmp_path / survey.file)
    file = tmp_path / "esener_2014_norway.csv"
    file.write_text(file.read_text().replace("Q201_7,", "Q999,"))
    with pytest.raises(InputError) as raised:
        esener.group_values(tmp_path)
    assert "Q999" in raised.value.sentence(Locale("nb"))
