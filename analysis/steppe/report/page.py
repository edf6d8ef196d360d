"""The page: words and figures into HTML."""

from __future__ import annotations

from html import escape
from importlib import resources
from string import Template
from typing import TYPE_CHECKING, Any

from steppe import results
from steppe.compare import CONTROL, TREATED, effect_table
from steppe.figures.forest import of_hedger
from steppe.report import answer, explorer, whose_benefit, why_now
from steppe.report.attribution import read_attribution
from steppe.report.choices import choices
from steppe.report.embedding import POLICY, embedded, scripts
from steppe.report.findings import Findings
from steppe.report.gains import read_gains
from steppe.report.illustrations import (
    accession_in_time,
    benefit_by_actor,
    effects_in_time,
    illustrations,
    opening_month,
    parameter_swings,
)
from steppe.report.making import making
from steppe.report.material import Material, check_compares
from steppe.report.opening import read_opening
from steppe.report.rivals import read_rivals, rivals_table
from steppe.report.tables import by_measure, counted, left_out, table_of_effects
from steppe.report.timing import timing_of
from steppe.wording import ARMS, listing, period

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    import pandas as pd
    import xarray as xr

QUESTION = "Why now, and to whose benefit?"
"""What the article under study asks of the accession."""

SET_BY_ARMS = ("has_joined",)
"""Measures that an arm decides, unless it leaves the decision to the leadership."""


def build_report(
    path: str | os.PathLike[str],
    *,
    treated: str = TREATED,
    control: str = CONTROL,
    hedger: str | None = None,
    attribution: str | os.PathLike[str] | None = None,
    hazard: str | os.PathLike[str] | None = None,
    benefit: str | os.PathLike[str] | None = None,
    rivals: Sequence[str | os.PathLike[str]] = (),
) -> str:
    """Make the report of a comparison.

    Parameters
    ----------
    path
        File that ``steppe compare`` wrote.
    treated, control
        The arms to compare.
    hedger
        Whose outcomes; the first hedger of the file when not given.
    attribution, hazard, benefit
        Files that ``steppe attribute``, ``hazard`` and ``benefit`` wrote of the same scenario.
    rivals
        Files of the same comparison under rival readings of the scenario.

    Returns
    -------
    str
        An HTML page that needs nothing else.
    """
    with results.open_results(path) as ds:
        check_compares(ds, path)
        _check(ds, treated, control)
        effects = _told_apart(of_hedger(effect_table(ds, treated, control), hedger))
        names = results.labels(path)
        who = next((name for name in effects["hedger"].unique() if name), "")
        findings = Findings(effects[effects["role"] == "outcome"], names)
        level = effects.attrs["level"]
        monthly = ds.attrs.get("record", "trajectories") == "trajectories"
        material = Material(
            ds,
            effects,
            findings,
            who,
            names,
            results.parameters(path),
            results.provenance(path),
            results.failures(path),
            timing_of(ds, who, level) if monthly else None,
            read_attribution(attribution, level) if attribution else None,
            read_rivals(rivals, treated, control, hedger),
            read_opening(hazard, who, level) if hazard else None,
            read_gains(benefit, who, level) if benefit else None,
        )
        if not material.pairs:
            raise ValueError(f"no run finished in both '{treated}' and '{control}': there is nothing to compare.")
        return _render(material)


def _check(ds: xr.Dataset, treated: str, control: str) -> None:
    arms = [str(arm) for arm in ds["arm"].values]
    absent = [arm for arm in (treated, control) if arm not in arms]
    if absent:
        raise ValueError(
            f"the report compares '{treated}' with '{control}', but the file holds only {listing(arms)}. Write it with "
            "'steppe compare', or choose among its arms with --treated and --control."
        )
    if "point" in ds.dims:
        raise ValueError(
            f"the file holds {ds.sizes['point']} points of a study; the report is about a single scenario, as "
            "'steppe compare' writes it."
        )


def _told_apart(effects: pd.DataFrame) -> pd.DataFrame:
    """Count as the arms' own doing what differs between them in every pair because an arm says so."""
    certain = (effects["spread_low"] == effects["spread_high"]) & (effects["difference"] != 0)
    return effects.assign(role=effects["role"].mask(certain & effects["measure"].isin(SET_BY_ARMS), "arm"))


def _render(material: Material) -> str:
    page = resources.files("steppe.report")
    findings, attrs = material.findings, material.effects.attrs
    own = (attrs["treated"], attrs["control"]) == (TREATED, CONTROL)
    question = findings.question(material.hedger)
    return Template((page / "page.html").read_text("utf-8")).substitute(
        style=(page / "page.css").read_text("utf-8"),
        policy=escape(POLICY),
        title=escape(QUESTION if own else question),
        question=escape(f"{question} " if own else ""),
        scenario=escape(str(material.ds.attrs.get("title", "untitled scenario"))),
        setting=_setting(material),
        now=answer.why_now(material),
        benefit=answer.whose_benefit(material),
        judged=answer.how_much_judgement(material),
        headline=escape(findings.headline()),
        leading=_leading(findings),
        caution=escape(findings.caution()),
        others=_others(material),
        opening=why_now.section(material, opening_month(material), parameter_swings(material)),
        gained=whose_benefit.section(material, benefit_by_actor(material)),
        gains=explorer.gains(material),
        months=explorer.over_months(material),
        hazard=explorer.hazard(material),
        incentives=explorer.incentives(material),
        rivals=_rivals(material),
        judgement=answer.evidence_table(material),
        parameters=_parameters(material),
        figures=illustrations(material),
        fans=effects_in_time(material),
        outside=accession_in_time(material),
        table=table_of_effects(findings),
        left_out=left_out(findings),
        making=making(material),
        level=escape(findings.level),
        data=embedded("data", choices(material)),
        scripts=scripts(),
    )


def _rivals(material: Material) -> str:
    if material.rivals:
        return rivals_table(material.findings, material.rivals)
    return (
        '<p class="missing">No rival reading was given with this page; a number should not be quoted without them. To '
        "add them: <code>steppe compare scenarios/rivals/R1-own-initiative.toml --record final -o R1.h5</code> and "
        "so on, then <code>steppe-report OUT.h5 --rivals R1.h5 R2.h5 -o REPORT.html</code></p>"
    )


def _parameters(material: Material) -> str:
    """Say whether parameters were drawn: what the spread of runs holds depends on it."""
    if int(material.ds.get("replicates_per_draw", 0)):
        return (
            "Parameters were drawn from their priors, the same in every arm: the spread over pairs shows chance and "
            "parameters together, as wide as those priors are."
        )
    return "The spread over pairs shows chance within the model with the parameters held fixed."


def _setting(material: Material) -> str:
    findings, attrs = material.findings, material.effects.attrs
    arms = [(findings.treated, ARMS.get(attrs["treated"])), (findings.control, ARMS.get(attrs["control"]))]
    told = [f"<strong>{escape(arm)}</strong>" + (f" ({escape(meaning)})" if meaning else "") for arm, meaning in arms]
    runs = material.pairs
    when = period(material.ds) if "time" in material.ds.sizes else f"{counted(material.months)} months"
    return (
        f"Compared: {told[0]} and {told[1]}, {escape(when)}. In the model, {counted(runs)} "
        f"{'pair' if runs == 1 else 'pairs'} of runs: the two runs of a pair meet the same shocks and differ by the "
        "arm only."
    )


def _leading(findings: Findings) -> str:
    asked = findings.leading.to_dict("records")
    strongest = findings.strongest.to_dict("records")
    about = f"Every difference in the model is {findings.treated} minus {findings.control}."
    if any(row["unit"] == "G" for row in [*asked, *strongest]):
        about += " 1 G is the present value of 1 % of the state's annual GDP."
    parts = [f"<p>{escape(about)}</p>"] if asked or strongest else []
    if asked:
        parts.append(_list_of(findings, asked))
    if strongest:
        parts.append("<p>Beyond these, the largest beside the spread between runs, one for each measure:</p>")
        parts.append(_list_of(findings, strongest))
    return "\n".join(parts)


def _list_of(findings: Findings, rows: list[dict[str, Any]]) -> str:
    items = [
        f"<li><strong>{escape(findings.name(row))}</strong>: {escape(findings.sentence(row))}"
        f'<span class="beside">{escape(findings.beside(row))}</span></li>'
        for row in rows
    ]
    return f'<ul class="leading">\n{"".join(items)}\n</ul>'


def _others(material: Material) -> str:
    findings, effects = material.findings, material.effects
    parts = []
    for words, rows in (
        ("In the model, these do not move clearly", findings.unclear),
        ("In the model, these are the same in every pair of runs", findings.unmoved),
        ("Set by the arms themselves, and not counted here", effects[effects["role"] == "arm"]),
    ):
        if len(rows):
            parts.append(f"<p>{words}: {escape('; '.join(by_measure(findings, rows)))}.</p>")
    return "\n".join(parts)
