"""Both shipped data folders from the published tables: ``python -m engine.shipping.build [--to DIR]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.dataset.reading import read_dataset
from engine.dataset.schema import CODES, INDUSTRIES, SOURCES, Table
from engine.dataset.shipped import shipped_data
from engine.dataset.source_table import Row, lines
from engine.dataset.writing import write_folder
from engine.foundation.errors import BransjevalgError, InputError, Problem
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.prevention_potential.effects import EFFECTS, read_effects
from engine.prevention_potential.potential import prevention
from engine.prevention_potential.potential_folder import with_potential
from engine.shipping import synthetic
from engine.sources import esener, fafo, grants, nav, noa, ssb, stami

SOURCE_TABLES, RECIPE = "kilder", "oppskrift_syntetisk"
PUBLISHED, SYNTHETIC, BY_NOA = "publisert", "syntetisk", "noa"
POTENTIAL_DRAWS = 2000  # enough for a standard error that is shown with two decimals

Tables = dict[str, list[Row]]


def published_tables(sources: Path) -> Tables:
    """The tables of ``publisert`` from the folder of published tables.

    Raises
    ------
    InputError
        A table is missing or is not what its adapter expects.
    """
    industries = _copied(_path(sources, INDUSTRIES), INDUSTRIES)
    programmes = [str(row["industry_id"]) for row in industries if row.get("status") == "programme"]
    considered = [str(row["industry_id"]) for row in industries if row.get("status") != "programme"]
    return {
        "industries": industries,
        "indicators": [
            *stami.cooccurrence(_path(sources, stami.COOCCURRENCE), considered),
            *grants.programme_grants(_path(sources, grants.GRANT_FACTS), programmes),
        ],
        "group_values": group_values(sources),
        "codes": ssb.codes(sources / "ssb_jobs_2024K4.csv"),
        "sources": _copied(_path(sources, SOURCES), SOURCES),
    }


def noa_tables(sources: Path, published: Tables) -> Tables:
    """The tables of ``noa``: the same published figures carried to NOA's industries, with EU-OSHA's survey beside them.

    What the report names nothing of has no row, for programmes and candidates alike: it is unknown, not 0.
    """
    jobs = {str(row["sn2007"]): int(row["jobs"]) for row in published["codes"]}
    industries = noa.industries(sources, jobs)
    programmes = [str(row["industry_id"]) for row in industries if row["status"] == noa.PROGRAMME]
    considered = [str(row["industry_id"]) for row in industries]
    return published | {
        "industries": industries,
        "indicators": [
            *stami.cooccurrence(_path(sources, stami.COOCCURRENCE), considered, unnamed=False),
            *grants.programme_grants(_path(sources, grants.GRANT_FACTS), programmes),
            *noa.work_related_absence(sources),
        ],
        "group_values": [*published["group_values"], *esener.group_values(sources)],
    }


def group_values(sources: Path) -> list[Row]:
    """Everything that was published for groups of codes, all periods."""
    return [
        *nav.absence(_path(sources, nav.ABSENCE)),
        *ssb.absence_total(_path(sources, ssb.ABSENCE_TOTAL)),
        *ssb.absence(_path(sources, ssb.ABSENCE)),
        *nav.frafall(_path(sources, nav.DISABILITY)),
        *fafo.union_density(_path(sources, fafo.UNION_DENSITY)),
        *ssb.working_time(_path(sources, ssb.WORKING_TIME)),
        *ssb.national(_path(sources, ssb.NATIONAL)),
    ]


def synthetic_tables(data: Path, published: Tables, jobs: Mapping[str, int]) -> Tables:
    """The tables of ``syntetisk``: made-up prevalences beside the same industries, codes and published group values.

    Raises
    ------
    InputError
        The recipe is missing, or is not complete.
    """
    sources = data / SOURCE_TABLES
    national = {row["indicator_id"]: row["value"] for row in ssb.national(_path(sources, ssb.NATIONAL))}
    source = {
        "source_id": synthetic.SOURCE,
        "title": DEFAULT_LOCALE.text("intake.synthetic_title"),
        "publisher": "bransjevalg",
        "reference": "engine/shipping/synthetic.py",
        "used_for": DEFAULT_LOCALE.text("intake.synthetic_use"),
    }
    return published | {
        "indicators": synthetic.prevalences(data / RECIPE, _path(sources, EFFECTS), jobs, national),
        "sources": [*published["sources"], source],
    }


def build(data: Path, to: Path) -> list[Path]:
    """Write both folders under ``to`` from the tables under ``data``; their paths.

    Raises
    ------
    InputError
        A table or the recipe is wrong, or ``to`` cannot be written.
    """
    published = published_tables(data / SOURCE_TABLES)
    _write(to / PUBLISHED, published, "published")
    _write(to / BY_NOA, noa_tables(data / SOURCE_TABLES, published), "noa")
    jobs = {industry.industry_id: industry.jobs or 0 for industry in read_dataset(to / PUBLISHED).industries}
    tables = synthetic_tables(data, published, jobs)
    _write(to / SYNTHETIC, tables, "synthetic")
    outcomes = read_effects(_path(data / SOURCE_TABLES, EFFECTS))
    potential = prevention(read_dataset(to / SYNTHETIC), outcomes, draws=POTENTIAL_DRAWS)
    _write(to / SYNTHETIC, with_potential(tables, potential), "synthetic")
    return [to / BY_NOA, to / PUBLISHED, to / SYNTHETIC]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: 0, or 2 with one line on stderr."""
    parser = argparse.ArgumentParser(prog="python -m engine.shipping.build", description=__doc__)
    parser.add_argument("--to", type=Path, default=shipped_data(), metavar="DIR")
    given = parser.parse_args(arguments)
    try:
        written = build(shipped_data(), given.to)
    except BransjevalgError as error:
        sys.stderr.write(error.sentence() + "\n")
        return error.exit_code
    sys.stderr.writelines(DEFAULT_LOCALE.text("intake.built", folder=folder) + "\n" for folder in written)
    return 0


def _path(folder: Path, table: Table) -> Path:
    return folder / table.file


def _write(folder: Path, tables: Tables, texts: str) -> None:
    about = {
        "title_en": Locale("en").text(f"intake.{texts}_title"),
        "title_nn": Locale("nn").text(f"intake.{texts}_title"),
        "description": DEFAULT_LOCALE.text(f"intake.{texts}_description"),
        "resources": {CODES.stem: {"source_id": ssb.JOBS_SOURCE, "period": ssb.JOBS_PERIOD}},
    }
    try:
        write_folder(
            folder,
            tables,
            name=f"bransjevalg-{folder.name}",
            title=DEFAULT_LOCALE.text(f"intake.{texts}_title"),
            about=about,
        )
    except OSError as error:
        raise InputError(Problem("intake_not_written", str(folder), given=error.strerror or str(error))) from error


def _copied(path: Path, table: Table) -> list[Row]:
    return [{column: value for column, value in line.items() if value is not None} for line in lines(path, table)]


if __name__ == "__main__":
    sys.exit(main())
