"""Files to test on, a synthetic one and one of the engine where STEPPE_SAMPLE names it; and an engine that is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import chromium
from engine_file import ENGINE_FILE
from fake_engine import write_study
from hypothesis import settings
from sample_file import Sample, write_sample

import steppe

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xarray as xr
    from selenium.webdriver import Chrome

settings.register_profile("no deadline", deadline=None)  # the machine may be shared
settings.load_profile("no deadline")


@pytest.fixture(scope="session", params=["synthetic", *(["engine"] if ENGINE_FILE else [])])
def any_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete comparison of with_accords and without_accords."""
    if request.param == "engine":
        return Path(ENGINE_FILE)
    return write_sample(tmp_path_factory.mktemp("sample") / "compare.h5")


@pytest.fixture(scope="session")
def results(any_file: Path) -> Iterator[xr.Dataset]:
    """The opened file."""
    with steppe.open(any_file) as ds:
        yield ds


@pytest.fixture
def damaged_runs(tmp_path: Path) -> Path:
    """A file in which replicate 3 failed in the first arm and replicate 5 is missing in the second."""
    return write_sample(tmp_path / "damaged.h5", Sample(replicates=12, failed=((0, 0, 3),), missing=((1, 0, 5),)))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a study in it and an engine that tells what it varies and is interrupted."""
    monkeypatch.setenv("STEPPE_ENGINE", str(write_study(tmp_path)))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def one_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One browser for the tests of a file."""
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser
