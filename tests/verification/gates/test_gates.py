"""The strongest gates, with few pairs: a mechanism that moves nothing is a defect."""

from __future__ import annotations

import os

import pytest
from gates import ARTICLE, VARIANTS, paired_z, run

ENGINE = os.environ.get("STEPPE_EXECUTABLE", "")
PAIRS = 512  # executions are rare: 256 leave two gates at 2 standard errors, which 2048 have at 6 and 7
CLEAR = 3.0  # paired standard errors
# variant, column, sign of its paired difference from the base
MOVES = [
    ("threats at random (lambda_P = 0)", "executed", 1),
    ("no threats", "p1", 1),
    ("no offers", "p1", -1),
    ("no offers", "dW", 1),  # what the base loses by an accession is bids
    ("no offers", "J12", -1),
    ("F1-F5, I1 off", "p1", -1),
    *((f"{name} off", "p1", -1) for name in ("F1", "F2", "F3", "F4", "F5", "I1", "G1", "G3", "G4", "T1")),
    *((f"{name} off", "p1", 1) for name in ("G2", "S1", "P1")),
    ("RUS hostile and resolute", "p1", -1),
    ("RUS hostile and resolute", "dCo", 1),
    ("USA budget .1", "p1", -1),
    ("oil 30", "dW", -1),
    ("oil 120", "dW", 1),
    ("autonomy cost 5 (x 10)", "w RUS", -1),
    ("withholding .35", "dW", -1),
    ("withholding 0", "dW", 1),
    ("lost interest .45", "dW", -1),
    ("lost interest 0", "dW", 1),
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


@pytest.mark.parametrize(
    ("variant", "column", "sign"), [("G2 off", "p1", -1), ("F5 off", "p1", 1), ("no offers", "dW", -1)]
)
def test_the_articles_reading_has_the_articles_signs(variant: str, column: str, sign: int) -> None:
    """The card makes acceding likelier, incumbents oppose it, offers pay: at the base values each of these turns."""
    if not ENGINE:
        pytest.skip("needs the engine: STEPPE_EXECUTABLE")
    with_it, without = (run(ENGINE, set_to, PAIRS, ARTICLE).columns() for set_to in ({}, VARIANTS[variant]))
    assert sign * paired_z(without[column], with_it[column]) > CLEAR
