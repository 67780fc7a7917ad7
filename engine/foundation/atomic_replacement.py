"""A file or a folder replaced whole: made beside, then renamed, so that a kill leaves the old one or the new one.

One rename exchanges two folders where the system can (Linux: ``renameat2``); elsewhere there is a moment with none,
and whoever looks for the folder next puts the old one back.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.foundation.folder_lock import exclusive

_MARK = ".bransjevalg-"  # in the names of what is made beside: nobody else's files are called that
_NEW, _OLD = "new", "old"
_AT_CURRENT_FOLDER, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of <fcntl.h> and <linux/fs.h>
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM)


def target(path: Path) -> Path:
    """Where a file or folder is really written: what a symbolic link points to, never the link itself."""
    return Path(os.path.realpath(path))


def replace_file(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` make a file beside ``path``, then put it in its place. Raises ``OSError`` with nothing changed.

    Only one process at a time does so for a file: what lies beside it half made is then a killed one's, and goes.
    """
    place = target(path)
    stem = f".{place.stem[:100]}{_MARK}"
    with exclusive(place) if place.parent.is_dir() else nullcontext():
        for left in _beside(place, stem):
            if left.is_file() and left.suffix == place.suffix:
                left.unlink(missing_ok=True)
        fresh = place.with_name(f"{stem}{secrets.token_hex(4)}{place.suffix}")
        try:
            write(fresh)
            if place.exists():
                shutil.copymode(place, fresh)
            os.replace(fresh, place)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise


@contextmanager
def replacing_folder(folder: Path) -> Iterator[Path]:
    """An empty folder to fill, which stands in place of ``folder`` when the block has ended well.

    Only one process at a time is in here for a folder, with ``exclusive``.
    """
    place = target(folder)
    place.parent.mkdir(parents=True, exist_ok=True)
    with exclusive(folder):
        restore(folder)
        for left in _left_behind(place):
            shutil.rmtree(left, ignore_errors=True)
        with TemporaryDirectory(prefix=_prefix(place), dir=place.parent, ignore_cleanup_errors=True) as workplace:
            fresh = Path(workplace) / _NEW
            fresh.mkdir()
            yield fresh
            _swap(fresh, place, Path(workplace) / _OLD)


def restore(folder: Path) -> None:
    """Put back a folder that a killed process had moved away and not replaced; nothing where there is none."""
    place = target(folder)
    if place.exists() or not any(_left_behind(place)):
        return
    with exclusive(folder):
        for left in _left_behind(place):
            if (left / _OLD).is_dir() and not place.exists():
                os.replace(left / _OLD, place)


def _prefix(place: Path) -> str:
    return f".{place.name[:100]}{_MARK}"


def _left_behind(place: Path) -> list[Path]:
    """Workplaces of processes that were killed; asked where no other is at work, or nothing but looked at."""
    return [path for path in _beside(place, _prefix(place)) if path.is_dir()]


def _beside(place: Path, prefix: str) -> list[Path]:
    with suppress(OSError):
        return [path for path in place.parent.iterdir() if path.name.startswith(prefix)]
    return []


def _swap(fresh: Path, place: Path, old: Path) -> None:
    if not place.exists():
        os.replace(fresh, place)
    elif not exchanged(fresh, place):
        try:
            os.replace(place, old)
            os.replace(fresh, place)
        except BaseException:
            if old.exists() and not place.exists():
                os.replace(old, place)
            raise


def exchanged(path: Path, other: Path) -> bool:
    """Give two paths each other's names in one step; False where this system or this disk has no such step."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    status = rename(_AT_CURRENT_FOLDER, os.fsencode(path), _AT_CURRENT_FOLDER, os.fsencode(other), _EXCHANGE)
    if status == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))
