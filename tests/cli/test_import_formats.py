"""`netlog import` of address books, calendars and LinkedIn's zip: what comes of them, and that twice is once."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from netlog.store import connection

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CARDS = """\
BEGIN:VCARD
VERSION:4.0
UID:u1
FN:Jane Doe
EMAIL:jane@example.org
RELATED;TYPE=spouse;VALUE=text:John Doe
RELATED;TYPE=friend;VALUE=text:Nobody Known
END:VCARD
BEGIN:VCARD
VERSION:4.0
UID:u2
FN:John Doe
END:VCARD
"""
MESSAGES = """\
CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER
c1,,Me Myself,https://www.linkedin.com/in/me,Priya N,https://www.linkedin.com/in/priya,2026-10-28 14:00:00 UTC,,Hi,
c1,,Priya N,https://www.linkedin.com/in/priya,Me Myself,https://www.linkedin.com/in/me,2026-10-29 14:00:00 UTC,,Yes,
"""
CONNECTIONS = """\
First Name,Last Name,URL,Email Address,Company,Position,Connected On
Priya,N,https://www.linkedin.com/in/priya,,Stripe,PM,12 Mar 2024
"""
INVITATIONS = """\
From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl
Me Myself,Ines Inv,"10/30/26, 9:00 AM",,OUTGOING,https://www.linkedin.com/in/me,https://www.linkedin.com/in/ines
"""


def event(uid: str, start: str, *, name: str = "Coffee", more: str = "") -> str:
    return (
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:{start}\r\nSUMMARY:{name}\r\n"
        f"ATTENDEE;CN=Ana Lopez:mailto:ana@example.org\r\n{more}END:VEVENT\r\n"
    )


def calendar(*events: str) -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n{''.join(events)}END:VCALENDAR\r\n"


@pytest.fixture
def ask(home: Path) -> Callable[[str], list[tuple[Any, ...]]]:
    def asked(sql: str) -> list[tuple[Any, ...]]:
        db = connection.read(home / "netlog.db")
        try:
            return [tuple(row) for row in db.execute(sql)]
        finally:
            db.close()

    return asked


def is_settled(netlog: Callable[..., Any], *paths: Path) -> None:
    """Twice more adds nothing, and what is derived holds."""
    for path in (*paths, *paths):
        data = netlog("import", str(path), "--json").data
        for one in data.get("files", [data]):
            assert (one["added"], one["updated"], one["batch"]) == (0, 0, None)
    netlog("doctor")


def test_relations_of_a_card_are_ties_or_notes(netlog: Callable[..., Any], home: Path, ask: Callable[..., Any]) -> None:
    path = home / "cards.vcf"
    path.write_text(CARDS)
    assert netlog("import", str(path), "--json").data["added"] == 2
    assert ask("select a_id, b_id, knows from acquaintance") == [(1, 2, "yes")]
    assert ask("select contact_id, body, from_file from note") == [(1, "Relation: friend Nobody Known", 1)]
    is_settled(netlog, path)


def test_a_calendar_holds_plans_moves_and_calls_off(
    netlog: Callable[..., Any], home: Path, ask: Callable[..., Any]
) -> None:
    first, second = home / "first.ics", home / "second.ics"
    cancelled = "STATUS:CANCELLED\r\n"
    first.write_text(
        calendar(
            event("held", "20261029T090000"),
            event("moved", "20261110T093000"),
            event("off", "20261112T093000"),
            event("never", "20261113T093000", more=cancelled),
        )
    )
    data = netlog("import", str(first), "--json").data
    assert (data["added"], data["people_added"], len(data["skipped"])) == (3, 1, 1)
    sql = "select uid, state, day_on, starts_at, agreed_on from meeting order by id"
    assert ask(sql) == [
        ("file:held", "held", "2026-10-29", "09:00", None),
        ("file:moved", "planned", "2026-11-10", "09:30", "2026-11-02"),
        ("file:off", "planned", "2026-11-12", "09:30", "2026-11-02"),
    ]
    is_settled(netlog, first)
    second.write_text(
        calendar(event("moved", "20261111T100000"), event("off", "20261112T093000", more=cancelled + "SEQUENCE:1\r\n"))
    )
    assert netlog("import", str(second), "--json").data["updated"] == 2
    assert ask(sql)[1:] == [
        ("file:moved", "planned", "2026-11-11", "10:00", "2026-11-02"),
        ("file:off", "cancelled", "2026-11-12", "09:30", "2026-11-02"),
    ]
    assert ask("select from_on, to_on from move") == [("2026-11-10", "2026-11-11")]
    is_settled(netlog, second)


def test_a_plan_is_held_when_the_calendar_says_so(
    netlog: Callable[..., Any], home: Path, ask: Callable[..., Any]
) -> None:
    path = home / "plan.ics"
    path.write_text(calendar(event("x", "20261104T093000")))
    netlog("import", str(path))
    data = netlog("import", str(path), "--json", today="2026-11-06").data
    assert (data["added"], data["updated"]) == (0, 1)
    assert ask("select state, day_on, agreed_on from meeting") == [("held", "2026-11-04", "2026-11-02")]
    netlog("doctor", today="2026-11-06")


def test_linkedins_zip_is_one_step_and_opens_nothing(
    netlog: Callable[..., Any], home: Path, ask: Callable[..., Any]
) -> None:
    netlog("init", "--name", "Me Myself", "--yes", code=None)
    path = home / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (
            ("Invitations.csv", INVITATIONS),
            ("messages.csv", MESSAGES),
            ("Connections.csv", CONNECTIONS),
            ("Profile.csv", "First Name,Last Name,Maiden Name,Headline\nMe,Myself,,x\n"),
        ):
            archive.writestr(name, text)
    ran = netlog("import", str(path), "--json")
    files = ran.data["files"]
    assert [one["format"] for one in files] == ["linkedin", "linkedin-messages", "linkedin-invitations"]
    assert len({one["batch"] for one in files}) == 1
    assert "Left out of export.zip: Profile.csv (about yourself, not about contacts)." in ran.stderr
    assert ask(
        "select direction, sent_on from message where contact_id = (select id from contact where name='Priya N')"
        " order by sent_on"
    ) == [("sent", "2026-10-28"), ("received", "2026-10-29")]
    assert ask("select name, known, stage from contact where is_me is null order by name") == [
        ("Ines Inv", 0, "asked"),
        ("Priya N", 1, "connected"),
    ]
    assert ask("select kind from follow_up") == []
    is_settled(netlog, path)
    netlog("undo")
    assert ask("select name from contact where is_me is null") == []
