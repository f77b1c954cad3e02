"""Address books of other programs: LDIF, abook, org-contacts, hermitcrm, Monica, friends."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest

from netlog.errors import InvalidInput
from netlog.formats import hermitcrm
from netlog.rows.files import FileInteraction, FilePerson, FileRelation

if TYPE_CHECKING:
    from pathlib import Path

# --- LDIF -------------------------------------------------------------------------------------------


def test_ldif_gives_people_in_base64_and_folded_lines(desk: Any) -> None:
    name = base64.b64encode("Jörg Müller".encode()).decode()
    person = desk.person(
        "version: 1\n# a comment\n of two lines\n\ndn: mail=j@x.org\nobjectclass: person\n"
        f"cn:: {name}\nmail: j@\n x.org\nmozillaSecondEmail: j2@x.org\ntelephoneNumber: 123-4567\no: Acme\ntitle: PM\n"
        "l: Bonn\nc: Germany\njpegPhoto:: " + "QUJD\n " * 1000 + "\ndescription:: " + "Zmlyc3QKc2Vjb25k\n"
    )
    assert (person.name, person.emails, person.phones) == ("Jörg Müller", ("j@x.org", "j2@x.org"), ("123-4567",))
    assert (person.company, person.title, person.city) == ("Acme", "PM", "Bonn, Germany")
    assert person.notes == ("first\nsecond",)


def test_a_list_of_a_directory_is_nobody(desk: Any) -> None:
    entries = (
        "dn: cn=A\nobjectclass: person\ngivenName: Ann\nsn: Lee\n\ndn: cn=L\nobjectclass: groupOfNames\ncn: Chess\n"
    )
    assert desk.person(entries).name == "Ann Lee"
    assert desk.skipped == [(6, "a list or an organization", False)]


# --- abook and org-contacts --------------------------------------------------------------------------


def test_abook_has_a_section_for_everybody(desk: Any) -> None:
    person = desk.person(
        "# abook addressbook file\n\n[format]\nprogram=abook\nversion=0.6.1\n\n\n[0]\nname=John Woods\n"
        "email=j@x.org,jw@y.org\nmobile=+18005559999\nnick=Jo\ngroups=dr,chess\ncity=Bonn\nnotes=met at a fair\n"
    )
    assert person == FilePerson(
        8, "John Woods", nickname="Jo", emails=("j@x.org", "jw@y.org"), phones=("+18005559999",), city="Bonn",
        tags=("dr", "chess"), notes=("met at a fair",),
    )  # fmt: skip


def test_an_org_heading_with_an_address_is_a_person_and_one_without_is_none(desk: Any) -> None:
    person = desk.person(
        "#+TITLE: People\n\n* Projects\n:PROPERTIES:\n:URL: https://x.org\n:END:\n** John Doe   :work:chess:\n"
        ":PROPERTIES:\n:EMAIL: [[mailto:j@x.org][j@x.org]] jd@y.org\n:PHONE_WORK: +1-555-1234\n:ORG: Acme;Engineering\n"
        ":END:\nMet at the fair.\n* Ideas\n"
    )
    assert (person.name, person.emails, person.company) == ("John Doe", ("j@x.org", "jd@y.org"), "Acme")
    assert (person.tags, person.notes) == (("work", "chess"), ("Met at the fair.",))


# --- friends ----------------------------------------------------------------------------------------

JOURNAL = """### Activities:
- 2018-01-04: Got lunch with **Grace Hopper** and **George Carver** in _Paris_. @food
- 2017-11-15: Talked to **George Carver** on the phone.
- 2017-11-14: Stayed at home.

### Notes:
- 2018-06-15: **Grace Hopper** has a building named after her.

### Friends:
- George Carver
- Grace Hopper (a.k.a. The Admiral a.k.a. Amazing Grace) [Paris] @navy @science

### Locations:
- Paris
"""


def test_a_journal_gives_friends_meetings_and_notes(desk: Any) -> None:
    assert desk.people(JOURNAL) == [
        FilePerson(10, "George Carver"),
        FilePerson(
            11, "Grace Hopper", nickname="The Admiral", city="Paris", tags=("navy", "science"),
            notes=("Also known as Amazing Grace",),
        ),
    ]  # fmt: skip
    assert desk.happened(JOURNAL) == [
        FileInteraction(
            2, "2018-01-04", ("Grace Hopper", "George Carver"), "lunch",
            text="Got lunch with Grace Hopper and George Carver in _Paris_. @food", place="Paris",
        ),
        FileInteraction(3, "2017-11-15", ("George Carver",), "call", text="Talked to George Carver on the phone."),
        FileInteraction(7, "2018-06-15", ("Grace Hopper",), text="Grace Hopper has a building named after her."),
    ]  # fmt: skip
    assert desk.skipped == [(4, "nobody is named in it", False)]


# --- Monica -----------------------------------------------------------------------------------------


def collection(kind: str, *values: Any) -> dict[str, Any]:
    return {"count": len(values), "type": kind, "values": list(values)}


def monica(*parts: dict[str, Any]) -> str:
    kinds = [{"uuid": "k1", "properties": {"name": "Email", "type": "email"}}]
    account = {"data": list(parts), "instance": {"contact_field_types": kinds}}
    return json.dumps({"version": "1.0", "app_version": "4.1.2", "account": account})


def person(uuid: str, first: str, *data: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"uuid": uuid, "properties": {"first_name": first, **properties}, "data": list(data)}


def test_monica_tells_through_whom_somebody_was_met_and_who_belongs_to_whom(desk: Any) -> None:
    people = desk.people(
        monica(
            collection(
                "contacts",
                person(
                    "u1", "John", collection("contact_fields", {"properties": {"data": "j@x.org", "type": "k1"}}),
                    last_name="Doe", first_met_through="u2", company="Acme",
                    first_met_date={"date": "2010-09-01T00:00:00Z"},
                ),
                person("u2", "Jane"),
            ),
            collection("relationships", {"properties": {"type": "spouse", "contact_is": "u1", "of_contact": "u2"}}),
        )
    )  # fmt: skip
    assert people[0] == FilePerson(
        1, "John Doe", emails=("j@x.org",), company="Acme", met_on="2010-09-01", introduced_by="Jane", source_key="u1",
        relations=(FileRelation("Jane", "spouse", "u2"),),
    )  # fmt: skip


def test_monicas_calls_activities_and_conversations_are_what_happened(desk: Any) -> None:
    call = {"uuid": "c1", "properties": {"called_at": "2024-01-05T14:00:00Z", "content": "plans"}}
    message = {
        "uuid": "m1",
        "properties": {"content": "hi", "written_at": "2024-01-06T14:00:00Z", "written_by_me": False},
    }
    lunch = {"uuid": "a1", "properties": {"summary": "Lunch", "happened_at": "2024-01-03T18:00:00Z"}}
    john = person(
        "u1", "John", collection("calls", call), collection("activities", "a1"),
        collection("conversations", {"uuid": "v1", "properties": {"messages": [message]}}),
    )  # fmt: skip
    jane = person("u2", "Jane", collection("activities", "a1"))
    found = desk.happened(monica(collection("contacts", john, jane), collection("activities", lunch)))
    assert [(m.day, m.who, m.kind, m.direction, m.uid) for m in found] == [
        ("2024-01-05", ("John",), "call", None, "c1"),
        ("2024-01-06", ("John",), "other", "received", "m1"),
        ("2024-01-03", ("John", "Jane"), "lunch", None, "a1"),
    ]


def test_the_pictures_of_an_export_are_not_read(desk: Any) -> None:
    picture = "data:image/png;base64," + "A" * 5_000_000
    photos = collection("photos", *({"properties": {"dataUrl": picture}} for _ in range(3)))
    content = monica(photos, collection("contacts", person("u1", "John", description='data: "none"')))
    assert desk.person(content).notes == ('data: "none"',)


@pytest.mark.parametrize(
    "content", [monica()[:-5], '{"version": 1, "account": ' + "[" * 100_000, '{"version":1,"account":3}']
)
def test_a_broken_export_is_refused(desk: Any, content: str) -> None:
    with pytest.raises(InvalidInput, match=r"JSON|Monica"):
        desk.read(content)


# --- hermitcrm --------------------------------------------------------------------------------------


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_the_folder_of_hermitcrm_gives_contacts_with_their_company_and_interactions(tmp_path: Path) -> None:
    acme = tmp_path / "companies" / "acme"
    told = "date: 2026-10-18T10:00\nchannel: linkedin\ndirection: out\ncontact: ann-lee\n"
    write(acme / "company.md", "---\nname: 'Acme ''R'' Us'\n---\n")
    write(
        acme / "contacts" / "ann-lee.md",
        "---\nfirst_name: Ann\nlast_name: Lee\nemail: a@x.org\nz:\n  - {a: b}\n---\nkind",
    )
    write(acme / "interactions" / "1.md", f"---\n{told}---\nHi")
    write(acme / "interactions" / "2.md", "---\ndate: 2026-10-18T10:00\nchannel: note\ncontact:\n---\nfirm")
    assert hermitcrm.is_folder(tmp_path)
    ann, message, skipped = hermitcrm.folder(tmp_path)
    assert ann == FilePerson(1, "Ann Lee", emails=("a@x.org",), company="Acme 'R' Us", notes=("kind",))
    assert isinstance(message, FileInteraction)
    assert (message.day, message.who, message.kind, message.direction) == (
        "2026-10-18",
        ("Ann Lee",),
        "linkedin",
        "sent",
    )
    assert "about a company" in getattr(skipped, "reason", "")


def test_one_contact_of_hermitcrm_is_read_by_itself(desk: Any) -> None:
    content = "---\nfirst_name: Ann\nlast_name: Lee\nemail: ann@x.org\n---\n"
    assert desk.person(content, name="ann-lee.md").name == "Ann Lee"
