"""A contact as a page of Markdown (CommonMark): who, where, what happened, and the notes. Days are ISO days."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netlog.rules.keeping import in_turn
from netlog.rules.text import block, one_line, scrub
from netlog.words import OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netlog.rows.people import AffiliationRow, ContactCard, TimelineRow

# What Markdown reads as its own anywhere in a line, and at the beginning of one.
_SIGNS = re.compile(r"([\\`*_\[\]<>|~&!$#])")
_BEGINNING = re.compile(r"^(\d+(?=[.)])|(?=[-+=:]))")

_TOLD = {"learned": "learned", "landed": "how they landed it", "advice": "advice"}


def page(card: ContactCard, *, private: bool) -> str:
    """The page of one contact; private notes only where `private`."""
    contact = card.entry.contact
    timeline = [entry for entry in card.timeline if entry.entry != "note"]
    notes = [entry for entry in card.timeline if entry.entry == "note" and (private or not entry.private)]
    parts = [
        f"# {escaped(contact.name)}\n",
        f"{_line(_head(card))}\n",
        "".join(_items(_facts(card))),
        _section("Affiliations", map(_affiliation, card.entry.affiliations)),
        _section("Introductions", _introductions(card)),
        _section("Owed", _owed(card)),
        _section("Timeline", (line for entry in timeline for line in _entry(entry, card)), nested=True),
        _notes(notes),
    ]
    return "\n".join(filter(None, parts))


def index(people: Iterable[tuple[str, str, str]]) -> str:
    """A list of pages: (name, what else is known, the page's file)."""
    lines = (f"- [{escaped(name)}]({file}){escaped(f', {more}') if more else ''}\n" for name, more, file in people)
    return f"# Contacts\n\n{''.join(lines)}"


def escaped(text: str) -> str:
    """The text on one line, with nothing left that Markdown would read as its own."""
    plain = _SIGNS.sub(r"\\\1", one_line(scrub(text)))
    return _BEGINNING.sub(r"\1\\", plain)


def _line(pieces: Iterable[str | None]) -> str:
    return escaped(" · ".join(piece for piece in pieces if piece))


def _head(card: ContactCard) -> Iterator[str | None]:
    contact = card.entry.contact
    yield ", ".join(filter(None, (contact.title, contact.organization)))
    yield "me" if contact.is_me else f"{contact.stage} since {card.since}" if card.since else contact.stage
    yield f"c{contact.id}"


def _facts(card: ContactCard) -> Iterator[tuple[str, str | None]]:
    entry, contact = card.entry, card.entry.contact
    yield "nickname", contact.nickname
    yield "function", contact.function
    yield "industry", contact.industry
    yield "city", contact.city
    yield "e-mail", ", ".join(entry.emails)
    yield "phone", ", ".join(entry.phones)
    yield "link", ", ".join(entry.links)
    yield "tags", ", ".join(entry.tags)
    yield "how we met", contact.how_met
    yield "known since", contact.known_since
    yield "left alone since", contact.rest_on


def _items(facts: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    yield from (f"- {label}: {escaped(text)}\n" for label, text in facts if text)


def _section(title: str, lines: Iterable[str], *, nested: bool = False) -> str:
    """A heading and its items; with `nested` a line that begins with a blank stands below the one before."""
    items = [f"{'  ' if nested and line.startswith(' ') else ''}- {escaped(line)}\n" for line in lines]
    return f"## {title}\n\n{''.join(items)}" if items else ""


def _affiliation(at: AffiliationRow) -> str:
    """ "Stripe: Senior PM, 2019 to 2022"."""
    is_school = at.kind == OrganizationKind.SCHOOL
    until = at.end_on or ("left" if at.ended else None)
    years = " to ".join(filter(None, (at.start_on, until))) if not is_school or at.start_on else f"class of {until}"
    more = ", ".join(filter(None, (at.role, at.unit, years if at.start_on or until else None)))
    return f"{at.organization}: {more}" if more else at.organization


def _introductions(card: ContactCard) -> Iterator[str]:
    for row in card.introductions:
        state = f"{row.state} {row.since}" if row.since else row.state
        mine = row.contact_id == card.entry.contact.id
        yield f"through {row.introducer}: {state}" if mine else f"to {row.to}: {state}"


def _owed(card: ContactCard) -> Iterator[str]:
    """What I owe; keeping in touch only where nothing else is open (RULES.md 1)."""
    mine = in_turn(row for row in card.follow_ups if not row.promised)
    yield from (f"{row.due_on} {row.what}: {row.because}" for row in mine)


def _entry(entry: TimelineRow, card: ContactCard) -> Iterator[str]:
    if entry.entry == "meeting":
        yield f"{entry.day_on} {', '.join(filter(None, _meeting(entry, card)))}"
        for field, words in _TOLD.items():
            yield from _told(words, getattr(entry, field))
        return
    what = f"they wrote{f': {entry.answer}' if entry.answer else ''}"
    head = what if entry.state == "received" else f"{entry.kind} sent"
    yield f"{entry.day_on} {head}{f' by {entry.channel}' if entry.channel else ''}"
    yield from _told("words", entry.body)


def _meeting(entry: TimelineRow, card: ContactCard) -> Iterator[str | None]:
    yield entry.kind if entry.state == "held" else f"{entry.kind} {entry.state}"
    yield f"{entry.minutes} minutes"
    yield entry.place
    company = card.company.get(entry.id)
    yield f"with {', '.join(company)}" if company else None


def _told(words: str, text: str | None) -> Iterator[str]:
    if text:
        yield f" {words}: {text}"


def _notes(notes: Iterable[TimelineRow]) -> str:
    written = [f"### {note.day_on}{_PRIVATE[note.private]}\n\n{_paragraphs(note.body or '')}\n" for note in notes]
    return "\n".join(["## Notes\n", *written]) if written else ""


_PRIVATE = ("", " (private)")


def _paragraphs(text: str) -> str:
    """The lines of a note as they were broken."""
    paragraphs = block(scrub(text)).split("\n\n")
    return "\n\n".join("\\\n".join(map(escaped, paragraph.split("\n"))) for paragraph in paragraphs)
