"""Everything wrong with a data folder and with a criteria file asked of it: what ``validate`` tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.criteria.compatibility import check_ranking, check_selection
from engine.criteria.indicator_columns import awaits_values
from engine.criteria.model import Criteria
from engine.criteria.reading import read_criteria
from engine.criteria.weights import parse_weights, with_weights
from engine.dataset.model import Dataset
from engine.dataset.reading import read_dataset
from engine.dataset.tidy_rows import values_table
from engine.foundation.errors import InputError, Problem, Problems
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem


@dataclass(frozen=True, slots=True)
class Findings:
    """Every problem of a folder and a file, and what was read where there is none."""

    problems: tuple[Problem, ...]
    dataset: Dataset | None = None
    criteria: Criteria | None = None

    def sentences(self, locale: Locale = DEFAULT_LOCALE) -> tuple[str, ...]:
        """What was found to be in order."""
        if self.problems or self.dataset is None:
            return ()
        counts = {
            "name": self.dataset.name,
            "industries": len(self.dataset.industries),
            "indicators": len(self.dataset.columns),
            "values": len(values_table(self.dataset)),
        }
        lines = [locale.text("report.no_problems", **counts)]
        if self.criteria:
            lines.append(locale.text("report.no_problems_fit", criteria=self.criteria.file or self.criteria.id))
            indicators = self.criteria.indicators.values()
            absent = [
                self.criteria.label(indicator.id, locale)
                for indicator in indicators
                if awaits_values(self.dataset, indicator)
            ]
            if absent:
                lines.append(locale.text("report.awaiting", indicators=", ".join(absent)))
        return tuple(lines)


def check(folder: Path | str, criteria_file: Path | str | None = None, weights: str | None = None) -> Findings:
    """Check a data folder, and a criteria file with it where one is given.

    The fit of the two is checked once each of them can be read, and the calculations once they fit.
    """
    problems = Problems()
    dataset = criteria = None
    try:
        dataset = read_dataset(folder)
    except InputError as error:
        problems += error.problems
    if criteria_file is not None:
        try:
            criteria = read_criteria(criteria_file)
            criteria = with_weights(criteria, parse_weights(weights)) if weights else criteria
        except InputError as error:
            problems += error.problems
    if dataset and criteria and not problems:
        # A file without ``[selection]`` can be ranked by, which is no mistake.
        problems += unfit(dataset, criteria, to_select=criteria.selection is not None)
    return Findings(tuple(problems), dataset, criteria)


def unfit(dataset: Dataset, criteria: Criteria, to_select: bool) -> Iterator[Problem]:
    """Every reason why the criteria cannot be asked of the data; what only calculating shows, once the rest fits."""
    problems = [*check_ranking(criteria, dataset), *(check_selection(criteria, dataset) if to_select else ())]
    yield from problems
    if problems:
        return
    try:
        scores = score(dataset, criteria)
        if to_select:
            selection_problem(scores)
    except InputError as error:
        yield from error.problems
