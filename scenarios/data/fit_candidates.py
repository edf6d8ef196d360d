"""What five accessions say about when other states join the accord: the fit behind [cascade] of kazakhstan-2025.toml.

Reads accord_candidates.csv, accord_events.csv and accord_conflict.csv beside this file, and the standing of states from
the scenario. A state outside the accord joins in a month with log odds

    x = a + b_A arms + b_D closeness + b_R (recognition - 1/2) + b_K (monarchy - 2/5) - b_g salience g
        + b_U (office - 1) + b_E e + b_M Mo + b_C min(3/2, joined neighbours) + b_L Lg
        + tau eps_state + sigma_c z_quarter,      e = office exp(-n/6)

n the months to the next election, Mo and Lg as docs/model.md 6.6 moves them, from January 2017 to November 2025. Priors
are in PRIORS below; eps and z are standard normal. Sampled by Hamiltonian Monte Carlo (Neal 2011) with the step adapted
in the warm-up (Hoffman & Gelman 2014).

    python scenarios/data/fit_candidates.py

prints coefficients, expected joins beside observed ones, and the ranking of states. With --write it also writes
candidate_draws.csv, the joint draws that the scenario names; with --wide it takes all 31 states, not the 20 of the main
risk set; with --check it fits nothing, and fails where the scenario states other figures than data and draws give.
"""

import argparse
import csv
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
FIRST, LAST, BEFORE = "2017-01", "2025-11", "2021-01"  # of the record, and of the part from which the rest is foreseen
IN_OFFICE = (("2017-01", "2021-01"), ("2025-01", "2099-12"))
ELECTION, INTERVAL, DECAY = "2018-11", 24, 6.0  # months
CALM = 0.1  # conflict intensity of months without a row
#: How momentum and legitimacy move: keys of [accord], as in the scenario.
MOVES = (
    "momentum_decay",
    "momentum_gain",
    "legitimacy_rate",
    "legitimacy_level",
    "legitimacy_conflict",
    "legitimacy_gain",
)
UNFINISHED = {"SDN": 0.5}
#: Coefficient: mean and standard deviation of its normal prior; the first is the logit of the base hazard.
PRIORS = {
    "base_hazard": (np.log(0.0022 / (1 - 0.0022)), 1.5),
    "arms_effect": (0.0, 0.7),
    "closeness_effect": (0.0, 0.7),
    "recognition_effect": (0.0, 1.0),
    "monarchy_effect": (0.0, 1.0),
    "conflict_effect": (1.0, 1.0),
    "office_effect": (1.0, 1.0),
    "election_effect": (0.5, 1.0),
    "momentum_effect": (0.0, 0.7),
    "neighbour_effect": (0.0, 0.7),
    "legitimacy_effect": (0.0, 0.7),
}
#: Of the logarithms of tau and sigma_c.
SCALES = {"state_deviation": (np.log(0.5), 0.6), "quarter_deviation": (np.log(0.7), 0.5)}
NAMES = [*PRIORS, *SCALES]
FIXED = len(PRIORS)
ROWS = 1000  # of the draws written
FAR = 50.0  # a path that goes there has diverged
HAZARD_MARGIN = 1.5e-4  # of the base hazard: a twentieth of its deviation, and rounding
MARGIN = 0.06  # by which means of 1000 of the draws may differ from those of all


def month_number(text: str) -> int:
    """Months since year 0."""
    return int(text[:4]) * 12 + int(text[5:]) - 1


START, END = month_number(FIRST), month_number(LAST)


@dataclass
class Record:
    """The months in which each state of the risk set could have joined."""

    states: list[str]
    covariates: np.ndarray  # [row, coefficient]
    state: np.ndarray  # of each row
    month: np.ndarray
    joined: np.ndarray

    def until(self, last: int) -> "Record":
        """The part up to a month."""
        keep = self.month <= last
        return Record(self.states, self.covariates[keep], self.state[keep], self.month[keep], self.joined[keep])


class World:
    """What is known of states, months and the accord."""

    def __init__(self, *, wide: bool) -> None:
        rows = [row for row in table("accord_candidates.csv") if wide or row["risk_set"] == "main"]
        scenario = tomllib.loads((HERE.parent / "kazakhstan-2025.toml").read_text(encoding="utf-8"))
        self.states = [row["state"] for row in rows]
        self.accord = {key: scenario["accord"][key]["value"] for key in MOVES}
        self.deepening = scenario["cascade"]["deepening_worth"]["value"]
        others, hedger = scenario["candidate"], scenario["hedger"]["KAZ"]
        self.weight = np.array(
            [
                others[s]["standing"]["value"] * others[s]["novelty"]["value"] if s in others else 0.5
                for s in self.states
            ]
        )
        self.weight[self.states.index("KAZ")] = hedger["standing"]["value"] * (1 - hedger["prior_ties"]["value"])
        self.neighbour = np.array([[float(r in row["neighbours"].split(";")) for r in self.states] for row in rows])
        self.whole = np.array([UNFINISHED.get(s, 1.0) for s in self.states])
        self.salience = np.array([float(row["conflict_salience"]) for row in rows])
        main = np.array([row["risk_set"] == "main" for row in rows])

        def scaled(column: str, sign: float = 1.0) -> np.ndarray:
            values = sign * np.array([float(row[column]) for row in rows])
            return (values - values[main].mean()) / values[main].std(ddof=1)

        kept = [
            np.array([float(row["recognition"]) for row in rows]) - 0.5,
            np.array([float(row["monarchy"]) for row in rows]) - 0.4,
        ]
        self.early = np.array([scaled("arms_2010_19"), scaled("un_distance_2019", -1.0), *kept])
        self.late = np.array([scaled("arms_2014_23"), scaled("un_distance_2023", -1.0), *kept])
        self.conflict = np.full(END + 1, CALM)
        for row in table("accord_conflict.csv"):
            self.conflict[month_number(row["month"])] = float(row["intensity"])
        self.joins: dict[int, list[int]] = {}
        self.deepenings: dict[int, list[int]] = {}
        for row in table("accord_events.csv"):
            if row["kind"] in ("join", "deepen") and row["state"] in self.states:
                target = self.joins if row["kind"] == "join" else self.deepenings
                target.setdefault(month_number(row["month"]), []).append(self.states.index(row["state"]))

    def calendar(self, month: int) -> tuple[float, float]:
        """Whether the sponsor is in office, and e."""
        office = float(any(month_number(a) <= month <= month_number(b) for a, b in IN_OFFICE))
        return office, office * float(np.exp(-((month_number(ELECTION) - month) % INTERVAL) / DECAY))

    def at_start(self) -> tuple[float, float]:
        """Momentum and legitimacy as the record begins: none, and at rest without war."""
        return 0.0, self.accord["legitimacy_level"] - self.accord["legitimacy_conflict"] * CALM

    def move(
        self, momentum: np.ndarray, legitimacy: np.ndarray, month: int, worth: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Momentum and legitimacy at the end of a month with accessions worth so much."""
        a = self.accord
        level = a["legitimacy_level"] - a["legitimacy_conflict"] * self.conflict[month]
        return (
            np.minimum((1 - a["momentum_decay"]) * momentum + a["momentum_gain"] * worth, 1.0),
            np.clip(legitimacy + a["legitimacy_rate"] * (level - legitimacy) + a["legitimacy_gain"] * worth, -1.0, 1.0),
        )

    def record(self) -> tuple[Record, dict[int, tuple[float, float]], dict[int, np.ndarray]]:
        """The record, and momentum, legitimacy and members at the start of each month."""
        momentum, legitimacy = self.at_start()
        member = np.zeros(len(self.states))
        rows, state, months, joined, standing, members = [], [], [], [], {}, {}
        for month in range(START, END + 1):
            standing[month], members[month] = (float(momentum), float(legitimacy)), member.copy()
            office, election = self.calendar(month)
            traits = self.early if month <= month_number(BEFORE) else self.late
            near = np.minimum(self.neighbour @ member, 1.5)
            new = self.joins.get(month, [])
            for s in np.flatnonzero(member == 0):
                common = [office - 1, election, momentum, near[s], legitimacy]
                rows.append([1.0, *traits[:, s], -self.salience[s] * self.conflict[month], *common])
                state.append(s)
                months.append(month)
                joined.append(float(s in new))
            worth = self.weight[new].sum() + self.deepening * self.weight[self.deepenings.get(month, [])].sum()
            member[new] = self.whole[new]
            momentum, legitimacy = self.move(momentum, legitimacy, month, worth)
        return (
            Record(self.states, np.array(rows), np.array(state), np.array(months), np.array(joined)),
            standing,
            members,
        )


def table(name: str) -> list[dict[str, str]]:
    """Rows of a file beside this one."""
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Posterior:
    """Log density of the parameters given a record, and its gradient."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.quarter = record.month // 3 - record.month.min() // 3
        self.states, self.quarters = len(record.states), int(self.quarter.max()) + 1
        self.mean = np.array([m for m, _ in [*PRIORS.values(), *SCALES.values()]])
        self.deviation = np.array([s for _, s in [*PRIORS.values(), *SCALES.values()]])
        self.size = len(NAMES) + self.states + self.quarters

    def parts(self, q: np.ndarray) -> tuple[np.ndarray, ...]:
        """Coefficients, logarithms of the two scales, effects of states and quarters."""
        n = len(NAMES)
        return q[:FIXED], q[FIXED:n], q[n : n + self.states], q[n + self.states :]

    def __call__(self, q: np.ndarray) -> tuple[float, np.ndarray]:
        """Log density up to a constant, and gradient."""
        b, log_scale, eps, z = self.parts(q)
        tau, sigma = np.exp(log_scale)
        r = self.record
        x = r.covariates @ b + tau * eps[r.state] + sigma * z[self.quarter]
        value = r.joined @ x - np.logaddexp(0.0, x).sum()
        slope = r.joined - 0.5 * (1.0 + np.tanh(0.5 * x))
        by_state = np.bincount(r.state, slope, self.states)
        by_quarter = np.bincount(self.quarter, slope, self.quarters)
        head = (q[: len(NAMES)] - self.mean) / self.deviation
        value += -0.5 * (head @ head + eps @ eps + z @ z)
        scales = np.array([tau * (by_state @ eps), sigma * (by_quarter @ z)])
        gradient = np.concatenate([slope @ r.covariates, scales, tau * by_state - eps, sigma * by_quarter - z])
        gradient[: len(NAMES)] -= head / self.deviation
        return float(value), gradient


def sample(density: Posterior, random: np.random.Generator, warm_up: int, draws: int, steps: int = 24) -> np.ndarray:
    """One chain of Hamiltonian Monte Carlo; prior deviations as masses."""
    scale = np.concatenate([density.deviation, np.ones(density.size - len(NAMES))])
    q = np.concatenate([density.mean, np.zeros(density.size - len(NAMES))]) + 0.2 * scale * random.standard_normal(
        density.size
    )
    value, gradient = density(q)
    target, log_step, mean_log_step, error = 0.8, np.log(0.1), 0.0, 0.0
    kept = np.empty((draws, density.size))
    for n in range(warm_up + draws):
        step = np.exp(log_step if n < warm_up else mean_log_step)
        p = random.standard_normal(density.size)
        start = value - 0.5 * p @ p
        q_new, value_new, gradient_new = q, value, gradient
        for _ in range(int(random.integers(steps // 2, steps + 1))):
            p = p + 0.5 * step * scale * gradient_new
            q_new = q_new + step * scale * p
            if not np.abs(q_new).max() < FAR:
                value_new = -np.inf
                break
            value_new, gradient_new = density(q_new)
            p = p + 0.5 * step * scale * gradient_new
        change = value_new - 0.5 * p @ p - start
        accept = min(1.0, float(np.exp(min(0.0, change)))) if np.isfinite(change) else 0.0
        if random.random() < accept:
            q, value, gradient = q_new, value_new, gradient_new
        if n < warm_up:  # dual averaging
            error += ((target - accept) - error) / (n + 11.0)
            log_step = np.log(1.0) - np.sqrt(n + 1.0) / 0.05 * error
            weight = (n + 1.0) ** -0.75
            mean_log_step = weight * log_step + (1 - weight) * mean_log_step
        else:
            kept[n - warm_up] = q
    return kept


def fit(record: Record, seed: int, draws: int) -> tuple[Posterior, np.ndarray, float, float]:
    """Four chains; density, draws [draw, parameter], the largest R^ and the fewest effective draws of NAMES."""
    density = Posterior(record)
    chains = np.array([sample(density, np.random.default_rng([seed, c]), 500, draws) for c in range(4)])
    heads = chains[:, :, : len(NAMES)]
    half = draws // 2
    split = np.concatenate([heads[:, :half], heads[:, half : 2 * half]])
    within = split.var(axis=1, ddof=1).mean(axis=0)
    between = split.mean(axis=1).var(axis=0, ddof=1)
    r_hat = float(np.sqrt((half - 1) / half + between / within).max())
    least = min(effective(heads[:, :, k]) for k in range(len(NAMES)))
    return density, chains.reshape(-1, density.size), r_hat, least


def effective(chains: np.ndarray) -> float:
    """Effective number of draws by the initial positive sequence (Geyer 1992)."""
    centred = chains - chains.mean()
    length = chains.shape[1]
    covariance = np.array([(centred[:, : length - lag] * centred[:, lag:]).mean() for lag in range(min(length, 400))])
    rho = covariance / covariance[0]
    total = 1.0
    for lag in range(1, len(rho) - 1, 2):
        pair = rho[lag] + rho[lag + 1]
        if pair < 0:
            break
        total += 2 * pair
    return chains.size / total


def foresee(
    world: World, draws: np.ndarray, posterior: Posterior, standing: tuple[float, float], member: np.ndarray
) -> np.ndarray:
    """Joins from February 2021 to October 2025, one path for each draw, from what was known in January 2021."""
    random = np.random.default_rng(7)
    count = len(draws)
    momentum, legitimacy = (np.full(count, value) for value in standing)
    members = np.tile(member, (count, 1))
    joins = np.zeros(count)
    tau, sigma = np.exp(draws[:, FIXED]), np.exp(draws[:, FIXED + 1])
    eps = draws[:, len(NAMES) : len(NAMES) + posterior.states]
    shock = np.zeros(count)
    for month in range(month_number(BEFORE) + 1, END):
        if month % 3 == 0 or month == month_number(BEFORE) + 1:
            shock = sigma * random.standard_normal(count)
        office, election = world.calendar(month)
        b = draws[:, :FIXED]
        common = (
            b[:, 0] + b[:, 6] * (office - 1) + b[:, 7] * election + b[:, 8] * momentum + b[:, 10] * legitimacy + shock
        )
        near = np.minimum(members @ world.neighbour.T, 1.5)
        x = common[:, None] + b[:, 1:5] @ world.early - np.outer(b[:, 5] * world.conflict[month], world.salience)
        x += b[:, 9, None] * near + tau[:, None] * eps
        new = (members == 0) & (random.random(x.shape) < 1 / (1 + np.exp(-x)))
        joins += new.sum(axis=1)
        members[new] = 1.0
        worth = new @ world.weight + world.deepening * world.weight[world.deepenings.get(month, [])].sum()
        momentum, legitimacy = world.move(momentum, legitimacy, month, worth)
    return joins


def ranking(
    world: World, draws: np.ndarray, rows: Record, shock: float = 0.0
) -> list[tuple[str, float, float, float, float]]:
    """State, mean and 5 and 95 % quantiles of its hazard in the last month, and P(it is the highest)."""
    last = np.flatnonzero(rows.month == END)
    tau = np.exp(draws[:, FIXED])
    eps = draws[:, len(NAMES) : len(NAMES) + len(world.states)]
    x = draws[:, :FIXED] @ rows.covariates[last].T + tau[:, None] * eps[:, rows.state[last]] + shock
    hazard = 1 / (1 + np.exp(-x))
    first = np.bincount(hazard.argmax(axis=1), minlength=len(last)) / len(draws)
    low, high = np.quantile(hazard, [0.05, 0.95], axis=0)
    listed = zip([world.states[s] for s in rows.state[last]], hazard.mean(axis=0), low, high, first, strict=True)
    return sorted(((s, float(m), float(a), float(b), float(f)) for s, m, a, b, f in listed), key=lambda row: -row[1])


def log_bayes_factor(draws: np.ndarray, names: list[str]) -> float:
    """Ln of what the record says for free effects over none, by Savage & Dickey with a normal for the posterior."""
    places = [NAMES.index(name) for name in names]
    prior_mean, prior_sd = (np.array([PRIORS[name][part] for name in names]) for part in (0, 1))
    values = draws[:, places]
    covariance = np.cov(values.T).reshape(len(places), len(places))
    mean = values.mean(axis=0)
    at_none = -0.5 * (np.linalg.slogdet(covariance)[1] + mean @ np.linalg.solve(covariance, mean))
    prior = -np.log(prior_sd).sum() - 0.5 * ((prior_mean / prior_sd) ** 2).sum()
    return float(prior - at_none)


def show(title: str, draws: np.ndarray) -> None:
    """Mean, deviation and 90 % interval of each coefficient."""
    print(f"\n{title}")
    for k, name in enumerate(NAMES):
        values = draws[:, k]
        if name == "base_hazard":
            values = 1 / (1 + np.exp(-values))
        elif name in SCALES:
            values = np.exp(values)
        low, high = np.quantile(values, [0.05, 0.95])
        print(f"  {name:20s} {values.mean():+9.4f}  sd {values.std():7.4f}  90 % [{low:+.4f}, {high:+.4f}]")


def write(draws: np.ndarray) -> None:
    """The joint draws, each column a parameter of the scenario; `*` stands for every candidate."""
    chosen = draws[np.linspace(0, len(draws) - 1, ROWS).astype(int)].copy()
    chosen[:, 0] = 1 / (1 + np.exp(-chosen[:, 0]))
    chosen[:, FIXED : len(NAMES)] = np.exp(chosen[:, FIXED : len(NAMES)])
    keys = ["candidate.*.base_hazard", *(f"cascade.{name}" for name in NAMES[1:])]
    with (HERE / "candidate_draws.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(keys)
        for row in chosen[:, : len(NAMES)]:
            writer.writerow([f"{value:.6g}" for value in row])
    print(f"\nwrote {ROWS} rows of {len(keys)} columns to candidate_draws.csv")


def members_record(world: World, standing: dict[int, tuple[float, float]]) -> None:
    """Jeffreys' rates of what members did, and the mean conditions in which they did it."""
    months = range(month_number(BEFORE) + 1, END)
    salience = np.mean([world.salience[world.states.index(s)] for s in ("ARE", "BHR", "MAR", "SDN")])
    strain = salience * world.conflict[list(months)].mean()
    print(f"\nmembers, February 2021 to October 2025: mean of salience x conflict {strain:.3f}, "
          f"mean legitimacy {np.mean([standing[m][1] for m in months]):.3f}")  # fmt: skip
    exposure = len(months)
    for what, events, trials in (
        ("leave", 0, 4 * exposure),
        ("freeze", 1, 4 * exposure),
        ("deepen", 2, 4 * exposure),
        ("finish", 0, exposure),
    ):
        chances = np.random.default_rng(1).beta(events + 0.5, trials - events + 0.5, 400_000)
        low, high = np.quantile(chances, [0.05, 0.95])
        print(
            f"  {what:7s} {events} in {trials} member-months: {events / trials:.5f}; "
            f"Jeffreys {chances.mean():.5f} [{low:.5f}, {high:.5f}]"
        )


def check(world: World, standing: dict[int, tuple[float, float]]) -> list[str]:
    """Figures of the scenario that differ from what the data and the joint draws give, to the places that it states."""
    scenario = tomllib.loads((HERE.parent / "kazakhstan-2025.toml").read_text(encoding="utf-8"))
    months = range(month_number(BEFORE) + 1, END)
    members = [world.states.index(s) for s in ("ARE", "BHR", "MAR", "SDN")]
    expected = {
        "accord.momentum": (standing[END][0], 2),
        "accord.legitimacy": (standing[END][1], 2),
        "cascade.mean_conflict": (world.salience[members].mean() * world.conflict[list(months)].mean(), 3),
        "cascade.mean_legitimacy": (float(np.mean([standing[m][1] for m in months])), 3),
    }
    with (HERE / "candidate_draws.csv").open(encoding="utf-8") as file:
        keys, *rows = csv.reader(file)
    for key, mean in zip(keys, np.array(rows, dtype=float).mean(axis=0), strict=True):
        if key.startswith("cascade."):
            expected[key] = (float(mean), 2)
    hazard = float(np.mean([float(row[0]) for row in rows]))
    for state, stated in scenario["candidate"].items():
        s = world.states.index(state)
        if not abs(stated["base_hazard"]["value"] - hazard) < HAZARD_MARGIN:
            expected[f"candidate.{state}.base_hazard"] = (hazard, 5)
        expected[f"candidate.{state}.arms"] = (world.late[0, s], 2)
        expected[f"candidate.{state}.closeness"] = (world.late[1, s], 2)
        expected[f"candidate.{state}.recognition"] = (world.late[2, s] + 0.5, 2)
        expected[f"candidate.{state}.monarchy"] = (world.late[3, s] + 0.4, 2)
        expected[f"candidate.{state}.conflict_salience"] = (world.salience[s], 2)
        expected[f"candidate.{state}.nearness"] = (world.neighbour[s, world.states.index("KAZ")], 2)
        for other in scenario["candidate"]:
            if world.neighbour[s, world.states.index(other)] != stated["neighbour"]["value"].get(other, 0.0):
                expected[f"candidate.{state}.neighbour.{other}"] = (np.nan, 2)
    wrong = []
    for key, (value, places) in expected.items():
        at = scenario
        for part in key.split("."):
            at = at.get(part, {})
        given = at.get("value", np.nan) if isinstance(at, dict) else np.nan
        if not abs(given - value) <= 0.51 * 10**-places + MARGIN * key.startswith("cascade."):
            wrong.append(f"{key}: the scenario says {given}, the data {value:.4f}")
    return wrong


def main() -> int:
    """Fits the whole record and the part up to January 2021, and prints what they say."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--write", action="store_true", help="write candidate_draws.csv")
    options.add_argument("--wide", action="store_true", help="all 31 states")
    options.add_argument("--draws", type=int, default=2500, help="of each of four chains")
    options.add_argument("--check", action="store_true", help="compare the scenario with data and draws")
    given = options.parse_args()
    world = World(wide=given.wide)
    rows, standing, members = world.record()
    if given.check:
        wrong = check(world, standing)
        print("\n".join(wrong or ["the scenario agrees with data and draws"]))
        return 1 if wrong else 0
    print(f"{len(world.states)} states, {len(rows.joined)} months at risk, {int(rows.joined.sum())} accessions")
    momentum, legitimacy = standing[END]
    print(f"at the start of {LAST}: momentum {momentum:.3f}, legitimacy {legitimacy:.3f}")
    members_record(world, standing)
    posterior, early, r_hat, least = fit(rows.until(month_number(BEFORE)), 11, given.draws)
    show(f"January 2017 to January 2021 (4 accessions; R^ {r_hat:.3f}, effective draws {least:.0f})", early)
    joins = foresee(world, early, posterior, standing[month_number(BEFORE) + 1], members[month_number(BEFORE) + 1])
    q = np.quantile(joins, [0.05, 0.5, 0.95])
    print(f"\nFebruary 2021 to October 2025, foreseen from January 2021: {joins.mean():.2f} joins, median {q[1]:.0f}, "
          f"90 % [{q[0]:.0f}, {q[2]:.0f}], P(none) {np.mean(joins == 0):.2f}; observed: 0")  # fmt: skip
    without = early.copy()
    without[:, 8:11] = 0.0
    joins = foresee(world, without, posterior, standing[month_number(BEFORE) + 1], members[month_number(BEFORE) + 1])
    print(
        f"  the same draws without momentum, neighbours and legitimacy: {joins.mean():.2f}, "
        f"P(none) {np.mean(joins == 0):.2f}"
    )
    posterior, whole, r_hat, least = fit(rows, 12, given.draws)
    show(f"January 2017 to November 2025 (5 accessions; R^ {r_hat:.3f}, effective draws {least:.0f})", whole)
    for names in (
        ["momentum_effect", "neighbour_effect"],
        ["neighbour_effect"],
        ["office_effect"],
        ["election_effect"],
    ):
        print(f"  Bayes factor of {' and '.join(names)} free over none: {np.exp(log_bayes_factor(whole, names)):.2f}")
    print(f"\nhazard in {LAST} by state, with 90 % interval and probability of being the highest:")
    for place, (state, mean, low, high, first) in enumerate(ranking(world, whole, rows), 1):
        print(f"  {place:2d} {state}  {mean:.4f} [{low:.5f}, {high:.4f}]  {first:.2f}")
    print("\ncovariates for the scenario (arms, closeness):")
    for s, state in enumerate(world.states):
        print(f"  {state} {world.late[0, s]:+.2f} {world.late[1, s]:+.2f}")
    if given.write:
        write(whole)
    return 0


if __name__ == "__main__":
    sys.exit(main())
