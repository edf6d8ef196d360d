"""Made-up scores of hindcasts, in the columns that the figures read."""

from __future__ import annotations

import numpy as np
import pandas as pd

from steppe.hindcast.words import BASELINES
from steppe.stats import scores

GROUPS = ("trade", "un_distance", "un_point", "arms")
HORIZONS = (1, 3, 5, 9)
ORIGINS = 14


def sample_scores(seed: int = 4) -> pd.DataFrame:
    """Scores of the groups against every baseline; a mode of placebos besides."""
    rng = np.random.default_rng(seed)
    rows = []
    for mode in ("known", "placebo_permute"):
        for group in GROUPS:
            for horizon in HORIZONS:
                origins = ORIGINS - horizon + 1
                own = rng.exponential(1, origins)
                within = {"coverage50": rng.uniform(0.3, 0.7), "coverage90": rng.uniform(0.75, 1)}
                for baseline in BASELINES:
                    found = scores.skill_score(own, rng.exponential(1.2, origins), horizon=horizon)
                    rows.append(
                        {"group": group, "horizon": horizon, "mode": mode, "baseline": baseline, "skill": found.value}
                        | {
                            name: getattr(found, name)
                            for name in ("low", "high", "method", "degrees_of_freedom", "few")
                        }
                        | {"origins": origins}
                        | within
                    )
    return pd.DataFrame(rows)


def sample_transforms(seed: int = 5) -> pd.DataFrame:
    """Transforms of seven series of trade, over the origins of each horizon."""
    rng = np.random.default_rng(seed)
    rows = [
        {"group": "trade", "horizon": horizon, "mode": "known", "origin": 2000 + origin, "series": series}
        for horizon in HORIZONS
        for origin in range(ORIGINS - horizon + 1)
        for series in range(7)
    ]
    return pd.DataFrame(rows).assign(pit=rng.beta(0.8, 0.8, len(rows)))


def sample_fans(seed: int = 6) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Random walks observed from 2000 to 2014, and forecasts of them from every origin, five years on."""
    rng = np.random.default_rng(seed)
    forecasts, observed = [], []
    for series in ("distance to A", "distance to B"):
        walk = 2 + np.cumsum(rng.normal(0, 0.15, 15))
        observed += [{"series": series, "year": 2000 + i, "value": value} for i, value in enumerate(walk)]
        for origin in range(2000, 2014):
            for year in range(origin + 1, min(origin + 5, 2014) + 1):
                reach = 0.15 * np.sqrt(year - origin)
                ends = {"median": 0, "q05": -1.645, "q25": -0.674, "q75": 0.674, "q95": 1.645}
                quantiles = {name: walk[origin - 2000] + z * reach for name, z in ends.items()}
                forecasts.append({"series": series, "origin": origin, "year": year} | quantiles)
    return pd.DataFrame(forecasts), pd.DataFrame(observed)
