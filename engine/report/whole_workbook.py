"""The whole workbook for STAMI, as the command and the app give it: with how firmly the selection stands."""

from __future__ import annotations

from datetime import date

from engine.criteria.unknown import leaves_open
from engine.report.acceptability_results import robustness_sheet
from engine.report.export import workbook_sheets
from engine.report.known_tables import known_sheet
from engine.report.similarities import similarity_sheet
from engine.report.workbook import Sheet
from engine.robustness.acceptability import Acceptability
from engine.robustness.incomplete_information import at_set_weights
from engine.robustness.value_of_information import value_of_information
from engine.scores.scoring import Scores
from engine.scores.similarity import has_likeness, similarity
from engine.selection.select import SelectionResult


def whole_workbook(
    scores: Scores,
    result: SelectionResult | None,
    firmness: Acceptability | None,
    made: date,
    version: str,
    language: str = "nb",
) -> tuple[Sheet, ...]:
    """Every sheet, in order.

    ``result`` is None where there is no selection, ``firmness`` also where the root has no weights to draw.
    """
    more = [] if firmness is None else [robustness_sheet(firmness, language)]
    if firmness is not None and leaves_open(scores.criteria):
        at_weights = at_set_weights(scores)
        more.append(known_sheet(scores, at_weights, None, value_of_information(scores, at_weights), language))
    if has_likeness(scores.dataset, scores.criteria):
        more.append(similarity_sheet(similarity(scores.dataset, scores.criteria), scores.criteria, language))
    return workbook_sheets(scores, result, made, version, language, more)
