"""What a scenario says: parameters, settings and actors, changed and checked by the engine."""

from __future__ import annotations

import subprocess
from difflib import get_close_matches
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Self

from steppe.engine import EngineError, Fault, ScenarioError, require_engine
from steppe.engine.faults import faults_of_json, faults_of_text
from steppe.session.shipped import path_of, scenarios
from steppe.session.values import Value, text_of, value_of_json
from steppe.session.words import sets

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    import pandas as pd


class StatedScenario:
    """A scenario of the engine, with changes laid over its file: `steppe.Scenario` without its questions.

    Parameters
    ----------
    source, engine
        As of `steppe.Scenario`.
    """

    def __init__(self, source: str | os.PathLike[str], *, engine: str | None = None) -> None:
        self.engine = require_engine(engine)
        self.path = path_of(source)
        self._changes: dict[str, str] = {}
        self._resolved = self._check(self._changes)

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

        command = [self.engine, "check", str(self.path), "--json", "--origins", *sets(changes)]
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
