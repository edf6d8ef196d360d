"""Contrasts by name and by their arms."""

from __future__ import annotations

import pytest
from declared import CONTRASTS

from steppe import sensitivity as st
from steppe.io.declared import Members

NAMED = {name: Members(tuple(plus), tuple(minus)) for name, (plus, minus, _) in CONTRASTS.items()}


def test_contrasts_have_arms() -> None:
    assert st.contrast_arms("total", NAMED) == ("with_accords", "without_accords")
    assert st.contrast_arms("endogenous - no_accords", NAMED) == ("endogenous", "no_accords")


@pytest.mark.parametrize("contrast", ["half", "a - a", "interaction"])
def test_what_is_no_contrast_of_two_arms_is_refused(contrast: str) -> None:
    with pytest.raises(ValueError, match=contrast):
        st.contrast_arms(contrast, NAMED)
