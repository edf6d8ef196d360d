"""A study: a scenario at many points, in every arm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.session.design import Design
from steppe.session.scenario import Scenario

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping


class Study(Design):
    """A design over parameters of a scenario (docs/studies.md).

    Parameters
    ----------
    scenario
        The scenario, with its changes; or its name or path.
    parameters
        What varies, by key: a list of values, a range as a pair ``(low, high)``, ``"prior"``, or a table as of a study
        file, such as ``{"range": [1, 4], "scale": "log"}``. Of the kind ``priors`` nothing is needed.
    settings
        ``kind``: ``grid``, ``lhs``, ``sobol`` or ``priors`` (when not given, ``grid`` where all have values, else
        ``lhs``); ``points`` of a design that is no grid; ``levels`` of ranges and priors in a grid; ``seed`` of the
        design itself; ``arms``, ``replicates``, ``months`` and ``measures`` as of `steppe.Scenario.compare`;
        ``record``, which is ``final`` or ``trajectories``; ``title`` of the result.

    Examples
    --------
    >>> ways = {"game.lost_interest": [0.0, 0.3], "game.withholding": [0.0, 0.3, 0.6]}
    >>> Study("kazakhstan-2025", ways, months=12).plan()["points"]
    6
    """

    def __init__(
        self,
        scenario: Scenario | str | os.PathLike[str],
        parameters: Mapping[str, Any] | None = None,
        **settings: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(scenario if isinstance(scenario, Scenario) else Scenario(scenario), parameters, **settings)
