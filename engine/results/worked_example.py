"""The way from a published figure to points, written out for one industry so that a sceptic can redo it by hand."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from engine.criteria.aggregates import AGGREGATES, PAIR_FORMS
from engine.criteria.model import Criterion, Indicator
from engine.criteria.normalisers import NORMALISERS, written_goalposts
from engine.foundation.errors import InputError, Problem
from engine.foundation.formula import Formula, joined
from engine.foundation.formula import number as _number
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.results.ranking import score_decimals
from engine.scoring.aggregation import shares
from engine.scoring.intervals import COUNTS_AS
from engine.scoring.known_share import used_leaves
from engine.scoring.score import Floats, Scores
from engine.scoring.tree import weights_below
from engine.selection.grant_key import ORE_PER_MNOK, GrantKey, key_shares, mnok

DECIMALS = 3
MOST_DECIMALS = 16
ORE_DECIMALS = 8  # of MNOK
EXACTLY = 1e-9  # of the result: formulas of the same numbers in another order


@dataclass(frozen=True, slots=True)
class Step:
    """One place in the tree: the sum that is done there, with this industry's numbers, and what it gives, 0..1.

    ``result`` is None and ``formula`` empty where a figure is missing. ``counts_as`` is what an indicator counts as
    above, where that is another number: the end that is ranked by, of what a judged or a missing figure leaves open.
    """

    node: str
    formula: str
    result: float | None
    counts_as: float | None = None


def steps(scores: Scores, industry_id: str, locale: Locale = DEFAULT_LOCALE) -> tuple[Step, ...]:
    """Indicators first, then criteria from the bottom up, the root last.

    Raises ``InputError`` for an industry that is not ranked by these criteria.
    """
    if industry_id not in scores.industry_ids:
        raise InputError(Problem("unknown", given=industry_id, allowed=scores.industry_ids))
    position = scores.position[industry_id]
    return tuple(_steps(scores, position, locale))


def points(scores: Scores, industry_id: str, locale: Locale = DEFAULT_LOCALE) -> str:
    """The last step: ``100 · 0,68 = 68,0``; empty where the industry has no score."""
    position = scores.position[industry_id]
    score = float(scores.scores[position])
    if math.isnan(score):
        return ""
    root = float(scores.nodes[scores.criteria.root_id][position])
    times = joined("%s · %s", [_number(scores.criteria.scale), _number(root)], lambda scale, value: scale * value)
    decimals = score_decimals(scores)
    calculation = _written(times, score, locale, 0.5 * 10**-decimals / max(1.0, abs(score)), least=0)
    return f"{calculation} = {locale.number(score, decimals)}"


def grant(key: GrantKey, running: dict[str, int], industry_id: str, locale: Locale = DEFAULT_LOCALE) -> str:
    """The grant key with the numbers of one running programme, the years when nobody winds down; MNOK.

    ``frame · (equal / N + (1 - equal) · jobs / all jobs)`` (report 2024, section 3.1).
    """
    own, total, count = running[industry_id], sum(running.values()), len(running)
    result = float(key_shares(Fraction(key.frame), key.equal_share, running)[industry_id]) / ORE_PER_MNOK
    # Without any jobs the size part is shared equally too.
    part, whole = (own, total) if total else (1, count)
    frame = _said(mnok(key.frame), locale, ORE_DECIMALS, 1)
    equal, size = (_said(float(share), locale, MOST_DECIMALS, 2) for share in (key.equal_share, 1 - key.equal_share))
    jobs = f"{locale.number(part, 0)} / {locale.number(whole, 0)}"
    return f"{frame} · ({equal} / {count} + {size} · {jobs}) = {locale.number(result, 2)}"


def _steps(scores: Scores, position: int, locale: Locale) -> Iterator[Step]:
    used = used_leaves(scores)
    for leaf in scores.columns:
        step = _indicator_step(scores, scores.criteria.indicators[leaf], position, locale)
        counted = float(used[leaf][position])
        if math.isnan(counted) and _kept_open(scores, leaf):
            counted = COUNTS_AS[scores.criteria.rank_by]
        yield step if math.isnan(counted) or counted == step.result else replace(step, counts_as=counted)
    for node in scores.criteria.bottom_up:
        yield _criterion_step(scores, scores.criteria.criteria[node], position, locale)


def _kept_open(scores: Scores, leaf: str) -> bool:
    """Whether the criterion above counts a missing figure at one end of 0..1."""
    return any(
        criterion.missing == "interval" for criterion in scores.criteria.criteria.values() if leaf in criterion.children
    )


def _indicator_step(scores: Scores, indicator: Indicator, position: int, locale: Locale) -> Step:
    column = _ranked(scores, indicator)
    raw, result = float(column[position]), float(scores.normalised[indicator.id][position])
    if math.isnan(raw) or math.isnan(result):
        return Step(indicator.id, "", None)
    log, rule = indicator.transform == "log", indicator.normalise
    normaliser = NORMALISERS[rule.method]
    formula: Formula | None = None
    if rule.method == "goalposts":
        low, high = (_transformed(float(end or 0), log) for end in (rule.low, rule.high))
        formula = written_goalposts(_transformed(raw, log), low, high, rule.clip)
    elif normaliser.of is None:
        formula = _transformed(raw, log)
    elif normaliser.written is not None:
        formula = normaliser.written(_transformed(raw, log), np.log(column) if log else column)
    if formula is not None and indicator.direction == "lower":
        turned = ("1 − %s", lambda value: 1 - value) if normaliser.unit else ("−%s", operator.neg)
        formula = formula.inside(*turned)
    named = _named(rule.method, [raw], (), locale)
    return Step(indicator.id, _checked(formula, result, named, locale), result)


def _transformed(value: float, log: bool) -> Formula:
    return Formula("ln {}", (value,), math.log) if log else _number(value)


def _ranked(scores: Scores, indicator: Indicator) -> Floats:
    """(industry,) raw values of the ranked."""
    positions = [scores.dataset.position[industry] for industry in scores.industry_ids]
    return np.asarray(scores.columns[indicator.id].values[positions])


def _criterion_step(scores: Scores, criterion: Criterion, position: int, locale: Locale) -> Step:
    result = float(scores.nodes[criterion.id][position])
    if math.isnan(result):
        return Step(criterion.id, "", None)
    used = {**used_leaves(scores), **scores.nodes}
    below = np.array([float(used[child][position]) for child in criterion.children])
    if criterion.missing == "interval":
        below = np.where(np.isnan(below), COUNTS_AS[scores.criteria.rank_by], below)
    if criterion.pairs:
        form = PAIR_FORMS[criterion.form]
        formula = joined(form.pattern, [_number(value) for value in below.tolist()], form.by_hand)
        named = _named(criterion.form, below.tolist(), (), locale)
        return Step(criterion.id, _checked(formula, result, named, locale), result)
    weights = shares(below[None, :], weights_below(criterion), criterion.missing)[0]
    filled = np.nan_to_num(below) if criterion.missing == "worst" else below
    counted = [(float(w), float(v)) for w, v in zip(weights, filled, strict=True) if w > 0]
    written = AGGREGATES[criterion.aggregate].written
    named = _named(criterion.aggregate, [value for _, value in counted], [weight for weight, _ in counted], locale)
    by_hand = None if written is None else written(counted)
    return Step(criterion.id, _checked(by_hand, result, named, locale), result)


def _checked(formula: Formula | None, result: float, named: str, locale: Locale) -> str:
    """The formula where it comes out as what was computed; otherwise only the name of what computed it.

    So nothing is shown that a calculator makes something else of, whatever is computed by whom.
    """
    if formula is None or not formula.gives(result, EXACTLY):
        return named
    return _written(formula, result, locale)


def _written(
    formula: Formula, result: float, locale: Locale, tolerance: float = 0.5 * 10**-DECIMALS, least: int = DECIMALS
) -> str:
    """With as few decimals, ``least`` at first, as still come out as the result to its own last decimal."""
    for decimals in range(least, MOST_DECIMALS):
        rounded = tuple(round(value, decimals) for value in formula.numbers)
        if formula.gives(result, tolerance, rounded):
            break
    return formula.pattern.format(*(_said(value, locale, decimals) for value in formula.numbers))


def _named(name: str, values: Sequence[float], weights: Sequence[float], locale: Locale) -> str:
    """What is not known by its formula: ``median(0,2; 0,4 | 0,5; 0,5)``, values and then weights."""
    parts = ["; ".join(_said(number, locale, DECIMALS) for number in group) for group in (values, weights) if group]
    return f"{name}({' | '.join(parts)})"


def _value(scores: Scores, node: str, position: int) -> float:
    values = scores.nodes[node] if node in scores.nodes else scores.normalised[node]
    return float(values[position])


def _said(value: float, locale: Locale, most: int, least: int = 0) -> str:
    """The number with as many decimals as it has, from ``least`` to ``most``."""
    rounded = round(value, most)
    decimals = len(f"{rounded:.{most}f}".rstrip("0").partition(".")[2])
    return locale.number(rounded, max(decimals, least))
