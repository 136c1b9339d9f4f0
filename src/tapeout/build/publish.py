"""From a staged edition to the published one: whole or not at all."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

from tapeout.errors import BuildBusy, OutputProblem

_EXCHANGE = 2  # RENAME_EXCHANGE of Linux: two folders change names in one step
_HERE = -100  # AT_FDCWD


def sha256(path: Path) -> str:
    """Return the digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextlib.contextmanager
def locked(out: Path, name: str) -> Iterator[None]:
    """Hold the lock of one edition; BuildBusy at once if another build holds it."""
    folder = out / ".locks"
    folder.mkdir(exist_ok=True)
    handle = (folder / name.replace("/", "+")).open("w")
    try:
        try:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # no flock on Windows: the rename at the end still is whole
            pass
        except BlockingIOError:
            raise BuildBusy(
                f"another build of {name} is running; wait for it, or choose another --out"
            ) from None
        yield
    finally:
        handle.close()


@contextlib.contextmanager
def staging(out: Path) -> Iterator[Path]:
    """Give a folder beside the reports to build in; it is gone afterwards, whatever happens."""
    folder = out / f".staging-{uuid.uuid4().hex[:12]}"
    try:
        folder.mkdir(parents=True)
        yield folder
    except OSError as error:
        raise OutputProblem(
            f"cannot write below {out}: {error.strerror or error}; the previous report is untouched"
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(staged: Path, target: Path) -> None:
    """Put the folder `staged` in the place of `target`; a reader sees the old or the new one."""
    _flush(staged)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        staged.rename(target)
    elif not _exchanged(staged, target):
        aside = staged.with_name(staged.name + "-before")
        target.rename(aside)
        staged.rename(target)
    _flush_folder(target.parent)


def _exchanged(a: Path, b: Path) -> bool:
    """Swap two folders in one step where the system can; False elsewhere."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return rename(_HERE, os.fsencode(a), _HERE, os.fsencode(b), _EXCHANGE) == 0


def _flush(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as handle:
                os.fsync(handle.fileno())
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
