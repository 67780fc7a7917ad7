"""What was understood is written whole, or not at all."""

import pytest

from engine.foundation.errors import InputError, Problem
from engine.spreadsheets.understood import Understood

TABLES = {
    "industries": [{"industry_id": "a", "name_nb": "A", "status": "candidate"}],
}


def test_what_has_no_problem_becomes_a_data_folder(tmp_path):
    Understood("fil.csv", TABLES).write(tmp_path / "ny")
    assert (tmp_path / "ny" / "industries.csv").read_text(encoding="utf-8").splitlines()[1].startswith("a,A")
    assert (tmp_path / "ny" / "datapackage.json").exists()


def test_what_has_problems_is_not_written_and_says_them_all(tmp_path):
    problems = (Problem("upload_nothing", "fil.csv"), Problem("upload_no_industries", "fil.csv"))
    with pytest.raises(InputError) as error:
        Understood("fil.csv", TABLES, problems=problems).write(tmp_path / "ny")
    assert tuple(error.value.problems) == problems
    assert not (tmp_path / "ny").exists()
