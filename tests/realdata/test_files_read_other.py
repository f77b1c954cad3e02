"""Every vCard, calendar, LinkedIn message and peers' file of ../shared/data, read: a table of file, expected, got.

As test_files_read.py, for what is no table of people. Job trackers wait for jobs.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from netlog.formats import archive
from netlog.formats.sniff import Source, open_source
from netlog.rows.files import FileInteraction, FilePerson, Remark, Skipped

SHARED = Path(os.environ.get("NETLOG_SHARED", Path(__file__).parents[3] / "shared"))
DATA = SHARED / "data"
TODAY = date(2026, 11, 22)
EXPECTED: dict[str, dict[str, Any]] = (
    json.loads((DATA / "EXPECTED.json").read_text())["files"] if (DATA / "EXPECTED.json").is_file() else {}
)
TABLE: list[tuple[str, str, str]] = []

# Where the name of a contact is not its FN, and why.
OTHER_NAMES = {"Mustermann, Heiko": "Heiko Mustermann"}  # FN is the file's order; N says which is the family
# Values that are no telephone number: placeholders of a test, a SIP address, a pager's e-mail, empty ones.
FEWER_PHONES = {
    "contacts_csv/thunderbird/roundcube_tb_plain.expected.vcf": 0,
    "vcard/android/v30_pager.vcf": 0,
    "vcard/android/v40_sip.vcf": 1,
    "vcard/ez-vcard/outlook-2003.vcf": 0,
    "vcard/ical4j-vcard/4b62872a-849-0.vcf": 1,
}
# KIND:org and X-ABShowAs:COMPANY.
ORGANIZATION_FILES = frozenset({
    "vcard/roundcube/photo.vcf", "vcard/sabre/converter_input_1.vcf", "vcard/sabre/converter_input_5.vcf",
})  # fmt: skip


@dataclass
class Got:
    format: str
    people: list[FilePerson] = field(default_factory=list)
    happened: list[FileInteraction] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.format}: {len(self.people)} people, {len(self.happened)} happened, {len(self.skipped)} skipped, "
            f"{len(self.remarks)} remarks"
        )


def sorted_out(source: Source) -> Got:
    found = Got(source.format)
    kinds: dict[type, list[Any]] = {
        FilePerson: found.people,
        FileInteraction: found.happened,
        Skipped: found.skipped,
        Remark: found.remarks,
    }
    for row in source.rows():
        kinds[type(row)].append(row)
    return found


def got(name: str, expected: str) -> Got:
    found = sorted_out(open_source(DATA / name, today=TODAY))
    TABLE.append((name, expected, str(found)))
    return found


def named(*ends: str, start: str = "") -> list[str]:
    return sorted(name for name in EXPECTED if name.endswith(ends or "") and name.startswith(start))


def test_the_real_files_are_there() -> None:
    assert len(EXPECTED) > 150, f"no data in {DATA}: set NETLOG_SHARED"


def is_contact(facts: dict[str, Any]) -> bool:
    """A card that carries any of FN, N, ORG, EMAIL, TEL; empty ones carry nothing."""
    return bool(facts.get("fn") or any(facts.get("n", ())) or facts.get("emails") or facts.get("tels"))


def name_of(card: dict[str, Any]) -> str:
    """Of FN, else N, else the e-mail address."""
    if card.get("fn"):
        return OTHER_NAMES.get(card["fn"], str(card["fn"]))
    family, given, additional, _, suffix = [*card.get("n", ()), "", "", "", "", ""][:5]
    return " ".join(filter(None, (given, additional, family, suffix))) or str(card["emails"][0])


def agent(text: str) -> str:
    """Of an agent's card within the card the name; an address of one elsewhere names nobody."""
    if text.startswith("BEGIN:VCARD"):
        return text.split("FN:")[1].split("\n")[0]
    return "" if text.startswith("CID:") else text


@pytest.mark.parametrize("name", named(".vcf"))
def test_cards_are_read_as_expected(name: str) -> None:
    facts = EXPECTED[name]
    cards = [card for card in facts["contacts"] if is_contact(card)]
    if name in ORGANIZATION_FILES:
        cards = []
    found = got(name, f"{len(cards)} people, {facts['unterminated']} without end")
    assert found.format == "vcard"
    assert [person.name for person in found.people] == list(map(name_of, cards))
    assert [list(person.emails) for person in found.people] == [card.get("emails", []) for card in cards]
    phones = sum(len(person.phones) for person in found.people)
    assert phones == FEWER_PHONES.get(name, sum(card.get("tels", 0) for card in cards))
    assert [person.source_key for person in found.people] == [card.get("uid") for card in cards]
    told = [[value for _, value in card.get("related", ())] for card in cards]
    for person, relations in zip(found.people, told, strict=True):
        known = {relation.name for relation in person.relations}
        assert {agent(text) for text in relations} - {""} <= known
    assert sum("has no end" in row.reason or "no end" in row.reason for row in found.skipped) == facts["unterminated"]
    assert all(len(note) < 3_000 for person in found.people for note in person.notes)  # no pictures


@pytest.mark.parametrize("name", named(".ics"))
def test_calendars_are_read_as_expected(name: str) -> None:
    facts = EXPECTED[name]
    found = got(name, f"{facts['VEVENT']} events, {len(facts['distinct_people'])} people")
    people = [*found.people, *(person for meeting in found.happened for person in meeting.people)]
    assert sorted({email.lower() for person in people for email in person.emails}) == facts["distinct_people"]
    dated = [event for event in facts["events"] if event.get("dtstart")]
    days = {meeting.day for meeting in found.happened}
    for event in dated:
        with_somebody = event.get("attendees") or event.get("organizer")
        long_ago = event.get("rrule") and event["dtstart"] < "2021"
        assert (event["dtstart"][:10] in days) == bool(with_somebody and (not long_ago or len(days) < 366))
    assert {meeting.state for meeting in found.happened} <= {"held", "planned"}
    assert len(found.happened) <= 366
    assert not any(row.held_somebody for row in found.skipped)


def test_the_rooms_and_series_of_real_calendars() -> None:
    several = sorted_out(open_source(DATA / "ics/ical4j/multiple_calendars.ics", today=TODAY))
    assert not any("conf" in who.lower() for meeting in several.happened for who in meeting.who)
    daily = sorted_out(open_source(DATA / "ics/ical4j/calconnect.ics", today=TODAY))
    assert [meeting.day for meeting in daily.happened] == [f"2005-04-{day}" for day in range(11, 16)]
    one = sorted_out(open_source(DATA / "ics/icalendar/issue_156_RDATE_with_PERIOD_TZID_khal.ics", today=TODAY))
    assert [(meeting.day, meeting.starts_at) for meeting in one.happened] == [("2018-03-27", "08:00")]


# drafts + spam + campaign mail + members who are gone, then dates that cannot be.
LEFT_OUT = {
    "linkedin/linkedin-analyzer_parity_messages.csv": 1,
    "linkedin/org-signal_Basic_08-15-2025/messages.csv": 1,
    "linkedin/org-signal_Basic_10-21-2023/messages.csv": 3,
}


@pytest.mark.parametrize("name", named("essages.csv", start="linkedin/"))
def test_messages_are_read_as_expected(name: str) -> None:
    facts = EXPECTED[name]
    left_out = LEFT_OUT.get(name, 0)
    found = got(name, f"{facts['messages'] - left_out} messages, {left_out} left out")
    assert found.format == "linkedin-messages"
    assert (len(found.happened), len(found.skipped)) == (facts["messages"] - left_out, left_out)
    assert {message.kind for message in found.happened} <= {"linkedin"}
    me = {"org-signal_Complete": "Maya Lindgren", "linkedin-analyzer": "Bob"}
    mine = next((who for part, who in me.items() if part in name), "Jordan Pike")
    assert not any(mine in message.who for message in found.happened)


def test_replies_go_both_ways_in_a_group() -> None:
    found = sorted_out(open_source(DATA / "linkedin/org-signal_Basic_10-21-2023/messages.csv"))
    assert [(message.direction, message.who) for message in found.happened] == [
        ("received", ("Ines Okafor-Lindqvist",)),
        ("sent", ("Ines Okafor-Lindqvist",)),
        ("sent", ("Tomás Reyes", "Wren Hale, PhD")),
        ("received", ("Wren Hale, PhD",)),
    ]


@pytest.mark.parametrize("name", named("Invitations.csv"))
def test_invitations_are_read_as_expected(name: str) -> None:
    facts = EXPECTED[name]
    found = got(name, f"{facts['outgoing']} sent, {facts['incoming']} received")
    directions = [message.direction for message in found.happened]
    assert (directions.count("sent"), directions.count("received")) == (facts["outgoing"], facts["incoming"])
    assert [{*message.who} < {*pair[:2]} for message, pair in zip(found.happened, facts["pairs"], strict=True)]


@pytest.mark.parametrize("name", sorted({str(Path(name).parent) for name in named(start="linkedin/org-signal")}))
def test_a_whole_export_is_walked(name: str) -> None:
    with archive.opened(DATA / name) as found:
        formats = [source.format for source in found.sources]
        total = [sorted_out(source) for source in found.sources]
    TABLE.append((name, "connections, messages, invitations", ", ".join(formats)))
    assert formats[0] == "linkedin"
    assert formats[-1] == "linkedin-invitations"
    assert formats[1] == "linkedin-messages"
    assert not any(row.held_somebody for part in total for row in part.skipped)


def test_ldif_is_read_as_expected() -> None:
    name = "contacts_csv/thunderbird/tb_basic.ldif"
    facts = EXPECTED[name]
    (person,) = got(name, f"{facts['people']} people, {facts['groups']} groups").people
    assert [person.name] == facts["cn"]
    assert [person.emails[0]] == facts["mail"][0]
    assert [[person.company], [person.title]] == [facts["o"][0], facts["title"][0]]
    assert person.notes == tuple(facts["description"][0])


@pytest.mark.parametrize("name", named(start="peers/friends/"))
def test_journals_are_read_as_expected(name: str) -> None:
    facts = EXPECTED[name]
    found = got(name, f"{facts['friends']} friends, {facts['activities']} activities, {facts['notes']} notes")
    assert [person.name for person in found.people] == facts["friend_names"]
    assert len(found.happened) + len(found.skipped) == facts["activities"] + facts["notes"]
    meetings = [meeting for meeting in found.happened if meeting.kind]
    assert sorted({who for meeting in meetings for who in meeting.who}) == facts["people_in_activities"]
    assert [meeting.day for meeting in meetings] == [
        day for day in facts["activity_dates"] if day in {meeting.day for meeting in meetings}
    ]
    for person in found.people:
        aliases = facts["aliases"].get(person.name, [])
        assert [*filter(None, [person.nickname]), *(n.removeprefix("Also known as ") for n in person.notes)] == aliases


@pytest.mark.parametrize("name", named(start="peers/monica/"))
def test_monicas_export_is_read_as_expected(name: str) -> None:
    facts = EXPECTED[name]
    found = got(name, f"{facts['contacts']} people, {len(facts['introduced_by'])} introduced")
    by_key = {person.source_key: person for person in found.people}
    assert [person.name for person in found.people] == facts["names"]
    assert [person.company or "" for person in found.people] == [company or "" for company in facts["companies"]]
    assert [list(person.tags) for person in found.people] == [tags or [] for tags in facts["tags"]]
    for key, introducer in facts["introduced_by"].items():
        assert by_key[key].introduced_by == by_key[introducer].name


@pytest.mark.parametrize("name", named(start="peers/abook/"))
def test_abook_is_read_as_expected(name: str) -> None:
    facts = EXPECTED[name]
    found = got(name, f"{facts['contacts']} people")
    assert [person.name for person in found.people] == [item["name"] for item in facts["items"]]


def test_org_contacts_are_read_as_expected() -> None:
    name = "peers/org-contacts/ecard-org_readme_1.org"
    facts = EXPECTED[name]
    found = got(name, f"{len(facts['headings'])} people")
    assert [person.name for person in found.people] == facts["headings"]
    assert [email for person in found.people for email in person.emails] == facts["emails"]


def test_the_markdown_folder_is_read_as_expected() -> None:
    start = "peers/hermitcrm_markdown/"
    fronts = {name: EXPECTED[name]["front_matter"] for name in named(start=start)}
    people = {f"{f['first_name']} {f['last_name']}": f["email"] for f in fronts.values() if "first_name" in f}
    with archive.opened(DATA / start) as opened:
        found = sorted_out(opened.sources[0])
    told = [front for front in fronts.values() if front.get("contact")]
    TABLE.append((start, f"{len(people)} people, {len(told)} happened", str(found)))
    assert {person.name: person.emails[0] for person in found.people} == people
    assert sorted(row.day for row in found.happened) == sorted(front["date"][:10] for front in told)


def test_the_table_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print()
        for name, wanted, found in TABLE:
            print(f"{name:74} {wanted:42} {found}")
    assert len(TABLE) > 120
