"""Sweeps the way EMA Workbench and SALib take them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from steppe.discovery.tables import arm_means, arm_names, effects, experiments
from steppe.effects import compare

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr


def to_ema(
    ds: xr.Dataset, names: list[str] | None = None, *, identifiers: bool = False
) -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
    """Results the way EMA Workbench's ``load_results`` gives them.

    Its ``save_results`` takes them too, after ``ScalarOutcome(label)`` has declared each outcome.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a sweep.
    names
        Measures to take; all when not given.
    identifiers
        Whether outcomes are named as identifiers, ``flow_KAZ``: version 3 of the workbench takes no other names.

    Returns
    -------
    experiments : pandas.DataFrame
        A row per arm and point, arm by arm: the parameters, then ``scenario`` (the point), ``policy`` (the arm) and
        ``model``.
    outcomes : dict
        By outcome, one number per row: the mean over the replicates that finished in the arm, NaN if none did.
    """
    parameters = experiments(ds)
    means = arm_means(ds, names, together=False).transpose("arm", "point", "outcome")
    arms = arm_names(ds)
    table = pd.concat([parameters] * len(arms), ignore_index=True)
    table["scenario"] = np.tile(parameters.index.to_numpy(), len(arms))
    table["policy"] = pd.Categorical(np.repeat(np.array(arms, dtype=object), len(parameters)))
    table["model"] = pd.Categorical(["steppe"] * len(table))
    values = means.to_numpy().reshape(len(table), -1)
    labels = [str(label) for label in means["outcome"].values]
    if identifiers:
        labels = [re.sub(r"\W+", "_", label).strip("_") for label in labels]
    return table, {label: values[:, i].copy() for i, label in enumerate(labels)}


def to_salib(
    ds: xr.Dataset,
    treated: str = compare.TREATED,
    control: str = compare.CONTROL,
    names: list[str] | None = None,
    bounds: Mapping[str, tuple[float, float]] | None = None,
) -> tuple[dict[str, Any], np.ndarray, np.ndarray]:
    """Inputs and effects of a sweep the way SALib takes them.

    Most of SALib's estimators need a design of their own; ``delta``, ``pawn``, ``rbd_fast`` and ``hdmr`` take any
    sample. None of them takes NaN.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a sweep.
    treated, control
        The arms; outputs are the mean paired differences of `effects`.
    names
        Measures to take; all when not given.
    bounds
        Least and greatest value of each parameter in the design. When not given, those among the points, which a sample
        seldom reaches exactly.

    Returns
    -------
    problem : dict
        ``num_vars``, ``names``, ``bounds``, and ``outputs`` with the label of each column of Y.
    X : numpy.ndarray
        A row per point and a column per parameter.
    Y : numpy.ndarray
        A row per point and a column per outcome.
    """
    inputs = experiments(ds)
    outputs = effects(ds, treated, control, names)
    if bounds is None:
        bounds = {str(key): (values.min(), values.max()) for key, values in inputs.items()}
    pairs = [[float(limit) for limit in bounds[key]] for key in inputs.columns]
    for key, (low, high) in zip(inputs.columns, pairs, strict=True):
        if not low < high:
            raise ValueError(f"bounds of {key} are {low} and {high}, the first must be the lesser")
    problem = {
        "num_vars": inputs.shape[1],
        "names": list(inputs.columns),
        "bounds": pairs,
        "outputs": list(outputs.columns),
    }
    return problem, inputs.to_numpy(), outputs.to_numpy()
