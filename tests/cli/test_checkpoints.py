"""What an abrupt end of a command costs: with --resume the blocks that were done come back.

The bytes are those of an undisturbed run.
"""

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from command_line import BASE, Steppe, note_count

KILLS = max(3, int(os.environ.get("STEPPE_KILLS", "50")) // 15)
"""Of each command."""
OUTPUT = ["-j", 2, "-o", "out.h5"]
COMMANDS = {
    "run": ["run", BASE, "-n", 1200, "--months", 6, *OUTPUT],
    "compare": ["compare", BASE, "-n", 1200, "--months", 6, "--record", "final", *OUTPUT],
    "attribute": ["attribute", BASE, "-n", 16, "--months", 6, "--measures", "welfare", *OUTPUT],
    "hazard": ["hazard", BASE, "-n", 2, "--months", 1, *OUTPUT],
    "benefit": ["benefit", BASE, "-n", 200, "--months", 6, *OUTPUT],
}
CHECKPOINT = "out.h5.checkpoint"


def start(steppe: Steppe, folder: Path, command: str, *more: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [steppe.executable, *map(str, [*COMMANDS[command], "--checkpoint", 0, *more])],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_blocks(process: subprocess.Popen[str], folder: Path, least: int) -> None:
    """Until the checkpoint has so many bytes, or the command is done."""
    path = folder / CHECKPOINT
    while process.poll() is None and not (path.exists() and path.stat().st_size >= least):
        time.sleep(0.005)


@pytest.mark.parametrize("command", COMMANDS)
def test_killed_again_and_again_it_ends_with_the_same_bytes(steppe: Steppe, tmp_path: Path, command: str) -> None:
    """Each time later than before: what one attempt kept, the next begins with."""
    whole = tmp_path / "whole"
    whole.mkdir()
    process = start(steppe, whole, command)
    largest = 0
    while process.poll() is None:
        path = whole / CHECKPOINT
        largest = max(largest, path.stat().st_size if path.exists() else 0)
        time.sleep(0.005)
    _, said = process.communicate()
    assert process.returncode == 0, said
    assert sorted(path.name for path in whole.iterdir()) == ["out.h5", "out.h5.json"]
    assert largest > 0
    folder = tmp_path / "killed"
    folder.mkdir()
    kills = 0
    chance = random.Random(22)
    for _ in range(KILLS):
        kept = (folder / CHECKPOINT).stat().st_size if (folder / CHECKPOINT).exists() else 0
        process = start(steppe, folder, command, "--resume")
        wait_for_blocks(process, folder, kept + 1 + int(largest * chance.random() / (KILLS + 1)))
        process.kill()
        _, said = process.communicate()
        kills += process.returncode == -signal.SIGKILL
        assert process.returncode in (0, -signal.SIGKILL), said
        if process.returncode == 0:
            break
        assert kept < 1000 or "going on from out.h5.checkpoint" in said
        assert not (folder / "out.h5").exists()
        assert kept == 0 or (folder / CHECKPOINT).stat().st_size >= 0.9 * kept, "what was cut short is cut off"
    done = start(steppe, folder, command, "--resume", "--force")
    _, said = done.communicate()
    assert done.returncode == 0, said
    assert (folder / "out.h5").read_bytes() == (whole / "out.h5").read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["out.h5", "out.h5.json"]
    note_count(f"{command}: {kills} kills")
    assert kills > 0


def test_what_is_left_is_gone_on_with_or_begun_again_as_asked(steppe: Steppe, tmp_path: Path) -> None:
    process = start(steppe, tmp_path, "run")
    wait_for_blocks(process, tmp_path, 100_000)
    process.kill()
    process.communicate()
    assert (tmp_path / CHECKPOINT).exists()
    refused = steppe(*COMMANDS["run"])
    assert refused.returncode == 2
    assert "out.h5.checkpoint: an unfinished run is here; pass --resume to go on with it" in refused.stderr
    other = steppe(*COMMANDS["run"], "--seed", 4, "--resume")
    assert other.returncode == 2
    assert "cannot go on with this run: it differs in a setting of the scenario [O208]" in other.stderr
    of_another = steppe(*COMMANDS["hazard"], "--resume")
    assert "it differs in the command [O208]" in of_another.stderr
    assert (tmp_path / CHECKPOINT).exists()
    short = ["run", BASE, "-n", 8, "--months", 2, "-o", "out.h5", "-q"]
    assert steppe(*short, "--force").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.h5", "out.h5.json"]


def test_damage_to_a_checkpoint_costs_what_it_hit(steppe: Steppe, tmp_path: Path) -> None:
    assert steppe(*COMMANDS["compare"], "-q").returncode == 0
    whole = (tmp_path / "out.h5").read_bytes()
    (tmp_path / "out.h5").unlink()
    (tmp_path / "out.h5.json").unlink()
    process = start(steppe, tmp_path, "compare")
    wait_for_blocks(process, tmp_path, 60_000)
    process.kill()
    process.communicate()
    kept = (tmp_path / CHECKPOINT).read_bytes()
    chance = random.Random(7)
    for _ in range(KILLS):
        content = bytearray(kept)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        (tmp_path / CHECKPOINT).write_bytes(content[: chance.randrange(1, len(content) + 1)])
        result = steppe(*COMMANDS["compare"], "--resume", "--force")
        assert result.returncode == 0, result.stderr
        assert "damaged; what it cannot tell is run again" in result.stderr
        assert (tmp_path / "out.h5").read_bytes() == whole
        (tmp_path / "out.h5").unlink()


def test_a_short_command_leaves_no_checkpoint_when_it_is_killed(steppe: Steppe, tmp_path: Path) -> None:
    """Before --checkpoint seconds are over there is nothing worth keeping."""
    command = [steppe.executable, *map(str, COMMANDS["run"])]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not (tmp_path / "out.h5.lock").exists():
        time.sleep(0.005)
    time.sleep(0.2)
    process.kill()
    process.communicate()
    assert not (tmp_path / CHECKPOINT).exists()


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare")
def test_rival_writers_in_two_name_spaces_of_processes(steppe: Steppe, tmp_path: Path) -> None:
    """Each of four parts is begun in both: of each one works, and the other is told so or finds it done."""
    study = tmp_path / "study.toml"
    study.write_text(
        f'schema = "steppe-study/1"\ntitle = "rivals"\nscenario = "{BASE}"\nreplicates = 65\nmonths = 2\n'
        'measures = ["welfare"]\n[design]\nkind = "lhs"\npoints = 24\n[design.parameters]\n'
        '"principal.USA.budget" = { range = [0.3, 1.7] }\n'
    )
    sweep = f"{steppe.executable} sweep study.toml -o out.h5 -q -j 1 --checkpoint 0 --resume"
    script = "".join(f"{sweep} --shard {part}/4 & p{part}=$!; " for part in range(1, 5))
    script += "".join(f"wait $p{part}; echo $?; " for part in range(1, 5))
    spaces = [
        subprocess.Popen(
            ["unshare", "-rpf", "sh", "-c", script],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    ended = [space.communicate(timeout=300) for space in spaces]
    if any("unshare:" in said for _, said in ended):
        pytest.skip("this machine lets no test make a name space")
    codes = [printed.split() for printed, _ in ended]
    for part in range(4):
        assert {codes[0][part], codes[1][part]} in ({"0"}, {"0", "3"}), ended
    assert all(
        "another steppe process is writing" in said for (_, said), code in zip(ended, codes, strict=True) if "3" in code
    )
    merged = steppe("merge", "out.h5")
    assert merged.returncode == 0, merged.stderr
    assert steppe("sweep", "study.toml", "-o", "whole.h5", "-q").returncode == 0
    assert (tmp_path / "out.h5").read_bytes() == (tmp_path / "whole.h5").read_bytes()
