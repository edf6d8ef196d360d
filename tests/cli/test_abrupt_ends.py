"""Runs that are killed and disks that are full: what was complete stays, and the same command makes the rest."""

import os
import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from command_line import BASE, Steppe

KILLS = int(os.environ.get("STEPPE_KILLS", "50"))
DAMAGES = int(os.environ.get("STEPPE_DAMAGES", "24"))
STUDY = f"""schema = "steppe-study/1"
title = "a small study"
scenario = "{BASE}"
replicates = 65
months = 1
measures = ["welfare"]
[design]
kind = "lhs"
points = {{points}}
[design.parameters]
"principal.USA.budget" = {{{{ range = [0.3, 1.7] }}}}
"""  # a block a point


def study_of(points: int, folder: Path) -> Path:
    path = folder / "study.toml"
    path.write_text(STUDY.format(points=points))
    return path


@pytest.mark.parametrize("how", ["--force", "--resume"])
def test_killed_at_any_moment_a_comparison_leaves_a_whole_file(steppe: Steppe, tmp_path: Path, how: str) -> None:
    """The file of before, until the new one takes its place."""
    result = tmp_path / "out.h5"
    compare = ["compare", BASE, "-o", result, "-q", "--months", 6, "--record", "final", "-j", 2]
    assert steppe(*compare, "-n", 200).returncode == 0
    record = tmp_path / "out.h5.json"  # holds the digest of the file, so both are put back together
    old, old_record = result.read_bytes(), record.read_bytes()
    command = [steppe.executable, *map(str, compare), "-n", "2000", how]
    began = time.monotonic()
    assert subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0
    longest = time.monotonic() - began
    new = result.read_bytes()
    assert old != new
    chance = random.Random(20251106)
    kills = replaced = 0
    while kills < KILLS / 4:
        result.write_bytes(old)
        record.write_bytes(old_record)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, 1.2 * longest))
        process.kill()
        kills += process.wait() == -signal.SIGKILL
        assert result.read_bytes() in (old, new)
        replaced += result.read_bytes() == new
    assert replaced > 0
    result.write_bytes(old)
    record.write_bytes(old_record)
    assert subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0
    assert result.read_bytes() == new


def test_a_disk_that_is_full(steppe: Steppe, tmp_path: Path) -> None:
    """A disk of 700 kB holds some shards of a study, and not its result; one of 10 MB both."""
    study = study_of(100, tmp_path)
    sweep = [steppe.executable, "sweep", study, "-o", "out.h5", "--checkpoint", "0", "-q", "--resume"]
    assert subprocess.run(sweep, cwd=tmp_path, check=False).returncode == 0
    whole = (tmp_path / "out.h5").read_bytes()
    disk = tmp_path / "disk"
    disk.mkdir()
    command = " ".join(map(str, sweep))
    script = f"""set -u
mount -t tmpfs -o size=700k tmpfs {disk} || exit 77
cd {disk}
{command}; echo "first $?"
ls; ls out.h5.parts | grep -c shard$
{command}; echo "again $?"
mount -o remount,size=10m {disk}
{command}; echo "larger $?"
cmp out.h5 {tmp_path / "out.h5"} && echo same; ls
"""
    unshare = shutil.which("unshare")
    done = subprocess.run([unshare, "-rm", "sh", "-c", script], capture_output=True, text=True, check=False)
    if done.returncode == 77 or "unshare:" in done.stderr:
        pytest.skip(f"this machine lets no test mount a disk: {done.stderr}")
    assert len(whole) > 350_000
    lines = done.stdout.split()
    assert lines[:4] == ["first", "3", "out.h5.parts", lines[3]], done.stdout + done.stderr
    assert 10 < int(lines[3]) < 100
    assert lines[4:] == ["again", "3", "larger", "0", "same", "out.h5", "out.h5.json"]
    assert done.stderr.count("No space left on device") == 2


def test_two_thousand_shards_join_with_few_open_files(steppe: Steppe, tmp_path: Path) -> None:
    study = study_of(2000, tmp_path)

    def limited(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = " ".join(map(str, [steppe.executable, *arguments]))
        return subprocess.run(
            ["sh", "-c", f"ulimit -n 256; {command}"], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    parts = limited("sweep", study, "-o", "out.h5", "--checkpoint", 0, "--shard", "1/1", "-q")
    assert parts.returncode == 0, parts.stderr
    assert len(list((tmp_path / "out.h5.parts").glob("*.shard"))) == 2000
    joined = limited("merge", "out.h5")
    assert joined.returncode == 0, joined.stderr
    assert steppe("sweep", study, "-o", "whole.h5", "-q").returncode == 0
    assert (tmp_path / "out.h5").read_bytes() == (tmp_path / "whole.h5").read_bytes()


def test_damage_is_named_and_mended_as_it_says(steppe: Steppe, tmp_path: Path) -> None:
    """A byte that changed, and a file that was cut short or is gone, wherever in the parts of a study."""
    study = study_of(40, tmp_path)
    sweep = ("sweep", study, "-o", "out.h5", "--checkpoint", 0, "-q")
    for part in (1, 2):
        assert steppe(*sweep, "--shard", f"{part}/2").returncode == 0
    assert steppe("merge", "out.h5").returncode == 0
    whole = (tmp_path / "out.h5").read_bytes()
    parts = tmp_path / "out.h5.parts"
    files = sorted(path for path in parts.iterdir() if path.suffix != ".lock")
    assert {path.suffix for path in files} == {".h5", ".jsonl", ".shard"}
    assert len(files) == 43
    chance = random.Random(1955)
    refused = 0
    for _ in range(DAMAGES):
        suffix = chance.choice([".h5", ".jsonl", ".shard"])
        path = chance.choice([path for path in files if path.suffix == suffix])
        _harm(path, chance)
        (tmp_path / "out.h5").unlink()
        joined = steppe("merge", "out.h5", "--force")
        while joined.returncode != 0:
            refused += 1
            assert joined.returncode == 2, joined.stderr
            assert f"{path.parent.name}/{path.name}: " in joined.stderr
            assert not (tmp_path / "out.h5").exists()
            remedies = set(re.findall(r"run --shard (\d/\d) with --resume \[O207\]", joined.stderr))
            assert len(remedies) == 1
            mended = steppe(*sweep, "--shard", remedies.pop(), "--resume")
            assert mended.returncode == 0, mended.stderr
            joined = steppe("merge", "out.h5", "--force")
        assert (tmp_path / "out.h5").read_bytes() == whole
    assert refused > 0.8 * DAMAGES


def _harm(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    if chance.random() < 0.7:
        content[at] ^= 1 << chance.randrange(8)
    elif chance.random() < 0.7:
        del content[at:]
    else:
        path.unlink()
        return
    path.write_bytes(content)
