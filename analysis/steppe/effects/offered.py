"""What a page lets its reader choose: differences between arms, and arms by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from steppe.format import arm_name
from steppe.io.declared import contrasts, long_names

if TYPE_CHECKING:
    import xarray as xr

OWN_CHOICE = "endogenous"
"""The arm in which the leadership decides for itself."""


@dataclass(frozen=True)
class Contrast:
    """A difference between two arms, or an arm by itself.

    Attributes
    ----------
    treated, control
        The arms; no control where it is an arm by itself.
    name
        Of the difference, where it has one: ``total``.
    meaning
        What it is read as; empty where nothing is known of it.
    """

    treated: str
    control: str = ""
    name: str = ""
    meaning: str = ""

    @property
    def id(self) -> str:
        """What files and scripts call it."""
        return self.name or (f"{self.treated} - {self.control}" if self.control else self.treated)

    @property
    def short(self) -> str:
        """A few words for an axis."""
        return self.name or arm_name(self.treated)

    @property
    def label(self) -> str:
        """Words for a list of choices."""
        if not self.control:
            return f"{arm_name(self.treated)}, by itself"
        difference = f"{arm_name(self.treated)} minus {arm_name(self.control)}"
        return f"{self.name}: {difference}" if self.name else difference


def contrasts_of(ds: xr.Dataset, treated: str, control: str) -> list[Contrast]:
    """List what can be shown of a file: the page's own difference first, then named ones, then arms by themselves.

    Parameters
    ----------
    ds
        Results of `steppe.open`.
    treated, control
        The arms that the page is about.

    Returns
    -------
    list of Contrast
    """
    arms = [str(arm) for arm in ds["arm"].values]
    named = {
        (*members.plus, *members.minus): name
        for name, members in contrasts(ds).items()
        if members.is_pair and " - " not in name  # else it is named by its arms alone
    }
    pairs = [(treated, control), *named, (OWN_CHOICE, control)]
    held = [pair for pair in dict.fromkeys(pairs) if set(pair) <= set(arms) and pair[0] != pair[1]]
    words, what_happens = long_names(ds, "contrast"), long_names(ds, "arm")
    differences = [Contrast(*pair, name := named.get(pair, ""), words.get(name, "")) for pair in held]
    return [*differences, *(Contrast(arm, meaning=what_happens.get(arm, "")) for arm in arms)]


def attributed(ds: xr.Dataset) -> list[Contrast]:
    """List what an attribution shares out: differences, and arms by themselves."""
    return [
        Contrast(*arms.plus, *arms.minus, name) if arms.minus else Contrast(*arms.plus)
        for name, arms in contrasts(ds).items()
    ]
