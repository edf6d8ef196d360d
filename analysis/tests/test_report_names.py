"""Names that a scenario gives are text on the page, whatever they hold; and only the page's own scripts run."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

import h5py
import pytest
from sample_file import Sample, write_sample

from steppe.report.page import build_report
from steppe.text import LONGEST_TITLE, name_of_text

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {
    "one dollar sign": "Kaz$akhstan",
    "dollar signs": "$x_{$ and $\\frac$",
    "markup": "<b onclick=alert(1)>Kaz</b></script><script>alert(1)</script>",
    "quotes": "\"Kaz' `akh` &quot;",
    "a mark that turns the direction": "Kaz\u202enatshka\u2066",
    "letters from right to left": "קזחסטן",
    "templates": "{{ 7 * 7 }} {% raw %} ${7*7}",
    "very long": "K" * 10_000,
}


def page_of(path: Path, name: str) -> str:
    write_sample(path, Sample(replicates=6, months=4))
    with h5py.File(path, "r+") as file:
        keys = [key.decode() for key in file["provenance/settings/key"][()]]
        for place, key in enumerate(keys):
            if key.endswith(".name"):
                file["provenance/settings/value"][place] = f"{name}{place}"
        file.attrs["title"] = name
    return build_report(path)


@pytest.mark.parametrize("what", NAMES)
def test_a_name_is_text(tmp_path: Path, what: str) -> None:
    html = page_of(tmp_path / "named.h5", NAMES[what])
    scripts = re.findall(r"<script\b[^>]*>", html)
    assert scripts == ['<script type="text/plain" id="data">', "<script>", "<script>"]
    assert "<b onclick" not in html
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", html)
    assert "K" * (LONGEST_TITLE + 1) not in html
    shown = name_of_text(NAMES[what])
    if "<" not in shown and "&" not in shown and '"' not in shown and "'" not in shown:
        assert shown[:20] in html


def test_only_the_pages_own_scripts_may_run(tmp_path: Path) -> None:
    html = page_of(tmp_path / "named.h5", "Kazakhstan")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)[1].replace("&#39;", "'")
    allowed = re.search(r"script-src ([^;]*);", policy)[1].split()
    scripts = re.findall(r"(?s)<script>(.*?)</script>", html)
    assert len(scripts) == 2
    assert allowed == [
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    ]
    assert "unsafe-eval" not in policy
