"""Contrasts by name and by their arms."""

from __future__ import annotations

import pytest

from steppe import sensitivity as st


def test_contrasts_have_arms() -> None:
    assert st.contrast_arms("total") == ("with_accords", "without_accords")
    assert st.contrast_arms("endogenous - no_accords") == ("endogenous", "no_accords")


@pytest.mark.parametrize("contrast", ["half", "a - a"])
def test_what_is_no_contrast_is_refused(contrast: str) -> None:
    with pytest.raises(ValueError, match=contrast):
        st.contrast_arms(contrast)
