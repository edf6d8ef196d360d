"""The headline over the two levers and over all priors: tests/verification/headline."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np
import steppe
from pages import ROOT
from running import interval, number, table

if TYPE_CHECKING:
    import pandas as pd
    from running import Runner

sys.path[:0] = [str(ROOT / "tests" / "verification" / "headline")]

import headline as of_tests  # noqa: E402

SHOWN = {
    "dW": ("dW, welfare, G", 2),
    "dCo": ("dCo, coercion, G", 3),
    "dHedging": ("dHedging", 4),
    "p1": ("P(accede), month 1", 3),
    "J12": ("joined by month 12", 3),
    "J60": ("joined by month 60", 3),
}


def levers(run: Runner) -> dict[str, str]:
    """Welfare over both levers, and where its sign turns."""
    run.steppe("sweep scenarios/studies/levers_grid.toml -o {out}/levers_grid.h5 --quiet --force")
    with steppe.open(run.folder / "levers_grid.h5") as ds:
        drawn, found = of_tests.parameters(ds), of_tests.effects(ds)
    grid = drawn.assign(dW=found["dW"]).pivot_table(index="game.withholding", columns="game.lost_interest", values="dW")
    head = ["$a$ \\ $b$", *(f"{value:g}" for value in grid.columns)]
    rows = [[f"{at:g}", *(number(value) for value in row)] for at, row in grid.iterrows()]
    at_none = {"border-a": of_tests.border(grid).iloc[0], "border-b": of_tests.border(grid.T).iloc[0]}
    return {"table": table(head, rows)} | {
        name: "none (one sign)" if value != value else number(float(value))  # noqa: PLR0124
        for name, value in at_none.items()
    }


def priors(run: Runner) -> dict[str, str]:
    """Effects over draws of all priors, and what they depend on."""
    run.steppe("sweep scenarios/studies/priors_all.toml -o {out}/priors_all.h5 --quiet --force")
    with steppe.open(run.folder / "priors_all.h5") as ds:
        drawn, found = of_tests.parameters(ds), of_tests.effects(ds)
        threats = ds["outcomes"].sel(outcome="threats[KAZ]", arm="without_accords").mean("replicate").to_numpy()
    rows = []
    for name, (words, digits) in SHOWN.items():
        over = of_tests.over_draws(found[name])
        rows.append(
            [
                words,
                f"{number(over['mean'], digits)} {interval(over['low'], over['high'], digits)}",
                f"{number(over['p05'], digits)} to {number(over['p95'], digits)}",
                number(over["positive"]),
            ]
        )
    welfare = of_tests.over_draws(found["dW"])
    held = (drawn["game.withholding"] == 0) & (drawn["game.lost_interest"] == 0)
    neither = of_tests.over_draws(found["dW"][held])
    return {
        "effects": table(["outcome", "over draws: mean, 90 % interval", "5–95 % of draws", "share above 0"], rows),
        "mean": number(welfare["mean"], sign=True),
        "interval": interval(welfare["low"], welfare["high"]),
        "spread": f"{number(welfare['p05'], 1)} to {number(welfare['p95'], 1)}",
        "positive": number(welfare["positive"]),
        "threats": "{:.0f} to {:.0f}".format(*np.quantile(threats, [0.05, 0.95])),
        "neither-draws": str(int(held.sum())),
        "neither": (
            f"{number(neither['mean'], sign=True)} G {interval(neither['low'], neither['high'])}, 5–95 % "
            f"{number(neither['p05'])} to {number(neither['p95'])}, positive in {number(neither['positive'])}"
        ),
        "welfare": _strongest(drawn, found["dW"], 2, "G"),
        "opening": _strongest(drawn, found["p1"], 3, "probability"),
    }


def _strongest(drawn: pd.DataFrame, effect: pd.Series, digits: int, unit: str) -> str:
    ranked = of_tests.strongest(drawn, effect)
    head = ["parameter", "rank correlation", f"lowest third, {unit}", f"highest third, {unit}"]
    rows = [
        [f"`{key}`", number(row["correlation"], sign=True), number(row["low"], digits), number(row["high"], digits)]
        for key, row in ranked.iterrows()
    ]
    return table(head, rows)
