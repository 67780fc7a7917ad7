"""What is not shown of every question: industries first, then divisions and sections, then pairs of questions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.survey.backend import Backend
from engine.survey.group_suppression import hidden_groups
from engine.survey.question_families import class_counts, families
from engine.survey.respondents import Respondents
from engine.survey.specification import Specification
from engine.survey.suppression import hidden
from engine.survey.weighted_counts import Question, Totals


def not_shown(
    of: Respondents,
    questions: Sequence[Question],
    counted: Sequence[Totals],
    specification: Specification,
    backend: Backend,
) -> list[NDArray[np.bool_]]:
    """(period, domain) of each question what is hidden: questions that tell of each other are hidden together.

    A pair is hidden also where either side is, since both sides follow from the pair; and in every group.
    """
    shape, first = (len(of.periods), of.domains), len(of.industries)
    flags = [np.ones(shape, dtype=bool) for _ in questions]
    for family in families(specification.variables, questions):
        counts, told, paired = (
            class_counts(family, counted, of, backend),
            family.told,
            len(family.questions[0].variables) == 2,
        )
        for period, of_period in enumerate(counts):
            also = np.zeros(of.domains, dtype=bool)
            if paired:
                also |= np.any([flags[variable][period] for variable in family.variables], axis=0)
            industries = of.members[:first].astype(np.int64) @ of_period
            out, everything = hidden(industries, specification.minimums, also[:first], told)
            settled = np.concatenate([out, np.ones(len(of.groups), dtype=bool), [everything or also[-1]]])
            if of.groups and not paired:
                settled = hidden_groups(of_period, of.members, settled, first, specification.minimums, told)
            for question in family.questions:
                flags[question.at][period] = settled
    return flags
