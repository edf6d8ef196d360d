"""Every command that writes owns its output from start to end; what processes that are gone left is cleared away."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest
from command_line import BASE, Steppe

LONG = {
    "run": ["run", BASE, "-n", 200000],
    "compare": ["compare", BASE, "-n", 200000],
    "attribute": ["attribute", BASE, "-n", 256],
    "hazard": ["hazard", BASE, "-n", 20000],
    "benefit": ["benefit", BASE, "-n", 200000],
}
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGXCPU, signal.SIGUSR1]


def begin(steppe: Steppe, words: list[object], *more: object) -> subprocess.Popen[str]:
    """Start a command and wait until it owns its output."""
    process = subprocess.Popen(
        [steppe.executable, *map(str, [*words, "-o", "out.h5", "-j", "2", "-q", *more])],
        cwd=steppe.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    lock = steppe.folder / "out.h5.lock"
    while not (lock.exists() and lock.stat().st_size):
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.01)
    return process


@pytest.mark.parametrize("command", LONG)
def test_the_second_writer_is_told_who_the_first_is(steppe: Steppe, tmp_path: Path, command: str) -> None:
    first = begin(steppe, LONG[command])
    try:
        second = steppe("run", BASE, "-n", 8, "--months", 2, "-o", "out.h5", "--force")
        assert second.returncode == 3
        assert f"out.h5': process {first.pid} on host " in second.stderr
    finally:
        first.kill()
        first.communicate()
    assert (tmp_path / "out.h5.lock").exists()
    third = steppe("run", BASE, "-n", 8, "--months", 2, "-o", "out.h5", "--force")
    assert third.returncode == 0, third.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.h5", "out.h5.json"]


@pytest.mark.parametrize("command", LONG)
@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_a_command_within_two_seconds(
    steppe: Steppe, tmp_path: Path, command: str, number: signal.Signals
) -> None:
    process = begin(steppe, LONG[command])
    time.sleep(0.5)
    sent = time.monotonic()
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    took = time.monotonic() - sent
    assert process.returncode == 130, said
    assert "interrupted" in said
    assert took < 2
    assert not list(tmp_path.glob("*.tmp-*"))
    assert not (tmp_path / "out.h5.lock").exists()


def test_the_sidecar_is_bound_to_its_result(steppe: Steppe, tmp_path: Path) -> None:
    assert steppe.compare("-o", "out.h5").returncode == 0
    assert len(json.loads((tmp_path / "out.h5.json").read_text())["result_xxh3_128"]) == 32
    content = bytearray((tmp_path / "out.h5").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "out.h5").write_bytes(content)
    resumed = steppe.compare("-o", "out.h5", "--resume")
    assert resumed.returncode == 3
    assert "its XXH3 digest is" in resumed.stderr
    assert steppe.compare("-o", "out.h5", "--force").returncode == 0


def test_a_planted_link_is_not_followed(steppe: Steppe, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("content")
    (tmp_path / "out.h5.lock").symlink_to("precious")
    assert steppe.compare("-o", "out.h5").returncode == 3
    assert (tmp_path / "precious").read_text() == "content"
