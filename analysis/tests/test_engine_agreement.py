"""What the package makes of a file is what the engine printed when it wrote it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

import steppe
from steppe import contrasts
from steppe.compare import effect_table

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
