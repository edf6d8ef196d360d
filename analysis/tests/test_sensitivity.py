"""Designs over priors, indices, the split of the variance, and the command, with functions in place of the engine."""

from __future__ import annotations

import json
import sys
from math import e, pi, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from SALib.analyze.delta import calc_delta

from steppe import sensitivity as st
from steppe.sensitivity import command
from steppe.sensitivity.delta import _deltas
from steppe.sensitivity.engine import EngineError, EngineRun, list_study
from steppe.sensitivity.text import _remedy, summary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEVEL = 0.999
COLUMNS = ["outcome", "unit", "index", "parameter", "other_parameter", "estimate", "low", "high", "tag"]


def ishigami(x: np.ndarray) -> np.ndarray:
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


ISHIGAMI_PARTS = {(0,): (1 + 0.1 * pi**4 / 5) ** 2 / 2, (1,): 49 / 8, (0, 2): 0.01 * pi**8 * 8 / 225}
ISHIGAMI = [st.Parameter(f"x{i + 1}", "uniform", -pi, pi, tag=tag) for i, tag in enumerate("JEJ")]
G_FACTORS = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])


def sobol_g(x: np.ndarray) -> np.ndarray:
    return np.prod((np.abs(4 * x - 2) + G_FACTORS) / (1 + G_FACTORS), axis=1)


def outcomes(values: np.ndarray, names: tuple[str, ...] = ("y",), unit: str = "G") -> xr.DataArray:
    """Label values of point, replicate and outcome as the paired differences of a sweep are."""
    about = {"outcome": list(names), "measure": [name.split("[")[0] for name in names], "unit": [unit] * len(names)}
    coords = {key: ("outcome", np.array(column, dtype=object)) for key, column in about.items()}
    return xr.DataArray(values, dims=("point", "replicate", "outcome"), coords=coords)


def evaluated(function: Callable[[np.ndarray], np.ndarray]) -> Callable[[pd.DataFrame], xr.DataArray]:
    return lambda points: outcomes(function(points.to_numpy())[:, None, None])


def rows(found: st.Sensitivity, index: str) -> pd.DataFrame:
    return found.indices[found.indices["index"] == index].set_index("parameter")


def assert_held(found: st.Sensitivity, index: str, exact: dict[str, float]) -> None:
    table = rows(found, index)
    assert list(table.index) == list(exact)
    values = np.array(list(exact.values()))
    assert ((table["low"] <= values) & (values <= table["high"])).all(), table
    assert (table["high"] - table["low"]).max() < 0.25


def test_ishigami_has_its_indices() -> None:
    found = st.sensitivity(ISHIGAMI, evaluated(ishigami), base_points=2048, level=LEVEL)
    variance = sum(ISHIGAMI_PARTS.values())
    first = {f"x{i + 1}": ISHIGAMI_PARTS.get((i,), 0) / variance for i in range(3)}
    total = {f"x{i + 1}": sum(v for k, v in ISHIGAMI_PARTS.items() if i in k) / variance for i in range(3)}
    assert_held(found, "S1", first)
    assert_held(found, "ST", total)
    assert (found.points, found.base_points, found.replicates) == (2048 * 5, 2048, 1)
    assert list(rows(found, "ST")["tag"]) == ["J", "E", "J"]
    judged = (total["x1"] + total["x3"]) / sum(total.values())
    assert found.outcomes["share_judgement"].item() == pytest.approx(judged, abs=0.01)
    assert np.isnan(found.outcomes["share_chance"].item())  # one replicate says nothing of chance
    assert found.outcomes["mean_difference"].item() == pytest.approx(3.5, abs=0.05)


def test_ishigami_has_its_interactions() -> None:
    found = st.sensitivity(ISHIGAMI, evaluated(ishigami), base_points=1024, level=LEVEL, second_order=True)
    assert found.points == 1024 * 8
    table = found.indices[found.indices["index"] == "S2"]
    pairs = list(zip(table["parameter"], table["other_parameter"], strict=True))
    assert pairs == [("x1", "x2"), ("x1", "x3"), ("x2", "x3")]
    exact = np.array([0, ISHIGAMI_PARTS[0, 2], 0]) / sum(ISHIGAMI_PARTS.values())
    assert ((table["low"] <= exact) & (exact <= table["high"])).all()
    np.testing.assert_allclose(table["estimate"], exact, rtol=0, atol=0.06)
    plain = st.sensitivity(ISHIGAMI, evaluated(ishigami), base_points=1024)
    np.testing.assert_allclose(rows(found, "ST")["estimate"], rows(plain, "ST")["estimate"], rtol=1e-6)


def test_sobols_g_has_its_indices() -> None:
    parameters = [st.Parameter(f"x{i}", "uniform", 0, 1) for i in range(len(G_FACTORS))]
    found = st.sensitivity(parameters, evaluated(sobol_g), base_points=2048, level=LEVEL)
    partial = 1 / (3 * (1 + G_FACTORS) ** 2)
    product = np.prod(1 + partial)
    keys = [parameter.key for parameter in parameters]
    assert_held(found, "S1", dict(zip(keys, partial / (product - 1), strict=True)))
    assert_held(found, "ST", dict(zip(keys, partial * product / (1 + partial) / (product - 1), strict=True)))
    assert found.outcomes["share_judgement"].item() == 0


def test_indices_of_a_sum_are_the_shares_of_the_priors_variances() -> None:
    low, high, mode = 1.0, 9.0, 3.0
    parameters = [st.Parameter(prior, prior, low, high, mode) for prior in st.priors.PRIORS]
    square = (high**3 - low**3) / (3 * (high - low))
    length = np.log(high / low)
    variances = {
        "uniform": (high - low) ** 2 / 12,
        "loguniform": (high**2 - low**2) / (2 * length) - ((high - low) / length) ** 2,
        "triangular": (low**2 + high**2 + mode**2 - low * high - low * mode - high * mode) / 18,
        "claim": square / 2 - ((low + high) / 4) ** 2,
    }
    found = st.sensitivity(parameters, evaluated(lambda x: x.sum(axis=1)), base_points=2048, level=LEVEL)
    shares = {key: variance / sum(variances.values()) for key, variance in variances.items()}
    assert_held(found, "S1", shares)
    assert_held(found, "ST", shares)


def test_morris_of_a_line_finds_slopes_times_ranges() -> None:
    parameters = [st.Parameter("a", "uniform", 0, 2, tag="J"), st.Parameter("b", "uniform", -1, 3, tag="L")]
    found = st.sensitivity(parameters, evaluated(lambda x: x @ [3.0, -1.0]), "morris", 12)
    assert rows(found, "mu_star")["estimate"].tolist() == pytest.approx([6, 4])
    assert rows(found, "mu")["estimate"].tolist() == pytest.approx([6, -4])
    assert rows(found, "sigma")["estimate"].tolist() == pytest.approx([0, 0], abs=1e-12)
    assert (found.points, found.base_points) == (36, 12)
    assert found.outcomes["share_judgement"].item() == pytest.approx(0.6)


def test_delta_of_a_sum_of_normals() -> None:
    rng = np.random.default_rng(3)
    x = pd.DataFrame(rng.normal(size=(3000, 3)), columns=list("abc"))
    table = st.delta_indices(x, x["a"] + x["b"], resamples=20)
    # Half the mean area between N(0, 2) and N(a, 1) over a ~ N(0, 1), by quadrature: 0.306.
    assert table.loc[["a", "b"], "delta"].tolist() == pytest.approx([0.306, 0.306], abs=0.04)
    assert table.loc["c", "delta"] < 0.05
    assert (table["delta_low"] < table["delta_high"]).all()
    assert st.delta_indices(x, np.ones(3000)).isna().all(axis=None)


@pytest.mark.filterwarnings("ignore")
def test_delta_before_bias_is_salibs() -> None:
    rng = np.random.default_rng(4)
    for n in (40, 300, 1700):
        x = np.column_stack([rng.normal(size=n), rng.integers(0, 2, n)])
        y = x[:, 0] ** 2 * (rng.random(n) < 0.4) + x[:, 1]
        power = 2.0 / (7.0 + np.tanh((1500.0 - n) / 500.0))
        edges = np.linspace(0, n, round(min(int(np.ceil(n**power)), 48)) + 1)
        theirs = [calc_delta(y, np.linspace(y.min(), y.max(), 100), column, edges) for column in x.T]
        np.testing.assert_allclose(_deltas(y, x), theirs, rtol=1e-10)


def test_delta_finds_what_matters_in_a_latin_hypercube() -> None:
    found = st.sensitivity(ISHIGAMI, evaluated(lambda x: x[:, 1] ** 3), "delta", 300, resamples=20)
    table = rows(found, "delta")
    assert table.loc["x2", "low"] > 0.3
    assert (table.loc[["x1", "x3"], "estimate"] < 0.15).all()
    points = st.make_plan(ISHIGAMI, "delta", 300).points
    assert (np.sort(((points + pi) / (2 * pi) * 300).astype(int), axis=0) == np.arange(300)[:, None]).all()


@pytest.mark.parametrize(
    ("prior", "expected"),
    [
        ("uniform", [2, 4, 6, 8, 10]),
        ("loguniform", [2, 2 * 5**0.25, 2 * sqrt(5), 2 * 5**0.75, 10]),
        # Rises to u = 1/4 at the mode, 4.
        ("triangular", [2, 4, 10 - 8 * sqrt(0.5 * 0.75), 10 - 8 * sqrt(0.25 * 0.75), 10]),
        ("claim", [0, 0, 2, 6, 10]),
    ],
)
def test_quantiles_of_priors(prior: str, expected: list[float]) -> None:
    parameter = st.Parameter("x", prior, 2, 10, 4)
    np.testing.assert_allclose(parameter.quantile([0, 0.25, 0.5, 0.75, 1]), expected, rtol=1e-15)
    inside = parameter.quantile(np.linspace(0, 1, 1001))
    assert (np.diff(inside) >= 0).all()
    assert ((inside >= 2) & (inside <= 10) | (inside == 0) & (prior == "claim")).all()


def test_quantiles_of_triangles_with_the_mode_at_an_end() -> None:
    assert st.Parameter("x", "triangular", 0, 1, 0).quantile(0.75) == 0.5
    assert st.Parameter("x", "triangular", 0, 1, 1).quantile(0.25) == 0.5
    assert st.Parameter("x", "loguniform", 1, e, 1).quantile(0.5) == pytest.approx(sqrt(e), rel=1e-15)


def test_quantiles_of_values_and_whole_numbers() -> None:
    u = [0, 0.24, 0.25, 0.5, 0.76, 1]
    assert st.Parameter("x", values=(0, 1)).quantile(u).tolist() == [0, 0, 0, 1, 1, 1]
    assert st.Parameter("x", "uniform", 3, 6, whole=True).quantile(u).tolist() == [3, 3, 4, 5, 6, 6]


VARIED = [
    {"key": "a", "unit": "G", "tag": "judgement", "prior": "loguniform", "low": 1, "high": 4, "value": 2},
    {"key": "b", "unit": "1", "tag": "E", "prior": "claim", "low": 0.5, "high": 1, "value": 0.7},
]


def test_parameters_are_read_as_the_engine_tells_them() -> None:
    a, b = st.read_parameters(VARIED)
    assert a == st.Parameter("a", "loguniform", 1, 4, 2, "G", "J")
    assert (b.prior, b.tag) == ("claim", "E")
    (switch,) = st.read_parameters([{"key": "s", "unit": "1", "tag": "A", "values": [0, 1], "value": 1}])
    assert switch.values == (0, 1)
    (switch,) = st.read_parameters([{**VARIED[0], "kind": "on_off", "values": []}])
    assert switch.values == (0, 1)
    (whole,) = st.read_parameters([{**VARIED[0], "kind": "integer", "prior": "uniform"}])
    assert whole.quantile([0.1, 0.9]).tolist() == [1, 4]


def test_every_parameter_at_fault_is_named() -> None:
    bad = [
        {**VARIED[0], "prior": "fixed"},
        {**VARIED[1], "low": 2},
        {**VARIED[0], "key": "c", "low": 0},
        {**VARIED[0], "key": "d", "prior": "triangular", "value": 9},
        {**VARIED[0], "key": "e", "values": [1]},
    ]
    with pytest.raises(ValueError, match=r"a has the prior 'fixed'") as fault:
        st.read_parameters([*VARIED, *bad])
    assert len(str(fault.value).splitlines()) == len(bad)
    with pytest.raises(ValueError, match="no parameter"):
        st.read_parameters([])


def nested(points: int, replicates: int, seed: int, common: float = 0.0) -> np.ndarray:
    """Differences with variance 4 of points, 2 of single runs, and of shocks that all points meet."""
    rng = np.random.default_rng(seed)
    made = 2 * rng.normal(size=(points, 1)) + sqrt(2) * rng.normal(size=(points, replicates))
    return made + common * rng.normal(size=replicates)


@pytest.mark.parametrize("common", [0.0, 3.0])
def test_the_split_recovers_known_components(common: float) -> None:
    worlds = [st.variance_split(nested(300, 4, seed, common), resamples=50) for seed in range(40)]
    table = pd.DataFrame(worlds).mean()
    # Standard errors of the means: 4 sqrt(2 / 300 / 40) for points, and for chance that of 40 x 4 shocks.
    assert table["variance_parameters"] == pytest.approx(4, abs=0.2)
    assert table["variance_chance"] == pytest.approx(2 + common**2, abs=0.2 if common == 0 else 4)
    assert table["share_noise"] == pytest.approx(0.5 / 4.5, abs=0.02)
    assert (table["share_parameters"] + table["share_chance"]) == pytest.approx(1)


def test_intervals_of_the_split() -> None:
    held = 0
    for seed in range(60):
        split = st.variance_split(nested(200, 5, seed), level=0.9)
        held += split["share_parameters_low"] <= 4 / 6 <= split["share_parameters_high"]
        assert split["share_chance_low"] == pytest.approx(1 - split["share_parameters_high"])
    assert held >= 0.75 * 60


def test_the_split_of_pure_chance_and_of_none() -> None:
    chance = np.random.default_rng(1).normal(size=(400, 5))
    assert st.variance_split(chance)["share_parameters"] == pytest.approx(0, abs=0.05)
    sure = st.variance_split(np.arange(20.0)[:, None] + np.zeros(3))
    assert (sure["share_parameters"], sure["share_chance"], sure["share_noise"]) == (1, 0, 0)
    same = st.variance_split(np.zeros((20, 3)))
    assert np.isnan(same["share_parameters"])
    assert same["variance_parameters"] == same["variance_chance"] == 0


def test_the_split_without_pairs_that_failed() -> None:
    d = nested(300, 12, seed=5)
    whole = st.variance_split(d)["variance_parameters"]
    d[7, 3] = np.nan
    assert st.variance_split(d)["variance_parameters"] == pytest.approx(whole, rel=0.02)
    d[np.arange(12), np.arange(12)] = np.nan  # no replicate finished everywhere
    assert st.variance_split(d)["variance_parameters"] == pytest.approx(whole, rel=0.05)
    d[9, 1:] = np.nan
    assert np.isnan(list(st.variance_split(d).values())).all()


def test_outcomes_are_analysed_on_their_own() -> None:
    names = ("welfare[KAZ]", "rare", "none", "failed", "clipped_share")
    plan = st.make_plan(ISHIGAMI, base_points=64)
    x = plan.points.to_numpy()
    values = np.zeros((len(x), 3, len(names)))
    values[:, :, 0] = x[:, [0]] + [0, 0.1, 0.2]
    values[5, 1, 1] = 1.0
    values[:, :, 3] = x[:, [1]]
    values[8, :, 3] = np.nan
    values[:, :, 4] = x[:, [1]]
    values[9, 0, 4] = np.nan
    found = st.analyse(plan, outcomes(values, names))
    table = found.indices.pivot_table(index="outcome", columns=["index", "parameter"], values="estimate", dropna=False)
    assert table.loc["welfare[KAZ]", ("ST", "x1")] == pytest.approx(1, abs=0.05)
    assert table.loc["clipped_share", ("ST", "x2")] == pytest.approx(1, abs=0.05)
    assert table.loc[["none", "failed"]].isna().all(axis=None)
    about = found.outcomes.set_index("outcome")
    assert about.loc["welfare[KAZ]", "share_judgement"] == 1
    assert np.isnan(about.loc["none", "share_judgement"])
    assert list(about["role"]) == ["outcome"] * 4 + ["diagnostic"]
    tidy = found.tidy()
    assert list(tidy.columns) == COLUMNS
    assert not tidy.duplicated(["outcome", "index", "parameter", "other_parameter"]).any()
    share = tidy[(tidy["index"] == "share_chance") & (tidy["outcome"] == "welfare[KAZ]")].iloc[0]
    assert share["low"] <= share["estimate"] <= share["high"]


def test_the_interval_of_the_mean_counts_points_and_shocks() -> None:
    """It holds the mean over the priors as often as it says, though all points meet the same shocks."""
    plan = st.make_plan([st.Parameter("a", "uniform", -1, 1)], "delta", 40)
    held, worlds = 0, 200
    for seed in range(worlds):
        rng = np.random.default_rng(seed)
        a = rng.uniform(-1, 1, size=(40, 1))
        values = (5 + a + rng.normal(size=10) + 0.1 * rng.normal(size=(40, 10)))[:, :, None]
        found = st.analyse(plan, outcomes(values), level=0.9, resamples=2).outcomes.iloc[0]
        held += found["mean_difference_low"] <= 5 <= found["mean_difference_high"]
    assert held == pytest.approx(0.9 * worlds, abs=4 * sqrt(0.09 * worlds))
    one = st.analyse(plan, outcomes(np.ones((40, 1, 1))), resamples=2).outcomes.iloc[0]
    assert np.isnan(one["mean_difference_low"])


def test_indices_of_chance_are_not_told() -> None:
    plan = st.make_plan(ISHIGAMI, base_points=32)
    rng = np.random.default_rng(4)
    chance = rng.normal(size=(len(plan.points), 8, 1))
    clear = chance + 5 * plan.points["x1"].to_numpy()[:, None, None]
    values = np.concatenate([chance, clear], axis=2)
    told = []
    found = st.analyse(
        plan, outcomes(values, ("welfare[KAZ]", "alignment[KAZ, USA]")), progress=lambda *at: told.append(at)
    )
    assert told == [(1, 2), (2, 2)]
    text = summary(found, ("a", "b"))
    of_chance, of_clear = (part for part in text.split("\n\n") if ": mean difference" in part)
    if "alignment" in of_chance:
        of_chance, of_clear = of_clear, of_chance
    assert "too few replicates to tell what it hangs on" in of_chance
    assert "x1" not in of_chance
    assert "judgement" not in of_chance
    assert "x1" in of_clear
    assert "judgement owns" in of_clear
    # Eight replicates that leave 80 % to chance; as many again as 0.8 / 0.2 x 9 leave 10 %.
    assert _remedy(8, 0.8) == "; about 290 would leave 10 % to chance"
    assert _remedy(8, 1.0) == ""


def test_a_seed_fixes_everything() -> None:
    found = [st.sensitivity(ISHIGAMI, evaluated(ishigami), base_points=32, seed=seed).tidy() for seed in (0, 0, 1)]
    pd.testing.assert_frame_equal(found[0], found[1])
    assert not found[0].equals(found[2])


@pytest.mark.parametrize(
    "call",
    [
        lambda: st.make_plan(ISHIGAMI, "fast"),
        lambda: st.make_plan(ISHIGAMI, "morris", second_order=True),
        lambda: st.make_plan(ISHIGAMI, "delta", 1),
        lambda: st.make_plan(ISHIGAMI, "sobol", 48),
        lambda: st.make_plan([*ISHIGAMI, ISHIGAMI[0]]),
        lambda: st.analyse(st.make_plan(ISHIGAMI), outcomes(np.zeros((3, 2, 1)))),
        lambda: st.contrast_arms("half"),
        lambda: st.contrast_arms("a - a"),
        lambda: st.delta_indices(pd.DataFrame({"a": [1, 2]}), [1.0, np.nan]),
    ],
)
def test_what_cannot_be_analysed_is_refused(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        call()


def test_contrasts_have_arms() -> None:
    assert st.contrast_arms("total") == ("with_accords", "without_accords")
    assert st.contrast_arms("endogenous - no_accords") == ("endogenous", "no_accords")


STUDY = """schema = "steppe-study/1"
title = "Of \\"incentives\\""
scenario = "../base.toml"
arms = ["endogenous"]
replicates = 3
months = 6
seed = 5
record = "trajectories"
[design]
kind = "grid"
[design.parameters]
"a" = { range = [1, 4], levels = 2 }
"""

FAKE = """#!{python}
import json, os, pathlib, shutil, sys
study = pathlib.Path(sys.argv[2])
if "--dry-run" in sys.argv:
    if not study.exists():
        print("no such file", file=sys.stderr)
        sys.exit(2)
    print(pathlib.Path(r"{plan}").read_text())
    sys.exit(0)
shutil.copytree(study.parent, r"{seen}", dirs_exist_ok=True)
pathlib.Path(r"{seen}", "arguments").write_text(json.dumps(sys.argv[1:]))
sys.exit({code})
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study, and an engine that tells what it varies and is interrupted when it runs it."""
    (tmp_path / "studies").mkdir()
    (tmp_path / "studies" / "study.toml").write_text(STUDY)
    (tmp_path / "plan.json").write_text(json.dumps({"varied": VARIED}))
    fake = tmp_path / "engine"
    fake.write_text(FAKE.format(python=sys.executable, plan=tmp_path / "plan.json", seen=tmp_path / "seen", code=130))
    fake.chmod(0o755)
    monkeypatch.setenv("STEPPE_ENGINE", str(fake))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: object) -> int:
    return st.main(["studies/study.toml", "-o", "out.h5", *map(str, arguments)])


class Instead:
    """Stands for the engine: Ishigami's function of the first and second parameter, and a failed pair."""

    def __init__(self, *_: object) -> None:
        self.code = 4

    def __call__(self, points: pd.DataFrame) -> xr.DataArray:
        """Differences at points."""
        x = points.to_numpy()
        noise = np.random.default_rng(0).normal(size=(len(x), 4))
        values = np.stack([x[:, [0]] * x[:, [1]] + noise, x[:, [1]] + 0 * noise], axis=-1)
        values[3, 2] = np.nan
        return outcomes(values, ("welfare[KAZ]", "alignment[KAZ, RUS]"))


def test_the_engine_runs_the_points_as_a_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--base-points", 8, "--replicates", 7, "--progress", "always", "--contrast", "publicity") == 130
    assert "exit code 130; no indices were made" in capsys.readouterr().err
    points = pd.read_csv(folder / "seen" / "points.csv")
    pd.testing.assert_frame_equal(points, st.make_plan(st.read_parameters(VARIED), base_points=8).points)
    text = (folder / "seen" / "study.toml").read_text()
    assert 'scenario = "../base.toml"' in text  # as seen from the folder of the design, wherever that lies
    for line in (
        'title = "Sensitivity: Of \\"incentives\\""',
        'arms = ["with_accords", "quiet_deepening"]',
        "replicates = 7",
        "seed = 5",
        'record = "final"',
        'kind = "list"',
    ):
        assert line in text.splitlines()
    arguments = json.loads((folder / "seen" / "arguments").read_text())
    assert arguments[2:] == ["-o", "out.h5", "--progress", "always"]
    assert sorted(path.name for path in folder.iterdir()) == ["engine", "plan.json", "seen", "studies"]


def test_the_study_keeps_its_replicates_unless_told(folder: Path) -> None:
    text = list_study(folder / "studies" / "study.toml", ["a", "b"], "points.csv")
    assert "replicates = 3" in text.splitlines()
    evaluate = EngineRun(str(folder / "engine"), folder / "studies" / "study.toml", folder / "o.h5", ("a", "b"))
    with pytest.raises(EngineError) as stopped:
        evaluate(pd.DataFrame({"a": [1.0]}))
    assert stopped.value.code == 130


def test_the_command_writes_and_tells_the_indices(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "EngineRun", Instead)
    assert run("--base-points", 64) == 4  # some pairs failed; the rest is analysed
    table = pd.read_csv(folder / "out.h5.indices.csv")
    assert list(table.columns) == COLUMNS
    of_alignment = table[table["outcome"] == "alignment[KAZ, RUS]"].set_index(["index", "parameter"])["estimate"]
    assert of_alignment["ST", "b"] == pytest.approx(1, abs=0.05)
    assert of_alignment["ST", "a"] == 0
    shown = capsys.readouterr().out
    assert shown.startswith("In the model: ")
    assert "256 points of 4 paired replicates" in shown
    assert shown.index("welfare[KAZ]: mean difference") < shown.index("alignment[KAZ, RUS]")
    assert "comes from the parameters" in shown
    assert max(map(len, shown.splitlines())) <= 120
    again = (folder / "out.h5.indices.csv").read_bytes()
    assert run("--base-points", 64, "--force") == 4
    assert (folder / "out.h5.indices.csv").read_bytes() == again


@pytest.mark.parametrize("method", ["morris", "delta"])
def test_the_command_tells_other_indices(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], method: str
) -> None:
    monkeypatch.setattr(command, "EngineRun", Instead)
    assert run("--base-points", 30, "--method", method) == 4
    indices = set(pd.read_csv(folder / "out.h5.indices.csv")["index"])
    assert ({"mu", "mu_star", "sigma"} if method == "morris" else {"delta"}) < indices
    assert {"morris": "mu_star: mean size", "delta": "delta: how far"}[method] in capsys.readouterr().out


def test_every_fault_is_told_and_nothing_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "out.h5").write_text("kept")
    (folder / "out.h5.indices.csv").write_text("kept")
    (folder / "plan.json").write_text(json.dumps({"varied": [{**VARIED[0], "prior": "fixed"}]}))
    assert run("--base-points", 12, "--contrast", "none", "--replicates", 0, "--seed", -1) == 2
    told = capsys.readouterr().err
    for part in (
        "power of 2",
        "no contrast 'none'",
        "--replicates 0",
        "--seed -1",
        "out.h5 exists already",
        "out.h5.indices.csv exists already",
        "a has the prior 'fixed'",
    ):
        assert part in told
    assert run("--method", "morris", "--second-order", "--base-points", 1, "--force") == 2
    told = capsys.readouterr().err
    assert "--second-order belongs to" in told
    assert "at least 2" in told
    assert run("--method", "fast", "--base-points", "few", "--seed", "x", "--progress", "maybe", "--force") == 2
    told = capsys.readouterr().err
    for part in ("no method 'fast'", "--base-points few, must be", "--seed x, must be", "--progress maybe, must be"):
        assert part in told
    assert (folder / "out.h5").read_text() == (folder / "out.h5.indices.csv").read_text() == "kept"
    assert not (folder / "seen").exists()


def test_a_study_that_is_not_there(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert st.main(["none.toml", "-o", "out.h5"]) == 2
    assert "no such file" in capfd.readouterr().err
    assert st.main(["none.toml", "-o", "no/out.h5"]) == 2
    told = capfd.readouterr().err
    assert "no such file" in told
    assert "folder 'no' does not exist" in told
    assert not (folder / "out.h5").exists()


def test_the_study_is_not_the_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert st.main(["studies/study.toml", "-o", "studies/study.toml", "--force"]) == 2
    assert "is the study itself" in capsys.readouterr().err
    assert (folder / "studies" / "study.toml").read_text() == STUDY


def test_an_engine_that_is_absent_or_old(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--engine", "no-such-engine") == 3
    assert "cannot find the engine 'no-such-engine'" in capsys.readouterr().err
    (folder / "plan.json").write_text("{}")
    assert run() == 3
    assert "older version" in capsys.readouterr().err
    monkeypatch.delenv("STEPPE_ENGINE")
    monkeypatch.setenv("PATH", str(folder))
    assert run() == 3
