"""An uploaded file is hostile until checked: what kind it is, and how much of it may be unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from engine.foundation.errors import InputError, Problem

MEGABYTE = 1_000_000
MOST_BYTES = 20 * MEGABYTE
MOST_PARTS = 1_000
MOST_UNPACKED = 300 * MEGABYTE
MOST_RATIO = 200  # a sheet of equal rows comes to about 100; deflate itself stops at 1032
FREE_OF_RATIO = MEGABYTE  # small parts may be all zeros
CHUNK = 1 << 16

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"
MACRO_PARTS = ("vbaproject", "macrosheets/", "xlmacro")
LINKED_PARTS = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/embeddings/", "xl/activex/")
CONTENT_TYPES = "[Content_Types].xml"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
"""What a damaged or forged archive makes the standard library say."""


@dataclass(slots=True)
class Archive:
    """The parts of a workbook file; unpacked bytes are counted while they are read, whatever the file says itself."""

    file: str
    parts: zipfile.ZipFile
    unpacked: int = field(default=0)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts."""
        return tuple(self.parts.namelist())

    @property
    def links(self) -> tuple[str, ...]:
        """Parts that point out of the workbook; none of them is ever opened."""
        return tuple(name for name in self.names if name.lower().startswith(LINKED_PARTS))

    def read(self, name: str) -> bytes:
        """One part, unpacked. Raises ``InputError`` where it grows past a limit or is damaged."""
        info = self.parts.getinfo(name)
        most = min(MOST_UNPACKED - self.unpacked, max(FREE_OF_RATIO, MOST_RATIO * info.compress_size))
        kept = bytearray()
        try:
            with self.parts.open(info) as stream:
                while chunk := stream.read(CHUNK):
                    kept += chunk
                    if len(kept) > most:
                        raise InputError(Problem("upload_bomb", self.file, given=name))
        except BROKEN:
            raise InputError(Problem("upload_broken", self.file, given=name)) from None
        self.unpacked += len(kept)
        return bytes(kept)


def read_limited(path: Path) -> bytes:
    """The bytes of a file, never more than are read at all. Raises ``InputError`` where it cannot be read."""
    name = str(path)
    try:
        if path.is_dir():
            raise InputError(Problem("file_is_folder", name))
        if not path.is_file():
            raise InputError(Problem("file_not_found" if not path.exists() else "not_a_file", name))
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(Problem("unreadable", name, given=error.strerror or type(error).__name__)) from None


def is_workbook(content: bytes, name: str) -> bool:
    """Whether the file is read as a workbook, which its first bytes decide; otherwise it is text.

    Raises ``InputError`` for a file that is too large, empty, or a spreadsheet of another kind.
    """
    ending = name.lower().rpartition(".")[2]
    if not content:
        raise InputError(Problem("empty_file", name))
    if len(content) > MOST_BYTES:
        most, given = (str(size // MEGABYTE) for size in (MOST_BYTES, len(content)))
        raise InputError(Problem("upload_large", name, given=given, more={"most": most}))
    if content.startswith(OLE):
        raise InputError(Problem("upload_old_or_locked", name))
    if ending in ("xlsm", "xltm", "xlam"):
        raise InputError(Problem("upload_macros", name))
    if content.startswith(ZIP):
        return True
    if ending in ("xlsx", "xls", "ods", "xlsb"):
        raise InputError(Problem("upload_not_workbook", name))
    return False


def opened(content: bytes, name: str) -> Archive:
    """The workbook's parts, none of them unpacked yet.

    Raises ``InputError`` where it is damaged, locked, of another format, has macros, or more parts than any workbook.
    """
    try:
        parts = zipfile.ZipFile(io.BytesIO(content))
    except BROKEN:
        raise InputError(Problem("upload_broken", name, given="zip")) from None
    infos = parts.infolist()
    names = [info.filename for info in infos]
    lower = [name.lower() for name in names]
    archive = Archive(name, parts)
    if len(infos) > MOST_PARTS:
        raise InputError(Problem("upload_parts", name, given=str(len(infos)), more={"most": str(MOST_PARTS)}))
    if any(info.flag_bits & 0x1 for info in infos):
        raise InputError(Problem("upload_old_or_locked", name))
    if len(set(lower)) < len(lower) or any(
        info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos
    ):
        raise InputError(Problem("upload_broken", name, given="zip"))
    if any(sign in part_name for part_name in lower for sign in MACRO_PARTS):
        raise InputError(Problem("upload_macros", name))
    if CONTENT_TYPES not in names:
        raise InputError(Problem("upload_other_format" if "mimetype" in names else "upload_not_workbook", name))
    if "xl/workbook.bin" in lower:
        raise InputError(Problem("upload_other_format", name))
    if b"macroenabled" in archive.read(CONTENT_TYPES).lower():
        raise InputError(Problem("upload_macros", name))
    return archive
