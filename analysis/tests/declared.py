"""What the tests' files declare of measures, arms, contrasts and conditions: layout 3.0, from one table."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCHEMA_VERSION = "3.0"


@dataclass(frozen=True)
class Declared:
    """What a file says of a measure; the defaults are those of one that nobody gains from."""

    better: int = 0
    better_for: str = ""
    better_words: str = ""
    benefit_order: int = 0
    actor_order: int = 0
    display_order: int = 0
    headline: bool = False
    regret: bool = False
    role: str = "outcome"
    is_probability: bool = False
    lower_bound: float = nan
    upper_bound: float = nan
    section: str = "8.1"


SHARE = {"lower_bound": 0.0, "upper_bound": 1.0}
PROBABILITY = {"is_probability": True, **SHARE}
COUNT = {"lower_bound": 0.0}
SIGNED = {"lower_bound": -1.0, "upper_bound": 1.0}
MEASURES = {
    "welfare": Declared(1, "hedger", "a material gain", 1, 6, 3, headline=True, regret=True, section="8.2"),
    "autonomy": Declared(1, "hedger", "freer of stronger partners", 2, 9, 8, headline=True, **SHARE),
    "hedging": Declared(0, "hedger", "leans more evenly", 3, 10, 10, **SHARE),
    "coercion": Declared(-1, "hedger", "a loss", 4, 11, 6, headline=True, section="8.3", **COUNT),
    "home_legitimacy": Declared(1, "hedger", "better liked at home", 5, 12, section="8.4", **SIGNED),
    "principal_gain": Declared(1, "principal", "the choice is worth more to it", 6, section="8.3"),
    "influence": Declared(1, "partner", "a gain in weight", 7, 1, 9, **SHARE),
    "momentum": Declared(1, "accord", "the accord revives", 8, 14, 12, section="8.4", **SHARE),
    "legitimacy": Declared(1, "accord", "its contested sponsor gains standing", 9, 15, section="8.4", **SIGNED),
    "leader_credit": Declared(1, "accord", "its leader gains credit", 10, 16, section="8.4"),
    "peer_joins": Declared(1, "accord", "the accord grows", 11, section="8.4", **COUNT),
    "alignment": Declared(1, "partner", "the leadership leans to it", 0, 2, 4, headline=True, **SHARE),
    "bids": Declared(-1, "principal", "a cost", 0, 3, 7, headline=True, section="8.3", **COUNT),
    "delivered": Declared(-1, "principal", "a cost", 0, 4, section="8.3", **COUNT),
    "pressure": Declared(0, "principal", "it presses harder", 0, 5, section="8.3", **SHARE),
    "fdi_stock": Declared(1, "hedger", "a gain", 0, 7, 11, section="8.2", **COUNT),
    "trade_gain": Declared(1, "hedger", "a gain", 0, 8, section="8.2"),
    "members": Declared(1, "accord", "the accord grows", 0, 13, 5, headline=True, section="8.4", **COUNT),
    "accession_probability": Declared(display_order=1, section="8.3", **PROBABILITY),
    "has_joined": Declared(display_order=2, section="8.3", **PROBABILITY),
    "has_frozen": Declared(section="8.3", **PROBABILITY),
    "candidate_member": Declared(section="8.4", **PROBABILITY),
    "status": Declared(role="arm", section="6.8", lower_bound=0.0, upper_bound=3.0),
    "game_residual": Declared(role="diagnostic", section="6.1", **COUNT),
    "accord_residual": Declared(role="diagnostic", section="6.4", **COUNT),
    "second_start_difference": Declared(role="diagnostic", section="11", **COUNT),
    "clipped_share": Declared(role="diagnostic", section="6.3", **SHARE),
    **dict.fromkeys(
        ("ambiguity", "dependence", "channel_dependence", "channel_dependence_max", "channel_share"), Declared(**SHARE)
    ),
    "frustration": Declared(**SIGNED),
    "firms": Declared(section="8.2", **COUNT),
    "turnover_share": Declared(section="8.2", **SHARE),
    **dict.fromkeys(("believed_resolve", "believed_delivery"), Declared(section="6.5", **SHARE)),
    **dict.fromkeys(("threats", "provoked", "executed"), Declared(section="8.3", **COUNT)),
    **dict.fromkeys(("conflict_intensity", "tension"), Declared(section="6.7", **SHARE)),
    "oil_price": Declared(section="6.7", **COUNT),
}
ARMS = {
    "with_accords": "accession in the opening month",
    "without_accords": "no accession, ever, and nobody can bid on it",
    "endogenous": "accession decided within the model",
    "inducement_only": "the same inducement, no accession",
    "quiet_deepening": "closer ties in substance, no announcement",
}
CONTRASTS = {
    "total": (["with_accords"], ["without_accords"], "the accession with all that comes with it"),
    "publicity": (["with_accords"], ["quiet_deepening"], "all but the substance"),
    "substance": (["quiet_deepening"], ["without_accords"], "closer ties without announcement"),
    "inducement": (["inducement_only"], ["without_accords"], "the announced deals alone"),
    "interaction": (
        ["with_accords", "without_accords"],
        ["quiet_deepening", "inducement_only"],
        "what these do together beyond what they do apart",
    ),
}
CONDITIONS = {
    "conflict": "intensity of the conflict",
    "tension": "regional tension",
    "minerals": "demand for minerals",
    "calendar": "calendar (summit, leader's interest)",
    "momentum": "momentum of the accord",
    "legitimacy": "legitimacy of the contested sponsor",
}


def attributes_of(measure: str) -> dict[str, Any]:
    """Attributes of the variable of a measure; no bound is no attribute."""
    declared = vars(MEASURES.get(measure, Declared()))
    flags = {name: np.int8(declared[name]) for name in ("better", "is_probability", "headline", "regret")}
    orders = {name: np.int32(value) for name, value in declared.items() if name.endswith("_order")}
    found = {**declared, **flags, **orders}
    return {name: value for name, value in found.items() if not (isinstance(value, float) and np.isnan(value))}


def beside_outcomes(labels: Sequence[str], months: int = 0) -> dict[str, list[str] | np.ndarray]:
    """Coordinates that stand beside the labels of outcomes: which measure, whose, and what is declared of it."""
    ids = [label.partition("[")[2].partition("]")[0].split(", ") for label in labels]
    measures = [label.partition("[")[0].partition(" by month ")[0] for label in labels]
    of_hedger = [bool(key[0]) and name != "candidate_member" for key, name in zip(ids, measures, strict=True)]
    ends = [label.partition(" by month ")[2] for label in labels]
    declared = [MEASURES.get(name, Declared()) for name in measures]
    kinds = dict.fromkeys(("better", "is_probability", "headline", "regret"), "i1")
    columns: dict[str, list[str] | np.ndarray] = {
        "measure": measures,
        "hedger": [key[0] if has else "" for key, has in zip(ids, of_hedger, strict=True)],
        "element": [", ".join(key[has:]) for key, has in zip(ids, of_hedger, strict=True)],
        "months": np.array([int(end) if end else months for end in ends], "i4"),
    }
    for name, none in vars(Declared()).items():
        values = [getattr(one, name) for one in declared]
        kind = kinds.get(name, "f8" if isinstance(none, float) else "i4")
        columns[name] = values if isinstance(none, str) else np.array(values, kind)
    return {f"outcome_{name}": values for name, values in columns.items()}


def contrasts_of(arms: Sequence[str]) -> list[str]:
    """Contrasts that arms allow, as the engine lists them."""
    named = [name for name, (plus, minus, _) in CONTRASTS.items() if {*plus, *minus} <= set(arms)]
    return named or [f"{arm} - {arms[-1]}" for arm in arms[:-1]]


def beside_contrasts(names: Sequence[str]) -> dict[str, list[str]]:
    """Coordinates that stand beside contrasts, and beside arms by themselves: their arms, and words."""
    rows = [CONTRASTS.get(name) or (name.split(" - ")[:1], name.split(" - ")[1:], "") for name in names]
    return {
        "contrast_plus": [", ".join(plus) for plus, _, _ in rows],
        "contrast_minus": [", ".join(minus) for _, minus, _ in rows],
        "contrast_long_name": [words for _, _, words in rows],
    }


def words_of(ids: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """Words of ids, empty where there are none."""
    return [known.get(one, "") for one in ids]
