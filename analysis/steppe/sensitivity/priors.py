"""Parameters that a study varies, and the quantile functions of their priors (docs/model.md 5)."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite, nan
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import ArrayLike

PRIORS = ("uniform", "loguniform", "triangular", "claim")
SWITCH = (0.0, 1.0)


@dataclass(frozen=True)
class Parameter:
    """A parameter and what is believed of it.

    Attributes
    ----------
    key
        Its name in a scenario.
    prior
        ``uniform``, ``loguniform``, ``triangular`` (mode at `value`), or ``claim`` (half of the probability at `null`,
        the rest even over the range).
    low, high
        The range.
    value
        What the scenario gives it.
    unit
        Of the values.
    tag
        Evidence: E estimated, L literature, A article, J judgement, D disputed.
    values
        Values of equal probability, in place of a prior: those of a switch, say.
    whole
        Whether it takes whole numbers only. An even prior then gives each of them the same probability.
    null
        Of a claim: the value at which there is no effect.
    """

    key: str
    prior: str = "uniform"
    low: float = nan
    high: float = nan
    value: float = nan
    unit: str = "1"
    tag: str = ""
    values: tuple[float, ...] = ()
    whole: bool = False
    null: float = 0.0

    def __post_init__(self) -> None:
        fault = self._fault()
        if fault:
            raise ValueError(fault)

    def quantile(self, u: ArrayLike) -> np.ndarray:
        """Values at probabilities.

        Parameters
        ----------
        u
            Probabilities, from 0 to 1.

        Returns
        -------
        numpy.ndarray
            Of the shape of `u`, within the range but for the null of a claim.
        """
        u = np.asarray(u, dtype=float)
        if self.values:
            return np.array(self.values)[_part(u, len(self.values))]
        width = self.high - self.low
        if self.whole and self.prior == "uniform":
            return self.low + _part(u, int(width) + 1)
        if self.prior == "uniform":
            found = self.low + u * width
        elif self.prior == "loguniform":
            found = self.low * np.exp(u * np.log(self.high / self.low))
        elif self.prior == "triangular":
            mode = (self.value - self.low) / width
            rising = self.low + width * np.sqrt(u * mode)
            found = np.where(u < mode, rising, self.high - width * np.sqrt((1.0 - u) * (1.0 - mode)))
        else:
            found = self.low + (2.0 * u - 1.0) * width
        kept = np.clip(found, self.low, self.high)  # rounding leaves the range
        return np.where(u < 0.5, self.null, kept) if self.prior == "claim" else kept  # noqa: PLR2004  half

    def _fault(self) -> str:
        if self.values:
            return "" if len(self.values) > 1 else f"{self.key} has one value only; leave it out or give it a range"
        if self.prior not in PRIORS:
            return (
                f"{self.key} has the prior '{self.prior}'; give it a range in the study, "
                f"or one of {', '.join(PRIORS)} in the scenario"
            )
        if not (isfinite(self.low) and isfinite(self.high) and self.low < self.high):
            return f"the range of {self.key} is [{self.low}, {self.high}], must be finite and the first the lesser"
        if self.prior == "loguniform" and self.low <= 0.0:
            return f"the range [{self.low}, {self.high}] of {self.key} reaches 0, which a loguniform prior cannot"
        if self.prior == "triangular" and not self.low <= self.value <= self.high:
            return f"{self.key} = {self.value}, the mode of its prior, is outside its range [{self.low}, {self.high}]"
        return ""


def read_parameters(varied: Iterable[Mapping[str, Any]]) -> list[Parameter]:
    """Parameters as the engine tells them: ``varied`` of ``steppe sweep STUDY --dry-run --json``.

    Parameters
    ----------
    varied
        One object per parameter: key, unit, tag, prior, low, high, value, null; where they apply also ``values``, a
        list that takes the place of the prior, and ``kind``: ``integer``, or ``on_off`` of a switch, which is on or off
        with the same probability.

    Returns
    -------
    list of Parameter

    Raises
    ------
    ValueError
        Nothing is varied, or some parameter cannot be. The message has a line for every fault.
    """
    parameters, faults = [], []
    for entry in varied:
        try:
            parameters.append(_parameter(entry))
        except ValueError as error:
            faults.append(str(error))
    if faults:
        raise ValueError("\n".join(faults))
    if not parameters:
        raise ValueError("this study varies no parameter")
    return parameters


def _parameter(entry: Mapping[str, Any]) -> Parameter:
    def number(name: str) -> float:
        given = entry.get(name)
        return nan if given is None else float(given)

    kind = entry.get("kind")
    values = entry.get("values") or (SWITCH if kind == "on_off" else ())
    return Parameter(
        key=str(entry["key"]),
        prior=str(entry.get("prior", "fixed")),
        low=number("low"),
        high=number("high"),
        value=number("value"),
        null=float(entry.get("null", 0.0)),
        unit=str(entry.get("unit", "1")),
        tag=str(entry.get("tag", ""))[:1].upper(),
        values=tuple(float(value) for value in values),
        whole=kind == "integer",
    )


def _part(u: np.ndarray, count: int) -> np.ndarray:
    """Which of `count` equal parts of the unit interval."""
    return np.clip(np.floor(u * count), -inf, count - 1).astype(int)
