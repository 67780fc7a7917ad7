"""A workbook to the bytes of its file; openpyxl needs room in the machine's own folder for that."""

from __future__ import annotations

import io
import tempfile
from typing import TYPE_CHECKING

from engine.foundation.errors import InputError, Problem

if TYPE_CHECKING:
    from openpyxl import Workbook


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


def _no_room(said: str) -> InputError:
    return InputError(Problem("out_failed", tempfile.gettempdir(), given=said))
