"""The docs say what is so: their transcripts are run, their reference is generated, their links lead somewhere."""

from __future__ import annotations

import re
import shlex
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from .conftest import DOCS

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from tests.conftest import Run

ROOT = DOCS.parent
PAGES = sorted(DOCS.glob("**/*.md"))
TOLD = [page for page in PAGES if "\n```console\n" in page.read_text("utf-8")]
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#([^)\s]+))?\)")


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", TOLD, ids=_name)
def test_what_a_page_shows_is_what_netlog_prints(page: Path, transcripts: ModuleType, tmp_path: Path) -> None:
    text = page.read_text("utf-8")
    assert transcripts.replayed(text, tmp_path) == text, "python docs/transcripts.py --write; then read the page"


def test_every_page_with_a_transcript_is_one_that_is_rewritten(transcripts: ModuleType) -> None:
    assert set(transcripts.PAGES) == set(TOLD)


def test_a_transcript_that_is_not_so_is_seen(transcripts: ModuleType, tmp_path: Path) -> None:
    page = "```console\n# Mon 2 November 2026\n$ netlog agenda\nNobody.\n```\n"
    assert "Nobody." not in transcripts.replayed(page, tmp_path)


def test_a_command_that_fails_shows_its_exit_code(transcripts: ModuleType, tmp_path: Path) -> None:
    page = "```console\n# Mon 2 November 2026\n$ netlog show Nobody\n```\n"
    assert transcripts.replayed(page, tmp_path).endswith("(exit 3)\n```\n")


def test_a_weekday_that_was_another_is_refused(transcripts: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Monday"):
        transcripts.replayed("```console\n# Tue 2 November 2026\n```\n", tmp_path)


def test_the_reference_is_as_generated(generate: ModuleType) -> None:
    for path, text in generate.pages().items():
        assert path.read_text("utf-8") == text, f"python docs/generate.py; {_name(path)} differs"


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=_name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target, _anchor in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{_name(page)} links to {target}"


def test_the_readme_links_to_every_page() -> None:
    linked = {(ROOT / target).resolve() for target, _ in LINK.findall((ROOT / "README.md").read_text("utf-8"))}
    assert set(PAGES) <= linked


def test_the_readmes_five_minutes_can_be_typed(netlog: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("Connections.csv", "alumni.csv"):
        (tmp_path / name).write_bytes((files("netlog.demo") / name).read_bytes())
    lines = re.findall(r"^    netlog (.+)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert lines
    for line in lines:
        assert netlog(*shlex.split(line, comments=True)).stdout
