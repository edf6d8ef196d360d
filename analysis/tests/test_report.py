"""The page: what it says, what it is made of, and how the command fails."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import h5py
import numpy as np
import pytest
from sample_file import Sample, write_sample

import steppe
from steppe.attribution.section import SET_VALUES
from steppe.effects.compare import effect_table
from steppe.format import number
from steppe.report import command
from steppe.report.command import main
from steppe.report.embedding import packed
from steppe.report.page import Page as BuiltPage
from steppe.report.page import build_report


def without_scripts(html: str) -> str:
    """Leave out what browsers do not show."""
    return re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)


class Page(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(without_scripts(html))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.texts.append(data)

    @property
    def text(self) -> str:
        """All text with single spaces."""
        return " ".join(" ".join(self.texts).replace("\u00a0", " ").split())


@pytest.fixture(scope="session")
def html(any_file: Path) -> str:
    return build_report(any_file)


@pytest.fixture(scope="session")
def page(html: str) -> Page:
    return Page(html)


def test_page_needs_no_network_and_is_small(html: str, page: Page) -> None:
    assert len(html.encode()) < 6_000_000
    loading = [
        value
        for tag, attributes in page.tags
        for name, value in attributes.items()
        if name in ("src", "href", "xlink:href", "data") and not str(value).startswith(("#", "data:text/csv;"))
    ]
    assert loading == []
    assert not re.search(r"url\((?!#)|@import|<link", without_scripts(html))
    assert not re.search(r"<script[^>]* (src|type=.module)", html)
    policy = next(attributes["content"] for _, attributes in page.tags if "http-equiv" in attributes)
    assert policy.startswith("default-src 'none'; ")
    assert "http" not in policy


def test_ids_are_unique_and_every_reference_has_its_target(html: str, page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    shown = without_scripts(html)
    references = set(re.findall(r"url\(#([^)]+)\)", shown)) | set(re.findall(r'href="#([^"]+)"', shown))
    labelled = [
        name
        for _, attributes in page.tags
        for key in ("for", "aria-labelledby")
        for name in (attributes.get(key) or "").split()
    ]
    assert references | set(labelled) <= set(ids)


def test_figures_have_words_for_those_who_cannot_see_them(page: Page) -> None:
    drawings = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert len(drawings) >= 4
    assert all(drawing["role"] == "img" and len(drawing["aria-label"]) > 40 for drawing in drawings)


def test_tables_name_their_rows_and_columns(page: Page) -> None:
    heads = [attributes for tag, attributes in page.tags if tag == "th"]
    assert heads
    assert all(head.get("scope") in ("row", "col", "rowgroup") for head in heads)
    assert sum(tag == "caption" for tag, _ in page.tags) == sum(tag == "table" for tag, _ in page.tags) >= 4


def test_answer_counts_what_the_table_says(any_file: Path, page: Page) -> None:
    with steppe.open(any_file) as ds:
        table = steppe.compare.effect_table(ds)
        first = str(ds["hedger"].values[0])
    table = table[(table["role"] == "outcome") & table["hedger"].isin([first, ""])]
    of_accession = table["measure"].isin(["has_joined", "accession_probability"])
    decided = of_accession & (table["spread_low"] == table["spread_high"]) & (table["difference"] != 0)
    table = table[~decided]
    clear = ((table["low"] > 0) | (table["high"] < 0)).sum()
    told = f"{clear} of {len(table)} outcomes move" if clear else f"None of {len(table)} outcomes moves clearly"
    assert told in page.text


def test_judgement_is_counted(any_file: Path, page: Page) -> None:
    tags = steppe.parameters(any_file)["tag"]
    resting = f"{tags.isin(list('AJD')).sum():,}".replace(",", "\u202f")
    total = f"{len(tags):,}".replace(",", "\u202f")
    assert " ".join(f"{resting} of {total} parameters".split()) in page.text


def test_page_says_what_it_cannot_say_and_how_it_was_made(any_file: Path, page: Page) -> None:
    assert "a statement about the model, not a forecast" in page.text
    assert "No effect of the accord can be estimated from one accession" in page.text
    made = steppe.provenance(any_file)
    assert str(made["git_commit"]) in page.text
    assert str(made["seed"]) in page.text
    assert f"schema version {made['schema_version']}" in page.text


def test_leading_outcome_is_told_with_its_interval(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "told.h5")
    with steppe.open(path) as ds:
        table = steppe.compare.effect_table(ds).set_index("outcome")
    row = table.loc["momentum"]
    text = Page(build_report(path)).text
    sentence = re.search(
        r"Momentum of the accord \(average\) : higher by (\S+) \(90 % interval of the mean: (\S+) to",
        text,
    )
    assert float(sentence[1]) == pytest.approx(row["difference"], rel=0.05)
    assert float(sentence[2]) == pytest.approx(row["low"], rel=0.05)
    assert f"({number(row['spread_low'], signed=True)} to" in text or number(row["spread_low"], signed=True) in text


def test_the_frame_says_once_that_all_is_in_the_model(html: str) -> None:
    """Not sentence by sentence; drawings, which may leave the page, say it in their titles."""
    shown = re.sub(r"<svg.*?</svg>", "", without_scripts(html), flags=re.DOTALL)
    shown = re.sub(r"<(script|style).*?</\1>", "", shown, flags=re.DOTALL)
    text = " ".join(re.sub(r"<[^>]*>", " ", shown).split())
    assert "All on this page is in the model" in text
    assert len(re.findall(r"\bin the model\b(?!['’])", text, flags=re.IGNORECASE)) <= 3  # with limits and notes


def test_the_same_file_gives_the_same_page(any_file: Path, html: str) -> None:
    assert build_report(any_file) == html


def test_identical_arms_are_reported_as_such(tmp_path: Path) -> None:
    text = Page(build_report(write_sample(tmp_path / "same.h5", Sample(identical=True, months=4)))).text
    assert "None of 70 outcomes moves clearly" in text
    assert "the same in every pair of runs: Alignment share (average): Russia, China, United States, Israel and" in text


def test_failed_runs_are_told(damaged_runs: Path) -> None:
    text = Page(build_report(damaged_runs)).text
    assert "1 failed, 1 missing" in text
    assert "not finite (1)" in text
    assert "10 pairs of runs" in text


def test_text_of_the_file_cannot_become_markup(tmp_path: Path) -> None:
    import h5py

    path = write_sample(tmp_path / "evil.h5", Sample(replicates=4, months=3))
    with h5py.File(path, "r+") as file:
        file.attrs["title"] = "<script>alert(1)</script> $title & more"
    html = build_report(path)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; $title &amp; more" in html


def test_command_writes_the_page_and_nothing_else(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "run.h5", Sample(replicates=4, months=3))
    page = tmp_path / "run.html"
    assert main([str(path), "-o", str(page)]) == 0
    assert page.read_text("utf-8") == build_report(path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["run.h5", "run.html"]


@pytest.fixture
def quick_page(monkeypatch: pytest.MonkeyPatch) -> str:
    """Make the command write a page that takes no time to draw; how pages come out is tested above."""
    monkeypatch.setattr(command, "build_page", lambda *_, **__: BuiltPage("a page\n", "How much.", "How sure."))
    return "a page\n"


def test_command_replaces_only_when_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], quick_page: str) -> None:
    path = write_sample(tmp_path / "run.h5", Sample(replicates=4, months=3))
    page = tmp_path / "run.html"
    page.write_text("mine")
    assert main([str(path), "-o", str(page)]) == 2
    assert "--force" in capsys.readouterr().err
    assert page.read_text() == "mine"
    assert main([str(path), "-o", str(page), "--force"]) == 0
    assert page.read_text("utf-8") == quick_page


def test_command_tells_how_much_how_sure_and_what_to_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], quick_page: str
) -> None:
    path, page = write_sample(tmp_path / "run.h5", Sample(replicates=4, months=3)), tmp_path / "run.html"
    assert main([str(path), "-o", str(page)]) == 0
    assert page.read_text("utf-8") == quick_page
    assert capsys.readouterr().out == f"How much.\nHow sure.\nOpen {page} in a browser.\n"
    assert main([str(path), "-o", str(page), "--force", "-q"]) == 0
    assert capsys.readouterr().out == ""


def test_command_never_replaces_the_results(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "run.h5", Sample(replicates=4, months=3))
    before = path.read_bytes()
    assert main([str(path), "-o", str(path), "--force"]) == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("sample", "complaint"),
    [
        (Sample(replicates=4, months=3, schema_version="4.0"), "schema version 4.0"),
        (Sample(replicates=4, months=3, arms=("endogenous",)), "only endogenous"),
        (Sample(replicates=4, months=3, points=2), "2 points"),
        (Sample(replicates=1, months=3, failed=((0, 0, 0),)), "nothing to compare"),
    ],
)
def test_command_blames_the_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], sample: Sample, complaint: str
) -> None:
    assert main([str(write_sample(tmp_path / "bad.h5", sample)), "-o", str(tmp_path / "bad.html")]) == 2
    assert complaint in capsys.readouterr().err
    assert not (tmp_path / "bad.html").exists()


def test_command_blames_the_input_when_it_is_absent(tmp_path: Path) -> None:
    assert main([str(tmp_path / "absent.h5"), "-o", str(tmp_path / "page.html")]) == 2


@pytest.mark.usefixtures("quick_page")
def test_command_blames_the_environment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_sample(tmp_path / "run.h5", Sample(replicates=4, months=3))
    assert main([str(path), "-o", str(tmp_path / "no_folder" / "page.html")]) == 3
    assert "cannot write" in capsys.readouterr().err


@pytest.mark.usefixtures("quick_page")
def test_a_failed_write_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_sample(tmp_path / "run.h5", Sample(replicates=4, months=3))

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    assert main([str(path), "-o", str(tmp_path / "page.html")]) == 3
    assert [file.name for file in tmp_path.iterdir()] == ["run.h5"]


def test_other_arms_can_be_compared(tmp_path: Path) -> None:
    arms = ("quiet_deepening", "without_accords")
    path = write_sample(tmp_path / "quiet.h5", Sample(replicates=8, months=3, arms=arms))
    text = Page(build_report(path, treated="quiet_deepening")).text
    assert "quiet deepening, compared with without accords?" in text


def test_page_stays_small_enough_to_send_by_mail(tmp_path: Path) -> None:
    arms = ("with_accords", "without_accords", "inducement_only", "quiet_deepening", "endogenous")
    long = write_sample(tmp_path / "long.h5", Sample(arms=arms, replicates=24, months=120))
    # Every digit of every set differs: no attribution can take more room.
    sets = np.random.default_rng(1).integers(10_000, 100_000, SET_VALUES).tolist()
    assert len(build_report(long).encode()) + len(packed(sets)) < 6_000_000


def test_outcomes_in_which_nothing_happens_are_named_below_the_table(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "still.h5", Sample(replicates=8, months=4))
    with h5py.File(path, "r+") as file:
        partners = [name.decode() for name in file["partner"][()]]
        file["influence"][..., partners.index("ISR")] = 0.25  # in every run of both arms
        file["influence"][..., partners.index("RUS")] = np.linspace(0, 1, 8)[:, None, None]  # of a run in both arms
    with steppe.open(path) as ds:
        effects = effect_table(ds).set_index("outcome")
    assert effects.loc["influence[KAZ, ISR]", "mean_treated"] == 0.25
    html = build_report(path)
    below = html[html.index("Effects</caption>") :]
    table, rest = below.split("</table>", 1)
    rows = re.findall(r'<th scope="row">([^<]*)<', table)
    assert not [row for row in rows if "Influence" in row and "Israel" in row]
    assert [row for row in rows if "Influence" in row and "Russia" in row]  # it varies, if not between the arms
    told = re.search(
        r"<p>(\d+) outcomes? ha(?:s|ve) no row, being the same in every run of both arms\. ([^<]*)</p>",
        rest,
    )
    outcomes = effects[effects["role"] == "outcome"]
    assert int(told[1]) + len(rows) == len(outcomes)
    assert re.search(r"Always 0\.25: Influence[^.;]*: Israel\.", told[2])
