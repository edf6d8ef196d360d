"""The section "What the record says of the parameters": draws given the record beside their priors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.calibration.bands import rank_band
from steppe.figures import priors_and_posteriors, truth_ranks
from steppe.format import number
from steppe.report.inline_svg import inline_figure
from steppe.report.section import Missing, Section
from steppe.report.tables import Cell, Row, counted, plain_table

if TYPE_CHECKING:
    from steppe.calibration.read import CalibrationFile
    from steppe.report.page_inputs import PageInputs
    from steppe.report.tables import Table

HOW = (
    "steppe calibrate HISTORY.toml --observations CSV --cutoff 2014 --worlds 100 -o DRAWS.h5 && "
    "steppe-report OUT.h5 --calibration DRAWS.h5 -o REPORT.html"
)
FEWEST_WORLDS = 20  # for a band that says anything


def _data(inputs: PageInputs) -> dict[str, Any]:
    held = inputs.calibration
    if held is None:
        why = (
            "No file of steppe calibrate was given with this page, which says what the record makes of the parameters."
        )
        return {"missing": Missing(why, HOW)}
    has_worlds = len(held.ranks) >= FEWEST_WORLDS
    first = held.waves.iloc[0]
    return {
        "missing": None,
        "cutoff": str(held.cutoff),
        "moved": str(held.moved),
        "parameters": str(len(held.parameters)),
        "others": counted(max(_drawn_in_all(inputs) - len(held.parameters), 0)),
        "draws": counted(len(held.draws)),
        "effective": counted(round(held.effective)),
        "near": f"{100 * first['wave_kept'] / first['wave_draws']:.0f}",
        "identifies": _of_accord(inputs, held),
        "contraction": inline_figure(
            "calibration-contraction",
            lambda width: priors_and_posteriors(held, width=width),
            "Priors of calibrated parameters, and what the record leaves of them. The table holds the numbers.",
        ),
        "ranks": inline_figure(
            "calibration-ranks",
            lambda width: truth_ranks(held.ranks, width=width),
            "Truths of synthetic worlds among their draws, with the band of right draws.",
        )
        if has_worlds
        else None,
        "worlds": counted(len(held.ranks)),
        "lost": counted(held.worlds - len(held.ranks)),
        "table": _table(held, has_worlds=has_worlds),
    }


def _drawn_in_all(inputs: PageInputs) -> int:
    """Parameters of the scenario that have a prior."""
    return int((inputs.parameters["prior"] != "fixed").sum())


def _of_accord(inputs: PageInputs, held: CalibrationFile) -> bool:
    """Whether a calibrated parameter is one of the incentives': keys that an incentive names as its own."""
    own = inputs.parameters[inputs.parameters["prior"] == "claim"]["key"]
    return bool(held.parameters["parameter"].isin(own).any())


def _table(held: CalibrationFile, *, has_worlds: bool) -> Table:
    band = rank_band(len(held.ranks)) if has_worlds else None
    rows = []
    for row in held.parameters.to_dict("records"):
        cells = [
            _interval(row, "prior"),
            _interval(row, "posterior"),
            Cell(number(row["contraction"], 2), "moved" if row["moved"] else ""),
        ]
        if band is not None:
            cells.append(Cell("inside" if band.holds(held.ranks[row["parameter"]].to_numpy()) else "outside"))
        rows.append(Row(Cell(row["parameter"], row["unit"]), cells))
    heads = ["Parameter", "Prior", "Given the record", "Contraction", *(["Ranks in the band"] if has_worlds else [])]
    return plain_table(f"Parameters before and given the record up to {held.cutoff}", heads, rows)


def _interval(row: dict[str, Any], which: str) -> Cell:
    low, high = number(row[f"{which}_q05"], 3), number(row[f"{which}_q95"], 3)
    return Cell(number(row[f"{which}_median"], 3), f"{low} to {high}", is_mean=True)


SECTION = Section(
    "calibration", "What the record says of the parameters", "calibration/section.html.j2", _data, link="Parameters"
)
