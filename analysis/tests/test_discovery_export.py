"""EMA Workbench and SALib take what a sweep is exported to, and find the parameter that acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import xarray as xr
from SALib.analyze import delta
from sample_sweep import ARMS, HERE, sweep, world

from steppe import discovery
from steppe.discovery.workbench import workbench

if TYPE_CHECKING:
    from pathlib import Path


def test_ema_workbench_saves_and_loads_the_results(tmp_path: Path) -> None:
    table, outcomes = discovery.to_ema(sweep())
    assert list(outcomes) == ["gain", "flow[KAZ]", "flow[UZB]"]
    assert table.columns.tolist() == ["learning_rate", "hedger.KAZ.open", "scenario", "policy", "model"]
    assert table["policy"].tolist() == [arm for arm in ARMS for _ in range(3)]
    assert table["scenario"].tolist() == [0, 1, 2] * 2
    shocks = [27.5, 27.5, 35]  # means of the replicates that finished in the arm
    np.testing.assert_allclose(outcomes["gain"], [37.5, (5 - 3 + 8 + 59) / 3, 35 + 30 + 1 / 3, *shocks], rtol=1e-6)
    with workbench("prim"):
        from ema_workbench import ScalarOutcome, load_results, save_results

        table, outcomes = discovery.to_ema(sweep(), identifiers=True)
        assert list(outcomes) == ["gain", "flow_KAZ", "flow_UZB"]
        for label in outcomes:
            ScalarOutcome(label)
        save_results((table, outcomes), str(tmp_path / "sweep.tar.gz"))
        loaded, again = load_results(str(tmp_path / "sweep.tar.gz"))
    for label, values in outcomes.items():
        np.testing.assert_array_equal(again[label], values)
    assert loaded["policy"].tolist() == table["policy"].tolist()
    np.testing.assert_array_equal(loaded["learning_rate"], table["learning_rate"])


def test_salib_takes_the_inputs_and_effects() -> None:
    problem, x, y = discovery.to_salib(sweep(), names=["gain"])
    assert problem["num_vars"] == 2
    assert problem["names"] == ["learning_rate", "hedger.KAZ.open"]
    assert problem["bounds"] == [[0.1, 0.4], [0.0, 1.0]]
    assert problem["outputs"] == ["gain"]
    assert x.shape == (3, 2)
    np.testing.assert_allclose(y, [[10], [20 - 1 / 3], [30 + 1 / 3]], rtol=1e-6)
    wider = {"learning_rate": (0, 1), "hedger.KAZ.open": (0, 1)}
    assert discovery.to_salib(sweep(), bounds=wider)[0]["bounds"] == [[0, 1], [0, 1]]
    with pytest.raises(ValueError, match="bounds of learning_rate"):
        discovery.to_salib(sweep().isel(point=[0, 0]))


def test_salib_finds_the_parameter_that_acts() -> None:
    points = world(256)[["a", "b"]]
    gain = np.stack([points["a"] + 1, np.ones(256)])[:, :, None, None]
    ds = xr.Dataset(
        {"gain": (("arm", "point", "replicate", "time"), gain, {"reduction": "final"})}
        | {f"parameter_{key}": ("point", values.to_numpy(), HERE) for key, values in points.items()},
        {"arm": ARMS, "point": range(256), "replicate": [0], "time": [0.0]},
    )
    problem, x, y = discovery.to_salib(ds)
    found = delta.analyze(problem, x, y[:, problem["outputs"].index("gain")], seed=1, num_resamples=10)
    assert found["S1"][0] > 0.9
    assert found["S1"][1] < 0.1
