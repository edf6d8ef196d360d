"""What the page is given: months, timing, attribution and rivals, each against numbers known by other means."""

from __future__ import annotations

import base64
import gzip
import json
import re
import subprocess
from typing import TYPE_CHECKING

import h5py
import numpy as np
import pytest
from sample_attribution import ADDS, NOTHING, TOGETHER, value, write_attribution
from sample_file import Sample, write_sample
from test_engine_agreement import BASE, ENGINE
from test_report import Page

import steppe
from steppe.attribution.read import read_attribution
from steppe.effects import compare
from steppe.effects.compare import effect_table
from steppe.effects.monthly_series import monthly_series, rounded
from steppe.effects.offered import contrasts_of
from steppe.effects.running import Moments
from steppe.format import estimate
from steppe.hazard.monthly import MonthlyHazard, monthly_hazard
from steppe.report import inline_svg
from steppe.report.command import main
from steppe.report.page import build_report
from steppe.report.templates import own_markup
from steppe.stats.intervals import mean_interval, share_interval, subset_mean_interval

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARMS = ("with_accords", "without_accords", "inducement_only", "quiet_deepening", "endogenous")


def data_of(html: str) -> dict:
    """What the page embeds for its scripts."""
    packed = re.search(r'<script type="text/plain" id="data">(.*?)</script>', html)[1]
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def let_runs_accede(path: Path) -> np.ndarray:
    """Give the arm ``endogenous`` a probability of acceding: of runs still outside, that is runs after their number."""
    with h5py.File(path, "r+") as file:
        dataset = file["accession_probability"]
        arm = [name.decode() for name in file["arm"][()]].index("endogenous")
        _, _, runs, months, _ = dataset.shape
        outside = np.arange(months)[None, :] <= np.arange(runs)[:, None]
        probability = np.where(outside, 0.02 + 0.001 * np.arange(months) + 0.0001 * np.arange(runs)[:, None], 0)
        dataset[arm, 0, :, :, 0] = probability
    return probability


def leave_out_drawings(patch: pytest.MonkeyPatch) -> None:
    """Leave figures empty, with their words."""
    nothing = inline_svg.Drawing("wide", "0 0 1 1", own_markup("</svg>"))
    patch.setattr(inline_svg, "drawing", lambda *_: nothing)


@pytest.fixture(scope="module", autouse=True)
def _no_drawings() -> Iterator[None]:
    """Leave out the figures, which take long to draw and are tested elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        leave_out_drawings(patch)
        yield


@pytest.fixture(scope="module")
def five_arms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = write_sample(tmp_path_factory.mktemp("page") / "five.h5", Sample(arms=ARMS, replicates=40))
    let_runs_accede(path)
    return path


@pytest.fixture(scope="module")
def full_page(five_arms: Path) -> str:
    return build_report(five_arms, attribution=write_attribution(five_arms.with_name("attribution.h5")))


def test_last_month_to_date_is_the_outcome(five_arms: Path) -> None:
    with steppe.open(five_arms) as ds:
        table = effect_table(ds)
        outcomes = table[table["role"] == "outcome"]
        contrasts = contrasts_of(ds, "with_accords", "without_accords")
        series = monthly_series(ds, outcomes, contrasts, 0.90)
    assert [contrast.id for contrast in contrasts[:5]] == [
        "total", "publicity", "substance", "inducement", "endogenous - without_accords",
    ]  # fmt: skip
    for row in outcomes.to_dict("records"):
        to_date = series["total"][row["outcome"]]["to_date"]
        mean, reach, low, high = [0] * 4 if to_date == 0 else [values[-1] for values in to_date]
        near = {"rel": 2e-3, "abs": 1e-12}
        assert mean == pytest.approx(row["difference"], **near)
        assert mean + reach == pytest.approx(row["high"], **near)
        assert [low, high] == pytest.approx([row["spread_low"], row["spread_high"]], rel=2e-3, abs=abs(reach) * 1e-2)


def test_a_month_alone_is_that_month(five_arms: Path) -> None:
    with steppe.open(five_arms) as ds:
        outcomes = effect_table(ds, names=["welfare"])
        series = monthly_series(ds, outcomes, contrasts_of(ds, "with_accords", "without_accords"), 0.90)
        alone = ds["welfare"].isel(time=7, hedger=0)
        mean, low, _ = mean_interval(alone.sel(arm="inducement_only").to_numpy().astype(float), 0.90)
    told = series["inducement_only"]["welfare[KAZ]"]["month"]
    assert told[0][7] == pytest.approx(mean, rel=1e-4)
    assert told[0][7] - told[1][7] == pytest.approx(low, rel=1e-3)


def test_runs_that_failed_are_left_out() -> None:
    moments = Moments()
    moments.take(np.array([[1.0, 2.0], [3.0, 6.0], [np.nan, 0.0]])[..., None])
    mean, error = moments.mean_and_error()
    assert mean[:, 0].tolist() == [2, 4]
    assert error[:, 0].tolist() == pytest.approx([1.0, 2.0])


@pytest.mark.parametrize("values_at_a_time", [1, 3000, 1 << 21])
def test_months_are_the_same_in_any_blocks(
    five_arms: Path, monkeypatch: pytest.MonkeyPatch, values_at_a_time: int
) -> None:
    """Means, intervals and spreads of blocks are those of all runs at once, one of which did not finish."""
    monkeypatch.setattr(compare, "BLOCK_VALUES", values_at_a_time)
    with steppe.open(five_arms) as ds:
        held = ds[["welfare", "influence"]].load()
        held["welfare"][{"arm": 0, "replicate": 3, "time": 5}] = np.nan
        for per_draw in (1, 4):
            shared = held.assign({name: ds[name] for name in ("contrast_plus", "contrast_minus")}).assign(
                replicates_per_draw=per_draw
            )
            table = effect_table(shared, names=["welfare", "influence"])
            (total, *_) = contrasts_of(ds, "with_accords", "without_accords")
            series = monthly_series(shared, table, [total], 0.90)["total"]
            for outcome, place in (
                ("welfare[KAZ]", {"hedger": 0}),
                ("influence[KAZ, CHN]", {"hedger": 0, "partner": 1}),
            ):
                one = held[outcome.split("[")[0]].isel(place).astype("f8")
                runs = (one.sel(arm="with_accords") - one.sel(arm="without_accords")).to_numpy()
                draws = None if per_draw == 1 else np.arange(40) // per_draw
                for month in (0, 11, 23):
                    told = [values[month] for values in series[outcome]["month"]]
                    kept = np.where(np.isfinite(runs).all(axis=1), runs[:, month], np.nan)
                    mean, low, high = mean_interval(kept, 0.90, draws)
                    if per_draw == 1:
                        assert told[0] == pytest.approx(mean, rel=1e-4, abs=1e-9)
                    assert told[1] == pytest.approx((high - low) / 2, rel=6e-3)
                    assert told[2:] == pytest.approx(np.nanquantile(kept, [0.05, 0.95]), rel=2e-3, abs=told[1] * 1e-2)


def test_what_is_the_same_in_every_run_has_no_width() -> None:
    moments = Moments()
    for _ in range(3):
        moments.take(np.full((7, 2, 1), 0.1))
    mean, error = moments.mean_and_error()
    assert mean.tolist() == [[0.1], [0.1]]
    assert error.tolist() == [[0.0], [0.0]]


def test_a_watcher_sees_every_run_once_and_in_order(five_arms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "BLOCK_VALUES", 5000)
    seen: dict[str, list[int]] = {}
    with steppe.open(five_arms) as ds:
        outcomes = compare.outcomes(ds, ["firms", "alignment"], lambda name, block: seen.setdefault(name, []).extend(
            block["replicate"].to_numpy().tolist()))  # fmt: skip
        assert seen == {name: list(range(40)) for name in ("firms", "alignment")}
        assert outcomes.equals(compare.outcomes(ds, ["firms", "alignment"]))


def test_months_and_effects_count_draws_alike(five_arms: Path) -> None:
    with steppe.open(five_arms) as ds:
        shared = ds.assign(replicates_per_draw=4)
        table = effect_table(shared, names=["welfare", "alignment"])
        series = monthly_series(shared, table, contrasts_of(ds, "with_accords", "without_accords"), 0.90)
        timing = monthly_hazard(shared, "KAZ", 0.90)
    for row in table.to_dict("records"):
        mean, reach, *_ = (values[-1] for values in series["total"][row["outcome"]]["to_date"])
        assert [mean - reach, mean + reach] == pytest.approx([row["low"], row["high"]], rel=2e-3)
    draws = np.arange(40) // 4
    assert timing.opening == subset_mean_interval(timing.probability[:, 0], 0.90, draws)
    assert timing.joined_after(12) == share_interval(timing.joined[:, 11].astype(float), 0.90, draws)
    _, low, high = subset_mean_interval(timing.probability[:, 5], 0.90, draws)
    assert timing.series()["values"][1][5] == pytest.approx((high - low) / 2, rel=5e-3)


def test_probabilities_have_no_end_beyond_0_and_1(five_arms: Path) -> None:
    with steppe.open(five_arms) as ds:
        months = ds.sizes["time"]
    probability = np.full((40, months), np.nan)
    probability[:2] = [[0.001], [0.2]]
    opening = MonthlyHazard("endogenous", probability, np.zeros((40, months), bool), None, 0.90).opening
    assert opening[0] == pytest.approx(0.1005)
    assert opening[1] == 0
    assert 0.2 < opening[2] < 1


def test_numbers_are_rounded_to_what_is_known() -> None:
    assert rounded(np.zeros((4, 3))) == 0
    statistics = np.array([[0.123456789, 72.123456789], [0.0123456, np.nan], [0, 0], [1, 100]])
    assert rounded(statistics) == [[0.12346, 72.123], [0.01235, None], [0, 0], [1, 100]]
    narrow = rounded(np.array([[72.123456789], [0.000123456], [72], [73]]))
    assert narrow[0][0] == 72.123457
    assert narrow[1][0] == 0.000123


def test_timing_follows_runs_that_are_still_outside(five_arms: Path) -> None:
    probability = let_runs_accede(five_arms)
    with steppe.open(five_arms) as ds:
        timing = monthly_hazard(ds, "KAZ", 0.90)
    assert timing.opening[0] == pytest.approx(probability[:, 0].mean())
    mean, left = timing.monthly
    assert left[:3].tolist() == [40, 39, 38]
    assert mean[2] == pytest.approx(probability[2:, 2].mean())
    series = timing.series()
    assert series["outside"][:3] == [40, 39, 38]
    assert series["values"][1][21] is None  # fewer than 20 runs are left in month 22
    assert series["values"][1][20] is not None


def test_share_that_joined_has_a_width_even_at_the_ends() -> None:
    joined = np.zeros((50, 3), bool)
    share, low, high = MonthlyHazard("endogenous", np.full((50, 3), 0.1), joined, None, 0.90).joined_after(3)
    assert (share, low) == (0, 0)
    assert 0.02 < high < 0.1


def test_attribution_is_read_as_written(tmp_path: Path) -> None:
    attribution = read_attribution(write_attribution(tmp_path / "a.h5"), 0.90)
    assert attribution.complete
    assert attribution.months == 24
    shares = attribution.shares("total", attribution.place("welfare[KAZ]"))
    assert [share["mean"] for share in shares] == pytest.approx(
        [ADDS[0] + TOGETHER / 2, ADDS[1] + TOGETHER / 2, 0.1, 0]
    )
    assert shares[3]["low"] == shares[3]["high"] == 0
    assert attribution.means[0, 5, 0] == pytest.approx(value(0b0101))


def test_page_holds_every_set_of_incentives(full_page: str) -> None:
    incentives = data_of(full_page)["incentives"]
    assert [contrast["id"] for contrast in incentives["contrasts"]] == ["total", "endogenous"]
    welfare = next(o for o in incentives["contrasts"][0]["outcomes"] if o["id"] == "welfare[KAZ]")
    decoded = np.array(welfare["values"]) / 10 ** welfare["decimals"]
    assert decoded == pytest.approx([value(coalition) for coalition in range(16)], abs=1e-5)
    assert welfare["off"][0] == pytest.approx(NOTHING)


def test_answer_tells_when_accession_is_likely_and_why(full_page: str) -> None:
    text = Page(full_page).text
    assert re.search(r"the opening month, November 2025, (is|does)", text)
    assert "20 of 20 later months are at least as likely" in text
    assert "The largest shares of the difference, in percentage points: first (A1) +11 (+10 to +12)" in text
    assert "it is no evidence of what moved anybody" in text


def test_page_says_how_to_add_what_it_was_not_given(any_file: Path) -> None:
    text = Page(build_report(any_file)).text
    assert "steppe attribute SCENARIO --contrasts total,endogenous -o ATTRIBUTION.h5" in text
    assert "--arms with_accords,without_accords,endogenous" in text
    assert "steppe-report OUT.h5 --rivals R1.h5 R2.h5" in text


def test_sampled_orders_give_shares_but_no_switches(five_arms: Path) -> None:
    html = build_report(five_arms, attribution=write_attribution(five_arms.with_name("orders.h5"), orders=10))
    assert "sampled 10 orders" in Page(html).text
    assert "Shares of the incentives" in Page(html).text
    assert data_of(html)["incentives"] is None
    assert 'name="incentive"' not in html


def test_an_attribution_with_other_parameters_is_told(five_arms: Path) -> None:
    other = write_attribution(five_arms.with_name("other.h5"), shift=0.5)
    assert "made with other values of parameters" in Page(build_report(five_arms, attribution=other)).text


def test_rivals_are_set_beside_the_base(tmp_path: Path, five_arms: Path) -> None:
    same = write_sample(tmp_path / "same.h5", Sample(replicates=40))
    still = write_sample(tmp_path / "still.h5", Sample(replicates=40, identical=True))
    text = Page(build_report(five_arms, rivals=[same])).text
    assert re.search(r"Of (\d+) outcomes .* \1 move clearly to the same side in all 1 rival", text)
    assert "0 move clearly to the same side in all 2 rival" in Page(build_report(five_arms, rivals=[same, still])).text


def test_command_takes_attribution_and_rivals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_sample(tmp_path / "run.h5", Sample(replicates=4, months=3))
    target = str(tmp_path / "page.html")
    wrong = write_attribution(tmp_path / "wrong.h5", record="final")
    assert main([str(path), "--attribution", str(wrong), "-o", target]) == 2
    assert "is no attribution" in capsys.readouterr().err
    attribution = str(write_attribution(tmp_path / "a.h5"))
    assert main([attribution, "-o", target]) == 2
    assert "with --attribution" in capsys.readouterr().err
    assert main([str(path), "--rivals", attribution, "-o", target]) == 2
    assert "a.h5" in capsys.readouterr().err
    assert main([str(path), "--attribution", attribution, "--rivals", str(path), "-o", target]) == 0


@pytest.mark.skipif(not ENGINE, reason="needs the engine: STEPPE_EXECUTABLE")
@pytest.mark.parametrize("record", ["final", "summary"])
def test_files_without_months_give_a_page_that_says_so(tmp_path: Path, record: str) -> None:
    path = tmp_path / "kept.h5"
    arms = ["--arms", "with_accords,without_accords,endogenous"]
    command = [ENGINE, "compare", BASE, "-n", "16", "--months", "13", *arms, "--record", record, "-q", "-o", path]
    subprocess.run(command, capture_output=True, check=True)
    html = build_report(path)
    text = Page(html).text
    assert f"This {record} file keeps no months of single runs" in text
    assert "16 pairs of runs" in text
    assert "13 months" in text
    assert data_of(html)["months"] is None
    with steppe.open(path) as ds:
        row = effect_table(ds).set_index("outcome").loc["welfare[KAZ]"]
    assert estimate(abs(row["difference"]), row["low"], row["high"])[0] in text


@pytest.mark.skipif(not ENGINE, reason="needs the engine: STEPPE_EXECUTABLE")
def test_attribution_of_the_engine_fits_the_page(tmp_path: Path) -> None:
    path, attribution = tmp_path / "compare.h5", tmp_path / "attribution.h5"
    common = [BASE, "-n", "8", "--months", "12", "-q", "-o"]
    arms = ["--arms", "with_accords,without_accords,endogenous"]
    subprocess.run([ENGINE, "compare", *arms, *common, path], capture_output=True, check=True)
    switched = ["--contrasts", "total,endogenous", "--incentives", "G1,T1,S1"]
    subprocess.run([ENGINE, "attribute", *switched, *common, attribution], capture_output=True, check=True)
    html = build_report(path, attribution=attribution)
    assert "Caution: the attribution" not in html
    incentives = data_of(html)["incentives"]
    with steppe.open(path) as ds:
        effects = effect_table(ds).set_index("outcome")
    welfare = next(o for o in incentives["contrasts"][0]["outcomes"] if o["id"] == "welfare[KAZ]")
    assert welfare["values"][-1] / 10 ** welfare["decimals"] == pytest.approx(
        effects.loc["welfare[KAZ]", "difference"], abs=0.51 / 10 ** welfare["decimals"]
    )
    assert sum(share[0] for share in welfare["shares"]) == pytest.approx(welfare["on"][0] - welfare["off"][0], rel=1e-4)
