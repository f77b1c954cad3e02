"""Keeping in touch is never urgent (RULES.md 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.words import FollowUpKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netlog.rows.owed import FollowUpRow


def in_turn(rows: Iterable[FollowUpRow]) -> list[FollowUpRow]:
    """The follow-ups in their order, without keeping in touch with people to whom something else is open."""
    rows = list(rows)
    busy = {row.contact_id for row in rows if row.kind != FollowUpKind.KEEP_IN_TOUCH}
    return [row for row in rows if row.kind != FollowUpKind.KEEP_IN_TOUCH or row.contact_id not in busy]
