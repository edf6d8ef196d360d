"""Tutorials, executed: a page in Markdown whose cells are followed by what they gave.

A tutorial is a page of Markdown, whose fences of ``python`` and ``sh`` are its cells, or a script in percent cells. All
cells of a tutorial run in order in one process and one folder, where ``scenarios`` is, and ``steppe`` is on the path. A
cell that fails, fails the build.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

FENCE = re.compile(r"^```(python|sh)\n(.*?)^```\n", re.DOTALL | re.MULTILINE)
PERCENT = re.compile(r"^# %%( \[markdown\])?.*\n", re.MULTILINE)
LONGEST = 40  # lines of text shown of a cell


class TutorialError(Exception):
    """A cell failed: its text, and what it said."""


def markdown_of(script: str) -> str:
    """A script in percent cells as Markdown."""
    parts = PERCENT.split(script)
    page = ""
    for kind, body in zip(parts[1::2], parts[2::2], strict=True):
        if kind:
            page += re.sub(r"^# ?", "", body.strip("\n"), flags=re.MULTILINE) + "\n\n"
        elif body.strip():
            page += f"```python\n{body.strip()}\n```\n\n"
    return page


def shortened(text: str) -> str:
    """The first lines of a long output, and how many more there are."""
    lines = text.rstrip("\n").splitlines()
    if len(lines) > LONGEST:
        lines = [*lines[: LONGEST - 5], f"... {len(lines) - LONGEST + 5} lines more"]
    return "\n".join(lines)


def outputs_of(result: dict, folder: Path, images: Path) -> str:
    """What a cell gave, as Markdown; figures are copied into ``images``."""
    text = ""
    said = shortened(result.get("printed", "") + result.get("text", ""))
    if said:
        text += f"\n~~~text\n{said}\n~~~\n"
    if "html" in result:
        text += f"\n```{{raw}} html\n{result['html']}\n```\n"
    for name in result["figures"]:
        images.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / name, images / name)
        text += f"\n![{Path(name).stem}]({images.name}/{name})\n"
    return text


def execute(source: Path, page: Path, folder: Path, *, engine: Path, sample: Path, root: Path) -> None:
    """Run the tutorial ``source`` in ``folder``, and write ``page``. Raises TutorialError."""
    text = source.read_text(encoding="utf-8")
    is_script = source.suffix == ".py"
    text = markdown_of(text) if is_script else text
    cells = [(cell[1], cell[2]) for cell in FENCE.finditer(text)]
    if is_script:
        cells = [(language, code) for language, code in cells if language == "python"]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "scenarios").symlink_to(root / "scenarios")
    environment = {
        **os.environ,
        "PATH": f"{engine.parent}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(root / "analysis"),
        "STEPPE_ENGINE": str(engine),
        "STEPPE_SAMPLE": str(sample),
    }
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("cells.py")],
        input=json.dumps(cells), cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        message = f"{source.relative_to(root)}: {done.stderr}"
        raise TutorialError(message)
    results = iter(json.loads(done.stdout))

    def with_outputs(cell: re.Match[str]) -> str:
        if is_script and cell[1] != "python":
            return cell[0]
        return cell[0] + outputs_of(next(results), folder, page.with_name(f"{page.stem}-images"))

    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(FENCE.sub(with_outputs, text), encoding="utf-8")
