"""Forecasts from past years: what they may know, what they say of made-up observations, and what they refuse."""

import csv
import json
import math
import random
from pathlib import Path

import h5py
import numpy as np
import pytest
from command_line import ROOT, Steppe

HISTORY = ROOT / "scenarios/kazakhstan-history.toml"
PARTNERS = [
    *("ARE", "AUT", "AZE", "CHE", "CHN", "DEU", "ESP", "FRA", "GBR", "IRN", "ISR"),
    *("ITA", "NLD", "ROU", "RUS", "TJK", "TKM", "TUR", "UKR", "USA", "UZB"),
]
SMALL = ("--origins", "2004:2006", "--horizons", "1,2", "--replicates", 24, "--placebos", 0)
KEYS = {
    "group", "horizon", "mode", "baseline", "skill", "low", "high", "method", "degrees_of_freedom", "few", "origins",
    "coverage50", "coverage90",
}  # fmt: skip

Rows = list[tuple[int, str, str, str, float, str]]


def trade(until: int) -> Rows:
    """Made-up trade with every tracked partner, and arms."""
    rng = random.Random(3)
    rows: Rows = []
    level = {(flow, partner): rng.uniform(3, 7) for flow in ("exports_goods", "imports_goods") for partner in PARTNERS}
    for year in range(2000, until + 1):
        for (flow, partner), log in level.items():
            level[flow, partner] = log + rng.gauss(0, 0.2)
            rows.append((year, "KAZ", partner, flow, math.exp(level[flow, partner]), "mln USD current"))
        if year % 3:
            rows.append((year, "RUS", "KAZ", "arms_deliveries_tiv", rng.uniform(5, 80), "mln SIPRI TIV"))
        rows.append((year, "TUR", "KAZ", "arms_deliveries_tiv", rng.uniform(1, 9), "mln SIPRI TIV"))
    return rows


def written(path: Path, rows: Rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["year", "iso3_a", "iso3_b", "variable", "value", "unit"])
        out.writerows(rows)
    return path


@pytest.fixture
def observed(tmp_path: Path) -> Path:
    return written(tmp_path / "observed.csv", trade(2008))


def scores(steppe: Steppe, *words: object) -> dict:
    result = steppe("hindcast", HISTORY, *words, "--json", "-q")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_every_score_has_the_form_that_readers_count_on(steppe: Steppe, observed: Path) -> None:
    found = scores(steppe, "--observations", observed, *SMALL)
    rows = found["scores"]
    assert all(set(row) >= KEYS for row in rows)
    assert {row["group"] for row in rows} == {"trade", "un_distance", "un_point", "arms"}
    modes = {"known", "extrapolated", "placebo_shift", "placebo_permute"}
    assert {row["mode"] for row in rows} == modes
    references = {"rw", "ses", "damped", "climatology", "conditional_persistence"}
    assert {row["baseline"] for row in rows if row["group"] == "trade"} == references - {"damped"} | {"damped"}
    assert all(row["method"] == "ewc" and row["few"] and row["low"] <= row["skill"] <= row["high"] for row in rows
               if row["origins"] >= 3)  # fmt: skip
    assert all(row["low"] is None and row["degrees_of_freedom"] == 0 for row in rows if row["origins"] < 3)
    assert {row["method"] for row in found["panel"]} == {"clustered"}
    assert all(0 <= row[f"coverage{level}"] <= 1 for row in rows for level in (50, 90))


def test_results_do_not_depend_on_threads(steppe: Steppe, observed: Path) -> None:
    words = ("--observations", observed, *SMALL, "--replicates", 300, "--modes", "known")[:-4]
    one = scores(steppe, *words, "--modes", "known,placebo_permute", "--threads", 1)
    assert one == scores(steppe, *words, "--modes", "known,placebo_permute", "--threads", 3)
    assert one == scores(steppe, *words, "--modes", "known,placebo_permute", "--lanes", 1)


def forecasts(path: Path) -> dict[str, np.ndarray]:
    with h5py.File(path) as file:
        return {name: file[name][:] for name in ("forecast_q05", "forecast_median", "forecast_q95")}


def test_nothing_after_an_origin_reaches_its_forecast(steppe: Steppe, tmp_path: Path) -> None:
    """What is observed later, however absurd, moves scores and no forecast."""
    until = trade(2005)
    after = [row for row in trade(2008) if row[0] > 2005]
    absurd = [(*row[:4], 1.0 + 7 * i, row[5]) for i, row in enumerate(after)]
    words = (
        "--origins",
        "2004:2005",
        "--horizons",
        "1,2,3",
        "--replicates",
        24,
        "--placebos",
        0,
        "--modes",
        "extrapolated",
        "-q",
    )
    found = []
    for name, rows in (("later", after), ("absurd", absurd)):
        path = written(tmp_path / f"{name}.csv", until + rows)
        assert steppe("hindcast", HISTORY, "--observations", path, *words, "-o", f"{name}.h5").returncode == 0
        found.append(forecasts(tmp_path / f"{name}.h5"))
    for name, values in found[0].items():
        last = values[:, 1]  # of 2005
        assert np.isfinite(last).any()
        np.testing.assert_array_equal(last, found[1][name][:, 1], err_msg=name)


def test_parameters_are_fitted_to_nothing_after_the_cutoff(steppe: Steppe, tmp_path: Path, observed: Path) -> None:
    words = ("--observations", observed, "--origins", "2006:2006", "--horizons", 1, "--replicates", 24, "--placebos", 0,
             "--modes", "extrapolated")  # fmt: skip
    cut = scores(steppe, *words, "--fit-until", 2004, "-o", tmp_path / "cut.h5")
    assert scores(steppe, *words, "-o", tmp_path / "whole.h5")["scores"] != cut["scores"], (
        "the state is as known, the fit not"
    )
    told = "\n".join(cut["notes"])
    assert "exports_goods of KAZ with RUS: 4 after 2004 refused in fitting" in told
    assert "idealpointall of KAZ: 10 after 2004 refused in fitting" in told
    assert scores(steppe, *words, "--fit-until", 2006)["scores"] == scores(steppe, *words)["scores"]


def test_known_drivers_act_and_extrapolated_ones_are_not_looked_up(
    steppe: Steppe, tmp_path: Path, observed: Path
) -> None:
    (tmp_path / "data").mkdir()
    text = HISTORY.read_text(encoding="utf-8").replace(
        '"kazakhstan-2025.toml"', f'"{ROOT}/scenarios/kazakhstan-2025.toml"'
    )
    (tmp_path / "history.toml").write_text(text, encoding="utf-8")
    for name in ("kazakhstan_history_operators.csv", "kazakhstan_history_observations.csv"):
        (tmp_path / "data" / name).write_text(
            (ROOT / "scenarios/data" / name).read_text(encoding="utf-8"), encoding="utf-8"
        )
    drivers = (ROOT / "scenarios/data/drivers.csv").read_text(encoding="utf-8").splitlines()

    def moved(line: str) -> str:
        cells = line.split(",", 3)
        later = cells[0].startswith(("un.", "gdp.")) and cells[1] > "2006"
        return ",".join([*cells[:2], str(1.3 * float(cells[2])), cells[3]]) if later else line

    found = {}
    for name, lines in (("as it was", drivers), ("moved", [drivers[0], *map(moved, drivers[1:])])):
        (tmp_path / "data/drivers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        words = (
            "--observations",
            observed,
            "--origins",
            "2006:2006",
            "--horizons",
            "2",
            "--replicates",
            24,
            "--placebos",
            0,
        )
        result = steppe("hindcast", tmp_path / "history.toml", *words, "--json", "-q")
        assert result.returncode == 0, result.stderr
        found[name] = json.loads(result.stdout)["scores"]
    of = {
        name: {(r["group"], r["mode"], r["baseline"]): r["coverage50"] + r["skill"] for r in rows}
        for name, rows in found.items()
    }
    same = {key for key, value in of["moved"].items() if value == of["as it was"][key]}
    assert {key for key in of["moved"] if key[1] != "known"} <= same
    assert {("trade", "known", "rw"), ("un_distance", "known", "rw"), ("un_point", "known", "rw")}.isdisjoint(same)


def test_a_known_forecast_of_a_steady_world_is_right(steppe: Steppe, tmp_path: Path) -> None:
    """The golden case: trade that never moves, so that the shares of all partners are what they were."""
    flows = ("exports_goods", "imports_goods")
    rows = [
        (year, "KAZ", partner, flow, 100.0, "mln USD current")
        for year in range(2000, 2009)
        for partner in PARTNERS
        for flow in flows
    ]
    path = written(tmp_path / "steady.csv", rows)
    words = (
        "--observations",
        path,
        "--origins",
        "2007:2007",
        "--horizons",
        1,
        "--modes",
        "extrapolated",
        "--placebos",
        0,
    )
    scores(steppe, *words, "-o", tmp_path / "steady.h5")
    with h5py.File(tmp_path / "steady.h5") as file:
        names = [name.decode() for name in file["series"][:]]
        at = names.index("trade_share.CHN")
        assert file["observed"][at, list(file["year"][:]).index(2008)] == pytest.approx(100 / 21)
        assert file["forecast_median"][at, 0, 0, 0] == pytest.approx(100 / 21, rel=0.02)


def test_placebos_are_ranked(steppe: Steppe, observed: Path) -> None:
    words = ("--origins", "2004:2005", "--horizons", 1, "--replicates", 24, "--modes", "known", "--placebos", 2)
    rows = scores(steppe, "--observations", observed, *words)["placebos"]
    assert {(row["driver"], row["group"]) for row in rows} == {
        ("oil", "trade"), ("capability", "trade"), ("un", "un_distance"), ("un_peers", "un_distance"),
        ("un_peers", "un_point"),
    }  # fmt: skip
    assert all(1 <= row["rank"] <= row["of"] == 3 for row in rows)


def test_what_is_not_read_is_listed(steppe: Steppe, tmp_path: Path) -> None:
    rows = [*trade(2006), *[(2000 + i, "KAZ", "", "tea_drunk", 3.0, "cups") for i in range(5)]]
    path = written(tmp_path / "more.csv", rows)
    found = scores(
        steppe, "--observations", path, "--origins", "2004:2004", "--horizons", 1, "--placebos", 0, "--modes", "known"
    )
    assert found["skipped"] == [{"variable": "tea_drunk", "rows": 5}]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2001,KAZ,RUS,exports_goods,-1,mln USD current", "observed.csv:2"),
        ("2001,KAZ,RUS,exports_goods,nan,mln USD current", "H105"),
        ("2001,KAZ,,exports_goods,1,mln USD current", "H104"),
        ("2001,KAZ,RUS,exports_goods,1,tonnes", "H106"),
        ("two,KAZ,RUS,exports_goods,1,mln USD current", "H103"),
        ("2001,KAZ", "H102"),
        ('2001,"KAZ,RUS,exports_goods,1,mln USD current', "H102"),
    ],
)
def test_hostile_observations_are_refused_with_their_place(steppe: Steppe, tmp_path: Path, row: str, told: str) -> None:
    path = tmp_path / "observed.csv"
    path.write_text(f"year,iso3_a,iso3_b,variable,value,unit\n{row}\n", encoding="utf-8")
    result = steppe("hindcast", HISTORY, "--observations", path, *SMALL, "-o", "out.h5")
    assert result.returncode == 2
    assert told in result.stderr
    assert not (tmp_path / "out.h5").exists()


def test_faulty_options_and_scenarios_are_told_at_once(steppe: Steppe, observed: Path) -> None:
    result = steppe(
        "hindcast", HISTORY, "--observations", observed, "--origins", "2006:2004", "--horizons", "1,x", "--modes", "all"
    )
    assert result.returncode == 2
    assert {"--origins", "--horizons", "--modes"} <= {line.split(":")[0] for line in result.stderr.splitlines()}
    base = steppe(
        "hindcast", ROOT / "scenarios/kazakhstan-2025.toml", "--observations", observed, "--origins", "2004:2004"
    )
    assert base.returncode == 2
    assert "hindcast.operators" in base.stderr
    few = steppe("hindcast", HISTORY, "--observations", observed, "--origins", "2004:2004", "--replicates", 5)
    assert few.returncode == 2
    assert "20 members" in few.stderr


def test_the_files_cutoff_holds_in_what_ships() -> None:
    with (ROOT / "scenarios/data/kazakhstan_history_observations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert max(int(row["year"]) for row in rows) == 2014
    assert {row["variable"] for row in rows} == {"idealpointall", "abs_distance_idealpointall"}, "what may be shipped"
    assert all(row["source"] for row in rows)
