"""What the shipped studies say (docs/studies.md)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import steppe
from pages import ROOT
from running import table
from steppe import discovery
from steppe.format import number, percent

from groups.effect import NOW

if TYPE_CHECKING:
    import pandas as pd
    from running import Runner

PAGE = ROOT / "docs" / "studies.md"
PRIORS = "sweep scenarios/studies/priors_sobol.toml -o {out}/priors_sobol.h5 --quiet --force"


def grid(run: Runner) -> dict[str, str]:
    """Effects over the grid of levers and conditions, by each parameter alone."""
    run.steppe("sweep scenarios/studies/accords_grid.toml -o {out}/accords_grid.h5 --quiet --force")
    with steppe.open(run.folder / "accords_grid.h5") as ds:
        points = discovery.experiments(ds)
        welfare = discovery.effects(ds, names=["welfare"])["welfare[KAZ]"]
        own = steppe.compare.outcomes(ds.sel(arm="endogenous"), ["accession_probability"])
    accedes = own.sel(outcome=NOW).mean("replicate").to_series()
    rows = []
    for key in points.columns:
        by_value = [one.groupby(points[key]).mean() for one in (welfare, accedes)]
        rows.append([f"`{key}`", ", ".join(f"{one:g}" for one in by_value[0].index), *map(_list, by_value)])
    head = ["parameter", "values", "welfare, with less without, G", "P(accede), month 1"]
    return {
        "table": table(head, rows),
        "points": str(len(points)),
        "positive": percent(float((welfare > 0).mean())),
    }


def _list(values: pd.Series) -> str:
    return ", ".join(number(value) for value in values)


def discovered(run: Runner) -> dict[str, str]:
    """What the example of scenario discovery prints."""
    run.steppe(PRIORS)
    examples = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (example,) = (example for example in examples if "discovery.boxes" in example)
    printed = run.code(example, "python -c '...' (the example of docs/studies.md that calls discovery.boxes)")
    return {"printed": f"```\n{printed.strip()}\n```"}


def sensitivity(run: Runner) -> dict[str, str]:
    """What the effects on welfare and coercion depend on."""
    printed = run.python("steppe-sensitivity scenarios/studies/priors_sobol.toml -o {out}/sensitivity.h5 --force")
    parts = printed.strip().split("\n\n")
    kept = [
        part
        for part in parts
        if part.startswith(("welfare[", "coercion[")) or not re.match(r"\S+: (mean )?difference|\S+.*: mean diff", part)
    ]
    return {"printed": "```\n" + "\n\n".join(kept) + "\n```"}
