"""Groups, inputs that depend on each other, designs that grow, and indices by month, against closed forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from sample_functions import evaluated, rows
from scipy.stats import norm

from steppe import sensitivity as st
from steppe.sensitivity.command import _groups
from steppe.sensitivity.joint import GaussianCopula, JointDraws, read_copula, read_joint_draws
from steppe.sensitivity.swept import paired_by_month, paired_outcomes

if TYPE_CHECKING:
    from pathlib import Path

    import xarray as xr

LINEAR = [st.Parameter(f"{group}.{i}", "uniform", 0.0, 1.0, tag=tag) for group, i, tag in
          (("a", 1, "J"), ("a", 2, "J"), ("b", 1, "E"), ("b", 2, "D"))]  # fmt: skip
WEIGHTS = np.array([1.0, 2.0, 3.0, 0.0])


def linear(x: np.ndarray) -> np.ndarray:
    """Of independent uniforms: shares of the variance are those of the squared weights."""
    return x @ WEIGHTS


def test_indices_of_groups_are_the_sums_of_their_members() -> None:
    plan = st.make_plan(LINEAR, base_points=512, groups={"a.1": "first", "a.2": "first"})
    assert plan.names == ["first", "b.1", "b.2"]
    assert len(plan.points) == 512 * (3 + 2)
    found = st.analyse(plan, evaluated(linear)(plan.points))
    shares = rows(found, "ST")["estimate"]
    assert shares["first"] == pytest.approx(5 / 14, abs=0.02)
    assert shares["b.1"] == pytest.approx(9 / 14, abs=0.02)
    assert shares["b.2"] == pytest.approx(0.0, abs=1e-9)
    assert rows(found, "S1")["estimate"]["first"] == pytest.approx(5 / 14, abs=0.02)
    assert rows(found, "ST")["tag"]["first"] == "J"
    assert found.base_points == 512


def test_groups_are_named_by_tag_subject_or_pattern() -> None:
    assert _groups(["tag"], LINEAR) == {"a.1": "tag J", "a.2": "tag J", "b.1": "tag E", "b.2": "tag D"}
    assert _groups(["subject"], LINEAR) == {"a.1": "a", "a.2": "a", "b.1": "b", "b.2": "b"}
    assert _groups(["ones=*.1"], LINEAR) == {"a.1": "ones", "b.1": "ones"}
    with pytest.raises(ValueError, match=r"a\.1 is in the group 'ones' already"):
        _groups(["ones=*.1", "tag"], LINEAR)
    with pytest.raises(ValueError, match="must be tag, subject, or NAME=KEY"):
        _groups(["none=c.*"], LINEAR)


def test_draws_that_belong_together_stay_together_and_have_one_index(tmp_path: Path) -> None:
    """a.1 = a.2: the variance of a.1 + 2 a.2 is that of 3 a.1, so that they own 9 of 18 parts, and b.1 the rest."""
    line = np.linspace(0.0, 1.0, 400)
    path = tmp_path / "posterior.csv"
    pd.DataFrame({"a.1": line, "a.2": line}).to_csv(path, index=False)
    draws = read_joint_draws(path)
    plan = st.make_plan(LINEAR, base_points=1024, joint=[draws])
    assert plan.names == ["b.1", "b.2", "posterior"]
    assert list(plan.points) == [parameter.key for parameter in LINEAR]
    assert (plan.points["a.1"] == plan.points["a.2"]).all()
    assert set(plan.points["a.1"]) <= set(line)
    found = rows(st.analyse(plan, evaluated(linear)(plan.points)), "ST")["estimate"]
    assert found["posterior"] == pytest.approx(0.5, abs=0.02)
    assert found["b.1"] == pytest.approx(0.5, abs=0.02)


def test_a_copula_joins_priors_and_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "copula.csv"
    path.write_text("a.1,a.2\n1,0.8\n0.8,1\n")
    copula = read_copula(path, LINEAR)
    plan = st.make_plan(LINEAR, base_points=1024, joint=[copula])
    independent = plan.points.iloc[plan.independent]
    scores = norm.ppf(independent[["a.1", "a.2"]].to_numpy())
    assert np.corrcoef(scores.T)[0, 1] == pytest.approx(0.8, abs=0.02)
    for key in ("a.1", "a.2"):
        assert independent[key].mean() == pytest.approx(0.5, abs=0.01)
        assert independent[key].var() == pytest.approx(1 / 12, abs=0.003)
    # Of uniforms behind normal scores with correlation r the correlation is 6 asin(r / 2) / pi.
    joined = 1 + 4 + 2 * 2 * 6 * np.arcsin(0.4) / np.pi
    found = rows(st.analyse(plan, evaluated(linear)(plan.points)), "ST")["estimate"]
    assert found["copula"] == pytest.approx(joined / (joined + 9), abs=0.02)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a.1,c\n1,0\n0,1\n", "joins c, which the study does not vary"),
        ("a.1,a.2\n1,0.5\n0.4,1\n", "symmetric matrix"),
        ("a.1,a.2\n1,0.5\n", "symmetric matrix"),
        ("a.1,a.2,b.1\n1,0.9,-0.9\n0.9,1,0.9\n-0.9,0.9,1\n", "contradict each other"),
        ("a.1,a.2\n1,x\nx,1\n", "no table of numbers"),
    ],
)
def test_a_copula_that_is_none_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "copula.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match=fault):
        read_copula(path, LINEAR)


def test_draws_that_are_none_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "draws.csv"
    path.write_text("a.1\n1\n")
    with pytest.raises(ValueError, match="it needs two or more"):
        read_joint_draws(path)
    path.write_text("a.1\n1\nnan\n")
    with pytest.raises(ValueError, match="no finite number"):
        read_joint_draws(path)


def test_morris_and_delta_refuse_what_they_cannot() -> None:
    draws = JointDraws("j", pd.DataFrame({"a.1": [0.0, 1.0]}))
    with pytest.raises(ValueError, match="one parameter at a time"):
        st.make_plan(LINEAR, "morris", joint=[draws])
    with pytest.raises(ValueError, match="only the method sobol has indices of groups"):
        st.make_plan(LINEAR, "delta", groups={"a.1": "g"})
    with pytest.raises(ValueError, match="no indices of second order"):
        st.make_plan(LINEAR, groups={"a.1": "g"}, second_order=True)
    assert len(st.make_plan(LINEAR, "delta", 64, joint=[draws]).points) == 64


@pytest.mark.parametrize("joined", [False, True])
def test_a_larger_design_begins_with_the_smaller_to_the_bit(*, joined: bool) -> None:
    joint = [GaussianCopula("c", LINEAR[:2], np.array([[1.0, 0.5], [0.5, 1.0]]))] if joined else []
    small, large = (st.make_plan(LINEAR, base_points=n, seed=3, joint=joint).points for n in (16, 64))
    pd.testing.assert_frame_equal(large.head(len(small)), small, check_exact=True)


def test_by_month_is_the_outcome_had_the_run_ended_there(results: xr.Dataset) -> None:
    measure, months = "welfare", results.sizes["time"]
    arms = ("with_accords", "without_accords")
    found = paired_by_month(results, arms, measure, every=6)
    assert found["outcome"].values[-1].endswith(f"by month {months}")
    whole = paired_outcomes(results, arms, [measure])
    np.testing.assert_array_equal(found.isel(outcome=-1), whole.isel(outcome=0))
    first = paired_outcomes(results.isel(time=slice(0, 6)), arms, [measure])
    np.testing.assert_array_equal(found.isel(outcome=0), first.isel(outcome=0))
    assert not np.array_equal(found.isel(outcome=0), found.isel(outcome=-1))
