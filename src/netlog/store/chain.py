"""The chain that led to a contact: who named or introduced whom, from the first of them on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from datetime import date


def chain_to(db: sqlite3.Connection, contact: int | None, on: date) -> list[int]:
    """Who led to a contact as of a day, the first of them first and the contact last; nobody is named twice.

    Of several introductions to one person the furthest counts, then the oldest; [] for None. It is read from the days
    of the steps, so that what the end of a search does to an introduction leaves the chain as it was.
    """
    chain: list[int] = []
    while contact is not None and contact not in chain:
        chain.insert(0, contact)
        found = db.execute(_LED_BY, {"id": contact, "day": on.isoformat()}).fetchone()
        contact = found[0] if found else None
    return chain


# An introduction leads to somebody from the day on which the name was given, until it is declined or lapses for any
# other reason than that the search is over.
_LED_BY = """
select introducer_id from introduction
where contact_id = :id
  and (named_on <= :day or promised_on <= :day or made_on <= :day or met_on <= :day or reported_on <= :day)
  and (next_state_on is null or next_state_on > :day or next_state <> 'lapsed')
  and (state not in ('declined', 'lapsed') or closed_on > :day or coalesce(lapsed_why, '') = 'not-needed')
order by
  case when met_on <= :day or reported_on <= :day then 0 when made_on <= :day then 1 else 2 end, id
limit 1
"""
