"""What the pages for readers and contributors name exists: paths, files, commands of the engine and of ``./dev``."""

import re
from pathlib import Path

import pytest
from command_line import ROOT, Steppe

PAGES = (
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "docs/live-page.md",
    "docs/model.md",
    "docs/performance.md",
    "docs/studies.md",
)
FOLDERS = ("sim", "analysis", "tests", "docs", "bench", "scenarios", "cmake")
SPAN = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
PATH = re.compile(rf"(?:{'|'.join(FOLDERS)})/[\w./*-]*")
FILE = re.compile(r"[\w*-]+\.(?:hpp|cpp|py|j2)")


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def named_paths(text: str) -> set[str]:
    """Paths in backticks. One with a placeholder in capitals counts as the folder before it."""
    paths = set()
    for span in SPAN.findall(FENCE.sub("", text)):
        for word in span.split():
            if PATH.fullmatch(word):
                paths.add(re.sub(r"[A-Z_]*NAME.*", "", word))
    return paths


def named_files(text: str) -> set[str]:
    """File names in backticks that stand without their folder."""
    return {span for span in SPAN.findall(FENCE.sub("", text)) if FILE.fullmatch(span) and "NAME" not in span}


def exists(path: str) -> bool:
    return any(ROOT.glob(path.rstrip("/"))) if "*" in path else (ROOT / path).exists()


def help_of_dev() -> list[str]:
    usage = (ROOT / "dev").read_text(encoding="utf-8").split("<<'END'\n", 1)[1].split("\nEND\n", 1)[0]
    return re.findall(r"^  (\w+)", usage, flags=re.MULTILINE)


def commands_of(steppe: Steppe) -> list[str]:
    usage = steppe("--help").stdout.split("Usage:", 1)[1].split("\n\n", 2)[1]
    return [line.split()[0] for line in usage.splitlines()]


@pytest.mark.parametrize("page", PAGES)
def test_paths_that_a_page_names_exist(page: str) -> None:
    paths = named_paths(text_of(page))
    assert paths
    assert sorted(path for path in paths if not exists(path)) == []


@pytest.mark.parametrize("page", PAGES)
def test_files_that_a_page_names_without_their_folder_exist(page: str) -> None:
    known = [path.name for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    missing = [name for name in named_files(text_of(page)) if not any(Path(one).match(name) for one in known)]
    assert sorted(missing) == []


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_a_page_names_exist(steppe: Steppe, page: str) -> None:
    text = text_of(page)
    code = "\n".join([*FENCE.findall(text), *SPAN.findall(FENCE.sub("", text))])
    named = set(re.findall(r"^ *steppe ([a-z]+)", code, flags=re.MULTILINE))
    assert sorted(named - set(commands_of(steppe))) == []
    of_dev = set(re.findall(r"\./dev ([a-z]+)", text))
    assert sorted(of_dev - set(help_of_dev())) == []


def test_the_readme_names_every_command_of_the_engine(steppe: Steppe) -> None:
    commands = commands_of(steppe)
    assert len(commands) > 10
    named = re.findall(r"\bsteppe ([a-z]+)", text_of("README.md"))
    assert [command for command in commands if command not in named] == []


def test_test_names_that_the_pages_give_exist() -> None:
    """A name of a test of GoogleTest, ``Suite.*`` or ``Suite.Test``."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*_test.cpp"))
    known = re.findall(r"^TEST(?:_[FP])?\((\w+), (\w+)\)", sources, flags=re.MULTILINE)
    for page in ("ARCHITECTURE.md", "CONTRIBUTING.md"):
        for suite, test in re.findall(r"`([A-Z]\w+)\.([A-Z]\w+|\*)`", text_of(page)):
            assert any(suite == one and test in ("*", name) for one, name in known), f"{page}: {suite}.{test}"
