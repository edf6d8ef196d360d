"""Write vectors.json: numbers that the engine and the Python package must both give.

Every number is made here from its definition, by other means than either uses: sums over all pairs, covariance matrices
of the state-space form, scipy's optimisers. Run `python tests/verification/scores/make_vectors.py` to write it anew.
"""

from __future__ import annotations

import json
from itertools import combinations
from math import cos, log, pi, sqrt
from pathlib import Path

import numpy as np
from scipy.optimize import differential_evolution
from scipy.stats import t as student


def pairwise(members: np.ndarray, observed: np.ndarray) -> float:
    """Energy score of vectors, fair, over all pairs."""
    m = len(members)
    near = sum(float(np.sqrt(((x - observed) ** 2).sum())) for x in members) / m
    pairs = sum(float(np.sqrt(((a - b) ** 2).sum())) for a, b in combinations(members, 2))
    return near - pairs / (m * (m - 1))


def interval(quotient: float, error: float, freedom: int, level: float) -> tuple[float, float]:
    """Interval of a skill by Student's t."""
    reach = student.ppf((1 + level) / 2, freedom) * error
    return 1 - quotient - reach, min(1 - quotient + reach, 1.0)


def skill(score: np.ndarray, reference: np.ndarray, horizon: int, level: float) -> dict[str, object]:
    """Skill over origins, every cosine written out."""
    n = len(score)
    quotient = score.mean() / reference.mean()
    added = [(s - quotient * r) / reference.mean() for s, r in zip(score, reference, strict=True)]
    terms = max(1, min(int(0.4 * n ** (2 / 3)), n // horizon))
    power = [
        (sqrt(2 / n) * sum(a * cos(pi * j * (t - 0.5) / n) for t, a in enumerate(added, 1))) ** 2
        for j in range(1, terms + 1)
    ]
    low, high = interval(quotient, sqrt(sum(power) / terms / n), terms, level)
    return {"value": 1 - quotient, "low": low, "high": high, "degrees_of_freedom": terms, "few": n / horizon < 10}


def panel(score: np.ndarray, reference: np.ndarray, state: np.ndarray, level: float) -> dict[str, object]:
    """Skill over a panel: the sandwich of a regression on a constant, state by state."""
    quotient = score.mean() / reference.mean()
    added = (score - quotient * reference) / reference.mean()
    groups = sorted(set(state.tolist()))
    middle = sum(added[state == one].sum() ** 2 for one in groups)
    count = len(groups)
    error = sqrt(count / (count - 1) * middle) / len(score)
    low, high = interval(quotient, error, count - 1, level)
    return {"value": 1 - quotient, "low": low, "high": high, "degrees_of_freedom": count - 1, "few": count < 10}


def run_smoothing(years: list[int], values: list[float], alpha: float, beta: float, phi: float) -> tuple:
    """Level, trend and errors of the innovations form, a year at a time: a year without a value has no error."""
    seen = dict(zip(years, values, strict=True))
    state = np.array([values[0], 0.0])
    move = np.array([[1.0, phi], [0.0, phi]])
    gain = np.array([alpha, beta])
    errors, spread, since = [], [], 0
    for year in range(years[0] + 1, years[-1] + 1):
        state = move @ state
        since += 1
        if year in seen:
            powers = [np.linalg.matrix_power(move, j - 1) @ gain for j in range(1, since)]
            variance = 1 + sum(float((move @ one)[0]) ** 2 for one in powers)
            error = seen[year] - state[0]
            errors.append(error / sqrt(variance))
            spread.append(log(variance))
            state = state + gain * error
            since = 0
    return state, np.array(errors), float(np.mean(spread))


def badness(years: list[int], values: list[float], *smoothing: float) -> float:
    """Minus twice the log likelihood over the number of errors, less a constant."""
    _, errors, spread = run_smoothing(years, values, *smoothing)
    return log(float(np.mean(errors**2))) + spread


def smoothing_case(name: str, years: list[int], values: list[float], ahead: int) -> dict[str, object]:
    """Fit of each baseline to one series, and its forecast."""
    found = {}
    for baseline in ("random_walk", "exponential", "damped_trend"):
        if baseline == "random_walk":
            at = (1.0, 0.0, 0.0)
        elif baseline == "exponential":
            fit = differential_evolution(lambda x: badness(years, values, x[0], 0, 0), [(0, 1)], seed=1, tol=1e-12)
            at = (fit.x[0], 0.0, 0.0)
        else:
            fit = differential_evolution(
                lambda x: badness(years, values, x[0], x[0] * x[1], x[2]),
                [(0, 1), (0, 1), (0.8, 0.98)],
                seed=1,
                tol=1e-12,
                maxiter=3000,
            )
            at = (fit.x[0], fit.x[0] * fit.x[1], fit.x[2])
        state, errors, _ = run_smoothing(years, values, *at)
        move = np.array([[1.0, at[2]], [0.0, at[2]]])
        point = float((np.linalg.matrix_power(move, ahead) @ state)[0])
        weights = [float((np.linalg.matrix_power(move, j) @ np.array(at[:2]))[0]) for j in range(1, ahead)]
        found[baseline] = {
            "badness": badness(years, values, *at) if baseline != "random_walk" else badness(years, values, 1, 0, 0),
            "smoothing": at,
            "point": point,
            "variance_over": 1 + sum(one**2 for one in weights),
            "mean_square_error": float(np.mean(errors**2)),
        }
    return {"name": name, "years": years, "values": values, "ahead": ahead, **found}


def main() -> None:
    """Write the file."""
    rng = np.random.default_rng(20)
    ensembles = []
    for members, outcomes in ((2, 1), (7, 1), (40, 1), (5, 3), (30, 7)):
        sample = rng.normal(size=(members, outcomes)).round(6)
        seen = rng.normal(size=outcomes).round(6)
        below = (sample[:, 0] < seen[0]).sum()
        ensembles.append(
            {
                "members": sample.tolist(),
                "observed": seen.tolist(),
                "score": pairwise(sample, seen),
                "pit": (below + 0.5) / (members + 1),
            }
        )
    skills = []
    for cases, horizon, level in ((3, 1, 0.9), (9, 5, 0.9), (14, 1, 0.9), (40, 1, 0.9), (125, 5, 0.5)):
        score, reference = rng.exponential(size=(2, cases)).round(6)
        skills.append(
            {"score": score.tolist(), "reference": reference.tolist(), "horizon": horizon, "level": level}
            | skill(score, reference, horizon, level)
        )
    panels = []
    for states, origins in ((3, 5), (12, 9)):
        score, reference = rng.exponential(size=(2, states * origins)).round(6)
        state = np.repeat(np.arange(states), origins)[: -(origins // 2)]  # the last state has fewer
        score, reference = score[: len(state)], reference[: len(state)]
        panels.append(
            {"score": score.tolist(), "reference": reference.tolist(), "state": state.tolist(), "level": 0.9}
            | panel(score, reference, state, 0.9)
        )
    walk = np.cumsum(rng.normal(0, 0.6, 15))
    noisy = (walk + rng.normal(size=15)).round(4).tolist()
    trending = (0.4 * np.arange(15) + np.cumsum(rng.normal(0, 0.3, 15))).round(4).tolist()
    years = list(range(2000, 2015))
    gap = [year for year in years if year not in (2005, 2010, 2011)]
    series = [
        smoothing_case("noisy walk", years, noisy, 5),
        smoothing_case("trend", years, trending, 3),
        smoothing_case("with gaps", gap, [noisy[year - 2000] for year in gap], 1),
    ]
    found = {"ensembles": ensembles, "skills": skills, "panels": panels, "smoothing": series}
    Path(__file__).with_name("vectors.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
