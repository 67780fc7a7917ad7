"""A workbook is saved, or the lack of room is a sentence."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from engine.foundation.errors import InputError
from engine.foundation.workbook_bytes import dated, saved


def test_a_workbook_is_its_file():
    book = Workbook()
    book.active["A1"] = 4.5
    assert load_workbook(io.BytesIO(saved(book))).active["A1"].value == 4.5


class SerialisationError(Exception):
    """As lxml calls it."""


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), SerialisationError("IO_EFBIG")])
def test_no_room_is_one_sentence(monkeypatch, error):
    def full(self, file):
        raise error

    monkeypatch.setattr(Workbook, "save", full)
    with pytest.raises(InputError) as told:
        saved(Workbook())
    assert "Kan ikke skrives (" in told.value.sentence()


def test_a_date_replaces_the_clock_in_the_properties_and_on_every_part():
    content = dated(saved(Workbook()), date(2026, 1, 2))
    assert load_workbook(io.BytesIO(content)).properties.created.date() == date(2026, 1, 2)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(2026, 1, 2, 0, 0, 0)}


def test_a_defect_stays_one(monkeypatch):
    def wrong(self, file):
        raise KeyError("sheet")

    monkeypatch.setattr(Workbook, "save", wrong)
    with pytest.raises(KeyError):
        saved(Workbook())
