"""Numbers in the project's pages: each is what a command gave (docs/measured), of the model as it is."""

import sys

import pytest
from command_line import ROOT

sys.path[:0] = [str(ROOT / "docs" / "measured")]

import groups  # noqa: E402
from pages import PAGES, marks_in, model_now, read_values, texts_of  # noqa: E402

VALUES = read_values()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_was_measured(page: str) -> None:
    texts = texts_of(VALUES)
    wrong = {name: (text, texts.get(name)) for name, text in marks_in(page) if text != texts.get(name)}
    assert wrong == {}


def test_what_was_measured_is_of_the_model_as_it_is() -> None:
    """Where this fails, a scenario, the model or what measures changed: measure again with ``./dev measure``."""
    assert {name: one["model"] for name, one in VALUES.items()} == {name: model_now(name) for name in groups.ALL}


def test_every_text_stands_in_a_page() -> None:
    named = {name for page in PAGES for name, _ in marks_in(page)}
    assert named == set(texts_of(VALUES))


def test_no_text_names_a_folder_of_the_machine_it_was_measured_on() -> None:
    local = ("/tmp", "/home", "/root")
    assert [name for name, text in texts_of(VALUES).items() if any(one in text for one in local)] == []


def test_every_group_names_its_commands() -> None:
    assert [name for name, one in VALUES.items() if not one["commands"]] == []
