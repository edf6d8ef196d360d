"""What more actors do (scenarios/cookbook/README.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import steppe
from running import table, with_interval
from steppe.stats.intervals import mean_interval, share_interval

from groups.effect import difference, of_outcome

if TYPE_CHECKING:
    import numpy as np
    from running import Runner

EU, TWO, BASE = (
    "scenarios/cookbook/turkiye-and-eu.toml",
    "scenarios/cookbook/two-hedgers.toml",
    "scenarios/kazakhstan-2025.toml",
)
SHOWN = ("RUS", "CHN", "USA", "ISR")
NAMES = {
    "RUS": "Russia",
    "CHN": "China",
    "USA": "the United States",
    "ISR": "Israel",
    "TUR": "Turkiye",
    "EUU": "the EU",
}


def cookbook(run: Runner) -> dict[str, str]:
    """Own choice with more powers, and with another hedger, beside the base scenario's; effects in each."""
    own = {name: own_choice(run, name, path) for name, path in {"base": BASE, "eu": EU, "two": TWO}.items()}
    return {
        "eu-table": side_by_side(own["base"], own["eu"], "with TUR and EUU", ("TUR", "EUU")),
        "two-table": side_by_side(own["base"], own["two"], "two hedgers", ()),
        "eu-welfare": effect(run, EU, "welfare[KAZ]"),
        "eu-EUU": effect(run, EU, "principal_gain[KAZ, EUU]"),
        "two-welfare": effect(run, TWO, "welfare[KAZ]"),
        "two-welfare-UZB": effect(run, TWO, "welfare[UZB]"),
        "two-joined-UZB": share_of(own["two"]["has_joined[UZB]"]),
        "base-welfare": effect(run, BASE, "welfare[KAZ]"),
    }


def own_choice(run: Runner, name: str, path: str) -> dict[str, np.ndarray]:
    """Outcomes where hedgers decide, by label: [replicate]."""
    run.steppe(f"run {path} --replicates 500 --record final -o {{out}}/cookbook-{name}.h5 --quiet --force")
    with steppe.open(run.folder / f"cookbook-{name}.h5") as ds:
        outcomes = (
            ds["outcomes"].isel(arm=0).isel(point=0, missing_dims="ignore").transpose("outcome", "replicate").load()
        )
    return dict(zip(map(str, outcomes["outcome"].values), outcomes.to_numpy(), strict=True))


def effect(run: Runner, path: str, outcome: str) -> str:
    """With the accord less without it, as the command prints it."""
    return f"{difference(of_outcome(run.steppe_json(f'compare {path} --replicates 500 --no-headline'), outcome))} G"


def side_by_side(base: dict[str, np.ndarray], other: dict[str, np.ndarray], words: str, more: tuple[str, ...]) -> str:
    """Put outcomes of Kazakhstan beside the base scenario's, replicate by replicate."""
    labels = {f"bids of {NAMES[power]}, G": f"bids[KAZ, {power}]" for power in SHOWN + more}
    labels |= {"has joined by month 12": "has_joined[KAZ] by month 12", "ever joins": "has_joined[KAZ]"}
    rows = []
    for name, label in labels.items():
        alone, how = base.get(label), share_of if label.startswith("has_joined") else mean_of
        paired = "" if alone is None else mean_of(other[label] - alone, signed=True)
        rows.append([name, "" if alone is None else how(alone), how(other[label]), paired])
    return table(["over 120 months", "base", words, "paired difference"], rows)


def mean_of(values: np.ndarray, *, signed: bool = False) -> str:
    """Word a mean over replicates with its 90 % interval."""
    return with_interval(*mean_interval(values, 0.9), signed=signed)


def share_of(values: np.ndarray) -> str:
    """Word in which part of the replicates something happened."""
    return with_interval(*share_interval(values > 0, 0.9))
