"""What compare prints of its outcomes, against the file that it writes."""

import json
import math
from pathlib import Path

import h5py
import numpy as np
import pytest
from command_line import BASE, Steppe


def test_json_and_table_and_file_agree(steppe: Steppe, tmp_path: Path) -> None:
    result = steppe.compare("-o", "out.h5", "--json")
    assert result.returncode == 0
    contrast = json.loads(result.stdout)["contrasts"][0]
    assert (contrast["contrast"], contrast["treated"], contrast["control"]) == (
        "total",
        "with_accords",
        "without_accords",
    )
    by_name = {row["outcome"]: row for row in contrast["outcomes"]}
    with h5py.File(tmp_path / "out.h5") as file:
        momentum = file["momentum"][:, 0].astype(float).mean(axis=-1)
        welfare = file["welfare"][:, 0, :, :, 0].astype(float).sum(axis=-1)
    for name, values in (("momentum", momentum), ("welfare[KAZ]", welfare)):
        row = by_name[name]
        difference = values[0] - values[1]
        error = difference.std(ddof=1) / math.sqrt(len(difference))
        assert row["difference"] == pytest.approx(difference.mean(), rel=1e-12)
        assert row["interval_90"] == pytest.approx(
            [difference.mean() - 1.6448536269514722 * error, difference.mean() + 1.6448536269514722 * error], rel=1e-9
        )
        assert row["spread_5_95"] == pytest.approx(np.quantile(difference, [0.05, 0.95]), rel=1e-12)
    table = steppe.compare("--all").stdout
    assert "welfare[KAZ] (sum, G)" in table
    assert "in the model" in table


def test_one_pair_has_no_interval(steppe: Steppe) -> None:
    table = steppe("compare", BASE, "--replicates", 1, "--months", 3, "--all")
    assert table.returncode == 0
    rows = [line for line in table.stdout.splitlines() if "(mean, " in line or "(sum, " in line]
    assert rows
    assert all("[" not in row.split(")", 1)[1] and "exact" not in row for row in rows)
    contrast = json.loads(steppe("compare", BASE, "--replicates", 1, "--months", 3, "--json").stdout)["contrasts"][0]
    assert all(row["interval_90"] is None and row["standard_error"] is None for row in contrast["outcomes"])


def test_outcomes_without_a_difference_are_named_below_the_table(steppe: Steppe) -> None:
    """Shocks are the same in both arms, so that the oil price has nothing to tell but that."""
    run = ("compare", BASE, "--replicates", 8, "--months", 3)
    table, _, below = steppe(*run, "--all").stdout.partition("no difference in any pair:")
    assert "oil_price" not in table
    assert "oil_price" in below
    assert "welfare[KAZ] (sum, G)" in table
    rows = {row["outcome"]: row for row in json.loads(steppe(*run, "--json").stdout)["contrasts"][0]["outcomes"]}
    assert rows["oil_price"]["difference"] == 0
    assert rows["oil_price"]["treated_mean"] > 0


def test_regret_is_the_share_of_pairs_with_less_welfare(steppe: Steppe, tmp_path: Path) -> None:
    result = steppe.compare("-o", "out.h5", "--json")
    regret = json.loads(result.stdout)["contrasts"][0]["regret"]
    with h5py.File(tmp_path / "out.h5") as file:
        welfare = file["welfare"][:, 0, :, :, 0].astype(float).sum(axis=2)
        arms = [arm.decode() for arm in file["arm"][()]]
    with_accords, without = (welfare[arms.index(arm)] for arm in ("with_accords", "without_accords"))
    assert [row["outcome"] for row in regret] == ["welfare[KAZ]"]
    assert regret[0]["probability"] == np.mean(with_accords < without)


def test_values_at_horizons_are_outcomes_of_their_own(steppe: Steppe, tmp_path: Path) -> None:
    result = steppe("compare", BASE, "--replicates", 16, "--months", 30, "-o", "out.h5", "--json")
    rows = {row["outcome"]: row for row in json.loads(result.stdout)["contrasts"][0]["outcomes"]}
    with h5py.File(tmp_path / "out.h5") as file:
        joins = file["peer_joins"][:, 0, :, :].astype(float)
        assert list(file["peer_joins"].attrs["horizons"]) == [12, 24, 60]
    assert rows["peer_joins by month 12"]["treated_mean"] == pytest.approx(joins[0, :, 11].mean(), abs=1e-12)
    assert rows["peer_joins by month 24"]["control_mean"] == pytest.approx(joins[1, :, 23].mean(), abs=1e-12)
    assert "peer_joins by month 60" not in rows
