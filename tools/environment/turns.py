"""One set-up at a time in a folder: the others wait for their turn, and say so."""

import contextlib
import errno
import os
import time

from project import say

BUSY = {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK, errno.EDEADLK}


def take(handle):
    """Take the lock if it is free; False if another process holds it."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        if problem.errno in BUSY:
            return False
        say("this file system has no locks: run one set-up at a time")
    return True


def is_current(handle, path):
    """Whether a lock file is still the one in the folder: `make clean` may have removed it."""
    if os.name == "nt":
        return True
    with contextlib.suppress(FileNotFoundError):
        return os.fstat(handle.fileno()).st_ino == path.stat().st_ino
    return False


@contextlib.contextmanager
def alone(project):
    """Hold the lock of the folder; gives its handle.

    pip inherits the handle, so that the lock is held on when this process is killed and pip is
    not: nobody may work in a folder into which an orphan still writes.
    """
    path = project.cache / "environment.lock"
    said = None
    while True:
        project.cache.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as handle:
            taken = take(handle)
            if taken and is_current(handle, path):
                yield handle
                return
        if not taken:
            if said is None or time.monotonic() > said + 10:
                said = time.monotonic()
                say("another set-up is at work in this folder; waiting for it to end")
            time.sleep(0.2)
