"""The two questions of a month in NumPy: every step on all replicates at once, masks for what depends on them."""

# ruff: noqa: PLR0917, PLR2004 - games are written out

import numpy as np
from support.course_games import PRINCIPALS, STEEPNESS, STEPS, THRESHOLD


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
