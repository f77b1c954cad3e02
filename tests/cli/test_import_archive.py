"""A zip whose members are not all in order: what can be taken is, the rest is told, and a rehearsal writes nothing."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


@pytest.fixture
def mixed(home: Path) -> Path:
    path = home / "mixed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("people.csv", "Name,Email\nAna Lopez,ana@example.org\n,,\n")
        archive.writestr("cards.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ben Ito\nEND:VCARD\nBEGIN:VCARD\nFN:Cut Off\n")
        archive.writestr("broken.json", '{"version": "1.0-preview.1", "account": {')
        archive.writestr("empty.csv", "\n\n")
        archive.writestr("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200))
        archive.writestr("jobs.csv", "Company,Role,Status,Date Applied\nStripe,PM,Applied,2026-09-01\n")
    return path


def test_broken_members_are_told_and_the_others_taken(netlog: Run, mixed: Path) -> None:
    ran = netlog("import", str(mixed), "--json", code=6)
    assert {report["format"]: report["added"] for report in ran.data["files"]} == {"table": 1, "vcard": 1, "jobs": 1}
    assert "Left out of mixed.zip: " in ran.stderr
    for name in ("broken.json", "empty.csv", "picture.csv"):
        assert name in ran.stderr
    assert "1 row of cards.vcf could not be taken" in ran.stderr
    assert {contact["name"] for contact in netlog("contacts", "--json").data} == {"Ana Lopez", "Ben Ito"}


def test_a_rehearsal_of_a_zip_says_the_same_and_writes_nothing(netlog: Run, mixed: Path) -> None:
    rehearsed = netlog("import", str(mixed), "--dry-run", "--json", code=6)
    assert netlog("contacts", "--json").data == []
    taken = netlog("import", str(mixed), "--json", code=6)
    told, done = rehearsed.data["files"], taken.data["files"]
    assert [{**report, "batch": None} for report in done] == told
    assert rehearsed.stderr == taken.stderr + "Nothing was written: this was a rehearsal (--dry-run).\n"


def test_the_report_says_who_counts_as_known(netlog: Run, mixed: Path, home: Path) -> None:
    reports = {report["format"]: report for report in netlog("import", str(mixed), "--json", code=6).data["files"]}
    assert [(reports[name]["connected"], reports[name]["leads"]) for name in ("table", "jobs")] == [(1, 0), (0, 0)]
    roster = home / "alumni.csv"
    roster.write_text("Name,Class Year,Degree\nCleo Park,2011,BA\n")
    report = netlog("import", str(roster), "--school", "Example University", "--json").data
    assert (report["connected"], report["leads"]) == (0, 1)
