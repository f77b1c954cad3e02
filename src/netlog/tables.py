"""The records as SQLModel tables: keys, uniqueness, indexes and checks, and nothing that the records say already.

Imported to create or migrate a database, for PostgreSQL's DDL and by the Python API; never by an everyday command.
`python -m netlog.tables` writes store/schema.sql, from which a new SQLite database is made without this import.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotated_types import Ge, Le
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, MetaData, UniqueConstraint, text
from sqlalchemy import Enum as EnumType
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, SchemaItem
from sqlmodel import Field, SQLModel

from netlog.records import (
    base,
    introductions,
    journal,
    meetings,
    messages,
    organizations,
    owed,
    people,
    ranking,
    search,
    sync,
    ties,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Dialect

ENUM_LENGTH = 24


def _primary_key() -> Any:
    """`Any`, since a SQLModel field stands for its type and its column at once."""
    return Field(default=None, primary_key=True)


def _enum_type(of: type[Enum]) -> EnumType:
    """Stores the value, as everything else does; SQLModel alone would store the name."""
    return EnumType(
        of,
        native_enum=False,
        create_constraint=False,
        length=ENUM_LENGTH,
        values_callable=lambda words: [word.value for word in words],
    )


def _checks(record: type[base.Record]) -> Iterator[CheckConstraint]:
    """What pydantic checks and SQLModel drops: closed lists of words and bounds of numbers."""
    for name, field in record.model_fields.items():
        kinds = [field.annotation, *getattr(field.annotation, "__args__", ())]
        for kind in kinds:
            if isinstance(kind, type) and issubclass(kind, Enum):
                values = ", ".join(f"'{word.value}'" for word in kind)
                yield CheckConstraint(f"{name} in ({values})", name=f"{name}_is_known")
        bounds = [f"{name} >= {m.ge}" for m in field.metadata if isinstance(m, Ge)]
        bounds += [f"{name} <= {m.le}" for m in field.metadata if isinstance(m, Le)]
        if bounds:
            yield CheckConstraint(" and ".join(bounds), name=f"{name}_in_range")


def _args(record: type[base.Record], *items: SchemaItem, **keys: str) -> tuple[Any, ...]:
    """Table arguments: foreign keys given as column="table", further items, checks; ids are never reused."""
    foreign = [ForeignKeyConstraint([column], [f"{table}.id"]) for column, table in keys.items()]
    return (*foreign, *items, *_checks(record), {"sqlite_autoincrement": True})


class Contact(people.Contact, SQLModel, table=True):
    """See people.Contact."""

    __table_args__ = _args(
        people.Contact,
        UniqueConstraint("uid"),
        UniqueConstraint("is_me"),
        Index("contact_by_name", "name_key"),
        Index(
            "contact_by_nickname",
            "nickname_key",
            sqlite_where=text("nickname_key is not null"),
            postgresql_where=text("nickname_key is not null"),
        ),
        Index("contact_by_organization", "organization_id"),
        Index("contact_in_play", "name_key", sqlite_where=text("in_play = 1"), postgresql_where=text("in_play = 1")),
        Index(
            "contact_changing",
            "next_stage_on",
            sqlite_where=text("next_stage_on is not null"),
            postgresql_where=text("next_stage_on is not null"),
        ),
        Index("contact_by_function", "function", text("in_play desc"), "name_key"),
        Index(
            "contact_by_city",
            "city",
            sqlite_where=text("city is not null"),
            postgresql_where=text("city is not null"),
        ),
        Index(
            "contact_by_industry",
            "industry",
            sqlite_where=text("industry is not null"),
            postgresql_where=text("industry is not null"),
        ),
        organization_id="organization",
    )
    id: int | None = _primary_key()


class Email(people.Email, SQLModel, table=True):
    """See people.Email."""

    __table_args__ = _args(
        people.Email,
        UniqueConstraint("contact_id", "address_key"),
        Index("email_by_address", "address_key"),
        contact_id="contact",
    )
    id: int | None = _primary_key()


class Phone(people.Phone, SQLModel, table=True):
    """See people.Phone."""

    __table_args__ = _args(
        people.Phone,
        UniqueConstraint("contact_id", "number_key"),
        Index("phone_by_number", "number_key"),
        contact_id="contact",
    )
    id: int | None = _primary_key()


class Link(people.Link, SQLModel, table=True):
    """See people.Link."""

    __table_args__ = _args(
        people.Link,
        UniqueConstraint("contact_id", "url_key"),
        Index("link_by_url", "url_key"),
        contact_id="contact",
    )
    id: int | None = _primary_key()


class Organization(organizations.Organization, SQLModel, table=True):
    """See organizations.Organization."""

    __table_args__ = _args(organizations.Organization, UniqueConstraint("name_key"))
    id: int | None = _primary_key()


class OrganizationAlias(organizations.OrganizationAlias, SQLModel, table=True):
    """See organizations.OrganizationAlias."""

    __tablename__ = "organization_alias"
    __table_args__ = _args(
        organizations.OrganizationAlias,
        UniqueConstraint("alias_key"),
        Index("alias_by_organization", "organization_id"),
        organization_id="organization",
    )
    id: int | None = _primary_key()


class Affiliation(organizations.Affiliation, SQLModel, table=True):
    """See organizations.Affiliation."""

    __table_args__ = _args(
        organizations.Affiliation,
        Index("affiliation_by_contact", "contact_id"),
        Index("affiliation_by_organization", "organization_id", "kind", "contact_id"),
        contact_id="contact",
        organization_id="organization",
    )
    id: int | None = _primary_key()


class Tag(people.Tag, SQLModel, table=True):
    """See people.Tag."""

    __table_args__ = _args(
        people.Tag,
        UniqueConstraint("contact_id", "word_key"),
        Index("tag_by_word", "word_key", "contact_id"),
        contact_id="contact",
    )
    id: int | None = _primary_key()


class Note(people.Note, SQLModel, table=True):
    """See people.Note."""

    __table_args__ = _args(people.Note, Index("note_by_contact", "contact_id"), contact_id="contact")
    id: int | None = _primary_key()


class Acquaintance(ties.Acquaintance, SQLModel, table=True):
    """See ties.Acquaintance."""

    __table_args__ = _args(
        ties.Acquaintance,
        UniqueConstraint("a_id", "b_id"),
        Index("acquaintance_by_b", "b_id", "a_id"),
        CheckConstraint("a_id < b_id", name="smaller_first"),
        a_id="contact",
        b_id="contact",
    )
    id: int | None = _primary_key()


class Meeting(meetings.Meeting, SQLModel, table=True):
    """See meetings.Meeting."""

    __table_args__ = _args(
        meetings.Meeting, UniqueConstraint("uid"), Index("meeting_by_day", "day_on"), Index("meeting_state", "state")
    )
    id: int | None = _primary_key()


class Attendance(meetings.Attendance, SQLModel, table=True):
    """See meetings.Attendance."""

    __table_args__ = _args(
        meetings.Attendance,
        UniqueConstraint("meeting_id", "contact_id"),
        Index("attendance_by_contact", "contact_id"),
        meeting_id="meeting",
        contact_id="contact",
    )
    id: int | None = _primary_key()


class Move(meetings.Move, SQLModel, table=True):
    """See meetings.Move."""

    __table_args__ = _args(meetings.Move, Index("move_by_meeting", "meeting_id"), meeting_id="meeting")
    id: int | None = _primary_key()


class Introduction(introductions.Introduction, SQLModel, table=True):
    """See introductions.Introduction."""

    __table_args__ = _args(
        introductions.Introduction,
        Index("introduction_by_introducer", "introducer_id"),
        Index("introduction_by_contact", "contact_id"),
        CheckConstraint("contact_id <> introducer_id", name="not_to_oneself"),
        CheckConstraint("contact_id is not null or description is not null", name="to_somebody"),
        introducer_id="contact",
        contact_id="contact",
        meeting_id="meeting",
    )
    id: int | None = _primary_key()


class IntroductionStep(introductions.IntroductionStep, SQLModel, table=True):
    """See introductions.IntroductionStep."""

    __tablename__ = "introduction_step"
    __table_args__ = _args(
        introductions.IntroductionStep, Index("step_by_introduction", "introduction_id"), introduction_id="introduction"
    )
    id: int | None = _primary_key()


class Message(messages.Message, SQLModel, table=True):
    """See messages.Message. Introductions name the message they came in; the key back stands on this side."""

    __table_args__ = _args(
        messages.Message,
        Index("message_by_contact", "contact_id"),
        Index("message_by_introduction", "introduction_id"),
        contact_id="contact",
        introduction_id="introduction",
        meeting_id="meeting",
    )
    id: int | None = _primary_key()


class Job(search.Job, SQLModel, table=True):
    """See search.Job."""

    __table_args__ = _args(
        search.Job,
        Index("job_by_organization", "organization_id"),
        Index("job_by_via", "via_id"),
        organization_id="organization",
        via_id="contact",
    )
    id: int | None = _primary_key()


class JobStep(search.JobStep, SQLModel, table=True):
    """See search.JobStep."""

    __tablename__ = "job_step"
    __table_args__ = _args(search.JobStep, Index("step_by_job", "job_id"), job_id="job")
    id: int | None = _primary_key()


class Landing(search.Landing, SQLModel, table=True):
    """See search.Landing."""

    __table_args__ = _args(search.Landing, UniqueConstraint("job_id"), job_id="job")
    id: int | None = _primary_key()


class Target(search.Target, SQLModel, table=True):
    """See search.Target."""

    __table_args__ = _args(
        search.Target,
        UniqueConstraint("kind", "name_key"),
        Index("target_by_organization", "organization_id"),
        organization_id="organization",
        contact_id="contact",
    )
    id: int | None = _primary_key()


class Challenge(search.Challenge, SQLModel, table=True):
    """See search.Challenge."""

    __table_args__ = _args(search.Challenge, CheckConstraint("start_on < end_on", name="ends_later"))
    id: int | None = _primary_key()


class FollowUp(owed.FollowUp, SQLModel, table=True):
    """See owed.FollowUp."""

    __tablename__ = "follow_up"
    __table_args__ = _args(
        owed.FollowUp,
        Index("follow_up_by_contact", "contact_id"),
        Index("follow_up_by_introduction", "introduction_id"),
        Index("follow_up_by_meeting", "meeting_id"),
        Index(
            "follow_up_open",
            "due_on",
            sqlite_where=text("closed_on is null"),
            postgresql_where=text("closed_on is null"),
        ),
        contact_id="contact",
        meeting_id="meeting",
        introduction_id="introduction",
        job_id="job",
    )
    id: int | None = _primary_key()


class Source(people.Source, SQLModel, table=True):
    """See people.Source."""

    __table_args__ = _args(
        people.Source,
        Index("source_by_contact", "contact_id"),
        Index(
            "source_by_key",
            "format",
            "source_key",
            sqlite_where=text("source_key is not null"),
            postgresql_where=text("source_key is not null"),
        ),
        contact_id="contact",
    )
    id: int | None = _primary_key()


class DistinctPair(people.DistinctPair, SQLModel, table=True):
    """See people.DistinctPair."""

    __tablename__ = "distinct_pair"
    __table_args__ = _args(
        people.DistinctPair,
        UniqueConstraint("a_id", "b_id"),
        Index("distinct_by_b", "b_id"),
        CheckConstraint("a_id < b_id", name="smaller_first"),
        a_id="contact",
        b_id="contact",
    )
    id: int | None = _primary_key()


class SyncedCard(sync.SyncedCard, SQLModel, table=True):
    """See sync.SyncedCard."""

    __tablename__ = "synced_card"
    __table_args__ = _args(
        sync.SyncedCard,
        UniqueConstraint("folder", "file"),
        Index("card_by_contact", "contact_id"),
        contact_id="contact",
    )
    id: int | None = _primary_key()


class Profile(ranking.Profile, SQLModel, table=True):
    """See ranking.Profile."""

    __table_args__ = _args(ranking.Profile, UniqueConstraint("contact_id"), contact_id="contact")
    id: int | None = _primary_key()


class Mass(ranking.Mass, SQLModel, table=True):
    """See ranking.Mass."""

    __table_args__ = _args(ranking.Mass, UniqueConstraint("kind", "value"))
    id: int | None = _primary_key()


class Tally(ranking.Tally, SQLModel, table=True):
    """See ranking.Tally."""

    __table_args__ = _args(ranking.Tally, UniqueConstraint("kind", "how", "value"))
    id: int | None = _primary_key()


class Pause(owed.Pause, SQLModel, table=True):
    """See owed.Pause."""

    __table_args__ = _args(owed.Pause, CheckConstraint("start_on < end_on", name="ends_later"))
    id: int | None = _primary_key()


class Step(journal.Step, SQLModel, table=True):
    """See journal.Step."""

    __table_args__ = _args(journal.Step)
    id: int | None = _primary_key()


class Change(journal.Change, SQLModel, table=True):
    """See journal.Change."""

    __table_args__ = _args(
        journal.Change,
        Index("change_by_step", "step_id"),
        Index("change_by_row", "table_name", "row_id"),
        Index(
            "change_by_last_row",
            "table_name",
            "last_row_id",
            sqlite_where=text("last_row_id is not null"),
            postgresql_where=text("last_row_id is not null"),
        ),
        step_id="step",
    )
    id: int | None = _primary_key()


METADATA: MetaData = SQLModel.metadata

for _table in METADATA.tables.values():
    for _column in _table.columns:
        if isinstance(_column.type, EnumType) and _column.type.enum_class:
            _column.type = _enum_type(_column.type.enum_class)


def ddl(dialect: Dialect) -> str:
    """Every table and index as one script, in the order in which they can be created."""
    statements = []
    for table in METADATA.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    return (
        "\n\n".join(" ".join(s.split()) + ";" if s.startswith("CREATE INDEX") else _tidy(s) for s in statements) + "\n"
    )


def _tidy(statement: str) -> str:
    lines = [line.rstrip().replace("\t", "  ") for line in statement.splitlines() if line.strip()]
    return "\n".join(lines) + ";"


SCHEMA_FILE = Path(__file__).parent / "store" / "schema.sql"
SCHEMA_HEAD = "-- Written by `python -m netlog.tables` from tables.py; a test compares them.\n\n"

if __name__ == "__main__":
    SCHEMA_FILE.write_text(SCHEMA_HEAD + ddl(sqlite.dialect()), encoding="utf-8")
