"""A command's answer: the same result as text for a screen, as JSON and as one flat CSV table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.dataset.model import Dataset
from engine.foundation.errors import InputError, problem_count
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.output.table import FLAT, Column, Table, one_line, text_table
from engine.output.workbook import Sheet
from engine.results import selection as selections
from engine.results.basis import basis_notes, warning
from engine.results.contract_json import problems_json, ranking_json, selection_json
from engine.results.exclusion_reasons import nearest_out, reasons_json, reasons_table
from engine.results.folder_check import Findings
from engine.results.ranking import ranking_table
from engine.scoring.score import Scores
from engine.selection.exclusion_reasons import reasons_out
from engine.selection.select import SelectionResult


@dataclass(frozen=True, slots=True)
class Page:
    """Tables one below the other, under the warning that made-up figures must have."""

    warning: str
    tables: tuple[Table, ...]
    locale: Locale
    first_line_empty: bool = True

    def written(self, every_note: bool = True) -> str:
        """The page as text; without ``every_note`` its last line says how many repeated notes it lacks."""
        tables, left_out = self.tables, sum(table.repeated for table in self.tables)
        if left_out and not every_note:
            pointer = self.locale.text("report.notes_left_out", count=self.locale.number(left_out, 0))
            *rest, last = (table.without_repeated for table in tables)
            tables = (*rest, replace(last, notes=(*last.notes, pointer)))
        first = [f"{self.warning}\n"] if self.warning else []
        text = "\n".join([*first, *(text_table(table, self.locale) for table in tables)])
        return text if self.first_line_empty else text.lstrip("\n")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say: one function a format, and what the command ends with.

    ``aside`` is the one line for stderr of an answer that is not a success, or of what must be seen whatever is shown.
    ``to_file`` is False for problems in place of a result: they never overwrite what an earlier run has written to
    ``--out``.
    """

    screen: Callable[[], str | Page]
    json: Callable[[], Mapping[str, Any]]
    flat: Callable[[], Table]
    exit_code: int = 0
    aside: str = ""
    to_file: bool = True

    def written(self, form: str, every_note: bool = True) -> str:
        """The answer in one of ``output.table.FORMATS``; ends with a line break.

        Without ``every_note`` the text for a screen lacks the notes that every answer repeats.
        """
        if form == "json":
            return json_text(self.json())
        if form in FLAT:
            return FLAT[form](self.flat())
        shown = self.screen()
        return shown.written(every_note) if isinstance(shown, Page) else shown


def json_text(result: Mapping[str, Any]) -> str:
    """JSON that is the same each time and has no NaN."""
    return json.dumps(result, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def ranking_answer(scores: Scores, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """The answer of ``rank``."""

    def screen() -> Page:
        return page(scores.dataset, [ranking_table(scores, locale)], locale)

    return Answer(screen, lambda: ranking_json(scores), lambda: ranking_table(scores, locale))


def problems_answer(findings: Findings, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """The answer of ``validate``: every problem on a line of its own, or what was found to be in order."""
    problems = findings.problems

    def flat() -> Table:
        names = ("file", "row", "column", "place", "code", "given", "message")
        rows = tuple(
            (
                problem.file,
                problem.row,
                problem.column,
                problem.place,
                problem.code,
                problem.given,
                problem.sentence(locale),
            )
            for problem in problems
        )
        return Table("", tuple(Column(name, name) for name in names), rows)

    def screen() -> str:
        lines = [one_line(problem.sentence(locale)) for problem in problems] or findings.sentences(locale)
        return "\n".join(lines) + "\n"

    aside = locale.text("report.problems_found", count=problem_count(problems)) if problems else ""
    return Answer(screen, lambda: problems_json(problems, locale), flat, InputError.exit_code if problems else 0, aside)


def selection_answer(
    result: SelectionResult, scores: Scores, locale: Locale = DEFAULT_LOCALE, reasons: bool = False
) -> Answer:
    """The answer of ``select``; with ``reasons`` it says of every industry that is out why, which takes a solve each.

    Without, the text says it of those nearest to coming in.
    """

    def why() -> Table:
        if reasons:
            return reasons_table(reasons_out(result, scores.dataset), result.problem, scores, locale)
        nearest = nearest_out(result, scores)
        table = reasons_table(reasons_out(result, scores.dataset, only=nearest), result.problem, scores, locale)
        return replace(table, title=locale.text("plans.out_nearest"))

    def told() -> Mapping[str, Any]:
        answer = selection_json(result, scores)
        if not reasons:
            return answer
        return {**answer, "reasons": reasons_json(reasons_out(result, scores.dataset), result.problem, scores)}

    def screen() -> Page:
        programmes = selections.programmes_table(result, scores, locale)
        others = [
            selections.numbers_table(result, scores, locale),
            selections.alternatives_table(result, scores, locale),
            *([] if reasons else [selections.excluded_table(result, locale)]),
            why(),
        ]
        notes = (
            *programmes.notes,
            *selections.selection_notes(result, scores, locale),
            *basis_notes(scores, locale),
        )
        first = replace(programmes, title=selections.chosen_in_words(result, locale), notes=())
        *rest, last = [first, *(table for table in others if table.rows)]
        return page(scores.dataset, [*rest, replace(last, notes=notes)], locale)

    return Answer(
        screen,
        told,
        lambda: why() if reasons else selections.programmes_table(result, scores, locale),
    )


def workbook_answer(out: Path, contents: Sequence[Sheet], locale: Locale = DEFAULT_LOCALE) -> Answer:
    """The answer of ``export``: which file was written, and its sheets."""
    columns = (Column("sheet", locale.text("report.sheet")), Column("about", locale.text("report.sheet_about")))
    table = Table(
        locale.text("report.written", file=out), columns, tuple((content.title, content.about) for content in contents)
    )
    return Answer(
        lambda: text_table(table, locale),
        lambda: {"file": str(out), "sheets": [content.title for content in contents]},
        lambda: table,
    )


def file_answer(out: Path, locale: Locale = DEFAULT_LOCALE) -> Answer:
    """A file that was written."""
    message = locale.text("document.written", file=out)
    table = Table(message, (Column("file", locale.text("document.file")),), ((str(out),),))
    return Answer(lambda: message + "\n", lambda: {"file": str(out)}, lambda: table)


def page(dataset: Dataset, tables: Iterable[Table], locale: Locale) -> Page:
    """The page of these tables about the data set."""
    return Page(warning(dataset, locale), tuple(tables), locale)
