"""The bargaining game alone, as a user of NumPy would write it: the alternative that docs/performance.md compares with.

Transcribes docs/model.md 6.1 for many replicates at once: 24 steps, each damped by one half, every mode's weights by
their own exponential. Prints the time of a replicate-month on one core.

    python bench/numpy_game.py [REPLICATES] [REPEATS]
"""

import os
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

PRINCIPALS, ACTIONS, STEPS = 5, 8, 24
MODES = np.array([[0, 0], [1, 0], [0, 1], [1, 1]])  # offers, threatens
PRECISION, PRINCIPAL_PRECISION = 4.0, 6.0


def games(replicates: int, seed: int = 1) -> dict[str, np.ndarray]:
    """Random games of plausible size, in G: values, threats, budgets, beliefs."""
    draw = np.random.default_rng(seed)
    shape = (replicates, PRINCIPALS, ACTIONS)
    value = draw.normal(0.0, 0.3, shape)
    return {
        "value": value,
        "threat": 0.4 / (1 + np.exp((value + 0.3) / 0.05)),
        "budget": draw.uniform(0.1, 1.0, (replicates, PRINCIPALS, 1)),
        "delivery": draw.uniform(0.4, 0.9, (replicates, PRINCIPALS, 1)),
        "resolve": draw.uniform(0.2, 0.8, (replicates, PRINCIPALS, 1)),
        "utility": draw.normal(0.0, 0.2, (replicates, ACTIONS)),
        "base_rate": draw.dirichlet(np.ones(ACTIONS), replicates),
    }


def solve(game: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Reservations (replicate, principal) and mode probabilities (replicate, principal, mode)."""
    value, threat = game["value"], game["threat"]
    reservation = np.full(value.shape[:2], 0.5)
    mode = np.full((*value.shape[:2], 4), 0.25)
    offers = MODES[:, 0][None, None, :, None]
    threatens = MODES[:, 1][None, None, :, None]
    for _ in range(STEPS):
        offer = np.minimum(game["budget"], np.maximum(value - reservation[..., None], 0.0))
        transfer = (
            offers * (game["delivery"] * offer)[:, :, None, :] - threatens * (game["resolve"] * threat)[:, :, None, :]
        )
        mean_transfer = (mode[..., None] * transfer).sum(axis=2)
        others = game["utility"][:, None, :] + mean_transfer.sum(axis=1, keepdims=True) - mean_transfer
        weight = game["base_rate"][:, None, None, :] * np.exp(PRECISION * (others[:, :, None, :] + transfer))
        choice = weight / weight.sum(axis=-1, keepdims=True)
        cost = offers * offer[:, :, None, :] + threatens * 0.4 * (game["resolve"] * threat)[:, :, None, :]
        payoff = (choice * (value[:, :, None, :] - cost)).sum(axis=-1)
        odds = np.exp(PRINCIPAL_PRECISION * (payoff - MODES[:, 1] * 0.05))
        updated = odds / odds.sum(axis=-1, keepdims=True)
        bids = updated[..., 1] + updated[..., 3]
        target = (updated[..., 1] * payoff[..., 1] + updated[..., 3] * payoff[..., 3]) / bids
        target = target + 1.0 / (PRECISION * game["delivery"][..., 0])
        mode = 0.5 * (mode + updated)
        reservation = 0.5 * (reservation + target)
    return reservation, mode


def main() -> None:
    """Time the game and print the median over the repeats."""
    replicates = int(sys.argv[1]) if len(sys.argv) > 1 else 4096
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 5  # noqa: PLR2004  three arguments
    game = games(replicates)
    solve(game)
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        solve(game)
        times.append((time.perf_counter() - start) / replicates * 1e6)
    print(f"numpy {np.__version__}: {np.median(times):.1f} us a replicate-month (game alone), least {min(times):.1f}")


if __name__ == "__main__":
    main()
