"""Whether mechanisms of the base scenario move outcomes: ``python tests/verification/gates/gates.py ENGINE [PAIRS]``.

Every variant is an overlay of the scenario that holds some values. It runs in three arms with the seed of the
scenario, so that a replicate of the variant meets the shocks of the same replicate of the base, and differences are
paired.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import steppe

ROOT = Path(__file__).resolve().parents[3]
BASE = ROOT / "scenarios" / "kazakhstan-2025.toml"
ARTICLE = ROOT / "scenarios" / "rivals" / "R12-article.toml"
ARMS = ("with_accords", "without_accords", "endogenous")
POWERS = ("RUS", "CHN", "USA", "ISR", "IRN")
FELT = ("F1", "F2", "F3", "F4", "F5", "I1")


def off(*incentives: str) -> dict[str, str]:
    """Switch incentives off."""
    return {f"incentive.{name}": "false" for name in incentives}


def of_all(key: str, value: float) -> dict[str, str]:
    """Give every principal the same value."""
    return {f"principal.{power}.{key}": str(value) for power in POWERS}


HOSTILE = {"principal.RUS.intrusion_value": "-0.4"}
RESOLUTE = {"principal.RUS.resolve": "0.5", "principal.RUS.perceived_resolve": "0.5"}
WHOLLY_CUT = {
    "transit.onset": "1",
    "transit.onset_in_war": "1",
    "transit.end": "0.01",
    "transit.severity": "1",
    "transit.severity_spread": "0",
}
VARIANTS: dict[str, dict[str, str]] = {
    "threats at random (lambda_P = 0)": {"game.principal_precision": "0"},
    "no threats": of_all("threat_capacity", 0.0),
    "no offers": of_all("budget", 0.0),
    "F1-F5, I1 off": off(*FELT),
    **{f"{name} off": off(name) for name in (*FELT, "G1", "G2", "G3", "G4", "T1", "S1", "P1", "L1")},
    "loss aversion 1": {"game.loss_aversion": "1"},
    "RUS hostile": HOSTILE,
    "RUS resolute": RESOLUTE,
    "RUS hostile and resolute": {**HOSTILE, **RESOLUTE},
    "RUS backlash .3": {"principal.RUS.backlash": "0.3"},
    "USA budget .1": {"principal.USA.budget": "0.1"},
    "USA budget 1.76": {"principal.USA.budget": "1.76"},
    "ISR budget 0": {"principal.ISR.budget": "0"},
    "ISR budget .3": {"principal.ISR.budget": "0.3"},
    "RUS budget .1": {"principal.RUS.budget": "0.1"},
    "RUS budget .8": {"principal.RUS.budget": "0.8"},
    "conflict always calm": {"conflict.start": "0", "conflict.calm": "0", "conflict.onset": "0"},
    "conflict always high": {"conflict.start": "1", "conflict.calm": "1", "conflict.onset": "0"},
    "no tension": {"tension.start": "0", "tension.base": "0", "tension.excitation": "0"},
    "oil 30": {"oil.mean": "30"},
    "oil 120": {"oil.mean": "120"},
    "autonomy cost 5 (x 10)": {"hedger.KAZ.autonomy_cost": "5"},
    "diversification 5 (x 10)": {"hedger.KAZ.diversification": "5"},
    "trade does not pull": {"hedger.KAZ.trade_pull": "0"},
    "zeta 0: money weighs alike": {"hedger.KAZ.vulnerability": "0"},
    "route wholly cut for ever": WHOLLY_CUT,
    "withholding 0": {"game.withholding": "0"},
    "withholding .35": {"game.withholding": "0.35"},
    "lost interest 0": {"game.lost_interest": "0"},
    "lost interest .45": {"game.lost_interest": "0.45"},
    "neither": {"game.withholding": "0", "game.lost_interest": "0"},
    "announced deals stand": {"game.announced_deals_stand": "true"},
    "execution as a choice": {"game.execution_precision": "15"},
}


@dataclass(frozen=True)
class Run:
    """Outcomes of one variant by arm and label: [replicate]."""

    of: dict[str, dict[str, np.ndarray]]

    def effect(self, label: str) -> np.ndarray:
        """With less without, in each pair."""
        return self.of["with_accords"][label] - self.of["without_accords"][label]

    def own_choice(self, label: str) -> np.ndarray:
        """In the arm in which the hedger decides."""
        return self.of["endogenous"][label]

    def columns(self) -> dict[str, np.ndarray]:
        """What the table shows, a number a replicate."""
        return {
            "dW": self.effect("welfare[KAZ]"),
            "dCo": self.effect("coercion[KAZ]"),
            "dHedging": self.effect("hedging[KAZ]"),
            "p1": self.own_choice("accession_probability[KAZ] by month 1"),
            "J12": self.own_choice("has_joined[KAZ] by month 12"),
            "J60": self.own_choice("has_joined[KAZ] by month 60"),
            "threats": self.of["with_accords"]["threats[KAZ]"],
            "executed": self.of["with_accords"]["executed[KAZ]"],
            "frozen": self.of["with_accords"]["has_frozen[KAZ]"],
            "RUS gives": self.of["with_accords"]["delivered[KAZ, RUS]"],
            "CHN gives": self.of["with_accords"]["delivered[KAZ, CHN]"],
            "USA gives": self.of["with_accords"]["delivered[KAZ, USA]"],
            "ISR gives": self.of["with_accords"]["delivered[KAZ, ISR]"],
            "w RUS": self.of["without_accords"]["alignment[KAZ, RUS]"],
        }


def overlay(settings: dict[str, str], scenario: Path = BASE) -> str:
    """Write a variant as a scenario file; what it holds, it holds for certain."""
    text = f'schema = "steppe/1"\nextends = "{scenario}"\n'
    for key, value in settings.items():
        held = value if value in {"true", "false"} else f"{float(value):.17g}"
        ends = "" if held in {"true", "false"} else f", range = [{held}, {held}]"
        text += f"{key} = {{ value = {held}{ends} }}\n"
    return text


def run(engine: str | Path, settings: dict[str, str], pairs: int, base: Path = BASE) -> Run:
    """Run a variant."""
    with tempfile.TemporaryDirectory() as folder:
        scenario, path = Path(folder) / "gate.toml", Path(folder) / "gate.h5"
        scenario.write_text(overlay(settings, base))
        arms = ",".join(ARMS)
        command = [engine, "compare", scenario, "--arms", arms, "-n", pairs, "--record", "final", "-o", path]
        done = subprocess.run([*map(str, command), "--no-headline", "-q"], check=False, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        with steppe.open(path) as results:
            outcomes = results["outcomes"].isel(point=0, missing_dims="ignore").load()
    labels = [str(label) for label in outcomes["outcome"].values]
    values = {arm: outcomes.sel(arm=arm).transpose("outcome", "replicate").to_numpy() for arm in ARMS}
    return Run({arm: dict(zip(labels, rows, strict=True)) for arm, rows in values.items()})


def paired_z(variant: np.ndarray, base: np.ndarray) -> float:
    """Mean paired difference over its standard error; 0 where nothing differs."""
    difference = variant - base
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    return 0.0 if not difference.any() else float(difference.mean() / max(error, 1e-300))


def main(arguments: list[str]) -> None:
    """Print the table."""
    engine, pairs = arguments[0], int(arguments[1]) if len(arguments) > 1 else 2000
    base = run(engine, {}, pairs).columns()
    print(f"{'variant':<34}" + "".join(f"{name:>19}" for name in base))
    print(f"{'base':<34}" + "".join(f"{values.mean():>19.4g}" for values in base.values()))
    error = {name: values.std(ddof=1) / np.sqrt(pairs) for name, values in base.items()}
    print(f"{'  standard error':<34}" + "".join(f"{value:>19.2g}" for value in error.values()))
    for name, settings in VARIANTS.items():
        columns = run(engine, settings, pairs).columns()
        cells = [f"{columns[one].mean():.4g} ({paired_z(columns[one], base[one]):+.1f})" for one in base]
        print(f"{name:<34}" + "".join(f"{cell:>19}" for cell in cells))


if __name__ == "__main__":
    main(sys.argv[1:])
