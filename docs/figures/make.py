"""Draws the headline of README.md, and two figures more, from a result file.

.venv/bin/python docs/figures/make.py out/demo.h5
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import steppe
from steppe.brief.read import read_headline
from steppe.io.declared_columns import with_declarations

HERE = Path(__file__).resolve().parent
#: What a reader asks first; the report has every outcome.
MAIN = [
    "alignment[KAZ, RUS]",
    "alignment[KAZ, CHN]",
    "alignment[KAZ, USA]",
    "alignment[KAZ, ISR]",
    "alignment[KAZ, OTH]",
    "hedging[KAZ]",
    "ambiguity[KAZ]",
    "autonomy[KAZ]",
    "welfare[KAZ]",
    "coercion[KAZ]",
    "threats[KAZ]",
    "members",
]


def main(path: str) -> None:
    """Draw them."""
    results = steppe.open(path)
    names = steppe.labels(path)
    table = steppe.compare.effect_table(results)
    headline = read_headline(path, results, with_declarations(table, results), str(results["hedger"].values[0]))
    drawn = steppe.figures.headline_effects(headline, names=names, attrs=results.attrs)
    drawn.savefig(HERE / "headline.png", dpi=110)
    table = table[table["outcome"].isin(MAIN)]
    steppe.figures.effect_forest(table, names=names).savefig(HERE / "effects.png", dpi=110)
    steppe.figures.alignment_shares(results, names=names).savefig(HERE / "alignment.png", dpi=110)


if __name__ == "__main__":
    main(sys.argv[1])
