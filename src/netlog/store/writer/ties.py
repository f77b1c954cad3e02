"""Who knows whom."""

from __future__ import annotations

from itertools import combinations

from netlog.errors import InvalidInput
from netlog.records.ties import Acquaintance
from netlog.store.work import Work, rows
from netlog.words import Knows


def acquaint(work: Work, one: int, other: int, knows: Knows, source: str, since: str | None = None) -> bool:
    """Keep that two contacts know each other, or do not; the newest word counts. False where it was known.

    Raises InvalidInput where the two are one.
    """
    if one == other:
        raise InvalidInput("Nobody is an acquaintance of oneself.", "Name two people.")
    a, b = sorted((one, other))
    found = rows(work.db, "select id from acquaintance where a_id = ? and b_id = ?", (a, b))
    if found:
        return work.update("acquaintance", found[0]["id"], knows=knows.value)
    work.insert(Acquaintance(a_id=a, b_id=b, knows=knows, source=source, since_on=since))
    return True


def acquaint_all(work: Work, contacts: list[int], source: str, since: str) -> None:
    """Everybody of a round knows everybody else of it."""
    for one, other in combinations(dict.fromkeys(contacts), 2):
        acquaint(work, one, other, Knows.YES, source, since)
