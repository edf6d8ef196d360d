"""The table that the command prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steppe.sensitivity.analysis import MAIN_INDEX, Sensitivity
from steppe.sensitivity.plan import PAIR

if TYPE_CHECKING:
    import pandas as pd

MOST_OF_MEASURE = 2
"""Outcomes of a measure over several things that are shown: those whose mean difference varies most."""
MOST_PARAMETERS = 4
MOST_OUTCOMES = 6
NOISY = 0.1
ALL_NOISE = 0.98
MOSTLY_NOISE = 0.5
"""Share of left-over chance beyond which indices say more of chance than of the effect."""
WIDTH = 28
_MEANING = {
    "ST": "ST: share of the variance between points that a parameter has a part in, alone or with others.",
    "S1": "S1: share that it makes alone.",
    "mu_star": "mu_star: mean size of the change of the difference when one parameter crosses its range, in its unit.",
    "sigma": "sigma: spread of these changes; 0 for a parameter that acts linearly and alone.",
    "delta": "delta: how far knowing a parameter shifts the distribution of the difference, from 0 to 1.",
}
_LEVELS = "Its points are four levels of each prior; shares of variance are over these."
_COLUMNS = {"sobol": ("ST", "S1"), "morris": ("mu_star", "sigma"), "delta": ("delta",)}


def summary(found: Sensitivity, arms: tuple[str, str]) -> str:
    """The most influential parameters of the outcomes of most interest.

    Parameters
    ----------
    found
        What to tell.
    arms
        Treated and control.

    Returns
    -------
    str
        Lines of plain text.
    """
    about = found.outcomes.set_index("outcome", drop=False)
    parameters = found.indices["parameter"].nunique()
    lines = [
        f"In the model: what the mean difference {arms[0]} - {arms[1]} depends on,",
        f"over the ranges and priors that the study gives to {_count(parameters, 'parameter')}.",
        f"{found.points} points of {_count(found.replicates, 'paired replicate')} each; "
        f"{_percent(found.level)} intervals of a bootstrap.",
        *(_MEANING[name] for name in _COLUMNS[found.method]),
        *([_LEVELS] if found.method == "morris" else []),
        "Tags: E estimated, L literature, A article, J judgement, D disputed.",
    ]
    chosen = _chosen(about)
    for outcome in chosen:
        lines += ["", *_block(found, about.loc[outcome])]
    if not chosen:
        lines += ["", "No outcome varies over these points."]
    elif (about.loc[chosen, "share_noise"] > NOISY).any():
        lines += [
            "",
            "Left-over chance is what the means over these replicates owe to the shocks that were drawn;",
            "more replicates make it smaller and the indices clearer.",
        ]
    return "\n".join(lines)


def _chosen(about: pd.DataFrame) -> list[str]:
    spread = about.loc[(about["spread"] > 0) & (about["role"] == "outcome"), "spread"]
    varying = spread.sort_values(ascending=False, kind="stable")
    asked = about.loc[varying.index]
    asked = asked[asked["display_order"] > 0].sort_values("display_order", kind="stable")
    chosen = asked.groupby("measure", sort=False).head(MOST_OF_MEASURE).index
    return list(chosen[:MOST_OUTCOMES]) or list(varying.index[:MOST_OUTCOMES])


def _block(found: Sensitivity, outcome: pd.Series) -> list[str]:
    rows = found.indices[(found.indices["outcome"] == outcome["outcome"]) & (found.indices["other_parameter"] == "")]
    main = rows[rows["index"] == MAIN_INDEX[found.method]].sort_values("estimate", ascending=False, kind="stable")
    lines = [_title(found, outcome)]
    if outcome["share_noise"] > MOSTLY_NOISE:
        remedy = _remedy(found.replicates, outcome["share_noise"])
        return [*lines, f"  too few replicates to tell what it depends on{remedy}"]
    width = max(len(key) for key in main["parameter"])
    names = _COLUMNS[found.method]
    lines.append("  " + "parameter".ljust(width) + "  tag  " + "  ".join(name.ljust(WIDTH) for name in names).rstrip())
    for key, tag in main[["parameter", "tag"]].head(MOST_PARAMETERS).itertuples(index=False):
        of_key = rows[rows["parameter"] == key].set_index("index")
        cells = [_cell(of_key.loc[name], found.method).ljust(WIDTH) for name in names]
        lines.append(f"  {key.ljust(width)}   {tag or ' '}   " + "  ".join(cells).rstrip())
    if len(main) > MOST_PARAMETERS:
        lines.append(f"  and {_count(len(main) - MOST_PARAMETERS, 'parameter')} of less weight")
    return lines


def _remedy(replicates: int, noise: float) -> str:
    """How many replicates would make left-over chance small, as far as these tell."""
    if noise >= ALL_NOISE:
        return ""
    needed = replicates * noise / (1 - noise) * (1 - NOISY) / NOISY
    rounded = round(needed, 1 - int(np.floor(np.log10(needed))))
    return f"; about {rounded:.0f} would leave {_percent(NOISY)} to chance"


def _title(found: Sensitivity, outcome: pd.Series) -> str:
    unit = "" if outcome["unit"] == "1" else f" {outcome['unit']}"
    mean = f"{outcome['outcome']}: mean difference {outcome['mean_difference']:.3g}"
    if np.isfinite(outcome["mean_difference_low"]):
        mean += f" [{outcome['mean_difference_low']:.3g}, {outcome['mean_difference_high']:.3g}]"
    told = [mean + unit]
    if found.replicates >= PAIR and np.isfinite(outcome["share_parameters"]):
        interval = f"[{_percent(outcome['share_parameters_low'])}, {_percent(outcome['share_parameters_high'])}]"
        told.append(
            f"of the variance of pairs, {_percent(outcome['share_parameters'])} {interval} comes from the parameters "
            f"and {_percent(outcome['share_chance'])} from chance"
        )
    if outcome["share_noise"] > NOISY:
        told.append(f"{_percent(outcome['share_noise'])} of the variance between points is left-over chance")
    if np.isfinite(outcome["share_judgement"]) and not outcome["share_noise"] > MOSTLY_NOISE:
        index = {"sobol": "total index", "morris": "sum of mu_star", "delta": "sum of delta"}[found.method]
        told.append(f"judgement owns {_percent(outcome['share_judgement'])} of the {index}")
    return ";\n  ".join(told)


def _cell(row: pd.Series, method: str) -> str:
    style = ".3g" if method == "morris" else "z.2f"
    told = f"{row['estimate']:{style}}"
    return told if not np.isfinite(row["low"]) else f"{told} [{row['low']:{style}}, {row['high']:{style}}]"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
