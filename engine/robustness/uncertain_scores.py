"""Scores as they could have been: every draw has weights and a set of values of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.dataset.model import Column
from engine.foundation.errors import InputError, Problem
from engine.foundation.quality import INHERITED, QUALITIES
from engine.robustness.input_uncertainty import uncertain, varied
from engine.scoring.aggregation import aggregated
from engine.scoring.figure_ends import Ends, declared_ends
from engine.scoring.indicator_values import OVER_THE_RANKED, prepared
from engine.scoring.intervals import evaluated_between, members_of
from engine.scoring.score import Scores
from engine.scoring.tree import problems_at, reached

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEAST = 2.0**-53  # the generator gives 0 but never 1; a normal value has neither


def possible_scores(scores: Scores, weights: Floats, spread: float, random: np.random.Generator) -> Floats:
    """(draw, industry) scaled scores, NaN where unranked, each draw under its own values.

    Parameters
    ----------
    weights
        (draw, member), in the order of ``scores.root_members``.
    spread
        Share of an inherited value that it may be off, either way.

    Raises
    ------
    InputError
        Where a value that could have been cannot be computed with: the logarithm of 0 or less, a negative in a
        geometric mean.
    """
    criteria, root = scores.criteria, scores.criteria.root
    draws, size = len(weights), len(scores.industry_ids)
    everyone = scores.industry_ids * draws  # draw by draw, as one long column
    leaves: dict[str, Floats] = {}
    problems: dict[str, tuple[Problem, ...]] = {}
    declared = varied_ends(scores)
    for leaf, column in scores.columns.items():
        indicator = criteria.indicators[leaf]
        # A value that could have been may lie beyond goalposts which no real one passes.
        loose = replace(indicator, normalise=replace(indicator.normalise, clip=True))
        apart = draws if indicator.normalise.method in OVER_THE_RANKED else 1
        parts = [
            prepared(loose, drawn, column.period, scores.industry_ids * (draws // apart), criteria.file)
            for drawn in np.split(_drawn(scores, column, draws, spread, random), apart)
        ]
        leaves[leaf] = np.concatenate([part.values for part in parts])
        low, high = (np.tile(end, draws) for end in declared[leaf])
        wide = high > low
        leaves[leaf][wide] = low[wide] + (high - low)[wide] * random.random(int(wide.sum()))
        problems[leaf] = tuple(problem for part in parts for problem in part.problems)
    tree = evaluated_between(criteria, leaves, leaves, everyone)
    below = members_of(criteria, root, {**leaves, **tree.nodes})
    weighted = [member for index, member in enumerate(scores.root_members) if (weights[:, index] > 0).any()]
    counted = reached(criteria, weighted)
    wrong = [problem for node, some in {**problems, **tree.problems}.items() if node in counted for problem in some]
    wrong += problems_at(criteria, root, below, weights, everyone)
    if wrong:
        raise InputError(wrong)
    each = zip(below.reshape(draws, size, -1), weights, strict=True)
    return criteria.scale * np.concatenate(
        [aggregated(root.aggregate, own, weighting[None], root.missing) for own, weighting in each]
    )


def varied_ends(scores: Scores) -> Ends:
    """The ends that values are drawn between, normalised: as the criteria declare them, and 0 and 1 where a figure is
    missing and ``interval`` leaves it open."""
    criteria = scores.criteria
    open_leaves = {
        child for node in criteria.criteria.values() if node.missing == "interval" for child in node.children
    }
    return {
        leaf: (np.where(np.isnan(low), 0.0, low), np.where(np.isnan(high), 1.0, high)) if leaf in open_leaves else ends
        for leaf, ends in declared_ends(scores).items()
        for low, high in [ends]
    }


def how_varied(scores: Scores, spread: float) -> dict[str, int]:
    """How many of the ranked industries' values in the tree vary, and how; the rest stay as they are.

    ``declared`` vary within what the criteria leave open, which goes before all else; it is there only where some do.
    """
    counts = {"with_se": 0, "inherited": 0, "fixed": 0}
    declared = varied_ends(scores)
    for leaf, column in scores.columns.items():
        values, se, inherited = _of_ranked(scores, column)
        wide = declared[leaf][1] > declared[leaf][0]
        if wide.any():
            counts["declared"] = counts.get("declared", 0) + int(wide.sum())
        values = np.where(wide, np.nan, values)
        varying = uncertain(values, se, inherited, spread)
        with_se = varying & (np.nan_to_num(se) > 0)
        counts["with_se"] += int(with_se.sum())
        counts["inherited"] += int((varying & ~with_se).sum())
        counts["fixed"] += int((~np.isnan(values) & ~varying).sum())
    return counts


def _of_ranked(scores: Scores, column: Column) -> tuple[Floats, Floats, Flags]:
    """Values, standard errors and which are inherited, (industry,) each."""
    positions = [scores.dataset.position[industry] for industry in scores.industry_ids]
    return (
        column.values[positions],
        column.se[positions],
        np.asarray(column.quality[positions] == QUALITIES.index(INHERITED)),
    )


def _drawn(scores: Scores, column: Column, draws: int, spread: float, random: np.random.Generator) -> Floats:
    """(draw times industry,) values that could have been."""
    values, se, inherited = _of_ranked(scores, column)
    values, se, inherited = np.tile(values, draws), np.tile(se, draws), np.tile(inherited, draws)
    count = int(uncertain(values, se, inherited, spread).sum())
    return varied(values, se, inherited, spread, np.maximum(random.random(count), LEAST))
