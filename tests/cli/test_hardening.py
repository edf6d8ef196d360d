"""Where the loader takes libraries from, and what a fault of memory may do: read from the binaries."""

import re
import subprocess
from pathlib import Path

import pytest
from command_line import ROOT, Steppe, note_count


def build_folder(engine: Path) -> Path:
    """The folder of the build that the engine is of."""
    return next((folder for folder in engine.parents if (folder / "CMakeCache.txt").is_file()), engine.parent)


def cached(build: Path, name: str) -> str:
    """What CMake's cache holds."""
    cache = build / "CMakeCache.txt"
    found = re.search(rf"^{name}:\w+=(.*)$", cache.read_text(), re.MULTILINE) if cache.is_file() else None
    return found[1] if found else ""


def read(binary: Path, *options: str) -> str:
    return subprocess.run(["readelf", "-W", *options, binary], capture_output=True, text=True, check=True).stdout


def is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def binaries(build: Path) -> list[Path]:
    """Every program of the build: engine, launcher, tests, benchmarks, tools."""
    folders = [build / "sim", build / "tests", build / "bench"]
    programs = [path for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.is_file()]
    return sorted(path for path in programs if path.stat().st_mode & 0o111 and path.suffix != ".so" and is_elf(path))


def search_path(binary: Path) -> list[str]:
    """Elements of RUNPATH and RPATH."""
    return [
        element
        for held in re.findall(r"\((?:RUNPATH|RPATH)\).*\[(.*)\]", read(binary, "-d"))
        for element in held.split(":")
    ]


def faults_of(binary: Path, *, is_fortified: bool) -> list[str]:
    """What the binary lacks."""
    dynamic = read(binary, "-d")
    segments = read(binary, "-l")
    symbols = read(binary, "--dyn-syms")
    found = [f"search path element {one!r}" for one in search_path(binary) if not one.startswith("/")]
    holds = {
        "position-independent": "DYN" in read(binary, "-h") and "PIE" in dynamic,
        "GNU_RELRO": "GNU_RELRO" in segments,
        "BIND_NOW": bool(re.search(r"BIND_NOW|\bNOW\b", dynamic)),
        "a stack that is not executable": bool(re.search(r"GNU_STACK.*\bRW\s+0x", segments)),
        "a stack protector": "__stack_chk_fail" in symbols,
        "checked forms of libc's functions": not is_fortified or bool(re.search(r"__\w+_chk@", symbols)),
    }
    return found + [f"no {name}" for name, held in holds.items() if not held]


def test_every_program_of_the_build_is_hardened(engine: Path) -> None:
    build = build_folder(engine)
    found = binaries(build)
    assert engine in found
    # A sanitizer looks for the same, unit tests are not optimised in a debug build, and Clang has no checked form of
    # what prints: the small launcher has none there.
    checks_calls = not cached(build, "STEPPE_SANITIZE") and "clang" not in cached(build, "CMAKE_CXX_COMPILER")
    faults = {
        path.name: wrong
        for path in found
        if (wrong := faults_of(path, is_fortified=checks_calls and path.is_relative_to(build / "sim")))
    }
    assert not faults
    note_count(f"{len(found)} programs")


def test_what_is_packaged_has_no_search_path(engine: Path, tmp_path: Path) -> None:
    build = build_folder(engine)
    launcher = engine.parent / "launcher" / "steppe"
    components = ["engine", *(["launcher"] if launcher.exists() else [])]
    for component in components:
        command = ["cmake", "--install", build, "--prefix", tmp_path, "--component", component]
        subprocess.run(command, check=True, capture_output=True)
    packaged = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(packaged) == len(components)
    assert [search_path(path) for path in packaged] == [[] for _ in packaged]


def test_a_library_that_lies_in_the_current_folder_is_not_loaded(steppe: Steppe, tmp_path: Path) -> None:
    """A planted libtbb.so.12 ran, when the search path ended in an empty element."""
    needed = re.findall(r"\(NEEDED\).*\[(.*)\]", read(steppe.executable, "-d"))
    assert needed
    for name in needed:
        (tmp_path / name).write_bytes(b"not a library")
    assert steppe("--version").returncode == 0


@pytest.mark.parametrize("line", ["-r analysis/requirements.lock", "--editable ./analysis"])
def test_set_up_installs_only_what_has_the_hashes_of_the_lock(line: str) -> None:
    """And builds the package by the pinned setuptools: a build of its own would fetch whatever is newest."""
    command = next(one for one in (ROOT / "dev").read_text().splitlines() if line in one)
    assert ("--require-hashes" in command) or ("--no-build-isolation" in command and "--no-deps" in command)


def test_every_pinned_package_has_hashes() -> None:
    text = (ROOT / "analysis" / "requirements.lock").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) > 50
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+(\s+--hash=sha256:[0-9a-f]{64})+", line)] == []
