"""Whatever happens on both sides, in any order: after `netlog sync` folder and database say the same."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from netlog.formats import vdir, vdir_out
from netlog.rules.sync import SEVERAL
from netlog.store.reader.cards import cards

if TYPE_CHECKING:
    from pathlib import Path

    from netlog.rows.cards import Card

NAMES = [f"{given} {family}" for given in ("Ann", "Bo", "José", "Mei", "Zoë") for family in ("Lee", "Ek", "van Dyck")]
TITLES = ("PM", "Head; design", "Cook, pastry")
FIRMS = ("Figma", "Stripe, Inc.", "Notion")


class World:
    """A folder and a database that a seeded player changes."""

    def __init__(self, netlog: Any, home: Path, seed: int) -> None:
        self.netlog = netlog
        self.database = home / "netlog.db"
        self.folder = home / "contacts"
        self.folder.mkdir()
        self.dice = random.Random(seed)
        self.number = 0

    # --- the folder's moves

    def files(self) -> list[str]:
        return sorted(vdir.files(self.folder))

    def add_card(self) -> None:
        self.number += 1
        lines = [f"FN:{self.dice.choice(NAMES)}", f"EMAIL;TYPE=HOME:p{self.number}@example.org", "X-FOO:bar"]
        lines += self.dice.choice([[], [f"UID:uid-{self.number}"]])
        lines += self.dice.choice([[], ["TITLE:PM", "ORG:Figma"], ["ADR:;;1 High St;Rome;;;Italy"], ["NOTE:a\\n\\nb"]])
        text = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])
        (self.folder / f"{self.number}.vcf").write_bytes(text.encode())

    def change_card(self) -> None:
        for file in self.dice.sample(self.files(), min(1, len(self.files()))):
            text = (self.folder / file).read_bytes().decode()
            seen = vdir.told(text).card
            changes: list[dict[str, Any]] = [
                {"title": self.dice.choice(TITLES)}, {"title": None}, {"organization": self.dice.choice(FIRMS)},
                {"organization": None, "title": None}, {"city": self.dice.choice(["Oakland, CA", "Rome"])},
                {"name": f"{seen.name} {self.dice.choice(['Jr.', 'Ek', 'Li'])}"}, {"nickname": "Bee"}, {"notes": ()},
                {"phones": (*seen.phones[:1], f"+1 415 555 {self.dice.randrange(100, 200):04}")}, {"emails": ()},
                {"tags": self.dice.choice([("chess",), ("chess", "mentor"), ()])},
                {"notes": (f"{''.join(seen.notes)}\n\nmore {self.dice.randrange(9)}".strip(),)},
            ]  # fmt: skip
            facts = seen._replace(**self.dice.choice(changes))
            vdir_out.put(self.folder, file, vdir_out.patched(text, seen, facts, "2026-11-22T00:00:00Z"))

    def delete_card(self) -> None:
        if len(self.files()) > 3:
            (self.folder / self.dice.choice(self.files())).unlink()

    def rename_card(self) -> None:
        for file in self.dice.sample(self.files(), min(1, len(self.files()))):
            self.number += 1
            (self.folder / file).rename(self.folder / f"renamed-{self.number}.vcf")

    # --- netlog's moves

    def everybody(self) -> list[int]:
        with closing(sqlite3.connect(self.database)) as db:
            return [row[0] for row in db.execute("select id from contact where is_me is null order by id")]

    def somebody(self) -> str:
        return f"c{self.dice.choice(self.everybody() or [999])}"

    def add_contact(self) -> None:
        self.number += 1
        address = f"n{self.number}@example.org"
        self.netlog("add-contact", self.dice.choice(NAMES), "--email", address, "--city", "Paris", code=None)

    def change_contact(self) -> None:
        options = self.dice.choice([
            ["--title", self.dice.choice(TITLES)], ["--org", self.dice.choice(FIRMS)], ["--city", "Lansing"],
            ["--phone", f"+1 415 555 {self.dice.randrange(100, 200):04}"], ["--name", self.dice.choice(NAMES)],
            ["--nickname", "Zee"], ["--org", "Notion", "--title", "CEO"],
        ])  # fmt: skip
        self.netlog("edit-contact", self.somebody(), *options, code=None)

    def note(self) -> None:
        self.netlog("note", self.somebody(), f"Note {self.dice.randrange(5)}", code=None)

    def tag(self) -> None:
        self.netlog("tag", self.somebody(), "mentor", code=None)

    def remove(self) -> None:
        if len(self.everybody()) > 3:
            self.netlog("remove", self.somebody(), "--yes", code=None)

    def merge(self) -> None:
        if len(self.everybody()) > 4:
            self.netlog("merge", self.somebody(), self.somebody(), code=None)

    def undo(self) -> None:
        self.netlog("undo", code=None)

    # --- what must hold

    def here(self) -> list[Any]:
        with closing(sqlite3.connect(self.database)) as db:
            return sorted(facts(vdir.normal(card)) for card in cards(db, self.everybody(), private=False))

    def there(self) -> list[Any]:
        seen, left = vdir.read(self.folder)
        assert left == []
        return sorted(facts(one.told.card) for one in seen)

    def sync(self) -> None:
        self.netlog("sync", str(self.folder), "--force-delete")
        # Two cards of one person say the same.
        assert set(map(repr, self.here())) == set(map(repr, self.there()))
        assert len(self.there()) >= len(self.here())
        stamps = {file: (self.folder / file).stat().st_mtime_ns for file in self.files()}
        assert self.netlog("sync", str(self.folder), "--json").data["step"] is None
        assert {file: (self.folder / file).stat().st_mtime_ns for file in self.files()} == stamps


def facts(card: Card) -> tuple[Any, ...]:
    lists = [tuple(sorted(map(key, getattr(card, field)))) for field, key in SEVERAL.items()]
    return (
        card.name,
        card.nickname or "",
        card.title or "",
        card.organization or "",
        card.city or "",
        *lists,
        card.notes,
    )


MOVES = (
    "add_card", "add_card", "change_card", "change_card", "change_card", "delete_card", "rename_card", "add_contact",
    "change_contact", "change_contact", "change_contact", "note", "tag", "remove", "merge", "undo",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_after_any_history_both_sides_say_the_same(netlog: Any, home: Path, seed: int) -> None:
    world = World(netlog, home, seed)
    for _ in range(3):
        world.add_contact()
        world.add_card()
    for _ in range(6):
        for move in world.dice.choices(MOVES, k=world.dice.randrange(8)):
            getattr(world, move)()
        world.sync()
