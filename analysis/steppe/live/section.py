"""The section "Run it yourself": the engine in the page, at any values that the reader chooses."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steppe.format import parameter_words, unit_name
from steppe.live.engine import packed_bytes
from steppe.report.charts import chart_over_months
from steppe.report.section import Interactive, Missing, Section
from steppe.report.tables import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from steppe.live.engine import LiveEngine
    from steppe.report.page_inputs import PageInputs

HOW = "steppe-report OUT.h5 --live SCENARIO.toml --wasm build/wasm/steppe.wasm -o REPORT.html"
TAGS = {"E": "estimated", "L": "literature", "A": "article", "J": "judgement", "D": "disputed"}


def _data(inputs: PageInputs) -> dict[str, Any]:
    live = inputs.live
    if live is None:
        return {"missing": Missing("The engine is not in this page.", HOW)}
    values = {one["key"]: one["value"] for one in live.sources["parameters"]}
    return {
        "missing": None,
        "level": inputs.level,
        "count": counted(len(values)),
        "caution": inputs.caution("engine in this page", values),
        "wasm": packed_bytes(live.wasm),
        "sources": packed_bytes(json.dumps(_for_worker(live)).encode()),
    }


def _for_worker(live: LiveEngine) -> dict[str, Any]:
    """Gather what workers are given, exactly as it is in the files."""
    worker = (resources.files("steppe.live") / "scripts" / "worker.js").read_text("utf-8")
    return {"worker": worker, "main": live.sources["main"], "files": live.sources["files"]}


def _interactive(inputs: PageInputs) -> Interactive:
    live = inputs.live
    if live is None:
        return Interactive()
    table = inputs.findings.table
    whole = table[~table["outcome"].str.contains(" by month ", regex=False)]
    choices = {
        "scenario": live.scenario if not Path(live.scenario).is_absolute() else Path(live.scenario).name,
        "given": _given(inputs, live),
        "arms": list(inputs.contrast),
        "pairs": inputs.pairs,
        "parameters": [_parameter(one, inputs.names) for one in live.sources["parameters"]],
        "choices": live.sources["choices"],
        "actors": [_outcome(row, inputs) for row in _of_actors(whole).to_dict("records")],
        "outcomes": [_outcome(row, inputs) for row in whole.to_dict("records")],
    }
    return Interactive({"live-months": chart_over_months("live-months")}, choices={"live": choices})


def _given(inputs: PageInputs, live: LiveEngine) -> list[str]:
    """List what the file's run differs by from the scenario's files: its length and seed, as far as they do."""
    ran = {"months": inputs.months, "seed": inputs.provenance["seed"]}
    return [f"run.{name}={value}" for name, value in ran.items() if value != live.sources["run"][name]]


def _of_actors(table: pd.DataFrame) -> pd.DataFrame:
    """What counts as somebody's benefit, actor by actor."""
    return table[table["benefit_order"] > 0].sort_values("benefit_order", kind="stable")


def _outcome(row: Mapping[str, Any], inputs: PageInputs) -> dict[str, Any]:
    return {
        "id": row["outcome"], "name": inputs.findings.name(row), "unit": unit_name(row["unit"]),
        "page": [row[end] if row[end] == row[end] else None for end in ("difference", "low", "high")],
    }  # fmt: skip


def _parameter(one: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    kept = {name: one[name] for name in ("key", "value", "kind", "range", "allowed", "source", "doc", "section")}
    unit = "" if one["unit"] in ("", "1") else one["unit"]
    return {
        **kept, "unit": unit, "words": ": ".join(parameter_words(one["key"], names)), "tag": TAGS[one["tag"]],
    }  # fmt: skip


SECTION = Section(
    "live",
    "Run it yourself: what if a value were another?",
    "live/section.html.j2",
    _data,
    link="Run it yourself",
    interactive=_interactive,
)
