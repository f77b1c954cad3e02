"""vCards that netlog writes: netlog's own reader and vobject must read out of them what went in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import vobject
from hypothesis import HealthCheck, given, settings

from netlog.formats import vdir
from netlog.formats.cards_out import Version, card, folded, unfolded
from netlog.rows.cards import Card
from netlog.rows.files import FileAffiliation

from .some_cards import CARDS, VERSIONS

if TYPE_CHECKING:
    from netlog.rows.files import FilePerson


PRIYA = Card(
    12,
    "5f1e",
    "Priya Natarajan",
    nickname="Pri",
    title="Senior PM, payments; growth",
    organization="Stripe, Inc.",
    city="San Francisco, CA",
    emails=("priya@stripe.com",),
    phones=("+1 415 555 0100",),
    links=("https://www.linkedin.com/in/priya",),
    tags=("mentor", "a, b; c"),
    notes=("Prefers mornings.\nNever Mondays\\.", "Second note"),
    affiliations=(FileAffiliation("Michigan State", "school", "BA; MBA", "Business", "2007-09", "2011"),),
)


def test_a_card_has_a_line_for_everything() -> None:
    assert card(PRIYA).split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "UID:5f1e",
        "FN:Priya Natarajan",
        "N:Natarajan;Priya;;;",
        "NICKNAME:Pri",
        "ORG:Stripe\\, Inc.",
        "TITLE:Senior PM\\, payments\\; growth",
        "EMAIL:priya@stripe.com",
        "TEL:+1 415 555 0100",
        "URL:https://www.linkedin.com/in/priya",
        "ADR:;;;San Francisco\\, CA;;;",
        "CATEGORIES:mentor,a\\, b\\; c",
        "NOTE:Prefers mornings.\\nNever Mondays\\\\.",
        "NOTE:Second note",
        "X-NETLOG-AFFILIATION:Michigan State;school;BA\\; MBA;Business;2007-09;2011",
        "END:VCARD",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Priya Natarajan", "Natarajan;Priya;;;"),
        ("Ana Maria Lopez", "Lopez;Ana Maria;;;"),
        ("Anthony van Dyck", "van Dyck;Anthony;;;"),
        ("Maria de la Cruz", "de la Cruz;Maria;;;"),
        ("bell hooks", "hooks;bell;;;"),
        ("Sam Okafor Jr.", "Okafor;Sam;;;Jr."),
        ("Ada Hale Ph.D.", "Hale;Ada;;;Ph.D."),
        ("Dana Hale, PhD", ";Dana Hale\\, PhD;;;"),
        ("Reyes, Dana", ";Reyes\\, Dana;;;"),
        ("王小明", ";王小明;;;"),
        ("Cher", ";Cher;;;"),
    ],
)
def test_the_name_is_taken_apart_so_that_its_parts_are_the_name_again(name: str, parts: str) -> None:
    assert f"N:{parts}\r\n" in card(Card(1, "u", name))


def test_nothing_that_a_stranger_wrote_becomes_a_property() -> None:
    bad = "x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Eve\u2028FN:Eve\x1b[31m\x00"
    told = card(Card(1, bad, bad, bad, bad, bad, bad, (bad,), (bad,), (bad,), (bad,), (bad,)))
    assert [line for line in unfolded(told) if line.startswith(("END", "BEGIN", "FN:Eve"))] == [
        "BEGIN:VCARD",
        "END:VCARD",
    ]
    assert "\x1b" not in told
    assert "\x00" not in told


def test_lines_are_folded_at_75_octets_between_characters() -> None:
    line = "NOTE:" + "ü€🙂x" * 60
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert folded("NOTE:" + "x" * 70) == "NOTE:" + "x" * 70
    assert unfolded(folded(line)) == [line]


# --- what readers make of it -----------------------------------------------------------------------


SAME_DESK = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def facts_of(person: FilePerson) -> Card:
    return vdir.facts_of(person)._replace(notes=person.notes, affiliations=person.affiliations)


@pytest.mark.parametrize("version", VERSIONS)
@SAME_DESK
@given(facts=CARDS)
def test_netlog_reads_back_what_it_wrote(desk: Any, version: Version, facts: Card) -> None:
    told = card(facts, version)
    assert facts_of(desk.person(told)) == facts
    assert desk.remarks == []
    assert card(facts_of(desk.person(told)), version) == told


@pytest.mark.parametrize("version", VERSIONS)
@settings(deadline=None)
@given(facts=CARDS)
def test_vobject_reads_what_netlog_wrote(version: Version, facts: Card) -> None:
    contents = vobject.readOne(card(facts, version)).contents

    def values(name: str) -> list[Any]:
        return [line.value for line in contents.get(name, [])]

    assert values("version") == [version]
    assert values("uid") == [facts.uid]
    assert values("fn") == [facts.name]
    (name,) = values("n")
    assert _words(name.prefix, name.given, name.additional, name.family, name.suffix) == facts.name.split()
    assert values("nickname") == ([facts.nickname] if facts.nickname else [])
    assert values("org") == ([[facts.organization]] if facts.organization else [])
    assert values("title") == ([facts.title] if facts.title else [])
    assert values("email") == list(facts.emails)
    assert values("tel") == list(facts.phones)
    assert values("note") == list(facts.notes)
    assert [word for words in values("categories") for word in words] == list(facts.tags)
    assert [place.city for place in values("adr")] == ([facts.city] if facts.city else [])
    assert len(values("url")) == len(facts.links)


def _words(*parts: Any) -> list[str]:
    return " ".join(parts).split()


@settings(deadline=None)
@given(facts=CARDS)
def test_no_piece_of_a_card_is_longer_than_75_octets_but_for_blanks(facts: Card) -> None:
    for piece in card(facts).split("\r\n"):
        assert len(piece.encode()) <= 75 or re.search(" {70}", piece)
