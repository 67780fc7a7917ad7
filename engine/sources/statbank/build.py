"""Recipes and answers to the tables of a data folder: every answer checked, nothing written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.dataset.added_figures import (
    Base,
    Tables,
    codes_that_differ,
    groups_without_codes,
    with_codes,
    with_group_values,
    with_sources,
)
from engine.dataset.jsonstat import Cube, read_cube
from engine.dataset.source_table import Row
from engine.dataset.writing import write_folder
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import DEFAULT_LOCALE
from engine.sources.statbank.archive import FOLDER, Answer, Ask, files_to_keep, new_answer
from engine.sources.statbank.client import Client
from engine.sources.statbank.correspondence import Correspondence
from engine.sources.statbank.figures import Figures, figures
from engine.sources.statbank.recipe import Recipe
from engine.sources.statbank.recipe_keys import CODES, SN2007
from engine.sources.statbank.selection import check_answer, data_query, metadata_query, selected
from engine.sources.statbank.services import EUROSTAT, SERVICES, service_of, table_of
from engine.sources.statbank.units import UnitDiffers, units_that_differ


@dataclass(frozen=True, slots=True)
class Fetched:
    """One recipe with what its table gave, and the answers it was read from.

    ``published`` is the day the table was last updated; ``notes`` are those of the table that must be shown;
    ``units_differ`` where table and recipe do not mean the same unit;
    ``standard`` the classification that it says it has, empty where it says nothing;
    ``no_codes`` groups that no code of the code table lies in;
    ``new_codes`` and ``gone_codes`` what differs from the code table that was there; ``replaced`` how many older rows
    the new ones stand in place of.
    """

    recipe: Recipe
    title: str
    published: str
    figures: Figures
    not_there: tuple[str, ...]
    answers: tuple[Answer, ...]
    source: Row
    notes: tuple[str, ...] = ()
    discontinued: bool = False
    units_differ: tuple[UnitDiffers, ...] = ()
    standard: str = ""
    no_codes: tuple[str, ...] = ()
    new_codes: tuple[str, ...] = ()
    gone_codes: tuple[str, ...] = ()
    replaced: int = 0


@dataclass(frozen=True, slots=True)
class Built:
    """A data folder, ready to be written, and what went into it."""

    tables: Tables
    title: str
    jobs: Mapping[str, str]
    fetched: tuple[Fetched, ...]
    further: Mapping[str, Any] = field(default_factory=dict)


def online(
    client: Client | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    *,
    eurostat: Client | None = None,
) -> Ask:
    """Answers from ``client``'s server, or from each service's own where none is given; dated as they come.

    ``eurostat`` is asked in ``client``'s place for Eurostat's tables.
    """
    clients: dict[str, Client] = {} if eurostat is None else {EUROSTAT: eurostat}

    def ask(query: str) -> Answer:
        service = service_of(query)
        asked = clients.get(service.name) or client
        if asked is None:
            asked = clients.setdefault(service.name, Client(service.base_url))
        content = asked.get(query)
        return new_answer(table_of(query), query, asked.url(query), now().strftime("%Y-%m-%dT%H:%M:%SZ"), content)

    return ask


def fetched(recipe: Recipe, ask: Ask, by: Correspondence | None = None) -> Fetched:
    """What a recipe's table gives.

    Raises
    ------
    InputError
        There is no answer, the recipe names what the table does not have, or the answer is not what was asked for.
    """
    about = ask(metadata_query(recipe))
    selection = selected(recipe, read_cube(about.content, about.entry.url, metadata=True))
    answer = ask(data_query(recipe, selection))
    cube = read_cube(answer.content, answer.entry.url)
    check_answer(cube, selection, answer.entry.url)
    read_figures = figures(recipe, selection, cube, answer.entry.url, by)
    if not read_figures.rows:
        raise InputError(Problem("statbank_no_figures", answer.entry.url, given=recipe.name))
    return Fetched(
        recipe=recipe,
        title=cube.label,
        published=cube.updated[:10],
        figures=read_figures,
        not_there=selection.not_there,
        answers=(about, answer),
        source=_source(recipe, cube, answer, by),
        notes=cube.notes,
        discontinued=cube.discontinued,
        units_differ=units_that_differ(recipe, selection, cube),
        standard=selection.standard,
    )


def built(base: Base, results: Sequence[Fetched]) -> Built:
    """The folder's tables with everything that was fetched in its place.

    Raises
    ------
    InputError
        Two recipes give the same indicator in the same period, or both a code table.
    """
    _check_no_overlap(results)
    tables, jobs = base.tables, {"source_id": base.jobs_source_id or "", "period": base.jobs_period or ""}
    # Code tables first: whether a group has codes is asked of the new one.
    noted = []
    for result in sorted(results, key=lambda result: result.recipe.target != CODES):
        rows = [{**row, "source_id": result.recipe.source_id} for row in result.figures.rows]
        before = len(tables.get(result.recipe.target, ()))
        if result.recipe.target == CODES:
            new, gone = codes_that_differ(result.figures.rows, tables)
            tables = with_codes(tables, result.figures.rows)
            jobs = {"source_id": result.recipe.source_id, "period": result.figures.periods[0]}
            noted.append(replace(result, new_codes=new, gone_codes=gone, replaced=before))
        else:
            tables = with_group_values(tables, rows)
            replaced = before + len(rows) - len(tables[result.recipe.target])
            noted.append(replace(result, no_codes=groups_without_codes(rows, tables), replaced=replaced))
    tables = with_sources(tables, [result.source for result in noted])
    return Built(tables, base.title, {key: value for key, value in jobs.items() if value}, tuple(noted), base.further)


def write(folder: Path, of: Built) -> None:
    """Write the folder with its raw answers, whole or not at all.

    Raises ``InputError`` where the tables would be no data folder, or the answers would land somewhere else.
    """
    if (folder / FOLDER).is_symlink():
        raise InputError(Problem("statbank_raw_is_link", str(folder / FOLDER)))
    answers = [answer for result in of.fetched for answer in result.answers]
    kept = files_to_keep(answers, folder / FOLDER)
    write_folder(
        folder,
        of.tables,
        name="bransjevalg-statbank",
        title=of.title or DEFAULT_LOCALE.text("statbank.title"),
        about={
            **of.further,
            "description": _description(of),
            "resources": {"codes": of.jobs} if of.tables.get("codes") else {},
        },
        others={f"{FOLDER}/{name}": content for name, content in kept.items()},
    )


def _description(of: Built) -> str:
    """What the folder said of itself before, and which tables were fetched."""
    description = str(of.further.get("description") or "")
    added = DEFAULT_LOCALE.text("statbank.description", tables=", ".join(result.recipe.table for result in of.fetched))
    return description if added in description else f"{description} {added}".strip()


def _source(recipe: Recipe, cube: Cube, answer: Answer, by: Correspondence | None) -> Row:
    source_note = DEFAULT_LOCALE.text(
        "statbank.source_note", url=answer.entry.url, fetched=answer.entry.fetched, file=answer.entry.file
    )
    if by is not None and recipe.classification != SN2007:
        source_note += " " + DEFAULT_LOCALE.text(
            "statbank.source_carried", of=recipe.classification, source="; ".join(by.sources)
        )
    source_note = " ".join(
        [source_note, *(DEFAULT_LOCALE.text("statbank.source_remark", note=note) for note in cube.notes)]
    )
    return {
        "source_id": recipe.source_id,
        "title": cube.label or recipe.table,
        "publisher": cube.source,
        "published": cube.updated[:10],
        "reference": f"{SERVICES[recipe.service].page}{recipe.table}",
        "used_for": ", ".join(measure.indicator_id for measure in recipe.measures),
        "note": source_note,
    }


def _check_no_overlap(results: Iterable[Fetched]) -> None:
    first: dict[tuple[str, str], Recipe] = {}
    ids: dict[str, Recipe] = {}
    problems = []
    for result in results:
        target = result.recipe.target
        cells = (
            {(str(row["indicator_id"]), str(row["period"])) for row in result.figures.rows}
            if target != CODES
            else set()
        )
        for cell in sorted(cells) or [(CODES, "")]:
            other = first.setdefault(cell, result.recipe)
            if other is not result.recipe:
                more = {"other": other.file}
                problems.append(
                    Problem("statbank_overlap", result.recipe.file, given=" ".join(cell).strip(), more=more)
                )
                break
        if (other := ids.setdefault(result.recipe.source_id, result.recipe)) is not result.recipe:
            more = {"other": other.file}
            problems.append(
                Problem("statbank_same_source", result.recipe.file, given=result.recipe.source_id, more=more)
            )
    if problems:
        raise InputError(problems)
