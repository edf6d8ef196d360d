"""What happens month by month in one run, in two arms that meet the same shocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from steppe.effects.compare import CONTROL, TREATED
from steppe.format import arm_name, capital, listing, unit_name
from steppe.plot import frame, style
from steppe.plot.panels import hedger_in_title, of_hedger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LANE_HEIGHT = 0.62  # inches
SMALL = 0.01  # an element that never reaches this part of the largest of its measure is left out
WORDY = 1.4  # times as high, where values have words
CHARACTER = 0.05  # inches


@dataclass(frozen=True)
class Lane:
    """One measure, or one element of it, over the months of two arms."""

    key: str
    values: xr.DataArray  # over arm and time
    top: float  # of the scale, common to the elements of a measure

    @property
    def is_flow(self) -> bool:
        """Whether it is a total of each month rather than a state."""
        return self.values.attrs.get("cell_methods") == "time: sum"

    @property
    def is_shared(self) -> bool:
        """Whether both arms have the same values in every month."""
        return bool((self.values.isel(arm=0) == self.values.isel(arm=1)).all())

    @property
    def words(self) -> dict[str, str]:
        """Words that the measure's name gives to its values: ``2 operational``."""
        return dict(re.findall(r"(\d+) (\w+)", str(self.values.attrs.get("long_name", ""))))


@style.styled
def event_timeline(
    ds: xr.Dataset,
    replicate: int,
    treated: str = TREATED,
    control: str = CONTROL,
    *,
    measures: Sequence[str],
    hedger: str | None = None,
    names: Mapping[str, str] | None = None,
    width: float = 9.0,
) -> Figure:
    """Draw the events of one run as lanes over time, one arm above and the other below the line of each lane.

    Parameters
    ----------
    ds
        Results of `steppe.open`, of a single point.
    replicate
        Number of the run.
    treated, control
        The arms: above and below the line.
    measures
        What to show; those that the results do not hold are passed over. Flows are drawn as bars, states as steps. A
        measure over principals gets a lane for each of them that matters.
    hedger, names, width
        As of every figure (`steppe.figures`).

    Returns
    -------
    matplotlib.figure.Figure
        An axes for each lane. Its bars or steps are labelled ``"<arm>|<measure>"`` or ``"<arm>|<measure>|<id>"``; those
        of `control` point down, by the negative of the value. Where both arms have the same values, they are drawn
        once and labelled ``"both|..."``.
    """
    arms = [treated, control]
    if replicate not in ds["replicate"].values:
        raise ValueError(f"no replicate {replicate} in these results")
    run = ds.sel(replicate=replicate, arm=arms)
    lanes, left_out = _lanes(run, [name for name in measures if name in ds], hedger)
    heights = [LANE_HEIGHT * (WORDY if lane.words else 1) for lane in lanes]
    figure = style.new_figure(width, sum(heights) + 1.75)
    axes = figure.subplots(len(lanes), 1, sharex=True, squeeze=False, height_ratios=heights).ravel()
    for ax, lane in zip(axes, lanes, strict=True):
        _draw_lane(ax, lane, arms, width)
        _name_lane(ax, lane, names or {}, narrow=width < style.NARROW)
    style.date_axis(axes[-1], marks=8 if width >= style.NARROW else 5)
    axes[-1].tick_params(axis="x", length=3)
    first = next((lane.values for lane in lanes if "hedger" in lane.values.coords), run["job_state"])
    frame.add_frame(
        figure,
        f"One run{hedger_in_title(first, names or {})} in the model, month by month: replicate {replicate}",
        _reading(arms, left_out, names or {}),
        frame.source_note(ds.attrs) + " One run of many: an example, not a result.",
    )
    return figure


def _lanes(run: xr.Dataset, measures: Sequence[str], hedger: str | None) -> tuple[list[Lane], dict[str, list[str]]]:
    """Lanes with anything in them, and the ids of those without by the name of their measure."""
    lanes, left_out = [], {}
    for name in measures:
        values = of_hedger(run[name], hedger).load()
        if not np.isfinite(values).all():
            raise ValueError(f"replicate {int(run['replicate'])} did not finish in both arms")
        top = float(np.abs(values).max())
        sets = [dim for dim in values.dims if dim not in ("arm", "time")]
        for where in np.ndindex(*(values.sizes[dim] for dim in sets)):
            element = values.isel(dict(zip(sets, where, strict=True)))
            ids = [str(element[dim].values) for dim in sets]
            if top > 0 and float(np.abs(element).max()) >= SMALL * top:
                lanes.append(Lane("|".join([name, *ids]), element.transpose("arm", "time"), top))
            else:
                left_out.setdefault(str(values.attrs["long_name"]).split(":", maxsplit=1)[0], []).extend(ids)
    if not lanes:
        raise ValueError("nothing happens in this run: nothing to draw")
    return lanes, left_out


def _draw_lane(ax: Axes, lane: Lane, arms: Sequence[str], width: float) -> None:
    months = lane.values["time"].to_numpy()
    ends = np.append(months, months[-1] + np.timedelta64(30, "D"))
    sides = [(1, "both", style.INK)] if lane.is_shared else _sides(arms)
    for (sign, name, colour), row in zip(sides, lane.values.to_numpy().astype(float), strict=False):
        label = f"{name}|{lane.key}"
        if lane.is_flow:
            ax.bar(months, sign * row, np.diff(ends), align="edge", color=colour, linewidth=0, label=label)
        else:
            ax.stairs(sign * row, ends, baseline=0, fill=True, color=colour, alpha=0.25, label="_fill")
            ax.stairs(sign * row, ends, baseline=None, color=colour, linewidth=1.2, label=label)
            _write_words(ax, lane, row, sign, width)
        if name != "both":
            ax.annotate(
                arm_name(name), (1.01, 0.5 + 0.28 * sign), xycoords="axes fraction", fontsize=7.5, va="center",
                color=colour, annotation_clip=False,
            )  # fmt: skip
    ax.axhline(0, color=style.INK, linewidth=0.7)
    ax.set_xlim(ends[0], ends[-1])
    reach = (1.9 if lane.words else 1.15) * lane.top
    ax.set_ylim(0 if lane.is_shared else -reach, reach)


def _sides(arms: Sequence[str]) -> list[tuple[int, str, str]]:
    return [(sign, arm, look[0]) for sign, (arm, look) in zip((1, -1), style.arm_style(arms).items(), strict=True)]


def _write_words(ax: Axes, lane: Lane, row: np.ndarray, sign: int, width: float) -> None:
    """Write beyond the steps what their values mean, where there is room before the next change."""
    months = lane.values["time"].to_numpy()
    changes = [0, *(np.flatnonzero(np.diff(row)) + 1)]
    for start, stop in zip(changes, [*changes[1:], len(row)], strict=True):
        word = lane.words.get(f"{row[start]:g}", "")
        room = (stop - start) / len(row) * (width - 1.7)
        if word and room > CHARACTER * len(word):
            ax.annotate(
                word, (months[start], sign * 1.45 * lane.top), xytext=(2, 0), textcoords="offset points", fontsize=7,
                va="center",
            )  # fmt: skip


def _name_lane(ax: Axes, lane: Lane, names: Mapping[str, str], *, narrow: bool) -> None:
    name = str(lane.values.attrs.get("long_name", lane.key)).split(":", maxsplit=1)[0]
    who = ", ".join(names.get(key, key) for key in lane.key.split("|")[1:])
    unit = str(lane.values.attrs.get("units", "1"))
    parts = [f"{capital(name)}{f': {who}' if who else ''}", unit if unit_name(unit) else ""]
    same = " (same in both arms)" if lane.is_shared else ""
    ax.set_title(", ".join(filter(None, parts)) + same, fontsize=7.5 if narrow else 8, fontweight="normal", pad=1.5)
    marks = [0, lane.top] if lane.is_shared else [-lane.top, 0, lane.top]
    ax.set_yticks(marks, [f"{abs(mark):.2g}" for mark in marks], fontsize=7)
    ax.grid(visible=False, axis="y")
    ax.tick_params(axis="x", length=0)
    ax.spines["bottom"].set_visible(False)


def _reading(arms: Sequence[str], left_out: Mapping[str, list[str]], names: Mapping[str, str]) -> str:
    parts = [
        f"Above each line: {arm_name(arms[0])}; below, mirrored: {arm_name(arms[1])}; drawn once where both are "
        "the same in every month. Both meet the same shocks. Bars: totals of a month; steps: states at its end. Lanes "
        "of one measure share a scale. G: 1 % of a year's GDP."
    ]
    if left_out:
        said = [
            f"{name}{f' ({listing([names.get(key, key) for key in ids])})' if ids else ''}"
            for name, ids in left_out.items()
        ]
        parts.append(f"Nothing, or under 1 % of the largest: {'; '.join(said)}.")
    return " ".join(parts)
