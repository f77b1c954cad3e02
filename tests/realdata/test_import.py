"""Every LinkedIn connections file and roster of ../shared/data, imported: a table of file, expected, got.

Expectations come from EXPECTED.json, which other tools computed, read under its `judgement` notes: people are the rows
with a name, less those that are one by profile address or are the very same row; rows without a name are skipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from netlog.rules.habits import Habits
from netlog.store import doctor

from .test_files_read import DATA, EXPECTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FILES = sorted(name for name in EXPECTED if name.startswith(("linkedin/", "alumni/")))
TABLE: list[tuple[str, str, str]] = []


@dataclass(frozen=True)
class Counts:
    read: int
    added: int
    unchanged: int
    skipped: int

    def __str__(self) -> str:
        return f"{self.read} read, {self.added} added, {self.unchanged} unchanged, {self.skipped} skipped"

    @classmethod
    def of(cls, report: dict[str, Any]) -> Counts:
        return cls(report["read"], report["added"], report["unchanged"], len(report["skipped"]))


def expected(name: str) -> Counts:
    facts = EXPECTED[name]
    read = facts["data_rows_not_blank"]
    named = facts.get("rows_with_a_name", read)
    people = facts.get("people_by_name_or_url", facts.get("distinct_emails", named))
    return Counts(read, people, named - people, read - named)


@pytest.fixture(scope="module", autouse=True)
def table() -> Iterator[None]:
    yield
    widths = [max(len(row[at]) for row in [*TABLE, ("file", "expected", "got")]) for at in range(3)]
    print()
    for row in [("file", "expected", "got"), *TABLE]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def test_the_files_are_there() -> None:
    assert len(FILES) > 10, f"{DATA} holds no LinkedIn files; name their folder with NETLOG_SHARED"


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_comes_in_once(name: str, netlog: Callable[..., Any]) -> None:
    options = ["--school", "Saint Louis University"] if name.startswith("alumni/") else []
    first = netlog("import", str(DATA / name), "--json", *options)
    got = Counts.of(first.data)
    TABLE.append((name, str(expected(name)), str(got)))
    assert got == expected(name)
    again = netlog("import", str(DATA / name), "--json", *options).data
    assert (again["added"], again["updated"], again["batch"]) == (0, 0, None)
    assert again["unchanged"] == got.added + got.unchanged
    found = {contact["name"] for contact in netlog("contacts", "--json").data}
    assert found >= set(EXPECTED[name].get("names_first_20", ()))
    assert len(netlog("contacts", "--json").data) == got.added


def test_all_tables_together_leave_a_sound_database(netlog: Callable[..., Any], home: Path) -> None:
    """Each is taken or refused with a sentence; what is derived holds after all of them, and again after all undos."""
    files = sorted(
        str(path) for folder in ("linkedin", "contacts_csv", "alumni") for path in (DATA / folder).rglob("*.csv")
    )
    assert files
    steps = 0
    for file in files:
        ran = netlog("import", file, "--json", today="2026-11-22", code=None)
        assert ran.code in (0, 6), f"{file}\n{ran.stderr}"
        steps += ran.stdout != "" and ran.data["batch"] is not None
    found = doctor.examine(home / "netlog.db", date(2026, 11, 22), Habits())
    assert [finding for finding in found if finding.problems] == []
    for _ in range(steps):
        netlog("undo")
    assert netlog("contacts", "--json").data == []
