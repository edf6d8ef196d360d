"""The section "How this was made": what was run, and what did not finish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.format import arm_name, bracketed, capital
from steppe.report.section import Section
from steppe.report.tables import counted
from steppe.text import LONGEST_TITLE, name_of_text

if TYPE_CHECKING:
    import pandas as pd

    from steppe.report.page_inputs import PageInputs

REASONS = 3  # why runs failed, that the page names


def _data(inputs: PageInputs) -> dict[str, Any]:
    made, ds = inputs.provenance, inputs.ds
    runs = ds.sizes.get("replicate", int(ds["replicates"]) if "replicates" in ds else inputs.pairs)
    title = name_of_text(str(ds.attrs.get("title", "untitled")), LONGEST_TITLE)
    facts = {
        "Scenario": f"{title} ({', '.join(made['scenario']) or 'no file recorded'})",
        "Seed": str(made.get("seed", "not recorded")),
        "Runs": f"{counted(runs)} in each arm, {counted(inputs.months)} months each; kept: {inputs.record}",
        "Did not finish": _unfinished(inputs, runs),
        "Engine": f"{ds.attrs.get('source', 'steppe')}, commit {made.get('git_commit', 'not recorded')}",
        "Built with": f"{made.get('compiler', 'not recorded')} {made.get('flags', '')}, {made.get('isa', '')}",
        "File": f"schema version {made.get('schema_version', ds.attrs.get('schema_version'))}",
        **_files_beside(inputs),
        **_diagnostics(inputs.effects),
    }
    reasons = inputs.failures["message"].value_counts().head(REASONS) if len(inputs.failures) else {}
    return {"facts": facts, "failures": "; ".join(f"{message} ({count})" for message, count in reasons.items())}


def _unfinished(inputs: PageInputs, runs: int) -> str:
    attrs = inputs.ds.attrs
    if "jobs_ok" not in attrs:
        return f"{counted(runs - inputs.pairs)} of {counted(runs)} pairs"
    jobs = {state: int(attrs[f"jobs_{state}"]) for state in ("ok", "failed", "missing")}
    return f"{jobs['failed']} failed, {jobs['missing']} missing, of {counted(sum(jobs.values()))}"


def _files_beside(inputs: PageInputs) -> dict[str, str]:
    """Say what was run for the files that were given beside the comparison."""
    attribution, hazard, benefit = inputs.attribution, inputs.hazard, inputs.benefit
    told = {}
    if attribution is not None:
        every = f"all {counted(attribution.means.shape[1])} sets"
        told["Attribution"] = (
            f"{counted(len(attribution.incentives))} incentives, "
            f"{every if attribution.complete else f'{counted(attribution.orders)} orders'}, "
            f"{counted(attribution.replicates)} replicates of {counted(attribution.months)} months"
        )
    if hazard is not None:
        told["Hazard"] = f"{counted(hazard.replicates)} replicates of {counted(len(hazard.months))} months"
    if benefit is not None:
        told["Benefit"] = (
            f"{counted(benefit.pairs)} pairs of {counted(benefit.months)} months, "
            f"{counted(len(benefit.titles))} readings"
        )
    if inputs.hindcast is not None:
        told["Hindcast"] = f"{counted(inputs.hindcast.members)} members of each forecast"
    return told


def _diagnostics(effects: pd.DataFrame) -> dict[str, str]:
    """Means of the measures that tell of the calculation itself."""
    rows = effects[effects["role"] == "diagnostic"].to_dict("records")
    return {
        capital(row["long_name"]): "; ".join(
            f"{bracketed(row[f'mean_{arm}'], row[f'low_{arm}'], row[f'high_{arm}'])} {arm_name(effects.attrs[arm])}"
            for arm in ("treated", "control")
        )
        for row in rows
    }


SECTION = Section("making", "How this was made", "report/provenance_section.html.j2", _data)
