"""Sensitivity indices of functions that have them in closed form: see README.md."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from steppe.stats import indices

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Case:
    """A function, and its variance and indices from the closed form."""

    function: Callable[[np.ndarray], np.ndarray]
    bounds: dict[str, tuple[float, float]]
    variance: float
    first: np.ndarray
    total: np.ndarray


def ishigami(a: float = 7.0, b: float = 0.1) -> Case:
    v1 = (1 + b * pi**4 / 5) ** 2 / 2
    v2 = a**2 / 8
    v13 = b**2 * pi**8 * 8 / 225
    variance = v1 + v2 + v13
    return Case(
        lambda x: np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0]),
        dict.fromkeys(("x1", "x2", "x3"), (-pi, pi)),
        variance,
        np.array([v1, v2, 0]) / variance,
        np.array([v1 + v13, v2, v13]) / variance,
    )


def sobol_g(a: tuple[float, ...] = (0, 1, 4.5, 9, 99, 99, 99, 99)) -> Case:
    factors = np.array(a)
    partial = 1 / (3 * (1 + factors) ** 2)
    product = np.prod(1 + partial)
    variance = product - 1
    return Case(
        lambda x: np.prod((np.abs(4 * x - 2) + factors) / (1 + factors), axis=1),
        {f"x{i + 1}": (0.0, 1.0) for i in range(len(a))},
        variance,
        partial / variance,
        partial * product / (1 + partial) / variance,
    )


CASES = {"ishigami": ishigami(), "sobol_g": sobol_g()}


def test_the_closed_form_of_ishigami_gives_the_published_indices() -> None:
    case = CASES["ishigami"]
    assert case.variance == pytest.approx(13.8445879407, abs=1e-10)
    np.testing.assert_allclose(case.first, [0.3139051911, 0.4424111448, 0], rtol=0, atol=1e-10)
    np.testing.assert_allclose(case.total, [0.5575888552, 0.4424111448, 0.2436836641], rtol=0, atol=1e-10)


def test_the_closed_form_of_sobols_g_gives_the_published_indices() -> None:
    case = CASES["sobol_g"]
    assert case.variance == pytest.approx(0.4654244319, abs=1e-10)
    np.testing.assert_allclose(
        case.first[:4], [0.7161921689, 0.1790480422, 0.0236757742, 0.0071619217], rtol=0, atol=1e-10
    )
    np.testing.assert_allclose(case.first[4:], 7.16192e-5, rtol=0, atol=1e-10)
    np.testing.assert_allclose(
        case.total[:4], [0.7871441267, 0.2421981928, 0.0343169102, 0.0104603871], rtol=0, atol=1e-10
    )


@pytest.mark.parametrize("name", CASES)
def test_sobol_indices_hold_the_exact_ones_in_their_intervals(name: str) -> None:
    case = CASES[name]
    design = indices.sobol_design(case.bounds, 4096, seed=1)
    table = indices.sobol_indices(design, case.function(design.points), level=0.999)
    assert table.index.tolist() == list(case.bounds)
    for index, exact in (("S1", case.first), ("ST", case.total)):
        assert (table[f"{index}_low"] <= exact).all()
        assert (exact <= table[f"{index}_high"]).all()
        assert (table[f"{index}_high"] - table[f"{index}_low"]).max() < 0.2
        np.testing.assert_allclose(table[index], exact, rtol=0, atol=0.02)
    assert table.attrs["variance"] == pytest.approx(case.variance, rel=0.02)


def test_intervals_cover_at_least_as_often_as_they_say() -> None:
    case, worlds, level = CASES["ishigami"], 60, 0.9
    covered = {"S1": 0, "ST": 0}
    for seed in range(worlds):
        design = indices.sobol_design(case.bounds, 256, seed)
        table = indices.sobol_indices(design, case.function(design.points), level=level)
        for index, exact in (("S1", case.first), ("ST", case.total)):
            covered[index] += np.sum((table[f"{index}_low"] <= exact) & (exact <= table[f"{index}_high"]))
    cases = worlds * len(case.bounds)
    for count in covered.values():
        assert count / cases > level - 4 * sqrt(level * (1 - level) / cases)


def test_estimates_converge() -> None:
    case = CASES["ishigami"]
    errors = []
    for n in (64, 1024, 16384):
        design = indices.sobol_design(case.bounds, n, seed=2)
        table = indices.sobol_indices(design, case.function(design.points), resamples=10)
        errors.append(max(np.abs(table["S1"] - case.first).max(), np.abs(table["ST"] - case.total).max()))
    assert errors[0] > 3 * errors[1] > 9 * errors[2]


def test_bounds_and_order_of_parameters_are_those_given() -> None:
    design = indices.sobol_design({"b": (-2, -1), "a": (10, 30)}, 128, seed=3)
    assert design.points.shape == (128 * 4, 2)
    assert ((design.points >= [-2, 10]) & (design.points <= [-1, 30])).all()
    table = indices.sobol_indices(design, design.points[:, 1] * 7)
    assert table.loc["a", "ST"] == pytest.approx(1, abs=0.01)
    assert table.loc["b", ["S1", "ST"]].tolist() == [0, 0]


def test_a_seed_fixes_the_design_and_the_intervals() -> None:
    case = CASES["ishigami"]
    for seed in (0, 1):  # SALib takes a seed of 0 for none
        designs = [indices.sobol_design(case.bounds, 64, seed) for _ in range(2)]
        np.testing.assert_array_equal(designs[0].points, designs[1].points)
        tables = [indices.sobol_indices(design, case.function(design.points), seed=seed) for design in designs]
        assert tables[0].equals(tables[1])
        paths = [indices.morris_design(case.bounds, 20, seed) for _ in range(2)]
        np.testing.assert_array_equal(paths[0].points, paths[1].points)
        tables = [indices.morris_indices(path, case.function(path.points), seed=seed) for path in paths]
        assert tables[0].equals(tables[1])


def test_a_constant_output_has_no_sobol_indices_and_no_effects() -> None:
    bounds = CASES["ishigami"].bounds
    design = indices.sobol_design(bounds, 16, seed=0)
    table = indices.sobol_indices(design, np.full(len(design.points), 0.1))
    assert table.isna().all(axis=None)
    assert table.attrs["variance"] == pytest.approx(0, abs=1e-30)
    path = indices.morris_design(bounds, 5, seed=0)
    assert (indices.morris_indices(path, np.full(len(path.points), 0.1)) == 0).all(axis=None)


def test_the_variance_is_that_of_the_independent_runs() -> None:
    design = indices.sobol_design(CASES["ishigami"].bounds, 16, seed=0)
    outputs = np.tile([0.0, 5.0, 5.0, 5.0, 1.0], 16)  # A, three mixed, B
    assert indices.sobol_indices(design, outputs).attrs["variance"] == 0.25


def test_effects_of_a_linear_function_are_its_coefficients_times_the_ranges() -> None:
    design = indices.morris_design({"a": (0, 2), "b": (-1, 1), "c": (5, 9)}, 10, seed=4)
    table = indices.morris_indices(design, design.points @ [3.0, -1.0, 0.0])
    np.testing.assert_allclose(table["mu"], [6, -2, 0], rtol=0, atol=1e-12)
    for column in ("mu_star", "mu_star_low", "mu_star_high"):
        np.testing.assert_allclose(table[column], [6, 2, 0], rtol=0, atol=1e-12)
    np.testing.assert_allclose(table["sigma"], 0, rtol=0, atol=1e-12)


def test_effects_of_a_product_are_the_levels_of_the_other_parameter() -> None:
    paths = 4000
    design = indices.morris_design({"x1": (0, 1), "x2": (0, 1)}, paths, seed=5, levels=4)
    assert np.unique(design.points.round(12)) == pytest.approx([0, 1 / 3, 2 / 3, 1])
    table = indices.morris_indices(design, design.points.prod(axis=1), level=0.999)
    variance, fourth = 5 / 36, np.mean((np.arange(4) / 3 - 0.5) ** 4)
    np.testing.assert_allclose(table["mu"], 0.5, rtol=0, atol=4 * sqrt(variance / paths))
    np.testing.assert_allclose(table["sigma"] ** 2, variance, rtol=0, atol=4 * sqrt((fourth - variance**2) / paths))
    assert ((table["mu_star_low"] <= 0.5) & (table["mu_star_high"] >= 0.5)).all()


def test_effects_that_cancel_show_in_mu_star() -> None:
    design = indices.morris_design({"x1": (-1, 1), "x2": (-1, 1)}, 2000, seed=6)
    table = indices.morris_indices(design, design.points.prod(axis=1))
    # The effect of x1 is 2 x2, which is one of -2, -2/3, 2/3, 2.
    assert table["mu"].tolist() == pytest.approx([0, 0], abs=4 * sqrt(20 / 9 / 2000))
    assert table["mu_star"].tolist() == pytest.approx([4 / 3, 4 / 3], abs=4 * sqrt(4 / 9 / 2000))


@pytest.mark.parametrize(
    "call",
    [
        lambda: indices.sobol_design({}, 8, 0),
        lambda: indices.sobol_design({"a": (0, 1)}, 12, 0),
        lambda: indices.sobol_design({"a": (1, 1)}, 8, 0),
        lambda: indices.sobol_design({"a": (0, np.inf)}, 8, 0),
        lambda: indices.morris_design({"a": (0, 1)}, 1, 0),
        lambda: indices.morris_design({"a": (0, 1)}, 8, 0, levels=3),
        lambda: indices.sobol_indices(indices.sobol_design({"a": (0, 1)}, 8, 0), np.zeros(23)),
        lambda: indices.sobol_indices(indices.sobol_design({"a": (0, 1)}, 8, 0), np.full(24, np.nan)),
        lambda: indices.sobol_indices(indices.sobol_design({"a": (0, 1)}, 8, 0), np.arange(24), level=1),
        lambda: indices.morris_indices(indices.morris_design({"a": (0, 1)}, 8, 0), np.zeros(15)),
    ],
)
def test_what_cannot_be_analysed_is_refused(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        call()
