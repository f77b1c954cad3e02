"""netlog with two commands of its own, `people` and `greet`, which prove the frame: `example.py people --json`."""

import sys
from dataclasses import dataclass
from typing import Annotated

import typer

from netlog.cli import commands
from netlog.cli.commands import DATA, EVERY_DAY, Command
from netlog.cli.context import ask, choose, confirm, current, which
from netlog.cli.options import All, Who
from netlog.errors import Ambiguous, NotFound
from netlog.render.result import Card, Column, Done, Facts, Lines, Listing, Table

EXAMPLES = (
    Command("people", __name__, EVERY_DAY, "List the people of the example.", "netlog people", writes=False),
    Command("greet", __name__, DATA, "Greet a person by name.", "netlog greet Priya", writes=True),
    Command("pick", __name__, DATA, "Choose in every way.", "netlog pick", writes=True),
    Command("card", __name__, DATA, "Show a card.", "netlog card", writes=False),
    Command("fail", __name__, DATA, "Fail in a chosen way.", "netlog fail locked", writes=True),
)
HOME = Command("netlog", __name__, EVERY_DAY, "The example's home.", "netlog", writes=False)


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    city: str | None
    note: str


PEOPLE = (
    Person(1, "Priya Natarajan", "Lansing", "coffee on Thu 19; she will introduce Dan Wu"),
    Person(2, "[bold]Ana[/bold] :smile:", None, "tab\there, line\nthere, back\\slash"),
    Person(3, "李小龍 🎬", "香港", "wide"),
    Person(4, "محمد", "القاهرة", "\x1b[31mred\x1b[0m"),
    Person(5, "Zoe\u0308 Ångström", "Malmö", "=HYPERLINK(1)"),
)

COLUMNS: tuple[Column[Person], ...] = (
    Column("id", "id", lambda person: f"c{person.id}", style="id"),
    Column("name", "who", style="name"),
    Column("city", "where", priority=2),
    Column("note", "because", min_width=20),
)


def record(person: Person) -> dict[str, object]:
    return {"id": person.id, "name": person.name, "city": person.city, "note": person.note, "tags": []}


def people(all_: All = False, times: int = 1) -> Listing[Person]:
    """List the people of the example."""
    rows = PEOPLE * times
    limit = current().limit(all_)
    return Listing(
        command="people",
        rows=rows if limit is None else rows[:limit],
        columns=COLUMNS,
        record=record,
        flat=("id", "name", "city", "note"),
        total=len(rows),
        title="People",
        note="2 here · 3 elsewhere",
        footer=("netlog greet Priya",),
        empty="Nobody yet. Add somebody: netlog add-contact",
        whole=all_,
    )


def greet(who: Who) -> Done:
    """Greet a person by name.

    Asks how, on a terminal.
    """
    if who == "Sam":
        raise Ambiguous("Two people are called Sam.", "Say which, by id.", ("c1  Sam Okafor", "c2  Sam Li"))
    if who != "Priya":
        raise NotFound(f"Nobody is called {who}.", "The nearest is Priya.")
    how = ask("How?", "warmly")
    return Done("greet", f"Greeted {who} {how}.", step=7, ids={"contact_id": 1}, notes=("It was a pleasure.",))


def pick() -> Done:
    """Choose in every way."""
    who = choose("Who?", ("Priya", "Sam"))
    sent = which("Sent?", {"y": "yes", "n": "not yet"}, "y")
    return Done("pick", f"{who} {sent} {confirm('Sure?', default=True)}")


def card() -> Card:
    """Show a card."""
    return Card(
        command="card",
        record={"name": "Priya", "emails": ["a@x.org", "b@x.org"], "affiliations": [{"organization": "Stripe"}]},
        blocks=(
            Facts((("title", "Senior PM"), ("city", None), ("e-mail", (("a@x.org", "id"), ", b@x.org")))),
            Lines(("one two three " * 12, "  indented"), title="Timeline"),
            Table(PEOPLE[:1], COLUMNS, title="Led to", note="1"),
            Lines((), title="Nothing"),
        ),
        title="Priya Natarajan",
        note="c1",
        footer=("netlog greet Priya",),
    )


def fail(how: Annotated[str, typer.Argument()]) -> Done:
    """Fail in a chosen way."""
    import sqlite3
    from pathlib import Path

    if how == "notadb":
        Path("not.db").write_text("no database " * 100)
        sqlite3.connect("not.db").execute("select 1 from sqlite_master")
    if how == "locked":
        first, second = sqlite3.connect("l.db", timeout=0), sqlite3.connect("l.db", timeout=0)
        first.execute("begin exclusive")
        second.execute("begin exclusive")
    if how == "missing":
        Path("no-such-file").read_text()
    if how == "interrupt":
        raise KeyboardInterrupt
    if how == "end":
        raise EOFError
    raise RuntimeError("a bug")


def home() -> Card:
    """Show what is due."""
    return Card("home", {"due": 0}, (Lines(("Nothing is due today.",)),), title="Today")


if __name__ == "__main__":
    sys.modules["example"] = sys.modules["__main__"]
    commands.COMMANDS = EXAMPLES
    commands.HOME = HOME
    from netlog.__main__ import main

    main()
