"""The whole workbook for STAMI, as the command and the app give it: with how firmly the selection stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.criteria.open_figures import leaves_open
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.workbook import Sheet
from engine.results.acceptability import robustness_sheet
from engine.results.echo import echo_of
from engine.results.echo_tables import echo_sheet
from engine.results.incomplete_information import known_sheet
from engine.results.similarity import similarity_sheet
from engine.results.workbook_content import workbook_sheets
from engine.robustness.acceptability import Acceptability
from engine.robustness.incomplete_information import at_set_weights
from engine.robustness.value_of_information import value_of_information
from engine.scoring.score import Scores
from engine.selection.grant_key import GrantKey
from engine.selection.select import SelectionResult
from engine.transfer.similarity import has_likeness, similarity


def whole_workbook(
    scores: Scores,
    result: SelectionResult | None,
    robustness: Acceptability | None,
    made: date,
    version: str,
    locale: Locale = DEFAULT_LOCALE,
    *,
    link: str = "",
    told: Sequence[str] = (),
    file_key: GrantKey | None = None,
) -> tuple[Sheet, ...]:
    """Every sheet, in order.

    ``result`` is None where there is no selection, ``robustness`` also where the root has no weights to draw. The last
    three are what ``workbook_sheets`` takes.
    """
    more = [] if result is None else [echo_sheet(echo_of(scores), locale)]
    more += [] if robustness is None else [robustness_sheet(robustness, locale)]
    if robustness is not None and leaves_open(scores.criteria):
        at_weights = at_set_weights(scores)
        more.append(known_sheet(scores, at_weights, None, value_of_information(scores, at_weights), locale))
    if has_likeness(scores.dataset, scores.criteria):
        more.append(similarity_sheet(similarity(scores.dataset, scores.criteria), scores.criteria, locale))
    return workbook_sheets(scores, result, made, version, locale, more, link=link, told=told, file_key=file_key)
