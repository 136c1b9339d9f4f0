"""What a build says while it runs: a live line on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time

from rich.console import Console


class Progress:
    """Counts steps and prints, after each, the time, what ended and what is next."""

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        self.console = Console(stderr=True, quiet=quiet, highlight=False, soft_wrap=True)
        self.total, self.done = total, 0
        self.began = time.monotonic()
        self.running: list[str] = []
        self._status = self.console.status("") if self.console.is_terminal and not quiet else None

    def __enter__(self) -> Progress:
        if self._status:
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()

    @property
    def elapsed(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self.began

    def start(self, what: str) -> None:
        """Say that a step has begun."""
        self.running.append(what)
        self._refresh()

    def end(self, what: str, seconds: float) -> None:
        """Say that a step has ended, how long it took, and what is under way."""
        self.done += 1
        if what in self.running:
            self.running.remove(what)
        under_way = f"; now {', '.join(self.running)}" if self.running else ""
        self.console.print(
            f"[{self.done:>2}/{self.total}] {self.elapsed:5.1f} s  "
            f"{what} ({seconds:.1f} s){under_way}",
            markup=False,
        )
        self._refresh()

    def say(self, words: str) -> None:
        """Print one line."""
        self.console.print(words, markup=False)

    def _refresh(self) -> None:
        if self._status:
            left = self.total - self.done
            remaining = self.elapsed / self.done * left if self.done else None
            guess = f", about {remaining:.0f} s left" if remaining else ""
            self._status.update(
                f"{', '.join(self.running) or 'working'} ({self.done} of {self.total}{guess})"
            )
