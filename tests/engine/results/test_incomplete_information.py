"""What is open, as JSON, tables and sentences."""

from engine.criteria.model import Selection
from engine.foundation.locale import Locale
from engine.results.audit_renderers import audit_answer
from engine.results.incomplete_information import (
    check_in_words,
    incomplete_json,
    incomplete_table,
    known_sheet,
    settles_json,
    settles_on_screen,
    undecided_in_words,
)
from engine.results.industry_sensitivity import check_json
from engine.results.robustness_renderers import check_answer, robustness_answer
from engine.robustness.acceptability import acceptability
from engine.robustness.criteria_diagnostics import audit
from engine.robustness.incomplete_information import Incomplete, at_set_weights, over_all_weights
from engine.robustness.industry_sensitivity import check
from engine.robustness.value_of_information import value_of_information
from engine.scoring.score import score
from tests.engine.robustness.small import criteria, dataset

VALUES = {"x": [0.6, 0.6, 0.1], "y": [0.6, None, 0.1]}


def asked(missing="interval"):
    return criteria({"x": 1.0, "y": 1.0}, missing=missing, selection=Selection(max_new=1))


def scored(missing="interval"):
    return score(dataset(VALUES), asked(missing))


def test_robustness_says_who_is_in_whatever_the_figures_are():
    """a has 0.6, b from 0.3 to 0.8: it depends. c is below both."""
    scores = scored()
    at_weights, over_all = at_set_weights(scores), over_all_weights(scores)
    expected = {"core": [], "possible": ["a", "b"], "excluded": ["c"], "exact": True}
    assert incomplete_json(at_weights) == expected
    told = robustness_answer(acceptability(scores, draws=20), Locale("nb"), at_weights, over_all)
    assert told.json()["incomplete"] == expected
    assert told.json()["incomplete_all_weights"] == expected
    assert "For 2 avhenger det av tallene." in told.written("table")
    assert undecided_in_words(at_weights, Locale("en")) == (
        "Out whatever the unknown figures are: 1. None is in whatever they are. For 2 it depends on the figures."
    )
    alone = incomplete_table(scores, at_weights, None, Locale("en"))
    for shown in (alone.for_screen, alone.for_people):  # nobody has asked for all weights: no column without words
        assert [column.key for column in shown.columns if "weights" in column.key] == ["at_these_weights"]
    rows = incomplete_table(scores, at_weights, over_all, Locale("en")).rows
    assert [(row[0], row[2]) for row in rows] == [("a", "can be in"), ("b", "can be in")]


def test_who_is_called_possible_without_a_proof_is_named():
    incomplete = Incomplete((), ("a", "b"), ("c",), unproven=("b",))
    assert incomplete_json(incomplete)["unproven"] == ["b"]
    assert incomplete_json(incomplete)["exact"] is False
    table = incomplete_table(scored(), incomplete, None, Locale("nb"))
    assert [row[2] for row in table.rows] == ["kan være med", "kan være med (ikke bevist)"]
    assert any("Ikke alt er bevist" in note for note in table.notes)


def test_audit_says_which_figure_to_get_first():
    scores = scored()
    information = value_of_information(scores)
    (figure,) = settles_json(information)
    assert figure["industry_id"], figure["indicator_id"] == ("b", "y")
    assert (figure["why"], figure["undecided_now"], figure["worst"], figure["best"], figure["expected"]) == (
        "missing",
        2,
        2,
        2,
        2.0,
    )
    told = audit_answer(audit(dataset(VALUES), asked()), scores, Locale("nb"), information)
    assert told.json()["settles"] == [figure]
    assert "Hvilke tall som bør skaffes først" in told.written("table")
    assert known_sheet(scores, at_set_weights(scores), None, information).title == "Kjent og ukjent"


def test_what_settles_nothing_is_not_shown_on_a_screen():
    scores = scored("skip")
    assert settles_on_screen(scores, value_of_information(scores)) is None


def test_check_gives_the_ranks_that_weights_can_give_with_the_weights():
    """Equal on x, b has nothing known on y: the low end puts it below a, and level with it where all weight is on x."""
    result = check(scored(), ["b"], draws=20)
    b = check_json(result)["industries"]["b"]
    assert (b["best_rank"]["rank"], b["worst_rank"]["rank"]) == (1, 3)
    assert b["best_rank"]["weights"] == {"x": 1.0, "y": 0.0}
    assert b["best_rank"]["exact"]
    assert b["level_with"] == []
    assert check_in_words(result, result.industries[0]) == ("Med andre vekter kan den stå fra plass 1 til plass 3.",)
    assert "fra plass 1 til plass 3" in check_answer(result).written("table")


def test_check_says_who_the_figures_cannot_tell_it_from():
    made = score(dataset({"x": [0.6, 0.6, 0.1]}), criteria({"x": 1.0}))
    result = check(made, ["a"], draws=20)
    assert (
        check_in_words(result, result.industries[0], Locale("en"))[-1] == "The figures cannot tell it from Bransje b."
    )
