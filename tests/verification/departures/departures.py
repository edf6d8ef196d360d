"""Where the base scenario departs from its own priors (docs/validation.md).

``python tests/verification/departures/departures.py`` prints two tables: whatever is disputed and does not stand at the
mean of its prior, and the other parameters whose value lies in an outer quarter of their prior.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[3]
BASE = ROOT / "scenarios" / "kazakhstan-2025.toml"
OUTER = 0.25
#: Tables that the second list names as a whole.
WHOLE_FAMILIES = ("relation", "candidate")


@dataclass(frozen=True)
class Parameter:
    """A parameter that has a prior."""

    key: str
    value: float
    low: float
    high: float
    prior: str
    null: float
    tag: str

    @property
    def disputed(self) -> bool:
        """Whether the scenario calls it disputed, or an effect that is asserted but not measured."""
        return self.tag == "D" or self.prior == "claim"

    def mean(self) -> float:
        """Mean of the prior."""
        middle = (self.low + self.high) / 2
        if self.prior == "claim":
            return (self.null + middle) / 2
        if self.prior == "loguniform":
            return (self.high - self.low) / math.log(self.high / self.low)
        if self.prior == "triangular":
            return (self.low + self.value + self.high) / 3
        return middle

    def below(self) -> float:
        """Probability of the prior below the value."""
        if self.prior == "loguniform":
            return math.log(self.value / self.low) / math.log(self.high / self.low)
        return (self.value - self.low) / (self.high - self.low)


def parameters(path: Path = BASE) -> Iterator[Parameter]:
    """All parameters of a scenario file that have a prior, members of families one by one."""
    yield from _of_table(tomllib.loads(path.read_text(encoding="utf-8")), "")


def disputed_departures(path: Path = BASE) -> list[Parameter]:
    """Disputed parameters that do not stand at the mean of their prior."""
    return [p for p in parameters(path) if p.disputed and not math.isclose(p.value, p.mean(), abs_tol=1e-12)]


def outer_values(path: Path = BASE) -> list[Parameter]:
    """Other parameters whose value lies in an outer quarter of their prior, ends of the quarter left out."""
    found = [p for p in parameters(path) if not p.disputed and p.prior in {"uniform", "loguniform"}]
    return [p for p in found if not OUTER - 1e-9 <= p.below() <= 1.0 - OUTER + 1e-9]


def _of_table(table: dict[str, Any], key: str) -> Iterator[Parameter]:
    if "value" in table and "source" in table:
        yield from _members(table, table["value"], table.get("range"), key)
        return
    for name, child in table.items():
        if isinstance(child, dict):
            yield from _of_table(child, f"{key}.{name}" if key else name)


def _members(table: dict[str, Any], value: object, span: object, key: str) -> Iterator[Parameter]:
    if isinstance(value, dict):
        for name, member in value.items():
            own = span.get(name) if isinstance(span, dict) else span
            yield from _members(table, member, own, f"{key}.{name}")
        return
    if isinstance(value, bool):
        return
    if span is None and "factor" in table:
        span = sorted(value * factor for factor in table["factor"])
    if span is None or span[0] == span[1]:
        return
    prior, null = table.get("prior", "uniform"), table.get("null", 0.0)
    yield Parameter(key, float(value), float(span[0]), float(span[1]), prior, float(null), table["tag"])


def main() -> None:
    """Print both tables as they stand in docs/validation.md."""
    print("| disputed, and not at the mean of its prior | value | mean |\n|---|---|---|")
    for p in disputed_departures():
        print(f"| `{p.key}` | {p.value:g} | {p.mean():.3g} |")
    print("\n| in an outer quarter of its prior | value | range | prior below the value | tag |\n|---|---|---|---|---|")
    for p in outer_values():
        if p.key.split(".")[0] not in WHOLE_FAMILIES:
            print(f"| `{p.key}` | {p.value:g} | {p.low:g} to {p.high:g} | {p.below():.2f} | {p.tag} |")
    for family in WHOLE_FAMILIES:
        members = [p for p in outer_values() if p.key.split(".")[0] == family]
        print(f"| `{family}.*`, {len(members)} values | | | | |")


if __name__ == "__main__":
    main()
