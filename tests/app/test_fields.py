"""What can be chosen on a page follows from the data and the criteria."""

import pytest

from app.fields.field import indicator_field
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.locale import Locale


@pytest.mark.parametrize("data", ["publisert", "syntetisk"])
def test_an_indicator_that_awaits_figures_cannot_be_looked_at(data):
    dataset = read_dataset(shipped_data() / data)
    criteria = read_criteria(shipped_criteria() / "utvidet.toml")
    options = indicator_field(dataset, criteria, Locale("nb")).options
    assert sorted(options) == sorted(dataset.columns)
    counted = [leaf for leaf in criteria.leaves if leaf in dataset.columns]
    assert list(options[: len(counted)]) == counted
