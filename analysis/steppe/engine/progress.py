"""A bar for what the engine has done: in a terminal, in a notebook, or none."""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from typing import Any

_DONE = re.compile(r"(\d+)/(\d+) replicates")


class ProgressBar:
    """Follows what an engine says on standard error when run with ``--progress always``.

    Parameters
    ----------
    shown
        Whether to draw; by default only in a notebook or a terminal.
    """

    def __init__(self, shown: bool | None = None) -> None:
        self._shown = (in_notebook() or sys.stderr.isatty()) if shown is None else shown
        self._bar: Any = None
        self._total = 0

    def follow(self, line: str) -> bool:
        """Draw what a line tells; False where it tells of no progress."""
        found = _DONE.search(line)
        if found is None:
            return False
        done, total = int(found[1]), int(found[2])
        if self._shown:
            self._draw(done, total)
        return True

    def _draw(self, done: int, total: int) -> None:
        if self._bar is None or total != self._total or done < self._bar.n:
            self.close()
            self._bar, self._total = _bar_class()(total=total, unit=" runs", leave=False, file=sys.stderr), total
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def in_notebook() -> bool:
    """Whether this process is the kernel of a notebook."""
    return "ipykernel" in sys.modules


def _bar_class() -> Any:  # noqa: ANN401  tqdm has no types
    if in_notebook() and find_spec("ipywidgets"):
        from tqdm.notebook import tqdm
    else:
        from tqdm.std import tqdm
    return tqdm
