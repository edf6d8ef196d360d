"""Oil and the route move the base scenario's economy as the equations say, and the game the way that is argued."""

from __future__ import annotations

import os

import numpy as np
import pytest
from responses import VARIANTS, Response, response, run, spread

ENGINE = os.environ.get("STEPPE_EXECUTABLE", "")
PAIRS = 64


@pytest.fixture(scope="module")
def responses() -> dict[str, Response]:
    if not ENGINE:
        pytest.skip("needs the engine: STEPPE_EXECUTABLE")
    return {name: response(run(ENGINE, settings, PAIRS, 24)) for name, settings in VARIANTS.items()}


def held(ratio: float) -> dict[str, float]:
    """Work out balance, fund and weight of money after twelve months, in each of which q goes a quarter of the way."""
    revenue = 0.5 * 0.513 * 28.0
    receipts, fund, weight = 1.0, 0.0, 1.0
    for _ in range(12):
        room = revenue * (receipts - 1.0) + 0.05 * fund
        weight = float(np.clip(np.exp(-0.15 * room / 4.3), 0.5, 2.0))
        receipts += 0.25 * (ratio - receipts)
        fund += revenue * (receipts - 1.0) / 12.0
    return {"balance": -3.4 + revenue * (receipts - 1.0), "fund": fund, "weight": weight}


@pytest.mark.parametrize("price", [10.0, 40.0, 64.5, 100.0, 150.0])
def test_the_budget_follows_oil_as_worked_out_by_hand(responses: dict[str, Response], price: float) -> None:
    for name, value in held(price / 80.5).items():
        assert getattr(responses[f"oil {price:g}"], name) == pytest.approx(value, abs=2e-5)


def test_nothing_moves_at_rest(responses: dict[str, Response]) -> None:
    rest = responses["rest"]
    assert rest.balance == pytest.approx(-3.4, abs=1e-6)
    assert rest.fund == pytest.approx(0.0, abs=1e-6)
    assert rest.weight == pytest.approx(1.0, abs=1e-6)


def test_income_and_exports_rise_with_oil(responses: dict[str, Response]) -> None:
    prices = ["oil 10", "oil 40", "oil 64.5", "rest", "oil 100", "oil 150"]
    for measure in ("income", "export_ratio"):
        means = [getattr(responses[name], measure).mean() for name in prices]
        assert means == sorted(means)


def test_a_poor_treasury_is_bid_for_more(responses: dict[str, Response]) -> None:
    prices = ["oil 10", "oil 40", "oil 64.5", "rest", "oil 100", "oil 150"]
    bids = [responses[name].bids.mean() for name in prices]
    assert bids == sorted(bids, reverse=True)
    without = [responses[name].bids.mean() for name in ("oil 40, zeta 0", "oil 150, zeta 0")]
    assert abs(without[0] - without[1]) < 0.1 * abs(bids[1] - bids[5])


def test_a_cut_costs_income_in_proportion_to_its_severity(responses: dict[str, Response]) -> None:
    rest, slight, whole = (
        responses[name].income.mean() for name in ("rest", "severity .2 for ever", "route wholly cut")
    )
    assert (rest - slight) / (rest - whole) == pytest.approx(0.2, abs=0.02)
    assert rest - whole > 3.0


def test_ten_years_can_move_a_share_as_history_did() -> None:
    if not ENGINE:
        pytest.skip("needs the engine: STEPPE_EXECUTABLE")
    low, middle, high = spread(run(ENGINE, {}, 256))["RUS"][:3]
    assert low < 0.14 < middle < 0.26 < high
