from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from netlog.errors import NetlogError, NotFound
from netlog.rules.names import PersonForm
from netlog.store import connection, journal
from netlog.store.reader.history import steps_about
from netlog.store.writer.people import add_person

from .conftest import State, Step

if TYPE_CHECKING:
    from pathlib import Path

    from netlog.store.work import Work

Read = Callable[[], State]


def person(work: Work, name: str) -> int:
    return add_person(work, PersonForm(name, "Senior PM", "Stripe"))


def test_undo_takes_back_each_step_and_redo_does_each_again(path: Path, step: Step, state: Read) -> None:
    states = []
    with step("Added Priya.") as work:
        priya = person(work, "Priya Natarajan")
    states.append(state())
    with step("Renamed Priya.") as work:
        work.update("contact", priya, name="Priya N.", name_key="priya n")
        work.update("contact", priya, city="Lansing")
    states.append(state())
    with step("Removed her job.") as work:
        work.delete("affiliation", 1)
        work.touch(priya)
    states.append(state())

    assert journal.undo(path).summary == "Removed her job."
    assert state() == states[1]
    assert journal.undo(path).summary == "Renamed Priya."
    assert state() == states[0]
    assert journal.undo(path).summary == "Added Priya."
    assert not any(state().values())

    for expected in states:
        journal.redo(path)
        assert state() == expected


def test_ids_come_back_with_undo_and_are_never_given_twice(path: Path, step: Step) -> None:
    with step("Added Priya.") as work:
        first = person(work, "Priya")
    journal.undo(path)
    with step("Added Sam.") as work:
        assert person(work, "Sam") == first + 1


def test_two_values_swapped_under_a_unique_key_are_swapped_back(path: Path, step: Step, state: Read) -> None:
    with step("Added two organizations.") as work:
        person(work, "Priya")
        work.insert_row("organization", {"name": "Figma", "name_key": "figma", "kind": "company"})
    before = state()
    with step("Swapped.") as work:
        work.update("organization", 1, name_key="?")
        work.update("organization", 2, name_key="stripe")
        work.update("organization", 1, name_key="figma")
    after = state()
    journal.undo(path)
    assert state() == before
    journal.redo(path)
    assert state() == after


def test_a_row_written_and_deleted_in_one_step_leaves_no_trace_either_way(path: Path, step: Step, state: Read) -> None:
    with step("Added Priya.") as work:
        priya = person(work, "Priya")
    before = state()
    with step("Thought again.") as work:
        for word in ("mentor", "alum"):
            tag = work.insert_row("tag", {"contact_id": priya, "word": word, "word_key": word})
            work.update("tag", tag, word=word.upper())
            work.delete("tag", tag)
    journal.undo(path)
    assert state() == before
    journal.redo(path)
    assert state() == before


def test_a_command_that_changed_nothing_is_no_step(path: Path, step: Step) -> None:
    with step("Added Priya.") as work:
        priya = person(work, "Priya")
    with step("Nothing.") as work:
        work.update("contact", priya, name="Priya")
    assert journal.undo(path).summary == "Added Priya."


def test_with_nothing_written_there_is_nothing_to_undo_or_redo_and_nothing_is_created(path: Path) -> None:
    for act in (journal.undo, journal.redo):
        with pytest.raises(NotFound, match="Nothing to"):
            act(path)
    assert not path.exists()


def test_redo_is_refused_after_something_new_was_written(path: Path, step: Step, state: Read) -> None:
    with step("Added Priya.") as work:
        person(work, "Priya")
    journal.undo(path)
    with step("Added Sam.") as work:
        person(work, "Sam")
    before = state()
    with pytest.raises(NotFound, match="something new was written after the last undo"):
        journal.redo(path)
    assert state() == before
    journal.undo(path)
    assert journal.redo(path).summary == "Added Priya."


@pytest.mark.parametrize(
    "elsewhere",
    [
        "update contact set city = 'Paris' where id = 1",
        "delete from affiliation; delete from contact",
        "insert into email (contact_id, address, address_key) values (1, 'a@b.org', 'a@b.org')",
    ],
)
def test_undo_stops_at_a_row_that_was_changed_past_netlog_and_leaves_all_as_it_was(
    elsewhere: str, path: Path, step: Step, state: Read
) -> None:
    with step("Added Priya.") as work:
        priya = person(work, "Priya")
    if "email" not in elsewhere:
        with step("Moved her.") as work:
            work.update("contact", priya, city="Lansing")
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(elsewhere)
    before = state()
    with pytest.raises(NetlogError, match="changed by something other than netlog") as error:
        journal.undo(path)
    assert error.value.exit_code == 1
    assert state() == before


def test_redo_stops_where_the_place_of_a_row_was_taken_past_netlog(path: Path, step: Step, state: Read) -> None:
    with step("Added Priya.") as work:
        person(work, "Priya")
    journal.undo(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("insert into organization (id, name, name_key, kind) values (9, 'Stripe', 'stripe', 'company')")
    before = state()
    with pytest.raises(NetlogError, match="changed by something other than netlog"):
        journal.redo(path)
    assert state() == before


def test_a_large_import_is_taken_back_and_done_again_whole(path: Path, step: Step, state: Read) -> None:
    """Over several pages of the journal."""
    with step("Imported.") as work:
        base = work.row("contact", person(work, "P 0"))
        people = [{**base, "id": id, "uid": f"u{id}", "name": f"P {id}"} for id in range(2, 6001)]
        work.insert_many("contact", list(base), [list(row.values()) for row in people])
        for id in range(1, 6001):
            work.insert_row("tag", {"contact_id": id, "word": "x", "word_key": "x"})
    before = state()
    assert len(before["search"]) == 6000
    journal.undo(path)
    assert not any(state().values())
    journal.redo(path)
    assert state() == before


def add_tags(work: Work, ids: range | list[int]) -> None:
    """Tags of the first contact, inserted together."""
    rows = [(id, 1, f"t{id}", f"t{id}") for id in ids]
    work.insert_many("tag", ("id", "contact_id", "word", "word_key"), rows)


def lines(path: Path, table: str) -> list[tuple[int, int | None]]:
    """The first and the last row of each line of the journal about a table."""
    with closing(connection.read(path)) as db:
        sql = "select row_id, last_row_id from change where table_name = ? order by id"
        return db.execute(sql, (table,)).fetchall()


def test_rows_inserted_together_are_one_line_of_the_journal_as_far_as_their_numbers_have_no_gap(
    path: Path, step: Step
) -> None:
    with step("Tagged.") as work:
        person(work, "Priya")
        add_tags(work, [1, 2, 3, 4, 6, 8, 9, 10])
    assert lines(path, "tag") == [(1, 4), (6, None), (8, 10)]


def test_rows_without_numbers_get_those_that_follow(path: Path, step: Step) -> None:
    with step("Tagged.") as work:
        person(work, "Priya")
        add_tags(work, [1, 2, 3])
        work.delete("tag", 3)  # its number does not come back
        work.add_many("tag", ("contact_id", "word", "word_key"), [(1, f"w{at}", f"w{at}") for at in range(1026)])
    with closing(connection.read(path)) as db:
        stored = db.execute("select id, word from tag where word like 'w%' order by id").fetchall()
    assert stored == [(4 + at, f"w{at}") for at in range(1026)]
    assert lines(path, "tag")[4:] == [(4, 1003), (1004, 1023), (1024, 1027), (1028, None), (1029, None)]


def test_rows_inserted_together_are_taken_back_and_done_again_as_they_were_last(
    path: Path, step: Step, state: Read
) -> None:
    states = []
    with step("Added Priya.") as work:
        person(work, "Priya")
    states.append(state())
    with step("Tagged.") as work:
        add_tags(work, range(1, 1204))
        work.update("tag", 700, word="x")
        work.delete("tag", 701)
    states.append(state())
    with step("Corrected.") as work:
        work.update("tag", 1203, word="y")
    states.append(state())
    before = lines(path, "tag")
    for _ in range(2):
        journal.undo(path)
        assert state() == states[1]
        journal.undo(path)
        assert state() == states[0]
        journal.redo(path)
        assert state() == states[1]
        journal.redo(path)
        assert state() == states[2]
    assert lines(path, "tag") == before


def test_undo_stops_where_one_of_the_rows_inserted_together_is_gone(path: Path, step: Step, state: Read) -> None:
    with step("Tagged.") as work:
        person(work, "Priya")
        add_tags(work, range(1, 31))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("delete from tag where id = 17")
    before = state()
    with pytest.raises(NetlogError, match="changed by something other than netlog \\(tag 17 is gone\\)"):
        journal.undo(path)
    assert state() == before


def test_history_knows_of_rows_inserted_together_while_they_stand_and_once_they_are_gone(
    path: Path, step: Step
) -> None:
    with step("Added Priya.") as work:
        person(work, "Priya")
    with step("Added Sam.") as work:
        person(work, "Sam")
    with step("Tagged Priya.") as work:
        add_tags(work, range(1, 31))
    with step("Took one off.") as work:
        work.delete("tag", 30)

    def told(contact: int) -> list[str]:
        with closing(connection.read(path)) as db:
            return [line.summary for line in steps_about(db, contact)[0]]

    assert told(1) == ["Took one off.", "Tagged Priya.", "Added Priya."]
    journal.undo(path)
    journal.undo(path)
    assert told(1) == ["Took one off.", "Tagged Priya.", "Added Priya."]
    assert told(2) == ["Added Sam."]


def test_what_a_step_wrote_is_journaled_whole(path: Path, step: Step) -> None:
    with step("Added Priya.") as work:
        person(work, "Priya")
    with closing(connection.read(path)) as db:
        ops = db.execute("select table_name, op, before_row is null, after_row is null from change order by id")
        found = [change for change in ops if change[0] == "contact"]
    assert found[0] == ("contact", "insert", 1, 1)
    assert found[-1] == ("contact", "update", 0, 0)
