"""What names may hold, and what a reader sees of it."""

from __future__ import annotations

from steppe.text import LONGEST_NAME, name_of_text, visible


def test_marks_that_turn_the_direction_of_writing_are_written_out() -> None:
    assert visible("a\u202eb\u2066c") == "a[U+202E]b[U+2066]c"
    assert visible("\x1b[31m\x00") == "[U+001B][31m[U+0000]"


def test_letters_of_any_script_stay() -> None:
    for text in ("Қазақстан", "ישראל", "中国", "naïve $5 <b>&amp;\"'", "line\nline\ttab", "नेपाल\u200d"):
        assert visible(text) == text


def test_a_name_is_a_line_that_ends() -> None:
    assert name_of_text("Two\nlines") == "Two lines"
    assert name_of_text("x" * LONGEST_NAME) == "x" * LONGEST_NAME
    assert name_of_text("x" * 10_000) == "x" * (LONGEST_NAME - 1) + "…"
