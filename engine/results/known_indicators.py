"""The indicators that somebody's workbook may name: those of criteria files and of a data folder."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from engine.criteria.reading import read_criteria
from engine.dataset.shipped import shipped_criteria
from engine.dataset.validation import checked_folder
from engine.foundation.locale import area
from engine.spreadsheets.catalogue import Catalogue, KnownIndicator


def catalogue_of(folder: Path | None, criteria_file: Path | None = None) -> Catalogue:
    """Indicators that the shipped criteria, a criteria file and a data folder know, with labels and units.

    A criteria file of the user's own goes before the shipped ones, and those before the data. What only the data have
    is called as on the pages.
    """
    files = [*([criteria_file] if criteria_file else []), *_criteria_files(shipped_criteria())]
    known: dict[str, KnownIndicator] = {}
    for file in files:
        for indicator in read_criteria(file).indicators.values():
            known_indicator = KnownIndicator(
                indicator.id,
                indicator.label_nb,
                indicator.label_en,
                indicator.unit,
                indicator.direction,
                indicator.label_nn,
            )
            known.setdefault(indicator.id, known_indicator)
    for indicator_id, unit in _units_in(folder):
        had = known.setdefault(indicator_id, _named(indicator_id))
        known[indicator_id] = replace(had, unit=unit)
    return Catalogue(known)


def _named(indicator_id: str) -> KnownIndicator:
    """An indicator that no criteria file has, by the name that the pages give it; by its id where they have none."""
    names = area("app").get(f"indicator_{indicator_id}", {})
    return KnownIndicator(indicator_id, **{f"label_{language}": name for language, name in names.items()})


def _criteria_files(folder: Path) -> list[Path]:
    """The criteria files of a folder; profiles lie beside them."""
    return [path for path in sorted(folder.glob("*.toml")) if "indicator" in tomllib.loads(path.read_text("utf-8"))]


def _units_in(folder: Path | None) -> list[tuple[str, str]]:
    tables = {} if folder is None else checked_folder(folder).tables
    columns = [tables[stem].columns for stem in ("indicators", "group_values") if stem in tables]
    pairs = {pair for of in columns for pair in zip(of["indicator_id"], of["unit"], strict=True)}
    return sorted((indicator_id, unit) for indicator_id, unit in pairs if indicator_id and unit)
