"""The echo, said first: what the answer is with and without the report's words, and what each number of new costs.

The words of the report (3.5.11) are figures that somebody judged. Where the top of the criteria has members that rest
on nothing else, the ranking gives the report back with decimals: so both answers stand side by side. The number of new
programmes is nobody's finding either, so 0 to 5 stand side by side with what each takes from today's programmes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.criteria.weights import with_weights
from engine.dataset.period_means import national_level
from engine.foundation.errors import InfeasibleError
from engine.foundation.quality import CLASSIFIED, QUALITIES
from engine.results.cost_to_todays import cost_to_todays
from engine.scoring.score import Scores, score
from engine.scoring.tree import reached
from engine.selection.k_best import BestOfSize
from engine.selection.portfolio_problem import SelectionProblem, selection_problem
from engine.selection.select import select

Json = dict[str, Any]

MOST_NEW = 5  # side by side
NAMED = {"absence_named": "absence"}
"""What the report says is high, and the figure that can be set beside the words."""
SUMMER = "K3"  # the quarter of the summer holiday


@dataclass(frozen=True, slots=True)
class Answer:
    """A ranking and the selection from it, ``selected`` None where none is feasible."""

    ranks: Mapping[str, int]
    scores: Mapping[str, float]
    selected: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Number:
    """The best selection of one number of new programmes.

    Parameters
    ----------
    selected, without_words
        Ids, with the words and without; None where none is feasible, and where there is no answer without words.
    cost
        What today's programmes get less the first year than with nobody new, MNOK; None without money.
    cost_share
        The same, of what they get with nobody new.
    costs
        ``{programme: (MNOK, share)}``.
    """

    new: int
    selected: tuple[str, ...] | None
    without_words: tuple[str, ...] | None
    cost: float | None
    cost_share: float | None
    costs: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An industry that the report calls high on something, whose figure is no higher than the country's."""

    industry_id: str
    indicator_id: str
    value: float
    national: float
    period: str
    quality: str

    @property
    def in_summer(self) -> bool:
        """Whether the figure is of the quarter of the summer holiday."""
        return self.period.endswith(SUMMER)


@dataclass(frozen=True, eq=False)
class Echo:
    """Both answers and every number of new programmes.

    ``words`` are the members of the root that rest on words alone; ``without_words`` is None where there are none, or
    nothing else.
    """

    of: Scores
    words: tuple[str, ...]
    words_share: float
    with_words: Answer
    without_words: Answer | None
    numbers: tuple[Number, ...]
    disagreements: tuple[Disagreement, ...]


def echo_of(scores: Scores) -> Echo:
    """All of it for one ranking. Raises ``InputError`` where the criteria have no ``[selection]``."""
    words = words_of(scores)
    share = sum(float(scores.weights[index]) for index, member in enumerate(scores.root_members) if member in words)
    silent = _without(scores, words) if words and len(words) < int((scores.weights > 0).sum()) else None
    return Echo(
        scores,
        words,
        share,
        _answer(scores),
        None if silent is None else _answer(silent),
        _numbers(scores, silent),
        disagreements(scores),
    )


def words_of(scores: Scores) -> tuple[str, ...]:
    """Members of the root with weight whose figures, for all who are ranked, are judgements and nothing else."""
    positions = [scores.dataset.position[industry_id] for industry_id in scores.industry_ids]
    judged = QUALITIES.index(CLASSIFIED)
    words = []
    for member, weight in zip(scores.root_members, scores.weights, strict=True):
        leaves = [leaf for leaf in reached(scores.criteria, [member]) if leaf in scores.columns]
        there = [
            scores.columns[leaf].quality[positions][~np.isnan(scores.columns[leaf].values[positions])]
            for leaf in leaves
        ]
        qualities = np.concatenate(there) if there else np.zeros(0)
        if weight > 0 and len(qualities) and (qualities == judged).all():
            words.append(member)
    return tuple(words)


def disagreements(scores: Scores) -> tuple[Disagreement, ...]:
    """Where the report's words say high, and the figure used here is no higher than the whole country's."""
    dataset, differing = scores.dataset, []
    for words, indicator in NAMED.items():
        if words not in dataset.columns or indicator not in scores.columns:
            continue
        named, column = dataset.column(words), scores.columns[indicator]
        national = national_level(dataset, indicator, (column.period,))
        if national is None:
            continue
        for industry, position in dataset.position.items():
            value = float(column.values[position])
            if named.values[position] == 1 and value <= national:
                quality = column.quality_of(position) or ""
                differing.append(Disagreement(industry, indicator, value, national, column.period, quality))
    return tuple(differing)


def _without(scores: Scores, words: tuple[str, ...]) -> Scores:
    return score(scores.dataset, with_weights(scores.criteria, dict.fromkeys(words, 0.0)))


def _answer(scores: Scores) -> Answer:
    ranked = [index for index in scores.order if scores.ranks[index]]
    try:
        selected = select(selection_problem(scores)).selected
    except InfeasibleError:
        selected = None
    return Answer(
        {scores.industry_ids[index]: int(scores.ranks[index]) for index in ranked},
        {scores.industry_ids[index]: float(scores.scores[index]) for index in ranked},
        selected,
    )


def _numbers(scores: Scores, silent: Scores | None) -> tuple[Number, ...]:
    problem, other = _any_number(scores), None if silent is None else _any_number(silent)
    numbers = []
    for new in range(MOST_NEW + 1):
        best = _best(problem, new)
        without = None if other is None else _best(other, new)
        cost = None if best is None else cost_to_todays(problem, best)
        numbers.append(
            Number(
                new,
                None if best is None else problem.named(best),
                None if without is None or other is None else other.named(without),
                None if cost is None else cost.total,
                None if cost is None else cost.share,
                {} if cost is None else cost.by_programme,
            )
        )
    return tuple(numbers)


def _any_number(scores: Scores) -> SelectionProblem:
    """The same question with room for the numbers that are set side by side."""
    rules = scores.criteria.selection
    assert rules is not None  # selection_problem has said so
    free = replace(rules, max_new=MOST_NEW, min_new=0)
    return selection_problem(replace(scores, criteria=replace(scores.criteria, selection=free)))


def _best(problem: SelectionProblem, new: int) -> tuple[int, ...] | None:
    if new > problem.most_new:
        return None
    best = BestOfSize(problem, new).first(1)
    return tuple(best[0]) if best else None


def echo_json(echo: Echo) -> Json:
    """Both answers, the numbers, and where words and figures disagree."""
    return {
        "words": list(echo.words),
        "words_share": echo.words_share,
        "with_words": _answer_json(echo.with_words),
        "without_words": None if echo.without_words is None else _answer_json(echo.without_words),
        "by_number": {
            str(number.new): None
            if number.selected is None
            else {
                "selected": list(number.selected),
                "without_words": None if number.without_words is None else list(number.without_words),
                "cost_mnok": number.cost,
                "cost_percent": None if number.cost_share is None else 100 * number.cost_share,
                "costs": {name: {"mnok": less, "percent": 100 * of} for name, (less, of) in number.costs.items()},
            }
            for number in echo.numbers
        },
        "disagreements": [
            {
                "industry_id": disagreement.industry_id,
                "indicator_id": disagreement.indicator_id,
                "value": disagreement.value,
                "national": disagreement.national,
                "period": disagreement.period,
                "quality": disagreement.quality,
            }
            for disagreement in echo.disagreements
        ],
    }


def _answer_json(answer: Answer) -> Json:
    return {
        "selected": None if answer.selected is None else list(answer.selected),
        "ranks": dict(answer.ranks),
        "scores": dict(answer.scores),
    }
