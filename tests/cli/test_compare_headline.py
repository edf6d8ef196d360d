"""The headline of ``compare``: what an arm does over another with parameters drawn, against the runs that it is of."""

import json
import re
from pathlib import Path

import h5py
import numpy as np
import pytest
from command_line import BASE, ROOT, Steppe
from steppe import SteppeFileError, headline

SIZE = ("--replicates", 60, "--months", 12)
TWO_HEDGERS = ROOT / "scenarios" / "cookbook" / "two-hedgers.toml"


def headlines(steppe: Steppe, scenario: Path, *arguments: object) -> list[dict]:
    done = steppe("compare", scenario, *SIZE, "--json", "-q", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["headline"]


def test_it_is_of_the_pairs_that_draw_a_parameter_set_each(steppe: Steppe, tmp_path: Path) -> None:
    (one,) = headlines(steppe, BASE)
    drawn = ("--draw-posterior", "--per-draw", 1, "--record", "final", "-o", "drawn.h5", "--no-headline")
    assert steppe("compare", BASE, *SIZE, *drawn).returncode == 0
    with h5py.File(tmp_path / "drawn.h5") as file:
        labels = [label.decode() for label in file["outcome"][()]]
        both = file["outcomes"][:, 0, :, labels.index("welfare[KAZ]")].astype(float)
    difference = both[0] - both[1]
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    assert one["pairs"] == 60
    assert (one["hedger"], one["outcome"], one["unit"]) == ("KAZ", "welfare[KAZ]", "G")
    assert one["median"] == pytest.approx(np.median(difference), rel=1e-12)
    assert one["quantiles_25_75"] == pytest.approx(np.quantile(difference, [0.25, 0.75]), rel=1e-12)
    assert one["quantiles_5_95"] == pytest.approx(np.quantile(difference, [0.05, 0.95]), rel=1e-12)
    assert one["probability_of_gain"] == np.mean(difference > 0)
    assert one["mean"] == pytest.approx(difference.mean(), rel=1e-12)
    assert one["mean_interval_90"][1] == pytest.approx(difference.mean() + 1.6448536269514722 * error, rel=1e-9)


def test_the_file_has_what_is_printed_and_every_draw(steppe: Steppe, tmp_path: Path) -> None:
    (one,) = headlines(steppe, BASE, "-o", "compared.h5")
    read = headline(tmp_path / "compared.h5")
    assert read.attrs["parameters"] == one["parameters"] == "posterior and priors"
    assert read.attrs["draws"] == one["draws"]
    assert read["headline_outcome"].to_series().to_dict() == {"KAZ": "welfare[KAZ]"}
    assert float(read["usd_per_g"].sel(headline_hedger="KAZ")) * one["median"] == pytest.approx(
        one["median_in_billion_usd"]
    )
    effect = read["effect"].sel(contrast="total", outcome="welfare[KAZ]").to_series()
    assert effect["pairs"] == one["pairs"]
    assert list(effect[["mean", "median", "share_positive"]]) == [
        one["mean"],
        one["median"],
        one["probability_of_gain"],
    ]
    assert list(effect[["q05", "q25", "q75", "q95"]]) == pytest.approx(
        [one["quantiles_5_95"][0], *one["quantiles_25_75"], one["quantiles_5_95"][1]], rel=0
    )
    for outcome in ("welfare[KAZ]", "alignment[KAZ, ISR]", "members"):
        draws = read["difference"].sel(contrast="total", outcome=outcome).to_numpy()
        stated = read["effect"].sel(contrast="total", outcome=outcome)
        assert len(draws) == 60
        assert float(stated.sel(statistic="mean")) == pytest.approx(draws.mean(), rel=1e-12)
        assert float(stated.sel(statistic="q25")) == pytest.approx(np.quantile(draws, 0.25), rel=1e-12)


@pytest.mark.parametrize("record", ["trajectories", "final", "summary"])
def test_results_are_the_same_with_and_without_it(steppe: Steppe, tmp_path: Path, record: str) -> None:
    for name, more in (("with.h5", ()), ("without.h5", ("--no-headline",))):
        assert steppe("compare", BASE, *SIZE, "--record", record, "-q", "-o", name, *more).returncode == 0
    with h5py.File(tmp_path / "with.h5") as one, h5py.File(tmp_path / "without.h5") as other:
        assert set(one) - set(other) == {"headline"}
        for name in other:
            if isinstance(other[name], h5py.Dataset):
                assert one[name][()].tobytes() == other[name][()].tobytes() or other[name].dtype.kind == "O"
    with pytest.raises(SteppeFileError, match="has no headline"):
        headline(tmp_path / "without.h5")


def test_it_draws_from_what_the_scenario_ships_and_says_so(steppe: Steppe) -> None:
    (one,) = headlines(steppe, BASE)
    (priors,) = headlines(steppe, BASE, "--draw-priors")
    assert (one["parameters"], one["draws"]) == ("posterior and priors", "data/kazakhstan_posterior.h5")
    assert len(one["drawn_given_the_record"].split()) == 5
    assert (priors["parameters"], priors["draws"]) == ("priors", None)
    assert one["mean"] != priors["mean"]
    text = steppe("compare", BASE, "--replicates", 8, "--months", 3, "-q").stdout
    assert "  5 parameters given the record up to 2014 (data/kazakhstan_posterior.h5), others from priors\n" in text
    assert "the record does not identify those" in text
    assert one["claims_given_the_record"] is False
    (without,) = headlines(steppe, BASE, "--set", "posterior.draws=''")
    assert without["parameters"] == "priors"


def test_usd_follow_the_gdp_and_are_absent_where_none_is_stated(steppe: Steppe) -> None:
    (one,) = headlines(steppe, BASE, "--set", "hedger.KAZ.gdp=500")
    assert one["median_in_billion_usd"] == pytest.approx(5.0 * one["median"], rel=1e-12)
    (without,) = headlines(steppe, BASE, "--set", "hedger.KAZ.gdp=0")
    assert without["median_in_billion_usd"] is None
    assert without["median"] == one["median"]  # no equation reads it


def test_every_hedger_has_one(steppe: Steppe) -> None:
    assert [one["hedger"] for one in headlines(steppe, TWO_HEDGERS)] == ["KAZ", "UZB"]


def test_it_is_skipped_on_request_and_of_a_single_pair(steppe: Steppe) -> None:
    assert headlines(steppe, BASE, "--no-headline") == []
    done = steppe("compare", BASE, "--replicates", 1, "--months", 3, "--json", "-q")
    assert json.loads(done.stdout)["headline"] == []


def test_contrasts_do_not_depend_on_it(steppe: Steppe) -> None:
    both = [json.loads(steppe.compare("--json", "-q", *more).stdout) for more in ((), ("--no-headline",))]
    assert both[0]["contrasts"] == both[1]["contrasts"]


def test_a_comparison_fits_a_screen(steppe: Steppe) -> None:
    lines = steppe("compare", BASE, *SIZE, "-q").stdout.splitlines()
    assert len(lines) <= 25
    assert max(map(len, lines)) <= 100
    assert "a gain in" in lines[1]
    every = steppe("compare", BASE, *SIZE, "-q", "--all").stdout.splitlines()
    assert len(every) > 60
    assert not [line for line in every if re.search(r"[1-9]\d{6}", line.replace(".", ""))]
