"""The whole workbook: every part that there is something to say of."""

from datetime import date

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import DEFAULT_LOCALE
from engine.results.stami_workbook import whole_workbook
from engine.robustness.acceptability import acceptability
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select

MADE = date(2026, 1, 2)


def test_how_firmly_the_selection_stands_is_a_sheet_where_it_was_tried():
    scores = score(read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml"))
    result = select(selection_problem(scores))
    titles = [page.title for page in whole_workbook(scores, result, acceptability(scores, draws=10), MADE, "1.0")]
    untried = [page.title for page in whole_workbook(scores, result, None, MADE, "1.0")]
    sheet = DEFAULT_LOCALE.text("stability.sheet")
    assert sheet in titles
    assert [title for title in titles if title != sheet] == untried
    bare = [page.title for page in whole_workbook(scores, None, None, MADE, "1.0")]
    assert set(untried) - set(bare) == {
        DEFAULT_LOCALE.text("report.sheet_selection"),
        DEFAULT_LOCALE.text("echo.sheet"),
    }
