"""Small surveys for tests: written as a file, asked with a specification, read back as estimates."""

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from engine.dataset.model import Dataset, Industry, Source
from engine.survey.estimation import prevalences
from engine.survey.specification import (
    Columns,
    Minimums,
    Pair,
    Specification,
    Variable,
)

CASES = Path(__file__).parents[2] / "cases"
EVERYTHING = Minimums(n=1, cases=0, group=0)
"""Shows all there is, where it is the estimate that is tested."""


def yes_no(*names):
    return tuple(Variable(name, name, (1.0,), (0.0,), (9.0,)) for name in names)


def specification(*names, pairs=(), minimums=EVERYTHING, lonely="error", standard=None, **columns):
    return Specification(
        file="spec.toml",
        source=Source("survey", "A survey", "", "", ""),
        columns=Columns(**{"industry": "industry", **columns}),
        variables=yes_no(*names),
        pairs=tuple(Pair(*pair) for pair in pairs),
        period="2022",
        lonely_psu=lonely,
        minimums=minimums,
        standard=standard,
    )


def industries(*ids):
    return Dataset("data", tuple(Industry(industry_id, industry_id) for industry_id in sorted(ids)))


def parquet(folder, **columns):
    path = folder / "survey.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def found(path, of, *ids, backend="duckdb"):
    """Estimates and joint estimates by industry (None for all together) and variable or pair."""
    result = prevalences(path, of, industries(*ids), backend)
    return (
        {(estimate.industry_id, estimate.indicator_id): estimate for estimate in result.estimates},
        {(estimate.industry_id, estimate.exposure, estimate.complaint): estimate for estimate in result.joint},
    )


def api_clus1(folder):
    """R's ``apiclus1`` as far as it is needed: 183 schools in 15 districts, two facts about each.

    Source: California Department of Education, Academic Performance Index 2000, as published with R's survey package.
    """
    with (CASES / "api_clus1.csv").open(encoding="utf-8") as file:
        cells = list(csv.DictReader(file))
    schools = [cell for cell in cells for _ in range(int(cell["schools"]))]
    return parquet(
        folder,
        industry=["all"] * len(schools),
        by_type=[school["school_type"].lower() for school in schools],
        district=[int(school["district"]) for school in schools],
        weight=[6194 / 183] * len(schools),
        districts=[757] * len(schools),
        stratum=[1] * len(schools),
        **{f"type_{kind}": [int(school["school_type"] == kind) for school in schools] for kind in "EHM"},
        improved=[int(school["improved"] == "Yes") for school in schools],
    )
