"""The statistics of the ranking are what the data say, whatever was written, undone and done again."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netlog.cli import main
from netlog.cli.database import habits
from netlog.config import settings as settings_of_netlog
from netlog.rules.ranking.evidence import Evidence, Relation
from netlog.rules.ranking.scorer import Model
from netlog.store import connection, doctor, statistics
from netlog.store.reader.knowing import Knowing

if TYPE_CHECKING:
    from tests.conftest import Run

TABLES = {
    "profile": "contact_id, groups, ties",
    "mass": "kind, value, people, ties, squares",
    "tally": "kind, how, value, ties",
}
PEOPLE = ("Sam Okafor", "Tom Alvarez", "Priya Natarajan", "Dan Wu", "Dana Reyes")

Words = list[str]
who = st.sampled_from(PEOPLE)


def _words(*parts: str | st.SearchStrategy[str] | st.SearchStrategy[Words]) -> st.SearchStrategy[Words]:
    """A command line from fixed words, words drawn, and lists of words drawn."""
    drawn = st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts))
    return drawn.map(lambda found: [word for part in found for word in ([part] if isinstance(part, str) else part)])


DETAILS = st.sampled_from(
    (
        ["--org", "Stripe:PM:2019-"],
        ["--org", "Figma", "--title", "Senior Designer"],
        ["--title", "VP Sales"],
        ["--title", ""],
        ["--function", "product"],
        ["--city", "Chicago"],
        ["--city", "São Paulo"],
        ["--city", ""],
        ["--school", "Michigan State University:BA Advertising:2011"],
        ["--school", "Michigan State University::2014"],
        ["--school", "Yale", "--greek", "Alpha Phi", "--association", "AMA"],
        ["--left", "Stripe"],
        ["--drop-org", "Stripe"],
        ["--drop-org", "Michigan State University"],
    )
)
NEW = st.sampled_from((["--org", "Stripe"], ["--school", "Yale::2011", "--city", "Chicago"], []))
STATES = st.sampled_from(("wanted", "asked", "named", "promised", "made", "declined", "lapsed"))
COMMANDS = st.one_of(
    _words("edit-contact", who, DETAILS),
    _words("edit-contact", who, DETAILS),
    _words("add-contact", st.sampled_from(("Eve Moss", "Ana Lopez")), NEW),
    _words("add-contact", st.sampled_from(("Eve Moss", "Ana Lopez")), NEW, "--via", who),
    _words("know", who, who),
    _words("know", who, who),
    _words("know", who, who, "--not"),
    _words("log-coffee", who, who),
    _words("log-coffee", who, "--named", st.sampled_from((*PEOPLE, "Eve Moss", "Ana Lopez @ Notion"))),
    _words("log-coffee", who, "--knows", who),
    _words("log-intro", who, "--to", who, "--state", STATES),
    _words("log-intro", who, "--to", who, "--state", STATES, "--correct"),
    _words("merge", who, who),
    _words("remove", st.integers(1, 8).map(lambda n: f"c{n}"), "--yes"),
    _words("remove", st.integers(1, 4).map(lambda n: f"i{n}"), "--yes"),
    _words("import", "roster.csv", "--school", "Yale"),
    _words("import", "Connections.csv", "--not-met"),
    _words("undo"),
    _words("undo"),
    _words("redo"),
)
ROSTER = """Name,Title,Company,Class year,City
Eve Moss,PM,Stripe,2011,Chicago
Dan Wu,VP Product,Figma,2012,
Zoe Ray,,,2014,
"""
CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Sam,Okafor,,,Notion,Lead,02 Mar 2019
Kim,Bo,,,Notion,Intern,02 Mar 2020
"""


def kept(db: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """The statistics without their numbers."""
    return {table: sorted(db.execute(f"select {columns} from {table}").fetchall()) for table, columns in TABLES.items()}


def check(path: Path) -> None:
    """Kept = counted anew = what the ranking itself counts from people and ties."""
    with closing(sqlite3.connect(path)) as file, closing(sqlite3.connect(":memory:")) as db:
        file.backup(db)
        assert list(statistics.differences(db)) == []
        before = kept(db)
        knowing = Knowing(db)
        ids = [row[0] for row in db.execute("select id from contact")]
        ties = db.execute("select a_id, b_id from ties").fetchall()
        learned = Evidence.learn(knowing.people(ids), ties)
        assert knowing.evidence.tally.ties == learned.tally.ties
        assert knowing.evidence.tally.by_relation == +learned.tally.by_relation
        census, counted = knowing.evidence.census, learned.census
        assert (census.everybody, census.known) == (counted.everybody, counted.known)
        for kind, groups in counted.groups.items():
            assert {value: census.mass(kind, value) for value in groups} == groups
            assert census.shapes(kind) == counted.shapes(kind)
        assert {id: knowing.neighbours(id) for id in ids} == {id: learned.neighbours(id) for id in ids}
        check_without(knowing, ids, ties)
        statistics.rebuild(db)
        assert kept(db) == before


def check_without(knowing: Knowing, ids: list[int], ties: list[tuple[int, int]]) -> None:
    """A model that some ties are kept from is one that never heard of them."""
    less = sorted(set(ties))[::2]
    model = knowing.without(less)
    naive = Model(Evidence.learn(knowing.people(ids), set(ties) - set(less)))
    found, counted = model.evidence, naive.evidence
    assert +found.tally.by_relation == +counted.tally.by_relation
    assert (found.census.everybody, found.census.known) == (counted.census.everybody, counted.census.known)
    assert [found.ties(id) for id in ids] == [counted.ties(id) for id in ids]
    for relation in knowing.evidence.tally.by_relation:
        assert model.lift(relation) == pytest.approx(naive.lift(relation))
    assert knowing.evidence.tally.ties == len(set(ties))  # what the others see is untouched


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(COMMANDS, min_size=1, max_size=14))
def test_what_is_kept_is_what_is_there_after_any_commands(lines: list[Words]) -> None:
    settings_of_netlog.cache_clear()
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETLOG_CONFIG", f"{folder}/config.toml")
        patch.chdir(folder)
        Path("roster.csv").write_text(ROSTER, "utf-8")
        Path("Connections.csv").write_text(CONNECTIONS, "utf-8")
        path, day = Path(folder) / "netlog.db", date(2026, 11, 2)

        def run(words: Words) -> int:
            return main.run(["--db", str(path), "--today", day.isoformat(), *words])

        assert run(["init", "--name", "Dana Reyes", "--school", "Yale::2011"]) == 0
        for name in PEOPLE[:4]:
            assert run(["add-contact", name, "--org", "Stripe"]) == 0
        for words in lines:
            day += timedelta(1)
            assert run(words) in (0, 2, 3, 4, 5, 6), words
            check(path)


def test_groups_are_what_was_said_and_nothing_else(netlog: Run, home: Path) -> None:
    said = ("--org", "Stripe", "--title", "Director of Product", "--city", "São Paulo", "--industry", "Payments")
    netlog("add-contact", "Priya Natarajan", *said, "--school", "Yale:BA Art:2007-2011", "--school", "MIT")
    with closing(connection.read(home / "netlog.db")) as db:
        organizations = dict(db.execute("select name, id from organization"))
        (priya,) = Knowing(db).people([1])
    assert priya.groups == {
        "unit": (organizations["Stripe"],),
        "cohort": (2011,),
        "field": ("ba art", "product"),
        "school": tuple(sorted((organizations["Yale"], organizations["MIT"]))),
        "home": ("sao paulo",),
        "role": ("director",),
    }


def test_a_group_is_named_as_it_was_written(netlog: Run, home: Path) -> None:
    netlog("add-contact", "Priya Natarajan", "--org", "Stripe", "--title", "VP Product", "--city", "São Paulo",
           "--school", "Yale:BA Art:2011")  # fmt: skip
    with closing(connection.read(home / "netlog.db")) as db:
        knowing = Knowing(db)
        (priya,) = knowing.people([1])
        words = {kind: [knowing.group(kind, v) for v in values] for kind, values in priya.groups.items()}
    assert words == {
        "unit": ["Stripe"],
        "cohort": ["class of 2011"],
        "field": ["BA Art", "product"],
        "school": ["Yale"],
        "home": ["São Paulo"],
        "role": ["VP"],
    }


def test_my_own_acquaintances_are_no_ties(netlog: Run, home: Path) -> None:
    netlog("init", "--name", "Dana Reyes")
    (home / "Connections.csv").write_text(CONNECTIONS, "utf-8")
    netlog("import", str(home / "Connections.csv"))
    with closing(connection.read(home / "netlog.db")) as db:
        assert db.execute("select count(*) from acquaintance").fetchone() == (2,)
        assert db.execute("select count(*) from ties").fetchone() == (0,)
        assert Knowing(db).evidence.tally.ties == 0


def test_who_named_somebody_knows_them_until_it_is_corrected(netlog: Run, home: Path) -> None:
    netlog("add-contact", "Sam Okafor", "--org", "Stripe")
    netlog("add-contact", "Priya Natarajan", "--org", "Stripe")
    netlog("log-intro", "Sam", "--to", "Priya", "--state", "asked")
    with closing(connection.read(home / "netlog.db")) as db:
        assert Knowing(db).neighbours(1) == frozenset()
        netlog("log-intro", "Sam", "--to", "Priya", "--state", "promised")
        knowing = Knowing(db)
        assert knowing.neighbours(1) == {2}
        assert knowing.evidence.tally.by_relation[Relation("unit", "shared", 1)] == 1
        netlog("undo")
        assert Knowing(db).evidence.tally.ties == 0


def test_a_denied_tie_is_known_until_somebody_says_otherwise(netlog: Run, home: Path) -> None:
    netlog("add-contact", "Sam Okafor")
    netlog("add-contact", "Priya Natarajan")
    netlog("know", "Priya", "Sam", "--not")
    with closing(connection.read(home / "netlog.db")) as db:
        assert Knowing(db).evidence.knows(2, 1) is False
        netlog("know", "Priya", "Sam")
        assert Knowing(db).evidence.knows(2, 1) is True


def test_a_coffee_that_tells_of_nobody_changes_no_statistics(netlog: Run, home: Path) -> None:
    netlog("add-contact", "Sam Okafor", "--org", "Stripe")
    netlog("log-coffee", "Sam", "--learned", "much")
    with closing(connection.read(home / "netlog.db")) as db:
        step = db.execute("select max(id) from step").fetchone()
        tables = {row[0] for row in db.execute("select table_name from change where step_id = ?", step)}
    assert tables.isdisjoint(TABLES)


def test_doctor_finds_wrong_counts_and_counts_anew_in_one_step(netlog: Run, home: Path) -> None:
    path = home / "netlog.db"
    for name in ("Sam Okafor", "Priya Natarajan"):
        netlog("add-contact", name, "--org", "Stripe", "--city", "Chicago")
    netlog("log-coffee", "Sam", "Priya")
    with closing(connection.write(path)) as db:
        right = kept(db)
        db.execute("update mass set people = 7 where kind = 'home' and value <> ''")
        db.execute("delete from tally where kind = ''")
        db.execute("update profile set groups = '{}' where contact_id = 1")
    found = {finding.check: finding.problems for finding in doctor.examine(path, date(2026, 11, 2), habits())}
    assert set(found[doctor.STATISTICS]) == {
        "the profile of c1", "the mass of home chicago", "the tally of everybody"
    }  # fmt: skip
    netlog("doctor", "--fix")
    with closing(connection.read(path)) as db:
        assert kept(db) == right
    netlog("undo")
    netlog("redo")
    check(path)


def test_a_count_that_was_wrong_before_stops_no_command(netlog: Run, home: Path) -> None:
    netlog("add-contact", "Sam Okafor", "--org", "Stripe")
    netlog("add-contact", "Priya Natarajan", "--org", "Stripe")
    with closing(connection.write(home / "netlog.db")) as db:
        db.execute("update mass set people = 0")
        db.execute("delete from tally")
    netlog("log-coffee", "Sam", "Priya")
    netlog("undo")
    netlog("remove", "c2", "--yes")
    with closing(connection.write(home / "netlog.db")) as db:
        db.execute("delete from mass")
    netlog("remove", "c1", "--yes")
    with closing(connection.read(home / "netlog.db")) as db:
        assert not db.execute("select 1 from mass where people <= 0").fetchall()


def test_a_large_import_counts_as_one_by_one_would(netlog: Run, home: Path) -> None:
    lines = [f"Person {n},Title {n % 7},Company {n % 50},{1990 + n % 30}," for n in range(6000)]
    (home / "alumni.csv").write_text("Name,Title,Company,Class year,City\n" + "\n".join(lines), "utf-8")
    netlog("import", str(home / "alumni.csv"), "--school", "Yale")
    check(home / "netlog.db")
    with closing(connection.read(home / "netlog.db")) as db:
        sizes = Counter(dict(db.execute("select kind, sum(people) from mass where value <> '' group by kind")))
    assert sizes["unit"] == sizes["cohort"] == sizes["school"] == 6000
    netlog("undo")
    check(home / "netlog.db")


def test_an_upgrade_counts_what_is_there(netlog: Run, home: Path) -> None:
    for name in ("Sam Okafor", "Priya Natarajan"):
        netlog("add-contact", name, "--org", "Stripe", "--city", "Chicago")
    netlog("know", "Sam", "Priya")
    path = home / "netlog.db"
    with closing(connection.write(path)) as db:
        counted = kept(db)
        for table in (*TABLES, "distinct_pair", "synced_card"):
            db.execute(f"drop table {table}")
        for index in ("contact_by_city", "contact_by_industry"):
            db.execute(f"drop index {index}")
        db.execute("drop index change_by_last_row")
        db.execute("alter table change drop column last_row_id")
        db.execute("pragma user_version = 2")
    with closing(connection.read(path)) as db:
        assert kept(db) == counted
    check(path)
