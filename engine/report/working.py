"""The way from a published figure to points, written out for one industry so that a sceptic can redo it by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.criteria.model import Criterion, Indicator
from engine.errors import InputError, Problem
from engine.scores.aggregate import shares
from engine.scores.intervals import COUNTS_AS
from engine.scores.known import used_leaves
from engine.scores.normalise import ends, mean_and_deviation
from engine.scores.scoring import Scores
from engine.scores.tree import weights_below
from engine.selection.grant_key import GrantKey, mnok
from engine.texts import DEFAULT_LANGUAGE, number

DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One place in the tree: the sum that is done there, with this industry's numbers, and what it gives, 0..1.

    ``result`` is None and ``formula`` empty where a figure is missing.
    """

    node: str
    formula: str
    result: float | None


def steps(scores: Scores, industry_id: str, language: str = DEFAULT_LANGUAGE) -> tuple[Step, ...]:
    """Indicators first, then criteria from the bottom up, the root last.

    Raises ``InputError`` for an industry that is not ranked by these criteria.
    """
    if industry_id not in scores.industry_ids:
        raise InputError(Problem("unknown", given=industry_id, allowed=scores.industry_ids))
    at = scores.industry_ids.index(industry_id)
    return tuple(_steps(scores, at, language))


def points(scores: Scores, industry_id: str, language: str = DEFAULT_LANGUAGE) -> str:
    """The last step: ``100 · 0,68 = 68,0``; empty where the industry has no score."""
    at = scores.industry_ids.index(industry_id)
    score = float(scores.scores[at])
    if math.isnan(score):
        return ""
    scale, root = scores.criteria.scale, float(scores.nodes[scores.criteria.root_id][at])
    return f"{number(scale, 0, language)} · {_said(root, language)} = {number(score, 1, language)}"


def grant(key: GrantKey, running: dict[str, int], industry_id: str, language: str = DEFAULT_LANGUAGE) -> str:
    """The grant key with the numbers of one running programme, the years when nobody winds down; MNOK.

    ``frame · (equal / N + (1 - equal) · jobs / all jobs)`` (report 2024, section 3.1).
    """
    frame, equal = mnok(key.frame), float(key.equal_share)
    own, total = running[industry_id], sum(running.values())
    size = own / total if total else 1 / len(running)
    result = frame * (equal / len(running) + (1 - equal) * size)
    return (
        f"{number(frame, 1, language)} · ({number(equal, 2, language)} / {len(running)} + "
        f"{number(1 - equal, 2, language)} · {number(own, 0, language)} / {number(total, 0, language)}) "
        f"= {number(result, 2, language)}"
    )


def _steps(scores: Scores, at: int, language: str) -> Iterator[Step]:
    for leaf in scores.columns:
        yield _indicator_step(scores, scores.criteria.indicators[leaf], at, language)
    for node in scores.criteria.bottom_up:
        yield _criterion_step(scores, scores.criteria.criteria[node], at, language)


def _indicator_step(scores: Scores, indicator: Indicator, at: int, language: str) -> Step:
    position = scores.dataset.position[scores.industry_ids[at]]
    raw = float(scores.columns[indicator.id].values[position])
    result = float(scores.normalised[indicator.id][at])
    if math.isnan(raw) or math.isnan(result):
        return Step(indicator.id, "", None)
    log = indicator.transform == "log"
    x = f"ln {_said(raw, language)}" if log else _said(raw, language)
    rule = indicator.normalise
    if rule.method in ("goalposts", "minmax"):
        if rule.method == "goalposts":
            low, high = (f"{'ln ' if log else ''}{_said(float(end or 0), language)}" for end in (rule.low, rule.high))
        else:
            low, high = (_said(float(end), language) for end in ends(_ranked(scores, indicator)))
        formula = f"({x} − {low}) / ({high} − {low})"
    elif rule.method == "zscore":
        mean, deviation = (_said(float(one), language) for one in mean_and_deviation(_ranked(scores, indicator)))
        formula = f"({x} − {mean}) / {deviation}"
    else:
        formula = f"{rule.method}({x})"
    if indicator.direction == "lower":
        formula = f"−{formula}" if rule.method in ("zscore", "none") else f"1 − {formula}"
    return Step(indicator.id, formula, result)


def _ranked(scores: Scores, indicator: Indicator) -> np.ndarray:
    positions = [scores.dataset.position[industry] for industry in scores.industry_ids]
    values = scores.columns[indicator.id].values[positions]
    return np.log(values) if indicator.transform == "log" else values


def _criterion_step(scores: Scores, criterion: Criterion, at: int, language: str) -> Step:
    result = float(scores.nodes[criterion.id][at])
    if math.isnan(result):
        return Step(criterion.id, "", None)
    used = used_leaves(scores)
    below = np.array([float({**used, **scores.nodes}[child][at]) for child in criterion.children])
    if criterion.missing == "interval":
        below = np.where(np.isnan(below), COUNTS_AS[scores.criteria.rank_by], below)
    if criterion.aggregate == "cooccurrence":
        said = [_said(value, language) for value in below.tolist()]
        forms = {"geometric": "√({} · {})", "minimum": "min({}; {})", "product": "{} · {}"}
        return Step(criterion.id, forms[criterion.form].format(*said), result)
    weights = shares(below[None, :], weights_below(criterion), criterion.missing)[0]
    filled = np.nan_to_num(below) if criterion.missing == "worst" else below
    counted = [(float(w), float(v)) for w, v in zip(weights, filled, strict=True) if w > 0]
    return Step(criterion.id, _mean(criterion.aggregate, counted, language), result)


def _mean(aggregate: str, counted: Sequence[tuple[float, float]], language: str) -> str:
    said = [(_said(weight, language), _said(value, language)) for weight, value in counted]
    if aggregate == "minimum":
        return f"min({'; '.join(value for _, value in said)})"
    if aggregate == "geometric":
        return " · ".join(f"{value}^{weight}" for weight, value in said)
    if aggregate == "harmonic":
        return f"1 / ({' + '.join(f'{weight} / {value}' for weight, value in said)})"
    return " + ".join(f"{weight} · {value}" for weight, value in said)


def _said(value: float, language: str) -> str:
    """The number with as many decimals as it has, at most ``DECIMALS``."""
    rounded = round(value, DECIMALS)
    decimals = len(repr(rounded).partition(".")[2]) if rounded % 1 else 0
    return number(rounded, decimals, language)
