"""The strongest gates, with few pairs: a mechanism that moves nothing is a defect."""

from __future__ import annotations

import os

import pytest
from gates import VARIANTS, paired_z, run

ENGINE = os.environ.get("STEPPE_EXECUTABLE", "")
PAIRS = 256
CLEAR = 3.0  # paired standard errors
# variant, column, sign of its paired difference from the base
MOVES = [
    ("threats at random (lambda_P = 0)", "threats", 1),
    ("threats at random (lambda_P = 0)", "executed", 1),
    ("no threats", "p1", 1),
    ("no offers", "p1", -1),
    ("no offers", "dW", -1),
    ("no offers", "J12", -1),
    ("F1-F5, I1 off", "p1", -1),
    *((f"{name} off", "p1", -1) for name in ("F1", "F2", "F3", "F4", "I1", "G1", "G2", "G3", "G4", "T1")),
    *((f"{name} off", "p1", 1) for name in ("F5", "S1", "P1")),
    ("RUS hostile and resolute", "p1", -1),
    ("RUS hostile and resolute", "dCo", 1),
    ("USA budget .1", "p1", -1),
    ("oil 30", "RUS gives", 1),
    ("oil 120", "RUS gives", -1),
    ("autonomy cost 5 (x 10)", "w RUS", -1),
    ("withholding .2", "dW", -1),
    ("lost interest .2", "dW", -1),
]


@pytest.fixture(scope="module")
def columns() -> dict[str, dict]:
    """Runs of the base and of every variant that is asked about."""
    if not ENGINE:
        pytest.skip("needs the engine: STEPPE_EXECUTABLE")
    names = dict.fromkeys(name for name, _, _ in MOVES)
    return {"base": run(ENGINE, {}, PAIRS).columns()} | {
        name: run(ENGINE, VARIANTS[name], PAIRS).columns() for name in names
    }


@pytest.mark.parametrize(("variant", "column", "sign"), MOVES)
def test_the_mechanism_moves_the_outcome(columns: dict, variant: str, column: str, sign: int) -> None:
    z = paired_z(columns[variant][column], columns["base"][column])
    assert sign * z > CLEAR, f"{variant}: {column} moves by {z:.1f} standard errors"
