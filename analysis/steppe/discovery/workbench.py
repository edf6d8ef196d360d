"""EMA Workbench, which is slow to import and not quiet, and what it may be given."""

from __future__ import annotations

import importlib
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from numpy.typing import ArrayLike

SWITCH = {0.0, 1.0}
_WORKBENCH_WARNINGS = (
    ("ipyparallel not installed", UserWarning, "ema_workbench"),  # an optional package
    ("altair based interactive inspection not available", ImportWarning, "ema_workbench"),  # likewise
    ("The inplace keyword", DeprecationWarning, "ema_workbench"),  # pandas 3.1, of version 2.5.3
)


@contextmanager
def workbench(name: str) -> Iterator[ModuleType]:
    """Import a module of EMA Workbench, which takes seconds, and be quiet about what it is known to warn of."""
    with warnings.catch_warnings():
        for message, category, module in _WORKBENCH_WARNINGS:
            warnings.filterwarnings("ignore", message, category, module)
        with mpl.rc_context():  # its import sets a style for all figures
            found = importlib.import_module(f"ema_workbench.analysis.{name}")
        yield found


def checked_points(experiments: pd.DataFrame) -> pd.DataFrame:
    """Take parameters as numbers, by row from 0; refuse what the workbench would take amiss."""
    if experiments.empty:
        raise ValueError("there are no points or no parameters")
    if "scenario" in experiments:  # which the workbench would drop without a word
        raise ValueError("leave out the column 'scenario': it numbers the points and is no parameter")
    points = experiments.astype(float).reset_index(drop=True)
    missing = [str(column) for column in points if not np.isfinite(points[column]).all()]
    if missing:
        raise ValueError(f"parameters that are not finite at every point: {', '.join(missing)}")
    return points


def checked_cases(index: pd.Index, of_interest: ArrayLike | pd.Series) -> np.ndarray:
    """Take truth values by row; refuse those of other rows, and those that leave nothing to tell apart."""
    cases = np.asarray(of_interest)
    if cases.dtype != bool:
        raise ValueError(f"of_interest is of type {cases.dtype}, must be bool")
    if cases.shape != (len(index),):
        raise ValueError(f"of_interest {cases.shape} must be one truth value for each of the {len(index)} points")
    if isinstance(of_interest, pd.Series) and not of_interest.index.equals(index):
        raise ValueError("of_interest has other row labels than the experiments, or another order")
    if cases.all() or not cases.any():
        raise ValueError(f"{'all' if cases.all() else 'none'} of the points are of interest: nothing to tell apart")
    return cases
