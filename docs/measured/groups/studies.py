"""What the shipped studies say (docs/studies.md)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pages import ROOT
from running import percent, table

if TYPE_CHECKING:
    import pandas as pd
    from running import Runner

PAGE = ROOT / "docs" / "studies.md"
PRIORS = "sweep scenarios/studies/priors_sobol.toml -o {out}/priors_sobol.h5 --quiet --force"


def grid(run: Runner) -> dict[str, str]:
    """Effects over the grid of levers and conditions, by each parameter alone."""
    import steppe  # noqa: PLC0415
    from steppe import discovery  # noqa: PLC0415

    run.steppe("sweep scenarios/studies/accords_grid.toml -o {out}/accords_grid.h5 --quiet --force")
    with steppe.open(run.folder / "accords_grid.h5") as ds:
        points = discovery.experiments(ds)
        welfare = discovery.effects(ds, names=["welfare"])["welfare[KAZ]"]
        joined = steppe.compare.outcomes(ds.sel(arm="endogenous"), ["has_joined"])
    joined = joined.sel(outcome="has_joined[KAZ] by month 12").mean("replicate").to_series()
    rows = []
    for key in points.columns:
        effects, shares = welfare.groupby(points[key]).mean(), joined.groupby(points[key]).mean()
        rows.append([f"`{key}`", _list(effects.index, "g"), _list(effects, ".2f"), _list(shares, ".2f")])
    head = ["parameter", "values", "welfare, with less without, G", "joined by month 12"]
    return {
        "table": table(head, rows),
        "points": str(len(points)),
        "positive": percent(float((welfare > 0).mean())),
    }


def _list(values: pd.Index | pd.Series, how: str) -> str:
    return ", ".join(f"{float(value):{how}}".replace("-", "−") for value in values)


def discovered(run: Runner) -> dict[str, str]:
    """What the example of scenario discovery prints."""
    run.steppe(PRIORS)
    example = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[1]
    return {"printed": f"```\n{run.code(example).strip()}\n```"}


def sensitivity(run: Runner) -> dict[str, str]:
    """What the welfare effect depends on."""
    command = "steppe-sensitivity scenarios/studies/priors_sobol.toml -o {out}/sensitivity.h5 --force"
    printed = run.python(command)
    parts = printed.strip().split("\n\n")
    kept = [part for part in parts if not re.match(r"\S+\[", part) or part.startswith(("welfare[", "coercion["))]
    return {"printed": "```\n" + "\n\n".join(kept) + "\n```"}
