"""A scenario: what it says, what if it said otherwise, and every question that the engine answers about it."""

from __future__ import annotations

import subprocess
from difflib import get_close_matches
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from steppe.engine import EngineError, Fault, ScenarioError, call, require_engine
from steppe.engine.faults import faults_of_json, faults_of_text
from steppe.runs.folder import PassingFolder
from steppe.session.design import ARMS, Design
from steppe.session.shipped import path_of, scenarios
from steppe.session.shocks import shocked, shocks
from steppe.session.values import Value, text_of, value_of_json

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from steppe.runs.answers import Attribution, Benefit, Condition, Hazard, Hindcast, Levers
    from steppe.runs.comparison import Comparison
    from steppe.runs.result import Result
    from steppe.runs.sweep import Sweep

    ResultType = TypeVar("ResultType", bound=Result)

SHOWN = 8


class Scenario:
    """A scenario of the engine, with changes laid over its file.

    Parameters
    ----------
    source
        The name of a scenario that comes with steppe (`steppe.scenarios`), or the path of a file.
    engine
        Executable; found by itself when not given (``STEPPE_ENGINE``, then that of the package or checkout).

    Raises
    ------
    ScenarioError
        The scenario is at fault: every fault with its place and a suggestion.
    EngineNotFoundError
        There is no engine, or one of another version.

    Examples
    --------
    >>> s = Scenario("kazakhstan-2025")
    >>> s["principal.RUS.budget"]
    0.4
    >>> s.parameter("principal.RUS.budget").tag
    'J'
    >>> s["principal.RUS.budgt"]
    Traceback (most recent call last):
    ...
    steppe.engine.faults.ScenarioError: ...: unknown key ...; did you mean 'principal.RUS.budget'? [S102]
    """

    def __init__(self, source: str | os.PathLike[str], *, engine: str | None = None) -> None:
        self.engine = require_engine(engine)
        self.path = path_of(source)
        self._changes: dict[str, str] = {}
        self._resolved = self._check(self._changes)

    # ------------------------------------------------------------------------------------------------ what it says

    @property
    def changes(self) -> dict[str, str]:
        """What was changed from the file, by key, as ``--set`` takes it."""
        return dict(self._changes)

    @property
    def title(self) -> str:
        """What the scenario is, in one line."""
        return str(self.settings["title"])

    @property
    def settings(self) -> dict[str, str]:
        """Settings by key: what is no quantity of the model, such as ``run.months``."""
        return {row["key"]: row["value"] for row in self._resolved["resolved"]["settings"]}

    @property
    def actors(self) -> dict[str, list[str]]:
        """Ids of hedgers, principals, partners, candidates, groups and channels."""
        return {name: list(ids) for name, ids in self._resolved["resolved"]["actors"].items()}

    @property
    def warnings(self) -> list[str]:
        """What should be known before numbers are quoted: placeholders, defaults, sources of another state, ..."""
        return [f"{one['message']} [{one['code']}]" for one in self._resolved["warnings"]]

    @property
    def values(self) -> pd.DataFrame:
        """Every parameter with value, unit, evidence tag, range, prior, source and origin, a row each."""
        import pandas as pd

        return pd.DataFrame([vars(one) for one in self._values.values()])

    @property
    def _values(self) -> dict[str, Value]:
        if "_parsed" not in self._resolved:
            rows = self._resolved["resolved"]["parameters"]
            self._resolved["_parsed"] = {row["key"]: value_of_json(row) for row in rows}
        found: dict[str, Value] = self._resolved["_parsed"]
        return found

    def keys(self) -> list[str]:
        """Keys of every parameter, then of every setting."""
        return [*self._values, *self.settings]

    def parameter(self, key: str) -> Value:
        """Give a parameter with all that is known of it.

        Parameters
        ----------
        key
            As ``principal.RUS.budget``.

        Returns
        -------
        Value

        Raises
        ------
        ScenarioError
            There is none of that key; one that may have been meant is suggested.
        """
        if key not in self._values:
            raise self._unknown(key)
        return self._values[key]

    def __contains__(self, key: str) -> bool:
        """Whether it has such a parameter or setting."""
        return key in self._values or key in self.settings

    def __getitem__(self, key: str) -> float | bool | str | dict[str, float]:
        """Value of a parameter or setting; of a family (``hedger.KAZ.alignment``), values by the rest of the key."""
        if key in self._values:
            found = self._values[key]
            return bool(found.value) if found.is_switch else found.value
        if key in self.settings:
            return self.settings[key]
        members = {
            name.removeprefix(f"{key}."): one.value for name, one in self._values.items() if name.startswith(f"{key}.")
        }
        if not members:
            raise self._unknown(key)
        return members

    def __setitem__(self, key: str, value: float | bool | str | Sequence[float] | Mapping[str, float]) -> None:
        """Change a value, checked by the engine at once; ``s["KEY.range"] = (low, high)`` widens its range.

        A value outside its own range is refused: where it is meant, widen the range first. What is refused changes
        nothing.
        """
        members = {f"{key}.{name}": one for name, one in value.items()} if hasattr(value, "items") else {key: value}
        self._change({name: text_of(one) for name, one in members.items()})

    def __delitem__(self, key: str) -> None:
        """Take a change back."""
        if key not in self._changes:
            raise ScenarioError([Fault(f"'{key}' was not changed", str(self.path))])
        left = {name: value for name, value in self._changes.items() if name != key}
        self._resolved = self._check(left)
        self._changes = left

    def copy(self) -> Self:
        """Make another one with the same changes, which may be changed without this one."""
        other = object.__new__(type(self))
        other.engine, other.path = self.engine, self.path
        other._changes, other._resolved = dict(self._changes), self._resolved
        return other

    def what_if(self, changes: Mapping[str, Any] | None = None, **by_name: float) -> Self:
        """Make another scenario, in which something is otherwise.

        Parameters
        ----------
        changes
            Values by key.
        by_name
            Named shocks, lasting from the opening on: ``oil=-0.4`` is a price 40 % lower, at the opening and where it
            returns to. What is no level is added to: ``conflict=0.2``. `shocks` lists them.

        Returns
        -------
        Scenario
            This one stays as it is.

        Raises
        ------
        ScenarioError
            The engine refuses a change, or a shock has no such name.

        Examples
        --------
        >>> s = Scenario("kazakhstan-2025")
        >>> cheap = s.what_if(oil=-0.4)
        >>> round(cheap["oil.mean"] / s["oil.mean"], 3)
        0.6
        """
        other = self.copy()
        asked = {str(key): text_of(value) for key, value in (changes or {}).items()}
        known = shocks(self.engine)
        now = {key: one.value for key, one in self._values.items()}
        for name, size in by_name.items():
            for key, value in shocked(name, size, known, now).items():
                asked[key] = text_of(value)
                parameter = self._values[key]
                if not parameter.low <= value <= parameter.high and parameter.prior != "fixed":
                    asked[f"{key}.range"] = text_of((min(parameter.low, value), max(parameter.high, value)))
        other._change(asked)
        return other

    def shocks(self) -> dict[str, str]:
        """Name the shocks that `what_if` takes, with what they are shocks of."""
        return {name: one.doc for name, one in shocks(self.engine).items()}

    # ------------------------------------------------------------------------------------------------- what it gives

    def compare(
        self,
        arms: Sequence[str] = ARMS,
        replicates: int | None = None,
        months: int | None = None,
        seed: int | None = None,
        *,
        draws: str | os.PathLike[str] | None = None,
        per_draw: int | None = None,
        until: Mapping[str, float] | float | None = None,
        record: str = "trajectories",
        measures: Sequence[str] | None = None,
        headline: bool = True,
        **options: Any,  # noqa: ANN401
    ) -> Comparison:
        """Run arms as pairs: with the accord and without it, by default.

        Parameters
        ----------
        arms
            Arms to run, the treated one first.
        replicates, months, seed
            Of the runs; those of the scenario when not given.
        draws
            ``"priors"``: replicates draw their parameters; or a file of joint draws.
        per_draw
            Replicates that share a draw.
        until
            How wide an interval may be, of one outcome by its name or of the first: runs go on until it is narrower.
        record
            What the file keeps: ``trajectories``, ``final`` (outcomes of runs) or ``summary``.
        measures
            Measures to record; all but the optional ones when not given.
        headline
            Whether to make the pass over the priors that the headline is of.
        options
            ``output`` (result file to keep; otherwise it is gone with the result), ``force`` (replace it), ``resume``,
            ``threads``, ``progress`` (a bar: by default in a terminal and a notebook).

        Returns
        -------
        Comparison

        Raises
        ------
        ScenarioError
            What was asked for is at fault.
        EngineError
            The engine stopped.
        """
        from steppe.runs.comparison import Comparison

        words = [
            *_listed("--arms", arms),
            *_draw_words(draws, per_draw),
            *_until_words(until),
            *("--record", record),
            *_listed("--measures", measures),
            *(() if headline else ("--no-headline",)),
        ]
        return self._ask(Comparison, "compare", words, _length(replicates, months, seed), **options)

    def sweep(
        self,
        parameters: Mapping[str, Any] | None = None,
        *,
        kind: str | None = None,
        points: int | None = None,
        arms: Sequence[str] = ARMS,
        replicates: int | None = None,
        months: int | None = None,
        measures: Sequence[str] | None = None,
        **options: Any,  # noqa: ANN401
    ) -> Sweep:
        """Run a design over parameters, in every arm (`steppe.Study` has every kind and setting).

        Parameters
        ----------
        parameters
            What varies, by key: a list of values, a range as a pair ``(low, high)``, or ``"prior"``.
        kind
            ``grid`` where all have values, else ``lhs``, when not given.
        points
            Of a design that is no grid.
        arms, replicates, months, measures
            As of `compare`.
        options
            As of `compare`, and ``executor`` (`steppe.Study.run`).

        Returns
        -------
        Sweep
        """
        study = Design(
            self,
            parameters or {},
            kind=kind,
            points=points,
            arms=arms,
            replicates=replicates,
            months=months,
            measures=measures,
        )
        return study.run(**options)

    def attribute(
        self,
        contrasts: Sequence[str] = ("total",),
        replicates: int | None = None,
        months: int | None = None,
        *,
        incentives: Sequence[str] | None = None,
        permutations: int | None = None,
        **options: Any,  # noqa: ANN401
    ) -> Attribution:
        """Share effects out over the incentives that drive them.

        Parameters
        ----------
        contrasts
            Effects to share out.
        replicates, months
            Of the runs of every coalition.
        incentives
            Those that take part; all that are on when not given.
        permutations
            Orders to sample, instead of running every coalition.
        options
            As of `compare`.

        Returns
        -------
        Attribution
        """
        from steppe.runs.answers import Attribution

        words = [
            *_listed("--contrasts", contrasts),
            *_listed("--incentives", incentives),
            *_word("--permutations", permutations),
        ]
        return self._ask(Attribution, "attribute", words, _length(replicates, months), **options)

    def hazard(
        self,
        replicates: int | None = None,
        months: int | None = None,
        *,
        baseline: str | None = None,
        **options: Any,  # noqa: ANN401
    ) -> Hazard:
        """Ask why now: when hedgers accede, and what that depends on.

        Parameters
        ----------
        replicates, months
            Of the runs.
        baseline
            ``observed``: against the months before the opening, as they were.
        options
            As of `compare`.

        Returns
        -------
        Hazard
        """
        from steppe.runs.answers import Hazard

        return self._ask(Hazard, "hazard", _word("--baseline", baseline), _length(replicates, months), **options)

    def benefit(
        self,
        replicates: int | None = None,
        months: int | None = None,
        *,
        rivals: Iterable[str | os.PathLike[str]] | None = None,
        per_draw: int | None = None,
        **options: Any,  # noqa: ANN401
    ) -> Benefit:
        """Ask to whose benefit: who gains what, over chance, priors and rival readings.

        Parameters
        ----------
        replicates, months
            Of the runs of every reading.
        rivals
            Rival readings: scenarios of the same actors, by path or name, or folders of them.
        per_draw
            Replicates that share a draw.
        options
            As of `compare`.

        Returns
        -------
        Benefit
        """
        from steppe.runs.answers import Benefit

        read = None if rivals is None else [str(one if Path(one).is_dir() else path_of(one)) for one in rivals]
        words = [*_listed("--rivals", read), *_word("--per-draw", per_draw)]
        return self._ask(Benefit, "benefit", words, _length(replicates, months), **options)

    def condition(
        self,
        given: str | Iterable[str],
        replicates: int | None = None,
        months: int | None = None,
        *,
        events: str | Iterable[str] = (),
        draws: str | os.PathLike[str] | None = None,
        per_draw: int | None = None,
        least_effective: int | None = None,
        **options: Any,  # noqa: ANN401
    ) -> Condition:
        """Ask what the accord changed, given what is known, and whether it would have come anyway.

        Parameters
        ----------
        given
            Conditions, as ``joined[KAZ] @ 2025-11`` (docs/studies.md).
        replicates, months
            Of the runs.
        events
            Events for which the accord may have been necessary or sufficient.
        draws, per_draw
            As of `compare`.
        least_effective
            Least effective number of runs that must match.
        options
            As of `compare`.

        Returns
        -------
        Condition
        """
        from steppe.runs.answers import Condition

        words = [
            *_repeated("--given", given),
            *_repeated("--event", events),
            *_draw_words(draws, per_draw),
            *_word("--least-effective", least_effective),
        ]
        return self._ask(Condition, "condition", words, _length(replicates, months), **options)

    def hindcast(
        self,
        origins: tuple[int, int],
        observations: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (),
        *,
        horizons: Sequence[int] | None = None,
        modes: Sequence[str] | None = None,
        placebos: int | None = None,
        replicates: int | None = None,
        **options: Any,  # noqa: ANN401
    ) -> Hindcast:
        """Forecast from past years, and score the forecasts against what was observed.

        Parameters
        ----------
        origins
            First and last year from whose ends it is forecast.
        observations
            Files of what was observed, besides those that the scenario names.
        horizons
            Years ahead.
        modes
            Of the drivers.
        placebos
            Permutations that each driver is ranked among.
        replicates
            Members of a forecast, at least 20.
        options
            As of `compare`.

        Returns
        -------
        Hindcast
        """
        from steppe.runs.answers import Hindcast

        files = [observations] if isinstance(observations, str) or hasattr(observations, "__fspath__") else observations
        words = [
            *("--origins", f"{origins[0]}:{origins[1]}"),
            *_repeated("--observations", map(str, files)),
            *_listed("--horizons", horizons),
            *_listed("--modes", modes),
            *_word("--placebos", placebos),
        ]
        return self._ask(Hindcast, "hindcast", words, _length(replicates), **options)

    def levers(
        self,
        outcome: str | None = None,
        replicates: int | None = None,
        months: int | None = None,
        **options: Any,  # noqa: ANN401
    ) -> Levers:
        """Ask what one would have to believe: which parameters move an outcome, and where its sign turns.

        Parameters
        ----------
        outcome
            As ``welfare[KAZ]``.
        replicates, months
            Of the runs.
        options
            As of `compare`.

        Returns
        -------
        Levers

        Raises
        ------
        ScenarioError
            Also where the engine has no such command.
        """
        from steppe.runs.answers import Levers

        return self._ask(Levers, "levers", _word("--outcome", outcome), _length(replicates, months), **options)

    # ------------------------------------------------------------------------------------------------------ by itself

    def __repr__(self) -> str:
        """Say which it is."""
        changed = f", {len(self._changes)} changed" if self._changes else ""
        return f"<Scenario '{self.title}' ({self.path.name}{changed})>"

    def _repr_html_(self) -> str:
        """Show actors, changes, evidence and warnings in a notebook."""
        lists = "".join(
            f"<tr><th>{escape(name)}</th><td>{escape(', '.join(ids))}</td></tr>"
            for name, ids in self.actors.items()
            if ids
        )
        tags = self.values["tag"].value_counts()
        evidence = ", ".join(f"{tag} {count}" for tag, count in tags.items())
        changed = "".join(
            f"<tr><td>{escape(key)}</td><td>{escape(value)}</td><td>{escape(self._tag(key))}</td></tr>"
            for key, value in self._changes.items()
        )
        table = f"<table><tr><th>changed</th><th>to</th><th>tag</th></tr>{changed}</table>" if changed else ""
        warned = "".join(f"<li>{escape(one)}</li>" for one in self.warnings)
        return (
            f"<p><strong>{escape(self.title)}</strong></p><table>{lists}<tr><th>parameters by evidence</th>"
            f"<td>{evidence}</td></tr></table>{table}{f'<ul>{warned}</ul>' if warned else ''}"
        )

    def _ipython_key_completions_(self) -> list[str]:
        return self.keys()

    @cached_property
    def shipped(self) -> list[str]:
        """Names of the scenarios that come with steppe."""
        return scenarios()

    def _tag(self, key: str) -> str:
        return self._values[key].tag if key in self._values else ""

    def _unknown(self, key: str) -> ScenarioError:
        close = get_close_matches(key, self.keys(), 1)
        return ScenarioError([Fault(f"unknown key '{key}'", str(self.path), 0, 0, "S102", close[0] if close else "")])

    def _change(self, changes: Mapping[str, str]) -> None:
        asked = {**self._changes, **changes}
        self._resolved = self._check(asked)
        self._changes = asked

    def _check(self, changes: Mapping[str, str]) -> dict[str, Any]:
        import json

        command = [self.engine, "check", str(self.path), "--json", "--origins", *_sets(changes)]
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        if done.returncode not in (0, 2):
            raise EngineError(done.returncode, done.stderr.strip())
        if not done.stdout.strip():
            raise ScenarioError(faults_of_text(done.stderr))
        [report] = json.loads(done.stdout)
        if not report["valid"]:
            raise ScenarioError(faults_of_json(report["faults"]))
        found: dict[str, Any] = report
        return found

    def _ask(
        self,
        kind: type[ResultType],
        command: str,
        words: Iterable[str],
        settings: Mapping[str, str],
        *,
        output: str | os.PathLike[str] | None = None,
        force: bool = False,
        resume: bool = False,
        threads: int | None = None,
        progress: bool | None = None,
    ) -> ResultType:
        """Run a command on this scenario, and make a result of its file and of what it tells."""
        keep = None if output is not None else PassingFolder()
        path = Path(output) if output is not None else Path(keep.name) / f"{command}.h5"  # type: ignore[union-attr]
        try:
            told = call(
                self.engine,
                [
                    *(
                        command,
                        str(self.path),
                        *words,
                        "-o",
                        str(path),
                        "--quiet",
                        *_sets({**self._changes, **settings}),
                    ),
                    *(("--force",) if force else ()),
                    *(("--resume",) if resume else ()),
                    *_word("--threads", threads),
                ],
                progress=progress,
            )
        except BaseException:
            if keep is not None:
                keep.cleanup()
            raise
        return kind(path, told, keep)


def _sets(changes: Mapping[str, str]) -> list[str]:
    return [word for key, value in changes.items() for word in ("--set", f"{key}={value}")]


def _length(replicates: int | None = None, months: int | None = None, seed: int | None = None) -> dict[str, str]:
    asked = {"run.replicates": replicates, "run.months": months, "run.seed": seed}
    return {key: text_of(value) for key, value in asked.items() if value is not None}


def _word(option: str, value: object) -> list[str]:
    return [] if value is None else [option, text_of(value)]


def _listed(option: str, values: Iterable[object] | None) -> list[str]:
    if isinstance(values, str):
        values = [values]
    return [] if values is None else [option, ",".join(map(str, values))]


def _repeated(option: str, values: str | Iterable[str]) -> list[str]:
    return [word for value in ([values] if isinstance(values, str) else values) for word in (option, value)]


def _draw_words(draws: str | os.PathLike[str] | None, per_draw: int | None) -> list[str]:
    drawn = [] if draws is None else ["--draw-priors"] if draws == "priors" else ["--draws", str(draws)]
    return [*drawn, *_word("--per-draw", per_draw)]


def _until_words(until: Mapping[str, float] | float | None) -> list[str]:
    if until is None:
        return []
    if isinstance(until, int | float):
        return ["--until", text_of(until)]
    if len(until) != 1:
        raise ScenarioError([Fault("'until' takes one outcome", "compare")])
    [(outcome, width)] = until.items()
    return ["--until", text_of(width), "--outcome", outcome]
