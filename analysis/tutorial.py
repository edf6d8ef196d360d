# %% [markdown]
# # From a result file to a figure of your own
#
# This script opens a file that `steppe compare` wrote, says where its numbers come from, draws what is in it, compares
# two arms, and ends with a figure that the package does not have. It runs from top to bottom as it stands:
#
# ```sh
# steppe compare scenarios/kazakhstan-2025.toml -o out/demo.h5
# python analysis/tutorial.py out/demo.h5 out/tutorial
# ```
#
# The second argument is the folder for the figures (the working folder when not given). Instead of the first, the
# variable `STEPPE_SAMPLE` may name the file. Editors that know percent cells (VS Code, Spyder, PyCharm) run it cell by
# cell; `jupytext --to notebook` makes a notebook of it.
#
# Everything here is a statement about the model. Nothing in it is a forecast, and nothing is measured in the world.

# %%
"""From a result file to a figure of your own: a tutorial in percent cells."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from matplotlib.figure import Figure

import steppe
from steppe.format import estimate, outcome_name

arguments = [] if "ipykernel" in sys.modules else sys.argv[1:]  # in a notebook they are the kernel's
path = Path(arguments[0] if arguments else os.environ["STEPPE_SAMPLE"])
folder = Path(arguments[1] if len(arguments) > 1 else ".")
folder.mkdir(parents=True, exist_ok=True)

# %% [markdown]
# ## Open
#
# `steppe.open` gives an xarray dataset. Each measure of the model is a variable; its dimensions are the arm, the
# replicate (a run), the month, and whatever the measure is about: the hedging state, its partners, channels, ... Runs
# that did not finish are NaN; check how many there are before anything else.

# %%
ds = steppe.open(path)
names = steppe.labels(path)  # what the scenario calls its actors: {"AAA": "First state", ...}
print(f"{path}: {dict(ds.sizes)}")
print(f"runs finished {ds.attrs['jobs_ok']}, failed {ds.attrs['jobs_failed']}, missing {ds.attrs['jobs_missing']}")
for name in steppe.measures(ds):
    about = ds[name].attrs
    print(f"  {name:24} {about['long_name']} [{about['units']}], a run's outcome: {about['reduction']}")

# %% [markdown]
# ## Where the numbers come from
#
# The file carries the scenario's text, every parameter with its source, and the version of the engine. Look at how much
# rests on judgement (tag J) or is disputed (D) before you believe a small difference.

# %%
origin = steppe.provenance(path)
print(f"engine {origin['engine_version']}, commit {origin['git_commit'][:10]}, seed {origin['seed']}")
print("scenario files:", ", ".join(origin["scenario"]))
parameters = steppe.parameters(path)
print(parameters.groupby("tag").size().rename("parameters by evidence").to_string())
print(parameters.loc[parameters["tag"] == "D", ["key", "value", "range_low", "range_high"]].to_string(index=False))

# %% [markdown]
# ## Draw
#
# Figures are functions that return a matplotlib figure and leave saving to you. Start with the shares themselves: if an
# effect cannot be seen beside the spread of the runs, say so in the text that goes with it.

# %%
steppe.figures.alignment_shares(ds, names=names).savefig(folder / "shares.png", dpi=150)

# %% [markdown]
# The same shares in a triangle. Which partners share a corner is a choice: here those that the scenario calls
# incumbents stand in corners of their own if there are two; otherwise the two with the largest shares do.

# %%
incumbency = parameters[parameters["key"].str.fullmatch(r"partner\..*\.incumbency") & (parameters["value"] > 0)]
incumbents = [key.split(".")[1] for key in incumbency["key"]]
others = [str(partner) for partner in ds["partner"].values if partner not in incumbents]
groups = None
if len(incumbents) == 2:  # noqa: PLR2004  two corners; the others have the third
    groups = {**{names.get(one, one): [one] for one in incumbents}, "All others": others}
steppe.figures.hedging_simplex(ds, groups, names=names).savefig(folder / "triangle.png", dpi=150)

# %% [markdown]
# One run, month by month. It shows what the model does, not what is likely: take another replicate and see.

# %%
events = ["conflict_intensity", "threats", "provoked", "executed", "coercion", "bids", "delivered", "status"]
steppe.figures.event_timeline(ds, replicate=0, measures=events, names=names).savefig(folder / "one-run.png", dpi=150)

# %% [markdown]
# ## Compare
#
# The same replicate of two arms meets the same shocks, so differences are taken run by run. Two columns must not be
# confused: `low` and `high` say how well the *mean* difference is pinned down by this number of runs, with all
# parameters as they are; `spread_low` and `spread_high` say how much *single runs* differ. Neither holds the
# uncertainty about the parameters; for that, run with `--draw-priors`.

# %%
effects = steppe.compare.effect_table(ds)
clear = effects[(effects["role"] == "outcome") & ((effects["low"] > 0) | (effects["high"] < 0))]
order = clear["standardised"].abs().sort_values(ascending=False, kind="stable").index
print(f"{effects.attrs['treated']} minus {effects.attrs['control']}, largest beside the spread of the runs:")
for row in clear.loc[order[:8]].to_dict("records"):
    mean, low, high = estimate(row["difference"], row["low"], row["high"], signed=True)
    print(f"  {outcome_name(row, names)}: {mean} ({low} to {high}) {row['unit'] if row['unit'] != '1' else ''}")

steppe.figures.effect_forest(effects, names=names).savefig(folder / "effects.png", dpi=150)
steppe.figures.benefit_heatmap(effects, names=names).savefig(folder / "who-gets-what.png", dpi=150)

# %% [markdown]
# ## A figure of your own
#
# Does evenness cost welfare? Each point is a pair of runs: how much the first arm changed hedging, and how much
# welfare, in that run. Reduce each run to one number first (`outcomes` follows each measure's own reduction), then
# subtract. Points differ by their shocks alone, so a slope here is not the effect of hedging on welfare.

# %%
both = steppe.compare.outcomes(ds, ["hedging", "welfare"]).isel(outcome=[0, ds.sizes["hedger"]])
gain = both.sel(arm=effects.attrs["treated"]) - both.sel(arm=effects.attrs["control"])
across, up = gain.transpose("outcome", "replicate").to_numpy()

figure = Figure(figsize=(6, 4.5), layout="constrained")
ax = figure.subplots()
ax.scatter(across, up, s=10, alpha=0.4, color="#0072B2", linewidths=0)
ax.axhline(0, color="black", linewidth=0.8)
ax.axvline(0, color="black", linewidth=0.8)
ax.set_xlabel("Difference in hedging (evenness of alignment, average, no unit)")
ax.set_ylabel("Difference in welfare (total, G: 1 % of a year's GDP)")
ax.set_title(f"{len(across)} pairs of runs, in the model; not a forecast", loc="left", fontsize=10)
figure.savefig(folder / "own.png", dpi=150)

# %% [markdown]
# ## Close
#
# The dataset reads values when they are used, so close it last. To go on: `steppe hazard`, `benefit` and `attribute`
# ask why now, to whose benefit and whose incentive it is, and `steppe.hazard`, `steppe.benefit` and
# `steppe.attribution` read their files; `steppe-report` makes a page of all of them, and docs/output.md says what a
# file holds, for other languages too.

# %%
ds.close()
print("wrote", ", ".join(sorted(file.name for file in folder.glob("*.png"))))
