"""How a page was made: what was run, and what did not finish."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from steppe.report.tables import counted, with_interval

if TYPE_CHECKING:
    import pandas as pd

    from steppe.report.material import Material


def making(material: Material) -> str:
    """Write the facts of the run, and what became of its jobs."""
    made, ds = material.provenance, material.ds
    runs = ds.sizes.get("replicate", int(ds["replicates"]) if "replicates" in ds else material.pairs)
    facts = {
        "Scenario": f"{ds.attrs.get('title', 'untitled')} ({', '.join(made['scenario']) or 'no file recorded'})",
        "Seed": str(made.get("seed", "not recorded")),
        "Runs": f"{counted(runs)} in each arm, {counted(material.months)} months each; kept: {material.record}",
        "Did not finish": _unfinished(material, runs),
        "Engine": f"{ds.attrs.get('source', 'steppe')}, commit {made.get('git_commit', 'not recorded')}",
        "Built with": f"{made.get('compiler', 'not recorded')} {made.get('flags', '')}, {made.get('isa', '')}",
        "File": f"schema version {made.get('schema_version', ds.attrs.get('schema_version'))}",
        **_attribution(material),
        **_beside(material),
        **_diagnostics(material.effects),
    }
    items = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(text)}</dd></div>" for term, text in facts.items())
    return f"<dl>{items}</dl>{_failed_runs(material.failures)}"


def _unfinished(material: Material, runs: int) -> str:
    attrs = material.ds.attrs
    if "jobs_ok" not in attrs:
        return f"{counted(runs - material.pairs)} of {counted(runs)} pairs"
    jobs = {state: int(attrs[f"jobs_{state}"]) for state in ("ok", "failed", "missing")}
    return f"{jobs['failed']} failed, {jobs['missing']} missing, of {counted(sum(jobs.values()))}"


def _attribution(material: Material) -> dict[str, str]:
    attribution = material.attribution
    if attribution is None:
        return {}
    sets = (
        f"all {counted(attribution.means.shape[1])} sets"
        if attribution.complete
        else f"{counted(attribution.orders)} orders"
    )
    return {
        "Attribution": f"{counted(len(attribution.incentives))} incentives, {sets}, {counted(attribution.replicates)} "
        f"replicates of {counted(attribution.months)} months"
    }


def _beside(material: Material) -> dict[str, str]:
    opening, gains = material.opening, material.gains
    told = {}
    if opening is not None:
        told["Hazard"] = f"{counted(opening.replicates)} replicates of {counted(len(opening.months))} months"
    if gains is not None:
        told["Benefit"] = (
            f"{counted(gains.pairs)} pairs of {counted(gains.months)} months, {counted(len(gains.titles))} readings"
        )
    return told


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
