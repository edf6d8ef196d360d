"""What the accord does at the scenario's values and over priors, the patterns of the record, and the gates."""

from __future__ import annotations

import math
import re
import sys
from typing import TYPE_CHECKING, Any

from pages import BASE, ROOT
from running import Runner, span, table, with_interval
from steppe.format import MINUS, number, percent

if TYPE_CHECKING:
    import numpy as np

SCENARIO = BASE.relative_to(ROOT)
VERIFICATION = ROOT / "tests" / "verification"
PAIRS = 2000
#: Incentives that move the probability of acceding at the opening.
INCENTIVES = ("F1", "F2", "F3", "F4", "F5", "I1", "G1", "G2", "G3", "G4", "T1", "S1", "P1")
NOW = "accession_probability[KAZ] by month 1"


def of_outcome(result: dict[str, Any], outcome: str, contrast: str = "total") -> dict[str, Any]:
    """Find an outcome of a contrast in what ``steppe compare --json`` printed."""
    (one,) = (one for one in result["contrasts"] if one["contrast"] == contrast)
    (row,) = (row for row in one["outcomes"] if row["outcome"] == outcome)
    return row


def of_arm(result: dict[str, Any], outcome: str) -> dict[str, Any]:
    """Find an outcome in what ``steppe run --json`` printed."""
    (row,) = (row for row in result["arms"][0]["outcomes"] if row["outcome"] == outcome)
    return row


def difference(row: dict[str, Any]) -> str:
    """Word a difference with its 90 % interval."""
    return with_interval(row["difference"], *row["interval_90"], signed=True)


def effect(run: Runner) -> dict[str, str]:
    """What the accord does, and when it comes about; over priors each pair has a draw and shocks of its own."""
    texts = {}
    for name, draws in {"values": "", "priors": " --draw-priors --per-draw 1"}.items():
        result = run.steppe_json(f"compare {SCENARIO}{draws} -n {PAIRS}{' --no-headline' if draws else ''}")
        if result["headline"]:
            texts |= headline_words(result["headline"][0])
        own_choice = run.steppe_json(f"run {SCENARIO}{draws} -n {PAIRS}")
        welfare = of_outcome(result, "welfare[KAZ]")
        texts[f"{name}.welfare"] = difference(welfare)
        texts[f"{name}.welfare-spread"] = span(*welfare["spread_5_95"])
        texts[f"{name}.better"] = percent(welfare["share_positive"])
        texts[f"{name}.coercion"] = difference(of_outcome(result, "coercion[KAZ]"))
        for month in (1, 12, 60):
            outcome = NOW if month == 1 else f"has_joined[KAZ] by month {month}"
            row = of_arm(own_choice, outcome)
            texts[f"{name}.joined-{month}"] = with_interval(row["mean"], *row["interval_90"])
    return texts


def headline_words(headline: dict[str, Any]) -> dict[str, str]:
    """What the README opens with: the effect over draws of the parameters, as ``steppe compare`` states it."""
    ends = {name: [number(end, 1) for end in headline[f"quantiles_{name}"]] for name in ("25_75", "5_95")}
    return {
        "headline.median": number(headline["median"], 2),
        "headline.usd": number(headline["median_in_billion_usd"], 1),
        "headline.half": " to ".join(ends["25_75"]),
        "headline.most": " to ".join(ends["5_95"]),
        "headline.gain": percent(headline["probability_of_gain"]),
        "headline.gain-interval": "–".join(percent(end) for end in headline["probability_of_gain_interval_90"]),
    }


def patterns(run: Runner) -> dict[str, str]:
    """The five patterns of the record, with priors drawn."""
    arms = "--arms with_accords,without_accords,endogenous"
    run.steppe(
        f"compare {SCENARIO} {arms} --draw-priors --per-draw 1 --replicates 2000 --no-headline "
        "-o {out}/priors.h5 --quiet --force"
    )
    run.steppe(
        f"run {SCENARIO} --arms without_accords --draw-priors --per-draw 1 --replicates 1000 --months 228 "
        "-o {out}/long.h5 --quiet --force"
    )
    return pattern_words(run.python("tests/verification/patterns/patterns.py {out}/priors.h5 {out}/long.h5"))


def pattern_words(printed: str) -> dict[str, str]:
    """Give what follows each pattern's name, joined by pattern."""
    words: dict[str, list[str]] = {}
    for line in printed.splitlines():
        name, rest = line.split(maxsplit=1)
        words.setdefault(name.lower(), []).append(re.sub(r"\s+", " ", rest).replace("+-", "±"))
    return {name: re.sub(r"-(?=0\.)", MINUS, "; ".join(parts)) for name, parts in words.items()}


def gates(run: Runner) -> dict[str, str]:
    """Whether mechanisms move outcomes: tests/verification/gates."""
    sys.path[:0] = [str(VERIFICATION / "gates")]
    import gates as of_tests

    run.commands.append(f"python tests/verification/gates/gates.py steppe {PAIRS}")
    columns = ("dW", "dCo", "p1", "J12", "executed")
    found = {
        name: of_tests.run(run.engine, settings, PAIRS).columns()
        for name, settings in {"base": {}, **of_tests.VARIANTS}.items()
    }
    base = found.pop("base")
    rows = [["base", *(_short(base[one].mean()) for one in columns)]]
    rows += [
        [name, *(_cell(values[one], base[one], of_tests.paired_z) for one in columns)] for name, values in found.items()
    ]
    errors = [abs(of_tests.paired_z(found[f"{name} off"]["p1"], base["p1"])) for name in INCENTIVES]
    means = {name: {one: float(values[one].mean()) for one in columns} for name, values in found.items()}
    return _said({one: float(base[one].mean()) for one in columns}, means) | {
        "table": table(["variant", *columns], rows),
        "least-errors": number(math.floor(min(errors)), 0),
    }


def _said(base: dict[str, float], means: dict[str, dict[str, float]]) -> dict[str, str]:
    """What sentences beside the table say."""
    texts = {"dW": number(base["dW"]), "p1": number(base["p1"]), "p1-no-offers": number(means["no offers"]["p1"])}
    texts["gone-no-offers"] = percent(1.0 - means["no offers"]["dW"] / base["dW"])
    for name in ("G4", "G3", "I1", "F3"):
        texts[f"p1-{name}"] = percent(abs(means[f"{name} off"]["p1"] / base["p1"] - 1.0))
    for name, variant in {"hostile": "RUS hostile", "resolute": "RUS resolute"}.items():
        texts[f"times-{name}"] = number(means[variant]["dCo"] / base["dCo"], 1)
    texts["times-both"] = number(means["RUS hostile and resolute"]["dCo"] / base["dCo"], 1)
    random = means["threats at random (lambda_P = 0)"]
    texts["times-random"] = number(random["dCo"] / base["dCo"], 1)
    texts["executed-random"] = number(random["executed"] / base["executed"], 2)
    welfare = {"hostile": "RUS hostile", "both": "RUS hostile and resolute", "oil-30": "oil 30", "oil-120": "oil 120"}
    return texts | {f"dW-{name}": number(means[variant]["dW"]) for name, variant in welfare.items()}


def _cell(variant: np.ndarray, base: np.ndarray, paired_z: Any) -> str:  # noqa: ANN401
    return f"{_short(variant.mean())} ({paired_z(variant, base):+.1f})".replace("-", MINUS)


def _short(value: float) -> str:
    return f"{value:.3g}".replace("-", MINUS)
