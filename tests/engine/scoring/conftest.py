"""Small data sets and criteria, built from the engine's own types."""

import csv
from pathlib import Path

import numpy as np
import pytest

from engine.criteria.model import Criteria, Normalise
from engine.criteria.model import Indicator as IndicatorModel
from engine.dataset.model import Column, Dataset, Industry
from engine.foundation.quality import QUALITIES

CASES = Path(__file__).parents[2] / "cases" / "scores"


def make_column(indicator, values, quality="published", period="2020"):
    """``quality`` is one for all, or a list; ``None`` and NaN are missing."""
    array = np.array([np.nan if value is None else value for value in values], dtype=float)
    names = [quality] * len(array) if isinstance(quality, str) else quality
    positions = [-1 if np.isnan(value) else QUALITIES.index(name) for value, name in zip(array, names, strict=True)]
    empty = np.full(len(array), np.nan)
    none = ((),) * len(array)
    return Column(indicator, period, "unit", array, empty, empty, np.array(positions, dtype=np.int8), none, none)


def make_dataset(values, ids=None, statuses=None, qualities=None, jobs=None):
    """``{indicator: values}`` for industries a, b, c …, or ``ids`` in rising order."""
    count = len(next(iter(values.values())))
    ids = list(ids or [f"{chr(97 + index)}" if count <= 26 else f"i{index:04}" for index in range(count)])
    assert ids == sorted(ids)
    industries = tuple(
        Industry(name, name, status=statuses and statuses[index], jobs=jobs and jobs[index])
        for index, name in enumerate(ids)
    )
    columns = {
        key: {"2020": make_column(key, given, (qualities or {}).get(key, "published"))} for key, given in values.items()
    }
    return Dataset("data", industries, columns)


def make_criteria(criteria, indicators, **more):
    """The last criterion is the root. An indicator is given as one, or as an id on goalposts 0..1."""
    declared = [
        indicator if isinstance(indicator, IndicatorModel) else make_indicator(indicator) for indicator in indicators
    ]
    return Criteria(
        "test",
        {indicator.id: indicator for indicator in declared},
        {criterion.id: criterion for criterion in criteria},
        root_id=criteria[-1].id,
        file="c.toml",
        **more,
    )


def make_indicator(name, method="goalposts", low=0.0, high=1.0, clip=True, **more):
    goalposts = method == "goalposts"
    return IndicatorModel(
        name, Normalise(method, low if goalposts else None, high if goalposts else None, clip), **more
    )


@pytest.fixture(scope="session")
def dataset_of():
    return make_dataset


@pytest.fixture(scope="session")
def criteria_of():
    return make_criteria


@pytest.fixture(scope="session")
def indicator_of():
    return make_indicator


@pytest.fixture(scope="session")
def case():
    """``case(name)``: the rows of a worked example in ``tests/cases/scores``."""

    def read(name):
        with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read
