"""What the user says of a table that does not say it itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.foundation.control_characters import unwritable
from engine.foundation.errors import Problem
from engine.foundation.formula_texts import is_formula
from engine.foundation.quality import PUBLISHED


@dataclass(frozen=True, slots=True)
class Asked:
    """Wishes of an import; all of them can be left out.

    Parameters
    ----------
    tables, sheets
        Only these tables, only these sheets; all where empty.
    indicator, period, unit, source_id
        Of a wide table's columns that do not state their own.
    source_title
        Makes ``source_id`` a new source.
    quality
        Of a wide table's values: a pasted table has values from their source, ``published``, unless said otherwise.
    columns, rows
        ``{heading: indicator id}`` and ``{label: industry id or group}`` for names that are not recognised.
    skip
        Headings and labels of a wide table to leave out.
    decimal
        The decimal mark, ``,`` or ``.``, where the file leaves it open; empty where it is to be recognised.
    replace
        A table of the upload takes the place of the folder's, instead of being added to it.
    """

    tables: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    indicator: str = ""
    period: str = ""
    unit: str = ""
    source_id: str = ""
    source_title: str = ""
    quality: str = PUBLISHED
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    skip: tuple[str, ...] = ()
    decimal: str = ""
    replace: bool = False

    def problems(self, file: str) -> list[Problem]:
        """What of the texts could not be written, or would run as a formula where the data are opened."""
        wrong = []
        for place, text in (("--unit", self.unit), ("--source-title", self.source_title)):
            if sign := unwritable(text):
                wrong.append(Problem("text_sign", file, place, given=sign))
            elif is_formula(text):
                wrong.append(Problem("text_as_formula", file, place, given=text))
        return wrong
