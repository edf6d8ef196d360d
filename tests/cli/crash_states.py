"""Every state of a folder that a power cut could leave, from a log of what a process did to it.

The log is that of ``tests/support/write_log.cpp``. The model is what POSIX promises and no more: bytes and sizes of a
file are safe once the file was synchronised, names in a folder once the folder was. Of all else at the moment of the
cut, each operation may have reached the disk or not, whatever its order; bytes of a file may have arrived in part, or
as zeros where the size arrived without them. One rename is there whole or not at all.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SOURCE = Path(__file__).resolve().parents[1] / "support" / "write_log.cpp"
FOLDER = -1
GONE = -2

Names = dict[str, int]
"""What is there by which name, seen from the root: the number of a file, or `FOLDER`."""
Tree = dict[str, bytes | None]
"""Content of files by path; None of folders."""
Damage = Callable[[bytes], bytes]


class Step(NamedTuple):
    """One operation.

    Attributes
    ----------
    kind
        ``names``, ``write``, ``size`` or ``sync``.
    of
        What must be synchronised for the step to be safe: the number of a file, or the path of a folder.
    names
        What each name stands for afterwards: a file, `FOLDER` or `GONE`.
    offset, bytes
        Of a write; a size stands in ``offset``.
    path
        For a reader.
    """

    kind: str
    of: int | str
    names: Mapping[str, int] = MappingProxyType({})
    offset: int = 0
    bytes: bytes = b""
    path: str = ""


@dataclass
class State:
    """Content of the folder."""

    names: Names = field(default_factory=dict)
    files: dict[int, bytes] = field(default_factory=dict)

    def copy(self) -> State:
        """Return a state that can be changed on its own."""
        return State(dict(self.names), dict(self.files))

    def apply(self, step: Step, damage: Damage | None = None) -> None:
        """Do what a step does, or what is left of it."""
        if step.kind == "names":
            for name, node in step.names.items():
                if node == GONE:
                    self.names.pop(name, None)
                else:
                    self.names[name] = node
        elif step.kind == "size":
            held = self.files.get(step.of, b"")
            self.files[step.of] = held[: step.offset].ljust(step.offset, b"\0")
        elif step.kind == "write":
            data = step.bytes if damage is None else damage(step.bytes)
            held = self.files.get(step.of, b"").ljust(step.offset, b"\0")
            self.files[step.of] = held[: step.offset] + data + held[step.offset + len(data) :]

    def tree(self) -> Tree:
        """Files by path, and folders as None; what lies in a folder that is not there is lost."""
        reachable: Tree = {}
        for name, node in sorted(self.names.items()):
            parent = os.path.dirname(name)  # noqa: PTH120  names are no paths of this machine
            if not parent or reachable.get(parent, b"") is None:
                reachable[name] = None if node == FOLDER else self.files.get(node, b"")
        return reachable


def torn(data: bytes) -> bytes:
    """Keep the first half."""
    return data[: len(data) // 2]


def zeroed(data: bytes) -> bytes:
    """Keep the size alone."""
    return bytes(len(data))


def late(data: bytes) -> bytes:
    """Keep the second half."""
    return data[len(data) // 2 :].rjust(len(data), b"\0")


def build_recorder(folder: Path) -> Path:
    """Compile the library that writes the log."""
    library = folder / "write_log.so"
    options = ["-std=c++20", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o"]
    subprocess.run([os.environ.get("CXX", "c++"), *options, library, SOURCE, "-ldl"], check=True)
    return library


def read_tree(root: Path) -> Tree:
    """Read what is in a folder: files by path, and folders as None."""
    return {
        str(path.relative_to(root)): None if path.is_dir() else path.read_bytes() for path in sorted(root.rglob("*"))
    }


def write_tree(tree: Tree, root: Path) -> None:
    """Make a folder hold this."""
    root.mkdir()
    for name, content in tree.items():
        if content is None:
            (root / name).mkdir()
        else:
            (root / name).write_bytes(content)


def digest(tree: Tree) -> bytes:
    """Tell trees apart."""
    found = hashlib.blake2b()
    for name, content in sorted(tree.items()):
        found.update(f"{name}\0{-1 if content is None else len(content)}\0".encode())
        found.update(content or b"")
    return found.digest()


class WriteLog:
    """What one process did to a folder.

    Attributes
    ----------
    before
        The folder's content before, all of it safe.
    steps
        What the process did.
    """

    def __init__(self, before: State | None = None, steps: Sequence[Step] = ()) -> None:
        self.before = before or State()
        self.steps = list(steps)
        self._counter = itertools.count()
        self._numbers: dict[int, int] = {}  # of files, by inode: an inode serves again once its file is gone

    def run(self, command: Sequence[object], root: Path, recorder: Path, log: Path) -> int:
        """Run a process to its end and take down its steps in a folder."""
        for path in sorted(root.rglob("*")):
            node = FOLDER if path.is_dir() else self._new_number(path.stat().st_ino)
            self.before.names[str(path.relative_to(root))] = node
            if node != FOLDER:
                self.before.files[node] = path.read_bytes()
        done = subprocess.run(
            [str(word) for word in command],
            env=os.environ | {"LD_PRELOAD": str(recorder), "WRITE_LOG": str(log), "WRITE_LOG_FOLDER": str(root)},
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        now = State(dict(self.before.names))
        content = log.read_bytes()
        while content:
            line, _, content = content.partition(b"\n")
            kind, inode, number, size, *paths = line.decode().split("\t")
            data, content = content[: int(size)], content[int(size) :]
            step = self._name_step(kind, int(inode), *paths, now.names) or self._file_step(
                kind, int(inode), paths[0], offset=int(number), data=data
            )
            self.steps.append(step)
            if step.kind == "names":
                now.apply(step)
        return done.returncode

    def _new_number(self, inode: int) -> int:
        self._numbers[inode] = next(self._counter)
        return self._numbers[inode]

    def _name_step(self, kind: str, inode: int, path: str, other: str, names: Names) -> Step | None:
        """Tell what becomes of names in a folder."""
        folder = os.path.dirname(path)  # noqa: PTH120
        if kind == "create":
            return Step("names", folder, {path: self._new_number(inode)}, path=path)
        if kind == "folder":
            return Step("names", folder, {path: FOLDER}, path=path)
        if kind == "remove":
            return Step("names", folder, {path: GONE}, path=path)
        if kind == "rename":
            assert os.path.dirname(other) == folder, f"a rename between folders: {path}, {other}"  # noqa: PTH120
            return Step("names", folder, {path: GONE, other: names[path]}, path=other)
        if kind == "sync" and (path == "." or names.get(path) == FOLDER):
            return Step("sync", "" if path == "." else path, path=path)
        return None

    def _file_step(self, kind: str, inode: int, path: str, *, offset: int, data: bytes) -> Step:
        known = {"truncate": "size", "write": "write", "sync": "sync"}
        return Step(known[kind], self._numbers[inode], offset=offset, bytes=data, path=path)

    def moments(self) -> Iterator[tuple[int, State, list[Step]]]:
        """Every moment: how many steps were done, what is safe then, and the steps that are not, in order."""
        safe, waiting = self.before.copy(), []
        yield 0, safe, []
        for done, step in enumerate(self.steps, 1):
            if step.kind == "sync":
                for kept in waiting:
                    if kept.of == step.of:
                        safe.apply(kept)
                waiting = [kept for kept in waiting if kept.of != step.of]
            else:
                waiting.append(step)
            yield done, safe, waiting

    def crashes(self, draws: int, seed: int) -> Iterator[tuple[str, int, State]]:
        """States that a cut may leave: named ones of every moment, and some drawn at random.

        Parameters
        ----------
        draws
            Random states of each moment.
        seed
            Of the draws.

        Yields
        ------
        how, done, state
            What became of the steps that were not safe, after how many steps, and what there is then.
        """
        chance = random.Random(seed)
        for done, safe, waiting in self.moments():
            for how, keep in _HOW.items():
                state = safe.copy()
                for step in waiting:
                    kept, damage = keep(step)
                    if kept:
                        state.apply(step, damage)
                yield how, done, state
            for _ in range(draws):
                state = safe.copy()
                for step in waiting:
                    if chance.random() < 0.6:
                        state.apply(step, chance.choice([None, None, torn, late, zeroed]))
                yield "some of it", done, state


_HOW: dict[str, Callable[[Step], tuple[bool, Damage | None]]] = {
    "all of it": lambda _: (True, None),
    "nothing of it": lambda _: (False, None),
    "names without content": lambda step: (step.kind == "names", None),
    "content without names": lambda step: (step.kind != "names", None),
    "names with half of the content": lambda _: (True, torn),
    "names with the other half": lambda _: (True, late),
    "names with zeros": lambda _: (True, zeroed),
}
