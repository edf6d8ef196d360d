"""Completion scripts and manual pages, made from what the engine declares: in real shells and readers of man pages."""

import json
import os
import pty
import re
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from command_line import Steppe


def has(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


@pytest.fixture
def commands(steppe: Steppe) -> list[dict]:
    """What the engine declares of its commands."""
    return json.loads(steppe("describe", "commands", "--json").stdout)


def script_of(steppe: Steppe, shell: str, name: str) -> Path:
    said = steppe("describe", "completion", shell)
    assert said.returncode == 0, said.stderr
    script = steppe.folder / name
    script.write_text(said.stdout, encoding="utf-8")
    return script


def in_bash(script: Path, *words: str) -> list[str]:
    """What bash proposes for the last of the words."""
    code = (
        f"source {script}; COMP_WORDS=({' '.join(map(repr, words))}); COMP_CWORD={len(words) - 1}; _steppe; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", code], cwd=script.parent, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr == ""
    return done.stdout.split()


def in_fish(script: Path, line: str) -> list[str]:
    code = f"source {script}; complete -C {json.dumps(line)}"
    done = subprocess.run(
        ["fish", "--no-config", "-c", code], cwd=script.parent, capture_output=True, text=True, check=True, timeout=60
    )
    return [row.split("\t")[0] for row in done.stdout.splitlines()]


def typed_into(shell: list[str], lines: list[str], keys: str, until: str, folder: Path) -> str:
    """What an interactive shell on a terminal shows after ``keys``, read until it shows ``until``, a pattern."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ.update(TERM="dumb", PS1="> ", LINES="50", COLUMNS="400", HOME=str(folder))
        os.execvp(shell[0], shell)
    shown = ""

    def read_until(pattern: str) -> None:
        nonlocal shown
        end = time.monotonic() + 60
        while not re.search(pattern, shown) and time.monotonic() < end:
            if select.select([terminal], [], [], 0.1)[0]:
                try:
                    shown += os.read(terminal, 65536).decode(errors="replace")
                except OSError:
                    break

    try:
        for number, line in enumerate(lines):
            os.write(terminal, f"{line}; echo ready''{number}\n".encode())
            read_until(rf"ready{number}\r?\n(?s:.*)> \S*$")  # the shell reads keys again
        shown = ""
        os.write(terminal, keys.encode())
        read_until(until)
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)
    while re.search(r"[^\x08]\x08", shown):  # as it stands on the screen
        shown = re.sub(r"[^\x08]\x08", "", shown)
    return shown


def test_every_command_and_option_is_declared(steppe: Steppe, commands: list[dict]) -> None:
    for command in commands:
        shown = steppe(command["name"], "--help").stdout
        of_help = re.findall(r"^  (?:-\w \[ )?--([\w-]+)", shown, flags=re.MULTILINE)
        assert [option["name"] for option in command["options"]] == of_help
    repeatable = {option["name"] for command in commands for option in command["options"] if option["repeatable"]}
    assert {"set", "given", "event", "observations"} <= repeatable


def test_bash_completes_commands_options_and_values(steppe: Steppe, commands: list[dict]) -> None:
    script = script_of(steppe, "bash", "steppe.bash")
    assert in_bash(script, "steppe", "") == [*(command["name"] for command in commands), "--help", "--version"]
    for command in commands:
        options = [f"--{option['name']}" for option in command["options"]]
        assert in_bash(script, "steppe", command["name"], "--") == options
    assert in_bash(script, "steppe", "compare", "--record", "") == ["trajectories", "final", "summary"]
    assert in_bash(script, "steppe", "compare", "--lanes", "=", "na") == ["native"]
    assert in_bash(script, "steppe", "compare", "--arms", "endogenous,qu") == ["endogenous,quiet_deepening"]
    assert in_bash(script, "steppe", "hindcast", "--modes", "placebo_s") == ["placebo_shift"]
    assert "study-schema" in in_bash(script, "steppe", "describe", "")
    assert in_bash(script, "steppe", "compare", "--replicates", "") == []
    (steppe.folder / "mine.toml").touch()
    assert in_bash(script, "steppe", "run", "mi") == ["mine.toml"]
    assert in_bash(script, "steppe", "run", "-o", "mi") == ["mine.toml"]
    assert in_bash(script, "steppe", "forecast", "se") == ["seal"]


def test_bash_completes_what_is_typed_on_a_terminal(steppe: Steppe) -> None:
    script = script_of(steppe, "bash", "steppe.bash")
    shown = typed_into(
        ["bash", "--norc", "--noprofile", "-i"],
        ["bind 'set enable-bracketed-paste off'", f"source {script}"],
        "steppe compa\t--chec\t",
        r"compare --checkpoint ",
        steppe.folder,
    )
    assert "steppe compare --checkpoint " in shown


@has("zsh")
def test_zsh_completes_what_is_typed_on_a_terminal(steppe: Steppe) -> None:
    script = script_of(steppe, "zsh", "_steppe")
    begin = ["autoload -Uz compinit", "compinit -u -D", f"source {script}"]
    for keys, expected in {
        "steppe compa\t--chec\t": r"--checkpoint",
        "steppe compare --record fin\t": r"--record final",
        "steppe compare --arms endogenous,qu\t": r"endogenous,quiet_deepening",
        "steppe describe study\t": r"study-schema",
    }.items():
        shown = typed_into(["zsh", "-f", "-i"], begin, keys, expected, steppe.folder)
        assert re.search(expected, shown), shown


@has("zsh")
def test_zsh_reads_the_script_of_every_command(steppe: Steppe, commands: list[dict]) -> None:
    script = script_of(steppe, "zsh", "_steppe")
    subprocess.run(["zsh", "-n", script], check=True, timeout=60)
    begin = ["autoload -Uz compinit", "compinit -u -D", f"source {script}"]
    keys = "".join(f"steppe {command['name']} --hel\t\x15" for command in commands)  # and the line is cleared
    shown = typed_into(["zsh", "-f", "-i"], begin, f"{keys}echo end''ed\n", r"ended", steppe.folder)
    assert "_arguments" not in shown, shown
    assert "no matches" not in shown, shown
    for command in commands:
        assert f"{command['name']} --help" in shown, shown


@has("fish")
def test_fish_completes_commands_options_and_values(steppe: Steppe, commands: list[dict]) -> None:
    script = script_of(steppe, "fish", "steppe.fish")
    assert sorted(in_fish(script, "steppe ")) == sorted(command["name"] for command in commands)
    for command in commands:
        options = {f"--{option['name']}" for option in command["options"]}
        assert options <= set(in_fish(script, f"steppe {command['name']} --"))
    assert in_fish(script, "steppe compare --record ") == ["final", "summary", "trajectories"]
    assert in_fish(script, "steppe compare --arms endogenous,qu") == ["endogenous,quiet_deepening"]


def test_a_shell_without_completion_is_refused_with_a_suggestion(steppe: Steppe) -> None:
    done = steppe("describe", "completion", "fisch")
    assert done.returncode == 2
    assert "did you mean 'fish'?" in done.stderr


def test_the_manual_has_a_page_for_the_program_and_for_every_command(steppe: Steppe, commands: list[dict]) -> None:
    program = steppe("describe", "man").stdout
    for command in commands:
        assert f"\\fB{command['name']}\\fR" in program
        page = steppe("describe", "man", command["name"]).stdout
        named = [name.replace("\\-", "-") for name in re.findall(r"\\fB\\-\\-(\S+?)\\fR", page)]
        assert named == [option["name"] for option in command["options"]]


@has("mandoc")
def test_the_manual_is_without_warnings_of_mandoc(steppe: Steppe, commands: list[dict]) -> None:
    for words in ([], *([command["name"]] for command in commands)):
        page = steppe("describe", "man", *words).stdout
        done = subprocess.run(
            ["mandoc", "-T", "lint", "-W", "warning"],
            input=page,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        # A date would differ from build to build.
        faults = [line for line in done.stdout.splitlines() if "missing date" not in line]
        assert faults == []


@has("man")
def test_the_manual_is_without_warnings_of_man(steppe: Steppe, commands: list[dict]) -> None:
    for words in ([], *([command["name"]] for command in commands)):
        page = steppe.folder / "page.1"
        page.write_text(steppe("describe", "man", *words).stdout, encoding="utf-8")
        done = subprocess.run(
            ["man", "--warnings", "-l", page],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
            env={"MANWIDTH": "100", "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )
        assert done.stderr == ""
        assert "EXIT STATUS" in done.stdout
