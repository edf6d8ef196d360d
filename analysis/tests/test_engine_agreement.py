"""What the package makes of a file is what the engine printed when it wrote it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from artists import ends_of_band, lines_by_label

import steppe
from steppe import figures
from steppe.effects import contrasts
from steppe.effects.compare import effect_table
from steppe.stats.shapley import shapley_values

ENGINE = os.environ.get("STEPPE_EXECUTABLE")
BASE = Path(__file__).resolve().parents[2] / "scenarios" / "kazakhstan-2025.toml"


pytestmark = pytest.mark.skipif(not ENGINE, reason="needs the engine: STEPPE_EXECUTABLE")


@pytest.mark.parametrize("parameters", [[], ["--draw-priors"], ["--draw-priors", "--per-draw", "4"]])
def test_effects_agree_with_those_of_the_engine(tmp_path: Path, parameters: list[str]) -> None:
    result = tmp_path / "compare.h5"
    command = [ENGINE, "compare", BASE, "--replicates", "64", "--months", "30", "--json", "-o", result, *parameters]
    printed = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    rows = printed["contrasts"][0]["outcomes"]
    with steppe.open(result) as ds:
        table = effect_table(ds).set_index("outcome")
        regret = contrasts.regret(ds).iloc[0]
    (printed_regret,) = printed["contrasts"][0]["regret"]
    assert regret["outcome"] == printed_regret["outcome"]
    assert regret["probability"] == printed_regret["probability"]
    np.testing.assert_allclose([regret["low"], regret["high"]], printed_regret["interval_90"], rtol=1e-9)
    assert list(table.index) == [row["outcome"] for row in rows]
    for row in rows:
        ours = table.loc[row["outcome"]]
        scale = 1e-9 + 1e-6 * abs(row["treated_mean"])
        assert ours["mean_treated"] == pytest.approx(row["treated_mean"], abs=scale)
        assert ours["difference"] == pytest.approx(row["difference"], abs=scale)
        np.testing.assert_allclose([ours["low"], ours["high"]], row["interval_90"], atol=scale)
        np.testing.assert_allclose([ours["spread_low"], ours["spread_high"]], row["spread_5_95"], atol=scale)
        assert ours["share_positive"] == row["share_positive"]


@pytest.mark.parametrize("per_draw", [[], ["--draw-priors", "--per-draw", "4"]])
def test_statistics_of_a_summary_are_those_of_its_runs(tmp_path: Path, per_draw: list[str]) -> None:
    """Means, errors, quantiles and shares of signs: ours from runs, the engine's in its summary."""
    command = [ENGINE, "compare", BASE, "--replicates", "48", "--months", "8", "-q", *per_draw]
    tables = {}
    for record in ("final", "summary"):
        result = tmp_path / f"{record}.h5"
        subprocess.run([*command, "--record", record, "-o", result], capture_output=True, check=True)
        with steppe.open(result) as ds:
            tables[record] = contrasts.table(ds, ["total"]).set_index("outcome")
            if record == "summary":
                kept = ds["effects"].sel(contrast="total").load()
    ours, engines = tables["final"], tables["summary"]
    scale = 1e-9 + 1e-6 * ours["difference"].abs()
    for column in ("difference", "standard_error", "low", "high", "spread_low", "spread_high"):
        gap = (ours[column] - engines[column]).abs()
        assert (gap <= scale + 1e-6 * ours[column].abs()).all(), column
    for column in ("share_positive", "share_negative", "pairs"):
        assert (ours[column] == engines[column]).all()
    wilson = [kept.sel(outcome_statistic=f"share_negative_{end}").to_numpy() for end in ("low", "high")]
    np.testing.assert_allclose(ours[["share_negative_low", "share_negative_high"]].to_numpy().T, wilson, atol=1e-9)


def test_shares_of_incentives_are_shapley_values_of_the_engines_means(tmp_path: Path) -> None:
    result = tmp_path / "shares.h5"
    command = [ENGINE, "attribute", BASE, "--contrasts", "total", "--measures", "welfare", "-n", "2", "--months", "2"]
    subprocess.run([*command, "-q", "-o", result], capture_output=True, check=True)
    with steppe.open(result) as ds:
        game = ds["coalition_mean"].transpose("coalition", "contrast", "outcome").to_numpy()
        kept = ds["share"].transpose("incentive", "contrast", "outcome").to_numpy()
        assert steppe.attribution.additivity(ds)["holds"].all()
    np.testing.assert_allclose(shapley_values(game), kept, atol=1e-12)


def test_a_summary_draws_what_its_runs_do(tmp_path: Path) -> None:
    command = [
        ENGINE,
        "compare",
        BASE,
        "--replicates",
        "60",
        "--months",
        "24",
        "--set",
        "candidate.UZB.base_hazard=0.05",
        "--set",
        "candidate.UZB.base_hazard.range=[0.0004,0.1]",
    ]
    drawn = []
    for record in ("trajectories", "summary"):
        result = tmp_path / f"{record}.h5"
        subprocess.run([*command, "--record", record, "-o", result], capture_output=True, check=True)
        with steppe.open(result) as ds:
            drawn.append((figures.alignment_shares(ds), figures.cascade_map(ds)))
    for of_runs, of_summary in zip(*drawn, strict=True):
        one, other = lines_by_label(of_runs), lines_by_label(of_summary)
        assert list(one) == list(other)
        for label, line in one.items():
            np.testing.assert_allclose(other[label], line, rtol=1e-9, atol=1e-12)
    with steppe.open(tmp_path / "trajectories.h5") as ds:
        for ax, partner in zip(drawn[1][0].axes, ds["partner"].values, strict=True):
            runs = ds["alignment"].isel(hedger=0, arm=0).sel(partner=partner).astype("f8")
            bin_width = 2 / 511 * np.ptp(runs.to_numpy(), axis=0)
            for edge, quantile in zip(ends_of_band(ax, f"with_accords|{partner}|0.05"), (0.05, 0.95), strict=True):
                ordered = runs.quantile(quantile, "replicate", method="inverted_cdf").to_numpy()
                assert (edge <= ordered + 1e-7).all()
                assert (edge >= ordered - bin_width - 1e-7).all()


def test_outcomes_over_candidates_belong_to_no_hedger(tmp_path: Path) -> None:
    tables = {}
    for record in ("trajectories", "final", "summary"):
        result = tmp_path / f"{record}.h5"
        command = [ENGINE, "compare", BASE, "--replicates", "16", "--months", "6", "--record", record, "-o", result]
        subprocess.run([*command, "--measures", "candidate_member,welfare,pressure"], capture_output=True, check=True)
        with steppe.open(result) as ds:
            tables[record] = effect_table(ds).set_index("outcome")[["measure", "hedger", "element"]]
    assert tables["final"].loc["candidate_member[UZB]"].tolist() == ["candidate_member", "", "UZB"]
    assert tables["final"].loc["welfare[KAZ]"].tolist() == ["welfare", "KAZ", ""]
    for table in tables.values():
        pd.testing.assert_frame_equal(table, tables["trajectories"])
