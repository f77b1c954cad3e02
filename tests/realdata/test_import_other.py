"""Every vCard, calendar, peers' file and LinkedIn folder of ../shared/data, imported twice, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .test_files_read_other import DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TODAY = "2026-11-22"
TABLE: list[tuple[str, str]] = []


def _found() -> list[Path]:
    files = [path for folder in ("vcard", "ics", "peers") for path in (DATA / folder).rglob("*") if path.is_file()]
    folders = [path for path in (DATA / "linkedin").glob("*") if path.is_dir() or path.suffix == ".zip"]
    return sorted([*files, *folders, *(path for path in (DATA / "peers").glob("*") if path.is_dir())])


@pytest.fixture(scope="module", autouse=True)
def table() -> Iterator[None]:
    yield
    print()
    for name, got in sorted(TABLE):
        print(f"{name:70} {got}")


def test_the_files_are_there() -> None:
    assert len(_found()) > 50, f"no data in {DATA}: set NETLOG_SHARED"


@pytest.mark.parametrize("path", _found(), ids=lambda path: str(path.relative_to(DATA)))
def test_a_file_comes_in_once(path: Path, netlog: Callable[..., Any]) -> None:
    first = netlog("import", str(path), "--json", today=TODAY, code=None)
    assert first.code in (0, 6), first.stderr
    if not first.stdout:
        TABLE.append((str(path.relative_to(DATA)), f"refused: {first.stderr.splitlines()[0]}"))
        return
    reports = first.data.get("files", [first.data])
    for one in reports:
        counts = [f"{one[word]} {word}" for word in ("read", "added", "updated", "unchanged", "people_added")]
        TABLE.append(
            (str(path.relative_to(DATA)), f"{one['format']}: {', '.join(counts)}, {len(one['skipped'])} skipped")
        )
    again = netlog("import", str(path), "--json", today=TODAY, code=first.code).data
    assert [(one["added"], one["updated"]) for one in again.get("files", [again])] == [(0, 0)] * len(reports)
    netlog("doctor", today=TODAY)
