"""A scenario: what it says, what if it said otherwise, and every question that the engine answers about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from steppe.engine import call
from steppe.runs.folder import PassingFolder
from steppe.session.design import ARMS, Design
from steppe.session.shipped import path_of
from steppe.session.shocks import shocked, shocks
from steppe.session.stated import StatedScenario
from steppe.session.values import text_of
from steppe.session.words import draw_words, length, listed, repeated, sets, until_words, word

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

    from steppe.runs.answers import Attribution, Benefit, Condition, Hazard, Hindcast, Levers
    from steppe.runs.comparison import Comparison
    from steppe.runs.result import Result
    from steppe.runs.sweep import Sweep

    ResultType = TypeVar("ResultType", bound=Result)


class Scenario(StatedScenario):
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
            *listed("--arms", arms),
            *draw_words(draws, per_draw),
            *until_words(until),
            *("--record", record),
            *listed("--measures", measures),
            *(() if headline else ("--no-headline",)),
        ]
        return self._ask(Comparison, "compare", words, length(replicates, months, seed), **options)

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
            *listed("--contrasts", contrasts),
            *listed("--incentives", incentives),
            *word("--permutations", permutations),
        ]
        return self._ask(Attribution, "attribute", words, length(replicates, months), **options)

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

        return self._ask(Hazard, "hazard", word("--baseline", baseline), length(replicates, months), **options)

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
        words = [*listed("--rivals", read), *word("--per-draw", per_draw)]
        return self._ask(Benefit, "benefit", words, length(replicates, months), **options)

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
            *repeated("--given", given),
            *repeated("--event", events),
            *draw_words(draws, per_draw),
            *word("--least-effective", least_effective),
        ]
        return self._ask(Condition, "condition", words, length(replicates, months), **options)

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
            *repeated("--observations", map(str, files)),
            *listed("--horizons", horizons),
            *listed("--modes", modes),
            *word("--placebos", placebos),
        ]
        return self._ask(Hindcast, "hindcast", words, length(replicates), **options)

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

        return self._ask(Levers, "levers", word("--outcome", outcome), length(replicates, months), **options)

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
                        *sets({**self._changes, **settings}),
                    ),
                    *(("--force",) if force else ()),
                    *(("--resume",) if resume else ()),
                    *word("--threads", threads),
                ],
                progress=progress,
            )
        except BaseException:
            if keep is not None:
                keep.cleanup()
            raise
        return kind(path, told, keep)
