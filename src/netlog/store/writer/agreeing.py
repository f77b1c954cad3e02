"""A contact made to say what a folder of cards and the database agreed on, and when it was changed here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from netlog.rules.names import AffiliationForm
from netlog.rules.sync import SEVERAL, SINGLE, changed, keyed, rewrite
from netlog.store.work import Work, lines_about, rows
from netlog.store.writer.people import At, PersonTold, edit, leave
from netlog.words import OrganizationKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netlog.rows.cards import Card

# The column that a field of a card is kept in, where it has another name.
_COLUMNS = {"organization": "organization_id"}
_DETAILS = {
    "emails": ("email", "address"), "phones": ("phone", "number"), "links": ("link", "url"), "tags": ("tag", "word"),
}  # fmt: skip


def changed_at(work: Work, contact: int, name: str) -> str:
    """The instant at which a field of a contact was last changed, or the contact added; "" where nobody knows."""
    column = _COLUMNS.get(name, name)
    lines = lines_about("'contact'", ":contact")
    sql = (
        f"select c.before_row, c.after_row, coalesce(s.undone_at, s.done_at) from ({lines}) c"
        " join step s on s.id = c.step_id order by c.id desc"
    )
    for before, after, at in work.db.execute(sql, {"contact": contact}):
        if before is None or after is None or json.loads(before)[column] != json.loads(after)[column]:
            return str(at)
    return ""


def write(work: Work, here: Card, agreed: Card) -> None:
    """Make a contact say what was agreed on."""
    employer = changed("organization", here.organization, agreed.organization)
    if employer and here.organization:
        _leave(work, here.id, agreed.organization is not None)
    fields = {
        name: getattr(agreed, name) or ""
        for name in SINGLE
        if name != "organization" and changed(name, getattr(here, name), getattr(agreed, name))
    }
    if employer:
        fields["title"] = agreed.title or ""  # it may have gone with the job that ended
    jobs: tuple[At, ...] = ()
    if employer and agreed.organization:
        since = f"{work.today:%Y-%m}" if here.organization else None
        form = AffiliationForm(agreed.organization, agreed.title, start=since)
        jobs = (At(form, OrganizationKind.COMPANY),)
    new = {name: _new(name, getattr(here, name), getattr(agreed, name)) for name in SEVERAL}
    gone = [row for name in SEVERAL for row in _gone(work, here, agreed, name)]
    edit(work, here.id, PersonTold(**fields, affiliations=jobs, **new), gone)  # type: ignore[arg-type]  # as the fields are
    if here.notes != agreed.notes:
        _rewrite_notes(work, here.id, "".join(agreed.notes))


def _leave(work: Work, contact: int, has_another: bool) -> None:
    """The job ends in the month in which we heard of the next one; no card tells the day."""
    employer = work.row("contact", contact)["organization_id"]
    if isinstance(employer, int):
        leave(work, contact, employer, f"{work.today:%Y-%m}" if has_another else None)


def _new(name: str, here: Sequence[str], agreed: Sequence[str]) -> tuple[str, ...]:
    there = keyed(name, here)
    return tuple(text for key, text in keyed(name, agreed).items() if key not in there)


def _gone(work: Work, here: Card, agreed: Card, name: str) -> list[tuple[str, int]]:
    """The rows of a list that are to go, as (table, number)."""
    gone = keyed(name, getattr(here, name)).keys() - keyed(name, getattr(agreed, name)).keys()
    table, column = _DETAILS[name]
    found = rows(work.db, f"select id, {column} from {table} where contact_id = ? order by id", (here.id,))
    return [(table, row["id"]) for row in found if SEVERAL[name](row[column]) in gone]


def _rewrite_notes(work: Work, contact: int, text: str) -> None:
    sql = "select id, body from note where contact_id = ? and private = 0 order by written_on, id"
    notes = rewrite(dict(work.db.execute(sql, (contact,))), text)
    for note, body in notes.changed.items():
        if body is None:
            work.delete("note", note)
        else:
            work.update("note", note, body=body)
    day = work.today.isoformat()
    for body in notes.added:
        work.insert_row("note", {"contact_id": contact, "body": body, "private": 0, "from_file": 1, "written_on": day})
    work.touch(contact)
