"""How the opening shares and links of scenarios/kazakhstan-2025.toml follow from figures.

Reads kazakhstan_2025_figures.csv beside this file, prints each derived value, and fails if the scenario states another one:

    python scenarios/data/derive_kazakhstan_2025.py
"""

import csv
import math
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTNERS = ["RUS", "CHN", "USA", "ISR", "OTH"]
#: Weights of the four dimensions in the opening alignment: a judgement.
WEIGHTS = {"trade": 0.40, "arms": 0.15, "fdi": 0.25, "un": 0.20}


def figures() -> dict[str, dict[str, float]]:
    """Figures by variable and partner; the partner "ALL" is a total."""
    table: dict[str, dict[str, float]] = {}
    with (HERE / "kazakhstan_2025_figures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            table.setdefault(row["variable"], {})[row["partner"]] = float(row["value"])
    return table


def with_remainder(values: dict[str, float]) -> dict[str, float]:
    """Shares of the named partners in the total; OTH is the rest."""
    shares = {j: values[j] / values["ALL"] for j in PARTNERS if j != "OTH"}
    return shares | {"OTH": 1.0 - sum(shares.values())}


def of_national_total(values: dict[str, float]) -> dict[str, float]:
    """Shares in the national total; OTH is the rest of the 21 partners, ROW what is beyond them."""
    named = {j: values[j] for j in PARTNERS if j != "OTH"}
    parts = named | {"OTH": values["ALL"] - sum(named.values()), "ROW": values["WLD"] - values["ALL"]}
    return {j: value / values["WLD"] for j, value in parts.items()}


def derive(data: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Alignment, import shares, and the links of the channels that have figures."""
    turnover = {j: data["imports"][j] + data["exports"][j] for j in ["RUS", "CHN", "USA", "ISR", "ALL"]}
    trade = with_remainder(turnover)
    arms = with_remainder(data["arms"])
    # Stocks held through the Netherlands hide their origin; shares are of what is left.
    fdi = with_remainder(data["fdi_stock"] | {"ALL": data["fdi_stock"]["ALL"] - data["fdi_stock"]["NLD"]})
    closeness = {j: math.exp(-data["un_distance"][j]) for j in PARTNERS}
    un = {j: closeness[j] / sum(closeness.values()) for j in PARTNERS}
    parts = {"trade": trade, "arms": arms, "fdi": fdi, "un": un}
    return {
        "alignment": {j: sum(WEIGHTS[d] * parts[d][j] for d in WEIGHTS) for j in PARTNERS},
        "export_share": of_national_total(data["exports"]),
        "import_share": of_national_total(data["imports"]),
        "link.trade": {j: math.sqrt(trade[j]) for j in PARTNERS},
        "link.defence": {j: math.sqrt(arms[j]) for j in PARTNERS},
        "link.diplomacy": closeness,
    }


def main() -> int:
    derived = derive(figures())
    scenario = tomllib.loads((HERE.parent / "kazakhstan-2025.toml").read_text(encoding="utf-8"))
    hedger = scenario["hedger"]["KAZ"]
    wrong = 0
    for name, values in derived.items():
        for partner, value in values.items():
            if name.startswith("link."):
                stated = hedger["link"]["value"][partner][name.removeprefix("link.")]
            else:
                stated = hedger[name]["value"][partner]
            agrees = abs(stated - value) < 0.0001
            wrong += not agrees
            print(f"{name:<16} {partner:<4} {value:.4f}   scenario {stated:.4f}{'' if agrees else '   DIFFERS'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
