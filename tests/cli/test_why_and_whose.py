"""Why now, to whose benefit, and by which incentive: the commands attribute, hazard and benefit."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
import steppe as analysis
from command_line import BASE, ROOT, Steppe

INCENTIVES = ("--incentives", "F1,G1,S1,T1")
SMALL = ("-n", 6, "--months", 12, "-q")


def test_shares_add_up_to_the_contrast(steppe: Steppe, tmp_path: Path) -> None:
    measures = ("--measures", "welfare,has_joined,accession_probability")
    result = steppe(
        *("attribute", BASE, "--contrasts", "total,endogenous", *measures, *INCENTIVES, *SMALL, "-o", "a.h5", "--json")
    )
    assert result.returncode == 0, result.stderr
    with analysis.open(tmp_path / "a.h5") as file:
        assert dict(file.sizes).items() >= {"contrast": 2, "incentive": 4, "coalition": 16, "replicate": 6}.items()
        total = file["share_of_replicate"].sum("incentive")
        np.testing.assert_allclose(total, file["with_incentives"] - file["without_incentives"], rtol=0, atol=1e-13)
        means = file["coalition_mean"].sel(coalition=15)
        np.testing.assert_allclose(means, file["with_incentives"].mean("replicate"), rtol=1e-12)
        written = float(file["share"].sel(contrast="total", incentive="G1", outcome="welfare[KAZ]"))
    told = json.loads(result.stdout)["attributions"][0]
    row = next(row for row in told["outcomes"] if row["outcome"] == "welfare[KAZ]")
    assert row["shares"]["G1"]["mean"] == pytest.approx(written, rel=1e-12)
    assert (tmp_path / "a.h5.json").exists()


def test_coalitions_are_runs_with_switches(steppe: Steppe, tmp_path: Path) -> None:
    """What closed arms share and what packs mix changes no bit of a coalition."""
    assert steppe("attribute", BASE, *INCENTIVES, *SMALL, "-o", "a.h5").returncode == 0
    switches = [word for name in ("F1", "S1") for word in ("--set", f"incentive.{name}=false")]
    single = steppe("compare", BASE, *switches, *SMALL, "--record", "final", "-o", "c.h5")
    assert single.returncode == 0, single.stderr
    with analysis.open(tmp_path / "a.h5") as shares, analysis.open(tmp_path / "c.h5") as pair:
        ids = list(shares["incentive"].values)
        coalition = sum(1 << ids.index(name) for name in ("G1", "T1"))
        outcomes = pair["outcomes"]
        difference = (outcomes.sel(arm="with_accords") - outcomes.sel(arm="without_accords")).mean("replicate")
        np.testing.assert_allclose(
            shares["coalition_mean"].sel(contrast="total", coalition=coalition), difference, rtol=1e-9, atol=1e-12
        )


def test_attribution_does_not_depend_on_threads(steppe: Steppe, tmp_path: Path) -> None:
    for threads in (1, 3):
        result = steppe("attribute", BASE, *INCENTIVES, *SMALL, "-j", threads, "-o", f"{threads}.h5")
        assert result.returncode == 0
    assert (tmp_path / "1.h5").read_bytes() == (tmp_path / "3.h5").read_bytes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--contrasts", "totla"), "unknown contrast or arm 'totla'; did you mean 'total'? [C104]"),
        (("--contrasts", "total,total"), "'total' is named twice [C104]"),
        (("--incentives", "F1,Q9"), "unknown incentive 'Q9'"),
        (("--incentives", "F1", "--set", "incentive.F1=false"), "'F1' is off in this scenario [C104]"),
        (("--measures", "welfre"), "unknown measure 'welfre'; did you mean 'welfare'? [C104]"),
    ],
)
def test_attribute_refuses_what_it_does_not_know(
    steppe: Steppe, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    result = steppe("attribute", BASE, *words, "-o", "a.h5")
    assert result.returncode == 2
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_hazard_says_when_and_why(steppe: Steppe, tmp_path: Path) -> None:
    result = steppe("hazard", BASE, "-n", 40, "--months", 14, "-o", "h.h5", "-q")
    assert result.returncode == 0, result.stderr
    for words in ("When: probability of an accession", "Why now: hazard in the opening month", "What would move it"):
        assert words in result.stdout
    when = next(line for line in result.stdout.splitlines() if line.startswith("When: "))
    ends = [float(end) for end in re.findall(r"[\[ ](-?[0-9.]+)[,\]]", when)]
    assert len(ends) == 6
    assert all(0 <= end <= 1 for end in ends)
    with analysis.open(tmp_path / "h.h5") as file:
        hazard = file["hazard"]
        assert hazard.attrs["units"] == "1/month"
        by_incentive = file["hazard_without_incentives"] + file["incentive_share"].sum("incentive")
        by_condition = file["hazard_under_typical_conditions"] + file["condition_share"].sum("condition")
        np.testing.assert_allclose(by_incentive, hazard, atol=1e-12)
        np.testing.assert_allclose(by_condition, hazard, atol=1e-12)
        joined = file["has_joined"].isel(hedger=0).values
        assert (np.diff(joined) >= 0).all()
        np.testing.assert_allclose(file["at_risk"].isel(hedger=0)[1:], 40 * (1 - joined[:-1]), atol=1e-9)
        np.testing.assert_allclose(file["swing"], file["joined_at_high"] - file["joined_at_low"], atol=1e-12)
        assert "game.raise_rate" in file["parameter"].values
        check = abs(file["incentive_share_check"] - file["incentive_share"].isel(time=0)).max()
        assert float(check) < 0.05 * float(hazard.isel(time=0, hedger=0))
    again = steppe("hazard", BASE, "-n", 40, "--months", 14, "-j", 1, "--lanes", 1, "-o", "again.h5", "-q", timeout=400)
    assert again.returncode == 0
    with analysis.open(tmp_path / "h.h5") as file, analysis.open(tmp_path / "again.h5") as other:
        for name in file.data_vars:
            np.testing.assert_array_equal(file[name], other[name])


def test_the_hazard_of_the_first_month_is_that_of_a_run(steppe: Steppe, tmp_path: Path) -> None:
    arguments = ("-n", 40, "--months", 14, "-q")
    assert steppe("hazard", BASE, *arguments, "-o", "h.h5").returncode == 0
    assert steppe("run", BASE, *arguments, "-o", "r.h5").returncode == 0
    with analysis.open(tmp_path / "h.h5") as file, analysis.open(tmp_path / "r.h5") as run:
        probability = run["accession_probability"].isel(arm=0, hedger=0)
        at_risk = run["status"].isel(arm=0, hedger=0).shift(time=1, fill_value=0) == 0
        recorded = probability.where(at_risk).mean("replicate")
        np.testing.assert_allclose(file["hazard"].isel(hedger=0), recorded, rtol=1e-6)


def test_benefit_sets_readings_side_by_side(steppe: Steppe, tmp_path: Path) -> None:
    rivals = ROOT / "scenarios" / "rivals"
    result = steppe("benefit", BASE, "--rivals", rivals, "-n", 16, "--months", 12, "-o", "b.h5", "-q")
    assert result.returncode == 0, result.stderr
    assert "principal_gain[KAZ, USA] (G)" in result.stdout
    assert "R7-trend" in result.stdout
    with analysis.open(tmp_path / "b.h5") as file:
        names = sorted((path.stem for path in rivals.glob("*.toml")), key=lambda name: int(name[1:].split("-")[0]))
        assert len(names) == 14
        assert list(file["reading"].values) == ["base", "priors", *names]
        means = file["effects"].sel(outcome_statistic="mean")
        parts = means.sel(contrast=["substance", "inducement", "interaction"]).sum("contrast")
        np.testing.assert_allclose(parts, means.sel(contrast="total"), atol=1e-9)
        other = means.sel(contrast=["substance", "publicity"]).sum("contrast")
        np.testing.assert_allclose(other, means.sel(contrast="total"), atol=1e-9)
        in_file = float(means.sel(reading="R6-backlash", contrast="total", outcome="welfare[KAZ]"))
    alone = steppe("compare", rivals / "R6-backlash.toml", "-n", 16, "--months", 12, "--json", "-q")
    rows = json.loads(alone.stdout)["contrasts"][0]["outcomes"]
    assert in_file == next(row["difference"] for row in rows if row["outcome"] == "welfare[KAZ]")


def test_benefit_refuses_rivals_of_another_kind(steppe: Steppe, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(f'schema = "steppe/1"\nextends = "{BASE}"\ntitle = "bad"\n[hedger.KAZ]\nprecisoin = 3.0\n')
    other = ROOT / "scenarios" / "cookbook" / "two-hedgers.toml"
    result = steppe("benefit", BASE, "--rivals", f"{bad},{other},nowhere.toml", "-o", "b.h5")
    assert result.returncode == 2
    assert "did you mean" in result.stderr
    assert "has other actors than" in result.stderr
    assert "nowhere.toml" in result.stderr
    assert not (tmp_path / "b.h5").exists()
