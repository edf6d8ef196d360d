"""A comparison that the engine wrote, where STEPPE_SAMPLE names it."""

from __future__ import annotations

import os

ENGINE_FILE = os.environ.get("STEPPE_SAMPLE")
