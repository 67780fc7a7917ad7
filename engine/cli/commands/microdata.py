"""The command that makes prevalences of one row a respondent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import Given, Option
from engine.cli.commands.command import PROGRAM, Command, base_folder, refused
from engine.cli.options import DATA, FORMAT, LANGUAGE, data_path
from engine.foundation.errors import InputError, Problem

if TYPE_CHECKING:
    from engine.results.renderers import Answer

DUCKDB, SPARK = "duckdb", "spark"
PREVALENCE = (
    Option("--spec", "SPEC.toml"),
    DATA,
    Option("--to", "DIR"),
    Option("--backend", choices=(DUCKDB, SPARK)),
    Option("--spark-master", "URL"),
    FORMAT,
    Option("--out", "FILE"),
    LANGUAGE,
)


def prevalence(given: Given) -> Answer:
    """Prevalences by industry, or every problem where there are several: no other command reads these files."""
    try:
        return _prevalences(given)
    except InputError as error:
        return refused(error, given.locale)


def _prevalences(given: Given) -> Answer:
    """The answer, and a data folder of it where one is asked for."""
    from engine.dataset.reading import read_dataset
    from engine.results.prevalence import prevalence_answer
    from engine.survey.estimation import prevalences
    from engine.survey.prevalence_folder import write_prevalences
    from engine.survey.specification import read_specification

    file, spec = _files(given)
    backend, master = given.one("backend") or DUCKDB, given.one("spark_master")
    if master is not None and backend != SPARK:
        raise InputError(Problem("micro_spark_master", place="--spark-master", given=master))
    to = given.one("to")
    _check_outputs(given, file, spec)
    base = (None if to is None else base_folder(given, Path(to))) or data_path(given)
    dataset = read_dataset(base)
    estimates = prevalences(file, read_specification(spec), dataset, backend, master)
    written = None if to is None else (Path(to), write_prevalences(estimates, base, Path(to)))
    names = {industry.industry_id: industry.name(given.locale) for industry in dataset.industries}
    return prevalence_answer(estimates, names, given.locale, written)


def _files(given: Given) -> tuple[Path, Path]:
    """The microdata file and its specification, both of which must be named."""
    spec = given.one("spec")
    if len(given.arguments) != 1 or spec is None:
        raise InputError(Problem("micro_no_spec", place=f"{PROGRAM} prevalence", given=" ".join(given.arguments)))
    return Path(given.arguments[0]), Path(spec)


def _check_outputs(given: Given, file: Path, spec: Path) -> None:
    """Raise ``InputError`` where a result would land on what it is made from."""
    for option in ("out", "to"):
        raw = given.one(option)
        if raw is None:
            continue
        target = Path(raw)
        if any(source.exists() and target.exists() and source.samefile(target) for source in (file, spec)):
            raise InputError(Problem("micro_out_is_input", raw, f"--{option}"))
        if option == "to" and target.exists() and not target.is_dir():
            raise InputError(Problem("folder_is_file", raw, "--to"))


COMMANDS = {"prevalence": Command(prevalence, PREVALENCE, takes="FILE")}
