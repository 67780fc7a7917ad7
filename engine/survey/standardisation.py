"""The distribution of age and sex that rates are standardised to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.foundation.errors import InputError, Problem
from engine.survey.backend import Backend
from engine.survey.cell_expressions import NOWHERE
from engine.survey.respondents import Respondents
from engine.survey.specification import Standard


def standard_weights(standard: Standard, of: Respondents, backend: Backend) -> NDArray[np.float64]:
    """(group,) shares that add up to 1: the stated population's, or of all with industry, age and sex, weighted.

    One standard for all periods, so that they can be compared.
    """
    if standard.population:
        weights = np.array(standard.population, dtype=np.float64).ravel()
    else:
        known = of.table.filter((of.table.industry != NOWHERE) & (of.table.age_sex != NOWHERE))
        summed = backend.rows(known.group_by("age_sex").aggregate(weight=known.weight.sum()))
        weights = np.zeros(standard.groups)
        weights[summed["age_sex"].to_numpy(dtype=np.int64)] = summed["weight"]
    if not weights.sum() > 0:
        raise InputError(Problem("micro_no_standard", backend.file, place="[standard]"))
    return np.asarray(weights / weights.sum())
