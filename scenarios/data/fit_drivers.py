"""Fits the processes of scenarios/kazakhstan-2025.toml to the series of drivers.csv beside this file.

    python scenarios/data/fit_drivers.py                fails if drivers_fitted.csv or the scenario has other values
    python scenarios/data/fit_drivers.py --write        writes drivers_fitted.csv first
    python scenarios/data/fit_drivers.py --until 2014   fits to rows up to that year and prints the values

The laws are those of docs/model.md 6.7. Needs NumPy and SciPy.
"""

import argparse
import csv
import io
import math
import sys
import tomllib
from pathlib import Path

import numpy as np
from scipy import optimize, stats

HERE = Path(__file__).resolve().parent
SCENARIO = HERE.parent / "kazakhstan-2025.toml"
FITTED = HERE / "drivers_fitted.csv"
POWERS = ["RUS", "CHN", "USA", "ISR", "IRN"]
HEDGER = "KAZ"
#: Partners whose economies others stand for, or that only a scenario of the cookbook has.
FURTHER = {"OTH": "EU", "TUR": "TUR", "EUU": "EU"}
OIL_MEAN = 62.0  # USD/bbl: the long mean; the free estimate is not identified
FIRST_YEAR = 1995
EVER = 9999
LAST_YEAR = 2024  # of yearly rows: the scenario opens in November 2025, when that year's was not known
#: Conflict intensity is no series of drivers.csv: reported deaths may be used, not handed on. These are the sums of squares and products
#: of y = ln(intensity), intensity = (deaths/8525)^(1/2), over the 24 months from November 2023 to October 2025 and the months before
#: them (Gaza Ministry of Health through Tech for Palestine): n, sum x, sum y, sum xx, sum xy, sum yy, x the month before.
CONFLICT_SUMS = (24, -15.960063, -16.564303, 12.796376, 12.602715, 13.161481)


def series(name: str, until: int) -> dict[str, float]:
    with (HERE / "drivers.csv").open(encoding="utf-8") as file:
        return {
            row["date"]: float(row["value"])
            for row in csv.DictReader(file)
            if row["series"] == name and row["status"] == "observed" and int(row["date"][:4]) <= until
        }


def numerical_errors(negative_log_likelihood, best: np.ndarray) -> np.ndarray:
    """Standard errors from the observed information, by central differences."""
    n = len(best)
    step = 1e-4 * np.maximum(np.abs(best), 1e-2)
    information = np.empty((n, n))
    for i in range(n):
        for j in range(n):
            total = 0.0
            for a, b, sign in ((1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1)):
                moved = best.copy()
                moved[i] += a * step[i]
                moved[j] += b * step[j]
                total += sign * negative_log_likelihood(moved)
            information[i, j] = total / (4 * step[i] * step[j])
    return np.sqrt(np.diag(np.linalg.inv(information)))


def fit_oil(until: int) -> list[tuple]:
    """x' = phi x + e' + theta e, e Student's with standard deviation sigma; x the log price over OIL_MEAN, e 0 before the first month."""
    prices = series("oil.brent", until)
    x = np.log([prices[date] for date in sorted(prices) if int(date[:4]) >= FIRST_YEAR]) - math.log(OIL_MEAN)

    def innovations(phi: float, theta: float) -> np.ndarray:
        plain = x[1:] - phi * x[:-1]
        e = np.empty(len(plain))
        before = 0.0
        for t, value in enumerate(plain):
            before = e[t] = value - theta * before
        return e

    def cost(values: np.ndarray) -> float:
        phi, theta, sigma, nu = values
        if not (0 < phi < 1 and abs(theta) < 1 and sigma > 0 and nu > 2.05):
            return 1e10
        scale = sigma * math.sqrt((nu - 2) / nu)
        return -float(np.sum(stats.t.logpdf(innovations(phi, theta) / scale, nu) - math.log(scale)))

    best = optimize.minimize(
        cost, [0.98, 0.2, 0.09, 6.0], method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-9, "maxiter": 8000}
    ).x
    errors = numerical_errors(cost, best)
    names = ("persistence", "moving_average", "volatility", "degrees")
    gaussian = optimize.minimize_scalar(
        lambda phi: float(np.sum(innovations(phi, 0.0) ** 2)), bounds=(0.5, 1.0), method="bounded"
    ).x
    residuals = innovations(gaussian, 0.0)
    plain = float(np.sum(stats.norm.logpdf(residuals, scale=residuals.std())))
    print(
        f"oil: {len(x) - 1} months, ln L {-cost(best):.1f}; Gaussian AR(1) {plain:.1f}, excess kurtosis {stats.kurtosis(residuals):.1f}"
    )
    return [(f"oil.{name}", value, error, len(x) - 1) for name, value, error in zip(names, best, errors)]


def yearly_mean_factor() -> float:
    """Variance of the change of yearly means of a random walk over that of the walk's change in a year."""
    weights = np.convolve(np.ones(12) / 12, np.ones(12)) / 12
    return float(np.sum(weights**2) * 12)


def fit_capability(until: int) -> list[tuple]:
    """Growth of GDP in current dollars on growth of the oil price, all of yearly means, in logarithms: of each power and of the hedger."""
    prices = series("oil.brent", until)
    years = sorted({int(date[:4]) for date in prices})
    oil = {y: float(np.mean([v for d, v in prices.items() if int(d[:4]) == y])) for y in years}
    rows, trends = [], {}
    main = {**{f"power.{p}.gdp": p for p in POWERS}, "capability.base": HEDGER}
    for key, name in {**main, **{f"power.{p}.gdp": name for p, name in FURTHER.items()}}.items():
        own = series(f"gdp.{name}", until)
        common = [y for y in sorted(own) if int(y) <= LAST_YEAR]
        growth = np.diff(np.log([own[y] for y in common]))
        price = np.diff(np.log([oil[int(y)] for y in common]))
        n = len(growth)
        design = np.column_stack([np.ones(n), price])
        coefficients, *_ = np.linalg.lstsq(design, growth, rcond=None)
        residual = growth - design @ coefficients
        sd = math.sqrt(float(residual @ residual) / (n - 2))
        errors = sd * np.sqrt(np.diag(np.linalg.inv(design.T @ design)))
        step = sd / math.sqrt(yearly_mean_factor())
        trends[key] = (float(np.mean(growth)), float(np.std(growth, ddof=1)) / math.sqrt(n), n)
        rows += [
            (f"{key}_volatility", step, step / math.sqrt(2 * (n - 2)), n),
            (f"{key}_on_oil", coefficients[1], errors[1], n),
        ]
    mean = float(np.mean([trends[key][0] for key in main]))
    return rows + [(f"{key}_trend", (trend + mean) / 2, error, n) for key, (trend, error, n) in trends.items()]


def fit_conflict() -> list[tuple]:
    """y' = a + phi y + e, from sums; the level is the mean of intensity's logarithm."""
    n, x, y, xx, xy, yy = CONFLICT_SUMS
    phi = (xy - x * y / n) / (xx - x * x / n)
    a = (y - phi * x) / n
    variance = (yy - a * y - phi * xy) / (n - 2)
    error = math.sqrt(variance / (xx - x * x / n))
    level = math.exp(a / (1 - phi))
    return [
        ("conflict.persistence", phi, error, n),
        ("conflict.level", level, level * math.sqrt(variance / n) / (1 - phi), n),
        ("conflict.volatility", math.sqrt(variance), math.sqrt(variance / (2 * (n - 2))), n),
    ]


def fit_rates() -> list[tuple]:
    """Events in months at risk: rate (n + 1/2)/T, the mean of the posterior under Jeffreys' prior; its standard error.

    Summits that were observed are put at their own rate, n/T: none was looked for among months that might have had more.
    """
    counts = {
        "calendar.summit_rate": (2, 58),
        "conflict.onset": (5, 212),
        "transit.onset_in_war": (3, 46),
        "transit.onset": (0, 84),
    }
    rows = []
    for key, (events, months) in counts.items():
        rate = events / months if key == "calendar.summit_rate" else (events + 0.5) / months
        rows.append((key, rate, math.sqrt(events + 0.5) / months, months))
    return rows


def table(rows: list[tuple]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["key", "value", "standard_error", "n"])
    for key, value, error, n in rows:
        writer.writerow([key, f"{value:.4g}", f"{error:.2g}", n])
    return text.getvalue()


def stated(scenario: dict, key: str) -> float:
    node = scenario
    for part in key.split("."):
        node = node[part]
    return node["value"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--until", type=int, default=EVER)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = all_fits(options.until)
    if options.until != EVER:
        print(table(rows))
        return 0
    if options.write:
        FITTED.write_text(table(rows), encoding="utf-8")
    faults = differences(rows, FITTED.read_text(encoding="utf-8"))
    print("\n".join(faults), file=sys.stderr)
    return min(len(faults), 1)


def all_fits(until: int) -> list[tuple]:
    return fit_oil(until) + fit_capability(until) + fit_conflict() + fit_rates()


def differences(rows: list[tuple], recorded: str) -> list[str]:
    """Where the recorded table or the scenario has another value than the fit, beyond the digits that they write."""
    faults = []
    written = {row["key"]: float(row["value"]) for row in csv.DictReader(io.StringIO(recorded))}
    if set(written) != {key for key, *_ in rows}:
        faults.append("drivers_fitted.csv has other keys than the fit")
    scenario = tomllib.loads(SCENARIO.read_text(encoding="utf-8"))
    further = tomllib.loads((SCENARIO.parent / "cookbook" / "turkiye-and-eu.toml").read_text(encoding="utf-8"))
    scenario["power"] = further["power"] | scenario["power"]
    for key, value, error, _ in rows:
        if not math.isclose(written.get(key, math.nan), value, rel_tol=1e-3):
            faults.append(f"{key}: drivers_fitted.csv has {written.get(key)}, the fit gives {value:.4g} ({error:.2g})")
        if not math.isclose(stated(scenario, key), value, rel_tol=6e-3):
            faults.append(f"{key}: the scenario has {stated(scenario, key)}, the fit gives {value:.4g} ({error:.2g})")
    return faults


if __name__ == "__main__":
    sys.exit(main())
