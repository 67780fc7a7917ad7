"""Made-up prevalences of exposures and health by industry: nothing here says anything of any real industry.

Real ones are not public. These have their shape: sector patterns and an industry's own deviation make exposures and
health go together, outcomes follow exposures with the published odds ratios, and the job-weighted mean over the
industries is the published national level where there is one. Patterns and levels lie in the recipe, not here.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from engine.dataset.schema import Field, Table
from engine.dataset.source_table import Line, Row, lines
from engine.foundation.errors import InputError, Problem
from engine.foundation.quality import SYNTHETIC
from engine.prevention_potential.effects import EFFECTS

SEED = 2024
SOURCE, PERIOD = "synthetic", "2022"
RESPONDENTS, FEWEST_RESPONDENTS = 20_000, 40
DESIGN_EFFECT = 1.5
"""Variance of a clustered, weighted sample over that of a simple random one: the order of size of a survey's."""

STEPS_PER_PERCENT = 100
"""Values have two decimals and are whole numbers of hundredths until they are written."""

FACTORS = ("physical", "people", "tempo", "low_control", "hours", "machine")
"""What the patterns are made of: strain of body, of meeting people, of pace, of monotony, of hours, of machines."""

PROFILES = Table(
    "bransjeprofiler",
    (Field("industry_id", "id", required=True), *(Field(factor, "number", required=True) for factor in FACTORS)),
    key=("industry_id",),
)
RECIPE = Table(
    "indikatorer",
    (
        Field("indicator_id", "id", required=True),
        Field("label_nb", "text", required=True),
        Field("label_en", "text", required=True),
        Field("domain", "text", required=True),
        Field("mean_percent", "amount"),
        Field("effects_of", "id"),
        Field("draw", "id", required=True),
        Field("industry_sd", "amount", required=True),
        Field("noise_sd", "amount", required=True),
        *(Field(factor, "number", required=True) for factor in FACTORS),
    ),
    key=("indicator_id",),
)
Hundredths = Mapping[str, int]


def prevalences(
    recipe: Path, effects: Path, jobs: Mapping[str, int], national_percent: Mapping[str, float]
) -> list[Row]:
    """Rows of ``indicators``: every indicator of the recipe for every industry, with ``se`` and ``n``.

    Parameters
    ----------
    recipe
        Folder with ``bransjeprofiler.csv`` and ``indikatorer.csv``.
    effects
        Table of odds ratios by outcome and exposure.
    jobs
        Jobs per industry: weights of the national means, and of the sample's division on industries.
    national_percent
        Published national levels by indicator; the recipe has a level for the others.

    Raises
    ------
    InputError
        A file is wrong, an indicator has no level, or an industry has no profile.
    """
    profiles = {line["industry_id"]: line for line in lines(recipe / PROFILES.file, PROFILES)}
    indicators = lines(recipe / RECIPE.file, RECIPE)
    levels = {
        line["indicator_id"]: national_percent.get(line["indicator_id"], line["mean_percent"]) for line in indicators
    }
    lacking = [industry for industry in jobs if industry not in profiles]
    problems = [
        Problem("unknown", str(recipe / PROFILES.file), column="industry_id", given=industry) for industry in lacking
    ] + [
        Problem("empty_cell", str(recipe / RECIPE.file), place=indicator, column="mean_percent")
        for indicator, level in levels.items()
        if level is None
    ]
    if problems:
        raise InputError(problems)
    odds_ratios = lines(effects, EFFECTS)
    made: dict[str, Hundredths] = {}
    # Outcomes that follow exposures come after all exposures.
    for line in sorted(indicators, key=lambda line: line["effects_of"] is not None):
        follows = [effect for effect in odds_ratios if effect["outcome"] == line["effects_of"]]
        shifts = _shifts(line, profiles, sorted(jobs), follows, made)
        target = round(STEPS_PER_PERCENT * levels[line["indicator_id"]])
        made[line["indicator_id"]] = _to_the_mean(_calibrated(shifts, jobs, target), jobs, target)
    size = _respondents(jobs)
    return [
        _row(industry, line["indicator_id"], made[line["indicator_id"]][industry], size[industry])
        for line in indicators
        for industry in sorted(jobs)
    ]


def standard_normal(name: str, count: int) -> list[float]:
    """``count`` draws that are nearly normal, the same for a name on every machine.

    Twelve uniform ones added, less six. Only the bit stream of PCG64 is promised to stay the same between versions
    of NumPy (NEP 19), so nothing but that is used.
    """
    raw = np.random.PCG64([SEED, zlib.crc32(name.encode())]).random_raw(12 * count)
    whole = [int(bits) >> 11 for bits in raw]
    return [sum(whole[start : start + 12]) / 2**53 - 6 for start in range(0, 12 * count, 12)]


def _shifts(
    line: Line,
    profiles: Mapping[str, Line],
    industries: Sequence[str],
    effects: Sequence[Line],
    made: Mapping[str, Hundredths],
) -> dict[str, float]:
    """What each industry is above or below the others, in log odds; the level comes later."""
    own = standard_normal("industry", len(industries))
    noise = standard_normal(line["draw"], len(industries))
    return {
        industry: math.fsum(
            [
                *(line[factor] * profiles[industry][factor] for factor in FACTORS),
                line["industry_sd"] * own[index],
                line["noise_sd"] * noise[index],
                *(
                    math.log(effect["odds_ratio"]) * made[effect["exposure"]][industry] / (100 * STEPS_PER_PERCENT)
                    for effect in effects
                ),
            ]
        )
        for index, industry in enumerate(industries)
    }


def _calibrated(shifts: Mapping[str, float], jobs: Mapping[str, int], target: int) -> dict[str, int]:
    """Prevalences with these differences in log odds and the mean ``target``, rounded; bisection on the level."""
    low, high = -20.0, 20.0
    total = sum(jobs.values())
    prevalence: dict[str, float] = {}
    while high - low > 1e-9:
        level = (low + high) / 2
        prevalence = {
            industry: 100 * STEPS_PER_PERCENT / (1 + math.exp(-level - shift)) for industry, shift in shifts.items()
        }
        too_low = math.fsum(jobs[industry] * value for industry, value in prevalence.items()) < target * total
        low, high = (level, high) if too_low else (low, level)
    return {industry: round(value) for industry, value in prevalence.items()}


def _to_the_mean(rounded: Mapping[str, int], jobs: Mapping[str, int], target: int) -> dict[str, int]:
    """The same with the error of rounding taken up, a step or so at a time, by the largest industries first."""
    adjusted = dict(rounded)
    short = sum(jobs[industry] * (target - value) for industry, value in rounded.items())
    for industry in sorted(jobs, key=lambda industry: (-jobs[industry], industry)):
        steps = (2 * short + jobs[industry]) // (2 * jobs[industry])
        adjusted[industry] += steps
        short -= steps * jobs[industry]
    return adjusted


def _respondents(jobs: Mapping[str, int]) -> dict[str, int]:
    total = sum(jobs.values())
    return {industry: max(FEWEST_RESPONDENTS, round(RESPONDENTS * count / total)) for industry, count in jobs.items()}


def _row(industry: str, indicator: str, hundredths: int, respondents: int) -> Row:
    percent = hundredths / STEPS_PER_PERCENT
    return {
        "industry_id": industry,
        "indicator_id": indicator,
        "period": PERIOD,
        "value": percent,
        "unit": "percent",
        "se": round(math.sqrt(DESIGN_EFFECT * percent * (100 - percent) / respondents), 2),
        "n": respondents,
        "quality": SYNTHETIC,
        "source_id": SOURCE,
    }
