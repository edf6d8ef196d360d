"""The package is layered, documented, and names hardly a measure: what a file declares, it reads from the file."""

from __future__ import annotations

import ast
import json
import os
import subprocess
from pathlib import Path

import pytest
from declared import MEASURES

import steppe

PACKAGE = Path(steppe.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
ENGINE = os.environ.get("STEPPE_EXECUTABLE")
MOST_NAMES = 4  # alignment, influence, the count of those that joined, and a column of hazard files

#: Which packages each may import besides itself, lower ones first; a question may take what a lower question offers.
FLOORS = [
    {"stats", "format", "command_line", "text"},
    {"io"},
    {"engine", "plot"},
    {"blocks"},
    {"effects"},
    {
        "position",
        "hazard",
        "condition",
        "rivals",
        "attribution",
        "hindcast",
        "accord",
        "sensitivity",
        "discovery",
        "live",
    },
    {"benefit"},
    {"figures"},
    {"sections"},
    {"report"},
    {""},
]

#: What sections of the page are built from: the only modules of the report that a question's section may import.
BLOCKS = {f"steppe.report.{name}" for name in ("charts", "inline_svg", "section", "tables", "templates")}


def name_of(path: Path) -> str:
    """The module of a source: ``steppe.io``, ``steppe.io.results``."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in SOURCES}


def imported(module: str) -> set[str]:
    """Modules of the package that a module imports, also inside functions, but not for types alone."""
    tree = ast.parse(MODULES[module].read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports by a relative name"
            parts = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {part if part in MODULES else str(node.module) for part in parts}
    return {name for name in found if name in MODULES}


GRAPH = {module: imported(module) - {module} for module in MODULES}


def circle_from(start: str) -> list[str]:
    """Modules on the way from a module back to itself, if there is one."""
    ways = [[start, after] for after in sorted(GRAPH[start])]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, after] for after in sorted(GRAPH[way[-1]])]
    return []


def test_the_graph_of_imports_is_seen() -> None:
    assert "steppe.io.unfinished" in GRAPH["steppe.io.results"]
    assert {"steppe.plot.style", "steppe.plot.rows"} <= GRAPH["steppe.effects.forest"]
    assert len(GRAPH) > 60


@pytest.mark.parametrize("module", list(MODULES))
def test_no_module_imports_itself_in_a_circle(module: str) -> None:
    assert circle_from(module) == []


def is_section(module: str) -> bool:
    """Whether a module of a question makes a section of the page."""
    last = module.rsplit(".", maxsplit=1)[-1]
    of_page = last.endswith("section") or last in ("answer", "page_charts", "page_tables")
    return of_page and not module.startswith("steppe.report")


def floor_of(module: str) -> int:
    part = module.split(".")[1] if "." in module else ""
    part = "blocks" if module in BLOCKS else "sections" if is_section(module) else part
    return next(place for place, floor in enumerate(FLOORS) if part in floor)


@pytest.mark.parametrize("module", list(MODULES))
def test_a_module_imports_from_its_own_package_and_from_lower_floors(module: str) -> None:
    own = module.split(".")[1:2]
    above = [one for one in GRAPH[module] if one.split(".")[1:2] != own and floor_of(one) >= floor_of(module)]
    assert above == []


def is_public(node: ast.AST) -> bool:
    return not getattr(node, "name", "_").startswith("_")


@pytest.mark.parametrize("module", list(MODULES))
def test_everything_public_has_a_docstring(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text())
    kinds = (ast.FunctionDef, ast.ClassDef)
    public = [node for node in tree.body if isinstance(node, kinds) and is_public(node)]
    methods = [one for node in public if isinstance(node, ast.ClassDef) for one in node.body]
    public += [one for one in methods if isinstance(one, ast.FunctionDef) and is_public(one)]
    assert ast.get_docstring(tree)
    assert [node.name for node in public if not ast.get_docstring(node)] == []


def measure_names() -> set[str]:
    """Names of the engine's measures; without the engine, of those that the tests' files declare."""
    if not ENGINE:
        return set(MEASURES)
    told = subprocess.run([ENGINE, "describe", "measures", "--json"], capture_output=True, check=True, text=True)
    return {one["name"] for one in json.loads(told.stdout)}


def texts_of(path: Path) -> set[str]:
    """Texts in a source that are neither docstrings nor names of what it exports."""
    tree = ast.parse(path.read_text())
    documents = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    tree.body = [
        node
        for node in tree.body
        if not (isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__")
    ]
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in documents]
    return {node.value for node in constants if isinstance(node.value, str)}


def test_hardly_a_measure_is_named() -> None:
    known = measure_names()
    assert len(known) > 20
    named = {one for path in SOURCES for one in texts_of(path) & known}
    assert len(named) <= MOST_NAMES, sorted(named)
