"""PDF by LibreOffice, or a sentence."""

import pytest

from engine.foundation.errors import InputError
from engine.foundation.locale import Locale
from engine.output import pdf


def test_without_libreoffice_the_word_file_is_offered(monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    with pytest.raises(InputError) as raised:
        pdf.pdf_bytes(b"")
    assert "FILE.docx" in raised.value.sentence(Locale("nb"))


def test_a_converter_that_makes_nothing_is_said_with_its_reason(monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\necho 'disk is full' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "converter", lambda: str(program))
    with pytest.raises(InputError) as raised:
        pdf.pdf_bytes(b"x")
    assert "disk is full" in raised.value.sentence(Locale("nb"))


def test_what_the_converter_writes_is_what_is_given(monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text('#!/bin/sh\nfor last; do :; done\nprintf "%%PDF-1.7" > "$(dirname "$last")/document.pdf"\n')
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "converter", lambda: str(program))
    assert pdf.pdf_bytes(b"x") == b"%PDF-1.7"
