"""How commands write a file: whole, alone, and never through a link that somebody planted."""

from __future__ import annotations

import fcntl
import os
import stat
from typing import TYPE_CHECKING

import pytest

from steppe.command_line import write_beside_and_rename

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_written_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old")
    (tmp_path / "page.html.tmp-abandoned").write_text("half")
    write_beside_and_rename(page, "new")
    assert page.read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(page.stat().st_mode) == 0o666 & ~mask


def test_a_second_writer_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old")
    number = os.open(tmp_path / "page.html.lock", os.O_CREAT | os.O_RDWR)
    fcntl.flock(number, fcntl.LOCK_EX)
    with pytest.raises(OSError, match="another process is writing it"):
        write_beside_and_rename(page, "new")
    assert page.read_text() == "old"
    os.close(number)
    write_beside_and_rename(page, "new")
    assert page.read_text() == "new"


def test_a_planted_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("content")
    (tmp_path / "page.html.lock").symlink_to("precious")
    with pytest.raises(OSError, match="symbolic links"):
        write_beside_and_rename(tmp_path / "page.html", "new")
    assert (tmp_path / "precious").read_text() == "content"
