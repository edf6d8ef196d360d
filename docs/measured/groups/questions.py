"""Why now, to whose benefit, which incentive, and the rival readings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pages import ROOT
from running import table, with_interval
from steppe.format import number, percent
from steppe.stats.intervals import z_of

from groups.effect import NOW, SCENARIO, difference, of_arm, of_outcome

if TYPE_CHECKING:
    from running import Runner

RIVALS = sorted((ROOT / "scenarios" / "rivals").glob("R*.toml"), key=lambda path: int(path.stem.split("-")[0][1:]))
ROUNDING = 1e-12  # of sums of doubles around 1
WHO = {
    "Kazakhstan's leadership": "welfare[KAZ]",
    "United States": "principal_gain[KAZ, USA]",
    "Israel": "principal_gain[KAZ, ISR]",
    "China": "principal_gain[KAZ, CHN]",
    "Russia": "principal_gain[KAZ, RUS]",
    "Iran": "principal_gain[KAZ, IRN]",
}


def rivals(run: Runner) -> dict[str, str]:
    """What each rival reading gives."""
    rows = []
    for path in [ROOT / SCENARIO, *RIVALS]:
        scenario = path.relative_to(ROOT)
        result = run.steppe_json(f"compare {scenario} -n 400 --no-headline")
        own_choice = run.steppe_json(f"run {scenario} -n 400 --months 2")
        rows.append(
            [
                "base scenario" if path == ROOT / SCENARIO else result["scenario"],
                difference(of_outcome(result, "welfare[KAZ]")),
                difference(of_outcome(result, "coercion[KAZ]")),
                number(of_arm(own_choice, NOW)["mean"], 3),
            ]
        )
    return {"table": table(["reading", "welfare, with less without, G", "coercion, G", "P(accede), month 1"], rows)}


def benefit(run: Runner) -> dict[str, str]:
    """Who gains, over chance and over priors."""
    result = run.steppe_json(f"benefit {SCENARIO} --rivals scenarios/rivals -n 1000")
    readings = {row["outcome"]: row["readings"] for row in result["outcomes"]}
    rows = []
    for who, outcome in WHO.items():
        totals = [readings[outcome][reading]["total"] for reading in ("base", "priors")]
        gains = [with_interval(one["mean"], *one["interval_90"], signed=True) for one in totals]
        losses = [percent(one["share_negative"]) for one in totals]
        rows.append([who, gains[0], losses[0], gains[1], losses[1]])
    of_rivals = [one["total"] for name, one in readings["welfare[KAZ]"].items() if name.startswith("R")]
    base = readings["welfare[KAZ]"]["base"]["total"]["mean"]
    sides = [{end * base > 0 for end in one["interval_90"]} for one in of_rivals if 0 not in one["interval_90"]]
    return {
        "table": table(["who", "at the values, G", "loses in", "over priors, G", "loses in"], rows),
        "rivals": str(len(of_rivals)),
        "rivals-same": str(sides.count({True})),
        "rivals-opposite": str(sides.count({False})),
    }


def hazard(run: Runner) -> dict[str, str]:
    """Why now."""
    (one,) = run.steppe_json(f"hazard {SCENARIO} -n 200 --months 60")["hedgers"]
    first = one["months"][0]
    texts = {
        "opening": of_mean(first["hazard"]),
        "typical": of_mean(first["under_typical_conditions"]),
        "nothing": of_mean(first["without_incentives"]),
    }
    for kind, head in {"incentive_shares": "incentive", "condition_shares": "condition"}.items():
        ranked = sorted(first[kind].items(), key=lambda item: -abs(item[1]["mean"]))
        rows = [[name, of_mean(value, signed=True)] for name, value in ranked]
        texts[kind.replace("_", "-")] = table([head, "share of the opening month's hazard"], rows)
    swings = sorted(one["swings"], key=lambda swing: -abs(swing["difference"]["mean"]))[:10]
    texts["swings"] = table(
        ["parameter", "tag", "from, to", "joined by month 12 at these", "difference"],
        [
            [
                f"`{swing['parameter']}`",
                swing["tag"],
                f"{number(swing['low'])}, {number(swing['high'])}",
                f"{number(swing['joined_at_low']['mean'], 2)}, {number(swing['joined_at_high']['mean'], 2)}",
                of_mean(swing["difference"], signed=True),
            ]
            for swing in swings
        ],
    )
    return texts


def of_mean(estimate: dict[str, float], *, signed: bool = False) -> str:
    """Word a mean with its 90 % interval; what rounding leaves of nothing is nothing."""
    half = z_of(0.9) * estimate["standard_error"]
    mean = estimate["mean"]
    if max(abs(mean), half) < ROUNDING:
        mean = half = 0.0
    return with_interval(mean, mean - half, mean + half, signed=signed)


def attribution(run: Runner) -> dict[str, str]:
    """Which incentive drives what."""
    result = run.steppe_json(
        "attribute scenarios/studies/incentive_attribution.toml --contrasts total,endogenous -n 16 --months 60"
    )
    return {"welfare": _shares(result, "total", "welfare[KAZ]"), "now": _shares(result, "endogenous", NOW)}


def _shares(result: dict[str, Any], contrast: str, outcome: str) -> str:
    (one,) = (one for one in result["attributions"] if one["contrast"] == contrast)
    (row,) = (row for row in one["outcomes"] if row["outcome"] == outcome)
    ranked = sorted(row["shares"].items(), key=lambda share: -abs(share[1]["mean"]))
    rows = [[name, of_mean(share, signed=True)] for name, share in ranked]
    ends = [[words, of_mean(row[key], signed=True)] for words, key in (("all on", "all_on"), ("all off", "all_off"))]
    return table(["incentive", "Shapley share"], [*rows, *ends])
