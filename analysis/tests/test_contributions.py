"""Nothing that was added is left by the way: figures are listed and tested, sections and templates are on the page."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import steppe
from steppe import figures
from steppe.report.page import SECTIONS
from steppe.report.section import Section

PACKAGE = Path(steppe.__file__).parent
TESTS = Path(__file__).parent
# No figures: a style, widths, and what figures are made of.
HELPS = {"dark", "forest_panels", "heatmap_blocks", "joining_table", "JOURNALS", "width_of", "width_option"}


def test_every_figure_stands_in_the_readme_and_is_tested() -> None:
    readme = (PACKAGE.parent / "README.md").read_text("utf-8")
    tests = "".join(path.read_text("utf-8") for path in TESTS.glob("test_*.py") if path != Path(__file__))
    names = sorted(set(figures.__all__) - HELPS)
    assert len(names) > 15
    assert [name for name in names if f"`{name}`" not in readme] == []
    assert [name for name in names if not re.search(rf"\b{name}\b", tests)] == []


def test_every_section_is_on_the_page_with_its_template() -> None:
    sources = sorted(PACKAGE.rglob("*section.py"))
    modules = [".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in sources]
    defined = {
        section.name: section
        for module in modules
        for section in vars(import_module(module)).values()
        if isinstance(section, Section)
    }
    assert len(defined) > 10
    assert sorted(defined) == sorted(section.name for section in SECTIONS)
    templates = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*section.html.j2"))
    assert templates == sorted(section.template for section in SECTIONS)
