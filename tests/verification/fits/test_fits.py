"""The processes of the base scenario are what their command fits, and the command finds laws that made a series."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def fit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fit_drivers", ROOT / "scenarios/data/fit_drivers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_scenario_and_the_stored_table_have_what_the_command_fits(fit: ModuleType) -> None:
    rows = fit.all_fits(fit.EVER)
    assert fit.differences(rows, fit.FITTED.read_text(encoding="utf-8")) == []


def test_a_difference_is_named(fit: ModuleType) -> None:
    rows = [("oil.persistence", 0.97, 0.01, 9)]
    assert len(fit.differences(rows, "key,value,standard_error,n\noil.persistence,0.97,0.01,9\n")) == 1
    assert len(fit.differences(rows, "key,value,standard_error,n\noil.persistence,0.95,0.01,9\n")) == 2


def test_the_oil_law_is_found_again_in_a_series_that_it_made(fit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    n, phi, theta, sigma, nu = 6000, 0.95, 0.3, 0.08, 5.0
    e = rng.standard_t(nu, n) * sigma * math.sqrt((nu - 2) / nu)
    x = np.zeros(n)
    for t in range(1, n):
        x[t] = phi * x[t - 1] + e[t] + theta * e[t - 1]
    prices = {f"{2000 + t // 12:04}-{t % 12 + 1:02}": fit.OIL_MEAN * math.exp(x[t]) for t in range(n)}
    monkeypatch.setattr(fit, "series", lambda *_: prices)
    for (_, value, error, _), truth in zip(fit.fit_oil(fit.EVER), (phi, theta, sigma, nu), strict=True):
        assert abs(value - truth) < 4 * error
        assert error < 0.1 * truth


def test_yearly_means_of_a_walk_change_less_than_the_walk(fit: ModuleType) -> None:
    walk = np.cumsum(np.random.default_rng(6).normal(size=(4000, 24)), axis=1)
    change = walk[:, 12:].mean(axis=1) - walk[:, :12].mean(axis=1)
    assert fit.yearly_mean_factor() == pytest.approx(
        2 / 3 + 1 / 432
    )  # by hand: sums of squares of 1..12 and 11..1 over 12
    assert np.var(change) / 12 == pytest.approx(fit.yearly_mean_factor(), rel=0.1)
