"""A folder of a result that nobody asked to keep."""

from __future__ import annotations

import shutil
import tempfile
import weakref


class PassingFolder:
    """A temporary folder, gone with the object.

    Attributes
    ----------
    name
        Its path.
    """

    def __init__(self) -> None:
        self.name = tempfile.mkdtemp(prefix="steppe-")
        self._finish = weakref.finalize(self, shutil.rmtree, self.name, ignore_errors=True)

    def cleanup(self) -> None:
        """Remove it now."""
        self._finish()
