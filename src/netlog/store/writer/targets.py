"""What the search is after: targets set, and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netlog.records.search import Target
from netlog.store.work import Work, rows

if TYPE_CHECKING:
    from netlog.words import TargetKind


def add_target(
    work: Work,
    kind: TargetKind,
    name: str,
    key: str,
    *,
    organization: int | None = None,
    contact: int | None = None,
) -> int:
    """Set a target behind those there are. Its identity `key` is new among its kind. Returns its number."""
    last = work.db.execute("select coalesce(max(rank), 0) from target").fetchone()[0]
    return work.insert(
        Target(
            kind=kind,
            rank=last + 1,
            name=name,
            name_key=key,
            organization_id=organization,
            contact_id=contact,
            added_on=work.today.isoformat(),
        )
    )


def remove_target(work: Work, target: int) -> None:
    """Take a target away; those behind it move up."""
    rank = work.row("target", target)["rank"]
    work.delete("target", target)
    for row in rows(work.db, "select id, rank from target where rank > ? order by rank", (rank,)):
        work.update("target", row["id"], rank=row["rank"] - 1)


def person_key(contact: int) -> str:
    """The identity of a person as a target: two of one name are two."""
    return f"c{contact}"
