"""Recipes of packaging/ say what CMake and the Python package say: versions and dependencies."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from command_line import ROOT

PACKAGING = ROOT / "packaging"
PROJECT = tomllib.loads((ROOT / "analysis" / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Name in cmake/Dependencies.cmake, in conda, in Spack.
LIBRARIES = {
    "Eigen3": ("eigen", "eigen"),
    "TBB": ("tbb-devel", "intel-oneapi-tbb"),
    "Boost": ("libboost-devel", "boost"),
    "fmt": ("fmt", "fmt"),
    "nlohmann_json": ("nlohmann_json", "nlohmann-json"),
    "libdeflate": ("libdeflate", "libdeflate"),
    "xxhash": ("xxhash", "xxhash"),
    "tomlplusplus": ("tomlplusplus", "tomlplusplus"),
    "hdf5": ("hdf5", "hdf5"),
}


def text_of(name: str) -> str:
    return (PACKAGING / name).read_text(encoding="utf-8")


def needed_by_cmake() -> dict[str, str]:
    """Libraries that the engine links, with the least version, empty where none is asked for."""
    text = (ROOT / "cmake" / "Dependencies.cmake").read_text(encoding="utf-8")
    found = {
        name: version or "" for name, version in re.findall(r"find_package\((\w+)(?: ([\d.]+))?[^)]*REQUIRED", text)
    }
    found |= dict.fromkeys(re.findall(r"pkg_check_modules\((\w+) REQUIRED", text), "")
    return {name: version for name, version in found.items() if name not in ("PkgConfig", "Threads")}


def listed(section: str) -> dict[str, str]:
    """Names and limits of a list of the conda recipe."""
    lines = re.search(rf"^  {section}:\n((?:    - .*\n)+)", text_of("conda/meta.yaml"), flags=re.MULTILINE)[1]
    rows = [line.removeprefix("    - ").strip().partition(" ") for line in lines.splitlines()]
    return {name: limits for name, _, limits in rows}


def test_every_recipe_has_the_version_of_cmake() -> None:
    version = re.search(r"project\(steppe VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"))[1]
    assert PROJECT["version"] == version
    assert f'version: "{version}"' in text_of("conda/meta.yaml")
    assert f'version("{version}")' in text_of("spack/package.py")
    assert f'image.version="{version}"' in text_of("Containerfile")


def test_the_recipes_have_the_libraries_of_cmake() -> None:
    needed = needed_by_cmake()
    assert set(needed) == set(LIBRARIES)
    host = listed("host")
    spack = dict(re.findall(r'depends_on\("([\w-]+)(?:@([\d.]+):)?', text_of("spack/package.py")))
    for name, version in needed.items():
        conda_name, spack_name = LIBRARIES[name]
        assert host[conda_name] == (f">={version}" if version else ""), name
        assert spack[spack_name] == version, name
    least = re.search(
        r"cmake_minimum_required\(VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    )[1]
    assert listed("build")["cmake"] == f">={least}"
    assert spack["cmake"] == least


def test_the_conda_recipe_has_the_dependencies_of_the_package() -> None:
    run = listed("run")
    assert run.pop("python") == PROJECT["requires-python"]
    run["matplotlib"] = run.pop("matplotlib-base")
    wanted = (re.fullmatch(r"([\w-]+)(.*)", one).groups() for one in PROJECT["dependencies"])
    assert run == {name.lower(): limits for name, limits in wanted}


def test_the_extras_for_one_command_are_locked() -> None:
    for extra in ("docs", "cluster", "wheel"):
        lock = (ROOT / "analysis" / f"requirements-{extra}.lock").read_text(encoding="utf-8")
        locked = {name.lower().replace("_", "-") for name in re.findall(r"^([\w.-]+)==", lock, flags=re.MULTILINE)}
        wanted = {re.match(r"[\w-]+", one)[0].lower() for one in PROJECT["optional-dependencies"][extra]}
        assert wanted <= locked
        pins = len(re.findall(r"^\S+==", lock, flags=re.MULTILINE))
        assert len(re.findall(r"==[^\n]*\\\n    --hash=sha256:[0-9a-f]{64}", lock)) == pins


def test_packages_that_locks_share_have_one_version() -> None:
    versions: dict[str, set[str]] = {}
    for lock in (ROOT / "analysis").glob("requirements*.lock"):
        for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE):
            versions.setdefault(name.lower().replace("_", "-"), set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_the_containerfile_is_well_formed() -> None:
    """No builder and no linter is asked for: its instructions, what they copy, and its commands are looked at."""
    text = re.sub(r"^#.*\n", "", text_of("Containerfile"), flags=re.MULTILINE)
    instructions = [line.split(maxsplit=1) for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    names = [name for name, _ in instructions]
    assert names[0] == "FROM"
    assert names.count("ENTRYPOINT") == 1
    assert set(names) <= {"FROM", "LABEL", "COPY", "RUN", "USER", "WORKDIR", "ENTRYPOINT", "CMD"}
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert re.fullmatch(r"\S+:[\w.-]+", instructions[0][1]), "the base has a tag"
    for name, rest in instructions:
        if name == "COPY":
            for source in rest.split()[:-1]:
                assert source.startswith("out/") or (ROOT / source).exists(), source
        if name == "RUN":
            subprocess.run(["sh", "-n"], input=rest, text=True, check=True)


@pytest.mark.parametrize("recipe", ["spack/package.py"])
def test_a_recipe_in_python_compiles(recipe: str) -> None:
    compile(text_of(recipe), str(Path("packaging") / recipe), "exec")
