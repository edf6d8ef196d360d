"""Why now, to whose benefit, which incentive, and the rival readings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pages import ROOT
from running import Z90, interval, number, percent, table

from groups.effect import SCENARIO, of_arm, of_outcome

if TYPE_CHECKING:
    from running import Runner

RIVALS = sorted((ROOT / "scenarios" / "rivals").glob("R*.toml"), key=lambda path: int(path.stem.split("-")[0][1:]))
POWERS = ("USA", "ISR", "RUS", "CHN", "IRN")


def rivals(run: Runner) -> dict[str, str]:
    """What each rival reading gives."""
    rows = []
    for path in [ROOT / SCENARIO, *RIVALS]:
        scenario = path.relative_to(ROOT)
        result = run.steppe_json(f"compare {scenario} -n 400")
        own_choice = run.steppe_json(f"run {scenario} -n 400 --months 2")
        cells = ["base scenario" if path == ROOT / SCENARIO else result["scenario"]]
        for outcome in ("welfare[KAZ]", "coercion[KAZ]"):
            row = of_outcome(result, outcome)
            cells.append(f"{number(row['difference'], 3, sign=True)} ± {row['standard_error']:.3f}")
        asked = of_arm(own_choice, "accession_probability[KAZ] by month 1")
        rows.append([*cells, number(asked["mean"], 3)])
    return {"table": table(["reading", "welfare, with less without, G", "coercion, G", "P(accede), month 1"], rows)}


def benefit(run: Runner) -> dict[str, str]:
    """Who gains, over chance and over priors."""
    result = run.steppe_json(f"benefit {SCENARIO} --rivals scenarios/rivals -n 1000")
    readings = {row["outcome"]: row["readings"] for row in result["outcomes"]}
    texts = {}
    for name, outcome in {
        "KAZ": "welfare[KAZ]",
        **{power: f"principal_gain[KAZ, {power}]" for power in POWERS},
    }.items():
        for reading in ("base", "priors"):
            total = readings[outcome][reading]["total"]
            texts[f"{reading}.{name}"] = f"{number(total['mean'], 2, sign=True)} G {interval(*total['interval_90'])}"
            texts[f"{reading}.{name}-loses"] = percent(total["share_negative"])
    of_rivals = {name: one["total"] for name, one in readings["welfare[KAZ]"].items() if name.startswith("R")}
    base = readings["welfare[KAZ]"]["base"]["total"]["mean"]
    texts["rivals-same"] = str(
        sum(one["interval_90"][0] * base > 0 < one["interval_90"][1] * base for one in of_rivals.values())
    )
    texts["rivals-opposite"] = str(
        sum(one["interval_90"][0] * base < 0 > one["interval_90"][1] * base for one in of_rivals.values())
    )
    texts["rivals"] = str(len(of_rivals))
    return texts


def hazard(run: Runner) -> dict[str, str]:
    """Why now."""
    result = run.steppe_json(f"hazard {SCENARIO} -n 200 --months 60 -o {{out}}/hazard.h5 --force")
    (one,) = result["hedgers"]
    first = one["months"][0]
    texts = {
        "opening": of_mean(first["hazard"], 3),
        "typical": of_mean(first["under_typical_conditions"], 3),
        "nothing": of_mean(first["without_incentives"], 4),
    }
    for kind in ("incentive_shares", "condition_shares"):
        ranked = sorted(first[kind].items(), key=lambda item: -abs(item[1]["mean"]))
        texts[kind.replace("_", "-")] = table(
            ["incentive" if kind[0] == "i" else "condition", "share of the opening month's hazard"],
            [[name, of_mean(value, 4, sign=True)] for name, value in ranked],
        )
    swings = sorted(one["swings"], key=lambda swing: -abs(swing["difference"]["mean"]))[:10]
    texts["swings"] = table(
        ["parameter", "tag", "from, to", "joined by month 12 at these", "difference"],
        [
            [
                f"`{swing['parameter']}`",
                swing["tag"],
                f"{swing['low']:.3g}, {swing['high']:.3g}",
                f"{number(swing['joined_at_low']['mean'])}, {number(swing['joined_at_high']['mean'])}",
                of_mean(swing["difference"], 2, sign=True),
            ]
            for swing in swings
        ],
    )
    return texts


def of_mean(estimate: dict[str, float], digits: int, *, sign: bool = False) -> str:
    """Word a mean with its 90 % interval."""
    half = Z90 * estimate["standard_error"]
    mean = estimate["mean"]
    return f"{number(mean, digits, sign=sign)} {interval(mean - half, mean + half, digits)}"


def attribution(run: Runner) -> dict[str, str]:
    """Which incentive drives what."""
    command = "attribute scenarios/studies/incentive_attribution.toml --contrasts total,endogenous -n 16 --months 60"
    result = json.loads(run.steppe(f"{command} --json --quiet"))
    texts = {}
    for name, (contrast, outcome) in {
        "welfare": ("total", "welfare[KAZ]"),
        "now": ("endogenous", "accession_probability[KAZ] by month 1"),
    }.items():
        texts[name] = _shares(result, contrast, outcome)
    return texts


def _shares(result: dict[str, Any], contrast: str, outcome: str) -> str:
    (one,) = (one for one in result["attributions"] if one["contrast"] == contrast)
    (row,) = (row for row in one["outcomes"] if row["outcome"] == outcome)
    ranked = sorted(row["shares"].items(), key=lambda share: -abs(share[1]["mean"]))
    rows = [[name, of_mean(share, 3, sign=True)] for name, share in ranked]
    ends = [[name, of_mean(row[key], 3, sign=True)] for name, key in (("all on", "all_on"), ("all off", "all_off"))]
    return table(["incentive", "Shapley share"], [*rows, *ends])
