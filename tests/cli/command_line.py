"""What the tests of the command line share: the executable, the base scenario, and a short run."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "scenarios" / "kazakhstan-2025.toml"


class Steppe:
    """Runs the engine in a folder of its own."""

    def __init__(self, executable: Path, folder: Path) -> None:
        self.executable = executable
        self.folder = folder

    def __call__(self, *arguments: object, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run to the end, in the folder."""
        return subprocess.run(
            [self.executable, *map(str, arguments)],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=timeout,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    def compare(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Compare the usual arms over a short while."""
        return self("compare", BASE, "--replicates", 24, "--months", 12, *arguments)


def wait_until_under_way(process: subprocess.Popen[str]) -> None:
    """Read what a run started with ``--progress always`` says until some of its replicates are done."""
    said = ""
    while "replicates (" not in said:
        letter = process.stderr.read(1)
        assert letter, f"the run ended before it was under way: {said}"
        said += letter


def note_count(text: str) -> None:
    """Print how much a test tried, also into the file STEPPE_COUNTS, which ``./dev test`` shows."""
    print(text)
    if path := os.environ.get("STEPPE_COUNTS"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{text}\n")
