"""The command that writes the paper for the table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import Given, Option
from engine.cli.commands.command import Command, say, version
from engine.cli.options import SELECTION, SHARED, asked_profiles, asked_scores, changed_criteria
from engine.foundation.errors import InputError, Problem

if TYPE_CHECKING:
    from engine.criteria.model import Profile
    from engine.results.document_sections import Material
    from engine.results.renderers import Answer
    from engine.scoring.score import Scores

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
    word = word_bytes(whole_document(_material(given), made, version(), given.locale), made)
    content = pdf_bytes(word) if out.suffix.lower() == ".pdf" else word
    write_out(out, lambda path: path.write_bytes(content))
    return file_answer(out, given.locale)


def _material(given: Given) -> Material:
    """What the document is made of: the setting that is asked for, or that of a scenario, and the options of a file."""
    from engine.criteria.built_in_profiles import built_in_viewpoints
    from engine.plans.comparison import compared
    from engine.plans.options_book import book_of
    from engine.plans.options_reading import read_options
    from engine.results.document_material import material

    scenario = ""
    if (scenario_name := given.one("scenario")) is not None:
        scores, scenario, own = _of_scenario(scenario_name)
        profiles, file = (own, scenario) if own else built_in_viewpoints(scores.criteria)
    else:
        criteria = changed_criteria(given)
        scores = asked_scores(given, criteria, to_select=criteria.selection is not None)
        profiles, file = asked_profiles(given, criteria)
    book = None
    if (options := given.one("file")) is not None:
        asked = book_of(read_options(Path(options)), scores)
        book = asked, compared(asked)
    return material(
        scores,
        profiles,
        book,
        profiles_file=file,
        link=given.one("link") or "",
        scenario=scenario,
        progress=lambda part, _done, _total: say(given.locale.text(f"document.progress_{part}")),
    )


def _of_scenario(scenario_name: str) -> tuple[Scores, str, tuple[Profile, ...]]:
    """A saved scenario's own criteria and data, what it is called, and the viewpoints that it has."""
    from engine.store.opening import open_database
    from engine.store.recomputation import scores_of
    from engine.store.scenarios import find, inputs_of

    database = open_database()
    try:
        scenario = find(database, scenario_name)
        inputs = inputs_of(database, scenario)
        return scores_of(inputs), f"{scenario.name} ({scenario.id})", inputs.setting.viewpoints
    finally:
        database.close()


def _checked(out: str | None) -> Path:
    """The file to write. Raises ``InputError`` where none is given, or its ending is none that can be written."""
    if out is None or Path(out).suffix.lower() not in ENDINGS:
        code = "out_needed" if out is None else "out_not_document"
        raise InputError(Problem(code, place="--out", given=out, allowed=tuple(f"FILE{ending}" for ending in ENDINGS)))
    return Path(out)


COMMANDS = {
    "document": Command(
        document,
        (
            Option("--file", "FILE"),
            Option("--scenario", "ID"),
            Option("--profiles", "FILE"),
            Option("--link", "URL"),
            *SELECTION,
            *SHARED,
        ),
        writes_out=True,
    ),
}
