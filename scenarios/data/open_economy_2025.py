"""Where receipts, fund and imports of Kazakhstan stand when scenarios/kazakhstan-2025.toml begins.

The economy of the model is at rest in 2024, the year of its accounts. This runs its own equations (docs/model.md 6.3) from January 2024 to
October 2025 on observed prices and tonnage in kazakhstan_2025_oil.csv, at the scenario's values, prints what they come to, and fails if the
scenario states another opening:

    python scenarios/data/open_economy_2025.py
"""

import csv
import math
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: Exports of crude in 2024, mt.
YEAR_OF_REST = 71.0
TOLERANCE = {"receipts_start": 0.0005, "fund_start": 0.005, "imports_start": 0.0005}


def months() -> list[tuple[float, float]]:
    """Brent in USD a barrel and crude exports in mt, month by month."""
    rows: dict[str, dict[str, float]] = {}
    with (HERE / "kazakhstan_2025_oil.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["month"], {})[row["variable"]] = float(row["value"])
    return [(rows[month]["brent"], rows[month]["crude_exports"]) for month in sorted(rows)]


def opening(hedger: dict, reference: float, observed: list[tuple[float, float]]) -> dict[str, float]:
    """Receipts and imports over those of 2024, and the fund's change since in G."""
    given = {key: hedger[key]["value"] for key in hedger if isinstance(hedger[key], dict) and "value" in hedger[key]}
    revenue = given["treasury_share"] * given["oil_share"] * given["exports"]
    receipts, fund, log_imports = 1.0, 0.0, 0.0
    for price, tonnage in observed:
        ratio = price / reference
        oil = ratio * tonnage * 12.0 / YEAR_OF_REST
        exports = given["oil_share"] * oil + (1.0 - given["oil_share"]) * ratio ** given["price_response"]
        receipts += given["receipts_rate"] * (oil - receipts)
        fund += revenue * (receipts - 1.0) / 12.0
        log_imports += given["import_rate"] * (given["import_response"] * math.log(exports) - log_imports)
    return {"receipts_start": receipts, "fund_start": fund, "imports_start": math.exp(log_imports)}


def main() -> int:
    scenario = tomllib.loads((HERE.parent / "kazakhstan-2025.toml").read_text(encoding="utf-8"))
    hedger = scenario["hedger"]["KAZ"]
    wrong = 0
    for name, value in opening(hedger, scenario["oil"]["reference"]["value"], months()).items():
        stated = hedger[name]["value"]
        agrees = abs(stated - value) < TOLERANCE[name]
        wrong += not agrees
        print(f"{name:<16} {value:8.4f}   scenario {stated:8.4f}{'' if agrees else '   DIFFERS'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
