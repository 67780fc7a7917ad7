"""A workbook of openpyxl's to the bytes of its file, for which it needs room in the machine's own folder."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from datetime import date
from typing import TYPE_CHECKING

from engine.foundation.errors import InputError, Problem

if TYPE_CHECKING:
    from openpyxl import Workbook

PROPERTIES = "docProps/core.xml"
_CHANGED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def saved(book: Workbook) -> bytes:
    """The file of ``book``. Raises ``InputError`` where the machine has no room for it."""
    written = io.BytesIO()
    try:
        book.save(written)
    except OSError as error:
        raise _no_room(error.strerror or type(error).__name__) from None
    except Exception as error:
        # lxml has a word of its own for a file that may not grow, and is there or not as openpyxl found it.
        if type(error).__name__ != "SerialisationError":
            raise
        raise _no_room(str(error)) from None
    return written.getvalue()


def _no_room(reason: str) -> InputError:
    return InputError(Problem("out_failed", tempfile.gettempdir(), given=reason))


def dated(content: bytes, made: date) -> bytes:
    """A workbook file with ``made`` instead of the clock's time, in its properties and on each part."""
    stamp = f"{made.isoformat()}T00:00:00Z".encode()
    dated = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(dated, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (made.year, made.month, made.day, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            held = old.read(name)
            new.writestr(part, _CHANGED.sub(rb"\g<1>" + stamp, held) if name == PROPERTIES else held)
    return dated.getvalue()
