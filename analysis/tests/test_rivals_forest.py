"""The forest of readings shows every reading's effect and sign."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from artists import collection, words
from matplotlib.figure import Figure

from steppe import figures, rivals
from steppe.effects import compare

NAMES = ["members", "hedging", "welfare"]
COLOURED = {1.0: "+", -1.0: "−", 0.0: "0"}


@pytest.fixture
def tables(results: xr.Dataset) -> dict[str, pd.DataFrame]:
    base = compare.effect_table(results, names=NAMES)
    opposite = compare.effect_table(results, "without_accords", "with_accords", names=NAMES)
    wide = base.assign(low=base["difference"] - 10, high=base["difference"] + 10)
    return {"Base": base, "R1": opposite, "R2": wide, "R3": base.iloc[:1]}


def texts(figure: Figure) -> dict[str, str]:
    return {text.get_gid(): text.get_text() for ax in figure.axes for text in ax.texts if text.get_gid()}


@pytest.mark.parametrize("width", [9.0, 4.3])
def test_every_reading_has_its_point_interval_and_sign(tables: dict[str, pd.DataFrame], width: float) -> None:
    figure = figures.rival_forest(tables, width=width)
    told = texts(figure)
    left = figure.axes[::2]
    for name, table in tables.items():
        for row in table.to_dict("records"):
            label = f"{name}|{row['outcome']}"
            ax = next(ax for ax in left if any(item.get_label() == label for item in ax.collections))
            assert collection(ax, label).get_offsets()[0, 0] == pytest.approx(row["difference"])
            segment = collection(ax, f"{label}|interval").get_segments()[0][:, 0]
            np.testing.assert_allclose(segment, [row["low"], row["high"]])
            assert told[label] == COLOURED[float(rivals.sign(table)[row["outcome"]])]
            low, high = ax.get_xlim()
            assert low < row["low"] < row["high"] < high or row["low"] == row["high"]
    missing = tables["Base"]["outcome"].iloc[1]
    assert told[f"R3|{missing}"] == "·"


def test_agreement_is_counted_in_words(tables: dict[str, pd.DataFrame]) -> None:
    told = texts(figures.rival_forest(tables))
    agreement = rivals.sign_agreement(tables)
    for outcome, row in agreement.iterrows():
        if row["base"] != 0:
            against = f", {row['opposite']:.0f} against" if row["opposite"] else ""
            assert told[outcome] == f"{row['same']:.0f} of 3 agree{against}"


def test_chosen_outcomes_only(tables: dict[str, pd.DataFrame]) -> None:
    figure = figures.rival_forest(tables, outcomes=["members"])
    assert {key.split("|")[-1] for key in texts(figure)} == {"members"}
    with pytest.raises(ValueError, match="no outcome happiness"):
        figures.rival_forest(tables, outcomes=["happiness"])
    with pytest.raises(ValueError, match="at least one other"):
        figures.rival_forest({"Base": tables["Base"]})


def test_notes(tables: dict[str, pd.DataFrame]) -> None:
    said = words(figures.rival_forest(tables))
    assert "in the model" in said
    assert "not a forecast" in said
    assert "90 % interval" in said
