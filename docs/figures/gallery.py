"""Draws the gallery of docs/figures from result files; docs/figures/README.md has the commands that make them.

.venv/bin/python docs/figures/gallery.py out/gallery
"""

import sys
from pathlib import Path

import matplotlib
import pandas as pd

matplotlib.use("Agg")

import steppe
from steppe import discovery, figures

HERE = Path(__file__).resolve().parent
OUTCOMES = [
    "alignment[KAZ, RUS]",
    "alignment[KAZ, CHN]",
    "alignment[KAZ, USA]",
    "alignment[KAZ, ISR]",
    "autonomy[KAZ]",
    "welfare[KAZ]",
    "coercion[KAZ]",
    "threats[KAZ]",
]

#: Chosen because many join in it: in most runs one does, or none.
RUN = 298


def main(folder: Path) -> None:
    """Draw all."""
    names = steppe.labels(folder / "arms.h5")
    with steppe.open(folder / "arms.h5") as arms:
        parts = steppe.contrasts.table(
            arms, ["publicity", "substance", "inducement"], ["alignment", "welfare", "autonomy", "coercion", "threats"]
        )
        save(figures.cascade_map(arms, names=names, replicate=RUN, width=8.0), "cascade")
        save(figures.benefit_heatmap(parts, names=names), "benefit")
        save(figures.dark(figures.hedging_simplex(arms, names=names, width=7.0)), "simplex-dark")
        readings = {"Base": steppe.compare.effect_table(arms)}
    for path in sorted(folder.glob("R?-*.h5")):
        with steppe.open(path) as rival:
            readings[path.name[:2]] = steppe.compare.effect_table(rival)
    save(figures.rival_forest(readings, outcomes=OUTCOMES, names=names), "rivals")
    with steppe.open(folder / "shares.h5") as shared:
        save(figures.incentive_waterfall(shared, "welfare[KAZ]", "total", names=names), "waterfall")
        now = "accession_probability[KAZ] by month 1"
        save(figures.incentive_tornado(shared, now, "endogenous", names=names), "tornado")
        save(figures.incentive_interactions(shared, now, "endogenous", names=names), "interactions")
    with steppe.open(folder / "hazard.h5") as hazard:
        save(figures.hazard_shares(hazard, names=names), "hazard")
        save(figures.hazard_steps(hazard, names=names), "why-now")
    with steppe.open(folder / "benefit.h5") as benefit:
        save(figures.benefit_intervals(benefit, names=names), "gains")
    with steppe.open(folder / "sobol.h5") as runs:
        table = pd.read_csv(folder / "sobol.h5.indices.csv")
        save(figures.sensitivity_indices(table, ["welfare[KAZ]"], source=runs.attrs), "sobol")
    with steppe.open(folder / "sweep.h5") as sweep:
        points, effects = discovery.experiments(sweep), discovery.effects(sweep)
        better = effects["welfare[KAZ]"] > 0
        box = discovery.boxes(points, better, min_coverage=0.7)[0]
        save(figures.box_pairs(points, better, box, interest="the accord raises welfare", source=sweep.attrs), "box")


def save(figure: matplotlib.figure.Figure, name: str) -> None:
    """Write one."""
    figure.savefig(HERE / f"{name}.png", dpi=80)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
