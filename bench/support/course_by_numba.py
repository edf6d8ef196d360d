"""The two questions of a month in Numba: one replicate after the other, as one writes it in C."""

# ruff: noqa: C901, PLR0912, PLR0915, PLR0917, PLR2004 - games are written out, as users of Numba do

import numba
import numpy as np
from support.course_games import ACTIONS, PRINCIPALS, STEEPNESS, STEPS, THRESHOLD


@numba.njit(fastmath=True, inline="always")
def numba_step(w: float, z: float) -> float:
    """As `lambert_step`."""
    ahead = 1 + w
    q = 2 * ahead * (ahead + 2 / 3 * z)
    return w + w * z * (q - z) / (ahead * (q - 2 * z))


@numba.njit(fastmath=True)
def numba_best(
    others: np.ndarray, v: np.ndarray, value_factor: np.ndarray, cap: float, full_factor: float, least: float, k: float
) -> float:
    """As `best_reservation`."""
    outside, worth, inside = 0.0, 0.0, 0.0
    for a in range(ACTIONS):
        margin = v[a] - k
        if margin <= 0:
            outside += others[a]
            worth += others[a] * v[a]
        elif margin >= cap:
            outside += others[a] * full_factor
            worth += others[a] * full_factor * (v[a] - cap)
        else:
            inside += others[a] * value_factor[a]
    base = worth / outside + 1
    if inside <= 0:
        return max(base, least)
    ratio = inside / outside
    w = k - base
    near = False
    z = 0.0
    if w > 0:
        z = np.log(ratio / w) - base - w
        near = abs(z) < 1
    if not near:
        y = np.log(ratio) - base
        softplus = max(y, 0.0) + np.log1p(np.exp(-abs(y)))
        w = softplus * (1 - np.log(1 + softplus) / (2 + softplus))
        z = y - np.log(w) - w
    return max(base + numba_step(w, z), least)


@numba.njit(fastmath=True)
def numba_reservation(
    others: np.ndarray, v: np.ndarray, value_factor: np.ndarray, cap: float, full_factor: float, least: float, k: float
) -> float:
    """As `find_reservation`."""
    low, high = least, 1e300
    for _ in range(2):
        best = numba_best(others, v, value_factor, cap, full_factor, least, k)
        one, other = min(k, best), max(k, best)
        again = False
        for a in range(ACTIONS):
            below = v[a] - cap
            if one < v[a] <= other or one <= below < other:
                again = True
        if best > k:
            low = k
        else:
            high = k
        if not again:
            return best
        k = best if low < best < high else 0.5 * (low + high)
    return k


@numba.njit(fastmath=True)
def numba_menu(
    v: np.ndarray, value_factor: np.ndarray, cap: float, full_factor: float, k: float, offer: np.ndarray
) -> None:
    """As `menu`, into `offer`."""
    discount = np.exp(-k)
    for a in range(ACTIONS):
        margin = v[a] - k
        offer[a] = 1.0 if margin <= 0 else (full_factor if margin >= cap else value_factor[a] * discount)


@numba.njit(fastmath=True)
def numba_accord(
    gain: np.ndarray, scale: np.ndarray, cap_change: np.ndarray, cap_keep: np.ndarray, start: float
) -> float:
    """As `accord_by_numpy`, of one replicate."""
    n = gain.size
    kinks = np.empty(2 * n)
    most, cap = np.empty(n), np.empty(n)
    for i in range(n):
        most[i] = abs(scale[i] * gain[i]) - 1
        cap[i] = scale[i] * (cap_change[i] if gain[i] > 0 else cap_keep[i])
        below = most[i] - cap[i]
        if gain[i] > 0:
            kinks[i], kinks[n + i] = below, most[i]
        else:
            kinks[i] = 1 / most[i] if most[i] > 0 else 1e300
            kinks[n + i] = 1 / below if below > 0 else 1e300
    x, u, low, high = start, np.exp(start), 0.0, 1e300
    for _ in range(24):
        f, rising, falling = start - x, 0.0, 0.0
        for i in range(n):
            bid = min(cap[i], max(most[i] - (u if gain[i] > 0 else 1 / u), 0.0))
            f += bid if gain[i] > 0 else -bid
        if abs(f) <= 1e-12:
            break
        up = f > 0
        for i in range(n):
            lower, upper = kinks[i], kinks[n + i]
            if (lower < u < upper) or (up and u == lower and u < upper) or (not up and u == upper and u > lower):
                if gain[i] > 0:
                    rising += u
                else:
                    falling += 1 / u
        slope = 1 + rising + falling
        bend = 2 * slope * slope + f * (rising - falling)
        step = 2 * f * slope / bend if bend > slope * slope else f / slope
        if up:
            low = u
        else:
            high = u
        y = min(max(x + step, -700.0), 700.0)
        to = np.exp(y)
        last = u
        for kink in kinks:
            if low < kink < high:
                if up and last < kink <= to:
                    last = kink
                if not up and to <= kink < last:
                    last = kink
        if last != u or to < low or to > high:
            u = last if last != u else min(max(to, low), high)
            x = np.log(u)
        else:
            x, u = y, to
    return x


@numba.njit(fastmath=True)
def solve_by_numba(
    precision: np.ndarray,
    base_rate: np.ndarray,
    utility: np.ndarray,
    cap: np.ndarray,
    exchange: np.ndarray,
    threatens: np.ndarray,
    hurt: np.ndarray,
    capacity: np.ndarray,
    threat_cost: np.ndarray,
    posture: np.ndarray,
    value: np.ndarray,
    gain: np.ndarray,
    cap_change: np.ndarray,
    cap_keep: np.ndarray,
    log_odds: np.ndarray,
    answers: np.ndarray,
) -> None:
    """Both questions of every replicate, into `answers`."""
    tables = np.empty((7, PRINCIPALS, ACTIONS))
    v = tables[0]
    value_factor = tables[1]
    offer = tables[2]
    share = tables[3]
    threat = tables[4]
    profit = tables[5]
    after = tables[6]
    rows = np.empty((5, ACTIONS))
    plain = rows[0]
    threatened = rows[1]
    before = rows[2]
    others = rows[3]
    calm = rows[4]
    columns = np.empty((7, PRINCIPALS))
    scale = columns[0]
    least = columns[1]
    caps = columns[2]
    full = columns[3]
    k = columns[4]
    former = columns[5]
    change = columns[6]
    for r in range(precision.size):
        for a in range(ACTIONS):
            plain[a] = base_rate[r, a] * np.exp(precision[r] * utility[r, a])
            threatened[a] = plain[a]
        for i in range(PRINCIPALS):
            scale[i] = precision[r] * exchange[r, i]
            caps[i] = scale[i] * cap[r, i]
            full[i] = np.exp(caps[i])
            least[i], change[i] = 0.0, 0.0
            for a in range(ACTIONS):
                v[i, a] = scale[i] * (value[r, i, a] - value[r, i, 0])
                least[i] = min(least[i], v[i, a])
                value_factor[i, a] = np.exp(v[i, a])
                share[i, a] = 1 / (1 + np.exp((value[r, i, a] + THRESHOLD) * STEEPNESS))
                threat[i, a] = np.exp(-precision[r] * hurt[r, i] * capacity[r, i] * share[i, a])
                if threatens[r, i] != 0:
                    threatened[a] *= threat[i, a]
            k[i] = max(0.0, least[i])
            numba_menu(v[i], value_factor[i], caps[i], full[i], k[i], offer[i])
        for n in range(STEPS):
            for a in range(ACTIONS):
                before[a] = threatened[a]
                product = 1.0
                for i in range(PRINCIPALS - 1, -1, -1):
                    after[i, a] = product
                    product *= offer[i, a]
            former[:] = k
            for i in range(PRINCIPALS):
                for a in range(ACTIONS):
                    others[a] = before[a] * after[i, a]
                k[i] = numba_reservation(others, v[i], value_factor[i], caps[i], full[i], least[i], k[i])
                numba_menu(v[i], value_factor[i], caps[i], full[i], k[i], offer[i])
                for a in range(ACTIONS):
                    before[a] *= offer[i, a]
            product, square = 0.0, 0.0
            for i in range(PRINCIPALS):
                product += (k[i] - former[i]) * change[i]
                square += change[i] * change[i]
                change[i] = k[i] - former[i]
            if n >= 2 and n % 2 == 0 and n + 1 < STEPS:
                ratio = min(max(product / square, -3.0), 0.95) if square > 0 else 0.0
                for i in range(PRINCIPALS):
                    k[i] = max(k[i] + ratio / (1 - ratio) * change[i], least[i])
                    numba_menu(v[i], value_factor[i], caps[i], full[i], k[i], offer[i])
        total, inclusive = 0.0, 0.0
        for a in range(ACTIONS):
            total += before[a]
            calm[a] = plain[a]
            product = 1.0
            for i in range(PRINCIPALS - 1, -1, -1):
                after[i, a] = product
                product *= threat[i, a] if threatens[r, i] != 0 else 1.0
                calm[a] *= offer[i, a]
                profit[i, a] = value[r, i, a] - min(caps[i], max(v[i, a] - k[i], 0.0)) / scale[i]
            weight = calm[a]
            for i in range(PRINCIPALS):
                weight *= 1 + posture[r, i] * (threat[i, a] - 1)
            inclusive += weight
        for a in range(ACTIONS):
            answers[r, PRINCIPALS + a] = before[a] / total
        for i in range(PRINCIPALS):
            quiet, quiet_worth, loud, loud_worth = 0.0, 0.0, 0.0, 0.0
            for a in range(ACTIONS):
                without = calm[a] * after[i, a]
                made = without * threat[i, a]
                quiet += without
                quiet_worth += without * profit[i, a]
                loud += made
                loud_worth += made * (profit[i, a] - threat_cost[r, i] * share[i, a])
                if threatens[r, i] != 0:
                    calm[a] *= threat[i, a]
            answers[r, i] = k[i] / scale[i]
            answers[r, PRINCIPALS + ACTIONS + i] = loud_worth / loud - quiet_worth / quiet
        answers[r, 2 * PRINCIPALS + ACTIONS] = np.log(inclusive)
        answers[r, 2 * PRINCIPALS + ACTIONS + 1] = numba_accord(gain[r], scale, cap_change[r], cap_keep[r], log_odds[r])
