"""The brief: what it reads, draws and says, against numbers worked out here."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sample_benefit import write_benefit
from sample_file import Sample, write_sample
from test_engine_agreement import BASE, ENGINE
from test_report import Page
from test_report_parts import leave_out_drawings

import steppe
from steppe.brief.read import DRAWN, FIXED, Headline, actor_effect, read_headline
from steppe.brief.turns import MOST_ROWS, Turn, Turns
from steppe.brief.words import how_long, how_much, how_sure, skill_line
from steppe.effects.compare import effect_table
from steppe.hindcast.read import read_hindcast_file
from steppe.io.declared_columns import with_declarations
from steppe.report.downloads import csv_link
from steppe.report.page import build_report

if TYPE_CHECKING:
    from pathlib import Path

DRAWS = np.array([-3.0, -1.0, -0.5, 0.5, 2.0, np.nan])


@pytest.fixture
def headline() -> Headline:
    effects = (actor_effect("welfare[KAZ]", "G", DRAWS), actor_effect("principal_gain[KAZ, RUS]", "G", DRAWS + 5))
    return Headline(effects, DRAWN, 2.9)


def test_an_effect_is_told_by_its_known_draws() -> None:
    one = actor_effect("principal_gain[KAZ, RUS]", "G", DRAWS)
    assert (one.actor, one.draws, one.gain, one.median) == ("RUS", 5, 0.4, -0.5)
    assert one.middle_half == (-1.0, 0.5)
    assert one.nine_tenths == pytest.approx((np.quantile(DRAWS[:5], 0.05), np.quantile(DRAWS[:5], 0.95)))
    assert one.gain_low < one.gain < one.gain_high
    assert not one.is_settled
    assert actor_effect("welfare[KAZ]", "G", np.arange(1.0, 9.0)).is_settled


def test_a_sentence_has_the_median_in_percent_of_gdp_in_g_and_in_usd(headline: Headline) -> None:
    much = how_much(headline, "the accord", "Kazakhstan", 120).replace("\u00a0", " ")
    assert much == (
        "Over 10 years, the accord changes what leading Kazakhstan is worth by −0.50 % of a year's GDP (−0.50 G, −1.4 "
        "billion USD) in the median."
    )
    sure = how_sure(headline).replace("\u00a0", " ")
    assert sure.startswith(
        "The leadership gains in 40 % of 5 draws; half lie within −1.0 to +0.5 %, nine tenths within"
    )
    assert sure.endswith("Even the sign is not settled.")
    without = Headline(headline.effects, FIXED, np.nan)
    assert "USD" not in how_much(without, "the accord", "", 7)
    assert "with parameters fixed" in how_sure(without)


@pytest.mark.parametrize(("months", "words"), [(120, "10 years"), (12, "1 year"), (7, "7 months"), (1, "1 month")])
def test_lengths_are_told_in_years_where_they_are_years(months: int, words: str) -> None:
    assert how_long(months) == words


def test_the_chart_marks_median_half_nine_tenths_and_zero(headline: Headline) -> None:
    (ax,) = steppe.figures.headline_effects(headline, names={"KAZ": "Kaz$akh$stan"}).axes
    dots = np.concatenate(
        [np.asarray(one.get_offsets())[:, 0] for one in ax.collections if one.get_label() == "median"]
    )
    assert dots == pytest.approx([-0.5, 4.5])
    for label, ends in (("middle half", "middle_half"), ("nine tenths", "nine_tenths")):
        lines = [one.get_segments()[0][:, 0] for one in ax.collections if one.get_label() == label]
        assert np.array(lines) == pytest.approx(np.array([getattr(one, ends) for one in headline.effects]))
    assert any(np.array_equal(line.get_xdata(), [0, 0]) for line in ax.get_lines())
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Kaz$akh$stan", "RUS"]
    texts = [one.get_text().replace("\u00a0", " ") for one in ax.texts]
    assert {"40 %", "100 %", "loses", "gains"} <= set(texts)


def test_readings_that_turn_the_sign_are_named_first_and_marked() -> None:
    base = Turn("as it is", -0.5, -0.6, -0.4)
    others = [Turn(f"same {place}", -0.5 - place, -2.0 - place, -0.1) for place in range(8)]
    turning, unclear = Turn("turned", 0.2, 0.1, 0.3), Turn("unclear", 0.2, -0.1, 0.5)
    turns = Turns(base, [*others, unclear, turning], "readings", "a command")
    assert turns.turning == [turning]
    assert [one.words for one in turns.shown[:3]] == ["as it is", "turned", "same 7"]
    assert len(turns.shown) == MOST_ROWS
    (ax,) = steppe.figures.headline_turns(turns).axes
    (dots,) = [one for one in ax.collections if one.get_label() == "mean"]
    assert np.asarray(dots.get_offsets())[:, 0] == pytest.approx([one.value for one in turns.shown])
    colours = [tuple(one) for one in dots.get_facecolors()]
    assert colours[1] not in (colours[0], colours[2])
    assert colours[0] == colours[2]


def test_the_page_opens_with_what_the_pairs_say(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "two.h5")
    with steppe.open(path) as ds:
        row = effect_table(ds).set_index("outcome").loc["welfare[KAZ]"]
        arms = [ds["welfare"].sel(arm=arm).sum("time").isel(hedger=0) for arm in ("with_accords", "without_accords")]
        differences = (arms[0] - arms[1]).to_numpy()
    with pytest.MonkeyPatch.context() as patch:
        leave_out_drawings(patch)
        html = build_report(path, benefit=write_benefit(tmp_path / "benefit.h5"))
    brief = Page(html[html.index('<section id="brief"') : html.index('<section id="annex"')]).text
    median = f"{np.median(differences):+.2f}".replace("-", "−")
    assert f"by {median} % of a year's GDP" in brief
    assert f"gains in {round(100 * row['share_positive'])} %" in brief or "over 99 %" in brief
    assert brief.lower().count("in the model") == 1
    assert "This turns around under 1 of 3 rival readings" in brief
    assert "rest on judgement" in brief
    assert len(brief.split()) < 250


def test_without_files_beside_it_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        leave_out_drawings(patch)
        html = build_report(write_sample(tmp_path / "two.h5", Sample(replicates=6, months=3)))
    brief = Page(html[html.index('<section id="brief"') : html.index('<section id="annex"')]).text
    assert "What would turn this around is not on this page" in brief
    assert "steppe hindcast holds the model against the record" in brief


def test_skill_is_told_at_the_longest_horizon_against_the_last_value(tmp_path: Path) -> None:
    from sample_hindcast import write_hindcast

    hindcast = read_hindcast_file(write_hindcast(tmp_path / "hindcast.h5"))
    told = skill_line(hindcast, {"groups": {"trade": "Trade"}})
    rows = hindcast.scores[hindcast.scores["baseline"] == "rw"]
    assert told.startswith(f"{rows['horizon'].max()} years ahead")
    assert "Trade " in told
    assert skill_line(None, {"groups": {}}) == ""


def test_what_a_spreadsheet_would_run_is_text_in_the_data() -> None:
    import base64

    link = csv_link("evil", [["=1+1", "-2.5", "\u202ename", 'a "b", c'], [1, 2.5, "@x", ""]])
    text = base64.b64decode(link.split(",")[1]).decode()
    assert text == '\'=1+1,-2.5,[U+202E]name,"a ""b"", c"\r\n1,2.5,\'@x,\r\n'


@pytest.mark.skipif(not ENGINE, reason="needs the engine: STEPPE_EXECUTABLE")
def test_the_headline_of_a_file_is_what_the_engine_prints(tmp_path: Path) -> None:
    path = tmp_path / "compare.h5"
    command = [ENGINE, "compare", BASE, "-n", "24", "--months", "12", "-q", "-o", path]
    printed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    with steppe.open(path) as ds:
        headline = read_headline(path, ds, with_declarations(effect_table(ds), ds), "KAZ")
    assert headline.parameters == DRAWN
    median = re.search(r"welfare\[KAZ\]: median (\S+) G", printed)[1]
    assert headline.leadership.median == pytest.approx(float(median), abs=0.6 * 10 ** -len(median.partition(".")[2]))
    assert [one.actor for one in headline.effects] == ["KAZ", "RUS", "CHN", "USA", "ISR", "IRN"]
    assert f"a gain in {100 * headline.leadership.gain:.0f} %" in printed
