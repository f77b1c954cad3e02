"""What a shell offers while a line is typed: people in WHO's order, organizations, tags, follow-ups.

A person is offered as a slug (`priya-natarajan`), which WHO accepts: bash takes a name with a blank for two words. Bash
also drops what does not begin as typed, so the typed letters are kept as they are. Every candidate can be run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netlog.cli.context import current
from netlog.cli.database import reading
from netlog.rules.names import fold, slug
from netlog.store.reader import completion as read
from netlog.store.reader import who as who_reader
from netlog.words import OrganizationKind

if TYPE_CHECKING:
    import sqlite3

    from netlog.cli.options import Candidate
    from netlog.rows.who import ContactLine


def who(incomplete: str) -> list[Candidate]:
    """People whose name, or a word of it, begins so; ids where "c1" is typed."""
    with reading() as db:
        today = current().today.isoformat()
        number = re.fullmatch(r"c(\d+)", incomplete)
        if number:
            line = who_reader.by_id(db, int(number[1]), today)
            return [(f"c{line.id}", line.label)] if line else []
        lines = who_reader.starting_with(db, incomplete.replace("-", " "), today, read.MOST)
        return [(_word(db, line, incomplete, today), _help(line)) for line in lines]


def goal(incomplete: str) -> list[Candidate]:
    """Whom a path may lead to: people, then companies."""
    return [*who(incomplete), *(organization(incomplete) if incomplete else ())]


def follow_up(incomplete: str) -> list[Candidate]:
    """Open follow-ups by id."""
    with reading() as db:
        found = read.open_follow_ups(db, current().today)
    return [(f"f{id}", f"{kind} to {contact}") for id, kind, contact in found if f"f{id}".startswith(incomplete)]


def job(incomplete: str) -> list[Candidate]:
    """Open jobs by id."""
    from netlog.store.reader.jobs import jobs

    with reading() as db:
        found = [entry.job for entry in jobs(db, current().today)]
    return [(f"j{row.id}", row.label) for row in found if f"j{row.id}".startswith(incomplete)]


def tag(incomplete: str) -> list[Candidate]:
    """Tags in use."""
    with reading() as db:
        return list(read.tags(db, incomplete))


def school(incomplete: str) -> list[Candidate]:
    """Schools."""
    return _organizations(incomplete, OrganizationKind.SCHOOL)


def association(incomplete: str) -> list[Candidate]:
    """Professional associations."""
    return _organizations(incomplete, OrganizationKind.ASSOCIATION)


def greek(incomplete: str) -> list[Candidate]:
    """Fraternities and sororities."""
    return _organizations(incomplete, OrganizationKind.GREEK)


def organization(incomplete: str) -> list[Candidate]:
    """Companies."""
    return _organizations(incomplete, OrganizationKind.COMPANY)


def function(incomplete: str) -> list[Candidate]:
    """Job functions."""
    from netlog.rules.functions import FUNCTIONS  # a long table, needed here only

    return [_as_typed(incomplete, name) for name, _ in FUNCTIONS if name.startswith(fold(incomplete))]


def _organizations(incomplete: str, kind: OrganizationKind) -> list[Candidate]:
    with reading() as db:
        return [_as_typed(incomplete, name) for name in read.organizations(db, incomplete, kind.value)]


def _word(db: sqlite3.Connection, line: ContactLine, incomplete: str, today: str) -> str:
    """The slug of the name from the word that was begun; the id where that would not find this person alone."""
    words = fold(line.name).split()
    start = fold(incomplete).split()[:1]
    place = next((i for i, word in enumerate(words) if start and word.startswith(start[0])), 0)
    candidate = slug(" ".join(words[place:]))
    found = who_reader.find(db, candidate, today)
    return _as_typed(incomplete, candidate) if [each.id for each in found] == [line.id] else f"c{line.id}"


def _as_typed(incomplete: str, candidate: str) -> str:
    same = candidate.casefold().startswith(incomplete.casefold())
    return incomplete + candidate[len(incomplete) :] if same else candidate


def _help(line: ContactLine) -> str:
    return ", ".join(part for part in (line.title, line.organization) if part) or line.stage
