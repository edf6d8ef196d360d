"""What a section of the page is: its heading, its template, what the template shows, and what scripts draw in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import altair as alt

    from steppe.report.page_inputs import PageInputs


@dataclass(frozen=True)
class Interactive:
    """What scripts are given for a section.

    Attributes
    ----------
    charts
        Declared charts by the name of the data that they draw.
    still
        Rows of the charts that answer to no choice, by the names of these charts.
    choices
        What the reader's choices lead to, by the name that the scripts know it by; None where there is nothing to
        choose.
    """

    charts: Mapping[str, alt.LayerChart] = field(default_factory=dict)
    still: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    choices: Mapping[str, Any] = field(default_factory=dict)


def nothing_interactive(_: PageInputs) -> Interactive:
    """Give scripts nothing: the section has no charts that they fill."""
    return Interactive()


@dataclass(frozen=True)
class Section:
    """A section of the page.

    Attributes
    ----------
    name
        Id of the section's element.
    title
        Heading.
    template
        Path of the template below the package ``steppe``; it finds what it shows as ``data``.
    data
        Makes what the template shows: text, numbers, tables and figures, never HTML.
    link
        Words for the section in the list of its question's parts; its title when empty.
    interactive
        Makes what scripts are given for it.
    source
        Which command's file it is made from: a key of `steppe.report.commands.commands_of`.
    """

    name: str
    title: str
    template: str
    data: Callable[[PageInputs], Mapping[str, Any]]
    link: str = ""
    interactive: Callable[[PageInputs], Interactive] = nothing_interactive
    source: str = "compare"


@dataclass(frozen=True)
class Question:
    """A part of the annex, closed until it is opened.

    Attributes
    ----------
    name
        Id of its element.
    title
        What it asks.
    about
        What it holds, in a few words.
    sections
        Its sections, in order.
    """

    name: str
    title: str
    about: str
    sections: Sequence[Section]


@dataclass(frozen=True)
class Missing:
    """Why something is not on the page, and the command that adds it."""

    why: str
    command: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an answer; of kind ``lead`` where it is the answer itself, else it says more."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Answer:
    """What the page says first about a question.

    Attributes
    ----------
    paragraphs
        The answer, then more.
    missing
        What the answer lacks.
    note
        How to read its numbers.
    """

    paragraphs: Sequence[Paragraph] = ()
    missing: Missing | None = None
    note: str = ""
