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
    """Where this fails, the model or the base scenario changed: measure again with ``./dev measure``."""
    assert {name: one["model"] for name, one in VALUES.items()} == dict.fromkeys(groups.ALL, model_now())


def test_every_group_stands_in_a_page() -> None:
    named = {name.split(".")[0] for page in PAGES for name, _ in marks_in(page)}
    assert named == set(groups.ALL)


def test_a_measured_number_names_its_commands() -> None:
    for one in VALUES.values():
        assert one["commands"]
        assert all(command.startswith(("steppe", "python ")) for command in one["commands"])
