"""Contacts, organizations and affiliations: the pieces every use case adds people with."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from netlog.records.organizations import Affiliation, Organization, OrganizationAlias
from netlog.records.people import Contact, Email, Link, Note, Phone, Tag
from netlog.rules.emails import address_key
from netlog.rules.functions import canonical_function, infer_function
from netlog.rules.names import AffiliationForm, PersonForm, fold, organization_aliases, organization_key
from netlog.rules.phones import number_key
from netlog.rules.text import profile_key
from netlog.store.work import rows
from netlog.words import FunctionFrom, OrganizationKind, Origin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from netlog.records.base import Record
    from netlog.store.work import Work


def add_person(work: Work, person: PersonForm, origin: Origin = Origin.HAND) -> int:
    """Add a contact with a job, if one is told; the function is inferred from the title. Returns its number."""
    contact = work.insert(new_contact(work, person.name, title=person.title, origin=origin))
    if person.organization:
        affiliate(work, contact, AffiliationForm(person.organization, person.title), OrganizationKind.COMPANY)
    work.touch(contact)
    return contact


def new_contact(
    work: Work,
    name: str,
    *,
    title: str | None = None,
    function: str | None = None,
    nickname: str | None = None,
    origin: Origin = Origin.HAND,
    **fields: str | int | None,
) -> Contact:
    """A contact record with its keys; the function is the one told, else the one its title tells."""
    told = canonical_function(function) if function else None
    inferred = infer_function(title) if title and not told else None
    return Contact(
        uid=uuid.uuid4().hex,
        name=name,
        name_key=fold(name),
        nickname=nickname,
        nickname_key=fold(nickname) if nickname else None,
        title=title,
        function=told or inferred,
        function_from=FunctionFrom.TOLD if told else FunctionFrom.TITLE if inferred else None,
        origin=origin,
        added_on=work.today.isoformat(),
        **fields,  # type: ignore[arg-type]  # pydantic checks them
    )


def organization(work: Work, name: str, kind: OrganizationKind) -> int:
    """The organization of that name or alias, added where there is none."""
    key = organization_key(name)
    found = work.db.execute(
        "select id from organization where name_key = :key"
        " union all select organization_id from organization_alias where alias_key = :key",
        {"key": key},
    ).fetchone()
    if found:
        return int(found[0])
    added = work.insert(Organization(name=name, name_key=key, kind=kind))
    for alias in organization_aliases(name):
        _alias(work, added, alias)
    return added


def _alias(work: Work, organization: int, alias: str) -> None:
    """Another name that the name itself tells, unless it is taken already."""
    taken = work.db.execute(
        "select 1 from organization where name_key = :key union all select 1 from organization_alias"
        " where alias_key = :key",
        {"key": alias},
    ).fetchone()
    if not taken:
        work.insert(OrganizationAlias(organization_id=organization, alias=alias, alias_key=alias))


def affiliate(work: Work, contact: int, form: AffiliationForm, kind: OrganizationKind, unit: str | None = None) -> int:
    """Put a contact at an organization; what is so already is not doubled, and what was left open there is filled in.

    Returns the affiliation's number.
    """
    at = organization(work, form.name, kind)
    told = {"role": form.role, "unit": unit, "start_on": form.start, "end_on": form.end}
    work.touch(contact)
    same = same_affiliation(work, contact, at, kind, told)
    if same is not None:
        work.update("affiliation", same, **{field: value for field, value in told.items() if value is not None})
        return same
    return work.insert(Affiliation.model_validate({"contact_id": contact, "organization_id": at, "kind": kind, **told}))


def same_affiliation(
    work: Work, contact: int, organization: int, kind: str, told: Mapping[str, str | int | None]
) -> int | None:
    """The contact's affiliation that may be the one told: nothing of the two differs, though one may say more.

    Who left and is told to be there again, without a day, has come back: that is another one.
    """
    sql = "select * from affiliation where contact_id = ? and organization_id = ? and kind = ? order by id"
    for row in rows(work.db, sql, (contact, organization, str(kind))):
        has_come_back = kind != OrganizationKind.SCHOOL and (row["ended"] or row["end_on"]) and not told["end_on"]
        differs = any(row[field] and told[field] and row[field] != told[field] for field in told)
        if not differs and (not has_come_back or told.get("ended")):
            return int(row["id"])
    return None


# --- what a person tells of a contact -------------------------------------------------------------


class At(NamedTuple):
    """An affiliation as it is told; `ended` where it is over though nobody knows since when."""

    form: AffiliationForm
    kind: OrganizationKind
    ended: bool = False


class PersonTold(NamedTuple):
    """What a command says about a contact: None and () where it says nothing, "" where a field is to be emptied."""

    name: str | None = None
    nickname: str | None = None
    title: str | None = None
    function: str | None = None
    industry: str | None = None
    city: str | None = None
    how_met: str | None = None
    known: bool | None = None  # known before netlog
    known_since: str | None = None
    keep: bool = False  # keep in touch, cup or no cup
    affiliations: tuple[At, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def add_told(work: Work, told: PersonTold, *, is_me: bool = False) -> int:
    """Add a contact by hand. `told.name` is there. Returns its number."""
    assert told.name
    contact = work.insert(new_contact(work, told.name, is_me=1 if is_me else None))
    edit(work, contact, told)
    work.touch(contact)
    return contact


def edit(work: Work, contact: int, told: PersonTold, dropped: Sequence[tuple[str, int]] = ()) -> list[str]:
    """Make a contact as told; `dropped` are rows (table, number) that go. Returns what changed, in clauses.

    An affiliation told for an organization and kind of which one is dropped takes its place, and keeps its unit.
    """
    work.touch(contact)
    clauses = _set_fields(work, contact, told)
    gone = [row for row in dropped if row[0] == "affiliation"]
    fresh: list[int] = []
    for at in told.affiliations:
        changed, clause = _place(work, contact, at, gone)
        fresh += [changed] if clause else []
        clauses += [clause] if clause else []
    for table, id in (*gone, *(row for row in dropped if row[0] != "affiliation")):
        clauses.append(f"without {_words_of(work, table, id)}")
        work.delete(table, id)
    clauses += _add_details(work, contact, told)
    return clauses + _match_title(work, contact, told, fresh)


# Which fields are set as they are told, and what a sentence calls them.
_FIELDS = ("name", "nickname", "industry", "city", "how_met", "known_since", "title")


def _set_fields(work: Work, contact: int, told: PersonTold) -> list[str]:
    before = work.row("contact", contact)
    changes: dict[str, str | int | None] = {}
    for field in _FIELDS:
        value = getattr(told, field)
        if value is not None:
            changes[field] = value or None
    for field in ("name", "nickname"):
        if field in changes:
            changes[f"{field}_key"] = fold(str(changes[field])) if changes[field] else None
    if told.known is not None:
        changes["known"] = int(told.known)
    if told.known is False:
        changes["known_since"] = None
    if told.keep:
        changes["keep_on"] = work.today.isoformat()
    changes |= _function(told, before)
    work.revise(Contact, contact, **changes)
    return [_clause(field, value) for field, value in changes.items() if before[field] != value and field in _SAID]


_SAID = {
    "name": "name", "nickname": "nickname", "title": "title", "function": "function", "industry": "industry",
    "city": "city", "how_met": "how we met", "known_since": "known since", "known": "known before netlog",
    "keep_on": "keep in touch from",
}  # fmt: skip


def _clause(field: str, value: str | int | None) -> str:
    if field == "known":
        return "known before netlog" if value else "not known before netlog"
    return f"{_SAID[field]} {value}" if value is not None else f"no {_SAID[field]}"


def _function(told: PersonTold, before: Mapping[str, str | int | None]) -> dict[str, str | int | None]:
    """The function told; else, unless one was told before, what the new title tells."""
    if told.function:
        return {"function": canonical_function(told.function), "function_from": FunctionFrom.TOLD.value}
    title = told.title if told.title is not None else before["title"]
    if told.function == "" or (told.title and before["function_from"] != FunctionFrom.TOLD.value):
        inferred = infer_function(str(title)) if title else None
        return {"function": inferred, "function_from": FunctionFrom.TITLE.value if inferred else None}
    return {}


def _place(work: Work, contact: int, at: At, gone: list[tuple[str, int]]) -> tuple[int, str]:
    """Store an affiliation, in the place of a dropped one where it is the same organization; the clause is "" where
    it was so already.
    """
    where = organization(work, at.form.name, at.kind)
    for row in gone:
        old = work.row(*row)
        if (old["organization_id"], old["kind"]) == (where, at.kind.value):
            gone.remove(row)
            changed = work.update(
                "affiliation",
                row[1],
                role=at.form.role,
                start_on=at.form.start,
                end_on=at.form.end,
                ended=int(at.ended),
            )
            return row[1], _words_of(work, *row) if changed else ""
    before = _affiliations(work, contact)
    id = affiliate(work, contact, at.form, at.kind)
    if at.ended:
        work.update("affiliation", id, ended=1)
    return id, _words_of(work, "affiliation", id) if _affiliations(work, contact) != before else ""


def _affiliations(work: Work, contact: int) -> list[dict[str, Any]]:
    return rows(work.db, "select * from affiliation where contact_id = ? order by id", (contact,))


_WORDS = {"email": "address", "phone": "number", "link": "url", "tag": "word"}


def _words_of(work: Work, table: str, id: int) -> str:
    """How a sentence names a row: an e-mail by its address, an affiliation as "Senior PM at Stripe, 2019-"."""
    row = work.row(table, id)
    if table in _WORDS:
        return f"tag {row['word']}" if table == "tag" else str(row[_WORDS[table]])
    name = work.row("organization", int(row["organization_id"] or 0))["name"]
    years = f"{row['start_on'] or ''}-{row['end_on'] or ''}".strip("-") if row["kind"] == "school" else _span(row)
    return f"{row['role']} at {name}".removeprefix("None at ") + (f", {years}" if years else "")


def _span(row: Mapping[str, str | int | None]) -> str:
    if row["start_on"] or row["end_on"]:
        return f"{row['start_on'] or ''}-{row['end_on'] or ''}"
    return "left" if row["ended"] else ""


def _add_details(work: Work, contact: int, told: PersonTold) -> list[str]:
    """Add e-mails, phones, links and tags that are not there yet."""
    added = []
    for table, texts, key in (
        ("email", told.emails, address_key),
        ("phone", told.phones, number_key),
        ("link", told.links, profile_key),
        ("tag", told.tags, fold),
    ):
        for text in texts:
            id = add_detail(work, contact, table, text, key(text))
            added += [_words_of(work, table, id)] if id else []
    return added


_RECORDS: dict[str, type[Record]] = {
    "email": Email, "phone": Phone, "link": Link, "tag": Tag,
}  # fmt: skip


def add_detail(work: Work, contact: int, table: str, text: str, key: str) -> int | None:
    """Add an e-mail, phone, link or tag under its key; None where the contact has it already."""
    column = _WORDS[table]
    sql = f"select 1 from {table} where contact_id = ? and {column}_key = ?"
    if work.db.execute(sql, (contact, key)).fetchone():
        return None
    work.touch(contact)
    return work.insert(_RECORDS[table].model_validate({"contact_id": contact, column: text, f"{column}_key": key}))


def _match_title(work: Work, contact: int, told: PersonTold, fresh: Sequence[int]) -> list[str]:
    """The title is the role at the present employer: whichever of the two was told gives the other."""
    job = _present_job(work, contact)
    if job is None:
        return []
    if told.title and (job["role"] is None or job["id"] not in fresh):
        if job["role"] != told.title:
            work.update("affiliation", job["id"], role=told.title)
    elif told.title is None and job["id"] in fresh and job["role"]:
        return _set_fields(work, contact, PersonTold(title=job["role"]))
    return []


def _present_job(work: Work, contact: int) -> dict[str, Any] | None:
    """The affiliation that derive.employer takes for the present job."""
    found = rows(
        work.db,
        "select * from affiliation where contact_id = ? and kind = 'company' and ended = 0 and end_on is null"
        " order by coalesce(start_on, '') desc, id desc limit 1",
        (contact,),
    )
    return found[0] if found else None


def leave(work: Work, contact: int, organization: int, on: str | None) -> list[str]:
    """End what a contact does at an organization, on a day where it is known (RULES.md 56). Returns what changed."""
    clauses = []
    for row in _affiliations(work, contact):
        if row["organization_id"] != organization or row["ended"] or row["kind"] == OrganizationKind.SCHOOL:
            continue
        work.update("affiliation", row["id"], ended=1, end_on=on or row["end_on"])
        clauses.append(f"left {work.row('organization', organization)['name']}")
        if row["role"] and row["role"] == work.row("contact", contact)["title"]:
            work.update("contact", contact, title=None)
            clauses.append(f"no longer {row['role']}")
    work.touch(contact)
    return clauses


# --- notes, tags, rest ----------------------------------------------------------------------------


def add_note(work: Work, contact: int, body: str, day: date, *, private: bool = False) -> int:
    """Keep a note about a contact, as of a day. Returns its number."""
    work.touch(contact)
    return work.insert(Note(contact_id=contact, body=body, private=int(private), written_on=day.isoformat()))


def untag(work: Work, contact: int, word: str) -> bool:
    """Take a tag away; False where it was not there."""
    found = rows(work.db, "select id from tag where contact_id = ? and word_key = ?", (contact, fold(word)))
    for row in found:
        work.delete("tag", row["id"])
        work.touch(contact)
    return bool(found)


def rest(work: Work, contact: int, resting: bool) -> bool:
    """Leave a contact alone from today, or end that; False where it was so."""
    day = work.today.isoformat() if resting else None
    if (work.row("contact", contact)["rest_on"] is not None) is resting:
        return False
    work.touch(contact)
    return work.update("contact", contact, rest_on=day)
