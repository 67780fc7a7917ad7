"""Formulas of one node; what they come to is tested in test_live_scores.py, by LibreOffice."""

from engine.results.live_formulas import MOST_MEMBERS, cooccurrence_formula, mean_formula, rank_formula


def test_a_mean_that_is_not_known_has_no_formula():
    assert mean_formula("median", "skip", ["A1"], ["A2"], 0.0) is None
    assert cooccurrence_formula("median", "A2", "B2", "skip", 0.0) is None


def test_a_formula_is_never_longer_than_excel_allows():
    """8192 signs (Microsoft, Excel specifications and limits)."""
    for aggregate in ("arithmetic", "geometric", "harmonic", "minimum"):
        for count in (MOST_MEMBERS, 500):
            weights, values = ([f"AB${row}{index}" for index in range(count)] for row in (3, 1000))
            for missing in ("skip", "worst", "interval"):
                formula = mean_formula(aggregate, missing, weights, values, 0.5)
                assert formula is None or len(formula) <= 8192


def test_equal_scores_share_the_better_rank():
    assert rank_formula("E5", "E$5:E$9", 1e-10) == (
        'IF(ISNUMBER(E5),1+SUMPRODUCT(ISNUMBER(E$5:E$9)*(E$5:E$9>E5+1e-10)),"")'
    )
