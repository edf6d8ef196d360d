"""How opening shares, links and money of the cookbook scenarios follow from figures.

Reads figures.csv beside this file and the base scenario, prints each derived value, and fails if a scenario states another one:

    python scenarios/cookbook/derive_cookbook.py
"""

import csv
import math
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: Weights of the four dimensions in the opening alignment: a judgement, that of the base scenario.
WEIGHTS = {"trade": 0.40, "arms": 0.15, "fdi": 0.25, "un": 0.20}
#: Among whom the base scenario's partner OTH is divided.
NEW = ["TUR", "EUU", "OTH"]

Shares = dict[str, float]


def figures(scenario: str) -> dict[str, Shares]:
    """Figures of one scenario by variable and partner."""
    table: dict[str, Shares] = {}
    with (HERE / "figures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["scenario"] == scenario:
                table.setdefault(row["variable"], {})[row["partner"]] = float(row["value"])
    return table


def base_figures() -> dict[str, Shares]:
    """Figures of the base scenario by variable and partner."""
    table: dict[str, Shares] = {}
    with (HERE.parent / "data" / "kazakhstan_2025_figures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            table.setdefault(row["variable"], {})[row["partner"]] = float(row["value"])
    return table


def split_others() -> dict[str, Shares]:
    """Kazakhstan: the base scenario's OTH, dimension by dimension, among Turkiye, the European Union and the rest."""
    data, base = figures("turkiye-and-eu"), base_figures()

    def split(values: Shares) -> Shares:
        shares = {j: values[j] / values["ALL"] for j in ["TUR", "EUU"]}
        return shares | {"OTH": 1.0 - values["NAMED"] / values["ALL"] - sum(shares.values())}

    def of_national_total(flow: str) -> Shares:
        shares = split(data[flow])
        untracked = 1.0 - base[flow]["TRACKED"] / base[flow]["ALL"]  # the rest of the world, ROW
        return shares | {"OTH": shares["OTH"] - untracked}

    trade = split({j: data["imports"][j] + data["exports"][j] for j in data["imports"]})
    arms = split(data["arms"])
    fdi_named = sum(base["fdi_stock"][j] for j in ["RUS", "CHN", "USA", "ISR"])
    fdi_others = 1.0 - fdi_named / (base["fdi_stock"]["ALL"] - base["fdi_stock"]["NLD"])
    fdi = {j: data["fdi"][j] / data["fdi"]["ALL"] for j in ["TUR", "EUU"]}
    fdi["OTH"] = fdi_others - sum(fdi.values())
    base_closeness = {j: math.exp(-d) for j, d in base["un_distance"].items()}
    un_others = base_closeness["OTH"] / sum(base_closeness.values())
    closeness = {j: math.exp(-data["un_distance"][j]) for j in NEW}
    un = {j: un_others * closeness[j] / sum(closeness.values()) for j in NEW}
    parts = {"trade": trade, "arms": arms, "fdi": fdi, "un": un}
    alignment = {j: sum(WEIGHTS[d] * parts[d][j] for d in WEIGHTS) for j in NEW}
    return {
        "alignment": alignment,
        "home": alignment,
        "export_share": of_national_total("exports"),
        "import_share": of_national_total("imports"),
        "link.trade": {j: math.sqrt(trade[j]) for j in NEW},
        "link.defence": {j: math.sqrt(arms[j]) for j in NEW},
        "link.diplomacy": closeness,
    }


def uzbekistan() -> dict[str, Shares]:
    """Uzbekistan, by the formula of the base scenario."""
    data = figures("two-hedgers")
    named = ["RUS", "CHN", "USA", "ISR"]

    def rest(shares: Shares) -> Shares:
        return {j: shares[j] for j in named} | {"OTH": 1.0 - sum(shares[j] for j in named)}

    trade = rest({j: data["turnover"][j] / data["turnover"]["ALL"] for j in named})
    arms, fdi = rest(data["arms_share"]), rest(data["fdi_share"])
    closeness = {j: math.exp(-data["un_distance"][j]) for j in [*named, "OTH"]}
    un = {j: closeness[j] / sum(closeness.values()) for j in closeness}
    parts = {"trade": trade, "arms": arms, "fdi": fdi, "un": un}
    return {
        "alignment": {j: sum(WEIGHTS[d] * parts[d][j] for d in WEIGHTS) for j in un},
        "export_share": trade,
        "import_share": rest(data["import_share"]),
        "link.trade": {j: math.sqrt(trade[j]) for j in un},
        "link.defence": {j: math.sqrt(arms[j]) for j in un},
        "link.diplomacy": closeness,
    }


#: Of 2024: Kazakhstan's (IMF), and Uzbekistan's (World Bank WDI), 10^9 USD.
GDP = {"KAZ": 291.0, "UZB": 121.356}


def money_of_uzbekistan() -> dict[str, dict[str, float]]:
    """What powers have at stake and can pay, in G of Uzbekistan: the base scenario's in USD, times trade over Kazakhstan's."""
    turnover, base = figures("two-hedgers")["turnover"], base_figures()
    scenario = tomllib.loads((HERE.parent / "kazakhstan-2025.toml").read_text(encoding="utf-8"))["principal"]
    found: dict[str, dict[str, float]] = {}
    for power in ("RUS", "CHN", "USA", "ISR"):
        trade = (base["imports"][power] + base["exports"][power]) / 1000.0
        factor = turnover[power] / trade * GDP["KAZ"] / GDP["UZB"]
        found[power] = {name: float(f"{scenario[power][name]['value'] * factor:.3g}") for name in ("stake", "budget")}
    return found


def check_money() -> int:
    """How many of these values the scenario states otherwise."""
    stated = tomllib.loads((HERE / "uzbekistan-alone.toml").read_text(encoding="utf-8"))["principal"]
    wrong = 0
    for power, values in money_of_uzbekistan().items():
        for name, value in values.items():
            agrees = stated[power][name]["value"] == value
            wrong += not agrees
            told = f"scenario {stated[power][name]['value']:.4f}{'' if agrees else '   DIFFERS'}"
            print(f"{power} {name:<16}      {value:.4f}   {told}")
    return wrong


def main() -> int:
    wrong = check_money()
    for file, hedger, derived in [("turkiye-and-eu", "KAZ", split_others()), ("two-hedgers", "UZB", uzbekistan())]:
        stated_of = tomllib.loads((HERE / f"{file}.toml").read_text(encoding="utf-8"))["hedger"][hedger]
        for name, values in derived.items():
            for partner, value in values.items():
                if name.startswith("link."):
                    stated = stated_of["link"]["value"][partner][name.removeprefix("link.")]
                else:
                    stated = stated_of[name]["value"][partner]
                agrees = abs(stated - value) < 0.0001
                wrong += not agrees
                print(f"{hedger} {name:<16} {partner:<4} {value:.4f}   scenario {stated:.4f}{'' if agrees else '   DIFFERS'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
