"""The examples of docs/studies.md, on studies cut short."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from command_line import ROOT, Steppe

PAGE = (ROOT / "docs" / "studies.md").read_text(encoding="utf-8")


def test_the_examples_run(steppe: Steppe, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    commands = re.findall(
        r"^steppe (sweep|attribute) (scenarios/studies/\w+\.toml) (.*-o out/\w+\.h5)$", PAGE, re.MULTILINE
    )
    shipped = sorted(f"scenarios/studies/{path.name}" for path in (ROOT / "scenarios" / "studies").glob("*.toml"))
    assert sorted(study for _, study, _ in commands) == shipped
    for command, study, rest in commands:
        shorter = ("--incentives", "F1,G1,T1") if command == "attribute" else ()
        done = steppe(command, ROOT / study, *rest.split(), *shorter, "-n", 2, "--months", 14, "-q")
        assert done.returncode == 0, done.stderr
    (known,) = re.findall(r"^steppe condition (scenarios/\S+) (.*) -n 20000 (-o out/\w+\.h5)$", PAGE, re.MULTILINE)
    words = (*shlex.split(known[1]), *known[2].split(), "--least-effective", 2)
    done = steppe("condition", ROOT / known[0], *words, "-n", 200, "--months", 24, "-q")
    assert done.returncode == 0, done.stderr
    examples = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(examples) == 3
    for example in examples:
        done = subprocess.run(
            [sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert "coverage 0." in done.stdout
    assert "maximum_regret" in done.stdout
