"""What the page's scripts are given: labels, months, sets of incentives and charts, in one object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from steppe.compare import PROBABILITIES
from steppe.intervals import mean_interval
from steppe.recorded import NAMED_CONTRASTS
from steppe.report import whose_benefit, why_now
from steppe.report.charts import charts
from steppe.report.contrasts import Contrast, contrasts_of
from steppe.report.findings import ASKED
from steppe.report.months import monthly_series
from steppe.wording import outcome_name, unit_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from steppe.report.attribution import Attribution
    from steppe.report.material import Material

SECTIONS = {"8.1": "Position", "8.2": "Economy", "8.3": "Bargaining", "8.4": "Standing"}
ELSEWHERE = "Other"
FIRST = ("accession_probability", "has_joined", *ASKED, "influence", "hedging", "fdi_stock", "momentum")
SET_VALUES = 400_000  # means of sets of incentives that a page holds; it stays small enough to send by mail
SET_DIGITS = 5


def choices(material: Material) -> dict[str, Any]:
    """Gather what scripts need.

    Parameters
    ----------
    material
        What the page is made from.

    Returns
    -------
    dict
        JSON-like. ``still`` has rows of charts that answer to no choice. ``months`` is None where the file keeps no
        months of single runs, ``incentives`` where no attribution with all sets was given, ``hazard`` where no
        run is ever outside an open accord.
    """
    level, attrs = material.findings.level, material.effects.attrs
    offered = contrasts_of(material.ds, attrs["treated"], attrs["control"])
    differences = sum(bool(contrast.control) for contrast in offered)
    players = material.attribution.incentives if material.attribution else []
    still = _still(material)
    return {
        "level": level,
        "charts": charts(differences, len(players), still),
        "still": still,
        "months": _months(material, offered),
        "hazard": material.timing.series() if material.timing else None,
        "incentives": _incentives(material.attribution, material) if material.attribution else None,
    }


def _still(material: Material) -> dict[str, list[dict[str, Any]]]:
    """Rows of the charts that answer to no choice, by their names."""
    opening, gains, names = material.opening, material.gains, material.names
    drawn = {
        **(why_now.rows(opening, names) if opening else {}),
        **(whose_benefit.rows(gains, names) if gains else {}),
    }
    return {name: [_known(row) for row in rows] for name, rows in drawn.items() if rows}


def _known(row: Mapping[str, Any]) -> dict[str, Any]:
    """Write what is no number as nothing: of a single run there is no interval."""
    return {key: None if isinstance(value, float) and not np.isfinite(value) else value for key, value in row.items()}


def _months(material: Material, contrasts: Sequence[Contrast]) -> dict[str, Any] | None:
    ds = material.ds
    if not material.has_months:
        return None
    table = material.effects[material.effects["role"] != "diagnostic"]
    followed = table[~table["outcome"].str.contains(" by month ", regex=False)]
    return {
        "dates": [int(date.timestamp() * 1000) for date in pd.DatetimeIndex(ds["time"].values)],
        "contrasts": [_contrast(contrast) for contrast in contrasts],
        "outcomes": [
            {
                "id": row["outcome"], "name": material.findings.name(row), "unit": unit_name(row["unit"]),
                "group": SECTIONS.get(str(ds[row["measure"]].attrs.get("model_section", "")), ELSEWHERE),
                "probability": row["measure"] in PROBABILITIES,
            }
            for row in followed.to_dict("records")
        ],
        "first": next(iter(material.findings.leading["outcome"]), followed["outcome"].iloc[0]),
        "series": monthly_series(ds, followed, contrasts, material.effects.attrs["level"]),
    }  # fmt: skip


def _contrast(contrast: Contrast) -> dict[str, Any]:
    return {
        "id": contrast.id,
        "label": contrast.label,
        "short": contrast.short,
        "meaning": contrast.meaning,
        "difference": bool(contrast.control),
    }


def _incentives(attribution: Attribution, material: Material) -> dict[str, Any] | None:
    """Values of every set for the outcomes that readers ask about first, as far as room allows."""
    if not attribution.complete:
        return None
    room = max(1, SET_VALUES // (attribution.means.shape[1] * len(attribution.contrasts)))
    return {
        "players": [
            {"id": player, "title": title}
            for player, title in zip(attribution.incentives, attribution.titles, strict=True)
        ],
        "contrasts": [
            {
                "id": name,
                "label": contrast_label(name),
                "difference": name in NAMED_CONTRASTS,
                "outcomes": [
                    _values(attribution, material.names, row, outcome)
                    for outcome in first_outcomes(attribution, row, material.hedger)[:room]
                ],
            }
            for row, name in enumerate(attribution.contrasts)
        ],
    }


def contrast_label(name: str) -> str:
    """Write an attributed difference, or an arm by itself, for a list of choices."""
    return (Contrast(*NAMED_CONTRASTS[name], name) if name in NAMED_CONTRASTS else Contrast(name)).label


def first_outcomes(attribution: Attribution, contrast: int, hedger: str) -> list[int]:
    """Places of the outcomes that any incentive moves, those asked about first in front.

    Parameters
    ----------
    attribution
        Where to look.
    contrast
        Place of the difference.
    hedger
        Whose outcomes.

    Returns
    -------
    list of int
        Places among the outcomes of the attribution.
    """
    table = attribution.outcomes
    kept = (table["role"] == "outcome") & table["hedger"].isin([hedger, ""])
    largest = np.nanmax(np.abs(attribution.share[contrast]), axis=0, initial=0)
    size = np.nanmax(np.abs(attribution.on[contrast]), axis=0, initial=0)
    places = np.flatnonzero(kept & (largest > 1e-9 * np.maximum(size, largest)) & (largest > 0))
    rank = {name: place for place, name in enumerate(FIRST)}
    order = [rank.get(name, len(FIRST)) for name in table["measure"]]
    return sorted(places.tolist(), key=lambda place: (order[place], table["months"].iloc[place], place))


def _values(attribution: Attribution, names: Mapping[str, str], contrast: int, outcome: int) -> dict[str, Any]:
    row = attribution.outcomes.iloc[outcome].to_dict()
    means = attribution.means[contrast, :, outcome]
    probability = row["measure"] in PROBABILITIES and attribution.contrasts[contrast] not in NAMED_CONTRASTS
    largest = float(np.max(np.abs(means)))
    decimals = max(0, SET_DIGITS - 1 - int(np.floor(np.log10(largest)))) if largest > 0 else 0
    return {
        "id": row["outcome"],
        "name": outcome_name(row, names),
        "unit": unit_name(row["unit"]),
        "decimals": decimals,
        "values": np.round(means * 10.0**decimals).astype(int).tolist(),
        "off": _interval(attribution.off[contrast, :, outcome], attribution.level, probability=probability),
        "on": _interval(attribution.on[contrast, :, outcome], attribution.level, probability=probability),
        "shares": [
            [share[key] for key in ("mean", "low", "high")]
            for share in attribution.shares(attribution.contrasts[contrast], outcome)
        ],
    }


def _interval(values: np.ndarray, level: float, *, probability: bool) -> list[float | None]:
    found = mean_interval(values, level)
    return [
        float(f"{value:.6g}") if np.isfinite(value) else None
        for value in (found.of_probability() if probability else found)
    ]
