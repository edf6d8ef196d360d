"""Borgonovo's delta against quadrature and SALib."""

from __future__ import annotations

from math import pi

import numpy as np
import pandas as pd
import pytest
from SALib.analyze.delta import calc_delta
from sample_functions import ISHIGAMI, evaluated, rows

from steppe import sensitivity as st
from steppe.sensitivity.delta import _deltas


def test_delta_of_a_sum_of_normals() -> None:
    rng = np.random.default_rng(3)
    x = pd.DataFrame(rng.normal(size=(3000, 3)), columns=list("abc"))
    table = st.delta_indices(x, x["a"] + x["b"], resamples=20)
    # Half the mean area between N(0, 2) and N(a, 1) over a ~ N(0, 1), by quadrature: 0.306.
    assert table.loc[["a", "b"], "delta"].tolist() == pytest.approx([0.306, 0.306], abs=0.04)
    assert table.loc["c", "delta"] < 0.05
    assert (table["delta_low"] < table["delta_high"]).all()
    assert st.delta_indices(x, np.ones(3000)).isna().all(axis=None)


@pytest.mark.filterwarnings("ignore")
def test_delta_before_bias_is_salibs() -> None:
    rng = np.random.default_rng(4)
    for n in (40, 300, 1700):
        x = np.column_stack([rng.normal(size=n), rng.integers(0, 2, n)])
        y = x[:, 0] ** 2 * (rng.random(n) < 0.4) + x[:, 1]
        power = 2.0 / (7.0 + np.tanh((1500.0 - n) / 500.0))
        edges = np.linspace(0, n, round(min(int(np.ceil(n**power)), 48)) + 1)
        theirs = [calc_delta(y, np.linspace(y.min(), y.max(), 100), column, edges) for column in x.T]
        np.testing.assert_allclose(_deltas(y, x), theirs, rtol=1e-10)


def test_delta_finds_what_matters_in_a_latin_hypercube() -> None:
    found = st.sensitivity(ISHIGAMI, evaluated(lambda x: x[:, 1] ** 3), "delta", 300, resamples=20)
    table = rows(found, "delta")
    assert table.loc["x2", "low"] > 0.3
    assert (table.loc[["x1", "x3"], "estimate"] < 0.15).all()
    points = st.make_plan(ISHIGAMI, "delta", 300).points
    assert (np.sort(((points + pi) / (2 * pi) * 300).astype(int), axis=0) == np.arange(300)[:, None]).all()


def test_an_output_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="one finite number"):
        st.delta_indices(pd.DataFrame({"a": [1, 2]}), [1.0, np.nan])
