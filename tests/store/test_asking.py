"""Suggestions on random databases: terms that sum to the score, sentences that are true, columns that may be read."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from netlog.rules.asking import Manners
from netlog.rules.habits import Habits
from netlog.rules.names import fold
from netlog.rules.ranking.policy import table_list
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

    def group(self, words: str) -> set[int]:
        """Who is "from Yale", "in sales" (or "in Chicago"), "of the class of 2012", "at Figma, now or before"."""
        if found := re.fullmatch(r"(?:at (.+), now or before|from (.+))", words):
            return self.members(found[1] or found[2])
        if found := re.fullmatch(r"of the class of (\d+)", words):
            sql = "select contact_id from affiliation where kind = 'school' and substr(end_on, 1, 4) = ?"
        elif found := re.fullmatch(r"in (.+)", words):
            sql = "select id from contact where ? in (city, function)"
        else:
            raise AssertionError(words)
        return {row[0] for row in self.db.execute(sql, (found[1],))}

    def fits(self, contact: int, rank: int, name: str = "") -> bool:
        """Whether a contact is what the target of this rank is after, and the target is called so."""
        kind, key, called, at, who = self.db.execute(
            "select kind, name_key, name, organization_id, contact_id from target where rank = ?", (rank,)
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
        if kind == "person":
            called = self.one("select name from contact where id = ?", who)
        return bool(found[kind]) and name in ("", called)

    def unmet(self) -> int:
        """How many fit a target, were not met, are not left alone and did not say no."""
        sql = (
            "select id from contact where is_me is null and rest_on is null"
            " and id not in (select contact_id from cups)"
            " and id not in (select contact_id from message where answer = 'no')"
        )
        return sum(any(self.fits(id, rank) for rank in range(1, 6)) for (id,) in self.db.execute(sql))

    def in_touch(self, contact: int) -> list[str]:
        """The days of the meetings held with a contact, and of the words that came from them."""
        sql = (
            "select m.day_on from attendance a join meeting m on m.id = a.meeting_id"
            " where a.contact_id = :id and m.state = 'held'"
            " union all select sent_on from message where contact_id = :id and direction = 'received'"
        )
        return [row[0] for row in self.db.execute(sql, {"id": contact})]

    def last(self, contact: int) -> str | None:
        """The last day on which anything passed between us."""
        sent = [row[0] for row in self.db.execute("select sent_on from message where contact_id = ?", (contact,))]
        return max([*self.in_touch(contact), *sent], default=None)

    def knows(self, one: int, other: int) -> bool:
        pair = sorted((one, other))
        return bool(
            self.one("select 1 from acquaintance where a_id = ? and b_id = ? and knows = 'yes'", *pair)
            or self.one(
                "select 1 from introduction where introducer_id in (?, ?) and contact_id in (?, ?)"
                " and coalesce(named_on, promised_on, made_on, met_on, reported_on) is not null", *pair, *pair,
            )
        )  # fmt: skip

    def known_to(self, one: int) -> set[int]:
        """Everybody whom somebody is known to know."""
        everybody = [row[0] for row in self.db.execute("select id from contact where is_me is null")]
        return {other for other in everybody if other != one and self.knows(one, other)}


Found = re.Match[str]
NAME = r"Person\w+ \w+"
PEOPLE = r"(?:people|person)"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _is_said(day: str | None, words: str) -> bool:
    """Whether words like "5 Apr" or "Wed 28" mean this day."""
    assert day
    on = date.fromisoformat(day)
    near = words.split()[0] in WEEK
    return words == (f"{WEEK[on.weekday()]} {on.day}" if near else f"{on.day} {MONTHS[on.month - 1]}")


def _listed(words: str) -> list[str]:
    """The parts of "a, b and c"."""
    return re.split(r", | and ", words)


# Each table names a kind of clause, how it reads as a whole, and what is asked of the database about it. A clause that
# is in none of them fails the test, and so does a kind that no database brings forth.


def _both(truth: Truth, found: Found, one: int, other: int) -> None:
    members = truth.group(found[1])
    assert {one, other} <= members
    assert len(members) == int(found[2])


def _crowd(truth: Truth, found: Found, one: int, other: int) -> None:
    whose = truth.id_of(found[2])
    assert whose in (one, other)
    assert len(truth.known_to(whose) & truth.group(found[3])) == int(found[1])


def _tied(truth: Truth, found: Found, one: int, other: int) -> None:
    assert [truth.id_of(found[1]), truth.id_of(found[2])] == [one, other]
    assert truth.knows(one, other)


FACTS: dict[str, tuple[str, Callable[[Truth, Found, int, int], None]]] = {
    "both at": (rf"both (at .+, now or before) \((\d+) {PEOPLE}\)", _both),
    "both from": (rf"both (from .+) \((\d+) {PEOPLE}\)", _both),
    "both in": (rf"both (in .+) \((\d+) {PEOPLE}\)", _both),
    "both of": (rf"both (of the class of \d+) \((\d+) {PEOPLE}\)", _both),
    "crowd": (rf"(\d+) {PEOPLE} whom ({NAME}) is known to know (?:is|are) (.+)", _crowd),
    "known": (rf"({NAME}) is known to know ({NAME})", _tied),
}


def _check_fact(truth: Truth, text: str, one: int, other: int) -> str:
    """The kind of a fact about two people, which is true. Raises AssertionError where it is not, or is of no kind."""
    for kind, (pattern, check) in FACTS.items():
        if found := re.fullmatch(pattern, text):
            check(truth, found, one, other)
            return kind
    raise AssertionError(text)


def _who(g: Grounds) -> int:
    assert g.who
    return g.who.id


def _place(truth: Truth, g: Grounds, words: str) -> None:
    """ "Recruiter at Figma", or what they do alone."""
    title, _, at = words.partition(" at ")
    assert title == truth.one("select title from contact where id = ?", _who(g))
    assert not at or _who(g) in truth.members(at)


def _ranks(truth: Truth, g: Grounds, names: list[str], ranks: list[str]) -> None:
    assert len(names) == len(ranks)
    for name, rank in zip(names, ranks, strict=True):
        assert truth.fits(_who(g), int(re.sub(r"\D", "", rank)), name)


def _is_target(truth: Truth, g: Grounds, found: Found) -> None:
    _place(truth, g, found[1])
    _ranks(truth, g, [""], [found[2]])


def _is_targets(truth: Truth, g: Grounds, found: Found) -> None:
    _place(truth, g, found[1])
    _ranks(truth, g, _listed(found[2]), _listed(found[3]))


def _leads_to_many(truth: Truth, g: Grounds, found: Found) -> None:
    _place(truth, g, found[1])
    assert int(found[2]) == truth.unmet()


def _leads_to_one(truth: Truth, g: Grounds, found: Found) -> str:
    _place(truth, g, found[1])
    return _check_fact(truth, found[3], _who(g), truth.id_of(found[2]))


def _we_share(truth: Truth, g: Grounds, found: Found) -> None:
    me = truth.one("select id from contact where is_me = 1")
    for place in _listed(found[1]):
        name, _, year = place.removesuffix(")").partition(" (class of ")
        assert {me, _who(g)} <= truth.members(name)
        if year:
            sql = (
                "select 1 from affiliation a join organization o on o.id = a.organization_id"
                " where a.contact_id = ? and o.name = ? and substr(a.end_on, 1, 4) = ?"
            )
            assert truth.one(sql, _who(g), name, year)


def _was_named(truth: Truth, g: Grounds, found: Found) -> None:
    for place, name in enumerate(_listed(found[1])):
        sql = (
            "select named_on from introduction where introducer_id = ? and contact_id = ? and may_use_name <> 'no'"
            " and named_on is not null"
        )
        day = truth.one(sql, truth.id_of(name), _who(g))
        assert day
        assert place or _is_said(day, found[2])


def _is_known(truth: Truth, g: Grounds, found: Found) -> None:
    known, origin, since = truth.db.execute(
        "select known, origin, substr(known_since, 1, 4) from contact where id = ?", (_who(g),)
    ).fetchone()
    introduces = "select 1 from introduction where introducer_id = ? and made_on is not null"
    assert known or truth.one(introduces, _who(g)), "who introduced me to somebody knows me"
    assert (origin == "linkedin") == (found[1] == "connected on LinkedIn")
    assert since == found[2]
    assert truth.last(_who(g)) is None


def _answered(truth: Truth, g: Grounds, found: Found) -> None:
    assert truth.one("select 1 from message where contact_id = ? and direction = 'received'", _who(g))
    assert not truth.one("select 1 from cups where contact_id = ?", _who(g))


def _was_in_touch(truth: Truth, g: Grounds, found: Found) -> None:
    assert _is_said(truth.last(_who(g)), found[1])


def _via_may_know(truth: Truth, g: Grounds, found: Found) -> str:
    assert g.via
    assert g.via.name == found[1]
    return _check_fact(truth, found[2], g.via.id, _who(g))


def _via_knows(truth: Truth, g: Grounds, found: Found) -> None:
    assert g.via
    _tied(truth, found, g.via.id, _who(g))


Check = Callable[[Truth, Grounds, Found], "str | None"]
ORDINAL = r"\d+(?:st|nd|rd|th)"
MANY = r"(\d+) people who fit your targets"

CLAUSES: dict[str, tuple[str, Check]] = {
    "a target": (rf"(.+) \(your ({ORDINAL}) target\)", _is_target),
    "targets": (rf"(.+?) \((.+), your ({ORDINAL}(?:, {ORDINAL})*(?: and {ORDINAL})?) target\)", _is_targets),
    "leads to many": (rf"(.+), likely to know about \d+\.\d of {MANY}", _leads_to_many),
    "leads to one": (rf"(.+), who may know ({NAME}): (.+)", _leads_to_one),
    "share": (r"you share (.+)", _we_share),
    "named": (rf"({NAME}(?:(?:, | and ){NAME})*) named them on (.+)", _was_named),
    "since": (
        r"(you know each other|connected on LinkedIn)(?: since (\d{4}))?(?:, with nothing since)?",
        _is_known,
    ),
    "answered": (r"they answered you, and you have not met", _answered),
    "in touch": (r"last in touch on (\w+ \w+)", _was_in_touch),
    "may know": (rf"({NAME}) may know them: (.+)", _via_may_know),
    "knows": (rf"({NAME}) is known to know ({NAME})", _via_knows),
}


def _fits_targets(truth: Truth, g: Grounds, found: Found) -> None:
    pairs = re.findall(rf"(?:^|, | and )([^,()]+?) \(({ORDINAL})\)", found[1])
    assert pairs
    _ranks(truth, g, [name for name, _ in pairs], [rank for _, rank in pairs])


def _of_many(truth: Truth, g: Grounds, found: Found) -> None:
    assert int(found[1]) == truth.unmet()


def _likeliest_is(truth: Truth, g: Grounds, found: Found) -> str | None:
    other = truth.id_of(found[1])
    assert any(truth.fits(other, rank) for rank in range(1, 6))
    return _check_fact(truth, found[2], _who(g), other) if found[2] else None


def _was_there(truth: Truth, g: Grounds, found: Found) -> None:
    """Somebody unlisted at a target: they were there, and nobody listed is."""
    assert found[1] == found[2]
    assert _who(g) in truth.members(found[1])
    sql = (
        "select count(*) from affiliation a join organization o on o.id = a.organization_id"
        " where o.name = ? and a.ended = 0 and a.end_on is null"
    )
    assert truth.one(sql, found[1]) == 0


def _in_touch(truth: Truth, g: Grounds, found: Found) -> None:
    times = {"once": 1, "twice": 2}.get(found[2]) or int(found[2].split()[0])
    assert len(truth.in_touch(truth.id_of(found[1]))) == times


def _no_query(truth: Truth, g: Grounds, found: Found) -> None:
    """The sentence tells how a score is made, and nothing about the people."""


CHANCE = r"(?:about \d+ in \d+|less than 1 in 20)"
TERMS: dict[str, tuple[str, Check]] = {
    "target": (r"fits your targets? (.+)", _fits_targets),
    "names": (rf"likely to know about \d+\.\d of {MANY}", _of_many),
    "one name": (rf"who may know one of {MANY}", _of_many),
    "likeliest": (rf"likeliest to know ({NAME}), {CHANCE}(?:: (.+))?", _likeliest_is),
    "likeliest there": (rf"likeliest to know somebody at (.+), {CHANCE}: formerly at (.+)", _was_there),
    "weak-tie": (
        rf"you met ({NAME}), or heard from them, (once|twice|\d+ times): moderately weak ties bring most",
        _in_touch,
    ),
    "burnt": (r"a letter that is refused spoils a later introduction", _no_query),
    "waiting": (r"a yes ends the week, and what its other asks might bring", _no_query),
}


def _check(table: dict[str, tuple[str, Check]], truth: Truth, g: Grounds, text: str) -> set[str]:
    """The kind of a clause, and of the fact in it, which are true. Raises AssertionError otherwise."""
    for kind, (pattern, check) in table.items():
        if found := re.fullmatch(pattern, text):
            return {kind, check(truth, g, found) or kind}
    raise AssertionError(text)


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
    said: set[str] = set()
    for _, truth, g in _all(databases):
        for clause in reason(g).split("; "):
            said |= _check(CLAUSES, truth, g, clause)
        for term in reasons(g):
            said |= _check(TERMS, truth, g, term.text)
        assert chance_because(g)
        assert headline(g)
        if g.who:
            assert g.who.name == truth.one("select name from contact where id = ?", g.who.id)
    assert said == {*CLAUSES, *TERMS, *FACTS}, "every kind of sentence is said and checked"


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
    facts: set[str] = set()
    for path in databases[:10]:
        with closing(connection.read(path)) as db:
            search, truth = _search(db), Truth(db)
            for host in search.met:
                names = names_for(search, host)
                assert len(names) <= 5
                assert len({name.id for name in names}) == len(names)
                for name in names:
                    assert name.id != host
                    assert any(truth.fits(name.id, rank) for rank in range(1, 6))
                    if name.fact:  # of whom nothing is known, nothing is said
                        facts.add(_check_fact(truth, name.fact, host, name.id))
    assert facts == FACTS.keys() - {"known"}, "whom a host is known to know is not asked about"


def test_the_names_to_ask_about_are_those_of_the_whole_situation_and_weigh_nobody_else(databases: list[Path]) -> None:
    for path in databases[:10]:
        with closing(connection.read(path)) as db:
            search, whole = _search(db), _search(db).situation
            for host in search.met:
                wanted = [wanted for wanted in whole.wanted if 0 < wanted.who.id != host]
                expected = table_list(whole._replace(wanted=wanted), search.person(host))
                assert {name.id for name in names_for(search, host)} == {person.id for person in expected}
            assert not {"situation", "candidates"} & vars(search).keys()


def test_where_nothing_is_a_target_nothing_is_weighed(databases: list[Path]) -> None:
    with closing(connection.read(databases[0])) as db:
        search = Search(db, TODAY, Knowing(db), only=())
        assert names_for(search, search.met[0]) == []
        assert "reach" not in vars(search)


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


# Everybody, or everybody at a place that is shared with thousands, once for each contact.
WALKED = re.compile(
    r"SCAN (?:contact|c|affiliation|a|profile|change)\b(?!.*contact_in_play)"
    r"|SEARCH a USING .*affiliation_by_organization \(organization_id=\?\)"
)


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
