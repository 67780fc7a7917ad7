"""Other ways to come to scores beside today's, and what depends on what, as JSON and as rows for tables."""

from __future__ import annotations

import math
from typing import Any

from engine.criteria.model import Criteria
from engine.foundation.errors import Problem
from engine.foundation.locale import DEFAULT_LOCALE, LOCALES, Locale
from engine.robustness.method_comparison import RULES, WITHOUT, Choice, MethodChoices, Outcome
from engine.robustness.sensitivity import Sensitivity
from engine.robustness.sobol import Indices
from engine.scoring.ranking import UNRANKED

Json = dict[str, Any]
OTHER = "other"
REASONS = (
    "interval_root",
    "spread_without_ends",
    "negative_in_mean",
    "method_no_goalposts",
    "method_too_few_complete",
    "method_all_alike",
    "method_undefined",
)
"""Codes of the problems that make a choice undefined and have words of their own for those who see no file."""


def methods_json(result: MethodChoices) -> Json:
    """What ``methods`` gives: today, and every other choice with ranks, agreement and selection, or why not."""
    today = result.today
    return {
        "today": {
            "criteria_id": today.criteria.id,
            "ranks": _ranks(today.industry_ids, today.ranks.tolist()),
            "selected": None if result.selected is None else list(result.selected),
        },
        "choices": [_outcome(outcome, today.industry_ids) for outcome in result.outcomes],
    }


def methods_rows(result: MethodChoices, locale: Locale = DEFAULT_LOCALE) -> list[Json]:
    """One row a choice: how far its ranking agrees with today's, who enters and leaves, or why it is not defined."""
    return [
        {
            "choice": outcome.choice.id,
            "name": choice_name(outcome.choice, result.today.criteria, locale),
            "today": outcome.choice.today,
            "spearman": outcome.spearman,
            "kendall": outcome.kendall,
            "entered": " ".join(outcome.entered),
            "left": " ".join(outcome.left),
            "not_ranked": " ".join(outcome.not_ranked),
            "not_defined": outcome.problems[0].sentence(locale) if outcome.problems else "",
        }
        for outcome in result.outcomes
    ]


def kept_in_words(result: MethodChoices, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """How many of the other choices give the same selection; nothing where none was asked for."""
    asked = [outcome for outcome in result.outcomes if outcome.selected is not None and not outcome.choice.today]
    if not asked:
        return ()
    same = sum(not outcome.entered and not outcome.left for outcome in asked)
    return (locale.text("robustness.kept", same=str(same), of=str(len(asked))),)


def undefined_in_words(result: MethodChoices, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
    """The choices that cannot be used with these figures, a sentence for each reason."""
    reasons: dict[str, list[str]] = {}
    for outcome in result.outcomes:
        if outcome.problems:
            code = outcome.problems[0].code
            name = locale.quoted(choice_name(outcome.choice, result.today.criteria, locale))
            reasons.setdefault(code if code in REASONS else OTHER, []).append(name)
    return tuple(
        locale.text(f"robustness.undefined_{code}", choices=locale.joined(names)) for code, names in reasons.items()
    )


def choice_name(choice: Choice, criteria: Criteria, locale: Locale = DEFAULT_LOCALE) -> str:
    """What a choice is called."""
    if choice.kind == WITHOUT:
        return locale.text("robustness.choice_without", criterion=criteria.in_sentence(choice.criterion, locale))
    if choice.kind != RULES:
        return locale.text(f"robustness.choice_{choice.method}")
    normalisation = locale.text(f"robustness.normalisation_{choice.normalisation}")
    aggregation = locale.text(f"robustness.aggregation_{choice.aggregation}")
    return locale.text("robustness.choice_rules", normalisation=normalisation, aggregation=aggregation)


def sensitivity_json(result: Sensitivity) -> Json:
    """Sobol indices of every output; null where an output varies too rarely to be explained."""
    return {
        "base_samples": result.base_samples,
        "seed": result.seed,
        "inherited_spread": result.inherited_spread,
        "evaluations": result.evaluations,
        "factors": [
            {"factor": factor.id, "inputs": factor.inputs, "varied": factor.inputs > 0, "levels": list(factor.levels)}
            for factor in result.factors
        ],
        "industries": {
            industry: {output: _indices(indices) for output, indices in outputs.items()}
            for industry, outputs in result.outputs.items()
        },
    }


def sensitivity_rows(result: Sensitivity) -> list[Json]:
    """One row an industry, output and factor."""
    return [
        {
            "industry_id": industry,
            "output": output,
            "factor": factor.id,
            "varied": factor.inputs > 0,
            "first": _number(indices.first[factor.id]),
            "first_margin": _number(indices.first_margin[factor.id]),
            "total": _number(indices.total[factor.id]),
            "total_margin": _number(indices.total_margin[factor.id]),
        }
        for industry, outputs in result.outputs.items()
        for output, indices in outputs.items()
        for factor in result.factors
    ]


def _outcome(outcome: Outcome, industry_ids: tuple[str, ...]) -> Json:
    choice = outcome.choice
    return {
        "id": choice.id,
        "kind": choice.kind,
        "normalisation": choice.normalisation or None,
        "aggregation": choice.aggregation or None,
        "method": choice.method or None,
        "without": choice.criterion or None,
        "today": choice.today,
        "defined": not outcome.problems,
        "reasons": [_sentences(problem) for problem in outcome.problems],
        "ranks": None if outcome.ranks is None else _ranks(industry_ids, outcome.ranks.tolist()),
        "scores": None
        if outcome.scores is None
        else dict(zip(industry_ids, map(_number, outcome.scores.tolist()), strict=True)),
        "spearman": outcome.spearman,
        "kendall": outcome.kendall,
        "not_ranked": list(outcome.not_ranked),
        "summed": outcome.summed,
        "selected": None if outcome.selected is None else list(outcome.selected),
        "entered": list(outcome.entered),
        "left": list(outcome.left),
    }


def _ranks(industry_ids: tuple[str, ...], ranks: list[int]) -> dict[str, int | None]:
    return {name: None if rank == UNRANKED else rank for name, rank in zip(industry_ids, ranks, strict=True)}


def _indices(indices: Indices) -> Json:
    return {
        "mean": indices.mean,
        "variance": indices.variance,
        "constant": indices.constant,
        "undetermined": indices.undetermined,
        "factors": {
            factor: {
                "first": _number(indices.first[factor]),
                "first_margin": _number(indices.first_margin[factor]),
                "total": _number(indices.total[factor]),
                "total_margin": _number(indices.total_margin[factor]),
            }
            for factor in indices.total
        },
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def _sentences(problem: Problem) -> dict[str, str]:
    return {locale.tag: problem.sentence(locale) for locale in LOCALES}
