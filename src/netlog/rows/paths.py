"""Warm paths: who could introduce me to whom, and why each knows the next."""

from typing import NamedTuple

from netlog.rows.owed import OwedFirst

Chain = tuple[int, ...]
"""Contacts from somebody I know to somebody I want to meet, each of whom knows the next; one alone is known to me."""


class TieRow(NamedTuple):
    """One thing that says that two contacts know each other, as far as a path goes from one to the other.

    `source` is introduction, meeting, told, or the format of the file that says so; `how` tells introductions apart:
    made, promised or named. `on` is since when, which may be partial.
    """

    introducer: str | None
    contact: str | None
    source: str
    how: str | None
    on: str | None


class Named(NamedTuple):
    """What somebody is called, and what they do."""

    name: str
    title: str | None


class FirstHop(NamedTuple):
    """Somebody I know, and what is to be thought of before I ask them.

    `linked_on` is since when a file says that we are connected ("" where it gives no day, None where none says so).
    `declined` is whom they would not introduce me to, `owed` what I owe them first.
    """

    id: int
    name: str
    title: str | None
    stage: str
    last_met_on: str | None
    known: int
    known_since: str | None
    linked_on: str | None
    rest_on: str | None
    declined: str | None
    declined_on: str | None
    owed: OwedFirst | None


class Likely(NamedTuple):
    """A contact of mine who may know somebody, the chance of it, and the strongest reasons as sentences."""

    contact: int
    target: int
    chance: float
    reasons: tuple[str, ...]


class WayIn(NamedTuple):
    """What there is to go by where no path leads to somebody.

    `shared` are the organizations where I am or was too, `known_to` the people they are known to know, `organization`
    theirs, with how many `others` are listed there.
    """

    shared: tuple[str, ...]
    known_to: tuple[str, ...]
    organization: str | None
    others: int
