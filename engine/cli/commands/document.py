"""The command that writes the paper for the table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import Given, Option
from engine.cli.commands.command import Command, version
from engine.cli.options import SELECTION, SHARED, asked_profiles, asked_scores, changed_criteria
from engine.foundation.errors import InputError, Problem

if TYPE_CHECKING:
    from engine.results.document_sections import Material
    from engine.results.renderers import Answer

ENDINGS = (".docx", ".pdf")


def document(given: Given) -> Answer:
    """Word, or PDF where LibreOffice is at hand."""
    from datetime import date

    from engine.output.files import write_out
    from engine.output.pdf import pdf_bytes
    from engine.output.word import word_bytes
    from engine.results.document_sections import document as whole_document
    from engine.results.renderers import file_answer

    out = _checked(given.one("out"))
    made = date.today()
    word = word_bytes(whole_document(_material(given), made, version(), given.language), made)
    content = pdf_bytes(word) if out.suffix.lower() == ".pdf" else word
    write_out(out, lambda path: path.write_bytes(content))
    return file_answer(out, given.language)


def _material(given: Given) -> Material:
    from engine.results.document_sections import Material
    from engine.robustness.acceptability import acceptability
    from engine.robustness.industry_sensitivity import check
    from engine.robustness.stakeholder_profiles import parties
    from engine.selection.portfolio_problem import selection_problem
    from engine.selection.select import select

    criteria = changed_criteria(given)
    scores = asked_scores(given, criteria, to_select=criteria.selection is not None)
    if criteria.selection is None or not scores.root_members:
        return Material(scores)
    result = select(selection_problem(scores))
    profiles, file = asked_profiles(given, criteria)
    return Material(
        scores,
        result,
        check(scores, result.selected) if result.selected else None,
        acceptability(scores),
        parties(scores.dataset, criteria, profiles, file),
        link=given.one("link") or "",
    )


def _checked(out: str | None) -> Path:
    """The file to write. Raises ``InputError`` where none is given, or its ending is none that can be written."""
    if out is None or Path(out).suffix.lower() not in ENDINGS:
        code = "out_needed" if out is None else "out_not_document"
        raise InputError(Problem(code, place="--out", given=out, allowed=tuple(f"FILE{one}" for one in ENDINGS)))
    return Path(out)


COMMANDS = {
    "document": Command(
        document, (Option("--profiles", "FILE"), Option("--link", "URL"), *SELECTION, *SHARED), writes_out=True
    ),
}
