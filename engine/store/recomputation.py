"""What a setting gives on some criteria and data, in the form that is stored and compared."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from engine.criteria.compatibility import check_ranking, check_selection
from engine.criteria.model import Profile
from engine.criteria.reading import parse_criteria
from engine.criteria.setting import Setting, with_setting
from engine.criteria.weights import with_profile
from engine.dataset.model import Dataset
from engine.dataset.reading import read_dataset
from engine.foundation.errors import InfeasibleError, InputError
from engine.foundation.locale import Locale
from engine.scoring.ranking import UNRANKED
from engine.scoring.score import Scores, score
from engine.selection.exclusion_reasons import best_selection
from engine.selection.grant_key import mnok
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select
from engine.store.content import as_folder

Result = dict[str, Any]
SAME = 1e-9  # relative; scores are sums of a few products


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a result follows from.

    Parameters
    ----------
    setting
        What was changed of the criteria.
    criteria_text, criteria_file
        The criteria file as it was, and what it was called.
    data_files, data_name
        The files of the data folder by name, and what the folder was called.
    """

    setting: Setting
    criteria_text: str
    criteria_file: str
    data_files: Mapping[str, bytes]
    data_name: str


def scores_of(inputs: Inputs) -> Scores:
    """The scores. Raises ``InputError`` with everything that is wrong with criteria, data or setting."""
    dataset = _dataset_of(tuple(sorted(inputs.data_files.items())), inputs.data_name)
    criteria = with_setting(parse_criteria(inputs.criteria_text, inputs.criteria_file), inputs.setting, dataset)
    problems = [*check_ranking(criteria, dataset), *(check_selection(criteria, dataset) if criteria.selection else ())]
    if problems:
        raise InputError(problems)
    return score(dataset, criteria)


@lru_cache(maxsize=4)
def _dataset_of(files: tuple[tuple[str, bytes], ...], name: str) -> Dataset:
    """The data set in the files of a folder: most of the time that saving takes, and often the same as just before."""
    with as_folder(dict(files), name) as folder:
        return replace(read_dataset(folder), name=name)


def names_of(inputs: Inputs, locale: Locale) -> dict[str, str]:
    """What each industry, criterion and indicator is called, by id; an industry's name where both have the id."""
    criteria = parse_criteria(inputs.criteria_text, inputs.criteria_file)
    dataset = _dataset_of(tuple(sorted(inputs.data_files.items())), inputs.data_name)
    industries = {industry.industry_id: industry.name(locale) for industry in dataset.industries}
    return {node: criteria.label(node, locale) for node in (*criteria.criteria, *criteria.indicators)} | industries


def result_of(inputs: Inputs) -> Result:
    """Ranking, selection and grants (MNOK), and what each viewpoint of the setting would choose.

    Where nothing is feasible ``conflict`` stands in place of all but the ranking. Raises ``InputError`` as
    ``scores_of`` does, and where a viewpoint does not go with the criteria.
    """
    scores = scores_of(inputs)
    ranked = [index for index in range(len(scores.industry_ids)) if scores.ranks[index] != UNRANKED]
    result: Result = {
        "scores": {scores.industry_ids[index]: float(scores.scores[index]) for index in ranked},
        "ranks": {scores.industry_ids[index]: int(scores.ranks[index]) for index in ranked},
    }
    if scores.criteria.selection is None:
        return result
    try:
        best = select(selection_problem(scores))
    except InfeasibleError as error:
        return {**result, "conflict": list(error.conflict)}
    result |= {"selected": list(best.selected), "objective": best.objective}
    if best.grants is not None:
        result["grants"] = {programme: mnok(amount) for programme, amount in best.grants.first_year.items()}
        result["unspent"] = mnok(best.grants.unspent)
    if inputs.setting.viewpoints:
        result["viewpoints"] = {viewpoint.id: _chosen_by(viewpoint, scores) for viewpoint in inputs.setting.viewpoints}
    return result


def _chosen_by(viewpoint: Profile, scores: Scores) -> Result:
    """What a viewpoint would choose on the same data and conditions."""
    problem = selection_problem(score(scores.dataset, with_profile(scores.criteria, viewpoint)))
    best = best_selection(problem)
    assert best is not None, "conditions do not depend on weights, and the setting's own selection meets them"
    return {"selected": list(problem.named(best)), "objective": problem.objective(best)}


def differences(was: Result, now: Result) -> list[dict[str, Any]]:
    """Every place where two results differ, ``{"where", "was", "is"}``; numbers to a relative 1e-9."""
    flat_was, flat_now = dict(_flat(was)), dict(_flat(now))
    return [
        {"where": where, "was": flat_was.get(where), "is": flat_now.get(where)}
        for where in sorted({*flat_was, *flat_now})
        if not _same(flat_was.get(where), flat_now.get(where))
    ]


def _flat(result: Mapping[str, Any], above: str = "") -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for name, value in result.items():
        pairs += _flat(value, f"{above}{name}.") if isinstance(value, Mapping) else [(above + name, value)]
    return pairs


def _same(value: Any, other: Any) -> bool:
    if isinstance(value, float) and isinstance(other, float):
        return math.isclose(value, other, rel_tol=SAME, abs_tol=SAME)
    return bool(value == other)
