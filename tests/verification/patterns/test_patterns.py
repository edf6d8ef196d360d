"""Patterns are read off results as their definitions say."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from patterns import persistence, quiet_reaction, quiet_then_one, steady_drifts, threats_and_executions


def made(shares: np.ndarray | None = None, **counts: np.ndarray) -> xr.Dataset:
    """One arm pair, one hedger; each array is [run, month]."""
    arms = ["with_accords", "without_accords"]
    variables = {}
    if shares is not None:
        values = np.broadcast_to(shares[None, :, :, None, None], (2, *shares.shape, 1, 1))
        variables["alignment"] = (("arm", "replicate", "time", "hedger", "partner"), values)
    for name, count in counts.items():
        if name == "peer_joins":
            variables[name] = (("arm", "replicate", "time"), np.broadcast_to(count, (2, *count.shape)))
        else:
            values = np.broadcast_to(count[None, :, :, None], (2, *count.shape, 1))
            variables[name] = (("arm", "replicate", "time", "hedger"), values)
    return xr.Dataset(variables, coords={"arm": arms, "partner": ["CHN"]} if shares is not None else {"arm": arms})


def test_a_straight_line_is_a_steady_drift_and_persists() -> None:
    line = np.repeat(np.linspace(0.1, 0.3, 10), 12)[None]
    ds = made(line)
    assert steady_drifts(ds, "CHN") == 1.0
    found = persistence(ds, "CHN")
    assert found["mean"] == pytest.approx(100 * 0.2 / 9)
    assert found["last_year_best"] == 1.0


def test_a_sawtooth_is_neither() -> None:
    teeth = np.repeat(np.tile([0.1, 0.3], 5), 12)[None]
    assert steady_drifts(made(teeth), "CHN") == 0.0
    assert persistence(made(teeth), "CHN")["last_year_best"] == 0.0


def test_events_are_counted_in_their_windows() -> None:
    joins = np.zeros((4, 60))
    joins[0, 56:] = 1  # month 57 still counts
    joins[1, 57:] = 1  # month 58 does not
    joins[2, 10:] = 2
    quiet = quiet_then_one(made(peer_joins=joins))
    assert list(quiet) == [0.5, 0.75, 0.75]
    executed = np.zeros((4, 12))
    executed[0, 5] = 1
    executed[1, 6] = 1
    provoked = executed.copy()
    provoked[1, 3] = 1
    results = made(executed=executed)
    results["executed"] = results["executed"].copy()
    results["executed"].loc[{"arm": "without_accords", "replicate": 0}] = 0.0
    reaction = quiet_reaction(results)
    assert list(reaction) == [0.75, 1.0, -0.25, pytest.approx(0.25)]  # deviation of (-1, 0, 0, 0) is .5, over sqrt(4)
    threats = threats_and_executions(made(executed=executed, provoked=provoked))
    assert threats["runs_with_any"] == 0.5
    assert threats["outnumbered"] == 0.5
