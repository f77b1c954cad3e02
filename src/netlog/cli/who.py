"""WHO on the command line: one person or several, a pick list where several fit, a new one where that is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netlog.cli.context import choose, confirm, current
from netlog.errors import Ambiguous, InvalidInput, NotFound
from netlog.rows.who import ContactLine
from netlog.rules.names import PersonForm, fold, is_description, organization_key, parse_person, shown
from netlog.store.reader import who
from netlog.store.reader.ids import is_id, parse

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from netlog.store.work import Work

Somebody = ContactLine | PersonForm  # a contact, or a person to be added in the same step


def one(db: sqlite3.Connection, text: str) -> ContactLine:
    """The contact meant. Asks on a terminal where several fit; raises Ambiguous, or NotFound with the nearest names."""
    found = _found(db, text)
    if found is None:
        raise _nobody(db, text)
    return found


def several(db: sqlite3.Connection, words: Sequence[str]) -> list[ContactLine]:
    """The contacts meant: the words together if they are one name, else each of them. Nobody is named twice."""
    return [line for line in _several(db, words, new=None) if isinstance(line, ContactLine)]


def one_or_new(db: sqlite3.Connection, text: str, new: bool) -> Somebody:
    """The contact meant, or the person to add: with --new, or where a terminal says yes to the offer."""
    found = _found(db, text)
    if found is not None:
        return found
    person = parse_person(text)
    offer = f'Nobody is called "{shown(person.name)}". Add them?'
    if new or (current().interactive and confirm(offer, default=True)):
        return person
    raise _nobody(db, text, "--new adds them.")


def several_or_new(db: sqlite3.Connection, words: Sequence[str], new: bool) -> list[Somebody]:
    """As `several`, with whoever is unknown added as in `one_or_new`."""
    return _several(db, words, new)


def number(work: Work, somebody: Somebody) -> int:
    """The contact's number; a new person is added now, in this step."""
    if isinstance(somebody, ContactLine):
        return somebody.id
    from netlog.store.writer.people import add_person

    return add_person(work, somebody)


def label(somebody: Somebody) -> str:
    """Whom a sentence names: "Priya Natarajan, Stripe"."""
    if isinstance(somebody, ContactLine):
        return somebody.label
    return f"{somebody.name}, {somebody.organization}" if somebody.organization else somebody.name


def handle(db: sqlite3.Connection, id: int, name: str) -> str:
    """What a hint calls a contact: the first name where WHO finds just this one by it, else the id."""
    first = name.split()[0]
    is_clear = first.isalnum() and [line.id for line in who.find(db, first, _today())] == [id]
    return first if is_clear else f"c{id}"


def in_full(db: sqlite3.Connection, id: int, name: str) -> str:
    """What `--to` calls a contact: the full name where `named` takes it for theirs alone, else the id."""
    is_plain = re.fullmatch(r"\w[\w' -]*", name) and not is_description(name) and parse_person(name).name == name
    return name if is_plain and [line.id for line in who.find(db, name, _today())] == [id] else f"c{id}"


def described(line: ContactLine) -> str:
    """A line of a pick list: "c12  Priya Natarajan, Senior PM, Stripe (met)"."""
    rest = ", ".join(part for part in (line.name, line.title, line.organization) if part)
    return f"c{line.id}  {rest} ({line.stage})"


def _several(db: sqlite3.Connection, words: Sequence[str], new: bool | None) -> list[Somebody]:
    """`new` None: unknown names are refused."""
    if len(words) > 1 and (together := who.find(db, " ".join(words), _today())):
        return [_picked(" ".join(words), together)]
    each = [one(db, word) if new is None else one_or_new(db, word, new) for word in words]
    unique: dict[object, Somebody] = {}
    for somebody in each:
        unique.setdefault(somebody.id if isinstance(somebody, ContactLine) else somebody.name.casefold(), somebody)
    return list(unique.values())


def _found(db: sqlite3.Connection, text: str) -> ContactLine | None:
    if not text.strip():
        raise InvalidInput("An empty name fits nobody.", "Give a name, the start of one, an e-mail or an id.")
    matches = who.find(db, text, _today())
    return _picked(text, matches) if matches else None


def _picked(text: str, matches: Sequence[ContactLine]) -> ContactLine:
    if len(matches) == 1:
        return matches[0]
    lines = [described(line) for line in matches]
    index = choose(f'Which "{shown(text)}"?', lines[:20])
    if index is not None:
        return matches[index]
    raise Ambiguous(
        f'"{shown(text)}" fits {len(matches)} people:', "Say more of the name, or give the id.", tuple(lines[:20])
    )


def _nobody(db: sqlite3.Connection, text: str, hint: str = "") -> NotFound:
    if is_id(text):
        return NotFound(f'Nobody is called "{shown(text)}".', _elsewhere(text))
    near = who.nearest(db, text, _today())
    if near:
        names = "; ".join(f"{line.label} (c{line.id})" for line in near)
        return NotFound(f'Nobody is called "{shown(text)}".', " ".join(filter(None, [f"Did you mean {names}?", hint])))
    hint = hint or f'`netlog add-contact "{shown(text)}"` adds them.'
    return NotFound(f'Nobody is called "{shown(text)}".', hint)


def _elsewhere(text: str) -> str:
    """What lists the ids of the kind that was given: c12 is somebody, f41 a follow-up."""
    told = parse(text)
    command = _LISTS.get(told[0]) if told else None
    return f"It is no contact's id; `netlog {command}` lists such." if command else "`netlog contacts` lists the ids."


_LISTS = {"follow_up": "followups", "meeting": "agenda --all", "introduction": "intros --all", "job": "jobs --all"}


def _today() -> str:
    return current().today.isoformat()


def named(db: sqlite3.Connection, text: str) -> Somebody | str:
    """Whom somebody else named, by `NAME[, TITLE][ @ ORG]`: a contact, a person to be added, or a description's words.

    A full name (at that organization, if one is said), an id or an e-mail means the contact; a single word means the
    one person in play whose name starts so. Raises Ambiguous where several of the name could be meant.
    """
    if is_description(text):
        return text.strip()
    person = parse_person(text)
    matches = [line for line in who.find(db, person.name, _today()) if _is_meant(line, person)]
    return _picked(person.name, matches) if matches else person


def _is_meant(line: ContactLine, person: PersonForm) -> bool:
    """Whether a contact found by this name can be the person named."""
    if person.organization and line.organization:
        return organization_key(person.organization) == organization_key(line.organization)
    is_start_of_name = " " not in person.name and line.in_play
    return is_start_of_name or "@" in person.name or fold(person.name) in (fold(line.name), f"c{line.id}")
