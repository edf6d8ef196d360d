"""Files of ``steppe hazard --baseline observed``: the hazard held against months in which nobody acceded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from steppe.io import results
from steppe.io.declared import long_names, texts
from steppe.io.file_kinds import check_record
from steppe.stats.intervals import z_of

if TYPE_CHECKING:
    import os

    import xarray as xr

VALUES, PRIORS = "at_values", "over_priors"
"""Parameters at the scenario's values, and drawn from their priors."""
KIND = "hazard_record"
HELD = ("accord.momentum", "accord.legitimacy")
"""Parameters that the record begins with other values of."""
OF_DRIVERS = ".csv:"
"""In the origin of a parameter that a series of observations set."""


@dataclass(frozen=True)
class RecordFile:
    """What such a file holds of one hedger.

    Attributes
    ----------
    months
        Of the record, by its month: ``hazard`` with ``low`` and ``high``, and ``drawn``, ``drawn_low`` and
        ``drawn_high`` with parameters drawn; probabilities.
    conditions
        By what each adds to the last month, most first: ``condition``, ``words``, ``share`` with ``low`` and ``high``
        (probability that it adds to a month under the mean conditions of the silent months), and Bayes factors
        ``factor`` and ``factor_drawn``, each with ``_low`` and ``_high``: the likelihood of the whole record over that
        with the condition at its mean throughout.
    chances
        By `VALUES` and `PRIORS`: ``silence`` and ``accession`` (probabilities of no accession before the last month,
        and of that and one in it), each with ``_low`` and ``_high``, ``last``, ``typical``, ``joins`` with
        ``joins_low`` and ``joins_high`` (5 and 95 % over replicates) and ``no_join``.
    states
        Other states by the joins expected of them: ``state``, ``expected``, ``low``, ``high``, ``first``.
    moved
        Parameters that the record moves most: ``parameter``, ``prior_mean``, ``prior_deviation``, ``posterior_mean``,
        ``posterior_deviation``, ``shift`` (in prior deviations).
    constant
        Probability of the record under the best constant hazard.
    summits, coincidence
        Months with a summit, and the probability that one event falls on one by chance.
    draws, effective_draws
        From the priors, and how many equal ones the weighted ones are worth.
    replicates
        Of the run.
    parameters
        Value of every parameter by its key, but for `HELD` and for what the series of drivers open with, which is of
        another month.
    attrs
        Of the file.
    """

    months: pd.DataFrame
    conditions: pd.DataFrame
    chances: pd.DataFrame
    states: pd.DataFrame
    moved: pd.DataFrame
    constant: float
    summits: int
    coincidence: float
    draws: int
    effective_draws: float
    replicates: int
    level: float
    parameters: dict[str, float]
    attrs: dict[str, object]

    @property
    def last(self) -> str:
        """The month of the accession."""
        return f"{self.months.index[-1]:%B %Y}"

    @property
    def silent(self) -> str:
        """The months without one."""
        return f"{self.months.index[0]:%B %Y} to {self.months.index[-2]:%B %Y}"

    @property
    def caution(self) -> str:
        """Say what a coincidence is worth: printed wherever Bayes factors are."""
        return (
            f"Caution: {self.summits} of {len(self.months)} months had a summit, so one event coincides with a summit "
            f"by chance with probability {self.coincidence:.3f}, and {len(self.conditions)} conditions were tried; the "
            "accession was announced at the summit, which may be its stage and not its cause."
        )


def read_record_file(path: str | os.PathLike[str], hedger: str, level: float) -> RecordFile:
    """Read a file of ``steppe hazard --baseline observed``.

    Parameters
    ----------
    path
        The file.
    hedger
        Whose accession; the first of the file when empty.
    level
        Probability that intervals are made for.

    Returns
    -------
    RecordFile

    Raises
    ------
    SteppeFileError
        The file is another kind of result, or holds what none can.
    ValueError
        It is not about the hedger.
    """
    with results.open_results(path) as ds:
        check_record(ds, path, KIND)
        ds.load()
    try:
        held = texts(ds["hedger"])
        who = hedger or held[0]
        if who not in held:
            raise ValueError(f"no hedger '{who}' in these results; they hold {', '.join(held)}")
        _check(ds, path)
        return _read(ds, ds.sel(hedger=who), level, _comparable(results.parameters(path)))
    except results.SteppeFileError:
        raise
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
    except (LookupError, TypeError, AttributeError) as error:
        raise results.SteppeFileError(
            f"{path} lacks what files of 'steppe hazard --baseline observed' hold ({type(error).__name__}: {error}); "
            "write it again"
        ) from error


def _check(ds: xr.Dataset, path: str | os.PathLike[str]) -> None:
    """Refuse probabilities that are none, and logarithms of such."""
    told = {
        "hazard": ds["hazard"],
        "state_expected": ds.get("state_expected"),
        "probability_of_no_join": ds["probability_of_no_join"],
    }
    for name, values in told.items():
        if values is not None and not bool(((values >= 0) & (values <= 1)).all()):
            raise results.SteppeFileError(f"{path}: {name}: expected probabilities, found others; write it again")
    for name in ("log_likelihood", "log_likelihood_of_silence"):
        if not bool((ds[name] <= 0).all()):
            raise results.SteppeFileError(
                f"{path}: {name}: expected logarithms of probabilities, found others; write it again"
            )
    if ds.sizes["time"] < 2:  # noqa: PLR2004  a silent month, and the last
        raise results.SteppeFileError(
            f"{path}: time: expected two months or more, found {ds.sizes['time']}; write it again"
        )


def _read(ds: xr.Dataset, own: xr.Dataset, level: float, parameters: dict[str, float]) -> RecordFile:
    z = z_of(level)
    first = {VALUES: "", PRIORS: "drawn"}
    months = {}
    for key, prefix in first.items():
        mean, error = (own[name].sel(parameters=key).to_numpy() for name in ("hazard", "hazard_standard_error"))
        months |= _ends(prefix or "hazard", mean, error, z, prefix)
    replicates = ds.sizes["replicate"]
    return RecordFile(
        pd.DataFrame(months, index=pd.DatetimeIndex(ds["time"].values)).clip(0, 1),
        _conditions(ds, own, z),
        _chances(ds, own, z),
        _states(ds),
        _moved(ds),
        float(np.exp(ds["log_likelihood_of_best_constant"])),
        round(float(ds["months_with_summit"])),
        float(ds["probability_of_coincidence"]),
        round(float(ds["draws"])),
        float(ds["effective_draws"]),
        replicates,
        level,
        parameters,
        dict(ds.attrs),
    )


def _comparable(parameters: pd.DataFrame) -> dict[str, float]:
    kept = parameters[~parameters["key"].isin(HELD) & ~parameters["origin"].str.contains(OF_DRIVERS, regex=False)]
    return dict(zip(kept["key"], kept["value"], strict=True))


def _ends(name: str, mean: np.ndarray, error: np.ndarray, z: float, prefix: str) -> dict[str, np.ndarray]:
    start = f"{prefix}_" if prefix else ""
    return {name: mean, f"{start}low": mean - z * error, f"{start}high": mean + z * error}


def _conditions(ds: xr.Dataset, own: xr.Dataset, z: float) -> pd.DataFrame:
    share, error = (
        own[name].sel(parameters=VALUES).to_numpy() for name in ("condition_share", "condition_share_standard_error")
    )
    table = {"share": share, "low": share - z * error, "high": share + z * error}
    for key, name in ((VALUES, "factor"), (PRIORS, "factor_drawn")):
        value, error = (
            own[one].sel(parameters=key).to_numpy() for one in ("log_bayes_factor", "log_bayes_factor_standard_error")
        )
        ends = ("", value), ("_low", value - z * error), ("_high", value + z * error)
        table |= {f"{name}{end}": np.exp(of) for end, of in ends}
    ids = texts(ds["condition"])
    words = long_names(ds, "condition")
    found = pd.DataFrame({"condition": ids, "words": [words.get(one, one) for one in ids], **table})
    order = found["share"].abs().sort_values(ascending=False, kind="stable").index
    return found.loc[order].reset_index(drop=True)


def _chances(ds: xr.Dataset, own: xr.Dataset, z: float) -> pd.DataFrame:
    rows = {}
    for key in (VALUES, PRIORS):
        of = own.sel(parameters=key)
        row = {"last": float(of["hazard_of_last_month"]), "typical": float(of["hazard_under_mean_conditions"])}
        for name, held in (("silence", "log_likelihood_of_silence"), ("accession", "log_likelihood")):
            value, error = float(of[held]), float(of[f"{held}_standard_error"])
            row |= {name: np.exp(value), f"{name}_low": np.exp(value - z * error)}
            row |= {f"{name}_high": min(1.0, np.exp(value + z * error))}
        row |= {"joins": float(of["joins_expected"]), "no_join": float(of["probability_of_no_join"])}
        row |= {f"joins_{end}": float(of[f"joins_expected_{end}"]) for end in ("low", "high")}
        rows[key] = row
    return pd.DataFrame.from_dict(rows, orient="index")


def _states(ds: xr.Dataset) -> pd.DataFrame:
    columns = ["expected", "low", "high", "first"]
    if "state_expected" not in ds:
        return pd.DataFrame(columns=["state", *columns])
    return pd.DataFrame({"state": texts(ds["state"]), **{name: ds[f"state_{name}"].to_numpy() for name in columns}})


def _moved(ds: xr.Dataset) -> pd.DataFrame:
    names = ["prior_mean", "prior_deviation", "posterior_mean", "posterior_deviation"]
    if "prior_mean" not in ds:
        return pd.DataFrame(columns=["parameter", *names, "shift"])
    table = pd.DataFrame({"parameter": texts(ds["parameter"]), **{name: ds[name].to_numpy() for name in names}})
    return table.assign(shift=(table["posterior_mean"] - table["prior_mean"]) / table["prior_deviation"])
