"""What files declare of measures, contrasts and arms: signs, words and places that the page shows them by."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import pandas as pd

from steppe.compare import PROBABILITIES
from steppe.wording import ARMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr


@dataclass(frozen=True)
class Declaration:
    """What a file declares of a measure.

    Attributes
    ----------
    better
        How more of it is read: as a gain (1), as a loss or cost (-1), or as neither (0).
    better_words
        That in words: completes "more: ...".
    better_for
        Whose gain or loss: ``hedger``, ``partner``, ``principal`` or ``accord``; empty if nobody's.
    benefit_order, actor_order, display_order
        Places in the table of ``steppe benefit``, in the table of actors, and among what readers ask about first;
        0: not in it.
    headline
        Whether a line of the answer is about it.
    is_probability
        Whether its mean over runs is a probability.
    """

    better: int = 0
    better_words: str = ""
    better_for: str = ""
    benefit_order: int = 0
    actor_order: int = 0
    display_order: int = 0
    headline: bool = False
    is_probability: bool = False


def with_declarations(table: pd.DataFrame, ds: xr.Dataset) -> pd.DataFrame:
    """Add what a file declares of its measures to a table of outcomes.

    Parameters
    ----------
    table
        A row per outcome, with the name of its measure as ``measure``.
    ds
        Results of `steppe.open` that the table is of.

    Returns
    -------
    pandas.DataFrame
        The table with a column for each attribute of `Declaration`.
    """
    declared = declarations(ds)
    rows = [asdict(declared.get(name, Declaration())) for name in table["measure"]]
    added = pd.DataFrame(rows, index=table.index, columns=list(Declaration.__dataclass_fields__))
    found = table.assign(**{name: added[name] for name in added})
    found.attrs = dict(table.attrs)
    return found


def declarations(ds: xr.Dataset) -> Mapping[str, Declaration]:
    """Read what is declared of each measure."""
    del ds  # layout 1.3 does not say
    return _BEFORE_LAYOUT_2


def contrast_words(ds: xr.Dataset) -> Mapping[str, str]:
    """Read what each named contrast is, in a few words."""
    del ds  # layout 1.3 does not say
    return {
        "total": "the accession with all that comes with it",
        "publicity": "all but the substance",
        "substance": "closer ties without announcement",
        "inducement": "the announced deals alone",
        "interaction": "what these do together beyond what they do apart",
    }


def arm_words(ds: xr.Dataset) -> Mapping[str, str]:
    """Read what happens in each arm, in a few words."""
    del ds  # layout 1.3 does not say
    return ARMS


def _before_layout_2() -> dict[str, Declaration]:
    better = {
        "influence": (1, "a gain in weight", "partner"),
        "alignment": (1, "the leadership leans to it", "partner"),
        "bids": (-1, "a cost", "principal"),
        "delivered": (-1, "a cost", "principal"),
        "pressure": (0, "it presses harder", "principal"),
        "welfare": (1, "a material gain", "hedger"),
        "fdi_stock": (1, "a gain", "hedger"),
        "trade_gain": (1, "a gain", "hedger"),
        "autonomy": (1, "freer of stronger partners", "hedger"),
        "hedging": (0, "leans more evenly", "hedger"),
        "coercion": (-1, "a loss", "hedger"),
        "home_legitimacy": (1, "better liked at home", "hedger"),
        "members": (1, "the accord grows", "accord"),
        "momentum": (1, "the accord revives", "accord"),
        "legitimacy": (1, "its contested sponsor gains standing", "accord"),
        "leader_credit": (1, "its leader gains credit", "accord"),
    }
    further = {
        "principal_gain": (1, "the choice is worth more to it", "principal"),
        "peer_joins": (1, "the accord grows", "accord"),
    }
    benefit = (
        "welfare", "autonomy", "hedging", "coercion", "home_legitimacy", "principal_gain", "influence", "momentum",
        "legitimacy", "leader_credit", "peer_joins",
    )  # fmt: skip
    headlines = ("welfare", "alignment", "members", "coercion", "bids", "autonomy")
    first = ("accession_probability", "has_joined", *headlines, "influence", "hedging", "fdi_stock", "momentum")
    actors = list(better)
    return {
        name: Declaration(
            *(better | further).get(name, (0, "", "")),
            benefit_order=1 + benefit.index(name) if name in benefit else 0,
            actor_order=1 + actors.index(name) if name in actors else 0,
            display_order=1 + first.index(name) if name in first else 0,
            headline=name in headlines,
            is_probability=name in PROBABILITIES,
        )
        for name in {*better, *further, *benefit, *first, *PROBABILITIES}
    }


_BEFORE_LAYOUT_2 = _before_layout_2()
