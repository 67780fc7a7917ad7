import pytest

from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.scoring.score import score


@pytest.fixture(scope="session")
def scores():
    """The shipped figures under the shipped criteria."""
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    return score(read_dataset(shipped_data() / "publisert"), criteria)
