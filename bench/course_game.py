"""The two questions of a month alone, as users of NumPy and of Numba would write them, for docs/performance.md.

Reads games and answers of the engine, checks that answers agree to 1e-9, and prints the time of a game on one core.

    pip install -r bench/requirements.txt
    build/release-v4/bench/bench_course_game --write games.bin
    python bench/course_game.py games.bin [REPEATS]
"""

# ruff: noqa: C901, PLR0912, PLR0915, PLR0917, PLR2004 - games are written out, as users of Numba do

import os
import sys
import time
from collections.abc import Callable

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numba
import numpy as np

PRINCIPALS, ACTIONS, STEPS = 5, 6, 8
THRESHOLD, STEEPNESS = 0.15, 20.0
SHAPES = {
    "precision": (),
    "base_rate": (ACTIONS,),
    "utility": (ACTIONS,),
    "cap": (PRINCIPALS,),
    "exchange": (PRINCIPALS,),
    "threatens": (PRINCIPALS,),
    "hurt": (PRINCIPALS,),
    "capacity": (PRINCIPALS,),
    "threat_cost": (PRINCIPALS,),
    "posture": (PRINCIPALS,),
    "value": (PRINCIPALS, ACTIONS),
    "gain": (PRINCIPALS,),
    "cap_change": (PRINCIPALS,),
    "cap_keep": (PRINCIPALS,),
    "log_odds_without_offers": (),
}
ANSWERS = {"reservation": PRINCIPALS, "choice": ACTIONS, "worth": PRINCIPALS, "inclusive": 1, "log_odds": 1}
REPLICATES = 65536


def read(path: str) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Games, each field with the replicate as its last index, and the engine's answers (answer, replicate)."""
    numbers = np.fromfile(path).reshape(-1, REPLICATES)
    games, first = {}, 0
    for name, shape in SHAPES.items():
        count = int(np.prod(shape, dtype=int))
        games[name] = numbers[first : first + count].reshape((*shape, REPLICATES))
        first += count
    return games, numbers[first:]


# NumPy: every step on all replicates at once, masks for what depends on them.


def lambert_step(w: np.ndarray, z: np.ndarray) -> np.ndarray:
    """One step towards W, given z = y - ln w - w."""
    ahead = 1 + w
    q = 2 * ahead * (ahead + 2 / 3 * z)
    return w + w * z * (q - z) / (ahead * (q - 2 * z))


def best_reservation(
    others: np.ndarray,
    v: np.ndarray,
    value_factor: np.ndarray,
    cap: np.ndarray,
    full_factor: np.ndarray,
    least: np.ndarray,
    k: np.ndarray,
) -> np.ndarray:
    """A principal's best reservation for the actions that k gives offers below the cap."""
    margin = v - k
    none = margin <= 0
    full = (margin >= cap) & ~none
    weight = np.where(none, others, np.where(full, others * full_factor, 0))
    outside = weight.sum(0)
    worth = (weight * np.where(none, v, v - cap)).sum(0)
    inside = np.where(none | full, 0, others * value_factor).sum(0)
    base = worth / outside + 1
    offers = inside > 0
    ratio = np.where(offers, inside, 1) / outside
    w = k - base
    positive = offers & (w > 0)
    excess = np.log(np.where(positive, ratio / np.where(positive, w, 1), 1)) - base - w
    near = positive & (np.abs(excess) < 1)
    cold = offers & ~near
    if cold.any():
        y = np.log(ratio[cold]) - base[cold]
        softplus = np.logaddexp(0, y)
        start = softplus * (1 - np.log1p(softplus) / (2 + softplus))
        w[cold] = start
        excess[cold] = y - np.log(start) - start
    return np.maximum(base + np.where(offers, lambert_step(w, excess), 0), least)


def find_reservation(
    others: np.ndarray,
    v: np.ndarray,
    value_factor: np.ndarray,
    cap: np.ndarray,
    full_factor: np.ndarray,
    least: np.ndarray,
    k: np.ndarray,
) -> np.ndarray:
    """The reservation whose menu is best against the others."""
    low, high, searching = least.copy(), np.full_like(k, np.inf), np.ones(k.shape, bool)
    for _ in range(2):
        best = best_reservation(others, v, value_factor, cap, full_factor, least, k)
        one, other = np.minimum(k, best), np.maximum(k, best)
        below = v - cap
        again = (((v > one) & (v <= other)) | ((below >= one) & (below < other))).any(0)
        higher = best > k
        low, high = np.where(higher, k, low), np.where(higher, high, k)
        following = np.where(~again | ((best > low) & (best < high)), best, 0.5 * (low + high))
        k = np.where(searching, following, k)
        searching &= again
        if not searching.any():
            break
    return k


def menu(
    v: np.ndarray, value_factor: np.ndarray, cap: np.ndarray, full_factor: np.ndarray, k: np.ndarray
) -> np.ndarray:
    """e^T of a principal's menu."""
    margin = v - k
    return np.where(margin <= 0, 1, np.where(margin >= cap, full_factor, value_factor * np.exp(-k)))


def course_by_numpy(g: dict[str, np.ndarray]) -> np.ndarray:
    """Answers of the course question, one a row."""
    precision, value = g["precision"], g["value"]
    scale = precision * g["exchange"]
    v = scale[:, None] * (value - value[:, :1])
    least, cap = np.minimum(v.min(1), 0), scale * g["cap"]
    value_factor, full_factor = np.exp(v), np.exp(cap)
    share = 1 / (1 + np.exp((value + THRESHOLD) * STEEPNESS))
    threat = np.exp(-precision * (g["hurt"] * g["capacity"])[:, None] * share)
    drawn = np.where(g["threatens"][:, None] != 0, threat, 1)
    plain = g["base_rate"] * np.exp(precision * g["utility"])
    k = np.maximum(0, least)
    own = [(v[i], value_factor[i], cap[i], full_factor[i]) for i in range(PRINCIPALS)]
    offer = np.array([menu(*own[i], k[i]) for i in range(PRINCIPALS)])
    change = np.zeros_like(k)
    threatened = plain * drawn.prod(0)
    for n in range(STEPS):
        former, former_change = k.copy(), change
        for i in range(PRINCIPALS):
            others = threatened * np.delete(offer, i, 0).prod(0)
            k[i] = find_reservation(others, *own[i], least[i], k[i])
            offer[i] = menu(*own[i], k[i])
        change = k - former
        if n >= 2 and n % 2 == 0 and n + 1 < STEPS:
            square = (former_change**2).sum(0)
            ratio = np.where(square > 0, (change * former_change).sum(0) / np.where(square > 0, square, 1), 0)
            ratio = np.clip(ratio, -3.0, 0.95)
            k = np.maximum(k + ratio / (1 - ratio) * change, least)
            offer = np.array([menu(*own[i], k[i]) for i in range(PRINCIPALS)])
    calm = plain * offer.prod(0)
    weight = calm * drawn.prod(0)
    inclusive = np.log((calm * (1 + g["posture"][:, None] * (threat - 1)).prod(0)).sum(0))
    profit = value - np.minimum(cap[:, None], np.maximum(v - k[:, None], 0)) / scale[:, None]
    worth = np.empty_like(k)
    for i in range(PRINCIPALS):
        without = calm * np.delete(drawn, i, 0).prod(0)
        made = without * threat[i]
        cost = g["threat_cost"][i] * share[i]
        worth[i] = (made * (profit[i] - cost)).sum(0) / made.sum(0) - (without * profit[i]).sum(0) / without.sum(0)
    return np.vstack([k / scale, weight / weight.sum(0), worth, inclusive[None]])


def accord_by_numpy(g: dict[str, np.ndarray]) -> np.ndarray:
    """Log odds of change."""
    scale = g["precision"] * g["exchange"]
    gain = scale * g["gain"]
    sponsor = gain > 0
    most = np.abs(gain) - 1
    cap = scale * np.where(sponsor, g["cap_change"], g["cap_keep"])
    below_cap = most - cap
    with np.errstate(divide="ignore"):
        lower = np.where(sponsor, below_cap, np.where(most > 0, 1 / most, np.inf))
        upper = np.where(sponsor, most, np.where(below_cap > 0, 1 / below_cap, np.inf))
    start = g["log_odds_without_offers"]
    answer = start.copy()

    def bids(u: np.ndarray, which: np.ndarray) -> np.ndarray:
        s, m, c = sponsor[:, which], most[:, which], cap[:, which]
        bid = np.minimum(c, np.maximum(m - np.where(s, u, 1 / u), 0))
        return np.where(s, bid, -bid).sum(0)

    which = np.arange(start.size)  # replicates not yet at rest
    x, u = start.copy(), np.exp(start)
    low, high = np.zeros_like(u), np.full_like(u, np.inf)
    f = bids(u, which)
    for _ in range(23):
        going = np.abs(f) > 1e-12
        answer[which] = x
        which, x, u, f, low, high = (each[going] for each in (which, x, u, f, low, high))
        if which.size == 0:
            break
        up, s, kl, ku = f > 0, sponsor[:, which], lower[:, which], upper[:, which]
        acts = ((u > kl) & (u < ku)) | (up & (u == kl) & (u < ku)) | (~up & (u == ku) & (u > kl))
        rising, falling = (acts & s).sum(0) * u, (acts & ~s).sum(0) / u
        slope = 1 + rising + falling
        bend = 2 * slope**2 + f * (rising - falling)
        step = np.where(bend > slope**2, 2 * f * slope / bend, f / slope)
        low, high = np.where(up, u, low), np.where(up, high, u)
        y = np.clip(x + step, -700, 700)
        to = np.exp(y)
        kinks = np.concatenate([kl, ku])
        within = (kinks > low) & (kinks < high)
        farthest = np.where(within & (kinks <= to), kinks, low).max(0)
        nearest = np.where(within & (kinks >= to), kinks, high).min(0)
        last = np.where(up, np.maximum(farthest, low), np.minimum(nearest, high))
        passes = last != u
        stop = np.where(passes, last, np.clip(to, low, high))
        stops = passes | (to < low) | (to > high)
        x, u = np.where(stops, np.log(stop), y), np.where(stops, stop, to)
        f = start[which] - x + bids(u, which)
    answer[which] = x
    return answer


def solve_by_numpy(games: dict[str, np.ndarray]) -> np.ndarray:
    """Answers in the engine's order."""
    return np.vstack([course_by_numpy(games), accord_by_numpy(games)[None]])


# Numba: one replicate after the other, as one writes it in C.


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


def report(name: str, answers: np.ndarray, expected: np.ndarray, seconds: float) -> None:
    """Prints the time and how far the answers are from the engine's."""
    apart = np.abs(answers - expected).max(0)
    nanoseconds, differ = 1e9 * seconds / REPLICATES, int((apart > 1e-9).sum())
    print(f"{name:8} {nanoseconds:9.0f} ns a game; {differ} differ by more than 1e-9, at most by {apart.max():.1e}")


def least_time(work: Callable[[], object], repeats: int) -> float:
    """CPU time, so that others on the machine do not count."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Times both."""
    games, expected = read(sys.argv[1])
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    by_replicate = [np.ascontiguousarray(np.moveaxis(field, -1, 0)) for field in games.values()]
    answers = np.empty((REPLICATES, sum(ANSWERS.values())))
    solve_by_numba(*by_replicate, answers)  # compiles
    report("numba", answers.T, expected, least_time(lambda: solve_by_numba(*by_replicate, answers), repeats))
    report("numpy", solve_by_numpy(games), expected, least_time(lambda: solve_by_numpy(games), min(repeats, 2)))


if __name__ == "__main__":
    main()
