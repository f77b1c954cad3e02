"""Targets, jobs, landings and the challenge; follow-ups may be about a job."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _job()
    _job_step()
    _landing()
    _target()
    _challenge()
    _follow_up()


def _job() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(500), nullable=False),
        sa.Column("via_id", sa.Integer(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("added_on", sa.String(10), nullable=False),
        sa.Column("stage", sa.String(24), nullable=False),
        sa.Column("applied_on", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"]),
        sa.ForeignKeyConstraint(["via_id"], ["contact.id"]),
        sa.CheckConstraint(
            "stage in ('interested', 'applied', 'screening', 'interview', 'offer', 'accepted', 'declined', 'rejected', 'silent')",
            name="stage_is_known",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("job_by_organization", "job", ["organization_id"])
    op.create_index("job_by_via", "job", ["via_id"])


def _job_step() -> None:
    op.create_table(
        "job_step",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(24), nullable=False),
        sa.Column("step_on", sa.String(10), nullable=False),
        sa.Column("logged_on", sa.String(10), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("owed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"]),
        sa.CheckConstraint(
            "stage in ('interested', 'applied', 'screening', 'interview', 'offer', 'accepted', 'declined', 'rejected', 'silent')",
            name="stage_is_known",
        ),
        sa.CheckConstraint("owed >= 0 and owed <= 1", name="owed_in_range"),
        sqlite_autoincrement=True,
    )
    op.create_index("step_by_job", "job_step", ["job_id"])


def _landing() -> None:
    op.create_table(
        "landing",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("landed_on", sa.String(10), nullable=False),
        sa.Column("logged_on", sa.String(10), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.UniqueConstraint("job_id"),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"]),
        sqlite_autoincrement=True,
    )


def _target() -> None:
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("name_key", sa.String(500), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("added_on", sa.String(10), nullable=False),
        sa.UniqueConstraint("kind", "name_key"),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.CheckConstraint("kind in ('function', 'industry', 'title', 'org', 'person')", name="kind_is_known"),
        sa.CheckConstraint("rank >= 1", name="rank_in_range"),
        sqlite_autoincrement=True,
    )
    op.create_index("target_by_organization", "target", ["organization_id"])


def _challenge() -> None:
    op.create_table(
        "challenge",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("goal", sa.Integer(), nullable=False),
        sa.Column("start_on", sa.String(10), nullable=False),
        sa.Column("end_on", sa.String(10), nullable=False),
        sa.CheckConstraint("start_on < end_on", name="ends_later"),
        sa.CheckConstraint("goal >= 1 and goal <= 1000", name="goal_in_range"),
        sqlite_autoincrement=True,
    )


def _follow_up() -> None:
    """Rebuilt, since a column in its place and a longer list of reasons cannot be added; ids go on where they were."""
    op.rename_table("follow_up", "follow_up_before")
    for index in ("contact", "introduction", "meeting"):
        op.drop_index(f"follow_up_by_{index}", "follow_up_before")
    op.drop_index("follow_up_open", "follow_up_before")
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("introduction_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("reason_on", sa.String(10), nullable=False),
        sa.Column("opened_on", sa.String(10), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.String(10), nullable=False),
        sa.Column("shows_on", sa.String(10), nullable=False),
        sa.Column("closes_on", sa.String(), nullable=True),
        sa.Column("snoozed_until", sa.String(), nullable=True),
        sa.Column("closed_on", sa.String(), nullable=True),
        sa.Column("closed_seq", sa.Integer(), nullable=True),
        sa.Column("closed_how", sa.String(24), nullable=True),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.ForeignKeyConstraint(["introduction_id"], ["introduction.id"]),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"]),
        sa.CheckConstraint(
            "kind in ('thank-you', 'answer', 'outcome', 'nudge', 'chase', 'promise', 'report-back', 'keep-in-touch')",
            name="kind_is_known",
        ),
        sa.CheckConstraint(
            "reason in ('cup', 'named-somebody', 'introduced', 'replied', 'later', 'met-at-event', 'i-cancelled', 'i-missed', 'planned', 'unanswered', 'asked', 'they-cancelled', 'they-missed', 'promised-introduction', 'my-promise', 'became-a-cup', 'died', 'last-contact', 'referred', 'promised-referral', 'landed')",
            name="reason_is_known",
        ),
        sa.CheckConstraint("closed_how in ('done', 'skipped', 'overtaken', 'expired')", name="closed_how_is_known"),
        sqlite_autoincrement=True,
    )
    op.create_index("follow_up_by_contact", "follow_up", ["contact_id"])
    op.create_index("follow_up_by_introduction", "follow_up", ["introduction_id"])
    op.create_index("follow_up_by_meeting", "follow_up", ["meeting_id"])
    op.create_index(
        "follow_up_open",
        "follow_up",
        ["due_on"],
        sqlite_where=sa.text("closed_on is null"),
        postgresql_where=sa.text("closed_on is null"),
    )
    columns = (
        "id, kind, contact_id, meeting_id, introduction_id, body, reason, reason_on, opened_on, seq, due_on, shows_on,"
        " closes_on, snoozed_until, closed_on, closed_seq, closed_how"
    )
    op.execute(f"insert into follow_up ({columns}) select {columns} from follow_up_before")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("delete from sqlite_sequence where name = 'follow_up'")
        op.execute("update sqlite_sequence set name = 'follow_up' where name = 'follow_up_before'")
    op.drop_table("follow_up_before")
