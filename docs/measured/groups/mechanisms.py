"""Whether every mechanism moves something: ``steppe audit``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from running import table, with_interval
from steppe.format import number

from groups.effect import SCENARIO

if TYPE_CHECKING:
    from running import Runner


def audit(run: Runner) -> dict[str, str]:
    """What does not move and why, and what moves most."""
    result = run.steppe_json(f"audit {SCENARIO}")
    checks = result["checks"]
    moving = [one for one in checks if one["moves"]]
    still = [one for one in checks if not one["moves"]]
    without = [one["id"] for one in still if not one["by_design"]]
    named = f": {', '.join(f'`{name}`' for name in without)}" if without else ""
    summary = (
        f"{len(moving)} of {len(checks)} checks move an outcome, {len(still) - len(without)} do not for a reason that "
        f"the scenario states, {len(without)} do not without one{named}."
    )
    reasons: dict[str, list[str]] = {}
    for one in still:
        reasons.setdefault(one["by_design"] or "none is stated", []).append(f"`{one['id']}`")
    strategies = [one for one in moving if one["kind"] in ("strategy", "incentive")]
    return {
        "summary": summary,
        "still": table(
            ["what moves nothing", "reason"], [[", ".join(dict.fromkeys(names)), why] for why, names in reasons.items()]
        ),
        "mechanisms": table(["check", "outcome", "of the scenario", "change"], [_row(one) for one in strategies]),
    }


def _row(check: dict[str, Any]) -> list[str]:
    change = with_interval(check["change"], check["low"], check["high"], signed=True)
    return [f"`{check['id']}`", check["outcome"], number(check["base"]), change]
