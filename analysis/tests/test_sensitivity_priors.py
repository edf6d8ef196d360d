"""Quantiles of priors against their formulas, and parameters as the engine tells them."""

from __future__ import annotations

from math import e, sqrt

import numpy as np
import pytest
from fake_engine import VARIED

from steppe import sensitivity as st


@pytest.mark.parametrize(
    ("prior", "expected"),
    [
        ("uniform", [2, 4, 6, 8, 10]),
        ("loguniform", [2, 2 * 5**0.25, 2 * sqrt(5), 2 * 5**0.75, 10]),
        # Rises to u = 1/4 at the mode, 4.
        ("triangular", [2, 4, 10 - 8 * sqrt(0.5 * 0.75), 10 - 8 * sqrt(0.25 * 0.75), 10]),
        ("claim", [0, 0, 2, 6, 10]),
    ],
)
def test_quantiles_of_priors(prior: str, expected: list[float]) -> None:
    parameter = st.Parameter("x", prior, 2, 10, 4)
    np.testing.assert_allclose(parameter.quantile([0, 0.25, 0.5, 0.75, 1]), expected, rtol=1e-15)
    inside = parameter.quantile(np.linspace(0, 1, 1001))
    assert (np.diff(inside) >= 0).all()
    assert ((inside >= 2) & (inside <= 10) | (inside == 0) & (prior == "claim")).all()


def test_quantiles_of_triangles_with_the_mode_at_an_end() -> None:
    assert st.Parameter("x", "triangular", 0, 1, 0).quantile(0.75) == 0.5
    assert st.Parameter("x", "triangular", 0, 1, 1).quantile(0.25) == 0.5
    assert st.Parameter("x", "loguniform", 1, e, 1).quantile(0.5) == pytest.approx(sqrt(e), rel=1e-15)


def test_half_of_a_claim_is_its_null() -> None:
    claim = st.Parameter("x", "claim", 1, 2.5, 2, null=1)
    assert claim.quantile([0, 0.49, 0.5, 0.75, 1]).tolist() == [1, 1, 1, 1.75, 2.5]
    told = st.read_parameters([{"key": "x", "prior": "claim", "low": 1, "high": 2.5, "value": 2, "null": 1}])
    assert [parameter.null for parameter in told] == [1]


def test_quantiles_of_values_and_whole_numbers() -> None:
    u = [0, 0.24, 0.25, 0.5, 0.76, 1]
    assert st.Parameter("x", values=(0, 1)).quantile(u).tolist() == [0, 0, 0, 1, 1, 1]
    assert st.Parameter("x", "uniform", 3, 6, whole=True).quantile(u).tolist() == [3, 3, 4, 5, 6, 6]


def test_parameters_are_read_as_the_engine_tells_them() -> None:
    a, b = st.read_parameters(VARIED)
    assert a == st.Parameter("a", "loguniform", 1, 4, 2, "G", "J")
    assert (b.prior, b.tag) == ("claim", "E")
    (switch,) = st.read_parameters([{"key": "s", "unit": "1", "tag": "A", "values": [0, 1], "value": 1}])
    assert switch.values == (0, 1)
    (switch,) = st.read_parameters([{**VARIED[0], "kind": "on_off", "values": []}])
    assert switch.values == (0, 1)
    (whole,) = st.read_parameters([{**VARIED[0], "kind": "integer", "prior": "uniform"}])
    assert whole.quantile([0.1, 0.9]).tolist() == [1, 4]


def test_every_parameter_at_fault_is_named() -> None:
    bad = [
        {**VARIED[0], "prior": "fixed"},
        {**VARIED[1], "low": 2},
        {**VARIED[0], "key": "c", "low": 0},
        {**VARIED[0], "key": "d", "prior": "triangular", "value": 9},
        {**VARIED[0], "key": "e", "values": [1]},
    ]
    with pytest.raises(ValueError, match=r"a has the prior 'fixed'") as fault:
        st.read_parameters([*VARIED, *bad])
    assert len(str(fault.value).splitlines()) == len(bad)
    with pytest.raises(ValueError, match="no parameter"):
        st.read_parameters([])
