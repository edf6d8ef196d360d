"""The brief: the question, the answer in a sentence, two charts, and how far to trust them, on one screen."""

from __future__ import annotations

from itertools import zip_longest
from math import isnan
from typing import TYPE_CHECKING, Any

from steppe.benefit import BASE
from steppe.brief.turns import Turn, Turns
from steppe.brief.words import how_much, how_sure, skill_line
from steppe.effects.compare import CONTROL, TREATED
from steppe.figures import headline_effects, headline_turns
from steppe.format import capital, listing, number, parameter_words, percent
from steppe.hindcast.words import GROUPS
from steppe.report.downloads import csv_link
from steppe.report.inline_svg import BRIEF, inline_figure
from steppe.report.section import Missing, Section
from steppe.report.tables import counted
from steppe.text import LONGEST_TITLE, name_of_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from steppe.brief.read import Headline
    from steppe.report.inline_svg import InlineFigure
    from steppe.report.page_inputs import PageInputs

MOST_DRAWS = 4096  # that a reader takes away
NAMED = 2  # readings that the caption names
GIVEN = "EL"  # tags of values that data or studies gave


def _data(inputs: PageInputs) -> dict[str, Any]:
    headline, turns = inputs.headline, what_turns_it(inputs)
    about_accord = inputs.contrast == (TREATED, CONTROL)
    findings = inputs.findings
    what = "the accord" if about_accord else f"{findings.treated}, compared with {findings.control},"
    who = inputs.name_of(inputs.hedger)
    return {
        "much": how_much(headline, what, who, inputs.months) if headline else findings.headline(),
        "sure": how_sure(headline) if headline else "",
        "drawn": _effects(inputs, headline) if headline else None,
        "turns": _turns(turns, headline) if turns and headline else None,
        "told": _told(turns) if turns else "",
        "missing": Missing(
            "What would turn this around is not on this page.",
            "steppe levers SCENARIO -o L.h5; steppe-report --levers L.h5",
        ),
        "skill": skill_line(inputs.hindcast, {"groups": GROUPS})
        or "not on this page; steppe hindcast holds the model against the record.",
        "judgement": _judgement(inputs),
        "data_link": csv_link("headline", _draws(headline)) if headline else "",
        "citation": _citation(inputs),
    }


def what_turns_it(inputs: PageInputs) -> Turns | None:
    """Find what turns the headline around, in the first file that tells of it.

    Parameters
    ----------
    inputs
        What the page is made from.

    Returns
    -------
    Turns or None
        None where no file tells of it.
    """
    for source in SOURCES:
        turns = source(inputs)
        if turns is not None and turns.others:
            return turns
    return None


def _of_levers(inputs: PageInputs) -> Turns | None:
    """Take the values that one parameter alone would need, from a file of levers."""
    levers = inputs.levers
    if levers is None or inputs.contrast != (TREATED, CONTROL):
        return None
    base = Turn("The scenario as it is", *levers.facts["at_values"])
    where = levers.turns.set_index("lever")["turn"]
    others = []
    for row in levers.ends.to_dict("records"):
        end = min(("low", "high"), key=lambda end: base.value * row[f"at_{end}"])
        if row["is_switch"] or isnan(row[f"at_{end}"]):
            continue
        words = ": ".join(reversed(parameter_words(row["lever"], inputs.names)))
        turn = f"; turns at {number(where[row['lever']])}" if row["lever"] in where.index else ""
        at = (row[f"at_{end}{which}"] for which in ("", "_low", "_high"))
        others.append(Turn(f"{words} {number(row[f'range_{end}'])}{turn}", *at))
    return Turns(base, others, "parameters, each alone at an end of its range", "steppe levers SCENARIO -o LEVERS.h5")


def _of_benefit(inputs: PageInputs) -> Turns | None:
    """Take the readings of a file of benefit."""
    benefit = inputs.benefit
    if benefit is None or inputs.contrast != (TREATED, CONTROL) or benefit.welfare.empty:
        return None
    rows = benefit.readings_of(str(benefit.welfare.index[0]))
    return Turns(
        _turn("The scenario as it is", rows.loc[BASE]),
        [_turn(benefit.titles[name], rows.loc[name]) for name in benefit.rivals],
        "rival readings of the record",
        "steppe benefit SCENARIO --rivals DIR -o BENEFIT.h5",
    )


def _of_rivals(inputs: PageInputs) -> Turns | None:
    """Take the same comparison under rival readings."""
    own = inputs.effects[inputs.effects["regret"].astype(bool)]
    if own.empty or not inputs.rivals:
        return None
    outcome = own["outcome"].iloc[0]
    others = [(rival.title, rival.table[rival.table["outcome"] == outcome]) for rival in inputs.rivals]
    return Turns(
        _turn("The scenario as it is", own.iloc[0]),
        [_turn(title, rows.iloc[0]) for title, rows in others if len(rows)],
        "rival readings of the record",
        "steppe compare RIVAL --record final -o RIVAL.h5",
    )


SOURCES: tuple[Callable[[PageInputs], Turns | None], ...] = (_of_levers, _of_benefit, _of_rivals)
"""What may tell of it, best first: a file that finds values at which the sign changes goes before readings."""


def _turn(words: str, row: Any) -> Turn:  # noqa: ANN401  a row of a table of effects
    return Turn(name_of_text(words, LONGEST_TITLE), *(float(row[key]) for key in ("difference", "low", "high")))


def _told(turns: Turns) -> str:
    """Name what turns the sign around."""
    turning = turns.turning
    if not turning:
        return f"None of {counted(len(turns.others))} {turns.what} turns the sign of the mean."
    named = listing([one.words for one in turning[:NAMED]])
    more = f" and {counted(len(turning) - NAMED)} more" if len(turning) > NAMED else ""
    return (
        f"This turns around under {counted(len(turning))} of {counted(len(turns.others))} {turns.what}: {named}{more}."
    )


def _effects(inputs: PageInputs, headline: Headline) -> InlineFigure:
    told = [
        f"{inputs.name_of(one.actor)}: median {one.median:+.2g}, gains in {percent(one.gain)}"
        for one in headline.effects
    ]
    return inline_figure(
        "headline-effects",
        lambda width: headline_effects(headline, names=inputs.names, width=width),
        f"Distribution of the effect on each actor. {'; '.join(told)}.",
        widths=BRIEF["main"],
    )


def _turns(turns: Turns, headline: Headline) -> InlineFigure:
    told = "; ".join(f"{one.words}: {one.value:+.2g}" for one in turns.shown)
    return inline_figure(
        "headline-turns",
        lambda width: headline_turns(turns, width=width, unit=headline.leadership.unit),
        f"Mean effect on the leadership. {told}.",
        widths=BRIEF["beside"],
    )


def _judgement(inputs: PageInputs) -> str:
    tags = inputs.parameters["tag"]
    given = int(tags.isin(list(GIVEN)).sum())
    total = max(1, len(tags))
    return (
        f"{percent(1 - given / total)} of {counted(len(tags))} parameters rest on judgement, on the article or are "
        f"disputed; {percent(given / total)} on data or literature."
    )


def _draws(headline: Headline) -> list[list[object]]:
    """Give the first draws as rows, an actor to a column; shorter columns end empty."""
    effects = headline.effects
    rows = zip_longest(*(map(_digits, one.values[:MOST_DRAWS]) for one in effects), fillvalue="")
    return [["draw", *(one.outcome for one in effects)], *([i, *row] for i, row in enumerate(rows))]


def _digits(value: float) -> str:
    return f"{value:.4g}"


def _citation(inputs: PageInputs) -> str:
    made, attrs = inputs.provenance, inputs.ds.attrs
    title = name_of_text(str(attrs.get("title", "untitled")), LONGEST_TITLE)
    return (
        f"{capital(str(attrs.get('source', 'steppe')))}: {title}. Seed {made.get('seed', 'not recorded')}, commit "
        f"{str(made.get('git_commit', 'not recorded'))[:10]}."
    )


SECTION = Section("brief", "Brief", "brief/section.html.j2", _data)
