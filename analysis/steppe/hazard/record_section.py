"""The section on the months before: what their silence, and the accession, say of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steppe.figures import hazard_record
from steppe.format import capital, estimate, number, percent
from steppe.hazard.record import PRIORS, VALUES
from steppe.report.inline_svg import inline_figure
from steppe.report.section import Missing, Section
from steppe.report.tables import Cell, Row, counted, interval_cell, plain_table

if TYPE_CHECKING:
    import pandas as pd

    from steppe.hazard.record import RecordFile
    from steppe.report.page_inputs import PageInputs
    from steppe.report.tables import Table

HOW = (
    "steppe hazard SCENARIO --baseline observed -o RECORD.h5 && "
    "steppe-report OUT.h5 --hazard-record RECORD.h5 -o REPORT.html"
)
MOST_MOVED = 6
LEAST_SHIFT = 0.2  # prior deviations
HOW_SET = {VALUES: "parameters fixed", PRIORS: "drawn"}
WORDS = {VALUES: "At the scenario's values", PRIORS: "Parameters drawn from their priors"}


def _data(inputs: PageInputs) -> dict[str, Any]:
    record = inputs.record_file
    if record is None:
        why = (
            "No file of steppe hazard --baseline observed was given with this page, which holds the month against "
            "those before."
        )
        return {"missing": Missing(why, HOW)}
    chances = record.chances
    return {
        "missing": None,
        "level": inputs.level,
        "silent": record.silent,
        "last": record.last,
        "hazard": percent(chances.loc[VALUES, "last"]),
        "typical": f"{number(100 * chances.loc[VALUES, 'typical'])} %",
        "replicates": counted(record.replicates),
        "caution": record.caution,
        "differs": inputs.caution("record", record.parameters),
        "drawn": _drawn(record),
        "chances": _chances_table(record),
        "conditions": _conditions_table(record),
        "others": _others_table(record, inputs) if len(record.states) else None,
        "moved": _moved_table(record),
    }


def _drawn(record: RecordFile) -> object:
    table = record.months.reset_index(names="month").assign(month=lambda rows: rows["month"].dt.strftime("%Y-%m"))
    return inline_figure(
        "before",
        lambda width: hazard_record(record, width=width),
        f"Probability of acceding in each month from {record.silent}, and in {record.last}; what each condition adds "
        "to the last; and its Bayes factor. The tables beside it hold the numbers.",
        data=table,
    )


def _chances_table(record: RecordFile) -> Table:
    rows = [
        Row(Cell(WORDS[key]), [_chance(row, name) for name in ("silence", "accession")])
        for key, row in record.chances.iterrows()
    ]
    rows.append(Row(Cell("The best constant hazard"), [Cell("–"), Cell(number(record.constant), is_mean=True)]))
    heads = ["Parameters", "No accession before the last month", "That, and one in it"]
    return plain_table("Probability of what was observed", heads, rows)


def _chance(row: pd.Series, name: str) -> Cell:
    return interval_cell(row[name], row[f"{name}_low"], row[f"{name}_high"])


def _conditions_table(record: RecordFile) -> Table:
    rows = [
        Row(
            Cell(capital(row["words"])),
            [
                interval_cell(*(100 * row[key] for key in ("share", "low", "high")), signed=True),
                *(
                    interval_cell(*(row[f"{name}{end}"] for end in ("", "_low", "_high")))
                    for name in ("factor", "factor_drawn")
                ),
            ],
        )
        for row in record.conditions.to_dict("records")
    ]
    heads = ["Condition", "Adds to the last month, points", "Bayes factor", "Bayes factor, drawn"]
    return plain_table(f"What sets {record.last} apart from the mean month before it", heads, rows)


def _others_table(record: RecordFile, inputs: PageInputs) -> Table:
    rows = [
        Row(
            Cell(inputs.name_of(row["state"])),
            [_probability(row["expected"], row["low"], row["high"]), Cell(percent(row["first"]))],
        )
        for row in record.states.to_dict("records")
    ]
    joins = [
        f"{number(row['joins'])} ({number(row['joins_low'])} to {number(row['joins_high'])}), {HOW_SET[key]}"
        for key, row in record.chances.iterrows()
    ]
    caption = (
        f"Joins of other states expected in the silent months: {'; '.join(joins)}; observed: none. The ranking is not "
        "supported: intervals overlap, and five accessions tell no trait of states from none"
    )
    return plain_table(
        caption, ["State", "Probability of joining (90 % of draws)", "The likeliest in"], rows, label="Other states"
    )


def _probability(mean: float, low: float, high: float) -> Cell:
    told = estimate(mean, low, high)
    return Cell(told[0], f"{told[1]} to {told[2]}", is_mean=True)


def _moved_table(record: RecordFile) -> Table | None:
    moved = record.moved[record.moved["shift"].abs() >= LEAST_SHIFT].head(MOST_MOVED)
    rows = [
        Row(
            Cell(row["parameter"]),
            [
                Cell(f"{number(row[f'{when}_mean'])} ± {number(row[f'{when}_deviation'])}")
                for when in ("prior", "posterior")
            ],
        )
        for row in moved.to_dict("records")
    ]
    caption = (
        f"Parameters that the record moves by {LEAST_SHIFT:g} prior deviations or more: {counted(record.draws)} draws, "
        f"worth {counted(round(record.effective_draws))}; of {counted(len(record.moved))} some move so far by chance"
    )
    return (
        plain_table(caption, ["Parameter", "Prior", "Given the record"], rows, label="What the record moves")
        if rows
        else None
    )


SECTION = Section(
    "silence",
    "Why then: the months before, as they were observed",
    "hazard/record_section.html.j2",
    _data,
    link="Why then, by the record",
    source="hazard_record",
)
