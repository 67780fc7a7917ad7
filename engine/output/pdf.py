"""A Word file as PDF, by LibreOffice where it is at hand."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from engine.foundation.errors import InputError, Problem

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 120


def converter() -> str | None:
    """LibreOffice's program; None where it is not installed."""
    return next((program for name in PROGRAMS if (program := shutil.which(name))), None)


def pdf_bytes(word: bytes) -> bytes:
    """The PDF of a Word file.

    Raises ``InputError`` where LibreOffice is not there, or gives no file within two minutes.
    """
    program = converter()
    if program is None:
        raise InputError(Problem("pdf_no_converter", place="--out", allowed=("FILE.docx",)))
    with tempfile.TemporaryDirectory(prefix="bransjevalg-") as place:
        source = Path(place) / "document.docx"
        source.write_bytes(word)
        # A profile of its own: one that is open on somebody's screen would take the request and answer nothing.
        profile = f"-env:UserInstallation={(Path(place) / 'profile').as_uri()}"
        words = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", place, str(source)]
        try:
            done = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS, check=False)
            reason = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit {done.returncode}"
        except subprocess.TimeoutExpired:
            reason = f"{SECONDS} s"
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise InputError(Problem("pdf_failed", place="--out", given=reason, allowed=("FILE.docx",)))
        return made.read_bytes()
