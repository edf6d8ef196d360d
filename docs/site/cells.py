"""Runs the cells of one tutorial, and prints what each gave as JSON; see docs/site/tutorials.py.

It reads a list of [language, code] on standard input, and works in the current folder.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("agg")


def shown_value(value: object, number: int) -> dict[str, str]:
    """What a notebook shows of the value of a cell's last expression."""
    if value is None:
        return {}
    if hasattr(value, "savefig"):
        name = f"cell-{number}.png"
        value.savefig(name, dpi=120, bbox_inches="tight")
        return {}  # found as a file
    html = getattr(value, "_repr_html_", None)
    if html is not None and (text := html()) is not None:
        return {"html": text}
    return {"text": repr(value)}


def run_python(code: str, names: dict[str, Any], number: int) -> dict[str, str]:
    """Run a cell as a notebook does: what it printed, and the value of a last expression."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    value = None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "<cell>", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
    return {"printed": printed.getvalue(), **shown_value(value, number)}


def run_shell(code: str) -> dict[str, str]:
    """Run a cell of commands, which must end well."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", code], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode != 0:
        message = f"exit code {done.returncode}\n{done.stdout}{done.stderr}"
        raise RuntimeError(message)
    return {"printed": done.stdout}


def main() -> int:
    """Run the cells, up to the first that fails."""
    names: dict[str, Any] = {"__name__": "__main__"}
    sys.argv = ["tutorial"]
    results = []
    for number, (language, code) in enumerate(json.load(sys.stdin), start=1):
        before = {path: path.stat().st_mtime_ns for path in Path().glob("*.png")}
        try:
            result = run_python(code, names, number) if language == "python" else run_shell(code)
        except BaseException:  # also SystemExit
            sys.stderr.write(f"cell {number} failed:\n{code}\n\n{traceback.format_exc()}")
            return 1
        figures = [path for path in Path().glob("*.png") if before.get(path) != path.stat().st_mtime_ns]
        results.append({**result, "figures": sorted(map(str, figures))})
    json.dump(results, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
