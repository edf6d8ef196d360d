"""EMA Workbench is imported where it is needed, given what it can use, and leaves everything else as it was."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from sample_sweep import world

from steppe import discovery


def test_discovery_refuses_what_it_cannot_use() -> None:
    points = world(20)
    inside = (points["a"] > 0.5).to_numpy()
    for find in (discovery.boxes, discovery.tree):
        with pytest.raises(ValueError, match="none of the points"):
            find(points, np.zeros(20, bool))
        with pytest.raises(ValueError, match="all of the points"):
            find(points, np.ones(20, bool))
        with pytest.raises(ValueError, match="must be bool"):
            find(points, inside.astype(float))
        with pytest.raises(ValueError, match="one truth value for each of the 20"):
            find(points, inside[1:])
        with pytest.raises(ValueError, match="other row labels"):
            find(points, pd.Series(inside, index=range(1, 21)))
        with pytest.raises(ValueError, match="not finite at every point: b"):
            find(points.assign(b=np.nan), inside)
        with pytest.raises(ValueError, match="'scenario'"):
            find(points.assign(scenario=1.0), inside)
        with pytest.raises(ValueError, match="no points"):
            find(points[[]], inside)
        with pytest.raises(ValueError, match="mass_min = 2"):
            find(points, inside, mass_min=2)


def test_only_discovery_imports_the_workbench() -> None:
    code = "import sys, steppe, steppe.discovery; sys.exit('ema_workbench' in sys.modules)"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_the_style_of_figures_stays_as_it_is() -> None:
    code = (
        "import matplotlib as mpl, pandas as pd; from steppe import discovery; before = dict(mpl.rcParams);"
        "discovery.boxes(pd.DataFrame({'a': range(40)}), [False] * 20 + [True] * 20);"
        "assert dict(mpl.rcParams) == before"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
