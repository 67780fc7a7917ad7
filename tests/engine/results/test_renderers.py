"""One result in three forms."""

import csv
import io
import json

import pytest

from engine.foundation.errors import Problem
from engine.output.workbook import Sheet
from engine.results.folder_check import Findings
from engine.results.renderers import json_text, problems_answer, ranking_answer, selection_answer, workbook_answer


def test_a_ranking_is_the_same_in_every_form(small):
    answer = ranking_answer(small)
    from_json = [industry["industry_id"] for industry in json.loads(answer.written("json"))["industries"]]
    from_csv = [row["industry_id"] for row in csv.DictReader(io.StringIO(answer.written("csv")))]
    assert from_json == from_csv == ["alfa", "beta", "gamma", "delta"]
    screen = answer.written("table")
    assert screen.index("Alfa") < screen.index("Gamma") < screen.index("Delta")
    assert answer.exit_code == 0


def test_a_selection_is_the_same_in_every_form(small, selected):
    answer = selection_answer(selected, small)
    grants = json.loads(answer.written("json"))["grants"]
    rows = csv.DictReader(io.StringIO(answer.written("csv")))
    assert {row["industry_id"]: float(row["grant_mnok"]) for row in rows} == grants
    screen = answer.written("table")
    for words in (
        "Valgt: Alfa, Beta.",
        "Beste utvalg for hvert antall",
        "De nærmeste alternativene",
        "Kan ikke velges",
    ):
        assert words in screen


def test_made_up_figures_are_said_first_on_the_screen_and_in_every_row(synthetic):
    answer = ranking_answer(synthetic)
    assert answer.written("table").startswith("SYNTETISKE TALL")
    assert {row["synthetic"] for row in csv.DictReader(io.StringIO(answer.written("csv")))} == {"true"}
    assert json.loads(answer.written("json"))["synthetic"] is True


def test_problems_are_one_a_line_and_end_with_two():
    problems = (Problem("unknown", "a.csv", row=2, given="x\ny"), Problem("unknown", "b.csv", given="=1"))
    answer = problems_answer(Findings(problems))
    assert len(answer.written("table").splitlines()) == 2
    assert (answer.exit_code, answer.aside) == (2, "Antall feil: 2.")
    assert [problem["file"] for problem in json.loads(answer.written("json"))["problems"]] == ["a.csv", "b.csv"]
    assert [row["given"] for row in csv.DictReader(io.StringIO(answer.written("csv"), newline=""))] == ["x\ny", "'=1"]


def test_a_workbook_names_its_file_and_sheets(tmp_path):
    answer = workbook_answer(tmp_path / "a.xlsx", [Sheet("Ark", "Noe")])
    assert json.loads(answer.written("json")) == {"file": str(tmp_path / "a.xlsx"), "sheets": ["Ark"]}
    assert "Skrev" in answer.written("table")
    assert answer.written("csv").splitlines() == ["sheet,about", "Ark,Noe"]


def test_what_is_no_number_is_refused_in_json():
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"x": float("nan")})
