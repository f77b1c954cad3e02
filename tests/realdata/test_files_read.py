"""Every LinkedIn, roster and address-book file of ../shared/data, read: a table of file, expected, got.

Expectations come from EXPECTED.json, which other tools computed, read under its `judgement` notes. The folder is
NETLOG_SHARED, or `shared` beside the checkout; without it these tests fail, for nothing else proves the importers.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from netlog.errors import InvalidInput
from netlog.formats.sniff import open_source
from netlog.rows.files import FileInteraction, FilePerson, Remark, Skipped

SHARED = Path(os.environ.get("NETLOG_SHARED", Path(__file__).parents[3] / "shared"))
DATA = SHARED / "data"

# What the judgement notes leave to us: refused with a sentence that names what to do, not one person made of it.
REFUSED = {
    "contacts_csv/crm/hermitcrm_generic/companies.csv": "looks like a table of companies",
    "contacts_csv/crm/hermitcrm_generic/tasks.csv": "a table of tasks",
    "contacts_csv/crm/hermitcrm_hubspot/companies.csv": "has no column for a name, an e-mail or a phone",
    "contacts_csv/thunderbird/tb_expected_addressbook.json": "JSON",
}
# EXPECTED counts the cells "N/A" and "NULL" of this file's row 8 as an e-mail and a profile; they stand for none.
NO_ADDRESSES = {"linkedin/linkedin-analyzer_parity_connections.csv": 1}
# Read, too, by test_files_read_other.py.
OTHERS = (".vcf", ".ldif")


def expected() -> dict[str, dict[str, Any]]:
    path = DATA / "EXPECTED.json"
    if not path.is_file():
        return {}
    files: dict[str, dict[str, Any]] = json.loads(path.read_text())["files"]
    return {
        name: facts
        for name, facts in files.items()
        if (name.startswith(("alumni/", "contacts_csv/")) and not name.endswith(OTHERS))
        or ("linkedin/" in name and "rows_with_a_name" in facts)
    }


EXPECTED = expected()
TABLE: list[tuple[str, str, str]] = []


@dataclass
class Got:
    format: str
    people: list[FilePerson] = field(default_factory=list)
    interactions: list[FileInteraction] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def read(self) -> int:
        return len(self.people) + len(self.interactions) + len(self.skipped)

    def __str__(self) -> str:
        taken = f"{len(self.interactions)} interactions" if self.interactions else f"{len(self.people)} people"
        return f"{self.format}: {self.read} read, {taken}, {len(self.skipped)} skipped, {len(self.remarks)} remarks"


def got(name: str) -> Got:
    source = open_source(DATA / name)
    found = Got(source.format)
    kinds: dict[type, list[Any]] = {
        FilePerson: found.people,
        FileInteraction: found.interactions,
        Skipped: found.skipped,
        Remark: found.remarks,
    }
    for row in source.rows():
        kinds[type(row)].append(row)
    return found


def test_the_real_files_are_there() -> None:
    assert len(EXPECTED) > 40, f"no data in {DATA}: set NETLOG_SHARED"


def test_no_file_of_the_folders_goes_untried() -> None:
    files = {
        str(p.relative_to(DATA))
        for folder in ("alumni", "contacts_csv")
        for p in (DATA / folder).rglob("*.*")
        if p.suffix not in OTHERS
    }
    connections = {str(p.relative_to(DATA)) for p in (DATA / "linkedin").rglob("*onnections*")}
    assert (files | connections) - set(EXPECTED) == set()


@pytest.mark.parametrize("name", sorted(name for name in EXPECTED if name.startswith("linkedin/")))
def test_connections_are_read_as_expected(name: str) -> None:
    facts, found = EXPECTED[name], got(name)
    TABLE.append((name, f"{facts['data_rows_not_blank']} read, {facts['rows_with_a_name']} people", str(found)))
    assert found.format == "linkedin"
    assert found.read == facts["data_rows_not_blank"]
    assert len(found.people) == facts["rows_with_a_name"]
    assert len(found.skipped) == facts["rows_without_a_name"]
    assert not any(row.held_somebody for row in found.skipped)
    first = found.people[:20]
    assert [person.name for person in first] == facts["names_first_20"]
    assert [person.company or "" for person in first] == facts["companies_first_20"]
    assert [person.title or "" for person in first] == facts["positions_first_20"]
    days = [person.connected_on for person in first if person.connected_on]
    assert days == [day for day in facts["connected_on_iso_first_20"] if day]
    addresses = [email for email in facts["emails"] if "@" in email]
    assert sorted({email.lower() for person in found.people for email in person.emails}) == sorted(addresses)
    assert sum(bool(person.links) for person in found.people) == facts["rows_with_url"] - NO_ADDRESSES.get(name, 0)
    assert len(found.remarks) == len(facts["connected_on_unparsed"])


@pytest.mark.parametrize("name", sorted(name for name in EXPECTED if not name.startswith("linkedin/")))
def test_tables_are_read_as_expected(name: str) -> None:
    facts = EXPECTED[name]
    if reason := REFUSED.get(name):
        with pytest.raises(InvalidInput, match=reason) as caught:
            open_source(DATA / name)
        TABLE.append((name, "refused", f"refused: {caught.value.sentence[:70]}"))
        return
    found = got(name)
    TABLE.append((name, f"{facts['data_rows_not_blank']} read, {facts['rows_with_any_email']} with e-mail", str(found)))
    assert found.read == facts["data_rows_not_blank"]
    assert sum(bool(person.emails) for person in found.people) == facts["rows_with_any_email"]
    addresses = [email.lower() for person in found.people for email in person.emails]
    assert len(set(addresses)) == facts["distinct_emails"]
    assert list(dict.fromkeys(addresses))[:12] == [email.lower() for email in facts["emails_first_12"]]
    assert not any(row.held_somebody for row in found.skipped)


def test_the_directory_gives_every_field_of_its_first_row() -> None:
    person = got("alumni/alumni_directory_dev_667.csv").people[0]
    facts = EXPECTED["alumni/alumni_directory_dev_667.csv"]["first_row"]
    (school,) = person.affiliations
    assert person.name == f"{facts['First Name']} {facts['Last Name']}"
    assert (person.company, person.title, person.industry) == (facts["Employer"], facts["Job Title"], facts["Industry"])
    assert (school.organization, school.role, school.end) == (facts["School"], facts["Degree"], facts["Class Year"])
    assert (person.links, person.tags) == ((facts["LinkedIn"],), ("mentor",))


def test_the_table_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print()
        for name, wanted, found in TABLE:
            print(f"{name:66} {wanted:26} {found}")
    assert len(TABLE) == len(EXPECTED)
