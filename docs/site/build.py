"""Builds the site: stages the pages, executes tutorials, writes the reference from declarations, and runs Sphinx.

python docs/site/build.py ENGINE OUT

Nothing is fetched. It ends with 1 where a tutorial fails, a link leads nowhere, or Sphinx warns.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path

import links
from tutorials import TutorialError, execute

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "site"
STAGE = BUILD / "source"
OWN_PAGES = ("ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "README.md", "analysis/README.md")


def say(text: str) -> None:
    """Print at once, also where the output is a file."""
    print(text, flush=True)


def engine_says(engine: Path, *words: str) -> str:
    """What ``steppe describe`` prints."""
    return subprocess.run([engine, "describe", *words], capture_output=True, text=True, check=True).stdout


def stage_page(name: Path, text: str) -> None:
    """Write a page of the staged tree."""
    place = STAGE / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(re.sub(r"\$`([^`\n]+)`\$", r"$\1$", text), encoding="utf-8")  # formulas as a forge writes them


def stage_written() -> None:
    """Pages and pictures that are kept in the project."""
    for name in OWN_PAGES:
        stage_page(Path(name), (ROOT / name).read_text(encoding="utf-8"))
    for file in sorted((ROOT / "docs").rglob("*")):
        inside = file.relative_to(ROOT)
        if file.suffix == ".md" and "tutorials" not in inside.parts and inside.parts[1] != "site":
            stage_page(inside, file.read_text(encoding="utf-8"))
        elif file.suffix in {".png", ".svg"}:
            (STAGE / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, STAGE / inside)
    stage_page(Path("index.md"), (ROOT / "docs" / "site" / "index.md").read_text(encoding="utf-8"))
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    listed = "\n".join(file.stem for file in records)
    words = "# Decisions\n\nEach page argues one choice, with what was given up.\n\n"
    stage_page(Path("docs/decisions/index.md"), f"{words}```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n")


def stage_declared(engine: Path) -> None:
    """The reference of what the engine declares: commands, scenario, measures, arms and contrasts."""
    stage_page(Path("docs/commands.md"), engine_says(engine, "commands"))
    stage_page(Path("docs/scenario.md"), engine_says(engine, "parameters"))
    arms, contrasts = engine_says(engine, "arms"), engine_says(engine, "contrasts")
    stage_page(
        Path("docs/measures.md"),
        f"# Measures, arms and contrasts\n\n<!-- Written by: steppe describe measures, arms, contrasts -->\n\n"
        "What a result file holds of every month of every replicate, and how months become an outcome; model.md, "
        f"section 8, defines each.\n\n## Measures\n\n{engine_says(engine, 'measures')}\n"
        f"## Arms\n\n```text\n{arms}```\n\n"
        f"## Contrasts\n\n```text\n{contrasts}```\n",
    )


def stage_api() -> None:
    """A page for each module, of its docstrings, and one for what the package gives by name."""
    sys.path.insert(0, str(ROOT / "analysis"))
    steppe = importlib.import_module("steppe")
    rows = ""
    for name in steppe.__all__:
        value = getattr(steppe, name)
        is_module = isinstance(value, type(steppe))
        module = value.__name__ if is_module else getattr(value, "__module__", "steppe")
        words = "Its version." if isinstance(value, str) else (value.__doc__ or "")
        first = words.strip().split("\n\n")[0].replace("\n", " ")
        rows += f"| `steppe.{name}` | [{module}]({module}.md) | {first.replace('|', chr(92) + '|')} |\n"
    modules = sorted(
        found.name for found in pkgutil.walk_packages(steppe.__path__, "steppe.") if not found.name.endswith("__main__")
    )
    for module in ["steppe", *modules]:
        stage_page(
            Path(f"docs/api/{module}.md"),
            f"# {module}\n\n```{{eval-rst}}\n.. automodule:: {module}\n   :members:\n   :ignore-module-all:\n"
            "   :show-inheritance:\n```\n",
        )
    listed = "\n".join(["steppe", *modules])
    stage_page(
        Path("docs/api/index.md"),
        "# Python\n\nWhat `import steppe` gives, imported when first used:\n\n"
        "| name | module | what it is |\n|---|---|---|\n"
        f"{rows}\n## Modules\n\n```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n",
    )


def stage_tutorials(engine: Path) -> None:
    """Execute the tutorials."""
    sample = BUILD / "sample.h5"
    base = ROOT / "scenarios" / "kazakhstan-2025.toml"
    subprocess.run(
        [engine, "compare", base, "-o", sample, "--force", "-q", "--replicates", "64", "--months", "24"],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    sources = sorted([*(ROOT / "docs" / "tutorials").glob("*.md"), *(ROOT / "docs" / "tutorials").glob("*.py")])
    sources.append(ROOT / "analysis" / "tutorial.py")
    names = []
    for source in sources:
        say(f"executing {source.relative_to(ROOT)}")
        name = "a-figure-of-your-own" if source.parent.name == "analysis" else source.stem
        names.append(name)
        execute(
            source,
            STAGE / "docs" / "tutorials" / f"{name}.md",
            BUILD / "run" / name,
            engine=engine,
            sample=sample,
            root=ROOT,
        )
    listed = "\n".join(names)
    stage_page(
        Path("docs/tutorials/index.md"),
        "# Tutorials\n\nEach was executed when this site was built; what its cells gave stands below them.\n\n"
        f"```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n",
    )


def settle_links() -> tuple[list[str], set[str]]:
    """Settle the links of all staged pages: those that lead nowhere, and the addresses outside."""
    pages = sorted(STAGE.rglob("*.md"))
    staged = {page.relative_to(STAGE) for page in pages} | {
        image.relative_to(STAGE) for image in STAGE.rglob("*") if image.suffix in {".png", ".svg"}
    }
    broken: list[str] = []
    outside: set[str] = set()
    for page in pages:
        text = page.read_text(encoding="utf-8")
        settled, faults = links.settle(text, page.relative_to(STAGE), staged, ROOT)
        broken += faults
        outside |= links.outside(text)
        page.write_text(settled, encoding="utf-8")
    return broken, outside


def main(engine: Path, out: Path) -> int:
    """Build the site into ``out``."""
    shutil.rmtree(STAGE, ignore_errors=True)
    stage_written()
    stage_declared(engine)
    stage_api()
    try:
        stage_tutorials(engine)
    except TutorialError as error:
        say(str(error))
        return 1
    broken, outside = settle_links()
    for fault in broken:
        say(f"this link leads nowhere: {fault}")
    if broken:
        return 1
    jobs = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL", "1")
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-j", jobs, "-b", "html"]
    places = ["-c", ROOT / "docs" / "site", "-d", BUILD / "doctrees", STAGE, out]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "analysis")}
    done = subprocess.run([*sphinx, *places], env=environment, check=False)
    if done.returncode != 0:
        return 1
    (out / "external-links.txt").write_text("".join(f"{address}\n" for address in sorted(outside)), encoding="utf-8")
    fetches = re.compile(r"<(?:script|img|iframe)[^>]+src=\"https?:|<link[^>]+rel=\"stylesheet\"[^>]+https?:")
    pages = list(out.rglob("*.html"))
    fetched = [str(page.relative_to(out)) for page in pages if fetches.search(page.read_text("utf-8"))]
    for page in fetched:
        say(f"{page} fetches from elsewhere")
    say(f"wrote {out}: {len(pages)} pages; {len(outside)} links outside are listed in external-links.txt")
    return 1 if fetched else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
