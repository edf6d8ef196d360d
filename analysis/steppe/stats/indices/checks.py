"""What designs and indices share: checks of what they are given, and the forms of it that SALib takes and gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike

Bounds = dict[str, tuple[float, float]]


def checked_bounds(bounds: Mapping[str, tuple[float, float]]) -> Bounds:
    """Bounds as numbers; refuses those that enclose nothing."""
    if not bounds:
        raise ValueError("a design needs a parameter")
    checked = {str(name): (float(low), float(high)) for name, (low, high) in bounds.items()}
    for name, (low, high) in checked.items():
        if not (np.isfinite([low, high]).all() and low < high):
            raise ValueError(f"bounds of {name} are {low} and {high}, must be finite and the first the lesser")
    return checked


def salib_problem(bounds: Bounds, groups: Sequence[str] = ()) -> dict[str, Any]:
    """Write bounds the way SALib wants them: anew for each call, because it writes into what it is given."""
    problem = {"num_vars": len(bounds), "names": list(bounds), "bounds": [list(pair) for pair in bounds.values()]}
    return problem | ({"groups": list(groups)} if groups else {})


def checked_outputs(outputs: ArrayLike, points: np.ndarray) -> np.ndarray:
    """Outputs as numbers; refuses any but one finite number for each point."""
    outputs = np.asarray(outputs, dtype=float)
    if outputs.shape != (len(points),):
        raise ValueError(f"outputs {outputs.shape} must be one number for each of the {len(points)} points")
    missing = np.flatnonzero(~np.isfinite(outputs))
    if missing.size:
        raise ValueError(f"{missing.size} outputs are not finite, the first at point {missing[0]}")
    return outputs


def check_level(level: float) -> None:
    """Refuse what is no probability."""
    if not 0.0 < level < 1.0:
        raise ValueError(f"level = {level}, must lie between 0 and 1")


def with_bounds(name: str, values: ArrayLike, reach: ArrayLike) -> dict[str, np.ndarray]:
    """Columns of an index and of the ends of its interval."""
    values, reach = np.asarray(values, dtype=float), np.asarray(reach, dtype=float)
    return {name: values, f"{name}_low": values - reach, f"{name}_high": values + reach}
