"""A design over parameters of a scenario, and running it: in one process, or in parts that any executor runs."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from concurrent.futures import as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from steppe.command_line import write_beside_and_rename
from steppe.engine import Fault, ScenarioError, call
from steppe.engine.progress import ProgressBar
from steppe.runs.folder import PassingFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Executor, Future

    from steppe.runs.sweep import Sweep

PRIOR = "prior"
ENDS = 2
FORMAT = "steppe-study/1"
ARMS = ("with_accords", "without_accords")


class Changed(Protocol):
    """A scenario file with changes laid over it."""

    engine: str
    path: Path

    @property
    def changes(self) -> dict[str, str]:
        """By key, as ``--set`` takes them."""
        ...

    @property
    def title(self) -> str:
        """What the scenario is."""
        ...


class Design:
    """A design over parameters of a scenario (docs/studies.md).

    Parameters
    ----------
    scenario
        The scenario, with its changes.
    parameters
        What varies, by key: a list of values, a range as a pair ``(low, high)``, ``"prior"``, or a table as of a study
        file, such as ``{"range": [1, 4], "scale": "log"}``. Of the kind ``priors`` nothing is needed.
    kind
        ``grid``, ``lhs``, ``sobol`` or ``priors``; ``grid`` where all have values, else ``lhs``, when not given.
    points
        Of a design that is no grid.
    levels
        Of ranges and priors in a grid.
    seed
        Of the design itself.
    arms, replicates, months, measures
        As of `steppe.Scenario.compare`.
    record
        ``final`` or ``trajectories``.
    title
        What the result is called.
    """

    def __init__(
        self,
        scenario: Changed,
        parameters: Mapping[str, Any] | None = None,
        *,
        kind: str | None = None,
        points: int | None = None,
        levels: int | None = None,
        seed: int | None = None,
        arms: Sequence[str] = ARMS,
        replicates: int | None = None,
        months: int | None = None,
        measures: Sequence[str] | None = None,
        record: str = "final",
        title: str | None = None,
    ) -> None:
        self.scenario = scenario
        ways = {key: _way(key, way) for key, way in (parameters or {}).items()}
        self.kind = kind or ("grid" if ways and all("values" in way for way in ways.values()) else "lhs")
        if self.kind == "grid" and levels is not None:
            ways = {key: way if "values" in way else {"levels": levels, **way} for key, way in ways.items()}
        self.parameters = ways
        self._design = {"points": points, "seed": seed}
        self._settings = {
            "arms": list(arms),
            "replicates": replicates,
            "months": months,
            "record": record,
            "measures": None if measures is None else list(measures),
        }
        self._title = title or f"{self.scenario.title}: {', '.join(ways) or 'priors'}"

    @classmethod
    def grid(cls, scenario: Changed, parameters: Mapping[str, Any], **settings: Any) -> Self:  # noqa: ANN401
        """Every combination of values."""
        return cls(scenario, parameters, kind="grid", **settings)

    @classmethod
    def lhs(cls, scenario: Changed, parameters: Mapping[str, Any], points: int, **settings: Any) -> Self:  # noqa: ANN401
        """Points of a Latin hypercube."""
        return cls(scenario, parameters, kind="lhs", points=points, **settings)

    @classmethod
    def sobol(cls, scenario: Changed, parameters: Mapping[str, Any], points: int, **settings: Any) -> Self:  # noqa: ANN401
        """Points of a scrambled Sobol sequence, a power of two."""
        return cls(scenario, parameters, kind="sobol", points=points, **settings)

    @classmethod
    def priors(
        cls,
        scenario: Changed,
        points: int,
        parameters: Mapping[str, Any] | None = None,
        **settings: Any,  # noqa: ANN401
    ) -> Self:
        """Independent draws from the priors: of every parameter that has one, when none is named."""
        return cls(scenario, parameters, kind="priors", points=points, **settings)

    def text(self, folder: Path | None = None) -> str:
        """Write the study as a file that ``steppe sweep`` takes.

        Parameters
        ----------
        folder
            Where the file will lie: the scenario is named as seen from there. By its whole path when not given.

        Returns
        -------
        str
            TOML. Changes of the scenario are no part of it: `run` gives them to the engine besides.
        """
        settings = {key: value for key, value in self._settings.items() if value is not None}
        scenario = _seen_from(self.scenario.path, folder)
        lines = [f"schema = {_toml(FORMAT)}", f"title = {_toml(self._title)}", f"scenario = {_toml(scenario)}"]
        lines += [f"{key} = {_toml(value)}" for key, value in settings.items()]
        lines += ["", "[design]", f"kind = {_toml(self.kind)}"]
        lines += [f"{key} = {_toml(value)}" for key, value in self._design.items() if value is not None]
        if self.parameters:
            lines += ["", "[design.parameters]"]
            lines += [f"{_toml(key)} = {_toml(way)}" for key, way in self.parameters.items()]
        return "\n".join([*lines, ""])

    def save(self, path: str | os.PathLike[str], *, force: bool = False) -> Path:
        """Write the study, for ``steppe sweep`` and ``steppe-sensitivity``.

        Parameters
        ----------
        path
            Study file.
        force
            Whether to replace a file that is there.

        Returns
        -------
        pathlib.Path

        Raises
        ------
        ScenarioError
            The scenario has changes that are in no file.
        """
        if self.scenario.changes:
            changed = ", ".join(self.scenario.changes)
            told = f"these changes are in no file: {changed}; write them into one that extends it (docs/scenario.md)"
            raise ScenarioError([Fault(told, str(self.scenario.path))])
        target = Path(path)
        if target.exists() and not force:
            raise FileExistsError(f"{target} exists already; give another name, or force=True to replace it")
        write_beside_and_rename(target, self.text(target.parent))
        return target

    def plan(self) -> dict[str, Any]:
        """Ask the engine what it would run: points, runs, and what they will cost (``steppe sweep --dry-run``)."""
        with self._written(None) as study:
            found: dict[str, Any] = call(self.scenario.engine, [*study, "--dry-run"], progress=False)
        return found

    def run(
        self,
        executor: Executor | None = None,
        *,
        parts: int | None = None,
        output: str | os.PathLike[str] | None = None,
        force: bool = False,
        resume: bool = False,
        threads: int | None = None,
        checkpoint: float | None = None,
        progress: bool | None = None,
    ) -> Sweep:
        """Run it.

        Parameters
        ----------
        executor
            Any `concurrent.futures.Executor`, also of dask or loky: it runs the parts of the study, each a process of
            the engine; they must see this folder. A part whose worker is lost may be run again, and goes on from what
            it kept. Without an executor, one process runs the study on all cores.
        parts
            How many parts; four times the workers that the executor says it has, or 8, when not given.
        output
            Result file to keep; otherwise it is gone with the result.
        force, resume
            Replace it; go on with it.
        threads
            Of each process: all cores, or 1 in an executor, when not given.
        checkpoint
            The most seconds whose results an abrupt end of a process costs; the engine's default when not given.
        progress
            Whether to show a bar.

        Returns
        -------
        Sweep
            The same bytes, however it was run.
        """
        from steppe.runs.sweep import Sweep

        keep = None if output is not None else PassingFolder()
        path = Path(output) if output is not None else Path(keep.name) / "sweep.h5"  # type: ignore[union-attr]
        chosen = [*(("--force",) if force else ()), *(("--resume",) if resume else ())]
        saved = () if checkpoint is None else ("--checkpoint", str(checkpoint))
        if executor is not None:
            _make_way(path.resolve(), force=force, resume=resume)
        try:
            with self._written(path.resolve().parent) as study:
                command = [*study, "-o", str(path.resolve()), "--quiet", *saved, *chosen]
                if executor is None:
                    alone = [*command, *(() if threads is None else ("--threads", str(threads)))]
                    told = call(self.scenario.engine, alone, progress=progress)
                else:
                    # A part that is run again, since what ran it was lost, goes on from what it kept.
                    parted = [*study, "-o", str(path.resolve()), "--quiet", *saved, "--resume"]
                    self._run_parts(executor, [*parted, "--threads", str(threads or 1)], parts, progress)
                    told = call(
                        self.scenario.engine,
                        ["merge", str(path.resolve()), *(chosen[:1] if force else ())],
                        steady=True,
                    )
                    shutil.rmtree(f"{path}.parts", ignore_errors=True)  # what is merged
        except BaseException:
            if keep is not None:
                keep.cleanup()
            raise
        return Sweep(path, told, keep)

    def _run_parts(self, executor: Executor, command: list[str], parts: int | None, progress: bool | None) -> None:
        count = parts or 4 * int(getattr(executor, "_max_workers", 2))
        engine = self.scenario.engine
        waiting: list[Future[None]] = [
            executor.submit(run_part, engine, [*command, "--shard", f"{part}/{count}"]) for part in range(1, count + 1)
        ]
        bar = ProgressBar(progress)
        try:
            for done, finished in enumerate(as_completed(waiting), 1):
                finished.result()
                bar.follow(f"{done}/{count} replicates")
        except BaseException:
            for one in waiting:
                one.cancel()
            raise
        finally:
            bar.close()

    @contextmanager
    def _written(self, beside: Path | None) -> Iterator[list[str]]:
        """The command that runs the study, whose file lies in a folder that is gone afterwards."""
        with tempfile.TemporaryDirectory(prefix=".steppe-study-", dir=beside) as folder:
            study = Path(folder) / "study.toml"
            study.write_text(self.text(Path(folder)), encoding="utf-8")
            changes = [word for key, value in self.scenario.changes.items() for word in ("--set", f"{key}={value}")]
            yield ["sweep", str(study), *changes]

    def __repr__(self) -> str:
        """Say which it is."""
        return f"<Study '{self._title}': {self.kind} over {len(self.parameters) or 'all'} parameters>"


def run_part(engine: str, command: Sequence[str]) -> None:
    """Run a part of a study: what an executor does.

    The engine ends with the process that runs it: one that went on alone would keep others from the part.

    Parameters
    ----------
    engine
        Executable.
    command
        Its arguments.
    """
    guard = shutil.which("setpriv")
    if guard is None:
        call(engine, command, progress=False)
    else:
        call(guard, ["--pdeathsig", "KILL", engine, *command], progress=False)


def _make_way(output: Path, *, force: bool, resume: bool) -> None:
    """See that parts begin where nothing is, or go on; they do not look at the output themselves."""
    parts = output.with_name(f"{output.name}.parts")
    if resume:
        return
    if force:
        shutil.rmtree(parts, ignore_errors=True)
        return
    for path in (output, parts):
        if path.exists():
            told = "already exists; force=True replaces it, resume=True goes on with it"
            raise ScenarioError([Fault(told, str(path))])


def _way(key: str, way: Any) -> dict[str, Any]:  # noqa: ANN401
    if hasattr(way, "items"):
        return dict(way)
    if isinstance(way, str):
        if way != PRIOR:
            raise ScenarioError([Fault(f"'{key}' varies by values, a range or '{PRIOR}', not '{way}'", "study")])
        return {"prior": True}
    values = [one.item() if hasattr(one, "item") else one for one in way]
    if isinstance(way, tuple) and len(values) == ENDS:
        return {"range": values}
    return {"values": values}


def _toml(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _seen_from(path: Path, folder: Path | None) -> str:
    if folder is None:
        return path.resolve().as_posix()
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
