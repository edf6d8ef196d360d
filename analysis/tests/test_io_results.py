"""What `steppe.open` and its companions give is what the file holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import pytest
import xarray as xr
from engine_file import ENGINE_FILE
from layout import layout_of, measures_of
from sample_file import MEASURES, Sample, values_of, write_sample

import steppe


def test_values_and_labels_are_those_of_the_file(any_file: Path, results: xr.Dataset) -> None:
    with h5py.File(any_file) as file:
        assert steppe.measures(results)
        for name in steppe.measures(results):
            stored = file[name]
            finished = file["job_state"][()] == 1
            expected = np.where(finished.reshape(*finished.shape, *[1] * (stored.ndim - 3)), stored[()], np.nan)
            np.testing.assert_array_equal(results[name].values, expected[:, 0])
            assert results[name].attrs["reduction"] in ("final", "mean", "sum", "maximum")
            assert results[name].attrs["units"]
            assert results[name].attrs["long_name"]
        assert list(results["arm"].values) == [arm.decode() for arm in file["arm"][()]]


def test_months_are_dates(any_file: Path, results: xr.Dataset) -> None:
    with h5py.File(any_file) as file:
        start = (
            pd.Timestamp(file["time"].attrs["units"].split("since ")[1].split()[0])
            if isinstance(file["time"].attrs["units"], str)
            else pd.Timestamp(file["time"].attrs["units"].decode().split("since ")[1].split()[0])
        )
        days = file["time"][()]
    np.testing.assert_array_equal(results["time"].values, (start + pd.to_timedelta(days, "D")).values.astype("M8[ns]"))


def test_a_single_point_is_squeezed_and_several_are_kept(tmp_path: Path, results: xr.Dataset) -> None:
    assert "point" not in results.dims
    with steppe.open(write_sample(tmp_path / "sweep.h5", Sample(points=3, replicates=4, months=3))) as ds:
        assert ds.sizes["point"] == 3
        with pytest.raises(ValueError, match="3 points"):
            steppe.compare.effect_table(ds)
        table = steppe.compare.effect_table(ds.isel(point=2))
        assert len(table) == len(set(table["outcome"]))


def test_values_are_read_only_when_used(tmp_path: Path) -> None:
    for sample in (Sample(replicates=4, months=3), Sample(replicates=4, months=3, failed=((0, 0, 1),))):
        with steppe.open(write_sample(tmp_path / "lazy.h5", sample)) as ds:
            assert not any(ds[name].variable._in_memory for name in steppe.measures(ds))


def test_unfinished_runs_are_nan_and_counted(damaged_runs: Path) -> None:
    with steppe.open(damaged_runs) as ds:
        lost = np.isnan(ds["hedging"].isel(hedger=0, time=0)).values
        assert np.argwhere(lost).tolist() == [[0, 3], [1, 5]]
        one = ds["alignment"].isel(arm=0, replicate=[2, 3], time=slice(0, 5, 2), partner=-1)
        assert np.isnan(one.sel(replicate=3)).all()
        np.testing.assert_array_equal(
            one.sel(replicate=2).values[:, 0],
            values_of(MEASURES[0], Sample(replicates=12))[0, 0, 2, 0:5:2, 0, -1],
        )
        assert {name: ds.attrs[name] for name in ("jobs_ok", "jobs_failed", "jobs_missing")} == {
            "jobs_ok": 22, "jobs_failed": 1, "jobs_missing": 1,
        }  # fmt: skip
        assert set(steppe.compare.effect_table(ds)["pairs"]) == {10}


def test_failures_name_arm_and_message(damaged_runs: Path, any_file: Path) -> None:
    assert steppe.failures(damaged_runs)[["arm", "replicate", "month", "message"]].to_numpy().tolist() == [
        ["with_accords", 3, 7, "not finite"]
    ]
    with h5py.File(any_file) as file:
        assert len(steppe.failures(any_file)) == int((file["job_state"][()] == 2).sum())


def test_provenance_and_parameters_are_complete(any_file: Path) -> None:
    made = steppe.provenance(any_file)
    assert made["git_commit"]
    assert made["scenario"]
    table = steppe.parameters(any_file)
    columns = {
        "key",
        "value",
        "unit",
        "range_low",
        "range_high",
        "prior",
        "tag",
        "source",
        "section",
        "origin",
    }
    assert columns <= set(table.columns)
    assert set(table["tag"]) <= set("ELAJD")
    assert table["key"].is_unique
    assert np.isfinite(table["value"]).all()


def test_names_come_from_the_scenario(tmp_path: Path) -> None:
    names = steppe.labels(write_sample(tmp_path / "names.h5"))
    assert names["OTH"] == "Others"
    assert "IRN" not in names  # an id without a name keeps its id


def test_every_partner_of_a_file_has_a_name(any_file: Path) -> None:
    names = steppe.labels(any_file)
    with h5py.File(any_file) as file:
        partners = [value.decode() for value in file["partner"][()]]
    assert all(names[partner] for partner in partners)


@pytest.mark.parametrize(
    ("version", "accepted"),
    [("3.0", True), ("3.7", True), ("1.3", False), ("2.0", False), ("30.0", False), ("", False)],
)
def test_only_the_known_major_schema_is_read(tmp_path: Path, version: str, accepted: bool) -> None:
    path = write_sample(tmp_path / "schema.h5", Sample(replicates=2, months=2, schema_version=version))
    if accepted:
        steppe.open(path).close()
        return
    for read in (steppe.open, steppe.provenance, steppe.parameters, steppe.failures):
        with pytest.raises(steppe.SteppeFileError, match=r"schema version .*Install the analysis package"):
            read(path)


def test_other_files_are_refused_with_a_way_out(tmp_path: Path, any_file: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not HDF5")
    with pytest.raises(steppe.SteppeFileError, match="not an HDF5 file"):
        steppe.open(text)
    with pytest.raises(steppe.SteppeFileError, match="filetype"):
        steppe.open(write_sample(tmp_path / "other.h5", Sample(replicates=2, months=2, filetype="statepoint")))
    cut = tmp_path / "cut.h5"
    content = any_file.read_bytes()
    cut.write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises(steppe.SteppeFileError, match="incomplete"):
        steppe.open(cut)
    with pytest.raises(FileNotFoundError, match=r"absent\.h5"):
        steppe.open(tmp_path / "absent.h5")


@pytest.mark.parametrize("name", ["job_state", "arm"])
def test_a_file_without_its_skeleton_is_refused(tmp_path: Path, any_file: Path, name: str) -> None:
    path = tmp_path / "stripped.h5"
    shutil.copy(any_file, path)
    with h5py.File(path, "r+") as file:
        del file[name]
    with pytest.raises(steppe.SteppeFileError, match=f"lacks {name}"):
        steppe.open(path)


@pytest.mark.skipif(not ENGINE_FILE, reason="needs a file of the engine: STEPPE_SAMPLE")
def test_the_synthetic_file_is_laid_out_like_one_of_the_engine(tmp_path: Path) -> None:
    synthetic = write_sample(tmp_path / "synthetic.h5")
    ours, theirs = layout_of(synthetic), layout_of(Path(ENGINE_FILE))
    theirs = {path: kind for path, kind in theirs.items() if not path.startswith("headline")}  # ours: --no-headline
    known, given = measures_of(synthetic), measures_of(Path(ENGINE_FILE))
    new = tuple(given.keys() - known.keys())  # measures and horizons belong to the model, not to the layout
    of_model = {path for path in {*ours, *theirs} if path.split("@")[0] in new or path.endswith("@horizons")}
    ours, theirs = ({path: kind for path, kind in one.items() if path not in of_model} for one in (ours, theirs))
    assert ours == theirs
    assert known == {name: given.get(name) for name in known}
