"""What the score, rank and selection of an industry depend on most: weights, data or the choice of method.

Each root member's weight, each indicator's data, the normalisation and the root's aggregation are factors. Weights are
uniform on the simplex (Dirichlet, all ones): independent exponentials, -ln(1 - u), divided by their sum, which treats
every criterion alike (breaking a stick would not). So one weight's factor moves the others' shares too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.criteria.model import Criteria, Normalise
from engine.criteria.open_figures import leaves_open
from engine.dataset.model import Column, Dataset
from engine.foundation.errors import InputError, Problem
from engine.foundation.quality import INHERITED, QUALITIES
from engine.robustness.compute_backend import Interrupted
from engine.robustness.input_uncertainty import uncertain, varied
from engine.robustness.method_comparison import AGGREGATIONS, AS_TODAY
from engine.robustness.selection_at_weights import best_among_ranked, worths_of
from engine.robustness.sobol import Indices, rows_needed, sobol_indices
from engine.scoring.indicator_values import prepared
from engine.scoring.intervals import evaluated_between, judged_ends, leaves_between, members_of
from engine.scoring.normalisation import ON_UNIT_SCALE
from engine.scoring.ranking import ranks_of
from engine.scoring.score import Scores, score, scores_over_weights
from engine.selection.portfolio_problem import selection_problem

Floats = NDArray[np.float64]

NORMALISATION, AGGREGATION = "normalisation", "aggregation"
SCORE, RANK, SELECTED = "score", "rank", "selected"
PIECE = 1024  # rows between two words of progress: under a second at the default size


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor: ``weight.absence``, ``data.absence``, ``normalisation``, ``aggregation``.

    ``inputs`` is how many numbers vary with it; 0 is a factor that nothing varies, whose indices are 0. ``levels``
    are a method choice's, all as likely.
    """

    id: str
    inputs: int
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """Indices of every output: ``{industry_id: {"score" | "rank" | "selected": Indices}}``.

    ``selected`` is membership, 1 or 0, and not there where the file asks for no selection. ``evaluations`` is how
    many times everything was computed.
    """

    factors: tuple[Factor, ...]
    outputs: Mapping[str, Mapping[str, Indices]]
    base_samples: int
    seed: int
    inherited_spread: float
    evaluations: int


def sensitivity(
    dataset: Dataset,
    criteria: Criteria,
    industry_ids: Sequence[str],
    *,
    base_samples: int = 256,
    seed: int = 1,
    inherited_spread: float = 0.0,
    normalisations: Sequence[str] | None = None,
    aggregations: Sequence[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Sensitivity:
    """Variance-based sensitivity of the given industries' score, rank and membership.

    Parameters
    ----------
    base_samples, seed
        As ``sobol_indices``: a power of two, and not negative.
    inherited_spread
        Half the width, as a share of the value, of what an inherited value without a standard error can be (uniform).
        A value with a standard error is normal with it; others are not varied.
    normalisations, aggregations
        Levels of the two method factors. By default today's normalisation with ``minmax`` and ``percentile_rank``
        (today's alone where it is not on 0..1), and the four weighted means of the root.
    progress
        Told how many runs of the model are done, and of how many; what it raises ends the analysis.

    Raises
    ------
    InputError
        For industries that are not ranked, unknown levels, a spread below 0, and draws that cannot be computed: a
        logarithm of 0 or less, or weight on what has a problem.
    Interrupted
        On Ctrl-C.
    """
    today = score(dataset, criteria)
    model = _Model.of(today, inherited_spread, normalisations, aggregations)
    problems = [*_unranked(today, industry_ids), *model.problems()]
    if inherited_spread < 0 or not np.isfinite(inherited_spread):
        problems.append(
            Problem("toml_out_of_range", place="--inherited-spread", given=f"{inherited_spread:g}", allowed=("≥ 0",))
        )
    if problems:
        raise InputError(problems)
    sizes = {factor.id: factor.inputs for factor in model.factors}
    indices_by_name = sobol_indices(
        lambda rows: _in_pieces(model, rows, industry_ids, progress), sizes, base_samples, seed
    )
    return Sensitivity(
        factors=model.factors,
        outputs={
            industry: {
                name.partition(":")[0]: indices
                for name, indices in indices_by_name.items()
                if name.partition(":")[2] == industry
            }
            for industry in industry_ids
        },
        base_samples=base_samples,
        seed=seed,
        inherited_spread=inherited_spread,
        evaluations=rows_needed(sizes, base_samples),
    )


def _in_pieces(
    model: _Model, rows: Floats, industry_ids: Sequence[str], progress: Callable[[int, int], None] | None
) -> dict[str, Floats]:
    """The outputs of all rows; progress is told after every piece."""
    pieces, done = [], 0
    try:
        while done < len(rows):
            pieces.append(model.outputs(rows[done : done + PIECE], industry_ids))
            done = min(len(rows), done + PIECE)
            if progress is not None:
                progress(done, len(rows))
    except KeyboardInterrupt:
        raise Interrupted(done, len(rows), "runs") from None
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}


def dirichlet(uniform: Floats) -> Floats:
    """(row, member) independent uniforms in (0, 1) to weights uniform on the simplex: exponentials over their sum."""
    exponential: Floats = -np.log1p(-uniform)
    weights: Floats = exponential / exponential.sum(axis=1, keepdims=True)
    return weights


@dataclass(frozen=True, eq=False)
class _Model:
    """Rows of uniform numbers to scores, ranks and selections."""

    today: Scores
    spread: float
    normalisations: tuple[str, ...]
    aggregations: tuple[str, ...]
    at: NDArray[np.intp]  # positions of the ranked industries in the dataset

    @classmethod
    def of(
        cls,
        today: Scores,
        spread: float,
        normalisations: Sequence[str] | None,
        aggregations: Sequence[str] | None,
    ) -> _Model:
        criteria, root = today.criteria, today.criteria.root
        own = {criteria.indicators[leaf].normalise.method for leaf in criteria.leaves}
        others = [name for name in ("minmax", "percentile_rank") if own != {name}]
        # z-scores and raw values are on another scale: a change of method would move every score.
        levels = (AS_TODAY, *(others if own <= set(ON_UNIT_SCALE) else ()))
        means = AGGREGATIONS if root.members else (root.aggregate,)
        if leaves_open(criteria):
            means = (root.aggregate,)
        positions = np.array([today.dataset.position[industry] for industry in today.industry_ids])
        return cls(today, spread, tuple(normalisations or levels), tuple(aggregations or means), positions)

    def problems(self) -> list[Problem]:
        """Levels that do not exist here."""
        means = AGGREGATIONS if self.today.root_members else (self.today.criteria.root.aggregate,)
        asked = (
            (NORMALISATION, self.normalisations, (AS_TODAY, "minmax", "percentile_rank")),
            (AGGREGATION, self.aggregations, means),
        )
        return [
            Problem("unknown", place=place, given=level, allowed=allowed)
            for place, levels, allowed in asked
            for level in levels
            if level not in allowed
        ]

    def _uncertain(self, column: Column) -> NDArray[np.bool_]:
        return uncertain(column.values[self.at], column.se[self.at], self._inherited(column), self.spread)

    def _inherited(self, column: Column) -> NDArray[np.bool_]:
        return np.asarray(column.quality[self.at] == QUALITIES.index(INHERITED))

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Weights, data, normalisation, aggregation: the order of the inputs."""
        weights = self.today.root_members if len(self.today.root_members) > 1 else ()
        return (
            *(Factor(f"weight.{member}", int(bool(weights))) for member in self.today.root_members),
            *(
                Factor(f"data.{leaf}", int(self._uncertain(column).sum()))
                for leaf, column in self.today.columns.items()
            ),
            Factor(NORMALISATION, int(len(self.normalisations) > 1), self.normalisations),
            Factor(AGGREGATION, int(len(self.aggregations) > 1), self.aggregations),
        )

    def _inputs(self, rows: Floats) -> dict[str, Floats]:
        ends = np.cumsum([factor.inputs for factor in self.factors])
        return dict(zip((factor.id for factor in self.factors), np.split(rows, ends[:-1], axis=1), strict=True))

    def outputs(self, rows: Floats, industry_ids: Sequence[str]) -> dict[str, Floats]:
        """(row,) of every output, named ``score:industry``."""
        scores = self.scores(rows)
        ranks = ranks_of(scores, self.today.size)
        columns_by_name = {}
        for industry in industry_ids:
            position = self.today.industry_ids.index(industry)
            columns_by_name[f"{SCORE}:{industry}"] = scores[:, position]
            columns_by_name[f"{RANK}:{industry}"] = ranks[:, position].astype(np.float64)
        if self.today.criteria.selection:
            chosen = self._chosen(scores)
            for industry in industry_ids:
                columns_by_name[f"{SELECTED}:{industry}"] = chosen[industry]
        return columns_by_name

    def scores(self, rows: Floats) -> Floats:
        """(row, industry) scores on the criteria's scale."""
        inputs = self._inputs(rows)
        members = [inputs[f"weight.{member}"] for member in self.today.root_members]
        drawn = np.concatenate(members, axis=1) if members else np.zeros((len(rows), 0))
        weights = dirichlet(drawn) if drawn.shape[1] else np.ones((len(rows), len(members)))
        means = _levels(inputs[AGGREGATION], self.aggregations, len(rows))
        below = np.column_stack(
            [
                *(inputs[f"data.{leaf}"] for leaf in self.today.columns),
                _levels(inputs[NORMALISATION], self.normalisations, len(rows)),
            ]
        )
        scores = np.empty((len(rows), len(self.today.industry_ids)))
        different, where = np.unique(below, axis=0, return_inverse=True)
        for which, drawn_data in enumerate(different):
            here = where.reshape(-1) == which
            under = self._under(drawn_data)
            for mean in np.unique(means[here]):
                now = here & (means == mean)
                scores[now] = scores_over_weights(_with_root(under, self.aggregations[int(mean)]), weights[now])
        return scores

    def _under(self, drawn: Floats) -> Scores:
        """Today's scores with data and normalisation as drawn; ``drawn`` ends with the normalisation's level."""
        criteria = self._normalised(self.normalisations[int(drawn[-1])])
        ends = np.cumsum([int(self._uncertain(column).sum()) for column in self.today.columns.values()])
        parts = np.split(drawn[:-1], ends[:-1]) if len(ends) else []
        leaves: dict[str, Floats] = {}
        problems: list[Problem] = []
        for (leaf, column), uniform in zip(self.today.columns.items(), parts, strict=True):
            raw = varied(column.values[self.at], column.se[self.at], self._inherited(column), self.spread, uniform)
            given = prepared(criteria.indicators[leaf], raw, column.period, self.today.industry_ids, criteria.file)
            leaves[leaf] = given.values
            problems += given.problems
        if problems:
            raise InputError(problems)
        root = criteria.root
        both = {
            leaf: judged_ends(criteria.indicators[leaf], values, self.today.columns[leaf].quality[self.at])
            for leaf, values in leaves.items()
        }
        low, high = ({leaf: ends[side] for leaf, ends in both.items()} for side in (0, 1))
        tree = evaluated_between(criteria, low, high, self.today.industry_ids)
        values = {**leaves_between(criteria, low, high), **tree.nodes}
        return replace(
            self.today,
            criteria=criteria,
            scores=criteria.scale * tree.nodes[root.id],
            member_values=members_of(criteria, root, values) if root.members else np.empty((len(self.at), 0)),
            latent={node: node_problems for node, node_problems in tree.problems.items() if node != root.id},
        )

    def _normalised(self, normalisation: str) -> Criteria:
        criteria = self.today.criteria
        if normalisation == AS_TODAY:
            return criteria
        changed = {
            leaf: replace(criteria.indicators[leaf], normalise=Normalise(normalisation)) for leaf in criteria.leaves
        }
        return replace(criteria, indicators={**criteria.indicators, **changed})

    def _chosen(self, scores: Floats) -> dict[str, Floats]:
        """(row,) 1 where selected, by industry; a programme is never chosen."""
        problem = selection_problem(self.today)
        chosen = best_among_ranked(problem, worths_of(self.today, problem, scores)).chosen
        nobody = np.zeros(len(scores))
        by_id = {industry: chosen[:, column].astype(np.float64) for column, industry in enumerate(problem.ids)}
        return {industry: by_id.get(industry, nobody) for industry in self.today.industry_ids}


def _levels(uniform: Floats, levels: tuple[str, ...], rows: int) -> Floats:
    """(row,) the level that each uniform number falls on."""
    return np.floor(uniform[:, 0] * len(levels)) if uniform.shape[1] else np.zeros(rows)


def _with_root(scores: Scores, aggregation: str) -> Scores:
    criteria = scores.criteria
    root = replace(criteria.root, aggregate=aggregation)
    return replace(scores, criteria=replace(criteria, criteria={**criteria.criteria, root.id: root}))


def _unranked(today: Scores, industry_ids: Sequence[str]) -> list[Problem]:
    ranked = tuple(industry for industry, rank in zip(today.industry_ids, today.ranks.tolist(), strict=True) if rank)
    return [
        Problem("not_ranked", place="--industry", given=industry, allowed=ranked)
        for industry in industry_ids
        if industry not in ranked
    ]
