"""What is measured on: the shipped data, and made-up problems of any size with the same rules."""

from functools import cache

import numpy as np

from engine.criteria.model import Criteria, Criterion, Grant, Indicator, Normalise, Selection
from engine.criteria.reading import read_criteria
from engine.dataset.model import Column, Dataset, Industry
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.foundation.quality import QUALITIES
from engine.scoring.score import score

PERIOD = "2024"
PROGRAMMES = 7


@cache
def shipped():
    """Dataset and criteria as ``rank`` uses them."""
    return read_dataset(shipped_data() / "publisert"), read_criteria(shipped_criteria() / "publisert.toml")


@cache
def shipped_scores():
    return score(*shipped())


@cache
def shipped_matrix():
    """(industry, criterion) of the ranked industries that lack nothing, and the weights: what other tools take."""
    scores = shipped_scores()
    return scores.member_values[~np.isnan(scores.member_values).any(axis=1)], scores.weights


@cache
def made_up(industries, indicators, *, groups=1, max_new=5, frame=70.0, max_per_section=None, seed=1):
    """Dataset and criteria with values between 0 and 1, in ``groups`` criteria under an arithmetic root.

    Jobs are spread as the shipped ones are (a few large, many small); seven have a programme today.
    """
    random = np.random.default_rng(seed)
    jobs = np.exp(random.normal(10.8, 0.9, industries)).astype(int)
    ids = [f"i{index:04}" for index in range(industries)]
    columns = {
        f"x{index:03}": {PERIOD: _column(f"x{index:03}", random.random(industries))} for index in range(indicators)
    }
    dataset = Dataset(
        "made_up",
        tuple(
            Industry(
                industry_id,
                industry_id,
                status="programme" if index < PROGRAMMES else "candidate",
                jobs=int(jobs[index]),
                sector=("public", "private")[index % 2],
                section="ABCDEFGHIJ"[index % 10],
            )
            for index, industry_id in enumerate(ids)
        ),
        columns,
    )
    return dataset, _criteria(list(columns), groups, max_new, frame, max_per_section)


def _criteria(leaves, groups, max_new, frame, max_per_section):
    grouped = {f"g{index}": leaves[index::groups] for index in range(groups)} if groups > 1 else {}
    nodes = [
        Criterion(name, members={leaf: 1.0 + index % 3 for index, leaf in enumerate(of)})
        for name, of in grouped.items()
    ]
    below = list(grouped) or leaves
    root = Criterion("score", members={name: 1.0 + index % 4 for index, name in enumerate(below)})
    return Criteria(
        "made-up",
        {leaf: Indicator(leaf, Normalise("goalposts", 0.0, 1.0)) for leaf in leaves},
        {node.id: node for node in (*nodes, root)},
        root_id="score",
        scale=100.0,
        selection=Selection(max_new=max_new, max_per_section=max_per_section, grant=Grant("key", frame, 0.6, 3.5, 3.5)),
    )


def _column(name, values):
    unknown = np.full(len(values), np.nan)
    none = ((),) * len(values)
    quality = np.full(len(values), QUALITIES.index("published"), dtype=np.int8)
    return Column(name, PERIOD, "share", values, unknown, unknown, quality, none, none)
