"""Commands that bring other people's tables in: the workbook to fill in, and the import of it or of another table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import Given, Option
from engine.cli.commands.command import PROGRAM, Command, base_folder, say
from engine.cli.options import CRITERIA, DATA, FORMAT, LANGUAGE, criteria_path, data_path
from engine.foundation.errors import InputError, Problem
from engine.foundation.quality import PUBLISHED, QUALITIES

if TYPE_CHECKING:
    from engine.results.renderers import Answer
    from engine.spreadsheets.import_options import Asked

# The contract's tables (a test holds them against the schema, which is too heavy to import for a line of help).
TABLES = ("industries", "indicators", "group_values", "codes", "resources", "sources")
IMPORT = (
    Option("--to", "DIR"),
    Option("--table", many=True, choices=TABLES),
    Option("--sheet", "NAME", many=True),
    Option("--indicator", "ID"),
    Option("--period", "PERIOD"),
    Option("--unit", "UNIT"),
    Option("--source", "ID"),
    Option("--source-title", "TEXT"),
    Option("--quality", choices=QUALITIES),
    Option("--column", "HEADING=ID", many=True),
    Option("--row", "LABEL=ID", many=True),
    Option("--skip", "TEXT", many=True),
    Option("--decimal", choices=("comma", "point")),
    Option("--replace", switch=True),
    Option("--dry-run", switch=True),
)


def template(given: Given) -> Answer:
    """The workbook to fill in, with the folder's industries and sources; filled with all of it where asked."""
    from datetime import date

    from engine.foundation.workbook_bytes import dated
    from engine.output.files import check_out, check_workbook, input_files, write_out
    from engine.results.import_account import template_answer
    from engine.results.known_indicators import catalogue_of
    from engine.spreadsheets.layout import READ_ME, VALUES, sheet_title
    from engine.spreadsheets.template import ORDER, template_bytes

    out, folder = check_workbook(given.one("out")), data_path(given)
    check_out(out, input_files(folder))
    if out.exists():  # it may hold somebody's work
        raise InputError(Problem("template_there", str(out), "--out"))
    catalogue = catalogue_of(folder, criteria_path(given) if given.one("criteria") else None)
    indicators = tuple(catalogue.indicators.values())
    filled = given.one("filled") is not None
    content = template_bytes(indicators, folder, filled=filled, locale=given.locale)
    write_out(out, lambda path: path.write_bytes(dated(content, date.today())))
    sheets = [(sheet_title(key, given.locale), key) for key in (READ_ME, VALUES, *ORDER)]
    return template_answer(out, sheets, len(indicators), given.locale)


def import_file(given: Given) -> Answer:
    """A workbook or table read and shown, and written as a data folder if nothing is wrong with it."""
    from functools import partial

    from engine.results.bounded_reading import apart
    from engine.results.import_account import import_answer
    from engine.results.known_indicators import catalogue_of
    from engine.spreadsheets.import_workbook import understand
    from engine.spreadsheets.upload_guard import read_limited

    place = f"{PROGRAM} import"
    if len(given.arguments) != 1:
        raise InputError(Problem("import_one_file", place=place, given=" ".join(given.arguments)))
    if given.one("to") is None:
        raise InputError(Problem("import_to_needed", place="--to", allowed=("--to DIR",)))
    file, to = Path(given.arguments[0]), Path(given.one("to") or "")
    base = base_folder(given, to)
    asked = _asked(given)
    catalogue = catalogue_of(base, criteria_path(given) if given.one("criteria") else None)
    content = read_limited(file)
    reading = partial(understand, base=base, catalogue=catalogue, asked=asked, locale=given.locale)
    result = apart(reading, content, str(file), file=str(file))
    trial = given.one("dry_run") is not None
    if not result.problems and not trial:
        try:
            result.write(to)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise InputError(Problem("intake_not_written", str(to), "--to", given=reason)) from None
        say(given.locale.text("workbook.written", folder=to))
        if base is None:
            say(given.locale.text("workbook.stands_alone"))
    return import_answer(result, to, written=not result.problems and not trial, locale=given.locale)


def _asked(given: Given) -> Asked:
    """What the options say of a table that does not say it itself."""
    from engine.classification.periods import days_of
    from engine.spreadsheets.catalogue import period_of
    from engine.spreadsheets.import_options import Asked

    raw_period = given.one("period") or ""
    period = period_of(raw_period) or ""
    if raw_period and not days_of(period):
        raise InputError(Problem("import_bad_period", place="--period", given=raw_period))
    if given.one("source_title") is not None and given.one("source") is None:
        raise InputError(Problem("cli_needs", place="--source-title", more={"other": "--source"}))
    return Asked(
        tables=given.many("table"),
        sheets=given.many("sheet"),
        indicator=given.one("indicator") or "",
        period=period,
        unit=given.one("unit") or "",
        source_id=given.one("source") or "",
        source_title=given.one("source_title") or "",
        quality=given.one("quality") or PUBLISHED,
        columns=_mapping(given, "column"),
        rows=_mapping(given, "row"),
        skip=given.many("skip"),
        decimal={"comma": ",", "point": "."}.get(given.one("decimal") or "", ""),
        replace=given.one("replace") is not None,
    )


def _mapping(given: Given, name: str) -> dict[str, str]:
    """``LABEL=ID`` of an option; the label may itself have equals signs."""
    pairs = [(text, *text.rpartition("=")) for text in given.many(name)]
    for text, label, equals, meant in pairs:
        if not (label.strip() and equals and meant.strip()):
            raise InputError(Problem("import_mapping", place=f"--{name}", given=text))
    return {label.strip(): meant.strip() for _, label, _, meant in pairs}


COMMANDS = {
    "template": Command(
        template,
        (DATA, CRITERIA, Option("--filled", switch=True), FORMAT, Option("--out", "FILE"), LANGUAGE),
        writes_out=True,
    ),
    "import": Command(import_file, (*IMPORT, DATA, CRITERIA, FORMAT, LANGUAGE), takes="FILE"),
}
