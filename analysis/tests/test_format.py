"""Numbers as readers see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steppe.format import estimate, listing, number, percent

finite = st.floats(-1e6, 1e6).filter(lambda x: x == 0 or abs(x) > 1e-3)


def read(text: str) -> float:
    return float(text.replace("−", "-").replace("\u202f", ""))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.01234, "0.012"), (-0.5, "−0.50"), (137.2, "140"), (12345, "12\u202f000"), (0, "0"), (3.4e-8, "3.4×10⁻⁸"),
     (float("nan"), "n/a"), (float("inf"), "∞"), (0.0996, "0.10")],
)  # fmt: skip
def test_two_significant_digits(value: float, text: str) -> None:
    assert number(value) in (text, text + "0")


def test_signs_are_written_on_request() -> None:
    assert number(0.25, signed=True) == "+0.25"
    assert number(-0.25, signed=True) == "−0.25"


@pytest.mark.parametrize(
    ("triple", "texts"),
    [
        ((0.0123, 0.0101, 0.0149), ("0.012", "0.010", "0.015")),
        ((0.2812, 0.2807, 0.2817), ("0.2812", "0.2807", "0.2817")),  # 0.28 alone would hide the interval
        ((0.012, 0.0004, 0.0236), ("0.0120", "0.0004", "0.0236")),  # the end must not become 0
        ((0.0001, -0.003, 0.0032), ("0.0001", "−0.0030", "0.0032")),
        ((5.0, 5.0, 5.0), ("5.0", "5.0", "5.0")),
    ],
)
def test_an_interval_keeps_its_ends(triple: tuple[float, float, float], texts: tuple[str, str, str]) -> None:
    assert estimate(*triple) == texts


@given(finite, st.floats(0.01, 10))
def test_an_interval_never_changes_its_side_of_zero(value: float, relative: float) -> None:
    reach = abs(value) * relative
    _, low, high = estimate(value, value - reach, value + reach)
    if value - reach > abs(value) * 1e-2:
        assert read(low) > 0
    if value + reach < -abs(value) * 1e-2:
        assert read(high) < 0


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0 %"), (0.004, "under 1 %"), (0.9999, "over 99 %"), (1, "100 %"), (0.66, "66 %")]
)
def test_percent_does_not_claim_certainty(share: float, text: str) -> None:
    assert percent(share).replace("\u00a0", " ") == text


def test_listing_reads_as_a_sentence() -> None:
    assert [listing(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_a_digit_that_was_rounded_away_does_not_come_back() -> None:
    assert estimate(-9.1e-6, -1.3e-5, -0.00025) == ("−9×10⁻⁶", "−1.3×10⁻⁵", "−0.000250")
