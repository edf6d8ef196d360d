"""The page: words and figures into HTML."""

from __future__ import annotations

from html import escape
from importlib import resources
from string import Template
from typing import TYPE_CHECKING, Any

from steppe import results
from steppe.compare import CONTROL, TREATED, effect_table
from steppe.figures.forest import of_hedger
from steppe.figures.style import finished_runs
from steppe.report.findings import Findings, count_evidence
from steppe.report.illustrations import illustrations
from steppe.report.material import Material
from steppe.report.tables import counted, table_of_effects, with_interval
from steppe.wording import ARMS, listing, percent, period

if TYPE_CHECKING:
    import os

    import pandas as pd
    import xarray as xr


def build_report(
    path: str | os.PathLike[str], *, treated: str = TREATED, control: str = CONTROL, hedger: str | None = None
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

    Returns
    -------
    str
        An HTML page that needs nothing else.
    """
    with results.open_results(path) as ds:
        _check(ds, treated, control)
        effects = of_hedger(effect_table(ds, treated, control), hedger)
        names = results.labels(path)
        who = next((name for name in effects["hedger"].unique() if name), "")
        findings = Findings(effects[effects["role"] == "outcome"], names)
        material = Material(
            ds,
            effects,
            findings,
            who,
            names,
            results.parameters(path),
            results.provenance(path),
            results.failures(path),
        )
        return _render(material)


def _check(ds: xr.Dataset, treated: str, control: str) -> None:
    record = ds.attrs.get("record", "trajectories")
    if record != "trajectories":
        raise ValueError(
            f"the page shows months of single runs, and this is a {record} file; run with --record trajectories"
        )
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
    if not finished_runs(ds, [treated, control]):
        raise ValueError(f"no run finished in both '{treated}' and '{control}': there is nothing to compare.")


def _render(material: Material) -> str:
    page = resources.files("steppe.report")
    findings = material.findings
    question = findings.question(material.hedger)
    return Template((page / "page.html").read_text("utf-8")).substitute(
        style=(page / "page.css").read_text("utf-8"),
        title=escape(question),
        scenario=escape(str(material.ds.attrs.get("title", "untitled scenario"))),
        setting=_setting(material),
        headline=escape(findings.headline()),
        leading=_leading(findings),
        caution=escape(findings.caution()),
        others=_others(findings),
        judgement=_judgement(material.parameters),
        figures=illustrations(material),
        table=table_of_effects(findings),
        making=_making(material),
        level=escape(findings.level),
    )


def _setting(material: Material) -> str:
    findings, attrs = material.findings, material.effects.attrs
    arms = [(findings.treated, ARMS.get(attrs["treated"])), (findings.control, ARMS.get(attrs["control"]))]
    told = [f"<strong>{escape(arm)}</strong>" + (f" ({escape(meaning)})" if meaning else "") for arm, meaning in arms]
    runs = finished_runs(material.ds, [attrs["treated"], attrs["control"]])
    return (
        f"Compared: {told[0]} and {told[1]}, {escape(period(material.ds))}. In the model, {counted(runs)} "
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


def _others(findings: Findings) -> str:
    parts = []
    for words, rows in (
        ("In the model, these do not move clearly", findings.unclear),
        ("In the model, these are the same in every pair of runs", findings.unmoved),
    ):
        if len(rows):
            parts.append(f"<p>{words}: {escape('; '.join(_by_measure(findings, rows)))}.</p>")
    return "\n".join(parts)


def _by_measure(findings: Findings, rows: pd.DataFrame) -> list[str]:
    """Name outcomes, the elements of one measure together."""
    told = []
    for _, group in rows.groupby("measure", sort=False):
        elements = [
            ", ".join(findings.names.get(key, key) for key in row.split(", ")) for row in group["element"] if row
        ]
        name = findings.name({**group.iloc[0], "element": ""})
        told.append(f"{name}{': ' if elements else ''}{listing(elements)}")
    return told


def _judgement(parameters: pd.DataFrame) -> str:
    evidence = count_evidence(parameters)
    total = len(parameters)
    resting = sum(count for tag, _, count, _ in evidence if tag in "AJD")
    sentence = (
        f"In the model, {counted(resting)} of {counted(total)} parameters ({percent(resting / max(1, total))}) have "
        "values that no data and no study gave: they rest on judgement, on the article under study, or are disputed. "
        "This counts parameters; it does not weigh how much each matters."
    )
    rows = "".join(
        f'<tr><th scope="row"><abbr title="evidence tag">{escape(tag)}</abbr> {escape(meaning)}</th>'
        f"<td>{counted(count)}</td>"
        f"<td>{percent(share)}</td>"
        f'<td class="bar" aria-hidden="true"><span style="width:{100 * share:.1f}%"></span></td></tr>'
        for tag, meaning, count, share in evidence
    )
    return (
        f'<p>{escape(sentence)}</p>\n<table class="evidence"><caption>Parameters by what their value rests on</caption>'
        '<thead><tr><th scope="col">Value rests on</th><th scope="col">Parameters</th><th scope="col">Share</th>'
        f"<td></td></tr></thead><tbody>{rows}</tbody></table>"
    )


def _making(material: Material) -> str:
    made, ds = material.provenance, material.ds
    jobs = {state: int(ds.attrs[f"jobs_{state}"]) for state in ("ok", "failed", "missing")}
    facts = {
        "Scenario": f"{ds.attrs.get('title', 'untitled')} ({', '.join(made['scenario']) or 'no file recorded'})",
        "Seed": str(made.get("seed", "not recorded")),
        "Runs": f"{counted(ds.sizes['replicate'])} in each arm, {counted(ds.sizes['time'])} months each",
        "Did not finish": f"{jobs['failed']} failed, {jobs['missing']} missing, of {counted(sum(jobs.values()))}",
        "Engine": f"{ds.attrs.get('source', 'steppe')}, commit {made.get('git_commit', 'not recorded')}",
        "Built with": f"{made.get('compiler', 'not recorded')} {made.get('flags', '')}, {made.get('isa', '')}",
        "File": f"schema version {made.get('schema_version', ds.attrs.get('schema_version'))}",
        **_diagnostics(material.effects),
    }
    items = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(text)}</dd></div>" for term, text in facts.items())
    return f"<dl>{items}</dl>{_failed_runs(material.failures)}"


def _diagnostics(effects: pd.DataFrame) -> dict[str, str]:
    """Means of the measures that tell of the calculation itself."""
    rows = effects[effects["role"] == "diagnostic"].to_dict("records")
    return {
        f"{row['long_name'][:1].upper()}{row['long_name'][1:]}": "; ".join(
            f"{with_interval(row, f'mean_{arm}', f'low_{arm}', f'high_{arm}')} {effects.attrs[arm].replace('_', ' ')}"
            for arm in ("treated", "control")
        )
        for row in rows
    }


def _failed_runs(failures: pd.DataFrame) -> str:
    if not len(failures):
        return ""
    reasons = failures["message"].value_counts()
    told = "; ".join(f"{message} ({count})" for message, count in reasons.head(3).items())
    return f"<p>Failed runs are left out of every number on this page. Reasons in the model: {escape(told)}.</p>"
