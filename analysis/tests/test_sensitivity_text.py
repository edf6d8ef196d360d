"""What is said of indices, and what is left unsaid where chance hides them."""

from __future__ import annotations

import numpy as np
from sample_functions import ISHIGAMI, outcomes

from steppe import sensitivity as st
from steppe.sensitivity.text import _remedy, summary


def test_indices_of_chance_are_not_told() -> None:
    plan = st.make_plan(ISHIGAMI, base_points=32)
    rng = np.random.default_rng(4)
    chance = rng.normal(size=(len(plan.points), 8, 1))
    clear = chance + 5 * plan.points["x1"].to_numpy()[:, None, None]
    values = np.concatenate([chance, clear], axis=2)
    told = []
    found = st.analyse(
        plan, outcomes(values, ("welfare[KAZ]", "alignment[KAZ, USA]")), progress=lambda *at: told.append(at)
    )
    assert told == [(1, 2), (2, 2)]
    text = summary(found, ("a", "b"))
    of_chance, of_clear = (part for part in text.split("\n\n") if ": mean difference" in part)
    if "alignment" in of_chance:
        of_chance, of_clear = of_clear, of_chance
    assert "too few replicates to tell what it depends on" in of_chance
    assert "x1" not in of_chance
    assert "judgement" not in of_chance
    assert "x1" in of_clear
    assert "judgement owns" in of_clear
    # Eight replicates that leave 80 % to chance; as many again as 0.8 / 0.2 x 9 leave 10 %.
    assert _remedy(8, 0.8) == "; about 290 would leave 10 % to chance"
    assert _remedy(8, 1.0) == ""
