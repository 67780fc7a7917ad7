"""A data folder with the prevention potential among its indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.classification.periods import oldest_first
from engine.dataset.schema import CODES, GROUP_VALUES, SOURCES
from engine.dataset.source_table import Row, lines
from engine.dataset.validation import CheckedFolder, checked_folder
from engine.dataset.writing import write_folder
from engine.foundation.errors import InputError, Problem
from engine.foundation.locale import DEFAULT_LOCALE, Locale
from engine.foundation.quality import SYNTHETIC
from engine.prevention_potential.effects import shipped_effects
from engine.prevention_potential.potential import Potential, Prevention

INDICATOR = "prevention_potential"
DECIMALS = 2  # of a percentage: more than any of its inputs deserves


@dataclass(frozen=True, slots=True)
class Comparable:
    """The potentials of one outcome that are made of the same exposures, and who has others: those cannot be compared.

    ``lacking`` are the exposures that none of ``potentials`` has.
    """

    outcome_id: str
    potentials: tuple[Potential, ...]
    lacking: tuple[str, ...]
    left_out: tuple[str, ...]


def indicator_id(outcome_id: str) -> str:
    """The indicator that holds the potential of an outcome, as criteria name it."""
    return f"{INDICATOR}_{outcome_id}"


def comparables(result: Prevention) -> tuple[Comparable, ...]:
    """What can stand as an indicator, by outcome: of the exposures that most industries have, the most in a tie."""
    per_outcome = []
    for outcome_id, potentials in result.potentials.items():
        computed = [potential for potential in potentials if potential.fraction is not None]
        if not computed:
            continue
        counts = Counter(potential.lacking for potential in computed)
        lacking = min(counts, key=lambda exposures: (-counts[exposures], len(exposures), exposures))
        alike = tuple(potential for potential in computed if potential.lacking == lacking)
        left_out = tuple(potential.industry_id for potential in computed if potential.lacking != lacking)
        per_outcome.append(Comparable(outcome_id, alike, lacking, left_out))
    return tuple(per_outcome)


def indicator_rows(result: Prevention) -> list[Row]:
    """Rows of ``indicators``, in per cent with the simulated standard error."""
    rows: list[Row] = []
    for of in comparables(result):
        for potential in of.potentials:
            row: Row = {
                "industry_id": potential.industry_id,
                "indicator_id": indicator_id(potential.outcome_id),
                "period": oldest_first(level.period for part in potential.parts for level in part.levels)[-1],
                "value": round(100 * (potential.fraction or 0.0), DECIMALS),
                "unit": "percent",
                "quality": potential.quality,
                "source_id": indicator_id(potential.outcome_id),
            }
            if potential.interval:
                row["se"] = round(100 * potential.interval.se, DECIMALS)
            rows.append(row)
    return rows


def source_rows(result: Prevention, known: Sequence[str] = ()) -> list[Row]:
    """Rows of ``sources``: one for each potential, with its assumptions, and the effects' own where not ``known``."""
    published = {row["source_id"]: row for row in lines(shipped_effects().with_name(SOURCES.file), SOURCES)}
    comparable = comparables(result)
    ids = sorted(
        {
            source_id
            for of in comparable
            for outcome in result.outcomes
            if outcome.outcome_id == of.outcome_id
            for source_id in outcome.source_ids
        }
    )
    rows: list[Row] = [
        {
            name: cell
            for name, cell in published.get(source_id, {"source_id": source_id, "title": source_id}).items()
            if cell is not None
        }
        for source_id in ids
        if source_id not in known
    ]
    for of in comparable:
        behind = sorted({source for potential in of.potentials for source in potential.source_ids})
        title = DEFAULT_LOCALE.text("prevention.source_title", outcome=text_of("outcome", of.outcome_id))
        if any(potential.quality == SYNTHETIC for potential in of.potentials):
            title = DEFAULT_LOCALE.text("prevention.source_synthetic", title=title)
        if of.lacking:
            title += " " + DEFAULT_LOCALE.text("prevention.source_lacking", exposures=", ".join(of.lacking))
        rows.append(
            {
                "source_id": indicator_id(of.outcome_id),
                "title": title,
                "publisher": "bransjevalg",
                "reference": DEFAULT_LOCALE.text("prevention.source_reference", sources=", ".join(behind)),
                "used_for": DEFAULT_LOCALE.text("prevention.source_use"),
            }
        )
    return rows


def with_potential(tables: Mapping[str, Sequence[Row]], result: Prevention) -> dict[str, list[Row]]:
    """The tables of a data folder with the potential as indicators; what they had of it before is replaced."""
    made = indicator_rows(result)
    ids = {row["indicator_id"] for row in made}
    kept = [row for row in tables.get("indicators", ()) if row["indicator_id"] not in ids]
    sources = [row for row in tables.get("sources", ()) if row["source_id"] not in ids]
    added = source_rows(result, [str(row["source_id"]) for row in sources])
    return {
        **{stem: list(rows) for stem, rows in tables.items()},
        "indicators": kept + made,
        "sources": sources + added,
    }


def check_target(source: Path, to: Path) -> None:
    """Raise ``InputError`` where ``to`` is ``source`` or holds anything: before the work is done, not after."""
    if to.exists() and source.exists() and to.samefile(source):
        raise InputError(Problem("prevention_in_place", str(to), "--to"))
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise InputError(Problem("prevention_foreign_folder", str(to), "--to"))


def write_with_potential(source: Path, to: Path, result: Prevention) -> None:
    """Write a copy of the data folder ``source`` with the potential, whole or not at all.

    Raises ``InputError`` where ``to`` is ``source`` or holds anything, or cannot be written.
    """
    check_target(source, to)
    checked = checked_folder(source)
    tables = {
        stem: [dict(zip(table.columns, cells, strict=True)) for cells in zip(*table.columns.values(), strict=True)]
        for stem, table in checked.tables.items()
    }
    for row in tables.get(GROUP_VALUES.stem, ()):
        row["sn2007_group"] = row["sn2007_group"].text
    title = " ".join(part for part in (checked.package.title, DEFAULT_LOCALE.text("prevention.folder_title")) if part)
    try:
        write_folder(to, with_potential(tables, result), name=_package_name(to), title=title, about=_about(checked))
    except OSError as error:
        raise InputError(Problem("out_failed", str(to), "--to", given=error.strerror or type(error).__name__)) from None


def text_of(kind: str, of: str, locale: Locale = DEFAULT_LOCALE) -> str:
    """What an outcome or exposure is called; its id where no words are known."""
    from engine.foundation.locale import area

    known = area("prevention").get(f"{kind}_{of}")
    return known[locale.tag] if known else of


def _package_name(folder: Path) -> str:
    kept = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in folder.resolve().name.lower())
    return kept.strip("-") or "data"


def _about(checked: CheckedFolder) -> dict[str, Any]:
    """What the package of the source says beside its tables: description, licences, when jobs were counted."""
    package = checked.package
    codes = {
        key: text for key, text in (("source_id", package.jobs_source_id), ("period", package.jobs_period)) if text
    }
    return {**package.further, **({"resources": {CODES.stem: codes}} if codes and CODES.stem in checked.tables else {})}
