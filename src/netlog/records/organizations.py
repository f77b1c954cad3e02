"""Organizations, their other names, and who is there as what."""

from pydantic import Field

from netlog.records.base import Flag, Key, Line, Name, PartialDay, Record
from netlog.words import OrganizationKind


class Organization(Record):
    """A company, school, association, fraternity or sorority, or other body."""

    name: Name = Field(description="as first written")
    name_key: Key = Field(description="its identity (rules.names.organization_key)")
    kind: OrganizationKind = Field(description="what it is")


class OrganizationAlias(Record):
    """Another name of an organization."""

    organization_id: int = Field(description="of which")
    alias: Name = Field(description="as written")
    alias_key: Key = Field(description="its identity")


class Affiliation(Record):
    """A contact at an organization. Days may be partial; an empty end means still, or a class year unknown."""

    contact_id: int = Field(description="who")
    organization_id: int = Field(description="where")
    kind: OrganizationKind = Field(description="as what: company for a job there, school for studies ...")
    role: Line | None = Field(default=None, description="role or degree")
    unit: Line | None = Field(default=None, description="school of a university, department, chapter")
    start_on: PartialDay | None = Field(default=None, description="from; may be partial")
    end_on: PartialDay | None = Field(default=None, description="to, or the class year; may be partial")
    ended: Flag = Field(default=0, description="1: left, even where the day is unknown")
