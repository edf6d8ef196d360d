"""The opening month's game, and what oil and the route do: numbers of docs/model.md."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from running import table
from steppe.format import number

from groups.effect import SCENARIO, VERIFICATION

if TYPE_CHECKING:
    from running import Runner

PAIRS = 1000
MARKETS = {"RUS": "Russia", "CHN": "China", "USA": "United States", "ISR": "Israel"}
#: Ten-year changes of the logarithm of a share, from 2001, 2002, 2003 and 2004: least and largest.
RECORD = {"RUS": (-0.60, -0.36), "CHN": (0.35, 1.00), "USA": (-0.81, -0.27), "ISR": (0.16, 1.77)}
WORDS = {
    "rest": "rest (80.5 USD)",
    "oil 40, zeta 0": r"oil 40, $\zeta=0$",
    "oil 150, zeta 0": r"oil 150, $\zeta=0$",
}
#: Columns of the table: words, outcome, decimals.
COLUMNS = (
    ("Bal", "balance", 1),
    ("fund", "fund", 1),
    ("$v$", "weight", 2),
    ("$X/M$", "export_ratio", 2),
    ("income", "income", 1),
    ("bids", "bids", 2),
    ("threats", "threats", 2),
    ("provoked", "provoked", 3),
    ("coercion", "coercion", 4),
    ("joined by 60 months", "joined_by_60", 3),
)


def opening(run: Runner) -> dict[str, str]:
    """What membership is worth to powers in the opening month, and what sponsors bid for it."""
    game = run.steppe_json(f"equilibrium {SCENARIO}")
    powers = {one["id"]: one for one in game["principals"]}
    worth = {f"worth-{name}": number(powers[name]["phi"], 2) for name in ("USA", "ISR", "RUS", "CHN")}
    bids = {f"bid-{name}": number(powers[name]["accord"]["effective_offer_change"], 2) for name in ("USA", "ISR")}
    return worth | bids


def responses(run: Runner) -> dict[str, str]:
    """What held prices of oil and cuts of the route do, and the ten-year changes of shares."""
    sys.path[:0] = [str(VERIFICATION / "economy")]
    import responses as of_tests

    run.commands.append(f"python tests/verification/economy/responses.py steppe {PAIRS}")
    rest = of_tests.run(run.engine, of_tests.VARIANTS["rest"], PAIRS)
    rows, texts = [], {}
    for name, settings in of_tests.VARIANTS.items():
        results = of_tests.run(run.engine, settings, PAIRS)
        found = of_tests.response(results)
        ratio, deviations = of_tests.hazard_ratio(results, rest)
        hazard = "1" if name == "rest" else f"{number(ratio, 3)} ({number(deviations, 1)})"
        cells = [number(float(getattr(found, outcome).mean()), decimals) for _, outcome, decimals in COLUMNS]
        rows.append([WORDS.get(name, name), *cells, hazard])
        if name in {"oil 10", "oil 40", "oil 100", "oil 150"}:
            texts[f"hazard-{name.split()[1]}"] = number(ratio, 2)
        if name in {"oil 10", "oil 150"}:
            texts[f"threats-{name.split()[1]}"] = cells[6]
    changes = of_tests.spread(of_tests.run(run.engine, {}, PAIRS))
    shares = [
        [
            words,
            f"{number(RECORD[market][0], 2)} to {number(RECORD[market][1], 2)}",
            ", ".join(number(float(value), 2) for value in changes[market][3:]),
        ]
        for market, words in MARKETS.items()
    ]
    low, _, high = changes["RUS"][:3]
    inside = [
        words
        for market, words in MARKETS.items()
        if changes[market][3] <= RECORD[market][0] and RECORD[market][1] <= changes[market][5]
    ]
    return texts | {
        "table": table(["", *(words for words, _, _ in COLUMNS), "hazard ratio (z)"], rows),
        "shares": table(["", "record, four starts", "in the model: 5, 50, 95 %"], shares),
        "inside": ", ".join(inside) or "none",
        "russia": f"{number(float(low), 2)} and {number(float(high), 2)}",
    }
