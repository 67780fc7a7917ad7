"""What is known, gathered for JSON."""

from engine.foundation.locale import Locale
from engine.output.table import text_table
from engine.results.contract_json import ranking_json
from engine.results.known_figures import Known
from engine.results.ranking import ranking_table
from engine.scoring.score import score
from tests.engine.robustness.small import criteria, dataset


def made(missing):
    return score(dataset({"x": [0.5, None], "y": [0.8, 0.9]}), criteria({"x": 1.0, "y": 1.0}, missing=missing))


def test_scores_have_two_ends_only_where_something_is_open():
    assert not Known(made("skip")).any_open
    assert Known(made("interval")).any_open


def test_rank_says_what_is_known_of_each_industry():
    """Contract, section 8: half of b's weight has no figure, so that it scores 0.45 to 0.95."""
    industries = {industry["industry_id"]: industry for industry in ranking_json(made("interval"))["industries"]}
    b = industries["b"]
    assert (b["score"], b["score_low"], b["score_high"], b["known"]) == (0.45, 0.45, 0.95, 0.5)
    assert b["group_share"] == {"y": 1.0}
    assert b["level_with"] == []
    assert industries["a"]["known"] == 1


def test_a_screen_has_both_ends_beside_the_score_and_no_points_of_what_nobody_knows():
    """b has 0.9 of y, which is half of the weight, and nothing is known of x; what a has is known."""
    text = text_table(ranking_table(made("interval")), Locale("nb"))
    a, b = (next(line.split()[3:] for line in text.splitlines() if f"Bransje {name} " in line) for name in "ab")
    assert (a[:2], a[4:6]) == (["0,650", "0,650"], ["0,250", "0,400"])
    assert (b[:2], b[4:6], b[-1]) == (["0,450", "0,450–0,950"], ["–", "0,450"], "x")


def test_a_screen_marks_those_whose_order_the_figures_cannot_tell():
    """0.50, 0.51 and 0.52 are right to 0.005 either way: b may stand above c or below a, which c cannot."""
    scores = score(dataset({"x": [0.50, 0.51, 0.52, 0.9]}), criteria({"x": 1.0}))
    table = ranking_table(scores)
    position = [column.key for column in table.columns].index("level_places")
    assert {row[2]: row[position] for row in table.rows} == {"a": "3–4", "b": "2–4", "c": "2–3", "d": None}
    assert table.columns[position].screen
    assert any("kan ikke skille" in note for note in table.notes)
