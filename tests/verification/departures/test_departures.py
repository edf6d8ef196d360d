"""The tables of departures in docs/validation.md are those of the scenario file."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from departures import ROOT, WHOLE_FAMILIES, Parameter, disputed_departures, outer_values, parameters

PAGE = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")


def rows_of(heading: str) -> dict[str, list[str]]:
    """Rows of the table whose head has these words, by their first cell."""
    lines = PAGE.split(f"| {heading} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {first.strip("`"): rest for first, *rest in cells}


def made(prior: str, low: float, high: float, value: float = 0.0, null: float = 0.0) -> Parameter:
    return Parameter("x", value, low, high, prior, null, "J")


def test_means_of_priors_are_those_worked_out_by_hand() -> None:
    assert made("claim", 0.0, 0.3).mean() == pytest.approx(0.075)
    assert made("claim", 1.0, 2.5, null=1.0).mean() == pytest.approx(1.375)
    assert made("claim", -0.4, 0.1).mean() == pytest.approx(-0.075)
    assert made("uniform", 0.3, 0.95).mean() == pytest.approx(0.625)
    assert made("loguniform", 1.0, math.e).mean() == pytest.approx(math.e - 1.0)
    assert made("triangular", 0.0, 6.0, 3.0).mean() == pytest.approx(3.0)
    assert made("loguniform", 1.0, 100.0, 10.0).below() == pytest.approx(0.5)


def test_a_family_is_read_member_by_member(tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    file.write_text(
        '[hedger.K.share]\nvalue = { A = 0.5, B = -0.2 }\nfactor = [0.5, 1.5]\nprior = "uniform"\ntag = "D"\n'
        'source = "s"\n[game]\nx = { value = 0.3, range = [0.0, 0.4], prior = "claim", tag = "J", source = "s" }\n'
        'y = { value = 1.0, tag = "D", source = "s" }\n',
        encoding="utf-8",
    )
    found = {p.key: (p.low, p.high) for p in parameters(file)}
    assert list(found) == ["hedger.K.share.A", "hedger.K.share.B", "game.x"]
    assert found["hedger.K.share.B"] == pytest.approx((-0.3, -0.1))
    assert [p.key for p in disputed_departures(file)] == ["game.x"]


def test_the_page_lists_every_disputed_value_that_departs_with_its_reason() -> None:
    table = rows_of("disputed, and not at the mean of its prior")
    departures = {p.key: p for p in disputed_departures()}
    assert set(table) == set(departures)
    for key, (value, mean, reason) in table.items():
        assert float(value) == departures[key].value
        assert mean == f"{departures[key].mean():.3g}"
        assert len(reason) > 20, key


def test_the_page_lists_every_value_in_an_outer_quarter() -> None:
    table = rows_of("in an outer quarter of its prior")
    single = {p.key: p for p in outer_values() if p.key.split(".")[0] not in WHOLE_FAMILIES}
    families = {key: cells for key, cells in table.items() if key not in single}
    assert set(single) <= set(table)
    for key, p in single.items():
        assert table[key] == [f"{p.value:g}", f"{p.low:g} to {p.high:g}", f"{p.below():.2f}", p.tag], key
    counts = {re.match(r"(\w+)\.\*`, (\d+) values", key).groups() for key in families}
    found = [(f, sum(p.key.split(".")[0] == f for p in outer_values())) for f in WHOLE_FAMILIES]
    assert counts == {(family, str(count)) for family, count in found}


def test_claims_and_counter_claims_are_both_disputed() -> None:
    """The levers, backlash and the article's sizes carry the same tag and the same kind of prior."""
    known = {p.key: p for p in parameters()}
    alike = ["game.withholding", "game.lost_interest", "principal.RUS.backlash", "principal.USA.legacy_value"]
    for key in [*alike, "principal.RUS.intrusion_value", "hedger.KAZ.technology_gain"]:
        assert (known[key].tag, known[key].prior) == ("D", "claim"), key
