"""The page: words and figures into HTML."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from importlib import resources
from string import Template
from typing import TYPE_CHECKING, Any

from steppe import results
from steppe.compare import CONTROL, TREATED, effect_table
from steppe.figures import alignment_shares, difference_fans, effect_forest
from steppe.figures.fans import describe_shares
from steppe.figures.forest import of_hedger
from steppe.figures.style import finished_runs
from steppe.report.drawing import inline_figure
from steppe.report.findings import Findings, count_evidence
from steppe.wording import ARMS, estimate, listing, number, percent, period, unit_name

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import pandas as pd
    import xarray as xr

FAN_PANELS = 6


@dataclass(frozen=True)
class _Material:
    """All that the page is made from."""

    ds: xr.Dataset
    effects: pd.DataFrame
    findings: Findings
    hedger: str
    names: Mapping[str, str]
    parameters: pd.DataFrame
    provenance: Mapping[str, Any]
    failures: pd.DataFrame


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
        material = _Material(
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


def _render(material: _Material) -> str:
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
        figures=_figures(material),
        table=_effect_table(findings),
        making=_making(material),
        level=escape(findings.level),
    )


def _setting(material: _Material) -> str:
    findings, attrs = material.findings, material.effects.attrs
    arms = [(findings.treated, ARMS.get(attrs["treated"])), (findings.control, ARMS.get(attrs["control"]))]
    told = [f"<strong>{escape(arm)}</strong>" + (f" ({escape(meaning)})" if meaning else "") for arm, meaning in arms]
    runs = finished_runs(material.ds, [attrs["treated"], attrs["control"]])
    return (
        f"Compared: {told[0]} and {told[1]}, {escape(period(material.ds))}. In the model, {_count(runs)} "
        f"{'pair' if runs == 1 else 'pairs'} of runs: the two runs of a pair meet the same shocks and differ by the "
        "arm only."
    )


def _leading(findings: Findings) -> str:
    rows = findings.leading.to_dict("records")
    items = [
        f"<li><strong>{escape(findings.name(row))}</strong>: {escape(findings.sentence(row))}"
        f'<span class="beside">{escape(findings.beside(row))}</span></li>'
        for row in rows
    ]
    if not items:
        return ""
    introduction = (
        f"Largest first beside the spread between runs, one for each measure. Every difference in the model is "
        f"{findings.treated} minus {findings.control}."
    )
    units = [unit_name(unit) for unit in dict.fromkeys(row["unit"] for row in rows)]
    introduction += "".join(f" Unit: {unit}." for unit in units if "(" in unit)
    return f'<p>{escape(introduction)}</p>\n<ol class="leading">\n{"".join(items)}\n</ol>'


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
        f"In the model, {_count(resting)} of {_count(total)} parameters ({percent(resting / max(1, total))}) have "
        "values that no data and no study gave: they rest on judgement, on the article under study, or are disputed. "
        "This counts parameters; it does not weigh how much each matters."
    )
    rows = "".join(
        f'<tr><th scope="row"><abbr title="evidence tag">{escape(tag)}</abbr> {escape(meaning)}</th>'
        f"<td>{_count(count)}</td>"
        f"<td>{percent(share)}</td>"
        f'<td class="bar" aria-hidden="true"><span style="width:{100 * share:.1f}%"></span></td></tr>'
        for tag, meaning, count, share in evidence
    )
    return (
        f'<p>{escape(sentence)}</p>\n<table class="evidence"><caption>Parameters by what their value rests on</caption>'
        '<thead><tr><th scope="col">Value rests on</th><th scope="col">Parameters</th><th scope="col">Share</th>'
        f"<td></td></tr></thead><tbody>{rows}</tbody></table>"
    )


def _figures(material: _Material) -> str:
    ds, findings = material.ds, material.findings
    treated, control = findings.table.attrs["treated"], findings.table.attrs["control"]
    options = {"hedger": material.hedger or None, "names": material.names}
    drawn = []
    if len(findings.unmoved) < len(findings.table):
        told = "; ".join(
            f"{findings.name(row)}: {findings.sentence(row)}" for row in findings.leading.to_dict("records")
        )
        words = f"{findings.headline()} {told} All values are in the table of effects."
        drawn.append(
            inline_figure("effects", lambda width: effect_forest(material.effects, width=width, **options), words)
        )
    if "alignment" in ds:
        words = describe_shares(ds, [treated, control], material.names, material.hedger or None)
        drawn.append(
            inline_figure(
                "shares",
                lambda width: alignment_shares(ds, [treated, control], width=width, **options),
                words,
            )
        )
    fans = _measures_to_follow(findings)
    if fans:
        words = "Paired differences over time in the model: " + "; ".join(_long_names(findings, fans)) + "."
        drawn.append(
            inline_figure(
                "months",
                lambda width: difference_fans(ds, fans, treated, control, width=width, **options),
                words,
            )
        )
    return "\n".join(drawn)


def _measures_to_follow(findings: Findings) -> list[str]:
    """Measures without further dimensions that move most beside the spread."""
    single = findings.table[(findings.table["element"] == "") & (findings.table["difference"] != 0)]
    order = single["standardised"].abs().sort_values(ascending=False, kind="stable").index
    return single.loc[order, "measure"].head(FAN_PANELS).tolist()


def _long_names(findings: Findings, measures: list[str]) -> list[str]:
    names = findings.table.drop_duplicates("measure").set_index("measure")["long_name"]
    return [names[measure] for measure in measures]


def _effect_table(findings: Findings) -> str:
    heads = [
        "Outcome and unit", f"Mean {findings.treated}", f"Mean {findings.control}", "Mean difference",
        "Pairs, 5 to 95\u00a0%", "Pairs above 0", "Gain from pairing", "Pairs",
    ]  # fmt: skip
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "\n".join(_effect_row(findings, row) for row in findings.table.to_dict("records"))
    return (
        f"<table><caption>Effects in the model</caption><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"
    )


def _effect_row(findings: Findings, row: Mapping[str, Any]) -> str:
    cells = [
        *(
            _two_lines(_with_interval(row, f"mean_{arm}", f"low_{arm}", f"high_{arm}"))
            for arm in ("treated", "control")
        ),
        _two_lines(_with_interval(row, "difference", "low", "high", signed=True)),
        f"{number(row['spread_low'], signed=True)} to {number(row['spread_high'], signed=True)}",
        percent(row["share_positive"]),
        number(row["variance_reduction"]),
        _count(row["pairs"]),
    ]
    unit = f"<small>{escape(unit_name(row['unit']))}</small>" if unit_name(row["unit"]) else ""
    moves = ' class="clear"' if row["low"] > 0 or row["high"] < 0 else ""
    return (
        f'<tr{moves}><th scope="row">{escape(findings.name(row))}{unit}</th>'
        + "".join(f"<td>{cell}</td>" for cell in cells)
        + "</tr>"
    )


def _two_lines(text: str) -> str:
    mean, interval = text.split(" ", 1)
    return f"{escape(mean)}<small>{escape(interval)}</small>"


def _with_interval(row: Mapping[str, float], value: str, low: str, high: str, *, signed: bool = False) -> str:
    mean, bottom, top = estimate(row[value], row[low], row[high], signed=signed)
    return f"{mean} ({bottom} to {top})"


def _making(material: _Material) -> str:
    made, ds = material.provenance, material.ds
    jobs = {state: int(ds.attrs[f"jobs_{state}"]) for state in ("ok", "failed", "missing")}
    facts = {
        "Scenario": f"{ds.attrs.get('title', 'untitled')} ({', '.join(made['scenario']) or 'no file recorded'})",
        "Seed": str(made.get("seed", "not recorded")),
        "Runs": f"{_count(ds.sizes['replicate'])} in each arm, {_count(ds.sizes['time'])} months each",
        "Did not finish": f"{jobs['failed']} failed, {jobs['missing']} missing, of {_count(sum(jobs.values()))}",
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
            f"{_with_interval(row, f'mean_{arm}', f'low_{arm}', f'high_{arm}')} {effects.attrs[arm].replace('_', ' ')}"
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


def _count(value: int) -> str:
    return f"{value:,}".replace(",", "\u202f")
