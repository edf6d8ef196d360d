"""Signs under rival readings are counted as they are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe import readings

SIGNS = {1.0: (1.0, 2.0), -1.0: (-2.0, -1.0), 0.0: (-1.0, 1.0)}
some_signs = st.lists(st.lists(st.sampled_from([1.0, -1.0, 0.0]), min_size=3, max_size=3), min_size=2, max_size=8)


def table(signs: list[float]) -> pd.DataFrame:
    low, high = np.array([SIGNS[one] for one in signs]).T
    return pd.DataFrame({"outcome": [f"outcome {i}" for i in range(len(signs))], "low": low, "high": high})


@given(some_signs)
def test_every_reading_is_counted_once(signs: list[list[float]]) -> None:
    tables = {f"R{i}": table(row) for i, row in enumerate(signs)}
    found = readings.sign_agreement(tables)
    others = len(signs) - 1
    assert (found[["positive", "negative", "open", "absent"]].sum(axis=1) == others).all()
    known = found[found["base"] != 0]
    assert (known[["same", "opposite", "open", "absent"]].sum(axis=1) == others).all()
    assert (found.loc[found["base"] == 0, ["same", "opposite"]] == 0).all(axis=None)
    for place in range(3):
        rest = [row[place] for row in signs[1:]]
        assert found["positive"].iloc[place] == rest.count(1.0)
        assert found["negative"].iloc[place] == rest.count(-1.0)


def test_a_missing_outcome_is_absent_and_no_interval_is_no_sign() -> None:
    base, short = table([1.0, -1.0]), table([1.0])
    unknown = table([1.0, 1.0]).assign(low=np.nan)
    found = readings.sign_agreement({"base": base, "short": short, "unknown": unknown})
    assert found["absent"].to_list() == [1, 2]
    assert found["same"].to_list() == [1, 0]


def test_an_interval_that_touches_zero_is_open() -> None:
    assert readings.sign(table([0.0]).assign(low=0.0, high=0.0)).to_list() == [0.0]
    assert readings.sign(table([0.0]).assign(low=0.0, high=1.0)).to_list() == [0.0]


def test_readings_are_of_one_contrast() -> None:
    twice = pd.concat([table([1.0]), table([1.0])])
    with pytest.raises(ValueError, match="each outcome once"):
        readings.sign(twice)
    with pytest.raises(ValueError, match="no reading 'R9'"):
        readings.sign_agreement({"base": table([1.0])}, "R9")


def test_combined_tables_keep_the_name_of_their_reading() -> None:
    both = readings.combined({"base": table([1.0]), "R1": table([-1.0])})
    assert both["reading"].to_list() == ["base", "R1"]
