"""What the accord changed, given what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from running import table, with_interval
from steppe.format import percent

from groups.effect import SCENARIO
from groups.questions import WHO

if TYPE_CHECKING:
    from running import Runner


def condition(run: Runner) -> dict[str, str]:
    """What the accord changed, given that Kazakhstan joined in November 2025, and whether it would have come anyway."""
    known = "--given 'joined[KAZ] @ 2025-11' --event 'peer_joins @ 24 >= 1'"
    result = run.steppe_json(f"condition {SCENARIO} {known} --draw-priors --per-draw 1 -n 20000")
    outcomes = {row["outcome"]: row for row in result["outcomes"]}
    rows = []
    for who, outcome in WHO.items():
        effects = [outcomes[outcome][over] for over in ("all", "given")]
        gains = [with_interval(one["mean"], *one["interval_90"], signed=True) for one in effects]
        rows.append([who, *gains, percent(effects[1]["share_negative"])])
    (anyway,), (event,) = result["joined_anyway"], result["events"]
    first, *_, last = anyway["joined_later"]
    given = event["given"]
    return {
        "table": table(["who", "over all runs, G", "given that it joined, G", "loses in"], rows),
        "pairs": str(result["pairs"]),
        "matching": str(result["matching"]),
        "chance-given": of_probability(anyway["chance_given"]),
        "chance-all": of_probability(anyway["chance_all"]),
        "later-12": of_probability(first),
        "later-end": of_probability(last),
        "event-open": of_probability(given["open"]),
        "event-closed": of_probability(given["closed"]),
        "necessity": of_probability(given["necessity"]),
    }


def of_probability(estimate: dict[str, Any]) -> str:
    """Word a probability with its 90 % interval."""
    return with_interval(estimate["value"], *estimate["interval_90"])
