"""Any set of contacts written and read back is the same set: netlog's JSON, CSV and vCard, and the calendar.

What is typed is cleaned before it is kept (rules/text.py), so whatever is kept is clean: these texts are, too.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.store.test_histories import COMMANDS, PEOPLE, Week

from netlog.cli import main
from netlog.formats.feed import Owed, feed
from netlog.formats.header import unguarded
from netlog.formats.invitation import Guest, Invitation
from netlog.records.organizations import Affiliation, Organization
from netlog.records.people import Contact, Email, Link, Note, Phone, Tag
from netlog.render.record import guarded
from netlog.rows.files import LEFT
from netlog.rules.emails import email_key
from netlog.rules.functions import infer_function
from netlog.rules.habits import Habits
from netlog.rules.names import fold, organization_key
from netlog.rules.phones import phone_key
from netlog.rules.text import block, one_line, profile_key, scrub
from netlog.store.work import work
from netlog.words import FunctionFrom, MeetingKind, MeetingState, OrganizationKind, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

DAY = date(2026, 11, 2)

# --- any contacts ---------------------------------------------------------------------------------

# What spreadsheets, vCards, calendars and Markdown read as their own, among letters of any script.
_SIGNS = "=+-@'\"\\|;:,.<>&#*_[]()/!\t\n~^$%{}0123456789"
_CHARACTERS = st.one_of(
    st.sampled_from(_SIGNS),
    st.characters(codec="utf-8"),
    st.sampled_from(
        ["José", "李明", "Ольга", "عمر", "👩‍💻", "é", "---", "\n---\n", "END:VCARD", "\r\n", "BEGIN:VEVENT"]
    ),
)
_WORDS = st.lists(_CHARACTERS, min_size=1, max_size=12).map("".join)


def _line(longest: int) -> st.SearchStrategy[str]:
    return _WORDS.map(lambda text: one_line(scrub(text))[:longest].strip()).filter(bool)


NAMES = _line(60).filter(lambda name: bool(fold(name)))
ORGANIZATIONS = _line(40).filter(lambda name: bool(organization_key(name)))
MAYBE = st.none() | _line(40)
NOTES = _WORDS.map(lambda text: block(scrub(text))).filter(bool)
YEARS = st.none() | st.sampled_from(("2011", "2011-05", "2011-05-30"))
EMAILS = st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,5})?@[a-z]{1,8}\.(com|org)", fullmatch=True)
PHONES = st.from_regex(r"\+[1-9][0-9]{6,10}", fullmatch=True)
LINKS = st.from_regex(r"https://[a-z]{2,9}\.example/[a-z0-9]{1,9}", fullmatch=True)


@dataclass(frozen=True)
class Person:
    """What may be told of one contact."""

    name: str
    nickname: str | None
    title: str | None
    industry: str | None
    city: str | None
    how_met: str | None
    known: bool
    known_since: str | None
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    links: tuple[str, ...]
    tags: tuple[str, ...]
    places: tuple[tuple[str, OrganizationKind, str | None, str | None, str | None, str | None], ...]
    notes: tuple[str, ...]


def _several(each: st.SearchStrategy[str], key: Callable[[str], Any]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(each, max_size=3, unique_by=key).map(tuple)


PLACES = st.lists(
    st.tuples(ORGANIZATIONS, st.sampled_from([*OrganizationKind]), MAYBE, MAYBE, YEARS, YEARS | st.just(LEFT)),
    max_size=3,
    unique_by=lambda place: (organization_key(place[0]), place[1]),
).map(tuple)


def _says_nothing(person: Person) -> bool:
    """A nickname that is the name, or how the name begins, is left out of what files tell."""
    names = (person.name.casefold(), person.name.split()[0].casefold())
    return person.nickname is not None and person.nickname.casefold() in names


def _addresses(people: Sequence[Person]) -> list[str | None]:
    """Two with one e-mail address are one person."""
    return [email_key(address) for person in people for address in person.emails]


CONTACTS = st.lists(
    st.builds(
        Person,
        name=NAMES,
        nickname=MAYBE,
        title=MAYBE,
        industry=MAYBE,
        city=MAYBE,
        how_met=MAYBE,
        known=st.booleans(),
        known_since=YEARS,
        emails=_several(EMAILS, email_key),
        phones=_several(PHONES, phone_key),
        links=_several(LINKS, profile_key),
        tags=_several(_line(20).filter(lambda tag: bool(fold(tag))), fold),
        places=PLACES,
        notes=st.lists(NOTES, max_size=3, unique=True).map(tuple),
    ).filter(lambda person: not _says_nothing(person)),
    min_size=1,
    max_size=4,
    unique_by=lambda person: fold(person.name),
).filter(lambda people: len(_addresses(people)) == len(set(_addresses(people))))


def store(database: Path, people: list[Person]) -> None:
    """The contacts in a database, as commands would have stored them."""
    with work(database, "test", DAY, Habits()) as doing:
        doing.summary = "Stored."
        organizations: dict[str, int] = {}
        for person in people:
            id = doing.insert(_contact(person))
            for address in person.emails:
                doing.insert(Email(contact_id=id, address=address, address_key=email_key(address) or address))
            for number in person.phones:
                doing.insert(Phone(contact_id=id, number=number, number_key=phone_key(number) or number))
            for url in person.links:
                doing.insert(Link(contact_id=id, url=url, url_key=profile_key(url)))
            for word in person.tags:
                doing.insert(Tag(contact_id=id, word=word, word_key=fold(word)))
            for body in person.notes:
                doing.insert(Note(contact_id=id, body=body, written_on=DAY.isoformat(), from_file=1))
            for name, kind, role, unit, start, end in person.places:
                key = organization_key(name)
                if key not in organizations:
                    organizations[key] = doing.insert(Organization(name=name, name_key=key, kind=kind))
                doing.insert(
                    Affiliation(
                        contact_id=id, organization_id=organizations[key], kind=kind, role=role,
                        unit=unit, start_on=start, end_on=None if end == LEFT else end, ended=int(end == LEFT),
                    )
                )  # fmt: skip
            doing.touch(id)


def _contact(person: Person) -> Contact:
    function = infer_function(person.title) if person.title else None
    return Contact(
        uid=f"uid-{fold(person.name)}"[:200],
        name=person.name,
        name_key=fold(person.name),
        nickname=person.nickname,
        nickname_key=fold(person.nickname) if person.nickname else None,
        title=person.title,
        function=function,
        function_from=FunctionFrom.TITLE if function else None,
        industry=person.industry,
        city=person.city,
        how_met=person.how_met,
        origin=Origin.TABLE,
        added_on=DAY.isoformat(),
        known=int(person.known),
        known_since=person.known_since if person.known else None,
    )


@pytest.fixture(scope="module")
def netlog() -> Iterator[Callable[..., str]]:
    """Run a command line on a database of a folder of its own; returns what it wrote to stdout."""

    def run(database: Path, *words: str) -> str:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main.run(["--db", str(database), "--today", DAY.isoformat(), *words])
        assert code == 0, err.getvalue()
        return out.getvalue()

    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setenv("NETLOG_CONFIG", f"{folder}/config.toml")
        yield run


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("trip")


# Without shrinking: each example is two databases, and a smaller one would be looked for over minutes.
ANY = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def _fresh(folder: Path) -> tuple[Path, Path]:
    """Two databases that are not there."""
    shutil.rmtree(folder)
    folder.mkdir()
    return folder / "old.db", folder / "new.db"


# --- there and back -------------------------------------------------------------------------------


@ANY
@given(CONTACTS)
def test_json(netlog: Callable[..., str], folder: Path, people: list[Person]) -> None:
    old, new = _fresh(folder)
    store(old, people)
    text = netlog(old, "export")
    json.loads(text)
    (folder / "all.json").write_text(text, encoding="utf-8")
    netlog(new, "import", str(folder / "all.json"))
    assert netlog(new, "export") == text


@ANY
@given(CONTACTS)
def test_csv(netlog: Callable[..., str], folder: Path, people: list[Person]) -> None:
    old, new = _fresh(folder)
    store(old, people)
    netlog(old, "export", "--format", "csv", "-o", str(folder / "people.csv"))
    netlog(new, "import", str(folder / "people.csv"))
    assert _rows(netlog(new, "export", "--format", "csv")) == _rows(netlog(old, "export", "--format", "csv"))


def _rows(text: str) -> list[dict[str, str]]:
    """The table without what a table cannot tell: the identity, and what follows from how somebody was added."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return sorted(({key: value for key, value in row.items() if key not in ("uid", "stage")} for row in rows), key=str)


@ANY
@given(CONTACTS)
def test_vcard(netlog: Callable[..., str], folder: Path, people: list[Person]) -> None:
    old, new = _fresh(folder)
    store(old, list(map(_on_a_card, people)))
    netlog(old, "export", "--format", "vcard", "--vcard-version", "4.0", "-o", str(folder / "people.vcf"))
    netlog(new, "import", str(folder / "people.vcf"))
    assert _cards(netlog, new) == _cards(netlog, old)


def _on_a_card(person: Person) -> Person:
    """A card tells of one present job, and not since when; of what is over on an unknown day it tells nothing."""
    jobs = [place for place in person.places if place[1] == OrganizationKind.COMPANY and not place[5]]
    present = [(*place[:2], None, None, None, None) for place in jobs[:1]]
    over = [place for place in person.places if place not in jobs and place[5] != LEFT]
    tags = tuple(tag for tag in person.tags if not tag.startswith("* "))  # Google's own groups begin so
    return replace(person, places=(*over, *present), tags=tags)


def _cards(netlog: Callable[..., str], database: Path) -> list[str]:
    text = netlog(database, "export", "--format", "vcard", "--vcard-version", "4.0")
    unfolded = text.replace("\r\n", "\n").replace("\n ", "")
    cards = unfolded.split("END:VCARD\n")
    return sorted("\n".join(line for line in card.split("\n") if not line.startswith("UID:")) for card in cards)


@ANY
@given(CONTACTS, st.sampled_from(("3.0", "4.0")))
def test_vobject_reads_what_was_written(
    netlog: Callable[..., str], folder: Path, people: list[Person], version: str
) -> None:
    import vobject

    old, _ = _fresh(folder)
    store(old, people)
    text = netlog(old, "export", "--format", "vcard", "--vcard-version", version)
    cards = {card.fn.value: card for card in vobject.readComponents(text)}
    assert set(cards) == {person.name for person in people}
    for person in people:
        card = cards[person.name].contents
        assert [field.value for field in card.get("email", [])] == list(person.emails)
        assert [field.value for field in card.get("tel", [])] == list(person.phones)
        assert [field.value for field in card.get("note", [])] == list(person.notes)


@given(_WORDS)
def test_exactly_one_apostrophe_is_taken_off(text: str) -> None:
    assert unguarded(guarded(text)) == text


# --- calendar -------------------------------------------------------------------------------------

MEETINGS = st.lists(
    st.builds(
        Invitation,
        uid=st.uuids().map(str),
        kind=st.sampled_from(MeetingKind),
        state=st.sampled_from(MeetingState),
        day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
        starts_at=st.none() | st.sampled_from(("09:30", "23:45", "00:00")),
        minutes=st.integers(1, 1440),
        place=MAYBE,
        me=st.just(Guest("", "")),
        guests=st.lists(NAMES.map(lambda name: Guest(name, "")), min_size=1, max_size=3).map(tuple),
        sequence=st.integers(0, 9),
        written_at=st.just("2026-11-02T12:00:00Z"),
    ),
    max_size=4,
    unique_by=lambda meeting: meeting.uid,
)
OWED = st.lists(
    st.builds(
        Owed,
        id=st.integers(1, 99),
        uid=st.uuids().map(lambda uid: uid.hex),
        contact=NAMES,
        what=st.sampled_from(("thank-you note", "nudge")),
        because=NOTES,
        day=st.dates(date(2026, 11, 2), date(2027, 12, 31)),
    ),
    max_size=4,
    unique_by=lambda owed: owed.id,
)


@settings(deadline=None)
@given(MEETINGS, OWED)
def test_icalendar_reads_what_was_written(meetings: list[Invitation], owed: list[Owed]) -> None:
    from icalendar import Calendar

    text = "".join(feed(meetings, owed, DAY, "2026-11-02T12:00:00Z"))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    calendar: Any = Calendar.from_ical(text)
    assert not calendar.errors
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == len(meetings) + len(owed)
    for meeting in meetings:
        event = events[meeting.uid]
        assert not event.errors
        assert all(guest.name in str(event["summary"]) for guest in meeting.guests)
        assert str(event.get("location", "")) == (meeting.place or "")
        planned = meeting.state is MeetingState.PLANNED and meeting.day >= DAY
        assert bool(event.walk("VALARM")) == planned
        if meeting.starts_at is None:
            assert event["dtstart"].dt == meeting.day
    for each in owed:
        event = events[f"f{each.id}-{each.uid}@netlog"]
        assert str(event["summary"]).endswith(f": {each.contact}")
        assert str(event["description"]) == each.because
        assert event["dtstart"].dt == each.day
        assert event.walk("VALARM")


# --- what happened --------------------------------------------------------------------------------


@settings(ANY, max_examples=10)
@given(st.lists(st.tuples(st.integers(0, 12), COMMANDS), min_size=3, max_size=14), st.integers(0, 90))
def test_any_history_comes_back_from_json_and_goes_on_alike(
    netlog: Callable[..., str], folder: Path, weeks: list[tuple[int, list[str]]], later: int
) -> None:
    old, new = Week(_fresh(folder)[0]), Week(folder / "new.db")
    old.run(["init", "--name", "Dana Reyes"])
    for name in PEOPLE:
        old.run(["add-contact", name])
    for days, words in weeks:
        old.day += timedelta(days)
        old.run(words)
    text = netlog(old.path, "export")
    (folder / "all.json").write_text(text, encoding="utf-8")
    netlog(new.path, "import", str(folder / "all.json"))
    assert netlog(new.path, "export") == text
    for week in (old, new):
        week.day = date(2027, 6, 1) + timedelta(later)
        week.run(["log-reply", PEOPLE[0]])
        week.check()
    assert netlog(new.path, "export") == netlog(old.path, "export")
