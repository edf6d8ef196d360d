"""Plans that no design can be made of are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample_functions import ISHIGAMI

from steppe import sensitivity as st

if TYPE_CHECKING:
    from typing import Any


@pytest.mark.parametrize(
    ("parameters", "arguments", "text"),
    [
        (ISHIGAMI, {"method": "fast"}, "no method 'fast'"),
        (ISHIGAMI, {"method": "morris", "second_order": True}, "second order"),
        (ISHIGAMI, {"method": "delta", "base_points": 1}, "at least 2"),
        (ISHIGAMI, {"method": "sobol", "base_points": 48}, "power of 2"),
        ([*ISHIGAMI, ISHIGAMI[0]], {}, "given twice"),
    ],
)
def test_what_cannot_be_planned_is_refused(
    parameters: list[st.Parameter], arguments: dict[str, Any], text: str
) -> None:
    with pytest.raises(ValueError, match=text):
        st.make_plan(parameters, **arguments)
