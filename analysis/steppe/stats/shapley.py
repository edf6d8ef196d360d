"""Shapley values and pairwise interactions of a game given by the value of every coalition.

A coalition of n players is a number whose bit i says whether player i takes part; a game is its value for the numbers
0 to 2**n - 1.

References
----------
Shapley, L. S. (1953). A value for n-person games. Contributions to the Theory of Games 2, 307-317.

Grabisch, M. & Roubens, M. (1999). An axiomatic approach to the concept of interaction among players in cooperative
games. International Journal of Game Theory 28, 547-565. https://doi.org/10.1007/s001820050125
"""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def shapley_values(game: ArrayLike) -> np.ndarray:
    r"""Share of each player: what it adds when players join one after the other, averaged over all orders.

    .. math:: \phi_i = \sum_{S \not\ni i} \frac{s! (n - s - 1)!}{n!} [v(S \cup i) - v(S)], \quad s = |S|

    (Shapley 1953). Shares sum to the value of all players together less that of none.

    Parameters
    ----------
    game
        Values of the coalitions along the first axis, of length 2**n with n >= 1; further axes are games of their own.

    Returns
    -------
    numpy.ndarray
        The shape of the game, with n in place of 2**n, in its unit.
    """
    game, players = _checked(game, least=1)
    size = _sizes(players)
    shares = []
    for player in range(players):
        without = _without(players, player)
        weight = np.array([1 / (players * comb(players - 1, s)) for s in range(players)])[size[without]]
        shares.append(np.tensordot(weight, game[without | 1 << player] - game[without], axes=1))
    return np.stack(shares)


def interaction_indices(game: ArrayLike) -> np.ndarray:
    r"""What two players do together beyond what they do apart.

    .. math:: I_{ij} = \sum_{S \not\ni i, j} \frac{s! (n - s - 2)!}{(n - 1)!}
        [v(S \cup ij) - v(S \cup i) - v(S \cup j) + v(S)]

    (Grabisch & Roubens 1999).

    Parameters
    ----------
    game
        As of `shapley_values`, with n >= 2.

    Returns
    -------
    numpy.ndarray
        Shape (n, n, ...), symmetric, NaN on the diagonal, in the unit of the game.
    """
    game, players = _checked(game, least=2)
    size = _sizes(players)
    found = np.full((players, players, *game.shape[1:]), np.nan)
    weights = np.array([1 / ((players - 1) * comb(players - 2, s)) for s in range(players - 1)])
    for i in range(players):
        for j in range(i + 1, players):
            rest = np.intersect1d(_without(players, i), _without(players, j), assume_unique=True)
            both = game[rest | 1 << i | 1 << j] - game[rest | 1 << i] - game[rest | 1 << j] + game[rest]
            found[i, j] = found[j, i] = np.tensordot(weights[size[rest]], both, axes=1)
    return found


def _checked(game: ArrayLike, least: int) -> tuple[np.ndarray, int]:
    game = np.asarray(game, dtype=float)
    players = len(game).bit_length() - 1 if game.ndim else 0
    if players < least or len(game) != 1 << players:
        raise ValueError(f"a game of n >= {least} players has 2**n values, not {game.shape[0] if game.ndim else 'one'}")
    return game, players


def _sizes(players: int) -> np.ndarray:
    return np.bitwise_count(np.arange(1 << players))


def _without(players: int, player: int) -> np.ndarray:
    coalitions = np.arange(1 << players)
    return coalitions[coalitions >> player & 1 == 0]
