"""The site's own code: cells that run, links that are followed. ``./dev docs`` builds the whole."""

import sys
from pathlib import Path

import pytest
from command_line import ROOT

sys.path.insert(0, str(ROOT / "docs" / "site"))

import links
import tutorials


def run(tmp_path: Path, text: str, name: str = "page.md") -> str:
    """The page that a tutorial becomes."""
    (tmp_path / "scenarios").mkdir()
    source = tmp_path / name
    source.write_text(text, encoding="utf-8")
    engine = tmp_path / "bin" / "steppe"
    engine.parent.mkdir()
    engine.write_text('#!/bin/sh\necho engine "$@"\n')
    engine.chmod(0o755)
    page = tmp_path / "out" / "page.md"
    tutorials.execute(source, page, tmp_path / "run", engine=engine, sample=tmp_path / "sample.h5", root=tmp_path)
    return page.read_text(encoding="utf-8")


def test_cells_run_in_order_and_their_output_follows_them(tmp_path: Path) -> None:
    page = run(
        tmp_path,
        "# T\n\n```python\nx = 20\nprint('said')\nx + 1\n```\n\n```sh\nsteppe check a\n```\n\n```toml\nx = 1\n```\n\n"
        "```python\nprint(2 * x)\n```\n",
    )
    assert "x + 1\n```\n\n~~~text\nsaid\n21\n~~~\n" in page
    assert "steppe check a\n```\n\n~~~text\nengine check a\n~~~\n" in page
    assert page.endswith("~~~text\n40\n~~~\n")
    assert "```toml\nx = 1\n```\n\n```python" in page


def test_figures_and_tables_are_shown(tmp_path: Path) -> None:
    page = run(
        tmp_path,
        "```python\nfrom matplotlib.figure import Figure\nFigure()\n```\n\n"
        "```python\nimport pandas as pd\npd.DataFrame({'a': [1]})\n```\n",
    )
    assert "![cell-1](page-images/cell-1.png)" in page
    assert (tmp_path / "out" / "page-images" / "cell-1.png").read_bytes().startswith(b"\x89PNG")
    assert "```{raw} html\n<div>" in page


def test_percent_cells_become_a_page(tmp_path: Path) -> None:
    page = run(tmp_path, "# %% [markdown]\n# # Title\n#\n# Words.\n\n# %%\nprint(1 + 1)\n", "script.py")
    assert page.startswith("# Title\n\nWords.\n")
    assert "```python\nprint(1 + 1)\n```\n\n~~~text\n2\n~~~" in page


@pytest.mark.parametrize(
    "cell", ["```python\nraise SystemExit(0)\n```\n", "```sh\nfalse\n```\n", "```python\n1 +\n```\n"]
)
def test_a_cell_that_fails_fails_the_build(tmp_path: Path, cell: str) -> None:
    with pytest.raises(tutorials.TutorialError, match=r"page\.md: cell 1 failed"):
        run(tmp_path, cell)


def test_links_that_lead_nowhere_are_found(tmp_path: Path) -> None:
    (tmp_path / "docs" / "sub").mkdir(parents=True)
    for name in ("docs/page.md", "docs/other.md", "docs/sub/README.md", "data.csv"):
        (tmp_path / name).touch()
    staged = {Path("docs/page.md"), Path("docs/other.md"), Path("docs/sub/README.md"), Path("docs/made.md")}
    text = (
        "[a](other.md#x) [b](sub/) [c](../data.csv) [d](gone.md) [e](made.md) [f](https://example.org/x) "
        "[`g`](none.py) `[h](code.md)`\n```\n[i](fence.md)\n```\n"
    )
    settled, broken = links.settle(text, Path("docs/page.md"), staged, tmp_path)
    assert broken == ["docs/page.md: gone.md", "docs/page.md: none.py"]
    assert "[a](other.md#x) [b](sub/README.md) c (`data.csv`)" in settled
    assert "[e](made.md) [f](https://example.org/x)" in settled
    assert links.outside(text) == {"https://example.org/x"}
