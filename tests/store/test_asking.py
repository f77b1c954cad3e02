"""Suggestions on random databases: terms that sum to the score, sentences that are true, columns that may be read."""

from __future__ import annotations

import random
import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from netlog.rules.asking import Manners
from netlog.rules.habits import Habits
from netlog.rules.names import fold
from netlog.rules.suggesting import Grounds, chance_because, headline, reason, reasons, score
from netlog.store import connection
from netlog.store.reader.asking import Search
from netlog.store.reader.fitting import MOST_TARGETS
from netlog.store.reader.knowing import Knowing
from netlog.store.reader.suggesting import names_for, suggestions, week
from netlog.store.work import Work, work
from netlog.words import IntroState, Knows, MayUseName, MessageKind, OrganizationKind, TargetKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 11, 2)
DATABASES = 50
FIRMS = ("Stripe", "Figma", "Notion", "Acme", "Copper & Pine", "Juniper Labs", "Quillpost", "Harbor Foods")
SCHOOLS = ("Michigan State University", "Yale", "Ohio State")
TITLES = ("Product Manager", "Senior Designer", "Director of Sales", "Recruiter", "Data Analyst", "VP Marketing")
CITIES = ("Chicago", "New York", "Austin", None)


# --- random databases -----------------------------------------------------------------------------


def _people(doing: Work, rng: random.Random, count: int) -> list[int]:
    from netlog.rules.functions import infer_function
    from netlog.store.writer.people import organization

    ids = []
    for number in range(count):
        name = f"Person{chr(65 + number % 26)}{number // 26} {rng.choice(('Moss', 'Okafor', 'Low', 'Ito'))}"
        title = rng.choice(TITLES)
        known = rng.random() < 0.25
        row = {
            "uid": f"u{number}", "name": name, "name_key": fold(name), "title": title,
            "function": infer_function(title), "function_from": "title", "city": rng.choice(CITIES),
            "origin": rng.choice(("linkedin", "roster", "hand")), "added_on": "2026-01-01", "known": int(known),
            "known_since": rng.choice((None, "2019", "2024-03-05")) if known else None, "stage": "lead", "in_play": 0,
            "is_me": 1 if not number else None,
        }  # fmt: skip
        ids.append(doing.insert_row("contact", row))
        for kind, names in ((OrganizationKind.COMPANY, FIRMS), (OrganizationKind.SCHOOL, SCHOOLS)):
            for at in rng.sample(names, rng.choice((0, 1, 1, 2))):
                school = kind is OrganizationKind.SCHOOL
                doing.insert_row(
                    "affiliation",
                    {
                        "contact_id": ids[-1], "organization_id": organization(doing, at, kind), "kind": kind.value,
                        "end_on": str(rng.randint(2005, 2015)) if school else None,
                        "ended": 0 if school else int(rng.random() < 0.3),
                    },
                )  # fmt: skip
    doing.touch(*ids)
    return ids


def _targets(doing: Work, rng: random.Random, people: list[int]) -> None:
    from netlog.store.writer.people import organization
    from netlog.store.writer.targets import add_target, person_key

    add_target(doing, TargetKind.FUNCTION, "product manager", "product")
    for firm in rng.sample(FIRMS, 2):
        at = organization(doing, firm, OrganizationKind.COMPANY)
        add_target(doing, TargetKind.ORGANIZATION, firm, fold(firm), organization=at)
    who = rng.choice(people[1:])
    add_target(doing, TargetKind.PERSON, "somebody", person_key(who), contact=who)
    add_target(doing, TargetKind.TITLE, "Recruiter", "recruiter")


def _event(doing: Work, rng: random.Random, people: list[int], day: date) -> None:
    """Something that happened on a day, as a command would store it."""
    from netlog.store.writer import coffee
    from netlog.store.writer.messages import receive
    from netlog.store.writer.naming import name_somebody
    from netlog.store.writer.owed import send
    from netlog.store.writer.ties import acquaint

    one, other = rng.sample(people[1:], 2)
    states = (IntroState.ASKED, IntroState.NAMED, IntroState.PROMISED, IntroState.MADE)
    what = rng.choice(("letter", "letter", "reply", "coffee", "coffee", "named", "knows", "not", "thanks"))
    if what == "letter":
        send(doing, one, MessageKind.OUTREACH, day)
    elif what == "reply":
        receive(doing, one, day, answer=None, later=None, named=False, introduction=None, channel=None, body=None)
    elif what == "coffee":
        coffee.hold(doing, [one], day, coffee.Told(), plan=None, minutes=30, owed=False)
    elif what == "named":
        may = rng.choice((MayUseName.YES, MayUseName.UNKNOWN, MayUseName.NO))
        name_somebody(doing, one, other, rng.choice(states), day, may_use_name=may)
    elif what == "thanks":
        send(doing, one, MessageKind.THANK_YOU, day)
    else:
        acquaint(doing, one, other, Knows.YES if what == "knows" else Knows.NO, "told")
        doing.touch(one, other)


def _random_database(folder: Path, seed: int) -> Path:
    rng, path = random.Random(seed), folder / f"{seed}.db"
    with work(path, "test", TODAY, Habits()) as doing:
        people = _people(doing, rng, 30 + seed % 3 * 10)
        _targets(doing, rng, people)
    days = sorted(TODAY - timedelta(rng.randint(0, 240)) for _ in range(16))
    for day in days:
        with work(path, "test", day, Habits()) as doing:
            _event(doing, rng, people, day)
    return path


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("random")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETLOG_TODAY", TODAY.isoformat())
        return [_random_database(folder, seed) for seed in range(DATABASES)]


def _search(db: sqlite3.Connection) -> Search:
    return Search(db, TODAY, Knowing(db), Manners())


# --- a second query for each sentence ---------------------------------------------------------------


class Truth:
    """What the database says, asked in other words than the program asks."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def one(self, sql: str, *bound: Any) -> Any:
        found = self.db.execute(sql, bound).fetchone()
        return found[0] if found else None

    def id_of(self, name: str) -> int:
        ids = [row[0] for row in self.db.execute("select id from contact where name = ?", (name,))]
        assert len(ids) == 1, name
        return int(ids[0])

    def members(self, organization: str) -> set[int]:
        sql = "select contact_id from affiliation a join organization o on o.id = a.organization_id where o.name = ?"
        return {row[0] for row in self.db.execute(sql, (organization,))}

    def fits(self, contact: int, name: str, rank: int) -> bool:
        kind, key, at, who = self.db.execute(
            "select kind, name_key, organization_id, contact_id from target where rank = ?", (rank,)
        ).fetchone()
        title, function = self.db.execute("select title, function from contact where id = ?", (contact,)).fetchone()
        here = self.one(
            "select count(*) from affiliation where contact_id = ? and organization_id = ? and kind <> 'school'"
            " and ended = 0 and end_on is null", contact, at,
        )  # fmt: skip
        found = {
            "function": function == key,
            "org": bool(here),
            "person": who == contact,
            "title": key in fold(title or ""),
        }
        return bool(found[kind])  # fmt: skip

    def knows(self, one: int, other: int) -> bool:
        pair = sorted((one, other))
        return bool(
            self.one("select 1 from acquaintance where a_id = ? and b_id = ? and knows = 'yes'", *pair)
            or self.one(
                "select 1 from introduction where introducer_id in (?, ?) and contact_id in (?, ?)"
                " and coalesce(named_on, promised_on, made_on, met_on, reported_on) is not null", *pair, *pair,
            )
        )  # fmt: skip

    def degree(self, one: int) -> int:
        everybody = [row[0] for row in self.db.execute("select id from contact where is_me is null")]
        return sum(self.knows(one, other) for other in everybody if other != one)


def _check_fact(truth: Truth, text: str, one: int, other: int) -> None:
    """A fact about two people, by what it says."""
    if found := re.search(r"both at (.+), now or before \((\d+) (?:people|person)\)", text):
        members = truth.members(found[1])
        assert {one, other} <= members
        assert len(members) == int(found[2])
    elif found := re.search(r"both from (.+) \((\d+) people\)", text):
        assert {one, other} <= truth.members(found[1])
    elif found := re.search(r"both in (.+) \((\d+) (?:people|person)\)", text):
        values = [
            set(truth.db.execute("select city, function from contact where id = ?", (id,)).fetchone())
            for id in (one, other)
        ]
        assert found[1] in values[0] & values[1]
    elif found := re.search(r"both of the class of (\d+)", text):
        for id in (one, other):
            sql = "select 1 from affiliation where contact_id = ? and kind = 'school' and substr(end_on, 1, 4) = ?"
            assert truth.one(sql, id, found[1])
    elif "is known to know" in text and "whom" not in text and "people" not in text:
        assert truth.knows(one, other)


def _check_reason(truth: Truth, g: Grounds, text: str) -> None:
    """Every clause of the sentence that says why."""
    for clause in text.split("; "):
        if found := re.fullmatch(r"you share (.+)", clause):
            me = truth.one("select id from contact where is_me = 1")
            assert g.who
            for place in re.split(r", | and (?!Pine)", found[1]):
                name, _, year = place.removesuffix(")").partition(" (class of ")
                assert {me, g.who.id} <= truth.members(name)
                if year:
                    sql = (
                        "select 1 from affiliation a join organization o on o.id = a.organization_id"
                        " where a.contact_id = ? and o.name = ? and substr(a.end_on, 1, 4) = ?"
                    )
                    assert truth.one(sql, g.who.id, name, year)
        elif "named them" in clause:
            assert g.who
            for name in re.split(r", | and ", clause.partition(" named them")[0]):
                sql = (
                    "select 1 from introduction where introducer_id = ? and contact_id = ? and named_on is not null"
                    " and may_use_name <> 'no'"
                )
                assert truth.one(sql, truth.id_of(name), g.who.id)
        elif found := re.search(r"since (\d{4})", clause):
            assert g.who
            assert truth.one("select substr(known_since, 1, 4) from contact where id = ?", g.who.id) == found[1]
        elif "last in touch" in clause:
            assert g.who
            assert truth.one("select 1 from message where contact_id = ?", g.who.id) or truth.one(
                "select 1 from attendance where contact_id = ?", g.who.id
            )
        elif (": both" in clause and g.via and g.who) or ("is known to know" in clause and g.via and g.who):
            _check_fact(truth, clause, g.via.id, g.who.id)


def _check_terms(truth: Truth, search: Search, g: Grounds) -> None:
    for term in reasons(g):
        if term.factor == "target" and g.who:
            pairs = re.findall(r"(?:targets? |, | and )?([^,()]+?) \((\d+)(?:st|nd|rd|th)\)", term.text)
            assert pairs
            for name, rank in pairs:
                assert truth.fits(g.who.id, name, int(rank)), term.text
        if found := re.search(r"(\d+) people who fit your targets", term.text):
            met = set(search.met)
            unmet = [
                id for (id,) in truth.db.execute("select id from contact where is_me is null and rest_on is null")
                if id not in met and any(truth.fits(id, "", rank) for rank in range(1, 6))
                and not truth.one("select 1 from message where contact_id = ? and answer = 'no'", id)
            ]  # fmt: skip
            assert int(found[1]) == len(unmet)
        found = re.search(r"likeliest to know (.+?), (?:about|less)[^:]*(?:: (.+))?$", term.text)
        if found and g.who and not found[1].startswith("somebody at "):
            _check_fact(truth, found[2] or "", g.who.id, truth.id_of(found[1]))


# --- the tests --------------------------------------------------------------------------------------


def _all(databases: list[Path]) -> Iterator[tuple[Search, Truth, Grounds]]:
    for path in databases:
        with closing(connection.read(path)) as db:
            search = _search(db)
            for g in [*suggestions(search, 40), *week(search)]:
                yield search, Truth(db), g


def test_printed_terms_sum_to_the_score_for_a_thousand_suggestions(databases: list[Path]) -> None:
    count = 0
    for _, _, g in _all(databases):
        terms = reasons(g)
        assert score(terms) == round(sum(term.points for term in terms), 3)
        assert abs(score(terms) - g.ask.score) < 0.0005 * (len(terms) + 1)
        assert 0 < g.ask.chance < 1
        count += 1
    assert count >= 1_000


def test_every_sentence_is_true_of_the_database(databases: list[Path]) -> None:
    said = set()
    for search, truth, g in _all(databases):
        text = reason(g)
        said |= {clause.split()[0] for clause in text.split("; ")}
        _check_reason(truth, g, text)
        _check_terms(truth, search, g)
        assert chance_because(g)
        assert headline(g)
        if g.who:
            assert g.who.name == truth.one("select name from contact where id = ?", g.who.id)
    assert len(said) > 5, "one kind of sentence proves little"


def test_nobody_is_proposed_who_should_be_left_in_peace(databases: list[Path]) -> None:
    """RULES.md 5, invariant 9, asked of the database in other words."""
    for _, truth, g in _all(databases):
        asked = g.via if g.ask.approach.favour else g.who
        assert asked
        owed = (
            "select 1 from followups where contact_id = ? and kind in ('thank-you', 'answer')"
            " and (closes_on is null or closes_on > ?)"
        )
        assert not truth.one(owed, asked.id, TODAY.isoformat()), f"{asked.name} is owed something"
        assert not asked.is_me
        assert not asked.rest_on
        if g.who:
            under_way = (
                "select 1 from introduction where contact_id = ? and"
                " case when next_state_on <= ? then next_state else state end in ('asked', 'promised', 'made')"
            )
            assert not truth.one(under_way, g.who.id, TODAY.isoformat()), f"{g.who.name} is being introduced"


def test_a_host_is_asked_about_targets_that_are_open_to_them(databases: list[Path]) -> None:
    for path in databases[:10]:
        with closing(connection.read(path)) as db:
            search, truth = _search(db), Truth(db)
            for host in search.met:
                names = names_for(search, host)
                assert len(names) <= 5
                assert len({name.id for name in names}) == len(names)
                for name in names:
                    assert name.id != host
                    assert any(truth.fits(name.id, "", rank) for rank in range(1, 6))
                    _check_fact(truth, name.fact, host, name.id)


READ = {
    "contact": {
        "id", "name", "name_key", "title", "organization_id", "function", "industry", "city", "stage", "next_stage",
        "next_stage_on", "known", "known_since", "how_met", "origin", "rest_on", "last_met_on", "is_me", "in_play",
    },
    "affiliation": {"id", "contact_id", "organization_id", "kind", "role", "end_on", "ended"},
    "message": {"id", "contact_id", "kind", "direction", "sent_on", "seq", "introduction_id", "answer"},
    "meeting": {"id", "kind", "state", "day_on", "agreed_on", "seq", "gone_on"},
    "follow_up": {"id", "contact_id", "kind", "reason", "due_on", "shows_on", "closes_on", "closed_on", "closed_how"},
    "organization": {"id", "name"},
    "challenge": {"id", "goal", "start_on", "end_on"},
    "step": {"id", "command"},
    "landing": {"landed_on", "seq"},
    "change": {"row_id", "step_id", "table_name", "op"},
}  # fmt: skip
"""What of each table the ranking may read. All of ties, introductions, targets and the kept statistics is free."""

FREE = {"acquaintance", "ties", "introduction", "intros", "target", "targets", "attendance", "cups", "profile", "mass",
        "tally", "sqlite_master"}  # fmt: skip


def test_nothing_is_read_but_what_may_be(databases: list[Path]) -> None:
    """No protected attribute, no note, no tag, no address, no words of a message."""
    read: set[tuple[str, str]] = set()

    def note(action: int, table: str | None, column: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table and column:
            read.add((table, column))
        return sqlite3.SQLITE_OK

    for path in databases[:8]:
        with closing(connection.read(path)) as db:
            db.set_authorizer(note)
            search = _search(db)
            for g in [*suggestions(search, 40), *week(search)]:
                reason(g), reasons(g), chance_because(g)
            for host in search.met:
                names_for(search, host)
    other = {(table, column) for table, column in read if table not in FREE and column not in READ.get(table, set())}
    assert not other, f"read, and not on the list: {sorted(other)}"
    assert ("profile", "groups") in read


def test_the_same_database_gives_the_same_suggestions(databases: list[Path]) -> None:
    for path in databases[:5]:
        with closing(connection.read(path)) as db:
            first, second = ([reason(g) for g in suggestions(_search(db), 40)] for _ in range(2))
            assert first == second


# --- a large directory of strangers -----------------------------------------------------------------

STRANGERS = 2_500


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A roster of strangers, and nobody met; the statistics are kept by the import itself."""
    from netlog.rows.files import FileAffiliation, FilePerson
    from netlog.store.writer.adding import About
    from netlog.store.writer.importing import import_rows
    from netlog.store.writer.people import organization
    from netlog.store.writer.targets import add_target
    from netlog.words import Origin

    rng, path = random.Random(1), tmp_path_factory.mktemp("large") / "large.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETLOG_TODAY", TODAY.isoformat())
        people = [
            FilePerson(
                line, f"Stranger{line} {rng.choice(('Moss', 'Ito'))}", title=TITLES[line % 6],
                city=rng.choice(CITIES), company=f"Firm {line % 400}",
                affiliations=(FileAffiliation(SCHOOLS[0], "school", end=str(rng.randint(1980, 2024))),),
            )
            for line in range(2, STRANGERS + 2)
        ]  # fmt: skip
        with work(path, "import", TODAY, Habits()) as doing:
            import_rows(doing, iter(people), About("alumni.csv", "roster", Origin.ROSTER, known=False))
            row: dict[str, str | int | None] = {
                "uid": "me", "name": "Dana Reyes", "name_key": "dana reyes", "origin": "hand", "known": 0, "is_me": 1,
                "added_on": "2026-01-01", "stage": "lead", "in_play": 0,
            }  # fmt: skip
            me = doing.insert_row("contact", row)
            school = organization(doing, SCHOOLS[0], OrganizationKind.SCHOOL)
            doing.insert_row("affiliation", {"contact_id": me, "organization_id": school, "kind": "school", "ended": 0})
            doing.touch(me)
            add_target(doing, TargetKind.FUNCTION, "product manager", "product")
            firm = organization(doing, "Firm 6", OrganizationKind.COMPANY)
            add_target(doing, TargetKind.ORGANIZATION, "Firm 6", "firm 6", organization=firm)
    return path


def test_a_large_directory_and_nobody_met_leads_to_letters_to_targets(directory: Path) -> None:
    with closing(connection.read(directory)) as db:
        found = suggestions(_search(db), 5)
        assert [g.action for g in found] == ["write"] * 5
        assert "Firm 6" in reason(found[0]), "who fits two targets comes first"
        said = f"of the {MOST_TARGETS} people nearest to you who fit your targets"
        assert said in str(reasons(found[0])), "not all are weighed, and it says so"
        assert all("you share Michigan State University" in reason(g) for g in found)


WALKED = re.compile(r"SCAN (?:contact|c|affiliation|a|profile|change)\b(?!.*contact_in_play)")


def test_no_query_walks_over_everybody(directory: Path) -> None:
    """The plan of every query that a suggestion takes."""
    with closing(connection.read(directory)) as db:
        asked: set[str] = set()
        db.set_trace_callback(asked.add)
        search = _search(db)
        week(search)
        for g in suggestions(search, 5):
            reasons(g)
        names_for(search, search.candidates[0])
        db.set_trace_callback(None)
        queries = [sql for sql in asked if sql.lstrip().lower().startswith(("select", "with"))]
        walks = {
            (detail, sql)
            for sql in queries
            for *_, detail in db.execute(f"explain query plan {sql}")
            if WALKED.match(detail)
        }
        assert len(queries) > 10
        assert not walks
