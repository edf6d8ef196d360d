"""What the commands of this package share: how they end, and how they write a file."""

from __future__ import annotations

import errno
import fcntl
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DONE, INPUT_AT_FAULT, ENVIRONMENT_AT_FAULT = 0, 2, 3
"""Exit codes."""


def write_beside_and_rename(path: Path, text: str) -> None:
    """Write a file so that its name never holds half of it, and no two commands write it at once.

    Parameters
    ----------
    path
        The final name; an existing file is replaced.
    text
        All that the file is to hold.

    Raises
    ------
    OSError
        Another process is writing it; rights; space.
    """
    with _owned(path):
        _remove_abandoned(path)
        # A name that nobody can foresee, made anew: a link that somebody planted is not followed.
        number, name = tempfile.mkstemp(prefix=f"{path.name}.tmp-", dir=path.parent)
        beside = Path(name)
        try:
            with os.fdopen(number, "w", encoding="utf-8") as file:
                mask = os.umask(0)
                os.umask(mask)
                os.fchmod(file.fileno(), 0o666 & ~mask)
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def _owned(path: Path) -> Iterator[None]:
    """Hold a lock beside the file while it is written."""
    lock = path.with_name(f"{path.name}.lock")
    number = _locked(lock, path)
    while not _is_at(number, lock):  # a process that ends may remove the file between opening and locking
        os.close(number)
        number = _locked(lock, path)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
        os.close(number)


def _locked(lock: Path, path: Path) -> int:
    number = os.open(lock, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(number)
        if isinstance(error, BlockingIOError):
            raise OSError(errno.EBUSY, "another process is writing it", str(path)) from error
        raise
    return number


def _is_at(number: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(number), lock.lstat())
    except FileNotFoundError:
        return False


def _remove_abandoned(path: Path) -> None:
    """Remove what a process that is gone left of this file: whoever owns the file's name is alone."""
    for beside in path.parent.iterdir():
        if beside.name.startswith(f"{path.name}.tmp-"):
            beside.unlink(missing_ok=True)
