"""What is printed arrives, or the exit code says that it did not; and memory that runs out is said so."""

import resource
import subprocess
from pathlib import Path

import pytest
from command_line import BASE, Steppe, note_count

COMMANDS = {
    "version": ["--version"],
    "help": ["--help"],
    "help of a command": ["compare", "--help"],
    "check": ["check", BASE],
    "describe": ["describe", "parameters"],
    "compare": ["compare", BASE, "-n", 8, "--months", 2, "-q"],
    "equilibrium": ["equilibrium", BASE],
}


def run(steppe: Steppe, words: list[object], redirection: str) -> subprocess.CompletedProcess[str]:
    """Run in a shell that redirects the standard streams."""
    command = f'exec "$@" {redirection}'
    return subprocess.run(
        ["sh", "-c", command, "sh", steppe.executable, *map(str, words)],
        cwd=steppe.folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("what", COMMANDS)
@pytest.mark.parametrize(
    ("redirection", "reason"), [(">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")]
)
def test_output_that_cannot_be_written_is_a_fault_of_the_environment(
    steppe: Steppe, what: str, redirection: str, reason: str
) -> None:
    result = run(steppe, COMMANDS[what], redirection)
    assert result.returncode == 3
    assert f"steppe: cannot write to standard output: {reason}" in result.stderr


@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-", "2>&- <&-"])
def test_standard_error_that_takes_nothing_changes_no_exit_code(steppe: Steppe, redirection: str) -> None:
    assert run(steppe, ["check", BASE], redirection).returncode == 0
    assert run(steppe, ["check", "missing.toml"], redirection).returncode == 2
    assert run(steppe, ["compare", BASE, "-n", 8, "--months", 2, "--progress", "always"], redirection).returncode == 0
    assert run(steppe, [], redirection).returncode == 2


def test_a_closed_standard_output_is_not_the_result(steppe: Steppe, tmp_path: Path) -> None:
    """A file that is opened takes the lowest number that is free, and must not be what is printed to."""
    compare = ["compare", BASE, "-n", 8, "--months", 2]
    assert steppe(*compare, "-o", "open.h5").returncode == 0
    assert run(steppe, [*compare, "-o", "closed.h5"], ">&- 2>&- <&-").returncode == 3
    assert (tmp_path / "closed.h5").read_bytes() == (tmp_path / "open.h5").read_bytes()


@pytest.mark.parametrize("command", ["run", "compare", "attribute", "hazard", "benefit"])
def test_an_empty_name_of_the_output_is_refused(steppe: Steppe, command: str) -> None:
    result = steppe(command, BASE, "-o", "")
    assert result.returncode == 2
    assert "--output: '' names no file" in result.stderr
    assert "[C104]" in result.stderr


def test_memory_that_runs_out_is_said_so(steppe: Steppe, tmp_path: Path) -> None:
    """With less and less memory: done, or exit code 3 with the reason, and no signal."""
    ends = []
    for megabytes in range(20, 420, 8):
        size = megabytes << 20
        result = subprocess.run(
            [
                steppe.executable,
                "compare",
                BASE,
                "-n",
                "64",
                "--months",
                "3",
                "-j",
                "1",
                "-q",
                "--force",
                "-o",
                "out.h5",
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda size=size: resource.setrlimit(resource.RLIMIT_AS, (size, size)),
        )
        if "error while loading shared libraries" in result.stderr:
            continue
        assert result.returncode in (0, 3), f"{megabytes} MB: {result.returncode} {result.stderr}"
        assert result.returncode == 0 or "not enough memory" in result.stderr or "cannot" in result.stderr
        ends.append(result.returncode)
    assert 3 in ends
    assert 0 in ends
    note_count(f"{len(ends)} limits of memory")
