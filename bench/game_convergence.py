"""How fast the bargaining game converges when principals answer at once and when they answer in turn (decision 15).

Solves random games of plausible size from a cold start, undamped, by a transcription of docs/model.md 6.1 that shares
nothing with the engine, and prints the largest change of some steps over reservations and mode probabilities.

    python bench/game_convergence.py [GAMES]
"""

import sys

import numpy as np
from numpy_game import MODES, PRINCIPALS, games

STEPS = (4, 5, 6, 8, 12, 24, 200)
EXECUTION_COST, AUDIENCE_COST = 0.4, 0.05  # share of a threat; G


class Games:
    """Random games, with precisions over the range of plausible parameters, and where their solution stands."""

    def __init__(self, count: int, seed: int = 3) -> None:
        draw = np.random.default_rng(seed)
        self.game = games(count, seed)
        self.precision = draw.uniform(2.0, 8.0, (count, 1))
        self.principal_precision = draw.uniform(4.0, 12.0, (count, 1))
        self.reservation = np.full((count, PRINCIPALS), 0.5)
        self.mode = np.full((count, PRINCIPALS, 4), 0.25)

    def menu(self, i: int) -> tuple[np.ndarray, np.ndarray]:
        """Offers and mean transfers of principal i, by game and action, in G."""
        offer = np.minimum(
            self.game["budget"][:, i], np.maximum(self.game["value"][:, i] - self.reservation[:, i, None], 0.0)
        )
        offers = (self.mode[:, i, 1] + self.mode[:, i, 3])[:, None] * self.game["delivery"][:, i]
        threatens = (self.mode[:, i, 2] + self.mode[:, i, 3])[:, None] * self.game["resolve"][:, i]
        return offer, offers * offer - threatens * self.game["threat"][:, i]

    def answer(self, i: int, offer: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Reservation and mode probabilities of principal i when the others transfer `others`."""
        value, delivery = self.game["value"][:, i], self.game["delivery"][:, i]
        harm = self.game["resolve"][:, i] * self.game["threat"][:, i]
        payoff = np.empty((len(value), 4))
        for s, (offers, threatens) in enumerate(MODES):
            transfer = offers * delivery * offer - threatens * harm
            weight = self.game["base_rate"] * np.exp(self.precision * (self.game["utility"] + others + transfer))
            spent = offers * offer + threatens * EXECUTION_COST * harm
            payoff[:, s] = (weight * (value - spent)).sum(axis=1) / weight.sum(axis=1)
        odds = np.exp(self.principal_precision * (payoff - payoff[:, :1] - MODES[:, 1] * AUDIENCE_COST))
        mode = odds / odds.sum(axis=1, keepdims=True)
        bids = mode[:, 1] + mode[:, 3]
        reservation = (mode[:, 1] * payoff[:, 1] + mode[:, 3] * payoff[:, 3]) / bids
        return reservation + 1.0 / (self.precision[:, 0] * delivery[:, 0]), mode

    def step(self, *, in_turn: bool) -> np.ndarray:
        """Take one step and return the largest change of each game."""
        menus = [self.menu(i) for i in range(PRINCIPALS)]
        change = np.zeros(len(self.mode))
        for i in range(PRINCIPALS):
            others = sum(transfer for _, transfer in menus) - menus[i][1]
            before = self.reservation[:, i].copy(), self.mode[:, i].copy()
            self.reservation[:, i], self.mode[:, i] = self.answer(i, menus[i][0], others)
            change = np.maximum(change, abs(self.reservation[:, i] - before[0]))
            change = np.maximum(change, abs(self.mode[:, i] - before[1]).max(axis=1))
            if in_turn:
                menus[i] = self.menu(i)
        return change


def main() -> None:
    """Print median, 99th percentile and maximum over games of the change at each of some steps."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    at_once, turns = Games(count), Games(count)
    for n in range(1, max(STEPS) + 1):
        changes = at_once.step(in_turn=False), turns.step(in_turn=True)
        if n in STEPS:
            text = ["  ".join(f"{np.quantile(change, q):7.0e}" for q in (0.5, 0.99, 1.0)) for change in changes]
            print(f"step {n:3d}   at once {text[0]}   in turn {text[1]}")
    settled = changes[0] < 1e-12  # noqa: PLR2004  of those that came to rest both ways
    apart = abs(at_once.reservation - turns.reservation)[settled].max()
    print(
        f"{settled.sum()} of {count} came to rest at once; their reservations differ from those in turn by {apart:.0e}"
    )


if __name__ == "__main__":
    main()
