"""Commands that bring other people's tables in: the workbook to fill in, and the import of it or of another table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands.command import PROGRAM, Command, say
from engine.errors import InputError, Problem
from engine.report.arguments import Given, Option
from engine.report.asked import CRITERIA, DATA, LANGUAGE, criteria_path, data_path
from engine.texts import text

if TYPE_CHECKING:
    from engine.dataset.workbook.asked import Asked
    from engine.dataset.workbook.catalogue import Catalogue
    from engine.report.answers import Answer

FORMAT = Option("--format", choices=("table", "json", "csv"))
TABLES = ("industries", "indicators", "group_values", "codes", "resources", "sources")
QUALITIES = ("published", "derived", "inherited", "classified", "synthetic")
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
    Option("--replace", switch=True),
    Option("--dry-run", switch=True),
)


def catalogue_of(folder: Path | None, criteria_file: Path | None = None) -> Catalogue:
    """Indicators that the shipped criteria, a criteria file and a data folder know, with labels and units.

    A criteria file of the user's own goes before the shipped ones, and those before the data.
    """
    from engine.criteria.reading import read_criteria
    from engine.dataset.shipped import shipped_criteria
    from engine.dataset.workbook.catalogue import Catalogue, KnownIndicator

    files = [*([criteria_file] if criteria_file else []), *_criteria_files(shipped_criteria())]
    known: dict[str, KnownIndicator] = {}
    for file in files:
        for one in read_criteria(file).indicators.values():
            found = KnownIndicator(one.id, one.label_nb, one.label_en, one.unit, one.direction)
            known.setdefault(one.id, found)
    for indicator_id, unit in _units_in(folder):
        had = known.setdefault(indicator_id, KnownIndicator(indicator_id))
        known[indicator_id] = replace(had, unit=unit)
    return Catalogue(known)


def _criteria_files(folder: Path) -> list[Path]:
    """The criteria files of a folder; profiles lie beside them."""
    import tomllib

    return [path for path in sorted(folder.glob("*.toml")) if "indicator" in tomllib.loads(path.read_text("utf-8"))]


def _units_in(folder: Path | None) -> list[tuple[str, str]]:
    from engine.dataset.validation import checked_folder

    tables = {} if folder is None else checked_folder(folder).tables
    columns = [tables[stem].columns for stem in ("indicators", "group_values") if stem in tables]
    pairs = {pair for of in columns for pair in zip(of["indicator_id"], of["unit"], strict=True)}
    return sorted((indicator_id, unit) for indicator_id, unit in pairs if indicator_id and unit)


def template(given: Given) -> Answer:
    """The workbook to fill in, with the folder's industries and sources; filled with all of it where asked."""
    from datetime import date

    from engine.dataset.workbook.layout import READ_ME, VALUES, sheet_title
    from engine.dataset.workbook.template import ORDER, template_bytes
    from engine.report.import_answers import template_answer
    from engine.report.output import check_out, check_workbook, input_files, write_out
    from engine.report.workbook import dated

    out, folder = check_workbook(given.one("out")), data_path(given)
    check_out(out, input_files(folder))
    catalogue = catalogue_of(folder, criteria_path(given) if given.one("criteria") else None)
    indicators = tuple(catalogue.indicators.values())
    filled = given.one("filled") is not None
    content = template_bytes(indicators, folder, filled=filled, language=given.language)
    write_out(out, lambda path: path.write_bytes(dated(content, date.today())))
    sheets = [(sheet_title(key, given.language), key) for key in (READ_ME, VALUES, *ORDER)]
    return template_answer(out, sheets, len(indicators), given.language)


def import_file(given: Given) -> Answer:
    """A workbook or table read and shown, and written as a data folder if nothing is wrong with it."""
    from engine.dataset.workbook.safety import read_limited
    from engine.dataset.workbook.understanding import understand
    from engine.report.import_answers import import_answer

    place = f"{PROGRAM} import"
    if len(given.arguments) != 1:
        raise InputError(Problem("import_one_file", place=place, given=" ".join(given.arguments)))
    if given.one("to") is None:
        raise InputError(Problem("import_to_needed", place="--to", allowed=("--to DIR",)))
    file, to = Path(given.arguments[0]), Path(given.one("to") or "")
    base = _base(given, to)
    asked = _asked(given)
    catalogue = catalogue_of(base, criteria_path(given) if given.one("criteria") else None)
    content = read_limited(file)
    found = understand(content, str(file), base=base, catalogue=catalogue, asked=asked, language=given.language)
    trial = given.one("dry_run") is not None
    if not found.problems and not trial:
        found.write(to)
        say(text("workbook.written", given.language, folder=to))
        if base is None:
            say(text("workbook.stands_alone", given.language))
    return import_answer(found, to, written=not found.problems and not trial, language=given.language)


def _base(given: Given, to: Path) -> Path | None:
    """The folder that the file is added to: what ``--to`` already is, or else ``--data``."""
    named = data_path(given) if given.one("data") is not None else None
    if not to.exists() and not to.is_symlink():
        return named
    if not to.is_dir():
        raise InputError(Problem("folder_is_file", str(to), "--to"))
    if not any(to.iterdir()):
        return named
    if not (to / "industries.csv").exists():
        raise InputError(Problem("import_not_a_folder", str(to), "--to"))
    if named is not None and not named.samefile(to):
        raise InputError(Problem("import_other_folder", str(to), "--to", given=str(named)))
    return to


def _asked(given: Given) -> Asked:
    """What the options say of a table that does not say it itself."""
    from engine.dataset.periods import days_of
    from engine.dataset.workbook.asked import Asked
    from engine.dataset.workbook.catalogue import period_of

    said = given.one("period") or ""
    period = period_of(said) or ""
    if said and not days_of(period):
        raise InputError(Problem("import_bad_period", place="--period", given=said))
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
        quality=given.one("quality") or QUALITIES[0],
        columns=_mapping(given, "column"),
        rows=_mapping(given, "row"),
        skip=given.many("skip"),
        replace=given.one("replace") is not None,
    )


def _mapping(given: Given, name: str) -> dict[str, str]:
    """``LABEL=ID`` of an option; the label may itself have equals signs."""
    pairs = [(one, *one.rpartition("=")) for one in given.many(name)]
    for one, label, equals, meant in pairs:
        if not (label.strip() and equals and meant.strip()):
            raise InputError(Problem("import_mapping", place=f"--{name}", given=one))
    return {label.strip(): meant.strip() for _, label, _, meant in pairs}


COMMANDS = {
    "template": Command(
        template,
        (DATA, CRITERIA, Option("--filled", switch=True), FORMAT, Option("--out", "FILE"), LANGUAGE),
        writes_out=True,
    ),
    "import": Command(import_file, (*IMPORT, DATA, CRITERIA, FORMAT, LANGUAGE), takes="FILE"),
}
