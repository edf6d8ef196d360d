"""The examples of docs/output.md, on a file of the engine: what they print is what the file holds."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import h5py
import numpy as np
import pytest
from command_line import BASE, ROOT, Steppe

PAGE = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")
READING = PAGE.partition("\n## Reading\n")[2].partition("\n## ")[0]
SHELL = {
    "header": "ncdump -h ",
    "states": "ncdump -v job_state ",
    "ids": "ncdump -v arm,partner ",
    "dates": "ncdump -t -v time ",
    "tags": "ncdump -v /provenance/parameters/key,",
    "commit": "h5dump -a /provenance/git_commit ",
    "scenario": "h5dump -d /provenance/files/text ",
    "last month": "h5dump -d /alignment ",
}
PAIR = ("with_accords", "without_accords")


def examples(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", READING, re.MULTILINE | re.DOTALL)


def r_has_ncdf4() -> bool:
    if shutil.which("Rscript") is None:
        return False
    asked = ["Rscript", "-e", "quit(status = !requireNamespace('ncdf4', quietly = TRUE))"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def folder(engine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with out/demo.h5: a comparison of as many months as the page counts on."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "out").mkdir()
    done = Steppe(engine, folder)("compare", BASE, "--replicates", 8, "-q", "-o", "out/demo.h5")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def file(folder: Path) -> Iterator[h5py.File]:
    with h5py.File(folder / "out" / "demo.h5") as file:
        yield file


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def shell(example: str, folder: Path) -> str:
    (line,) = [line for line in examples("sh")[0].splitlines() if line.startswith(SHELL[example])]
    tool = line.split()[0]
    if shutil.which(tool) is None:
        pytest.skip(f"needs {tool}")
    return run(["bash", "-o", "pipefail", "-c", line], folder)


def words(file: h5py.File, name: str) -> list[str]:
    return file[name].asstr()[:].tolist()


def effect(file: h5py.File) -> np.ndarray:
    """Paired differences of the first hedger's alignment in the last month: replicate x partner."""
    arms = words(file, "arm")
    first, second = (file["alignment"][arms.index(arm), 0, :, -1, 0, :].astype(float) for arm in PAIR)
    return first - second


def numbers_of(text: str) -> list[float]:
    return [float(number) for number in text.replace(";", ",").split(",")]


def test_every_example_of_the_page_has_a_test() -> None:
    lines = [line for block in examples("sh") for line in block.splitlines()]
    assert [next(name for name, start in SHELL.items() if line.startswith(start)) for line in lines] == list(SHELL)
    assert re.findall(r"^```(\w+)$", READING, re.MULTILINE) == ["python", "python", "sh", "r", "matlab"]


def test_xarray_prints_the_effect_and_what_rests_on_judgement(folder: Path, file: h5py.File) -> None:
    printed = run([sys.executable, "-c", examples("python")[0]], folder)
    table = re.search(r"^partner +(.*?) *\nhedger *\n\w+ +(.*?) *$", printed, re.MULTILINE)
    assert table, printed
    assert table[1].split() == words(file, "partner")
    np.testing.assert_allclose(list(map(float, table[2].split())), effect(file).mean(axis=0), rtol=0, atol=1e-6)
    judged = words(file, "provenance/parameters/tag").count("J")
    assert 0 < judged < file["provenance/parameters/tag"].size
    assert f"[{judged} rows x " in printed


def test_h5py_prints_arms_shape_and_scenario(folder: Path, file: h5py.File) -> None:
    first, _, rest = run([sys.executable, "-c", examples("python")[1]], folder).partition("\n")
    assert first == f"{file['arm'].asstr()[:]} {file['alignment'].shape}"
    assert rest == BASE.read_text(encoding="utf-8") + "\n"


def test_ncdump_prints_the_header_alone(folder: Path, file: h5py.File) -> None:
    header = shell("header", folder)
    assert "data:" not in header
    for name, item in file.items():
        if isinstance(item, h5py.Dataset):
            assert re.search(rf"^\t\w+ {name}(\(.*\))? ;$", header, re.MULTILINE), name
    assert ':filetype = "steppe" ;' in header


def test_ncdump_prints_the_states(folder: Path, file: h5py.File) -> None:
    states = re.search(r"^ job_state =\n(.*?) ;$", shell("states", folder), re.MULTILINE | re.DOTALL)
    assert states
    assert numbers_of(states[1]) == file["job_state"][:].ravel().tolist()


def test_ncdump_prints_the_ids(folder: Path, file: h5py.File) -> None:
    ids = shell("ids", folder)
    for name in ("arm", "partner"):
        row = re.search(rf"^ {name} = (.*?) ;$", ids, re.MULTILINE | re.DOTALL)
        assert row
        assert re.findall(r'"(.*?)"', row[1]) == words(file, name)


def test_ncdump_prints_months_as_dates(folder: Path, file: h5py.File) -> None:
    start = np.datetime64(file["time"].attrs["units"].decode().removeprefix("days since "))
    dates = re.findall(r'"([\d-]+)"', shell("dates", folder))
    assert dates == [str(start + np.timedelta64(int(days), "D")) for days in file["time"][:]]


def test_ncdump_prints_parameters_and_their_tags(folder: Path, file: h5py.File) -> None:
    printed = shell("tags", folder)
    for column in ("key", "tag"):
        rows = re.search(rf"^ +{column} = (\".*?) ;$", printed, re.MULTILINE | re.DOTALL)
        assert rows
        assert re.findall(r'"(.*?)"', rows[1]) == words(file, f"provenance/parameters/{column}")


def test_h5dump_prints_the_commit(folder: Path, file: h5py.File) -> None:
    assert f'(0): "{file["provenance"].attrs["git_commit"].decode()}' in shell("commit", folder)


def test_h5dump_prints_the_scenario(folder: Path) -> None:
    printed = re.sub(r'"\n +\(\d+\): "|\s', "", shell("scenario", folder))
    text = BASE.read_text(encoding="utf-8")
    assert len(text) > 1000
    for line in text.splitlines():
        assert re.sub(r"\s", "", line) in printed


def test_h5dump_prints_the_last_month(folder: Path, file: h5py.File) -> None:
    rows = re.findall(r"^ +\(\d+(?:,\d+)+\): (.*?),?$", shell("last month", folder), re.MULTILINE)
    printed = [number for row in rows for number in numbers_of(row)]
    assert file["time"].size == 120
    np.testing.assert_allclose(printed, file["alignment"][0, 0, :4, -1, 0, :5].ravel(), rtol=1e-5)


@pytest.mark.skipif(not r_has_ncdf4(), reason="needs R with ncdf4")
def test_r_prints_the_effect(folder: Path, file: h5py.File) -> None:
    (example,) = examples("r")
    (folder / "page.R").write_text(example + 'cat("months", format(months))\n', encoding="utf-8")
    printed = run(["Rscript", "--vanilla", "page.R"], folder)
    rows = re.findall(r"^\d+ +(\w+) +(-?\d\S*) +(\d\S*)$", printed, re.MULTILINE)
    assert [partner for partner, _, _ in rows] == words(file, "partner")
    pairs = effect(file)
    np.testing.assert_allclose([float(mean) for _, mean, _ in rows], pairs.mean(axis=0), rtol=1e-5)
    errors = pairs.std(axis=0, ddof=1) / np.sqrt(len(pairs))
    np.testing.assert_allclose([float(error) for _, _, error in rows], errors, rtol=1e-5)
    tags, counts = np.unique(words(file, "provenance/parameters/tag"), return_counts=True)
    assert re.search(rf"^ *{' +'.join(tags)} *\n *{' +'.join(map(str, counts))} *$", printed, re.MULTILINE)
    start = np.datetime64(file["time"].attrs["units"].decode().removeprefix("days since "))
    assert printed.rpartition("months ")[2].split() == [str(start + int(days)) for days in file["time"][:]]


def test_what_matlab_reads_is_in_the_file(file: h5py.File) -> None:
    """MATLAB itself is not run: see the end of the section."""
    (example,) = examples("matlab")
    variables = re.findall(r'(?:ncread|h5read)\(name, "(.*?)"\)(?:;   *% (.*))?', example)
    assert len(variables) == 7
    for name, dimensions in variables:
        assert isinstance(file[name], h5py.Dataset)
        if dimensions:
            own = [Path(scale[0].name).name for scale in file[name].dims]
            assert dimensions.split(", ") == own[::-1], name
    assert sum(bool(dimensions) for _, dimensions in variables) == 2
    attributes = re.findall(r'ncreadatt\(name, "(.*?)", "(.*?)"\)', example)
    assert len(attributes) == 2
    assert all(attribute in file[place].attrs for place, attribute in attributes)
    assert set(re.findall(r'arms == "(\w+)"', example)) == set(PAIR) <= set(words(file, "arm"))
