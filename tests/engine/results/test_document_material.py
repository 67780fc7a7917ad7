"""What the document is made of: no more than it says, and something also where nothing is feasible."""

from dataclasses import replace

import pytest

from engine.criteria.built_in_profiles import built_in_viewpoints
from engine.criteria.overrides import with_selection
from engine.dataset.shipped import shipped_criteria
from engine.plans.comparison import compared
from engine.plans.options_book import book_of
from engine.plans.options_reading import read_options
from engine.results.document_material import PARTS, material
from tests.engine.plans.conftest import scores

__all__ = ["scores"]


@pytest.fixture(scope="module")
def profiles(scores):
    return built_in_viewpoints(scores.criteria)[0]


@pytest.fixture(scope="module")
def book(scores):
    own = book_of(read_options(shipped_criteria() / "alternativer_2025.toml"), scores)
    return own, compared(own)


def test_every_part_is_told_in_its_order(scores, profiles, book):
    told = []
    made = material(scores, profiles, book, progress=lambda part, done, total: told.append((part, done, total)))
    assert told == [(part, index, len(PARTS)) for index, part in enumerate(PARTS)]
    assert set(made.options.robustness) == {"a", "b", "c", "d"}
    assert made.check.industries[0].intervals == {}


def test_how_firmly_an_option_stands_is_not_asked_twice(scores, profiles, book):
    known = dict.fromkeys(("a", "b", "c", "d"))
    assert material(scores, profiles, book, known).options.robustness == known


def test_where_nothing_is_feasible_the_ranking_and_the_options_still_stand(scores, profiles, book):
    narrow = replace(scores, criteria=with_selection(scores.criteria, frame=10.0))
    made = material(narrow, profiles, book)
    assert made.result is None
    assert made.infeasible.conflict
    assert made.options is not None
