"""Rival readings beside the base scenario: whether an effect keeps its sign where the model is read otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from steppe import results
from steppe.compare import effect_table
from steppe.figures.forest import of_hedger
from steppe.report.material import check_compares
from steppe.report.tables import counted
from steppe.wording import capital, estimate, unit_name

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    import pandas as pd

    from steppe.report.findings import Findings

BESIDE = ("influence", "hedging", "fdi_stock", "momentum")  # followed besides what readers ask about first

LARGE = 0.5  # of an effect's size: what counts as agreement in size


@dataclass(frozen=True)
class Rival:
    """The same comparison under another reading."""

    title: str
    table: pd.DataFrame


def read_rivals(paths: Sequence[str | os.PathLike[str]], treated: str, control: str, hedger: str | None) -> list[Rival]:
    """Read comparisons of rival readings, whatever of their runs they keep.

    Parameters
    ----------
    paths
        Files that ``steppe compare`` wrote.
    treated, control
        The arms that the page compares.
    hedger
        Whose outcomes.

    Returns
    -------
    list of Rival
        In the order of the paths.
    """
    rivals = []
    for path in paths:
        with results.open_results(path) as ds:
            check_compares(ds, path)
            try:
                table = effect_table(ds, treated, control)
            except ValueError as error:
                raise ValueError(f"{path}: {error}") from error
            rivals.append(Rival(str(ds.attrs.get("title", path)), of_hedger(table, hedger)))
    return rivals


def rivals_table(findings: Findings, rivals: Sequence[Rival]) -> str:
    """Set the effects of the rival readings beside those of the page.

    Parameters
    ----------
    findings
        Of the page's own comparison.
    rivals
        Of `read_rivals`.

    Returns
    -------
    str
        Words and an HTML table; for each outcome, in how many readings the interval lies on the side of the page's own.
    """
    kept = followed(findings, rivals)
    rows = [_row(findings, row, held, f"{same} of {len(rivals)}") for row, held, same in kept]
    heads = "".join(f'<th scope="col">{escape(rival.title)}</th>' for rival in rivals)
    told = (
        f"{agreement(findings, rivals)} Where readings differ in sign, the choice between them, not the number of "
        "runs, decides the answer."
    )
    return (
        f'<p>{escape(told)}</p>\n<div class="scroll" role="region" aria-label="Table of rival readings" tabindex="0">'
        f"<table><caption>{escape(capital(findings.treated))} minus {escape(findings.control)} in the model: mean "
        f"difference and its {escape(findings.level)} interval</caption><thead><tr>"
        f'<th scope="col">Outcome and unit</th><th scope="col">Same side</th><th scope="col">Base scenario</th>{heads}'
        "</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def agreement(findings: Findings, rivals: Sequence[Rival]) -> str:
    """Count the outcomes that move to the same side under every reading."""
    kept = followed(findings, rivals)
    agreed = [(own, held) for own, held, same in kept if same == len(rivals)]
    steady = len(agreed)
    large = sum(all(abs(row["difference"]) >= LARGE * abs(own["difference"]) for row in held) for own, held in agreed)
    return (
        f"Of {counted(len(kept))} outcomes asked about first that move clearly in the base scenario, in the model, "
        f"{counted(steady)} {'moves' if steady == 1 else 'move'} clearly to the same side in all "
        f"{counted(len(rivals))} rival readings, {counted(large)} of them in all with at least half the size."
    )


def followed(findings: Findings, rivals: Sequence[Rival]) -> list[tuple[pd.Series, list[pd.Series | None], int]]:
    """Choose the outcomes that the readings are compared on.

    Parameters
    ----------
    findings
        Of the page's own comparison.
    rivals
        Of `read_rivals`.

    Returns
    -------
    list of (row, rows, count)
        An outcome that moves clearly, its rows in the rival readings, and in how many of those it moves to the same
        side.
    """
    own = findings.table.set_index("outcome", drop=False)
    asked = [*findings.leading["outcome"], *own[own["measure"].isin(BESIDE)]["outcome"]]
    others = [rival.table.set_index("outcome", drop=False) for rival in rivals]
    kept = []
    for name in dict.fromkeys(asked):
        side = _side(own.loc[name])
        held = [table.loc[name] if name in table.index else None for table in others]
        if side:
            kept.append((own.loc[name], held, sum(row is not None and _side(row) == side for row in held)))
    return kept


def _row(findings: Findings, own: pd.Series, held: Sequence[pd.Series | None], same: str) -> str:
    unit = unit_name(own["unit"])
    cells = "".join(_cell(row) for row in (own, *held))
    return (
        f'<tr><th scope="row">{escape(findings.name(own))}{f"<small>{escape(unit)}</small>" if unit else ""}</th>'
        f"<td>{same}</td>{cells}</tr>"
    )


def _cell(row: Any) -> str:  # noqa: ANN401  a row of pandas, or None
    if row is None:
        return "<td>not recorded</td>"
    if row["difference"] == row["low"] == row["high"] == 0:
        return "<td>0<small>in every pair</small></td>"
    mean, low, high = estimate(row["difference"], row["low"], row["high"], signed=True)
    kind = {1: "moves", -1: "moves", 0: "unclear"}[_side(row)]
    return f'<td class="{kind}"><span class="mean">{mean}</span><small>{low} to {high}</small></td>'


def _side(row: pd.Series) -> int:
    """Side of 0 on which the whole interval lies."""
    return int(row["low"] > 0) - int(row["high"] < 0)
