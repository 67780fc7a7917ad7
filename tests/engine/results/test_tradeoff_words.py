"""What a swing goes from and to is a figure of a named industry."""

import numpy as np
import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import Locale
from engine.results.tradeoff_words import known_values, level_in_words, swings_of
from engine.scoring.score import score


@pytest.fixture(scope="module")
def scores():
    return score(read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml"))


def test_the_ends_of_a_swing_are_the_least_and_the_largest_figure_of_the_ranked(scores):
    column = scores.columns["absence"]
    ranked = [column.values[scores.dataset.position[industry]] for industry in scores.industry_ids]
    swing = next(swing for swing in swings_of(scores) if swing.member == "absence")
    for gain, value in ((0.0, np.nanmin(ranked)), (swing.gains[-1], np.nanmax(ranked))):
        words = level_in_words(scores, "absence", gain, Locale("nb"))
        assert f"{value:.1f}".replace(".", ",") in words
        assert column.period in words


def test_a_criterion_that_is_no_figure_is_told_by_an_industry_alone(scores):
    swing = next(swing for swing in swings_of(scores) if swing.member == "msk")
    assert level_in_words(scores, "msk", swing.gains[-1], Locale("nb")) == "som Butikkhandel"


def test_what_is_not_known_is_nobodys_worst():
    """Under ``interval`` an open figure counts as 0; nobody is called worst for want of a figure."""
    open_scores = score(read_dataset(shipped_data() / "noa"), read_criteria(shipped_criteria() / "kjent.toml"))
    values = known_values(open_scores)
    for member, column in values.items():
        if member in open_scores.columns and member in open_scores.normalised:
            known = [
                not np.isnan(open_scores.columns[member].values[open_scores.dataset.position[industry]])
                for industry in open_scores.industry_ids
            ]
            assert not np.isnan(column).all() or not any(known)
            assert all(np.isnan(value) or is_known for value, is_known in zip(column, known, strict=True))
