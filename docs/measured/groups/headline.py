"""The headline over the two levers and over all priors: tests/verification/headline."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import steppe
from pages import ROOT
from running import span, table, with_interval
from steppe import discovery
from steppe.format import number
from steppe.stats.intervals import meets_same_shocks

if TYPE_CHECKING:
    from running import Runner

sys.path[:0] = [str(ROOT / "tests" / "verification" / "headline")]

import headline as of_tests  # noqa: E402

SHOWN = {
    "dW": "dW, welfare, G",
    "dCo": "dCo, coercion, G",
    "dHedging": "dHedging",
    "p1": "P(accede), month 1",
}


def levers(run: Runner) -> dict[str, str]:
    """Welfare over both levers, and where its sign turns."""
    run.steppe("sweep scenarios/studies/levers_grid.toml -o {out}/levers_grid.h5 --quiet --force")
    with steppe.open(run.folder / "levers_grid.h5") as ds:
        grid = of_tests.welfare_grid(ds)
    head = ["$a$ \\ $b$", *(f"{value:g}" for value in grid.columns)]
    rows = [[f"{at:g}", *(number(value, 2) for value in row)] for at, row in grid.iterrows()]
    at_none = {"border-a": of_tests.border(grid).iloc[0], "border-b": of_tests.border(grid.T).iloc[0]}
    borders = {name: "none (one sign)" if np.isnan(value) else number(value, 2) for name, value in at_none.items()}
    return {"table": table(head, rows)} | borders


def priors(run: Runner) -> dict[str, str]:
    """Effects over draws of all priors, and what they depend on."""
    run.steppe("sweep scenarios/studies/priors_all.toml -o {out}/priors_all.h5 --quiet --force")
    with steppe.open(run.folder / "priors_all.h5") as ds:
        drawn, found, same = discovery.experiments(ds), of_tests.effects(ds), meets_same_shocks(ds)
        threats = ds["outcomes"].sel(outcome="threats[KAZ]", arm="without_accords").mean("replicate").to_numpy()
    rows = []
    for name, words in SHOWN.items():
        over = of_tests.over_draws(found[name], same_shocks=same)
        positive = "" if name == "p1" else number(over["positive"], 2)
        rows.append([words, _mean(over, signed=name != "p1"), span(over["p05"], over["p95"]), positive])
    held = of_tests.held_at_none(drawn)
    neither = of_tests.over_draws(found["dW"][held], same_shocks=same)
    return {
        "parameters": str(drawn.shape[1]),
        "effects": table(["outcome", "over draws: mean, 90 % interval", "5–95 % of draws", "share above 0"], rows),
        "spread": span(*of_tests.over_draws(found["dW"])[["p05", "p95"]]),
        "positive": number(of_tests.over_draws(found["dW"])["positive"], 2),
        "threats": "{:.0f} to {:.0f}".format(*np.quantile(threats, [0.05, 0.95])),
        "neither-draws": str(int(held.sum())),
        "neither": (
            f"{_mean(neither, signed=True)} G, 5–95 % {span(neither['p05'], neither['p95'])}, "
            f"positive in {number(neither['positive'], 2)}"
        ),
        "welfare": _strongest(drawn, found["dW"], "G"),
        "opening": _strongest(drawn, found["p1"], "probability"),
    }


def _mean(over: pd.Series, *, signed: bool) -> str:
    return with_interval(over["mean"], over["low"], over["high"], signed=signed)


def _strongest(drawn: pd.DataFrame, effect: np.ndarray, unit: str) -> str:
    ranked = of_tests.strongest(drawn, pd.Series(effect.mean(axis=1), index=drawn.index))
    head = ["parameter", "rank correlation", f"lowest third, {unit}", f"highest third, {unit}"]
    rows = [
        [f"`{key}`", number(row["correlation"], 2, signed=True), number(row["low"]), number(row["high"])]
        for key, row in ranked.iterrows()
    ]
    return table(head, rows)
