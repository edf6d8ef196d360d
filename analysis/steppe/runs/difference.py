"""What a change of a scenario changes in the effect of the accord: two comparisons, paired over the same shocks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pandas as pd
import xarray as xr

from steppe.effects.compare import origin, outcomes, paired_effect
from steppe.io.recorded import LABELS
from steppe.io.trusted import SteppeFileError
from steppe.stats.intervals import draws_of, runs_per_draw

KEPT = (
    "difference", "low", "high", "spread_low", "spread_high", "standardised", "variance_reduction",
    "share_positive", "pairs",
)  # fmt: skip

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from steppe.runs.comparison import Comparison


class Difference:
    """The effect in one scenario less the effect in another, run by run.

    Parameters
    ----------
    changed, base
        Comparisons of the same arms, with the same seed: a replicate met the same shocks in both.

    Raises
    ------
    SteppeFileError
        They cannot be paired; the message says why.
    """

    def __init__(self, changed: Comparison, base: Comparison) -> None:
        self.changed = changed
        self.base = base
        _check_paired(changed.data, base.data)

    def effects(self, measures: list[str] | None = None, level: float = 0.90) -> pd.DataFrame:
        """Give the change of every effect.

        Parameters
        ----------
        measures
            Measures; all that both scenarios have when not given.
        level
            Of the intervals of means.

        Returns
        -------
        pandas.DataFrame
            ``outcome`` and what it is; ``effect_changed`` and ``effect_base``, the mean paired differences of the arms
            in each scenario; ``difference`` of these with its interval ``low`` to ``high``; 5 % and 95 % quantiles over
            runs; ``standardised``, ``variance_reduction``, ``share_positive``; and ``pairs``, the runs that finished
            everywhere. Runs beyond those of the smaller comparison are left out.
        """
        pair = self.changed._pair()
        first, second = (_effect(one.data, pair, measures) for one in (self.changed, self.base))
        first, second = xr.align(first, second, join="inner", exclude=["outcome"])
        places = {str(name): place for place, name in enumerate(second["outcome"].values)}
        draws = draws_of(self.base.data.sel(replicate=first["replicate"]))
        rows = []
        for place, name in enumerate(map(str, first["outcome"].values)):
            if name not in places:
                continue
            a, b = first.isel(outcome=place), second.isel(outcome=places[name])
            found = paired_effect(a.to_numpy(), b.to_numpy(), level, draws)
            about = {label: a[label].item() for label in LABELS}
            means = {"effect_changed": found.pop("mean_treated"), "effect_base": found.pop("mean_control")}
            rows.append({**about, **means, **{key: found[key] for key in KEPT}})
        table = pd.DataFrame(rows)
        # As the figures name what is less what.
        table.attrs = {
            "treated": "effect_changed",
            "control": "effect_base",
            "level": level,
            **origin(self.changed.data),
        }
        return table

    def headline(self) -> pd.DataFrame:
        """Give the change of the effects that are headlines."""
        table = self.effects()
        asked = list(self.base.headline()["outcome"])
        return table[table["outcome"].isin(asked)].reset_index(drop=True)

    def plot(self, measures: list[str] | None = None, *, width: float | str | None = None) -> Figure:
        """Draw the changes with their intervals (`steppe.figures.effect_forest`)."""
        from steppe import figures

        return figures.effect_forest(self.effects(measures), names=self.base.names, **figures.width_option(width))

    def __repr__(self) -> str:
        """Say the answer."""
        return f"<Difference of two comparisons>\n{self.headline().to_string(index=False)}"

    def _repr_html_(self) -> str:
        """Show the answer in a notebook."""
        titles = " less ".join(escape(str(one.data.attrs.get("title", ""))) for one in (self.changed, self.base))
        shown = self.headline().to_html(index=False, border=0, float_format="{:.4g}".format)
        return f"<p><strong>Effect of the accord, {titles}</strong></p>{shown}"


def _effect(ds: xr.Dataset, pair: tuple[str, str], measures: list[str] | None) -> xr.DataArray:
    values = outcomes(ds.sel(arm=list(pair)), measures)
    effect = values.sel(arm=pair[0], drop=True) - values.sel(arm=pair[1], drop=True)
    return effect.transpose("replicate", "outcome")


def _check_paired(changed: xr.Dataset, base: xr.Dataset) -> None:
    for ds in (changed, base):
        if "replicate" not in ds.dims:
            raise SteppeFileError("these comparisons keep no single runs to pair; run them with record='final'")
        if "point" in ds.dims:
            raise SteppeFileError("a comparison of one point is wanted, not a sweep")
    asked: dict[str, list[object]] = {
        "seeds": [int(ds["seed"]) for ds in (changed, base)],
        "months": [ds.sizes.get("time") for ds in (changed, base)],
        "arms": [list(map(str, ds["arm"].values)) for ds in (changed, base)],
        "replicates of a draw of the parameters": [runs_per_draw(ds) for ds in (changed, base)],
    }
    for what, both in asked.items():
        if both[0] != both[1]:
            raise SteppeFileError(f"the two did not meet the same shocks: their {what} differ, {both[0]} and {both[1]}")
