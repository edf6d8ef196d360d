"""Run points of parameters through the engine, and read the paired differences back."""

from __future__ import annotations

import json
import os
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import xarray as xr

from steppe.engine import ask, run
from steppe.io.results import open_results
from steppe.sensitivity.priors import Parameter, read_parameters
from steppe.sensitivity.swept import PREFIX, paired_by_month, paired_outcomes
from steppe.stats.intervals import meets_same_shocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass
class EngineRun:
    """The engine as a function of points.

    Attributes
    ----------
    engine
        Executable.
    study
        File whose scenario, months, measures and seed are used.
    output
        Result file to write.
    arms
        Treated and control.
    replicates
        Of each point, where not those of the study.
    options
        More options of the engine.
    by_month
        A measure whose outcomes are wanted as of the end of every year; empty: outcomes of whole runs.
    extends
        A result of the same command with fewer base points, whose runs are taken from it.
    code
        Exit code of the last evaluation: 4 if some replicates failed.
    """

    engine: str
    study: Path
    output: Path
    arms: tuple[str, str]
    replicates: int | None = None
    options: Sequence[str] = ()
    by_month: str = ""
    extends: Path | None = None
    code: int = 0

    def __call__(self, points: pd.DataFrame) -> xr.DataArray:
        """Run the points.

        Parameters
        ----------
        points
            A row per point and a column per parameter.

        Returns
        -------
        xarray.DataArray
            As of `paired_outcomes`.

        Raises
        ------
        EngineError
            The engine did not complete the result file.
        ValueError
            The result to extend is of other points, runs or outcomes.
        """
        known = self._known(points) if self.extends else None
        with self._written(points.iloc[0 if known is None else known.sizes["point"] :]) as listed:
            self.code = run([self.engine, "sweep", str(listed), "-o", str(self.output), *self.options])
        found = self._read(self.output)
        if known is None:
            return found
        if known.sizes["replicate"] != found.sizes["replicate"] or list(known["outcome"]) != list(found["outcome"]):
            raise ValueError(f"{self.extends} has other replicates or outcomes than {self.output}; nothing was joined")
        if _seed(self.extends) != _seed(self.output):
            raise ValueError(f"{self.extends} has another seed than {self.output}; nothing was joined")
        return xr.concat([known, found], "point")

    def _read(self, path: Path) -> xr.DataArray:
        with open_results(path) as ds:
            found = paired_by_month(ds, self.arms, self.by_month) if self.by_month else paired_outcomes(ds, self.arms)
            return found.load()

    def _known(self, points: pd.DataFrame) -> xr.DataArray:
        """What the result to extend holds, checked: its points are the first of these, to the bit."""
        with open_results(self.extends) as ds:
            count = ds.sizes.get("point", 0)
            held = [key for key in points if f"{PREFIX}{key}" in ds]
            first = points.head(count)
            same = held == list(points) and 0 < count < len(points)
            same = same and all((ds[f"{PREFIX}{key}"].to_numpy() == first[key].to_numpy()).all() for key in held)
            if not same or not meets_same_shocks(ds):
                raise ValueError(
                    f"{self.extends} does not hold the first of these points; it goes on only from the same study, "
                    "options and seed with fewer base points of the method sobol"
                )
        return self._read(self.extends)

    @contextmanager
    def _written(self, points: pd.DataFrame) -> Iterator[Path]:
        """A study of the points in a folder beside the output, gone afterwards; the same points, the same bytes."""
        folder = self.output.with_name(f".{self.output.name}.design")
        study, values = folder / "study.toml", folder / "points.csv"
        try:
            folder.mkdir(exist_ok=True)
            points.to_csv(values, index=False, lineterminator="\n")
            text = list_study(self.study, self.arms, values.name, self.replicates, folder, by_month=self.by_month)
            study.write_text(text, encoding="utf-8")
            yield study
        finally:
            for path in (study, values):
                path.unlink(missing_ok=True)
            if folder.is_dir():
                folder.rmdir()


def _seed(path: Path) -> int:
    with open_results(path) as ds:
        return int(ds["seed"])


def varied_parameters(engine: str, study: Path) -> list[Parameter]:
    """Ask the engine what a study varies.

    Parameters
    ----------
    engine
        Executable.
    study
        Study file.

    Returns
    -------
    list of Parameter

    Raises
    ------
    EngineError
        The engine refused the study.
    ValueError
        What is varied has no distribution to draw from.
    NotImplementedError
        The engine does not tell.
    """
    plan = ask(engine, "sweep", str(study), "--dry-run")
    if "varied" not in plan:
        raise NotImplementedError(f"{engine} does not say what a study varies; it is of an older version")
    return read_parameters(plan["varied"])


def list_study(
    study: Path,
    arms: Sequence[str],
    points: str,
    replicates: int | None = None,
    folder: Path | None = None,
    *,
    by_month: str = "",
) -> str:
    """Text of a study that runs listed points, with the scenario and settings of another.

    Parameters
    ----------
    study
        The other.
    arms
        To run.
    points
        File of the points.
    replicates
        Of each point, where not those of the other.
    folder
        Where the text will lie: the scenario is named as seen from there, so that the bytes do not depend on where the
        whole lies. That of the other when not given.
    by_month
        A measure whose months are kept, alone; empty: outcomes of the other's measures.

    Returns
    -------
    str
        TOML.
    """
    given = tomllib.loads(study.read_text(encoding="utf-8"))
    scenario = (study.resolve().parent / given["scenario"]).resolve()
    seen_from = (folder or study.parent).resolve()
    kept: dict[str, Any] = {name: given[name] for name in ("replicates", "months", "seed", "measures") if name in given}
    if replicates is not None:
        kept["replicates"] = replicates
    lines = {
        "schema": given["schema"],
        "title": f"Sensitivity: {given['title']}",
        "scenario": Path(os.path.relpath(scenario, seen_from)).as_posix(),
        "arms": list(arms),
        "record": "trajectories" if by_month else "final",
        "shocks": "same",  # differences between points are those of parameters alone
        **kept,
        **({"measures": [by_month]} if by_month else {}),
    }
    body = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in lines.items()]
    return "\n".join([*body, "", "[design]", 'kind = "list"', f"file = {json.dumps(points)}", ""])
