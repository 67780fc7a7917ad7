"""Why an industry stands where it does, on the small case."""

import pytest

from engine.criteria.model import Normalise
from engine.foundation.errors import InputError
from engine.foundation.locale import LANGUAGES, Locale
from engine.results.explanation import reasons_of_score, sentence
from engine.scoring.score import score
from tests.engine.results.small import CRITERIA, SELECTION
from tests.engine.robustness.small import criteria, dataset

NBSP = "\N{NO-BREAK SPACE}"


def test_what_gives_most_points_is_said_first_with_its_figures(small):
    reasons = reasons_of_score(small, "alfa")
    assert [(reason.code, reason.about) for reason in reasons] == [
        ("rank", ""),
        ("tied", ""),
        ("contributes", "share"),
        ("contributes", "rate"),
        ("classified", ""),
    ]
    assert reasons[2].figures == pytest.approx({"points": 75.0, "share": 75 / 87.5, "weight_share": 0.75})
    assert [sentence(reason) for reason in reasons] == [
        "Plass 1 av 3, med 87,5 av 100 poeng.",
        "Deler plassen med Beta.",
        f"«Andel» gir 75,0 poeng, 86{NBSP}% av poengsummen (vekt 75{NBSP}%).",
        f"«Rate» gir 12,5 poeng, 14{NBSP}% av poengsummen (vekt 25{NBSP}%).",
        f"25{NBSP}% av poengenes vekt hviler på noens vurdering, ikke på en måling.",
    ]


def test_what_was_clipped_and_what_is_missing_is_said(small):
    assert "«Andel» er 12,00, utenfor ytterpunktene, og teller som 10,00." in map(
        sentence, reasons_of_score(small, "beta")
    )
    assert sentence(reasons_of_score(small, "gamma")[-1], Locale("en")) == "“Rate” is missing."


def test_an_unranked_industry_says_what_it_lacks(small):
    assert [(reason.code, reason.about) for reason in reasons_of_score(small, "delta")] == [
        ("unranked", ""),
        ("lacks", "share"),
        ("lacks", "rate"),
    ]


def test_where_points_do_not_add_up_the_members_values_are_told(scores_of):
    scores = scores_of(CRITERIA.replace('"arithmetic"', '"geometric"') + SELECTION)
    told = [reason for reason in reasons_of_score(scores, "alfa") if reason.code == "member"]
    assert [(reason.about, reason.figures["value"]) for reason in told] == [("share", 1.0), ("rate", 0.5)]


def test_a_flag_and_made_up_figures_are_told_in_every_language(synthetic):
    reasons = reasons_of_score(synthetic, "hjemmetjenesten")
    assert {"high_on_both", "synthetic"} <= {reason.code for reason in reasons}
    for language in LANGUAGES:
        assert all(sentence(reason, Locale(language)) for reason in reasons)


def test_an_industry_that_is_not_ranked_here_is_an_error_that_lists_who_is(small):
    with pytest.raises(InputError, match=r"«prog» finnes ikke.*alfa, beta, delta, gamma"):
        reasons_of_score(small, "prog")


def test_shares_are_of_what_is_given_where_the_score_is_nought():
    """z-scores 1 and −1 with equal weights: a score of 0, half given and half taken; all that is given is u's."""
    values = {"u": [1.0, 3.0], "v": [3.0, 1.0]}
    scores = score(dataset(values), criteria({"u": 1, "v": 1}, normalise=Normalise("zscore")))
    assert scores.scores.tolist() == [0, 0]
    given = [reason for reason in reasons_of_score(scores, "b") if reason.code == "contributes"]
    assert [(reason.about, reason.figures["share"]) for reason in given] == [("u", 1.0)]
