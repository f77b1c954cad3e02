"""One person in several files is one contact, with every file that told of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

# Each as the program writes it: LinkedIn's export of 2025, Google's of 2024, an iPhone's card.
LINKEDIN = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Priya,Natarajan,https://www.linkedin.com/in/priya-n,,Stripe,Senior PM,12 Mar 2024\n"
    "Sam,Okafor,https://www.linkedin.com/in/samokafor,sam@example.com,Copper & Pine,Director,02 Sep 2021\n"
    "Tom,Álvarez,https://www.linkedin.com/in/tom-a,,Beanworks,Planner,30 Jan 2023\n"
)
GOOGLE = (
    "First Name,Middle Name,Last Name,Organization Name,Organization Title,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "Phone 1 - Label,Phone 1 - Value\n"
    'Priya,,Natarajan,"Stripe, Inc.",,* myContacts,,priya@example.com,Mobile,(312) 555-0143\n'
    "Samuel,,Okafor,,,* myContacts,* Work,SAM@example.com,Work,+1 312-555-0199\n"
    "Tom,,Alvarez,Beanworks,,* myContacts,,,Mobile,0171 5550123\n"
    "Lena,,Cho,,,* myContacts,,,Mobile,+49 30 5550177\n"
)
PHONE = "".join(
    f"BEGIN:VCARD\nVERSION:3.0\nN:{last};{first};;;\nFN:{first} {last}\nTEL;type=CELL:{number}\nUID:{uid}\nEND:VCARD\n"
    for first, last, number, uid in (
        ("Priya", "Natarajan", "+1 312 555 0143", "A-1"),
        ("Sam", "Okafor", "+13125550199", "A-2"),
        ("Tom", "Alvarez", "+49 171 5550123", "A-3"),
        ("Lena", "Cho", "030 5550177", "A-4"),
    )
)


def _files(home: Path) -> list[Path]:
    written = []
    for name, text in (("Connections.csv", LINKEDIN), ("contacts.csv", GOOGLE), ("phone.vcf", PHONE)):
        path = home / name
        path.write_text(text)
        written.append(path)
    return written


def test_linkedin_then_google_then_the_phone_give_one_contact_each(netlog: Run, home: Path) -> None:
    reports = [netlog("import", str(file), "--json").data for file in _files(home)]
    assert [report["added"] for report in reports] == [3, 1, 0]
    assert len(netlog("contacts", "--json").data) == 4
    with closing(sqlite3.connect(home / "netlog.db")) as db:
        found = db.execute(
            "select c.name, group_concat(s.format, ' ') from contact c join source s on s.contact_id = c.id"
            " group by c.id order by c.id"
        ).fetchall()
    assert found == [
        ("Priya Natarajan", "linkedin google vcard"),
        ("Sam Okafor", "linkedin google vcard"),
        ("Tom Alvarez", "linkedin google vcard"),
        ("Lena Cho", "google vcard"),
    ]


def test_each_of_them_three_times_is_nothing_new(netlog: Run, home: Path) -> None:
    files = _files(home)
    for file in files:
        netlog("import", str(file))
    for file in files * 2:
        report = netlog("import", str(file), "--json").data
        assert (report["added"], report["updated"], report["batch"]) == (0, 0, None), file.name


def test_a_card_whose_name_has_changed_is_known_by_its_id(netlog: Run, home: Path) -> None:
    card = home / "a.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Mom\nUID:X-1\nEND:VCARD\n")
    netlog("import", str(card))
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Maria Lopez\nUID:X-1\nEND:VCARD\n")
    assert netlog("import", str(card), "--json").data["added"] == 0
    assert [contact["name"] for contact in netlog("contacts", "--json").data] == ["Maria Lopez"]


def test_one_id_for_two_people_in_a_file_makes_nobody_one(netlog: Run, home: Path) -> None:
    card = home / "a.vcf"
    card.write_text(
        "".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nUID:X-1\nEND:VCARD\n" for name in ("Ana Lopez", "Ben Ito"))
    )
    assert netlog("import", str(card), "--json").data["added"] == 2
    assert netlog("import", str(card), "--json").data["added"] == 0


def test_a_number_in_common_without_the_name_is_no_evidence(netlog: Run, home: Path) -> None:
    table = home / "a.csv"
    table.write_text("Name,Phone\nAna Lopez,312 555 0143\nBen Lopez,312 555 0143\n")
    assert netlog("import", str(table), "--json").data["added"] == 2


def test_the_kind_of_a_relation_stands_with_its_source(netlog: Run, home: Path) -> None:
    card = home / "a.vcf"
    card.write_text(
        "BEGIN:VCARD\nVERSION:4.0\nFN:Ana Lopez\nRELATED;TYPE=spouse;VALUE=text:Ben Ito\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:4.0\nFN:Ben Ito\nEND:VCARD\n"
    )
    netlog("import", str(card))
    with closing(sqlite3.connect(home / "netlog.db")) as db:
        assert db.execute("select source from acquaintance").fetchall() == [("vcard: spouse",)]
