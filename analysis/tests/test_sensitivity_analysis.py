"""Indices of functions whose indices are known, and what an analysis says of each outcome."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
import pandas as pd
import pytest
from sample_functions import COLUMNS, ISHIGAMI, evaluated, ishigami, outcomes, rows

from steppe import sensitivity as st

LEVEL = 0.999
ISHIGAMI_PARTS = {(0,): (1 + 0.1 * pi**4 / 5) ** 2 / 2, (1,): 49 / 8, (0, 2): 0.01 * pi**8 * 8 / 225}
G_FACTORS = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])


def sobol_g(x: np.ndarray) -> np.ndarray:
    return np.prod((np.abs(4 * x - 2) + G_FACTORS) / (1 + G_FACTORS), axis=1)


def assert_held(found: st.Sensitivity, index: str, exact: dict[str, float]) -> None:
    table = rows(found, index)
    assert list(table.index) == list(exact)
    values = np.array(list(exact.values()))
    assert ((table["low"] <= values) & (values <= table["high"])).all(), table
    assert (table["high"] - table["low"]).max() < 0.25


def test_ishigami_has_its_indices() -> None:
    found = st.sensitivity(ISHIGAMI, evaluated(ishigami), base_points=2048, level=LEVEL)
    variance = sum(ISHIGAMI_PARTS.values())
    first = {f"x{i + 1}": ISHIGAMI_PARTS.get((i,), 0) / variance for i in range(3)}
    total = {f"x{i + 1}": sum(v for k, v in ISHIGAMI_PARTS.items() if i in k) / variance for i in range(3)}
    assert_held(found, "S1", first)
    assert_held(found, "ST", total)
    assert (found.points, found.base_points, found.replicates) == (2048 * 5, 2048, 1)
    assert list(rows(found, "ST")["tag"]) == ["J", "E", "J"]
    judged = (total["x1"] + total["x3"]) / sum(total.values())
    assert found.outcomes["share_judgement"].item() == pytest.approx(judged, abs=0.01)
    assert np.isnan(found.outcomes["share_chance"].item())  # one replicate says nothing of chance
    assert found.outcomes["mean_difference"].item() == pytest.approx(3.5, abs=0.05)


def test_ishigami_has_its_interactions() -> None:
    found = st.sensitivity(ISHIGAMI, evaluated(ishigami), base_points=1024, level=LEVEL, second_order=True)
    assert found.points == 1024 * 8
    table = found.indices[found.indices["index"] == "S2"]
    pairs = list(zip(table["parameter"], table["other_parameter"], strict=True))
    assert pairs == [("x1", "x2"), ("x1", "x3"), ("x2", "x3")]
    exact = np.array([0, ISHIGAMI_PARTS[0, 2], 0]) / sum(ISHIGAMI_PARTS.values())
    assert ((table["low"] <= exact) & (exact <= table["high"])).all()
    np.testing.assert_allclose(table["estimate"], exact, rtol=0, atol=0.06)
    plain = st.sensitivity(ISHIGAMI, evaluated(ishigami), base_points=1024)
    np.testing.assert_allclose(rows(found, "ST")["estimate"], rows(plain, "ST")["estimate"], rtol=1e-6)


def test_sobols_g_has_its_indices() -> None:
    parameters = [st.Parameter(f"x{i}", "uniform", 0, 1) for i in range(len(G_FACTORS))]
    found = st.sensitivity(parameters, evaluated(sobol_g), base_points=2048, level=LEVEL)
    partial = 1 / (3 * (1 + G_FACTORS) ** 2)
    product = np.prod(1 + partial)
    keys = [parameter.key for parameter in parameters]
    assert_held(found, "S1", dict(zip(keys, partial / (product - 1), strict=True)))
    assert_held(found, "ST", dict(zip(keys, partial * product / (1 + partial) / (product - 1), strict=True)))
    assert found.outcomes["share_judgement"].item() == 0


def test_indices_of_a_sum_are_the_shares_of_the_priors_variances() -> None:
    low, high, mode = 1.0, 9.0, 3.0
    parameters = [st.Parameter(prior, prior, low, high, mode) for prior in st.priors.PRIORS]
    square = (high**3 - low**3) / (3 * (high - low))
    length = np.log(high / low)
    variances = {
        "uniform": (high - low) ** 2 / 12,
        "loguniform": (high**2 - low**2) / (2 * length) - ((high - low) / length) ** 2,
        "triangular": (low**2 + high**2 + mode**2 - low * high - low * mode - high * mode) / 18,
        "claim": square / 2 - ((low + high) / 4) ** 2,
    }
    found = st.sensitivity(parameters, evaluated(lambda x: x.sum(axis=1)), base_points=2048, level=LEVEL)
    shares = {key: variance / sum(variances.values()) for key, variance in variances.items()}
    assert_held(found, "S1", shares)
    assert_held(found, "ST", shares)


def test_morris_of_a_line_finds_slopes_times_ranges() -> None:
    parameters = [st.Parameter("a", "uniform", 0, 2, tag="J"), st.Parameter("b", "uniform", -1, 3, tag="L")]
    found = st.sensitivity(parameters, evaluated(lambda x: x @ [3.0, -1.0]), "morris", 12)
    assert rows(found, "mu_star")["estimate"].tolist() == pytest.approx([6, 4])
    assert rows(found, "mu")["estimate"].tolist() == pytest.approx([6, -4])
    assert rows(found, "sigma")["estimate"].tolist() == pytest.approx([0, 0], abs=1e-12)
    assert (found.points, found.base_points) == (36, 12)
    assert found.outcomes["share_judgement"].item() == pytest.approx(0.6)


def test_outcomes_are_analysed_on_their_own() -> None:
    names = ("welfare[KAZ]", "rare", "none", "failed", "clipped_share")
    plan = st.make_plan(ISHIGAMI, base_points=64)
    x = plan.points.to_numpy()
    values = np.zeros((len(x), 3, len(names)))
    values[:, :, 0] = x[:, [0]] + [0, 0.1, 0.2]
    values[5, 1, 1] = 1.0
    values[:, :, 3] = x[:, [1]]
    values[8, :, 3] = np.nan
    values[:, :, 4] = x[:, [1]]
    values[9, 0, 4] = np.nan
    found = st.analyse(plan, outcomes(values, names))
    table = found.indices.pivot_table(index="outcome", columns=["index", "parameter"], values="estimate", dropna=False)
    assert table.loc["welfare[KAZ]", ("ST", "x1")] == pytest.approx(1, abs=0.05)
    assert table.loc["clipped_share", ("ST", "x2")] == pytest.approx(1, abs=0.05)
    assert table.loc[["none", "failed"]].isna().all(axis=None)
    about = found.outcomes.set_index("outcome")
    assert about.loc["welfare[KAZ]", "share_judgement"] == 1
    assert np.isnan(about.loc["none", "share_judgement"])
    assert list(about["role"]) == ["outcome"] * 4 + ["diagnostic"]
    tidy = found.tidy()
    assert list(tidy.columns) == COLUMNS
    assert not tidy.duplicated(["outcome", "index", "parameter", "other_parameter"]).any()
    share = tidy[(tidy["index"] == "share_chance") & (tidy["outcome"] == "welfare[KAZ]")].iloc[0]
    assert share["low"] <= share["estimate"] <= share["high"]


def test_the_interval_of_the_mean_counts_points_and_shocks() -> None:
    """It holds the mean over the priors as often as it says, though all points meet the same shocks."""
    plan = st.make_plan([st.Parameter("a", "uniform", -1, 1)], "delta", 40)
    held, worlds = 0, 200
    for seed in range(worlds):
        rng = np.random.default_rng(seed)
        a = rng.uniform(-1, 1, size=(40, 1))
        values = (5 + a + rng.normal(size=10) + 0.1 * rng.normal(size=(40, 10)))[:, :, None]
        found = st.analyse(plan, outcomes(values), level=0.9, resamples=2).outcomes.iloc[0]
        held += found["mean_difference_low"] <= 5 <= found["mean_difference_high"]
    assert held == pytest.approx(0.9 * worlds, abs=4 * sqrt(0.09 * worlds))
    one = st.analyse(plan, outcomes(np.ones((40, 1, 1))), resamples=2).outcomes.iloc[0]
    assert np.isnan(one["mean_difference_low"])


def test_a_seed_fixes_everything() -> None:
    found = [st.sensitivity(ISHIGAMI, evaluated(ishigami), base_points=32, seed=seed).tidy() for seed in (0, 0, 1)]
    pd.testing.assert_frame_equal(found[0], found[1])
    assert not found[0].equals(found[2])


def test_outcomes_of_other_points_are_refused() -> None:
    with pytest.raises(ValueError, match="differences at 3 points, the plan has"):
        st.analyse(st.make_plan(ISHIGAMI), outcomes(np.zeros((3, 2, 1))))
