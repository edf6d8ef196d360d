"""Tell where in a sweep an outcome comes about, and which arm does well wherever the parameters lie.

Scenario discovery looks for the parameters that go with the cases of interest: PRIM for a box that holds many of them
and little else (Friedman & Fisher 1999; Bryant & Lempert 2010), CART for a tree of splits (Breiman et al. 1984). Both
are EMA Workbench's (Kwakkel 2017). The measures of robustness bear the names they have with McPhail et al. (2018) and
Herman et al. (2015); a policy there is an arm here, a scenario there is a point of the sweep.

All of it describes the points that were run, in the model. A share of points is no probability unless the design draws
the parameters from a distribution that one believes, and a box or split says what goes together, not what would happen
in the world.

References
----------
Friedman, J. H. & Fisher, N. I. (1999). Bump hunting in high-dimensional data. Statistics and Computing 9, 123-143.
https://doi.org/10.1023/A:1008894516817

Bryant, B. P. & Lempert, R. J. (2010). Thinking inside the box: A participatory, computer-assisted approach to scenario
discovery. Technological Forecasting and Social Change 77, 34-49. https://doi.org/10.1016/j.techfore.2009.08.002

Breiman, L., Friedman, J. H., Olshen, R. A. & Stone, C. J. (1984). Classification and regression trees. Wadsworth.

Kwakkel, J. H. (2017). The Exploratory Modeling Workbench: An open source toolkit for exploratory modeling, scenario
discovery, and (multi-objective) robust decision making. Environmental Modelling & Software 96, 239-250.
https://doi.org/10.1016/j.envsoft.2017.06.054

McPhail, C. et al. (2018). Robustness metrics: How are they calculated, when should they be used and why do they give
different results? Earth's Future 6, 169-191. https://doi.org/10.1002/2017EF000649

Herman, J. D., Reed, P. M., Zeff, H. B. & Characklis, G. W. (2015). How should robustness be defined for water systems
planning under change? Journal of Water Resources Planning and Management 141, 04015012.
https://doi.org/10.1061/(ASCE)WR.1943-5452.0000509

Kwakkel, J. H., Haasnoot, M. & Walker, W. E. (2016). Comparing robust decision-making and dynamic adaptive policy
pathways for model-based decision support under deep uncertainty. Journal of Water Resources Planning and Management
142, 04015168. https://doi.org/10.1061/(ASCE)WR.1943-5452.0000626
"""

from __future__ import annotations

import importlib
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import xarray as xr

from steppe import compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    from numpy.typing import ArrayLike

PREFIX = "parameter_"
SWITCH = {0.0, 1.0}
ALL = 1.0 - 1e-12  # coverage, but for rounding


@dataclass(frozen=True, eq=False)
class Box:
    """A box of parameters that PRIM found.

    Its shares count points that an earlier box holds as no longer there.

    Attributes
    ----------
    limits
        A row per restricted parameter. ``low`` and ``high`` belong to the box; a switch restricted to one value has
        that value as both. ``quasi_p_low`` and ``quasi_p_high`` say how likely a density as great as the box's would
        be by chance without that limit (a one-sided binomial test; Bryant & Lempert 2010). They are called quasi-p
        values because the limits were chosen on the data that test them: they are too small. NaN marks a side that is
        not restricted, where the limit is the least or greatest value among the points. A switch has its one value in
        ``quasi_p_low``.
    coverage
        Share of all cases of interest that lie in the box.
    density
        Share of the points in the box that are of interest.
    mass
        Share of all points that lie in the box.
    trajectory
        A row per box that PRIM came by, from all points to the last peel and the pastes, then one for each restriction
        that was given up: ``coverage``, ``density``, ``mass``, ``restricted`` (number of parameters), ``points``,
        ``of_interest``.
    chosen
        Row of `trajectory` with the best density at the coverage asked for.
    """

    limits: pd.DataFrame
    coverage: float
    density: float
    mass: float
    trajectory: pd.DataFrame
    chosen: int

    def holds(self, experiments: pd.DataFrame) -> pd.Series:
        """Tell which points lie in the box.

        Parameters
        ----------
        experiments
            A row per point, with a column for each restricted parameter.

        Returns
        -------
        pandas.Series
            True where all limits are kept.
        """
        values = experiments[list(self.limits.index)]
        return (values.ge(self.limits["low"]) & values.le(self.limits["high"])).all(axis="columns")


def experiments(ds: xr.Dataset) -> pd.DataFrame:
    """Parameters of each point of a sweep.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a sweep.

    Returns
    -------
    pandas.DataFrame
        A row per point and a column per parameter that the design varies, by its scenario key. The attributes ``units``
        and ``long_name`` are those of the parameters, by key.
    """
    names = [str(name) for name in ds.data_vars if str(name).startswith(PREFIX)]
    if "point" not in ds.dims or not names:
        raise ValueError("these results hold no sweep: they need a dimension point and a parameter that varies over it")
    keys = [name.removeprefix(PREFIX) for name in names]
    columns = {key: ds[name].to_numpy().astype(float) for key, name in zip(keys, names, strict=True)}
    table = pd.DataFrame(columns, index=_points(ds))
    table.attrs = {
        about: {key: str(ds[name].attrs.get(about, "")) for key, name in zip(keys, names, strict=True)}
        for about in ("units", "long_name")
    }
    return table


def effects(
    ds: xr.Dataset,
    treated: str = compare.TREATED,
    control: str = compare.CONTROL,
    names: list[str] | None = None,
) -> pd.DataFrame:
    """Mean effect of one arm against another at each point of a sweep, from paired runs.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a sweep.
    treated, control
        The arms; differences are treated minus control.
    names
        Measures to compare; all when not given.

    Returns
    -------
    pandas.DataFrame
        A row per point and a column per outcome: the mean over replicates of the paired difference. Replicates that
        did not finish in both arms are left out; a point without any pair is NaN.
    """
    _check(ds, [treated, control])
    values = compare.outcomes(ds.sel(arm=[treated, control]), names)
    means = (values.sel(arm=treated, drop=True) - values.sel(arm=control, drop=True)).mean("replicate", skipna=True)
    columns = pd.Index([str(label) for label in means["outcome"].values], name="outcome", dtype=object)
    table = pd.DataFrame(means.transpose("point", "outcome").to_numpy(), index=_points(ds), columns=columns)
    table.attrs = {"treated": treated, "control": control}
    return table


def performance(ds: xr.Dataset, outcome: str) -> pd.DataFrame:
    """Make the table of points by arms of one outcome that the measures of robustness take.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a sweep. Select arms before (``ds.sel(arm=[...])``) to compare only these.
    outcome
        Label of the outcome, such as ``trade_gain[KAZ]``.

    Returns
    -------
    pandas.DataFrame
        A row per point and a column per arm: the mean over the replicates that finished in every arm.
    """
    _check(ds)
    means = _arm_means(ds, [outcome.partition("[")[0].partition(" by month ")[0]], together=True)
    labels = [str(label) for label in means["outcome"].values]
    if outcome not in labels:
        raise ValueError(f"no outcome '{outcome}' in these results; of this measure they hold {', '.join(labels)}")
    values = means.isel(outcome=labels.index(outcome)).transpose("point", "arm").to_numpy()
    return pd.DataFrame(values, index=_points(ds), columns=pd.Index(_arms(ds), name="arm"))


def to_ema(ds: xr.Dataset, names: list[str] | None = None) -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
    """Results the way EMA Workbench's ``load_results`` gives them.

    Its ``save_results`` takes them too, after ``ScalarOutcome(label)`` has declared each outcome.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a sweep.
    names
        Measures to take; all when not given.

    Returns
    -------
    experiments : pandas.DataFrame
        A row per arm and point, arm by arm: the parameters, then ``scenario`` (the point), ``policy`` (the arm) and
        ``model``.
    outcomes : dict
        By outcome, one number per row: the mean over the replicates that finished in the arm, NaN if none did.
    """
    parameters = experiments(ds)
    means = _arm_means(ds, names, together=False).transpose("arm", "point", "outcome")
    arms = _arms(ds)
    table = pd.concat([parameters] * len(arms), ignore_index=True)
    table["scenario"] = np.tile(parameters.index.to_numpy(), len(arms))
    table["policy"] = pd.Categorical(np.repeat(np.array(arms, dtype=object), len(parameters)))
    table["model"] = pd.Categorical(["steppe"] * len(table))
    values = means.to_numpy().reshape(len(table), -1)
    return table, {str(label): values[:, i].copy() for i, label in enumerate(means["outcome"].values)}


def to_salib(
    ds: xr.Dataset,
    treated: str = compare.TREATED,
    control: str = compare.CONTROL,
    names: list[str] | None = None,
    bounds: Mapping[str, tuple[float, float]] | None = None,
) -> tuple[dict[str, Any], np.ndarray, np.ndarray]:
    """Inputs and effects of a sweep the way SALib takes them.

    Most of SALib's estimators need a design of their own; ``delta``, ``pawn``, ``rbd_fast`` and ``hdmr`` take any
    sample. None of them takes NaN.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a sweep.
    treated, control
        The arms; outputs are the mean paired differences of `effects`.
    names
        Measures to take; all when not given.
    bounds
        Least and greatest value of each parameter in the design. When not given, those among the points, which a sample
        seldom reaches exactly.

    Returns
    -------
    problem : dict
        ``num_vars``, ``names``, ``bounds``, and ``outputs`` with the label of each column of Y.
    X : numpy.ndarray
        A row per point and a column per parameter.
    Y : numpy.ndarray
        A row per point and a column per outcome.
    """
    inputs = experiments(ds)
    outputs = effects(ds, treated, control, names)
    if bounds is None:
        bounds = {str(key): (values.min(), values.max()) for key, values in inputs.items()}
    pairs = [[float(limit) for limit in bounds[key]] for key in inputs.columns]
    for key, (low, high) in zip(inputs.columns, pairs, strict=True):
        if not low < high:
            raise ValueError(f"bounds of {key} are {low} and {high}, the first must be the lesser")
    problem = {
        "num_vars": inputs.shape[1],
        "names": list(inputs.columns),
        "bounds": pairs,
        "outputs": list(outputs.columns),
    }
    return problem, inputs.to_numpy(), outputs.to_numpy()


def boxes(
    experiments: pd.DataFrame,
    of_interest: ArrayLike | pd.Series,
    *,
    min_coverage: float = 0.8,
    significance: float = 0.05,
    most: int = 1,
    peel_alpha: float = 0.05,
    paste_alpha: float = 0.05,
    mass_min: float = 0.05,
) -> list[Box]:
    """Find boxes of parameters that hold many cases of interest and little else, with PRIM.

    PRIM peels off shares of the points, keeping what makes the rest denser in cases of interest, then pastes back what
    does not thin it. Of the boxes it comes by, this takes the densest that covers at least `min_coverage`; among those
    as dense, that with fewest parameters, then that with most points. Then, as long as a parameter is restricted for
    which no quasi-p value is at most `significance`, the one with the greatest is freed. Freeing may cost density,
    never coverage.

    Parameters
    ----------
    experiments
        A row per point and a column per parameter. Parameters that take just the values 0 and 1 are switches: the box
        holds one of the values, or both.
    of_interest
        Whether each point is of interest, in the order of the rows. Beware of NaN in what it is made from: a comparison
        with NaN is False, so leave out points without an outcome first.
    min_coverage
        Share of the cases of interest that the box must hold. With `most` above 1, share of those that no box before
        holds.
    significance
        Bound of the quasi-p values of a parameter that stays restricted; 1 keeps all of them.
    most
        Boxes to find at most. The points of a box are set aside before the next is sought.
    peel_alpha, paste_alpha
        Share of the points in the box to peel off or paste at a time.
    mass_min
        Least share of all points that a box may hold.

    Returns
    -------
    list of Box
        In the order found; empty if no parameter stays restricted.
    """
    points = _checked_points(experiments)
    cases = _cases(experiments.index, of_interest)
    for name, share in {"min_coverage": min_coverage, "significance": significance, "mass_min": mass_min}.items():
        if not 0.0 <= share <= 1.0:
            raise ValueError(f"{name} = {share}, must lie between 0 and 1")
    switches = [column for column in points if set(points[column].unique()) == SWITCH]
    found: list[Box] = []
    with _workbench("prim") as prim:
        # Cases of interest are those at or above the threshold, and no box thinner than all points is taken.
        search = prim.Prim(
            points.astype(dict.fromkeys(switches, bool)),
            cases.astype(int),
            threshold=cases.mean(),
            peel_alpha=peel_alpha,
            paste_alpha=paste_alpha,
            mass_min=mass_min,
        )
        while len(found) < most and (covered := sum(box.coverage for box in found)) < ALL:
            box = search.find_box()
            chosen = _choose(box.peeling_trajectory, min_coverage * (1.0 - covered))
            box.select(chosen)
            row = _free_insignificant(box, chosen, significance)
            if not box.res_dim:
                break
            found.append(_box(box, chosen, row))
    return found


def tree(
    experiments: pd.DataFrame,
    of_interest: ArrayLike | pd.Series,
    *,
    mass_min: float = 0.05,
    most_leaves: int | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Split the points by their parameters into leaves with many or few cases of interest, with CART.

    Parameters
    ----------
    experiments
        A row per point and a column per parameter. Parameters that take just the values 0 and 1 are switches, and the
        rules name their value.
    of_interest
        Whether each point is of interest, as of `boxes`.
    mass_min
        Least share of the points in a leaf.
    most_leaves
        Leaves at most: the splits that gain most are made first. No bound when not given.
    seed
        Decides between splits that are equally good.

    Returns
    -------
    pandas.DataFrame
        A row per leaf, densest first: ``rule``, ``points``, ``density`` (share of its points that are of interest),
        ``coverage`` (share of all cases of interest), ``mass`` (share of all points). Every point is in one leaf.
    """
    points = _checked_points(experiments).astype("float32").astype(float)  # as scikit-learn splits
    cases = _cases(experiments.index, of_interest)
    if not 0.0 < mass_min <= 0.5:  # noqa: PLR2004  a split makes two leaves
        raise ValueError(f"mass_min = {mass_min}, must lie between 0 and 0.5")
    mass_min = max(mass_min, (1 + 1e-9) / len(points))  # a point at least, after rounding down
    with _workbench("cart") as cart:
        found = cart.CART(points, cases.astype(int), mass_min=mass_min)
        found.build_tree()
        found.clf.set_params(random_state=seed, max_leaf_nodes=most_leaves)  # build_tree draws between equal splits
        found.clf.fit(points.to_numpy(), found.y)
        if found.clf.get_n_leaves() > 1:
            leaves = [
                {"rule": _rule(box, points), "points": round(stats["mass"] * len(points)), **_shares(stats)}
                for box, stats in zip(found.boxes, found.stats, strict=True)
            ]
        else:  # which the workbench cannot take apart
            all_points = {"coverage": 1.0, "density": cases.mean(), "mass": 1.0}
            leaves = [{"rule": "all points", "points": len(points), **_shares(all_points)}]
    table = pd.DataFrame(leaves)
    return table.sort_values(["density", "points"], ascending=False, kind="stable", ignore_index=True)


def regret(table: pd.DataFrame, *, higher_is_better: bool) -> pd.DataFrame:
    """How much worse each policy does at each point than the best of the policies there.

    This is Savage's regret, from the best alternative as McPhail et al. (2018) say, in the unit of the outcome. Herman
    et al. (2015) make it relative, which an outcome that may be 0 or change its sign does not allow.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy, as of `performance`.
    higher_is_better
        Whether more of the outcome is better.

    Returns
    -------
    pandas.DataFrame
        The shape of `table`; never below 0, and 0 for the best policy at each point.
    """
    values = _checked_performance(table)
    if higher_is_better:
        return values.rsub(values.max(axis="columns"), axis="index")
    return values.sub(values.min(axis="columns"), axis="index")


def maximum_regret(table: pd.DataFrame, *, higher_is_better: bool) -> pd.Series:
    """Greatest regret of each policy over the points, which minimax regret makes least.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy.
    higher_is_better
        Whether more of the outcome is better.

    Returns
    -------
    pandas.Series
        One number per policy; the least is most robust.
    """
    return regret(table, higher_is_better=higher_is_better).max().rename("maximum_regret")


def percentile_regret_90(table: pd.DataFrame, *, higher_is_better: bool) -> pd.Series:
    """90th percentile of the regret of each policy over the points, after Herman et al. (2015) and not relative.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy.
    higher_is_better
        Whether more of the outcome is better.

    Returns
    -------
    pandas.Series
        One number per policy, interpolated linearly between points; the least is most robust.
    """
    return regret(table, higher_is_better=higher_is_better).quantile(0.9).rename("percentile_regret_90")


def satisficing(table: pd.DataFrame, threshold: float, *, higher_is_better: bool) -> pd.Series:
    """Share of the points at which each policy meets a threshold: the domain criterion of Starr.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy.
    threshold
        What the outcome must reach, or must not exceed where less is better. Meeting it exactly is enough.
    higher_is_better
        Whether more of the outcome is better.

    Returns
    -------
    pandas.Series
        One share per policy; the greatest is most robust.
    """
    values = _checked_performance(table)
    met = values >= threshold if higher_is_better else values <= threshold
    return met.mean().rename("satisficing")


def maximin(table: pd.DataFrame, *, higher_is_better: bool) -> pd.Series:
    """Worst outcome of each policy over the points (Wald).

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy.
    higher_is_better
        Whether more of the outcome is better. If not, the worst is the greatest value, which minimax makes least.

    Returns
    -------
    pandas.Series
        One outcome per policy; the best of them is most robust.
    """
    values = _checked_performance(table)
    return (values.min() if higher_is_better else values.max()).rename("maximin")


def maximax(table: pd.DataFrame, *, higher_is_better: bool) -> pd.Series:
    """Best outcome of each policy over the points.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy.
    higher_is_better
        Whether more of the outcome is better. If not, the best is the least value.

    Returns
    -------
    pandas.Series
        One outcome per policy.
    """
    return maximin(table, higher_is_better=not higher_is_better).rename("maximax")


def hurwicz(table: pd.DataFrame, *, higher_is_better: bool, pessimism: float = 0.5) -> pd.Series:
    """Weighted mean of the worst and the best outcome of each policy: Hurwicz' optimism-pessimism rule.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy.
    higher_is_better
        Whether more of the outcome is better.
    pessimism
        Weight of the worst outcome, from 0 (maximax) to 1 (maximin).

    Returns
    -------
    pandas.Series
        One outcome per policy; the best of them is most robust.
    """
    if not 0.0 <= pessimism <= 1.0:
        raise ValueError(f"pessimism = {pessimism}, must lie between 0 and 1")
    worst = maximin(table, higher_is_better=higher_is_better)
    best = maximax(table, higher_is_better=higher_is_better)
    return (pessimism * worst + (1 - pessimism) * best).rename("hurwicz")


def laplace(table: pd.DataFrame) -> pd.Series:
    """Mean outcome of each policy over the points: Laplace's principle of insufficient reason.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy. Points count alike.

    Returns
    -------
    pandas.Series
        One outcome per policy; the best of them is most robust.
    """
    return _checked_performance(table).mean().rename("laplace")


def mean_variance(table: pd.DataFrame, *, higher_is_better: bool) -> pd.Series:
    """Mean of each policy over the points, held against its spread: (mean + 1) / (standard deviation + 1).

    The form of McPhail et al. (2018), which takes the negative of an outcome of which less is better. The ones keep it
    from dividing by 0, and make it hang on the unit of the outcome. Below a mean of -1 spread would count in favour of
    a policy.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy; at least two points.
    higher_is_better
        Whether more of the outcome is better.

    Returns
    -------
    pandas.Series
        One number per policy; the greatest is most robust.

    Raises
    ------
    ValueError
        A mean, turned so that more is better, is below -1: choose another unit or another measure.
    """
    values = _checked_performance(table, least=2)
    means = values.mean() if higher_is_better else -values.mean()
    if (means < -1).any():
        raise ValueError(f"the mean, turned so that more is better, is {means.min():.4g}; mean_variance needs -1")
    return ((means + 1) / (_spread(values) + 1)).rename("mean_variance")


def signal_to_noise(table: pd.DataFrame, *, higher_is_better: bool) -> pd.Series:
    """Mean of each policy over the points by its spread, as Kwakkel et al. (2016) do.

    The mean divided by the standard deviation where more is better, multiplied by it where less is better.

    Parameters
    ----------
    table
        The outcome: a row per point and a column per policy; at least two points, and no mean below 0.
    higher_is_better
        Whether more of the outcome is better.

    Returns
    -------
    pandas.Series
        One number per policy. The greatest is most robust where more of the outcome is better, else the least.
        Infinite without spread; NaN if the mean is 0 besides.

    Raises
    ------
    ValueError
        A mean is below 0: spread would count in favour of the policy.
    """
    values = _checked_performance(table, least=2)
    means = values.mean()
    if (means < 0).any():
        raise ValueError(f"the mean is {means.min():.4g}; signal_to_noise needs 0 or more")
    spread = _spread(values)
    return (means / spread if higher_is_better else means * spread).rename("signal_to_noise")


_WORKBENCH_WARNINGS = (
    ("ipyparallel not installed", UserWarning, "ema_workbench"),  # an optional package
    ("altair based interactive inspection not available", ImportWarning, "ema_workbench"),  # likewise
    ("The inplace keyword", DeprecationWarning, "ema_workbench"),  # pandas 3.1, of version 2.5.3
)


@contextmanager
def _workbench(name: str) -> Iterator[ModuleType]:
    """Import a module of EMA Workbench, which takes seconds, and be quiet about what it is known to warn of."""
    with warnings.catch_warnings():
        for message, category, module in _WORKBENCH_WARNINGS:
            warnings.filterwarnings("ignore", message, category, module)
        with mpl.rc_context():  # its import sets a style for all figures
            workbench = importlib.import_module(f"ema_workbench.analysis.{name}")
        yield workbench


def _check(ds: xr.Dataset, wanted: Sequence[str] = ()) -> None:
    if "point" not in ds.dims:
        raise ValueError("these results hold a single point; a sweep has several")
    arms = _arms(ds)
    for arm in wanted:
        if arm not in arms:
            raise ValueError(f"no arm '{arm}' in these results; they hold {', '.join(arms)}")


def _arms(ds: xr.Dataset) -> list[str]:
    return [str(arm) for arm in np.atleast_1d(ds["arm"].values)]


def _points(ds: xr.Dataset) -> pd.Index:
    return pd.Index(ds["point"].to_numpy(), name="point")


def _arm_means(ds: xr.Dataset, names: list[str] | None, *, together: bool) -> xr.DataArray:
    """Mean over replicates in each arm; together: only over those that finished in all arms."""
    values = compare.outcomes(ds, names)
    if together:
        values = values.where(values.notnull().all("arm"))  # noqa: PD004  xarray's
    return values.mean("replicate", skipna=True)


def _checked_points(experiments: pd.DataFrame) -> pd.DataFrame:
    if experiments.empty:
        raise ValueError("there are no points or no parameters")
    if "scenario" in experiments:  # which the workbench would drop without a word
        raise ValueError("leave out the column 'scenario': it numbers the points and is no parameter")
    points = experiments.astype(float).reset_index(drop=True)
    missing = [str(column) for column in points if not np.isfinite(points[column]).all()]
    if missing:
        raise ValueError(f"parameters that are not finite at every point: {', '.join(missing)}")
    return points


def _cases(index: pd.Index, of_interest: ArrayLike | pd.Series) -> np.ndarray:
    cases = np.asarray(of_interest)
    if cases.dtype != bool:
        raise ValueError(f"of_interest is of type {cases.dtype}, must be bool")
    if cases.shape != (len(index),):
        raise ValueError(f"of_interest {cases.shape} must be one truth value for each of the {len(index)} points")
    if isinstance(of_interest, pd.Series) and not of_interest.index.equals(index):
        raise ValueError("of_interest has other row labels than the experiments, or another order")
    if cases.all() or not cases.any():
        raise ValueError(f"{'all' if cases.all() else 'none'} of the points are of interest: nothing to tell apart")
    return cases


def _choose(trajectory: pd.DataFrame, min_coverage: float) -> int:
    """Row of the densest box that covers enough; the first row, all points, always does."""
    enough = trajectory[trajectory["coverage"] >= min(min_coverage, trajectory["coverage"].iloc[0])]
    order = enough.assign(density=-enough["density"].round(12), mass=-enough["mass"])
    return int(order.sort_values(["density", "res_dim", "mass"], kind="stable").index[0])


def _free_insignificant(box: Any, row: int, significance: float) -> int:  # noqa: ANN401  a PrimBox, imported late
    """Drop restrictions of the box at a row of its trajectory, and return the row of what is left."""
    while box.qp[row]:
        best = {name: min(p for p in pair if p >= 0) for name, pair in box.qp[row].items()}  # -1: no limit
        worst = max(best, key=best.__getitem__)
        if best[worst] <= significance:
            break
        box.drop_restriction(worst)
        row = len(box.peeling_trajectory) - 1
    return row


def _box(box: Any, chosen: int, row: int) -> Box:  # noqa: ANN401  a PrimBox, imported late
    rows = {name: [*_limits(box.box_lims[row][name]), *pair] for name, pair in box.qp[row].items()}
    columns = ["low", "high", "quasi_p_low", "quasi_p_high"]
    limits = pd.DataFrame.from_dict(rows, orient="index", columns=columns, dtype=float)
    limits.index.name = "parameter"
    p = ["quasi_p_low", "quasi_p_high"]
    limits[p] = limits[p].where(limits[p] >= 0)
    about = {"res_dim": "restricted", "n": "points", "k": "of_interest"}
    trajectory = box.peeling_trajectory.rename(columns=about)[["coverage", "density", "mass", *about.values()]]
    trajectory = trajectory.astype(dict.fromkeys(about.values(), int))
    return Box(limits, float(box.coverage), float(box.density), float(box.mass), trajectory, chosen)


def _limits(column: pd.Series) -> tuple[float, float]:
    """Least and greatest value; the workbench keeps the values of a switch as a set."""
    low, high = column.iloc[0], column.iloc[1]
    return (float(min(low)), float(max(high))) if isinstance(low, set) else (float(low), float(high))


def _rule(box: pd.DataFrame, points: pd.DataFrame) -> str:
    parts = []
    for name in points:
        low, high = box[name]
        above, below = low > points[name].min(), high < points[name].max()
        if set(points[name].unique()) == SWITCH and (above or below):
            parts.append(f"{name} = {1 if above else 0}")
        elif above and below:
            parts.append(f"{low:.4g} < {name} <= {high:.4g}")
        elif above:
            parts.append(f"{name} > {low:.4g}")
        elif below:
            parts.append(f"{name} <= {high:.4g}")
    return " and ".join(parts)


def _shares(stats: Mapping[str, float]) -> dict[str, float]:
    return {name: float(stats[name]) for name in ("density", "coverage", "mass")}


def _checked_performance(table: pd.DataFrame, least: int = 1) -> pd.DataFrame:
    if len(table) < least or not table.shape[1]:
        raise ValueError(f"a table of {len(table)} points by {table.shape[1]} policies is too small")
    values = table.astype(float)
    bad = int((~np.isfinite(values)).any(axis="columns").sum())
    if bad:
        raise ValueError(f"{bad} points have no finite outcome under some policy; leave them out: table.dropna()")
    return values


def _spread(values: pd.DataFrame) -> pd.Series:
    """Sample standard deviation; exactly 0 where all values are equal."""
    return values.std(ddof=1).where(values.max() > values.min(), 0.0)
