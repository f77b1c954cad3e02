"""Contacts, and what a contact has several of."""

from typing import Annotated

from pydantic import Field

from netlog.records.base import Day, Flag, Key, Line, Name, PartialDay, Record, Text
from netlog.words import FunctionFrom, Origin, Stage


class Contact(Record):
    """A person, known or only known of."""

    uid: str = Field(max_length=200, description="identity across machines and exports")
    name: Name = Field(description="full name as written")
    name_key: Key = Field(description="the name folded for comparing (rules.names.fold)")
    nickname: Name | None = Field(default=None, description="counts as a name")
    nickname_key: Key | None = Field(default=None, description="the nickname folded")
    title: Line | None = Field(default=None, description="present job title")
    function: Line | None = Field(default=None, description="job function, told or inferred")
    function_from: FunctionFrom | None = Field(default=None, description="where the function comes from")
    industry: Line | None = Field(default=None, description="industry")
    city: Line | None = Field(default=None, description="where they live or work")
    how_met: Line | None = Field(default=None, description="how we met, in words")
    origin: Origin = Field(description="how the contact came into netlog")
    added_on: Day = Field(description="the day it was added")
    known: Flag = Field(default=0, description="1: known before netlog")
    known_since: PartialDay | None = Field(default=None, description="since when we know each other; may be partial")
    is_me: Flag | None = Field(default=None, description="1 for the one contact that is me, else empty")
    rest_on: Day | None = Field(default=None, description="left alone since: never suggested, nothing owed")
    keep_on: Day | None = Field(default=None, description="the day keeping in touch was asked for")
    organization_id: int | None = Field(default=None, description="kept: the present employer")
    stage: Stage = Field(default=Stage.LEAD, description="kept: where the contact stands")
    next_stage: Stage | None = Field(default=None, description="kept: the stage that time alone brings, or has brought")
    next_stage_on: Day | None = Field(default=None, description="kept: from which day")
    in_play: Flag = Field(default=0, description="kept: 1 where something is going on or it was entered by hand")
    last_met_on: Day | None = Field(default=None, description="kept: the last meeting held")
    next_due_on: Day | None = Field(default=None, description="kept: the earliest day something is owed")


class Email(Record):
    """An e-mail address of a contact."""

    contact_id: int = Field(description="whose")
    address: Line = Field(description="as written")
    address_key: Key = Field(description="lower case, for comparing")


class Phone(Record):
    """A phone number of a contact."""

    contact_id: int = Field(description="whose")
    number: Line = Field(description="as written")
    number_key: Key = Field(description="digits with the country's plus, for comparing")


class Link(Record):
    """A page of a contact: a profile, a site."""

    contact_id: int = Field(description="whose")
    url: Annotated[str, Field(min_length=1, max_length=2000)] = Field(description="as written")
    url_key: Annotated[str, Field(max_length=2000)] = Field(description="without scheme, www., case, query, last slash")


class Tag(Record):
    """A word of the user's on a contact."""

    contact_id: int = Field(description="on whom")
    word: Annotated[str, Field(min_length=1, max_length=60)] = Field(description="as written")
    word_key: Key = Field(description="folded")


class Note(Record):
    """Free text on a contact. Private notes stay out of what leaves the machine."""

    contact_id: int = Field(description="on whom")
    body: Text = Field(description="the text")
    private: Flag = Field(default=0, description="1: stays out of exports and reviews")
    from_file: Flag = Field(default=0, description="1: came with an imported person, who is not in play for it")
    written_on: Day = Field(description="the day it is about")


class Source(Record):
    """A file that spoke of a contact, and what an import wrote from it."""

    contact_id: int = Field(description="of whom")
    format: Annotated[str, Field(max_length=40)] = Field(description="which format")
    file_name: Line = Field(description="the file's name, without its folder")
    source_key: Key | None = Field(default=None, description="the row's identity in its source")
    first_on: Day = Field(description="first read")
    last_on: Day = Field(description="last read")
    wrote: Text = Field(description="JSON object: the fields as the import last wrote them")


class DistinctPair(Record):
    """Two entries that look alike and are two people: `dedupe` asks no more. `a_id` is the smaller number."""

    a_id: int = Field(description="one of them")
    b_id: int = Field(description="the other")
    said_on: Day = Field(description="the day it was said")
