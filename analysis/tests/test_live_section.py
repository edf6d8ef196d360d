"""What a page needs to run the engine: it is told what is missing, and handed on as it is."""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
from pathlib import Path

import pytest
from engine_file import ENGINE_FILE

from steppe.live.engine import LARGEST, packed_bytes, read_live
from steppe.report import embedding
from steppe.report.page import build_report

ROOT = Path(__file__).parents[2]
BASE = ROOT / "scenarios" / "kazakhstan-2025.toml"
ENGINE = os.environ.get("STEPPE_EXECUTABLE")
WASM = os.environ.get("STEPPE_WASM")
needs_engine = pytest.mark.skipif(not (ENGINE and ENGINE_FILE), reason="needs STEPPE_EXECUTABLE and STEPPE_SAMPLE")


@pytest.fixture
def some_wasm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Bytes that begin as a WebAssembly does, and the engine by its name."""
    monkeypatch.setenv("STEPPE_ENGINE", ENGINE or "")
    monkeypatch.delenv("STEPPE_WASM", raising=False)
    path = tmp_path / "some.wasm"
    path.write_bytes(b"\0asm" + bytes(range(256)))
    return path


def unpacked(html: str, name: str) -> bytes:
    held = re.search(rf'<script type="text/plain" id="{name}">([^<]*)</script>', html)
    assert held
    return gzip.decompress(base64.b64decode(held[1]))


def test_a_page_without_the_engine_says_how_to_add_it_and_may_do_no_more(any_file: Path) -> None:
    html = build_report(any_file)
    assert "The engine is not in this page. To add it: <code>steppe-report OUT.h5 --live SCENARIO.toml" in html
    assert "wasm-unsafe-eval" not in html
    assert "worker-src" not in html


def test_the_policy_of_a_live_page_adds_two_permissions_and_nothing_else() -> None:
    plain, live = embedding.policy(), embedding.policy(live=True)
    assert live.replace(" 'wasm-unsafe-eval'", "").replace("; worker-src blob:", "") == plain


@needs_engine
def test_files_and_engine_are_handed_on_exactly(some_wasm: Path) -> None:
    html = build_report(ENGINE_FILE, live=BASE, wasm=some_wasm)
    assert unpacked(html, "live-engine") == some_wasm.read_bytes()
    sources = json.loads(unpacked(html, "live-sources"))
    assert sources["main"] == BASE.name
    texts = {one["path"]: one["text"] for one in sources["files"]}
    assert len(texts) > 2
    for path, text in texts.items():
        assert text.encode() == (BASE.parent / path).read_bytes()
    assert str(ROOT) not in json.dumps(sources)


@needs_engine
def test_other_values_than_those_of_the_file_are_told(some_wasm: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(f'extends = "{BASE}"\n[hedger.KAZ]\nprecision = 11\n', "utf-8")
    caution = "the engine in this page was made with other values of parameters"
    assert caution in build_report(ENGINE_FILE, live=other, wasm=some_wasm)
    assert caution not in build_report(ENGINE_FILE, live=BASE, wasm=some_wasm)


@needs_engine
@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\x7fELF", "is no WebAssembly"), (b"\0asm" + bytes(LARGEST), "has more than 1 500 000 bytes")],
)
def test_what_is_no_engine_for_pages_is_refused(some_wasm: Path, content: bytes, message: str) -> None:
    some_wasm.write_bytes(content)
    with pytest.raises(ValueError, match=message):
        read_live(BASE, some_wasm)


@needs_engine
def test_what_is_not_there_is_named(some_wasm: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match=r"needs steppe\.wasm"):
        read_live(BASE)
    with pytest.raises(ValueError, match="the engine refused"):
        read_live(some_wasm.with_name("no-such.toml"), some_wasm)
    monkeypatch.setenv("STEPPE_ENGINE", "no-such-engine")
    with pytest.raises(ValueError, match="name it in STEPPE_ENGINE"):
        read_live(BASE, some_wasm)


def test_bytes_are_packed_the_same_every_time() -> None:
    content = os.urandom(1000)
    assert gzip.decompress(base64.b64decode(packed_bytes(content))) == content
    assert packed_bytes(content) == packed_bytes(content)


@pytest.mark.skipif(not WASM, reason="needs STEPPE_WASM")
def test_the_engine_for_pages_is_small() -> None:
    content = Path(WASM).read_bytes()
    assert content.startswith(b"\0asm")
    assert 500_000 < len(content) < LARGEST
