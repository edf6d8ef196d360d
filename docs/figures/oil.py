"""Draws what a held price of oil does: ``python docs/figures/oil.py ENGINE [PAIRS]`` with the package on the path.

Eight prices, each held for ten years from rest, with the claim on the weight of money at its value and at none. The
numbers are those of ``tests/verification/economy/responses.py``, whose runs these are.
"""

import sys
from pathlib import Path

import matplotlib
import numpy as np

matplotlib.use("Agg")

from matplotlib import pyplot as plt
from steppe.stats.intervals import z_of

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "verification" / "economy"))

from responses import YEAR_OF_REST, hazard_ratio, oil, response, run  # noqa: E402

PRICES = (10.0, 25.0, 40.0, 64.5, YEAR_OF_REST, 100.0, 125.0, 150.0)
CLAIMS = {"with the claim (ζ)": {}, "without it (ζ = 0)": {"hedger.KAZ.vulnerability": 0.0}}
PANELS = {
    "income": "Income from oil, first year (G a year)",
    "weight": "Weight of money after a year (at rest: 1)",
    "bids": "Offers by the powers, without the accord (G a year)",
    "hazard": "Hazard of acceding (at rest: 1)",
}


def points(engine: str, pairs: int, extra: dict[str, float]) -> dict[str, np.ndarray]:
    """Mean and half of its 90 % interval at each price; each [price, 2]."""
    rest = run(engine, {**oil(YEAR_OF_REST), **extra}, pairs)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in PANELS}
    for price in PRICES:
        results = run(engine, {**oil(price), **extra}, pairs)
        here = response(results)
        for name in ("income", "weight", "bids"):
            values = getattr(here, name)
            found[name].append((values.mean(), z_of(0.9) * values.std(ddof=1) / np.sqrt(values.size)))
        ratio, deviations = hazard_ratio(results, rest)
        error = abs((ratio - 1.0) / deviations) if deviations else 0.0
        found["hazard"].append((ratio, z_of(0.9) * error))
    return {name: np.array(values) for name, values in found.items()}


def main(engine: str, pairs: int) -> None:
    """Draw all."""
    figure, axes = plt.subplots(2, 2, figsize=(9.0, 6.2), sharex=True, layout="constrained")
    for (label, extra), colour, style in zip(CLAIMS.items(), ("#0072b2", "#555555"), ("o-", "s--"), strict=True):
        found = points(engine, pairs, extra)
        for axis, name in zip(axes.flat, PANELS, strict=True):
            mean, half = found[name].T
            axis.fill_between(PRICES, mean - half, mean + half, color=colour, alpha=0.2, linewidth=0)
            axis.plot(PRICES, mean, style, color=colour, label=label, markersize=4)
    for axis, words in zip(axes.flat, PANELS.values(), strict=True):
        axis.set_title(words, fontsize=10, loc="left")
        axis.axvline(YEAR_OF_REST, color="#bbbbbb", linewidth=0.8, zorder=0)
        axis.spines[["top", "right"]].set_visible(False)
    for axis in axes[1]:
        axis.set_xlabel("Price of oil, held for ten years (USD a barrel)")
    axes[0, 0].legend(frameon=False, fontsize=9)
    figure.suptitle("What oil does, in the model", x=0.01, ha="left", fontweight="bold")
    figure.supxlabel(
        f"Means over {pairs} runs that meet the same shocks at every price; bands: 90 % intervals. "
        f"Grey line: the price of the year of rest, {YEAR_OF_REST:g} USD.",
        x=0.01, ha="left", fontsize=8, color="#555555",
    )  # fmt: skip
    figure.savefig(HERE / "oil.png", dpi=110)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000)  # noqa: PLR2004
