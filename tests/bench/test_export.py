"""The workbook of a large set, from the data to the bytes of the file."""

from datetime import date

import pytest

from engine.foundation.locale import Locale
from engine.output.workbook import workbook_bytes
from engine.results.stami_workbook import whole_workbook
from engine.robustness.acceptability import acceptability
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.bench.cases import made_up

OURS, DAY = "bransjevalg", date(2026, 1, 1)


@pytest.mark.parametrize(("industries", "criteria"), [(39, 6), (1000, 6), (1000, 30)])
def test_export(measure, industries, criteria):
    dataset, asked = made_up(industries, criteria)
    locale = Locale("nb")

    def exported():
        scores = score(dataset, asked)
        selected = select(selection_problem(scores))
        contents = whole_workbook(scores, selected, acceptability(scores), DAY, "0", locale)
        return workbook_bytes(DAY, contents, "", locale)

    assert measure(f"export, {industries} × {criteria}", OURS, exported, rounds=1, warmup=0)
