"""What the accord does at the scenario's values and over priors, the patterns of the record, and the gates."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from pages import BASE, ROOT
from running import Runner, interval, number, percent, table

if TYPE_CHECKING:
    import numpy as np

SCENARIO = BASE.relative_to(ROOT)
VERIFICATION = ROOT / "tests" / "verification"
PAIRS = 2000


def of_outcome(result: dict[str, Any], outcome: str, contrast: str = "total") -> dict[str, Any]:
    """Find an outcome of a contrast in what ``steppe compare --json`` printed."""
    (one,) = (one for one in result["contrasts"] if one["contrast"] == contrast)
    (row,) = (row for row in one["outcomes"] if row["outcome"] == outcome)
    return row


def of_arm(result: dict[str, Any], outcome: str) -> dict[str, Any]:
    """Find an outcome in what ``steppe run --json`` printed."""
    (row,) = (row for row in result["arms"][0]["outcomes"] if row["outcome"] == outcome)
    return row


def effect(run: Runner) -> dict[str, str]:
    """What the accord does, and when it comes about."""
    texts = {}
    for name, draws in {"values": "", "priors": " --draw-priors --per-draw 1"}.items():
        result = run.steppe_json(f"compare {SCENARIO}{draws} -n {PAIRS}")
        own_choice = run.steppe_json(f"run {SCENARIO}{draws} -n {PAIRS}")
        for short, outcome in {
            "welfare": "welfare[KAZ]",
            "coercion": "coercion[KAZ]",
            "hedging": "hedging[KAZ]",
        }.items():
            row, digits = of_outcome(result, outcome), 2 if short == "welfare" else 3
            texts[f"{name}.{short}"] = number(row["difference"], digits, sign=True)
            texts[f"{name}.{short}-interval"] = interval(*row["interval_90"], digits)
        row = of_outcome(result, "welfare[KAZ]")
        texts[f"{name}.welfare-spread"] = f"{number(row['spread_5_95'][0], 1)} to {number(row['spread_5_95'][1], 1)}"
        texts[f"{name}.worse"] = percent(row["share_negative"])
        texts[f"{name}.better"] = percent(row["share_positive"])
        for month in (1, 12, 60):
            outcome = "accession_probability[KAZ] by month 1" if month == 1 else f"has_joined[KAZ] by month {month}"
            texts[f"{name}.joined-{month}"] = percent(of_arm(own_choice, outcome)["mean"])
    return texts


def patterns(run: Runner) -> dict[str, str]:
    """The five patterns of the record, with priors drawn."""
    arms = "--arms with_accords,without_accords,endogenous"
    run.steppe(
        f"compare {SCENARIO} {arms} --draw-priors --per-draw 1 --replicates 2000 -o {{out}}/priors.h5 --quiet --force"
    )
    run.steppe(
        f"run {SCENARIO} --arms without_accords --draw-priors --per-draw 1 --replicates 1000 --months 228 "
        "-o {out}/long.h5 --quiet --force"
    )
    printed = run.python("tests/verification/patterns/patterns.py {out}/priors.h5 {out}/long.h5")
    return {"printed": f"```\n{printed.strip()}\n```"} | pattern_words(printed)


def pattern_words(printed: str) -> dict[str, str]:
    """Give what follows each pattern's name, joined by pattern."""
    words: dict[str, list[str]] = {}
    for line in printed.splitlines():
        name, rest = line.split(maxsplit=1)
        words.setdefault(name.lower(), []).append(re.sub(r"\s+", " ", rest))
    return {name: "; ".join(parts) for name, parts in words.items()}


def gates(run: Runner) -> dict[str, str]:
    """Whether mechanisms move outcomes: tests/verification/gates."""
    sys.path[:0] = [str(VERIFICATION / "gates")]
    import gates as of_tests  # noqa: PLC0415

    run.commands.append(f"python tests/verification/gates/gates.py steppe {PAIRS}")
    columns = {"dW": "dW", "dCo": "dCo", "p1": "p1", "J12": "J12", "executed": "executed"}
    base = of_tests.run(run.engine, {}, PAIRS).columns()
    rows = [["base", *(f"{base[one].mean():.3g}".replace("-", "−") for one in columns)]]
    for name, settings in of_tests.VARIANTS.items():
        values = of_tests.run(run.engine, settings, PAIRS).columns()
        rows.append([name, *(_cell(values[one], base[one], of_tests.paired_z) for one in columns)])
    wide = {
        "threats": base["threats"].mean(),
        "executed": base["executed"].mean(),
    }
    return {"table": table(["variant", *columns.values()], rows)} | {
        f"{name}": number(float(value), 1) for name, value in wide.items()
    }


def _cell(variant: np.ndarray, base: np.ndarray, paired_z: Any) -> str:  # noqa: ANN401
    return f"{variant.mean():.3g} ({paired_z(variant, base):+.1f})".replace("-", "−")
