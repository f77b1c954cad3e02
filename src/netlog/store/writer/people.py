"""Contacts, organizations and affiliations: the pieces every use case adds people with."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from netlog import records
from netlog.rules.functions import canonical_function, infer_function
from netlog.rules.names import AffiliationForm, PersonForm, fold, organization_aliases, organization_key
from netlog.words import FunctionFrom, OrganizationKind, Origin

if TYPE_CHECKING:
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
) -> records.Contact:
    """A contact record with its keys; the function is the one told, else the one its title tells."""
    told = canonical_function(function) if function else None
    inferred = infer_function(title) if title and not told else None
    return records.Contact(
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
    added = work.insert(records.Organization(name=name, name_key=key, kind=kind))
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
        work.insert(records.OrganizationAlias(organization_id=organization, alias=alias, alias_key=alias))


def affiliate(work: Work, contact: int, form: AffiliationForm, kind: OrganizationKind, unit: str | None = None) -> int:
    """Put a contact at an organization; what is so already is not doubled. Returns the affiliation's number."""
    at = organization(work, form.name, kind)
    same = work.db.execute(
        "select id from affiliation where contact_id = ? and organization_id = ? and kind = ?"
        " and coalesce(role, '') = coalesce(?, '') and coalesce(start_on, '') = coalesce(?, '')"
        " and coalesce(end_on, '') = coalesce(?, '')",
        (contact, at, kind.value, form.role, form.start, form.end),
    ).fetchone()
    if same:
        return int(same[0])
    work.touch(contact)
    return work.insert(
        records.Affiliation(
            contact_id=contact,
            organization_id=at,
            kind=kind,
            role=form.role,
            unit=unit,
            start_on=form.start,
            end_on=form.end,
        )
    )
