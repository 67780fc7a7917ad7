"""A recipe: which table, and what its dimensions mean in a data folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.dataset.shipped import shipped_data
from engine.foundation.declared_tables import Place, read_table
from engine.foundation.errors import InputError, Problem
from engine.foundation.toml_file import check_writable, parsed_toml, toml_text
from engine.sources.statbank.recipe_keys import CODES, TOP, Findings
from engine.sources.statbank.services import EUROSTAT, SERVICES, SSB

FOLDERS = {SSB: "oppskrifter_ssb", EUROSTAT: "oppskrifter_eurostat"}
"""Where the built-in recipes lie, by service."""
ENDING = ".toml"
JOBS = "jobs"


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator of a table: ``select`` is the code or label of each dimension that singles it out."""

    indicator_id: str
    unit: str
    select: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to ask of one table and where its figures go.

    Dimensions and values are codes of the table or its labels. ``industry_values`` and ``time_values`` may also be
    ``*``, patterns with ``*`` and ``?``, ``top(n)`` and ``from(code)``. ``groups`` says which group of SN2007 codes a
    value of the industry dimension is, where its code does not say it; ``total`` is the national line.
    """

    name: str
    file: str
    table: str
    target: str
    classification: str
    source_id: str
    industry: str
    time: str
    time_values: tuple[str, ...]
    measures: tuple[Measure, ...]
    industry_values: tuple[str, ...] = ("*",)
    codelist: str = ""
    total: str = ""
    skip: tuple[str, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    select: Mapping[str, str] = field(default_factory=dict)
    verified: str = ""
    note: str = ""
    service: str = SSB


def shipped_recipes(service: str | None = None) -> dict[str, Path]:
    """The built-in recipes by name: those of one service, or all."""
    folders = [folder for name, folder in FOLDERS.items() if service in (None, name)]
    return {path.stem: path for folder in folders for path in sorted((shipped_data() / folder).glob(f"*{ENDING}"))}


def read_recipe(name_or_path: str) -> Recipe:
    """The recipe in a file, or the built-in one of that name where there is no such file.

    Raises
    ------
    InputError
        With every problem of the file, or the names there are where none has this one.
    """
    path, shipped = Path(name_or_path), shipped_recipes()
    if not path.exists() and name_or_path in shipped:
        return parsed_recipe(
            shipped[name_or_path].read_text(encoding="utf-8"), shipped[name_or_path].name, name_or_path
        )
    if not path.exists() and path.suffix != ENDING:
        raise InputError(Problem("statbank_no_recipe", given=name_or_path, allowed=tuple(shipped)))
    return parsed_recipe(toml_text(path), name_or_path, path.stem)


def parsed_recipe(text: str, file: str, name: str) -> Recipe:
    """The recipe that ``text`` states; ``file`` is what messages call it."""
    findings = Findings(file)
    given = parsed_toml(text, file)
    check_writable(given, file)
    values = read_table(TOP, given, Place(), findings)
    indicators = [table for _, table in values.get("indicator", [])]
    ids = [indicator["id"] for indicator in indicators if "id" in indicator]
    for repeated in sorted({indicator_id for indicator_id in ids if ids.count(indicator_id) > 1}):
        findings.add("toml_repeated", "[[indicator]] id", repeated)
    if values.get("target") == CODES and ids != [JOBS]:
        findings.add("statbank_codes_are_jobs", "[[indicator]] id", ", ".join(ids), (JOBS,))
    if findings.problems:
        raise InputError(findings.problems)
    industry, time = values["industry"], values["time"]
    return Recipe(
        name=name,
        file=file,
        table=values["table"],
        target=values["target"],
        classification=values["classification"],
        source_id=values["source_id"] or f"{SERVICES[values['service']].source_prefix}{values['table']}",
        industry=industry["dimension"],
        time=time["dimension"],
        time_values=time["values"],
        measures=tuple(Measure(indicator["id"], indicator["unit"], indicator["select"]) for indicator in indicators),
        industry_values=industry["values"],
        codelist=industry["codelist"],
        total=industry["total"],
        skip=industry["skip"],
        groups=industry["groups"],
        select=values["select"],
        verified=values["verified"],
        note=values["note"],
        service=values["service"],
    )
