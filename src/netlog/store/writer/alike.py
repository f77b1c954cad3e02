"""What `dedupe` decides: two entries are one person, or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.store.work import Work, rows
from netlog.store.writer.joining import join

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netlog.store.reader.alike import Pair


def keep_apart(work: Work, one: int, other: int) -> None:
    """The two are two people; `dedupe` asks no more."""
    a, b = sorted((one, other))
    if not rows(work.db, "select id from distinct_pair where a_id = ? and b_id = ?", (a, b)):
        work.insert_row("distinct_pair", {"a_id": a, "b_id": b, "said_on": work.today.isoformat()})


def join_all(work: Work, pairs: Iterable[Pair]) -> list[Pair]:
    """Make one person of every pair; its entries may have gone into others before. Returns the pairs that were two."""
    into: dict[int, int] = {}
    joined = []
    for pair in pairs:
        keep, other = (_now(into, line.id) for line in (pair.keep, pair.other))
        if keep != other:
            join(work, keep, other)
            into[other] = keep
            joined.append(pair)
    return joined


def _now(into: dict[int, int], id: int) -> int:
    while id in into:
        id = into[id]
    return id
