"""Every LinkedIn connections file and roster of ../shared/data, imported: a table of file, expected, got.

Expectations come from EXPECTED.json, which other tools computed, read under its `judgement` notes: people are the rows
with a name, less those that are one by profile address or are the very same row; rows without a name are skipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from .test_files_read import DATA, EXPECTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
