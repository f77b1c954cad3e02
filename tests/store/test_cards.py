"""Contacts as cards: what a card tells, and what stays at home."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from netlog.rows.files import FileAffiliation
from netlog.store.reader.cards import cards

if TYPE_CHECKING:
    from pathlib import Path

    from netlog.rows.cards import Card


def read(home: Path, *, ids: list[int] | None = None, private: bool = False) -> list[Card]:
    with closing(sqlite3.connect(home / "netlog.db")) as db:
        return list(cards(db, ids, private=private))


def test_a_card_tells_the_present_job_and_every_other_affiliation(netlog: Any, home: Path) -> None:
    netlog(
        "add-contact", "Priya Natarajan", "--org", "Stripe:Senior PM:2022-", "--org", "Google:PM:2019-2022",
        "--school", "Michigan State:BA:2011", "--email", "p@stripe.com", "--phone", "+1 415 555 0100",
        "--city", "Oakland",
    )  # fmt: skip
    netlog("tag", "Priya", "mentor")
    (card,) = read(home)
    assert (card.id, card.name, card.title, card.organization, card.city) == (
        1, "Priya Natarajan", "Senior PM", "Stripe", "Oakland",
    )  # fmt: skip
    assert (card.emails, card.phones, card.tags) == (("p@stripe.com",), ("+1 415 555 0100",), ("mentor",))
    assert set(card.affiliations) == {
        FileAffiliation("Google", "company", "PM", None, "2019", "2022"),
        FileAffiliation("Michigan State", "school", "BA", None, None, "2011"),
    }
    assert len(card.uid) == 32


def test_a_job_that_was_left_on_an_unknown_day_is_on_no_card(netlog: Any, home: Path) -> None:
    netlog("add-contact", "Priya", "--org", "Stripe", "--title", "PM")
    netlog("edit-contact", "Priya", "--left", "Stripe")
    (card,) = read(home)
    assert (card.organization, card.affiliations) == (None, ())


def test_private_notes_are_on_a_card_only_where_they_are_asked_for(netlog: Any, home: Path) -> None:
    netlog("add-contact", "Priya")
    netlog("note", "Priya", "Likes tea")
    netlog("note", "Priya", "Hates her boss", "--private")
    assert read(home)[0].notes == ("Likes tea",)
    assert read(home, private=True)[0].notes == ("Likes tea", "Hates her boss")


def test_cards_come_in_the_order_that_is_asked_for(netlog: Any, home: Path) -> None:
    for name in ("Ann", "Bo", "Cy"):
        netlog("add-contact", name)
    assert [card.name for card in read(home, ids=[3, 1, 99])] == ["Cy", "Ann"]
    assert [card.name for card in read(home)] == ["Ann", "Bo", "Cy"]
