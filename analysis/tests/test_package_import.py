"""What importing the package costs: nothing that a question does not need."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import steppe

HEAVY = {
    "numpy",
    "pandas",
    "xarray",
    "h5py",
    "scipy",
    "matplotlib",
    "sklearn",
    "SALib",
    "ema_workbench",
    "altair",
    "statsmodels",
}
PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def loaded(code: str) -> set[str]:
    """Heavy packages that some code loads in a fresh interpreter."""
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport json, sys\nprint(json.dumps(list(sys.modules)))"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    return HEAVY & set(json.loads(told.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("code", "needed"),
    [
        ("import steppe", set()),
        ("import steppe; steppe.ScenarioError; steppe.__version__; steppe.scenarios()", set()),
        ("import steppe; steppe.Scenario", set()),
        ("import steppe; steppe.Study", set()),
        ("import steppe; steppe.open; steppe.compare", {"numpy", "pandas", "xarray", "h5py"}),
        ("import steppe; steppe.Comparison", {"numpy", "pandas", "xarray", "h5py"}),
        ("import steppe; steppe.figures", set()),
    ],
)
def test_what_is_heavy_is_loaded_when_it_is_used(code: str, needed: set[str]) -> None:
    assert loaded(code) == needed


def test_every_name_of_the_package_is_there() -> None:
    for name in steppe.__all__:
        assert getattr(steppe, name) is not None
    assert set(steppe.__all__) <= set(dir(steppe))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        steppe.nothing  # noqa: B018


def test_the_version_is_that_of_the_project() -> None:
    assert steppe.__version__ == tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"]
