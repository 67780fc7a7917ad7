"""Small data sets and criteria that a reader can compute by hand: goalposts 0..1, one indicator a root member."""

import numpy as np

from engine.criteria.model import Criteria, Criterion, Indicator, Normalise, Profile, Selection
from engine.dataset.model import Column, Dataset, Industry
from engine.foundation.quality import QUALITIES

GOALPOSTS = Normalise("goalposts", 0.0, 1.0)


def column(indicator, values, se=None, quality="published", unit="share"):
    """None is a missing value."""
    array = np.array([np.nan if value is None else value for value in values], dtype=float)
    spread = np.full(len(array), np.nan) if se is None else np.array(se, dtype=float)
    positions = np.where(np.isnan(array), -1, QUALITIES.index(quality)).astype(np.int8)
    none = ((),) * len(array)
    return Column(indicator, "2020", unit, array, spread, np.full(len(array), np.nan), positions, none, none)


def dataset(values, jobs=None, columns=None):
    """``{indicator: values}`` for industries a, b, c …; ``columns`` replaces some of them."""
    count = len(next(iter(values.values())))
    industries = tuple(
        Industry(chr(97 + index), f"Bransje {chr(97 + index)}", jobs=jobs and jobs[index], section="A")
        for index in range(count)
    )
    made = {name: column(name, given) for name, given in values.items()} | (columns or {})
    return Dataset("data", industries, {name: {"2020": figures} for name, figures in made.items()})


def criteria(weights, selection=None, aggregate="arithmetic", missing="skip", normalise=GOALPOSTS, scale=1.0):
    """A root over one indicator a member; ``normalise`` is one for all, or one each."""
    rules = normalise if isinstance(normalise, dict) else dict.fromkeys(weights, normalise)
    return Criteria(
        id="small",
        indicators={name: Indicator(name, rules[name]) for name in weights},
        criteria={"score": Criterion("score", aggregate, weights, missing)},
        root_id="score",
        scale=scale,
        selection=selection or Selection(max_new=1),
        file="c.toml",
    )


def profile(name, **weights):
    return Profile(name, name.capitalize(), weights)
