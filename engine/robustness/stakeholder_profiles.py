"""Viewpoints side by side: each one's own selection, three joint ones, what they agree on and where they part.

Objectives are compared as they are, without rescaling: every viewpoint scores on the criteria file's own scale.
Nobody is counted: no result here depends on how many hold a view, except the plain mean of the weights given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from engine.criteria.distinct_profile_names import with_distinct_profile_names
from engine.criteria.model import Criteria, Profile
from engine.criteria.weights import check_profile, normalised, with_weights
from engine.dataset.model import Dataset
from engine.foundation.errors import InputError, Problem
from engine.robustness.profile_disagreement import Difference, Viewpoint, Weights, difference
from engine.robustness.robust_selection import Views, best_worst
from engine.scoring.score import Scores, score
from engine.selection.portfolio_problem import SelectionProblem, selection_problem
from engine.selection.presolve import Positions
from engine.selection.select import select

MEAN = "mean"


@dataclass(frozen=True, slots=True)
class OwnSelection:
    """What one profile would choose: its proven best, and the selections that are worth as much.

    ``weights`` are the profile's, normalised; ``ranks`` by industry, 0 for those without a score.
    """

    profile: Profile
    weights: Weights
    selected: tuple[str, ...]
    objective: float
    ties: tuple[tuple[str, ...], ...]
    ranks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JointSelection:
    """One selection as every profile sees it.

    Parameters
    ----------
    selected
        Ids, sorted.
    values
        Each profile's objective.
    regrets
        Each profile's own best less its value here; never negative, 0 within the tie tolerance.
    shares
        Value over own best; None where the own best is 0 or negative and a share says nothing.
    """

    selected: tuple[str, ...]
    values: Mapping[str, float]
    regrets: Mapping[str, float]
    shares: Mapping[str, float | None]


@dataclass(frozen=True, eq=False)
class Parties:
    """Profiles side by side (contract, section 4, ``parties``).

    Parameters
    ----------
    own
        By profile, in the file's order.
    maximin, minimax_regret, mean
        The selections with the largest smallest objective, with the smallest largest regret, and the best under the
        mean of the profiles' normalised weights, ``mean_weights``. All proven; ties as for ``select``.
    core
        Ids that every profile's own selection has.
    differences
        Every pair of profiles, in the file's order.
    from_mean
        Every profile beside the mean weights' selection.
    """

    own: Mapping[str, OwnSelection]
    maximin: JointSelection
    minimax_regret: JointSelection
    mean: JointSelection
    mean_weights: Weights
    core: tuple[str, ...]
    differences: tuple[Difference, ...]
    from_mean: tuple[Difference, ...]


def parties(
    dataset: Dataset, criteria: Criteria, profiles: Sequence[Profile], file: str = "", solver_name: str = "highs"
) -> Parties:
    """Profiles side by side on one data set and one set of conditions.

    Parameters
    ----------
    profiles
        At least one; each gives a weight to every member of the root.
    file
        Where the profiles stand, for messages.

    Raises
    ------
    InputError
        With every problem of every profile: no profiles, the same id twice, members that the root lacks or the
        profile leaves out, weights under which the scores cannot be computed or an industry that others rank has
        no score. Also where the root carries no weights, or the file has no ``[selection]``.
    InfeasibleError
        Where no selection meets the conditions.
    """
    profiles = with_distinct_profile_names(profiles)
    scored = _scored(dataset, criteria, profiles, file)

    def problem_at(weights: Weights) -> SelectionProblem:
        return selection_problem(score(dataset, with_weights(criteria, weights)))

    own = {profile.id: _own(profile, scored[profile.id], solver_name) for profile in profiles}
    views = [
        Viewpoint(name, own_selection.weights, problem, _at(problem, own_selection.selected))
        for name, (own_selection, problem) in own.items()
    ]
    mean_weights = {
        member: float(np.mean([view.weights[member] for view in views])) for member in criteria.root.members
    }
    mean_problem = problem_at(mean_weights)
    values = np.array([view.problem.values for view in views])
    own_best = np.array([view.problem.objective(view.positions) for view in views])
    mean = Viewpoint(
        MEAN,
        mean_weights,
        mean_problem,
        _best(Views(mean_problem, mean_problem.values[None], np.zeros(1)), solver_name),
    )
    return Parties(
        own={name: own_selection for name, (own_selection, _) in own.items()},
        maximin=_joint(views, _best(Views(mean_problem, values, np.zeros(len(views))), solver_name)),
        minimax_regret=_joint(views, _best(Views(mean_problem, values, own_best), solver_name)),
        mean=_joint(views, mean.positions),
        mean_weights=mean_weights,
        core=mean_problem.named(sorted(set.intersection(*(set(view.positions) for view in views)))),
        differences=tuple(difference(view, other, problem_at, solver_name) for view, other in combinations(views, 2)),
        from_mean=tuple(difference(view, mean, problem_at, solver_name) for view in views),
    )


def own_selections(
    dataset: Dataset, criteria: Criteria, profiles: Sequence[Profile], file: str = "", solver_name: str = "highs"
) -> dict[str, OwnSelection]:
    """What each profile would choose by itself, in the file's order; no more of them than ``parties`` has to say.

    Raises as ``parties`` does.
    """
    profiles = with_distinct_profile_names(profiles)
    scored = _scored(dataset, criteria, profiles, file)
    return {profile.id: _own(profile, scored[profile.id], solver_name)[0] for profile in profiles}


def _own(profile: Profile, scores: Scores, solver_name: str) -> tuple[OwnSelection, SelectionProblem]:
    problem = selection_problem(scores)
    result = select(problem, solver_name)
    selected = _at(problem, result.selected)
    own = OwnSelection(
        profile,
        normalised(profile.weights),
        problem.named(selected),
        problem.objective(selected),
        result.ties,
        dict(zip(scores.industry_ids, scores.ranks.tolist(), strict=True)),
    )
    return own, problem


def _scored(dataset: Dataset, criteria: Criteria, profiles: Sequence[Profile], file: str) -> dict[str, Scores]:
    """Scores under each profile; every problem of every profile is told of at once."""
    if not criteria.root.members:
        raise InputError(
            Problem("root_without_weights", criteria.file, f"[[criterion]] {criteria.root_id}", given=criteria.root_id)
        )
    if not profiles:
        raise InputError(Problem("no_profiles", file))
    problems: list[Problem] = []
    scored: dict[str, Scores] = {}
    for profile in profiles:
        place = f"[[profile]] {profile.id}"
        wrong = list(check_profile(criteria, profile, file))
        if profile.id in scored:
            wrong.append(Problem("toml_repeated", file, place, given=profile.id))
        if not wrong:
            try:
                scored[profile.id] = score(dataset, with_weights(criteria, profile.weights))
            except InputError as error:
                wrong += [replace(problem, place=f"{place}, {problem.place}") for problem in error.problems]
        problems += wrong
    problems += _without_score(scored, file)
    if problems:
        raise InputError(problems)
    return scored


def _without_score(scored: Mapping[str, Scores], file: str) -> list[Problem]:
    """Industries that some profiles rank and others cannot: no selection can be compared across them."""
    missing = {name: np.isnan(scores.scores) for name, scores in scored.items()}
    everywhere = np.logical_and.reduce(list(missing.values())) if missing else np.zeros(0, dtype=bool)
    return [
        Problem(
            "profile_without_score",
            file,
            f"[[profile]] {name}, weights",
            given=scored[name].industry_ids[position],
            more={"lacks": ", ".join(scored[name].lacks[position])},
        )
        for name, absent in missing.items()
        for position in np.flatnonzero(absent & ~everywhere)
    ]


def _at(problem: SelectionProblem, selected: Sequence[str]) -> Positions:
    return tuple(problem.ids.index(industry) for industry in selected)


def _best(views: Views, solver_name: str) -> Positions:
    best = best_worst(views, solver_name)
    assert best is not None, "each profile's own selection meets the same conditions"
    return best


def _joint(views: Sequence[Viewpoint], positions: Positions) -> JointSelection:
    values = {view.id: view.problem.objective(positions) for view in views}
    own = {view.id: view.problem.objective(view.positions) for view in views}
    return JointSelection(
        selected=views[0].problem.named(positions),
        values=values,
        regrets={view.id: view.loss(positions) for view in views},
        shares={name: values[name] / own[name] if own[name] > 0 else None for name in values},
    )
