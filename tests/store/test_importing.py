"""What an import stores: who is whom, what a newer file may change, and that the kept columns are what derives."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from netlog.rows.files import FileAffiliation, FileInteraction, FilePerson, FileRow, Remark, Skipped
from netlog.rules.habits import Habits
from netlog.rules.names import AffiliationForm
from netlog.store import connection, doctor, journal
from netlog.store.reader.who import my_number
from netlog.store.work import rows, work
from netlog.store.writer import importing
from netlog.store.writer.adding import About
from netlog.store.writer.importing import Report, import_rows
from netlog.store.writer.people import PersonTold, add_told, affiliate
from netlog.words import OrganizationKind, Origin

from .conftest import MONDAY, State

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINKEDIN = About("Connections.csv", "linkedin", Origin.LINKEDIN, known=True)
ROSTER = About("alumni.csv", "roster", Origin.ROSTER, known=False)
TABLE = About("people.csv", "table", Origin.TABLE, known=True)
HAPPENED = About("log.csv", "interactions", Origin.TABLE, known=False)
PRIYA = FilePerson(
    2,
    "Priya Natarajan",
    emails=("priya@example.com",),
    links=("https://www.linkedin.com/in/priya-n",),
    title="Senior Product Manager",
    company="Stripe",
    connected_on="2024-03-12",
)


class Desk:
    """Imports rows into one database, and looks at it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def take(self, about: About, *told: FileRow, today: Any = MONDAY) -> Report:
        with work(self.path, "import", today, Habits()) as doing:
            doing.summary = "Imported."
            if about is LINKEDIN:
                about = dataclasses.replace(about, me=my_number(doing.db))
            report = import_rows(doing, told, about)
        assert [f for f in doctor.examine(self.path, today, Habits()) if f.problems] == []
        assert report.read == sum(not isinstance(row, Remark) for row in told)
        return report

    def write(self, table: str, id: int, **changes: Any) -> None:
        with work(self.path, "test", MONDAY, Habits()) as doing:
            doing.update(table, id, **changes)
            doing.touch(1)

    def all(self, sql: str) -> list[dict[str, Any]]:
        with closing(connection.read(self.path)) as db:
            return rows(db, sql)

    def one(self, name: str) -> dict[str, Any]:
        (found,) = self.all(f"select * from contact where name = '{name}'")
        return found

    def jobs(self) -> list[tuple[Any, ...]]:
        sql = (
            "select o.name, a.role, a.start_on, a.end_on, a.ended from affiliation a"
            " join organization o on o.id = a.organization_id where a.kind = 'company' order by a.id"
        )
        return [tuple(row.values()) for row in self.all(sql)]

    def count(self, table: str) -> int:
        return int(self.all(f"select count(*) as n from {table}")[0]["n"])


@pytest.fixture
def desk(path: Path) -> Desk:
    return Desk(path)


def counts(report: Report) -> tuple[int, int, int]:
    return report.added, report.updated, report.unchanged


# --- new people -----------------------------------------------------------------------------------


def test_a_connection_is_connected_and_not_in_play(desk: Desk) -> None:
    assert counts(desk.take(LINKEDIN, PRIYA)) == (1, 0, 0)
    priya = desk.one("Priya Natarajan")
    assert (priya["stage"], priya["in_play"], priya["known"]) == ("connected", 0, 1)
    assert (priya["known_since"], priya["origin"]) == ("2024-03-12", "linkedin")
    assert (priya["function"], priya["function_from"]) == ("product", "title")
    assert desk.jobs() == [("Stripe", "Senior Product Manager", None, None, 0)]


def test_an_alumna_of_a_roster_is_a_lead(desk: Desk) -> None:
    school = FileAffiliation("Michigan State University", "school", "BA", "Business", end="2012")
    desk.take(ROSTER, FilePerson(2, "Ana Lopez", affiliations=(school,), notes=("Likes hiking.",)))
    ana = desk.one("Ana Lopez")
    assert (ana["stage"], ana["in_play"], ana["known"], ana["organization_id"]) == ("lead", 0, 0, None)
    assert desk.all("select body, from_file from note") == [{"body": "Likes hiking.", "from_file": 1}]


def test_an_import_without_meetings_opens_no_follow_up(desk: Desk) -> None:
    told = FilePerson(2, "Ana Lopez", last_contacted_on="2026-10-30", met_on="2026-10-29", introduced_by="Tom Alvarez")
    desk.take(TABLE, FilePerson(3, "Tom Alvarez"), told)
    assert desk.count("follow_up") == desk.count("message") == desk.count("introduction") == 0
    assert desk.all("select body, written_on from note") == [{"body": "Last contacted.", "written_on": "2026-10-30"}]
    assert desk.one("Ana Lopez")["how_met"] == "introduced by Tom Alvarez"


def test_an_old_introduction_is_one_that_became_a_meeting(desk: Desk) -> None:
    told = FilePerson(2, "Ana Lopez", met_on="2019-05", introduced_by="Tom Alvarez")
    report = desk.take(TABLE, told, FilePerson(3, "Tom Alvarez"))
    assert report.warnings == []
    assert desk.all("select state, met_on from introduction") == [{"state": "met", "met_on": "2019-05-01"}]
    assert desk.one("Tom Alvarez")["stage"] == "advocate"
    assert desk.count("follow_up") == 0


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (
            FilePerson(2, "Ana Lopez", met_on="2019", introduced_by="Nobody Here"),
            "since nobody of that name is a contact",
        ),
        (FilePerson(2, "Ana Lopez", introduced_by="Tom Alvarez"), "since no day is told"),
    ],
)
def test_an_introducer_who_cannot_be_recorded_is_kept_in_words(told: FilePerson, reason: str, desk: Desk) -> None:
    report = desk.take(TABLE, told, FilePerson(3, "Tom Alvarez"))
    assert [(w.line, w.reason) for w in report.warnings] == [
        (2, f"introduced by {told.introduced_by}: kept as how we met, {reason}")
    ]
    assert desk.one("Ana Lopez")["how_met"] == f"introduced by {told.introduced_by}"


def test_a_connection_and_i_know_each_other(desk: Desk) -> None:
    with work(desk.path, "init", MONDAY, Habits()) as doing:
        doing.summary = "I am."
        mine = add_told(doing, PersonTold(name="Dana Reyes"), is_me=True)
    desk.take(LINKEDIN, PRIYA)
    sql = "select a_id, b_id, knows, source, since_on from acquaintance"
    assert [tuple(row.values()) for row in desk.all(sql)] == [(mine, 2, "yes", "linkedin", "2024-03-12")]


def test_whoever_says_who_they_are_later_is_acquainted_by_the_next_import(desk: Desk) -> None:
    desk.take(LINKEDIN, PRIYA)
    with work(desk.path, "init", MONDAY, Habits()) as doing:
        doing.summary = "I am."
        add_told(doing, PersonTold(name="Dana Reyes"), is_me=True)
    assert counts(desk.take(LINKEDIN, PRIYA)) == (0, 1, 0)
    assert counts(desk.take(LINKEDIN, PRIYA)) == (0, 0, 1)
    assert desk.count("acquaintance") == 1


# --- the same person ------------------------------------------------------------------------------

ANA = FilePerson(2, "Ana Lopez")
SCHOOL = FileAffiliation("Michigan State University", "school")


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        (
            {"links": ("https://linkedin.com/in/ana/",)},
            {"name": "A. L.", "links": ("http://www.LinkedIn.com/in/Ana?x=1",)},
        ),
        ({"emails": ("ana@example.com",)}, {"name": "Ana L.", "emails": ("ANA@example.com",)}),
        ({"connected_on": "2024-03-12"}, {"name": "ANA LÓPEZ", "connected_on": "2024-03-12"}),
        ({"company": "Figma, Inc."}, {"company": "Figma"}),
        ({"affiliations": (SCHOOL,)}, {"affiliations": (SCHOOL,), "emails": ("ana@example.com",)}),
        ({"company": "Amazon Web Services (AWS)"}, {"company": "AWS"}),
        ({}, {}),
    ],
    ids=["profile", "e-mail", "connected on", "company", "school", "alias", "the very same row"],
)
def test_the_same_person(stored: dict[str, Any], told: dict[str, Any], desk: Desk) -> None:
    desk.take(TABLE, ANA._replace(**stored))
    assert desk.take(TABLE, ANA._replace(**told)).added == 0


@pytest.mark.parametrize(
    ("stored", "told", "doubtful"),
    [
        (
            {"links": ("linkedin.com/in/ana",), "company": "Figma"},
            {"links": ("linkedin.com/in/ana-2",), "company": "Figma"},
            0,
        ),
        (
            {"links": ("linkedin.com/in/ana",), "emails": ("a@x.org",)},
            {"links": ("linkedin.com/in/ana-2",), "emails": ("a@x.org",)},
            0,
        ),
        ({"company": "Figma"}, {"company": "Notion"}, 1),
        ({"connected_on": "2024-03-12"}, {"connected_on": "2024-03-13"}, 1),
        (
            {"affiliations": (SCHOOL._replace(end="1990"),)},
            {"affiliations": (SCHOOL._replace(end="2011"),)},
            1,
        ),
        ({"company": "Figma"}, {"name": "Ana Lopes", "company": "Figma"}, 0),
    ],
    ids=["two profiles", "two profiles, one e-mail", "companies", "days", "class years", "names"],
)
def test_another_person(stored: dict[str, Any], told: dict[str, Any], doubtful: int, desk: Desk) -> None:
    desk.take(TABLE, ANA._replace(**stored))
    report = desk.take(TABLE, ANA._replace(**told))
    assert report.added == 1
    assert len(report.possible_duplicates) == doubtful


def test_a_possible_duplicate_names_whom_it_may_be(desk: Desk) -> None:
    desk.take(TABLE, ANA._replace(company="Figma"))
    report = desk.take(TABLE, ANA._replace(line=7, company="Notion"))
    (doubtful,) = report.possible_duplicates
    assert (doubtful.line, doubtful.name, doubtful.contact_id, doubtful.contact) == (
        7,
        "Ana Lopez",
        1,
        "Ana Lopez, Figma",
    )


def test_a_repeat_within_a_file_is_unchanged_and_fills_what_is_empty(desk: Desk) -> None:
    report = desk.take(LINKEDIN, PRIYA, PRIYA._replace(line=3, title="Advisor", city="Detroit", phones=("555 1234",)))
    assert counts(report) == (1, 0, 1)
    priya = desk.one("Priya Natarajan")
    assert (priya["title"], priya["city"]) == ("Senior Product Manager", "Detroit")
    assert desk.count("phone") == 1
    again = desk.take(LINKEDIN, PRIYA, PRIYA._replace(line=3, title="Advisor", city="Detroit", phones=("555 1234",)))
    assert counts(again) == (0, 0, 2)


def test_one_file_with_two_addresses_for_a_name_lists_two_people(desk: Desk) -> None:
    first = ANA._replace(company="Figma", emails=("ana@example.com",))
    report = desk.take(TABLE, first, first._replace(line=3, emails=("lopez@example.com",)))
    assert counts(report) == (2, 0, 0)
    assert len(report.possible_duplicates) == 1


def test_somebody_who_shares_an_address_keeps_their_name_and_it_is_said(desk: Desk) -> None:
    desk.take(TABLE, ANA._replace(emails=("home@example.com",)))
    report = desk.take(TABLE, FilePerson(4, "Ben Ito", emails=("home@example.com",)))
    assert [(w.line, w.reason) for w in report.warnings] == [
        (4, "taken as Ana Lopez (c1), who has the same e-mail address")
    ]
    assert desk.one("Ana Lopez")["id"] == 1


# --- a newer file ---------------------------------------------------------------------------------


def test_the_same_file_twice_adds_nothing_and_leaves_no_step(desk: Desk, state: Callable[[], State]) -> None:
    school = FileAffiliation("Michigan State University", "school", "BA", end="2012")
    told = [
        PRIYA,
        ANA._replace(
            line=3, affiliations=(school,), notes=("A note.",), tags=("mentor",), last_contacted_on="2020-01-01"
        ),
        FilePerson(4, "x@example.com", emails=("x@example.com",), last_contacted_on="2020-01-01"),
        FilePerson(5, "Ben Ito", nickname="Benny", function="Product Management", city="Detroit", industry="Software"),
    ]
    desk.take(TABLE, *told)
    before, steps = state(), desk.count("step")
    assert counts(desk.take(TABLE, *told)) == (0, 0, 4)
    assert state() == before
    assert desk.count("step") == steps


def test_a_newer_file_changes_what_an_import_wrote(desk: Desk) -> None:
    desk.take(LINKEDIN, PRIYA)
    report = desk.take(LINKEDIN, PRIYA._replace(name="Priya Rao", title="Marketing Director"))
    assert counts(report) == (0, 1, 0)
    priya = desk.one("Priya Rao")
    assert (priya["name_key"], priya["title"], priya["function"]) == ("priya rao", "Marketing Director", "marketing")
    assert desk.jobs() == [("Stripe", "Marketing Director", None, None, 0)]


def test_a_newer_file_leaves_what_the_user_wrote(desk: Desk) -> None:
    desk.take(LINKEDIN, PRIYA)
    desk.write("contact", 1, title="Director", city="Detroit", function="design", function_from="told")
    report = desk.take(LINKEDIN, PRIYA._replace(title="VP Marketing", city="Boston"))
    priya = desk.one("Priya Natarajan")
    assert (priya["title"], priya["city"], priya["function"]) == ("Director", "Detroit", "design")
    assert counts(report) == (0, 1, 0)  # the role at Stripe was the import's


def test_a_job_change_ends_the_old_job_and_begins_the_new_one(desk: Desk) -> None:
    desk.take(LINKEDIN, PRIYA)
    desk.take(LINKEDIN, PRIYA._replace(company="Figma", title="Head of Design"))
    assert desk.jobs() == [
        ("Stripe", "Senior Product Manager", None, "2026-11", 1),
        ("Figma", "Head of Design", "2026-11", None, 0),
    ]
    priya = desk.one("Priya Natarajan")
    assert (priya["title"], priya["function"], priya["organization_id"]) == ("Head of Design", "design", 2)


def test_a_row_with_less_than_before_takes_nothing_away(desk: Desk) -> None:
    desk.take(LINKEDIN, PRIYA)
    bare = FilePerson(2, PRIYA.name, links=PRIYA.links, company="Stripe")
    assert counts(desk.take(LINKEDIN, bare)) == (0, 0, 1)
    assert counts(desk.take(LINKEDIN, bare._replace(company=None))) == (0, 0, 1)
    assert desk.jobs() == [("Stripe", "Senior Product Manager", None, None, 0)]


def test_a_job_that_the_user_wrote_stands_and_it_is_said(desk: Desk) -> None:
    desk.take(LINKEDIN, PRIYA._replace(company=None, title=None))
    with work(desk.path, "edit", MONDAY, Habits()) as doing:
        affiliate(doing, 1, AffiliationForm("Stripe"), OrganizationKind.COMPANY)
    report = desk.take(LINKEDIN, PRIYA._replace(company="Figma", title="Designer"))
    assert [name for name, *_ in desk.jobs()] == ["Stripe"]
    assert [w.reason for w in report.warnings] == ["Priya Natarajan stays where you put them; the file says Figma"]
    assert desk.take(LINKEDIN, PRIYA._replace(company="Figma", title="Designer")).warnings == []


def test_an_older_file_read_again_brings_no_news(desk: Desk) -> None:
    roster = PRIYA._replace(company="Old Firm", title="Analyst", connected_on=None)
    desk.take(ROSTER, roster)
    desk.take(LINKEDIN, PRIYA)
    assert counts(desk.take(ROSTER, roster)) == (0, 0, 1)
    assert desk.one("Priya Natarajan")["title"] == "Senior Product Manager"


def test_a_lead_of_a_roster_who_turns_up_among_my_connections_is_connected(desk: Desk) -> None:
    desk.take(ROSTER, PRIYA._replace(connected_on=None))
    assert desk.one("Priya Natarajan")["stage"] == "lead"
    desk.take(LINKEDIN, PRIYA)
    priya = desk.one("Priya Natarajan")
    assert (priya["stage"], priya["in_play"], priya["origin"]) == ("connected", 0, "roster")


def test_what_is_known_of_a_school_gets_more_detail_and_a_second_degree_is_another(desk: Desk) -> None:
    desk.take(ROSTER, ANA._replace(emails=("a@x.org",), affiliations=(SCHOOL,)))
    desk.take(ROSTER, ANA._replace(emails=("a@x.org",), affiliations=(SCHOOL._replace(role="BA", end="2008"),)))
    desk.take(ROSTER, ANA._replace(emails=("a@x.org",), affiliations=(SCHOOL._replace(role="MBA", end="2014"),)))
    found = desk.all("select role, end_on from affiliation order by id")
    assert [tuple(row.values()) for row in found] == [("BA", "2008"), ("MBA", "2014")]


def test_lists_grow_and_never_shrink(desk: Desk) -> None:
    desk.take(LINKEDIN, PRIYA)
    desk.take(LINKEDIN, PRIYA._replace(emails=("new@example.com",), tags=("vip",), links=PRIYA.links))
    assert [row["address"] for row in desk.all("select address from email order by id")] == [
        "priya@example.com",
        "new@example.com",
    ]
    assert desk.count("tag") == desk.count("link") == 1


def test_a_name_replaces_an_address_that_served_as_one_and_not_the_other_way(desk: Desk) -> None:
    nameless = FilePerson(2, "ana@example.com", emails=("ana@example.com",))
    desk.take(TABLE, nameless)
    desk.take(LINKEDIN, ANA._replace(emails=("ana@example.com",)))
    assert desk.one("Ana Lopez")["id"] == 1
    desk.take(ROSTER, nameless)
    assert desk.one("Ana Lopez")["id"] == 1


# --- what happened --------------------------------------------------------------------------------


def happened(
    day: str, kind: str | None = "coffee", who: tuple[str, ...] = ("Ana Lopez",), **fields: Any
) -> FileInteraction:
    return FileInteraction(2, day, who, kind, **fields)


def test_two_years_of_notes_open_nothing(desk: Desk) -> None:
    told = [
        happened(f"{year}-{month:02}-05", kind, (f"Person {n}",), direction=way, text="words")._replace(line=n)
        for n, (year, month, kind, way) in enumerate(
            (year, month, kind, way)
            for year in (2024, 2025)
            for month in range(1, 13)
            for kind, way in (("coffee", None), ("email", "sent"), ("email", "received"), (None, None))
        )
    ]
    assert desk.take(HAPPENED, *told).added == 96
    assert desk.count("follow_up") == 0
    stages = {row["stage"] for row in desk.all("select stage from contact")}
    assert stages == {"thanked", "quiet", "connected", "lead"}


def test_a_recent_coffee_opens_what_the_rules_say(desk: Desk) -> None:
    desk.take(HAPPENED, happened("2026-10-30", text="How she landed it."))
    sql = "select kind, due_on from follow_up where closed_on is null order by kind"
    assert [tuple(row.values()) for row in desk.all(sql)] == [
        ("keep-in-touch", "2027-01-22"),
        ("thank-you", "2026-11-02"),
    ]


def test_the_same_table_twice_adds_nothing(desk: Desk, state: Callable[[], State]) -> None:
    told = [
        happened("2026-10-01", who=("Ana Lopez", "ben@example.com"), text="Coffee.", minutes=45),
        happened("2026-10-02", "email", direction="sent", text="Hello"),
        happened("2026-10-03", None, text="Moved to Figma."),
        happened("2026-10-04", None),
    ]
    report = desk.take(HAPPENED, *told)
    assert (counts(report), report.people_added) == ((4, 0, 0), 2)
    before = state()
    assert counts(desk.take(HAPPENED, *told)) == (0, 0, 4)
    assert state() == before


def test_a_meeting_that_is_logged_gets_what_it_lacks(desk: Desk) -> None:
    desk.take(HAPPENED, happened("2026-10-01"))
    assert counts(desk.take(HAPPENED, happened("2026-10-01", text="Ask Dan.", place="Blue Bottle"))) == (0, 1, 0)
    assert desk.all("select learned, place from meeting") == [{"learned": "Ask Dan.", "place": "Blue Bottle"}]


def test_rows_that_cannot_have_happened_or_fit_several_are_skipped(desk: Desk) -> None:
    desk.take(LINKEDIN, ANA._replace(company="Figma"), ANA._replace(line=3, company="Notion"))
    report = desk.take(HAPPENED, happened("2027-01-05", who=("Ben Ito",)), happened("2026-10-01"))
    assert [(row.reason, row.held_somebody) for row in report.skipped] == [
        ("Tue 5 January 2027 lies in the future", True),
        ('"Ana Lopez" fits 2 people: their e-mail would tell which', True),
    ]
    assert desk.count("contact") == 2
    assert desk.take(HAPPENED, happened("2026-10-01", company="Notion")).added == 1


# --- rows, batches, steps -------------------------------------------------------------------------


def test_a_row_that_is_skipped_is_no_warning_as_well(desk: Desk) -> None:
    report = desk.take(LINKEDIN, Skipped(5, "too long"), Remark(5, "cut"), PRIYA, Remark(2, "30 Feb"))
    assert [w.line for w in report.warnings] == [2]
    assert [s.line for s in report.skipped] == [5]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_batches_make_no_difference(size: int, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", size)
    told = [
        PRIYA._replace(line=n, name=f"P {n % 4}", links=(f"linkedin.com/in/p{n % 4}",), emails=()) for n in range(9)
    ]
    assert counts(desk.take(LINKEDIN, *told)) == (4, 0, 5)
    assert desk.count("organization") == 1


@pytest.mark.parametrize("size", [1, 2, 100])
def test_meetings_are_no_people_however_a_file_mixes_them(
    size: int, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", size)
    told = (
        happened("2026-10-01", who=("Ana Lopez",)),
        PRIYA,
        happened("2026-10-02", who=("Priya Natarajan",)),
        PRIYA._replace(line=5, name="Ben Ito", emails=(), links=()),
    )
    report = desk.take(TABLE, *told)
    assert (counts(report), report.people_added) == ((4, 0, 0), 3)


def test_an_import_is_taken_back_and_done_again(desk: Desk, state: Callable[[], State]) -> None:
    desk.take(LINKEDIN, PRIYA)
    before = state()
    desk.take(LINKEDIN, PRIYA._replace(company="Figma", phones=("555 1234",)), ANA._replace(tags=("vip",)))
    after = state()
    journal.undo(desk.path)
    assert state() == before
    journal.redo(desk.path)
    assert state() == after


def test_a_failure_in_the_middle_writes_nothing(desk: Desk, state: Callable[[], State]) -> None:
    desk.take(LINKEDIN, PRIYA)
    before = state()

    def broken() -> Any:
        yield from (FilePerson(n, f"Person {n}") for n in range(5_000))
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"), work(desk.path, "import", MONDAY, Habits()) as doing:
        import_rows(doing, broken(), LINKEDIN)
    assert state() == before


def test_numbers_of_people_who_were_removed_do_not_come_back(desk: Desk) -> None:
    desk.take(LINKEDIN, PRIYA)
    journal.undo(desk.path)
    desk.take(LINKEDIN, ANA)
    assert desk.one("Ana Lopez")["id"] == 2
