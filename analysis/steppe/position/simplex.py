"""Where a hedger stands between three corners, and where it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from scipy.stats import gaussian_kde

from steppe.format import arm_name
from steppe.io.unfinished import finished_runs
from steppe.plot import frame, style
from steppe.plot.panels import chosen_arms, hedger_in_title, of_hedger
from steppe.position.alignment import ALIGNMENT
from steppe.position.ternary import WHOLE, Window, draw_place, draw_triangle, to_plane, window_around

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CORNERS = 3
HELD = (0.5, 0.9)  # shares of the runs inside the contours
FINE = 80  # points of a contour's grid, each way
FEWEST = 8  # runs for which a density is drawn


@style.styled
def hedging_simplex(
    ds: xr.Dataset,
    groups: Mapping[str, Sequence[str]] | None = None,
    arms: Sequence[str] | None = None,
    *,
    hedger: str | None = None,
    names: Mapping[str, str] | None = None,
    whole: bool = False,
    width: float = 9.0,
) -> Figure:
    """Draw a hedger's alignment in a triangle: the path of the mean of each arm, and the runs of the last month.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point.
    groups
        Three corners and the partners in each: ``{"Neighbour": ["AAA"], "Rival": ["BBB"], "Others": ["CCC", "DDD"]}``.
        When not given, the two partners with the largest shares in the opening month stand alone, all others together.
        Partners in no corner are left out, and the corners are shares of the rest.
    arms
        Arms to draw; the with and without arms where the file has both, else all.
    hedger
        Whose alignment; the first hedger when not given.
    names
        Names of ids, from `steppe.labels`.
    whole
        Draw the whole triangle instead of the part that holds the runs.
    width
        Inches.

    Returns
    -------
    matplotlib.figure.Figure
        In its first axes the paths are labelled ``"<arm>"``, the runs ``"<arm>|runs"``; `ternary.to_shares` reads their
        shares.
    """
    arms = chosen_arms(ds, arms)
    names = names or {}
    alignment = of_hedger(ds[ALIGNMENT].sel(arm=arms), hedger).load()
    groups = _checked(groups, alignment) if groups is not None else opening_groups(alignment, names)
    shares = {arm: corner_shares(alignment.sel(arm=arm), groups) for arm in arms}
    everything = np.concatenate([np.concatenate([runs[-1], runs.mean(axis=1)]) for runs in shares.values()])
    window = WHOLE if whole else window_around(everything)
    figure = style.new_figure(width, 0.78 * width + (1.9 if width < style.NARROW else 1.15))
    ax = figure.subplots()
    draw_triangle(ax, window, list(groups), width)
    looks = style.arm_style(arms)
    for arm in arms:
        _draw_runs(ax, to_plane(shares[arm][-1]), arm, looks[arm], window)
    for arm in arms:
        _draw_path(ax, to_plane(shares[arm].mean(axis=1)), arm, looks[arm])
    _name_arms(ax, looks, width)
    if window is not WHOLE:
        draw_place(ax.inset_axes((0.02, 0.8, 0.2, 0.18)), window, list(groups))
    frame.add_frame(
        figure,
        f"Alignment{hedger_in_title(alignment, names)} between three corners, in the model",
        _reading(groups, alignment, window, names),
        frame.source_note(ds.attrs, finished_runs(ds, arms)),
    )
    return figure


def opening_groups(alignment: xr.DataArray, names: Mapping[str, str] | None = None) -> dict[str, list[str]]:
    """Choose corners: the two partners with the largest opening shares apart, the others together.

    Parameters
    ----------
    alignment
        Alignment of one hedger over arm, replicate, time and partner.
    names
        Names of ids, from `steppe.labels`.

    Returns
    -------
    dict
        Three corners and their partners, the largest first.
    """
    opening = alignment.isel(time=0).mean([dim for dim in alignment.dims if dim not in ("time", "partner")])
    order = [str(partner) for partner in opening["partner"].values[np.argsort(-opening.to_numpy(), kind="stable")]]
    if len(order) < CORNERS:
        raise ValueError(f"a triangle needs three partners; these results hold {len(order)}")
    first, second, *rest = order
    named = {frame.named(names, partner): [partner] for partner in (first, second)}
    return {**named, frame.named(names, rest[0]) if len(rest) == 1 else "All others": rest}


def corner_shares(alignment: xr.DataArray, groups: Mapping[str, Sequence[str]]) -> np.ndarray:
    """Shares of the corners over time, replicate and corner, without runs that did not finish."""
    sums = np.stack(
        [
            alignment.sel(partner=list(members))
            .astype("f8")
            .sum("partner", skipna=False)
            .transpose("time", "replicate")
            for members in groups.values()
        ],
        axis=-1,
    )
    finished = sums[:, np.isfinite(sums).all(axis=(0, 2))]
    if not finished.shape[1]:
        raise ValueError("no run of an arm is complete: nothing to draw")
    return finished / finished.sum(axis=-1, keepdims=True)


def _checked(groups: Mapping[str, Sequence[str]], alignment: xr.DataArray) -> Mapping[str, Sequence[str]]:
    known = [str(partner) for partner in alignment["partner"].values]
    members = [partner for group in groups.values() for partner in group]
    if len(groups) != CORNERS or not all(groups.values()):
        raise ValueError("groups must name three corners with at least one partner each")
    for partner in members:
        if partner not in known:
            raise ValueError(f"no partner '{partner}' in these results; they hold {', '.join(known)}")
        if members.count(partner) > 1:
            raise ValueError(f"partner '{partner}' stands in two corners")
    return groups


def _draw_runs(ax: Axes, places: np.ndarray, arm: str, look: tuple[str, object], window: Window) -> None:
    colour, dashes = look
    ax.scatter(*places.T, s=7, color=colour, alpha=0.22, linewidths=0, zorder=2, label=f"{arm}|runs")
    if len(places) < FEWEST or np.linalg.matrix_rank(np.cov(places.T)) < places.shape[1]:
        return
    density = gaussian_kde(places.T)
    low, high = places.min(axis=0) - 0.1 * window.side, places.max(axis=0) + 0.1 * window.side
    x, y = np.meshgrid(*np.linspace(low, high, FINE).T)
    heights = density(np.stack([x.ravel(), y.ravel()])).reshape(x.shape)
    levels = np.quantile(density(places.T), [1 - share for share in sorted(HELD, reverse=True)])
    drawn = ax.contour(
        x, y, heights, levels=levels, colors=colour, linewidths=(0.8, 1.3), linestyles=[dashes], zorder=3
    )
    drawn.set_label(f"{arm}|contours")


def _draw_path(ax: Axes, places: np.ndarray, arm: str, look: tuple[str, object]) -> None:
    colour, _ = look
    ax.plot(*places.T, color=style.PAPER, linewidth=3.6, zorder=4, label="_halo")
    ax.plot(*places.T, color=colour, linewidth=1.8, zorder=5, label=arm)
    ax.scatter(*places[0], s=26, facecolors=style.PAPER, edgecolors=colour, linewidths=1.4, zorder=6)
    ax.scatter(*places[-1], s=34, color=colour, edgecolors=style.PAPER, linewidths=0.8, zorder=7)
    gone = np.linalg.norm(places - places[0], axis=1)
    half = int(np.argmax(gone > gone[-1] / 2))
    if half:
        ax.annotate(
            "", places[half], places[half - 1], zorder=6,
            arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 0, "mutation_scale": 11},
        )  # fmt: skip


def _name_arms(ax: Axes, looks: Mapping[str, tuple[str, object]], width: float) -> None:
    """Name the arms right of the top: the ends of their paths lie too close for labels of their own."""
    handles = [
        Line2D([], [], color=colour, linestyle=dashes, marker="o", markersize=5, label=arm_name(arm))
        for arm, (colour, dashes) in looks.items()
    ]
    where = {"loc": "upper right"}
    if width < style.NARROW:
        where = {"loc": "lower center", "bbox_to_anchor": (0.5, 1.0), "ncols": 2}
    ax.legend(handles=handles, frameon=False, fontsize=8.5, handlelength=3.2, borderaxespad=0, **where)


def _reading(
    groups: Mapping[str, Sequence[str]], alignment: xr.DataArray, window: Window, names: Mapping[str, str]
) -> str:
    members = {partner for group in groups.values() for partner in group}
    left_out = [str(partner) for partner in alignment["partner"].values if partner not in members]
    parts = [
        "Line: path of the mean over runs, from the open to the filled circle. Dots: runs in the last month. "
        f"Contours: the densest regions that hold {round(100 * HELD[0])} % and {round(100 * HELD[1])} % of them. A "
        "share is read along the line that starts at its number."
    ]
    if window is not WHOLE:
        parts.append("The filled part of the small triangle is what is drawn.")
    together = [
        f"{name}: {'; '.join(names.get(one, one) for one in group)}" for name, group in groups.items() if len(group) > 1
    ]
    if together:
        parts.append(f"{'. '.join(together)}.")
    if left_out:
        parts.append(f"Left out: {', '.join(names.get(one, one) for one in left_out)}; shares are of the rest.")
    return " ".join(parts)
