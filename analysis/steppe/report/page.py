"""The page: a brief of one screen, an annex of sections by question, and the frame around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from steppe.attribution import section as attribution_section
from steppe.attribution.read import read_attribution
from steppe.benefit import section as benefit_section
from steppe.benefit.read import read_benefit_file
from steppe.brief import section as brief_section
from steppe.brief.read import read_headline
from steppe.calibration import section as calibration_section
from steppe.calibration.read import read_calibration_file
from steppe.effects import actors_section, figures_section, months_section
from steppe.effects import section as effects_section
from steppe.effects.compare import CONTROL, TREATED, effect_table, outcomes
from steppe.effects.findings import Findings
from steppe.effects.monthly_series import MonthlyStatistics
from steppe.effects.offered import contrasts_of
from steppe.format import listing, period
from steppe.hazard import monthly_section, record_section
from steppe.hazard import section as hazard_section
from steppe.hazard.monthly import monthly_hazard
from steppe.hazard.read import read_hazard_file
from steppe.hazard.record import read_record_file
from steppe.hindcast import section as hindcast_section
from steppe.hindcast.read import read_hindcast_file
from steppe.io import results
from steppe.io.declared import long_names
from steppe.io.declared_columns import with_declarations
from steppe.io.file_kinds import check_compares
from steppe.levers import section as levers_section
from steppe.levers.read import read_lever_file
from steppe.live import section as live_section
from steppe.live.engine import read_live
from steppe.plot.rows import of_hedger
from steppe.report import answer_section, embedding, judgement_section, provenance_section, sources_section
from steppe.report.charts import specification
from steppe.report.commands import commands_of
from steppe.report.page_inputs import PageInputs
from steppe.report.section import Question
from steppe.report.tables import counted
from steppe.report.templates import render
from steppe.rivals import section as rivals_section
from steppe.rivals.read import read_rivals
from steppe.text import LONGEST_TITLE, name_of_text

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    import pandas as pd
    import xarray as xr

ANNEX = (
    Question("answers", "The answers in words", "each question in a few sentences", [answer_section.SECTION]),
    Question(
        "why",
        "Why now?",
        "what the opening month depends on, and how likely an accession is in any",
        [
            hazard_section.SECTION,
            record_section.SECTION,
            monthly_section.SECTION,
            attribution_section.SECTION,
        ],
    ),
    Question(
        "whose",
        "To whose benefit?",
        "who gains what, over chance, priors and months",
        [
            benefit_section.SECTION,
            actors_section.SECTION,
            months_section.SECTION,
            figures_section.SECTION,
            effects_section.SECTION,
        ],
    ),
    Question(
        "turns",
        "What would turn it around?",
        "single values and beliefs that would, and the same under rival readings",
        [levers_section.SECTION, rivals_section.SECTION],
    ),
    Question("otherwise", "What if it were otherwise?", "any value moved, and run again here", [live_section.SECTION]),
    Question(
        "trust",
        "How far can this be trusted?",
        "forecasts from past years, what is judgement, and what no number here can say",
        [hindcast_section.SECTION, calibration_section.SECTION, judgement_section.SECTION, judgement_section.LIMITS],
    ),
    Question("sources", "Where does each number come from?", "every parameter, to search", [sources_section.SECTION]),
    Question("how", "How was this made?", "what was run, and by which engine", [provenance_section.SECTION]),
)
"""What stands below the brief, by question, closed until opened."""

SECTIONS = (brief_section.SECTION, *(section for question in ANNEX for section in question.sections))
"""All that the page shows."""

LEVEL = 0.90
"""Of the intervals."""

QUESTION = "Why now, and to whose benefit?"
"""What the article under study asks of the accession."""


class Page(NamedTuple):
    """A page, and what it says first."""

    html: str
    headline: str
    how_sure: str


def build_report(path: str | os.PathLike[str], **options: Any) -> str:  # noqa: ANN401  those of `build_page`
    """Make the report of a comparison: the HTML of `build_page`, which takes the same options."""
    return build_page(path, **options).html


def build_page(
    path: str | os.PathLike[str],
    *,
    treated: str = TREATED,
    control: str = CONTROL,
    hedger: str | None = None,
    attribution: str | os.PathLike[str] | None = None,
    hazard: str | os.PathLike[str] | None = None,
    hazard_record: str | os.PathLike[str] | None = None,
    benefit: str | os.PathLike[str] | None = None,
    hindcast: str | os.PathLike[str] | None = None,
    levers: str | os.PathLike[str] | None = None,
    calibration: str | os.PathLike[str] | None = None,
    rivals: Sequence[str | os.PathLike[str]] = (),
    live: str | os.PathLike[str] | None = None,
    wasm: str | os.PathLike[str] | None = None,
) -> Page:
    """Make the report of a comparison.

    Parameters
    ----------
    path
        File that ``steppe compare`` wrote.
    treated, control
        The arms to compare.
    hedger
        Whose outcomes; the first hedger of the file when not given.
    attribution, hazard, benefit, levers
        Files that ``steppe attribute``, ``hazard``, ``benefit`` and ``levers`` wrote of the same scenario.
    hazard_record
        File that ``steppe hazard --baseline observed`` wrote of it.
    hindcast
        File that ``steppe hindcast`` wrote, of a scenario of the same state.
    calibration
        File that ``steppe calibrate`` wrote, of a scenario of the same state.
    rivals
        Files of the same comparison under rival readings of the scenario.
    live
        Scenario of the comparison: the page gets the engine, and runs it at the reader's values.
    wasm
        The engine for the page, as of `steppe.live.engine.read_live`.

    Returns
    -------
    Page
        HTML that needs nothing else, and the two sentences that it opens with.
    """
    with results.open_results(path) as ds:
        check_compares(ds, path)
        _check(ds, treated, control)
        has_months = ds.attrs.get("record", "trajectories") == "trajectories"
        monthly = MonthlyStatistics(ds, contrasts_of(ds, treated, control), LEVEL) if has_months else None
        keeps_runs = ds.attrs.get("record") != "summary"
        reduced = outcomes(ds, watch=monthly.take if monthly else None) if keeps_runs else None
        table = with_declarations(effect_table(ds, treated, control, LEVEL, reduced=reduced), ds)
        effects = _set_apart_what_arms_decide(of_hedger(table, hedger))
        names = results.labels(path)
        who = next((name for name in effects["hedger"].unique() if name), "")
        level = effects.attrs["level"]
        inputs = PageInputs(
            ds,
            effects,
            Findings(effects[effects["role"] == "outcome"], names),
            who,
            names,
            results.parameters(path),
            results.provenance(path),
            results.failures(path),
            monthly_hazard(ds, who, level) if has_months else None,
            read_attribution(attribution, level) if attribution else None,
            read_rivals(rivals, treated, control, hedger),
            read_hazard_file(hazard, who, level) if hazard else None,
            read_benefit_file(benefit, who, level) if benefit else None,
            read_hindcast_file(hindcast) if hindcast else None,
            read_headline(path, ds, effects, who, reduced),
            read_record_file(hazard_record, who, level) if hazard_record else None,
            monthly,
            read_lever_file(levers, level) if levers else None,
            read_live(live, wasm) if live else None,
            read_calibration_file(calibration) if calibration else None,
        )
        del reduced
        if not inputs.pairs:
            raise ValueError(f"no run finished in both '{treated}' and '{control}': there is nothing to compare.")
        frame = _frame(inputs)
        brief = frame["brief_data"]
        return Page(render("report/page.html.j2", **frame), brief["much"], brief["sure"])


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


def _set_apart_what_arms_decide(effects: pd.DataFrame) -> pd.DataFrame:
    """Count as the arms' own doing the accession itself, where it differs in every pair because an arm says so.

    Among the probabilities, those that readers ask about first are of the accession.
    """
    of_accession = effects["is_probability"] & (effects["display_order"] > 0)
    certain = (effects["spread_low"] == effects["spread_high"]) & (effects["difference"] != 0)
    return effects.assign(role=effects["role"].mask(certain & of_accession, "arm"))


def _frame(inputs: PageInputs) -> dict[str, Any]:
    """What the page's own template shows."""
    findings, words, runs = inputs.findings, long_names(inputs.ds, "arm"), inputs.pairs
    is_about_accession = inputs.contrast == (TREATED, CONTROL)
    question = findings.question(inputs.hedger)
    arms = zip((findings.treated, findings.control), inputs.contrast, strict=True)
    return {
        "policy": embedding.policy(live=inputs.live is not None),
        "style": embedding.style(),
        "title": QUESTION if is_about_accession else question,
        "question": question if is_about_accession else "",
        "scenario": name_of_text(str(inputs.ds.attrs.get("title", "untitled scenario")), LONGEST_TITLE),
        "arms": [{"name": name, "words": words.get(arm, "")} for name, arm in arms],
        "period": period(inputs.ds) if "time" in inputs.ds.sizes else f"{counted(inputs.months)} months",
        "pairs": f"{counted(runs)} {'pair' if runs == 1 else 'pairs'}",
        "brief": brief_section.SECTION,
        "brief_data": brief_section.SECTION.data(inputs),
        "annex": [(question, [(section, section.data(inputs)) for section in question.sections]) for question in ANNEX],
        "commands": commands_of(inputs),
        "numbers": embedding.packed(_for_scripts(inputs)),
        "library": embedding.library(),
        "scripts": embedding.scripts(),
    }


def _for_scripts(inputs: PageInputs) -> dict[str, Any]:
    """Gather what scripts are given for every section."""
    parts = [section.interactive(inputs) for section in SECTIONS]
    gathered: dict[str, Any] = {"level": inputs.level, "charts": {}, "still": {}}
    for part in parts:
        gathered["charts"] |= {name: specification(chart) for name, chart in part.charts.items()}
        gathered["still"] |= part.still
        gathered |= part.choices
    return gathered
