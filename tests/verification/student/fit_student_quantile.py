"""Coefficients of sim/lanes/student_quantile.hpp, and the size of their error.

    python tests/verification/student/fit_student_quantile.py

Fits r(z, nu) = nu ln(1 + t^2/nu) / z^2 by a product of Chebyshev polynomials in s = z^2/(z^2 + 8) and v = 1/nu, and
prints it as powers of the two variables, scaled to [-1, 1]. t is the quantile of Student's distribution at the
probability at which z is that of the normal, both from SciPy.
"""

import numpy as np
from numpy.polynomial import chebyshev
from scipy import stats

FEWEST = 2.5  # degrees of freedom
FARTHEST = 8.3  # of z: the draws reach 8.2
SCALE = 8.0
NODES = 60
DEGREES = (9, 12)  # in v, in s


def exact(nu: np.ndarray, z: np.ndarray) -> np.ndarray:
    return -stats.t.ppf(stats.norm.cdf(-z), nu)


def fitted() -> np.ndarray:
    """Coefficients of powers, [power of v][power of s]."""
    x = np.cos(np.pi * (np.arange(NODES) + 0.5) / NODES)
    s = (x + 1) / 2 * FARTHEST**2 / (FARTHEST**2 + SCALE)
    z = np.sqrt(SCALE * s / (1 - s))
    nu = 2 * FEWEST / (x + 1)
    grid_nu, grid_z = np.meshgrid(nu, z, indexing="ij")
    t = exact(grid_nu, grid_z)
    values = grid_nu * np.log1p(t * t / grid_nu) / grid_z**2
    in_v = np.linalg.lstsq(chebyshev.chebvander(x, DEGREES[0]), values, rcond=None)[0]
    both = np.linalg.lstsq(chebyshev.chebvander(x, DEGREES[1]), in_v.T, rcond=None)[0].T
    by_s = np.array([chebyshev.cheb2poly(row) for row in both])
    return np.array([chebyshev.cheb2poly(column) for column in by_s.T]).T


def approximate(powers: np.ndarray, nu: np.ndarray, z: np.ndarray) -> np.ndarray:
    x = 2 * FEWEST / nu - 1
    y = 2 * (z * z / (z * z + SCALE)) / (FARTHEST**2 / (FARTHEST**2 + SCALE)) - 1
    r = np.polynomial.polynomial.polyval2d(x, y, powers)
    return np.sqrt(nu * np.expm1(r * z * z / nu))


def main() -> None:
    powers = fitted()
    print("{{" + ",\n".join("{{" + ", ".join(f"{c:.17g}" for c in row) + "}}" for row in powers) + "}};")
    nu, z = np.meshgrid(
        np.array([2.5, 2.7, 3, 3.5, 4, 5.3, 8, 13, 20, 50, 200]), np.linspace(0.01, 8.2, 2000), indexing="ij"
    )
    error = np.abs(approximate(powers, nu, z) / exact(nu, z) - 1)
    for reach in (5.0, 6.0, 8.2):
        print(f"|z| <= {reach}: relative error at most {error[:, z[0] <= reach].max():.2g}")


if __name__ == "__main__":
    main()
