"""What oil and the route do to the base scenario: ``python tests/verification/economy/responses.py ENGINE [PAIRS]``.

Every variant holds the price of oil, or a cut of the route, for the whole run, so that nothing else moves the economy
but trade. All have the seed of the scenario: a replicate meets the same chance in each, and differences are paired. The
second table has the spread of shares in ten years, with all chance at work.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import steppe
import xarray as xr

ROOT = Path(__file__).resolve().parents[3]
BASE = ROOT / "scenarios" / "kazakhstan-2025.toml"
ARMS = ("without_accords", "endogenous")
YEAR_OF_REST = 80.5  # USD/bbl
VOLUME_OF_REST = 5.92  # mt/month
REST = {
    "hedger.KAZ.receipts_start": 1.0,
    "hedger.KAZ.fund_start": 0.0,
    "hedger.KAZ.imports_start": 1.0,
    "volume.start": VOLUME_OF_REST,
}
STILL = {"oil.volatility": 0.0, "volume.step": 0.0, "transit.onset": 0.0, "transit.onset_in_war": 0.0}


def oil(price: float) -> dict[str, float]:
    """Hold the price of oil."""
    return {**REST, **STILL, "oil.start": price, "oil.mean": price}


def cut(severity: float) -> dict[str, float]:
    """Hold a cut from month 1 on, at the price of the year of rest."""
    return {
        **oil(YEAR_OF_REST),
        "transit.onset": 1.0,
        "transit.onset_in_war": 1.0,
        "transit.end": 0.01,
        "transit.severity": severity,
        "transit.severity_spread": 0.0,
    }


VARIANTS = {
    "rest": oil(YEAR_OF_REST),
    **{f"oil {price:g}": oil(price) for price in (10.0, 40.0, 64.5, 100.0, 150.0)},
    "severity .2 for ever": cut(0.2),
    "route wholly cut": cut(1.0),
    "oil 40, zeta 0": {**oil(40.0), "hedger.KAZ.vulnerability": 0.0},
    "oil 150, zeta 0": {**oil(150.0), "hedger.KAZ.vulnerability": 0.0},
}


@dataclass(frozen=True)
class Response:
    """One variant: the economy after some months, the game on average over the run; each [replicate]."""

    balance: np.ndarray
    fund: np.ndarray
    weight: np.ndarray
    export_ratio: np.ndarray
    income: np.ndarray
    bids: np.ndarray
    coercion: np.ndarray
    threats: np.ndarray
    provoked: np.ndarray
    joined_by_12: np.ndarray
    joined_by_60: np.ndarray


def overlay(settings: dict[str, float]) -> str:
    """Write a variant as a scenario file; what it holds, it holds for certain."""
    text = f'schema = "steppe/1"\nextends = "{BASE}"\n'
    for key, value in settings.items():
        text += f"{key} = {{ value = {value:.17g}, range = [{value:.17g}, {value:.17g}] }}\n"
    return text


def run(engine: str | Path, settings: dict[str, float], pairs: int, months: int = 120) -> xr.Dataset:
    """Run a variant; every month of every replicate."""
    with tempfile.TemporaryDirectory() as folder:
        scenario, path = Path(folder) / "response.toml", Path(folder) / "response.h5"
        scenario.write_text(overlay(settings))
        command = [engine, "compare", scenario, "--arms", ",".join(ARMS), "-n", pairs, "--months", months]
        done = subprocess.run(
            [*map(str, command), "--record", "trajectories", "--no-headline", "-o", str(path), "-q"],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        with steppe.open(path) as results:
            return results.isel(point=0, missing_dims="ignore").load()


def response(results: xr.Dataset, month: int = 11) -> Response:
    """The economy at the end of a month, counted from 0; bids, coercion and threats a year over the run."""
    outside = results.sel(arm="without_accords", hedger="KAZ")
    free = results.sel(arm="endogenous", hedger="KAZ")
    years = results.sizes["time"] / 12.0

    def at(measure: str) -> np.ndarray:
        return outside[measure].isel(time=month).to_numpy()

    def a_year(measure: str) -> np.ndarray:
        return outside[measure].sum([dim for dim in outside[measure].dims if dim != "replicate"]).to_numpy() / years

    def joined_by(count: int) -> np.ndarray:
        return free["has_joined"].isel(time=min(count, free.sizes["time"]) - 1).to_numpy()

    return Response(
        balance=at("budget_balance"), fund=at("fund"), weight=at("money_weight"), export_ratio=at("export_ratio"),
        income=outside["income"].isel(time=slice(0, month + 1)).mean("time").to_numpy(),
        bids=a_year("bids"), coercion=a_year("coercion"), threats=a_year("threats"), provoked=a_year("provoked"),
        joined_by_12=joined_by(12), joined_by_60=joined_by(60),
    )  # fmt: skip


def outside_hazard(results: xr.Dataset) -> tuple[np.ndarray, np.ndarray]:
    """Probability of acceding, and 1 while the hedger is outside, by replicate and month after the opening one."""
    free = results.sel(arm="endogenous", hedger="KAZ")
    hazard = free["accession_probability"].transpose("replicate", "time").to_numpy().astype(float)
    joined = free["has_joined"].transpose("replicate", "time").to_numpy().astype(float)
    return hazard[:, 1:], 1.0 - joined[:, :-1]


def hazard_ratio(variant: xr.Dataset, base: xr.Dataset) -> tuple[float, float]:
    """Compare the hazard with the base in the months in which both are outside: its ratio, and z of the difference."""
    (first, first_outside), (second, second_outside) = outside_hazard(variant), outside_hazard(base)
    both = first_outside * second_outside
    difference, months = ((first - second) * both).sum(axis=1), both.sum(axis=1)
    mean = difference.sum() / months.sum()
    error = np.sqrt(((difference - mean * months) ** 2).sum()) / months.sum()
    return float(1.0 + mean * months.sum() / (second * both).sum()), float(mean / max(error, 1e-300))


def spread(results: xr.Dataset) -> dict[str, np.ndarray]:
    """5, 50 and 95 % of each market's share in turnover in the last month, then of the change of its logarithm."""
    shares = results["turnover_share"].sel(arm="without_accords", hedger="KAZ")
    found = {}
    for market in shares["market"].values:
        of_market = shares.sel(market=market)
        first, last = of_market.isel(time=0).to_numpy(), of_market.isel(time=-1).to_numpy()
        found[str(market)] = np.quantile([last, np.log(last / first)], [0.05, 0.5, 0.95], axis=1).T.ravel()
    return found


def main(arguments: list[str]) -> None:
    """Print both tables."""
    engine, pairs = arguments[0], int(arguments[1]) if len(arguments) > 1 else 1000
    names = list(Response.__dataclass_fields__)
    print(f"{'variant':<22}" + "".join(f"{name:>14}" for name in [*names, "hazard ratio", "(z)"]))
    rest = run(engine, VARIANTS["rest"], pairs)
    for variant, settings in VARIANTS.items():
        results = run(engine, settings, pairs)
        result = response(results)
        cells = [*(getattr(result, name).mean() for name in names), *hazard_ratio(results, rest)]
        print(f"{variant:<22}" + "".join(f"{cell:>14.4f}" for cell in cells))
    print("share in turnover after ten years: 5, 50, 95 %; the same of the change of its logarithm")
    for market, quantiles in spread(run(engine, {}, pairs)).items():
        print(f"{market:<22}" + "".join(f"{value:>14.3f}" for value in quantiles))


if __name__ == "__main__":
    main(sys.argv[1:])
