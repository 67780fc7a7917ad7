"""The small case (small.py) as scores and as a selection, and the shipped data with their criteria."""

import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from tests.engine.results.small import CRITERIA, SELECTION, write_criteria, write_data


@pytest.fixture
def scores_of(tmp_path):
    """A function from files of the small case, some of them replaced, to scores."""

    def made(criteria=CRITERIA + SELECTION, **files):
        folder = write_data(tmp_path / "data", **files)
        return score(read_dataset(folder), read_criteria(write_criteria(tmp_path / "criteria.toml", criteria)))

    return made


@pytest.fixture
def small(scores_of):
    return scores_of()


@pytest.fixture
def selected(small):
    return select(selection_problem(small))


@pytest.fixture(scope="session")
def synthetic():
    """The shipped synthetic data under the criteria that compute co-occurrence."""
    return score(read_dataset(shipped_data() / "syntetisk"), read_criteria(shipped_criteria() / "stami.toml"))
