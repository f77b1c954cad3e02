"""The tables of the first landing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _meeting()
    _organization()
    _pause()
    _step()
    _change()
    _contact()
    _move()
    _organization_alias()
    _acquaintance()
    _affiliation()
    _attendance()
    _email()
    _introduction()
    _link()
    _note()
    _phone()
    _source()
    _tag()
    _follow_up()
    _introduction_step()
    _message()


def _meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("uid", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("day_on", sa.String(10), nullable=False),
        sa.Column("starts_at", sa.String(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("agreed_on", sa.String(), nullable=True),
        sa.Column("agreed_seq", sa.Integer(), nullable=True),
        sa.Column("told_on", sa.String(), nullable=True),
        sa.Column("logged_on", sa.String(10), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(24), nullable=True),
        sa.Column("learned", sa.String(), nullable=True),
        sa.Column("landed", sa.String(), nullable=True),
        sa.Column("advice", sa.String(), nullable=True),
        sa.Column("owed", sa.Integer(), nullable=False),
        sa.Column("gone_on", sa.String(), nullable=True),
        sa.UniqueConstraint("uid"),
        sa.CheckConstraint("kind in ('coffee', 'lunch', 'call', 'video', 'event')", name="kind_is_known"),
        sa.CheckConstraint("state in ('planned', 'held', 'cancelled', 'no-show')", name="state_is_known"),
        sa.CheckConstraint("minutes >= 1 and minutes <= 1440", name="minutes_in_range"),
        sa.CheckConstraint("party in ('me', 'them')", name="party_is_known"),
        sa.CheckConstraint("owed >= 0 and owed <= 1", name="owed_in_range"),
        sqlite_autoincrement=True,
    )
    op.create_index("meeting_by_day", "meeting", ["day_on"])
    op.create_index("meeting_state", "meeting", ["state"])


def _organization() -> None:
    op.create_table(
        "organization",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("name_key", sa.String(500), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.UniqueConstraint("name_key"),
        sa.CheckConstraint("kind in ('company', 'school', 'association', 'greek', 'other')", name="kind_is_known"),
        sqlite_autoincrement=True,
    )


def _pause() -> None:
    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("start_on", sa.String(10), nullable=False),
        sa.Column("end_on", sa.String(10), nullable=False),
        sa.CheckConstraint("start_on < end_on", name="ends_later"),
        sqlite_autoincrement=True,
    )


def _step() -> None:
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("done_at", sa.String(20), nullable=False),
        sa.Column("command", sa.String(40), nullable=False),
        sa.Column("summary", sa.String(100000), nullable=False),
        sa.Column("undone_at", sa.String(), nullable=True),
        sqlite_autoincrement=True,
    )


def _change() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("op", sa.String(24), nullable=False),
        sa.Column("before_row", sa.String(), nullable=True),
        sa.Column("after_row", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"]),
        sa.CheckConstraint("op in ('insert', 'update', 'delete')", name="op_is_known"),
        sqlite_autoincrement=True,
    )
    op.create_index("change_by_row", "change", ["table_name", "row_id"])
    op.create_index("change_by_step", "change", ["step_id"])


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("uid", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("name_key", sa.String(500), nullable=False),
        sa.Column("nickname", sa.String(), nullable=True),
        sa.Column("nickname_key", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("function", sa.String(), nullable=True),
        sa.Column("function_from", sa.String(24), nullable=True),
        sa.Column("industry", sa.String(), nullable=True),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("how_met", sa.String(), nullable=True),
        sa.Column("origin", sa.String(24), nullable=False),
        sa.Column("added_on", sa.String(10), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("known_since", sa.String(), nullable=True),
        sa.Column("is_me", sa.Integer(), nullable=True),
        sa.Column("rest_on", sa.String(), nullable=True),
        sa.Column("keep_on", sa.String(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(24), nullable=False),
        sa.Column("next_stage", sa.String(24), nullable=True),
        sa.Column("next_stage_on", sa.String(), nullable=True),
        sa.Column("in_play", sa.Integer(), nullable=False),
        sa.Column("last_met_on", sa.String(), nullable=True),
        sa.Column("next_due_on", sa.String(), nullable=True),
        sa.UniqueConstraint("uid"),
        sa.UniqueConstraint("is_me"),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"]),
        sa.CheckConstraint("function_from in ('told', 'title')", name="function_from_is_known"),
        sa.CheckConstraint("origin in ('hand', 'linkedin', 'address-book', 'roster', 'table')", name="origin_is_known"),
        sa.CheckConstraint("known >= 0 and known <= 1", name="known_in_range"),
        sa.CheckConstraint(
            "stage in ('lead', 'asked', 'connected', 'scheduled', 'met', 'thanked', 'advocate', 'quiet')",
            name="stage_is_known",
        ),
        sa.CheckConstraint(
            "next_stage in ('lead', 'asked', 'connected', 'scheduled', 'met', 'thanked', 'advocate', 'quiet')",
            name="next_stage_is_known",
        ),
        sa.CheckConstraint("in_play >= 0 and in_play <= 1", name="in_play_in_range"),
        sqlite_autoincrement=True,
    )
    op.create_index("contact_by_function", "contact", ["function", sa.text("in_play desc"), "name_key"])
    op.create_index("contact_by_name", "contact", ["name_key"])
    op.create_index("contact_by_nickname", "contact", ["nickname_key"])
    op.create_index("contact_by_organization", "contact", ["organization_id"])
    op.create_index(
        "contact_changing",
        "contact",
        ["next_stage_on"],
        sqlite_where=sa.text("next_stage_on is not null"),
        postgresql_where=sa.text("next_stage_on is not null"),
    )
    op.create_index(
        "contact_in_play",
        "contact",
        ["name_key"],
        sqlite_where=sa.text("in_play = 1"),
        postgresql_where=sa.text("in_play = 1"),
    )


def _move() -> None:
    op.create_table(
        "move",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.String(10), nullable=False),
        sa.Column("from_at", sa.String(), nullable=True),
        sa.Column("to_on", sa.String(10), nullable=False),
        sa.Column("to_at", sa.String(), nullable=True),
        sa.Column("moved_on", sa.String(10), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sqlite_autoincrement=True,
    )
    op.create_index("move_by_meeting", "move", ["meeting_id"])


def _organization_alias() -> None:
    op.create_table(
        "organization_alias",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(200), nullable=False),
        sa.Column("alias_key", sa.String(500), nullable=False),
        sa.UniqueConstraint("alias_key"),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"]),
        sqlite_autoincrement=True,
    )
    op.create_index("alias_by_organization", "organization_alias", ["organization_id"])


def _acquaintance() -> None:
    op.create_table(
        "acquaintance",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("a_id", sa.Integer(), nullable=False),
        sa.Column("b_id", sa.Integer(), nullable=False),
        sa.Column("knows", sa.String(24), nullable=False),
        sa.Column("source", sa.String(500), nullable=False),
        sa.Column("since_on", sa.String(), nullable=True),
        sa.UniqueConstraint("a_id", "b_id"),
        sa.CheckConstraint("a_id < b_id", name="smaller_first"),
        sa.ForeignKeyConstraint(["a_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["b_id"], ["contact.id"]),
        sa.CheckConstraint("knows in ('yes', 'no')", name="knows_is_known"),
        sqlite_autoincrement=True,
    )
    op.create_index("acquaintance_by_b", "acquaintance", ["b_id", "a_id"])


def _affiliation() -> None:
    op.create_table(
        "affiliation",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("start_on", sa.String(), nullable=True),
        sa.Column("end_on", sa.String(), nullable=True),
        sa.Column("ended", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"]),
        sa.CheckConstraint("kind in ('company', 'school', 'association', 'greek', 'other')", name="kind_is_known"),
        sa.CheckConstraint("ended >= 0 and ended <= 1", name="ended_in_range"),
        sqlite_autoincrement=True,
    )
    op.create_index("affiliation_by_contact", "affiliation", ["contact_id"])
    op.create_index("affiliation_by_organization", "affiliation", ["organization_id", "kind", "contact_id"])


def _attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.UniqueConstraint("meeting_id", "contact_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sqlite_autoincrement=True,
    )
    op.create_index("attendance_by_contact", "attendance", ["contact_id"])


def _email() -> None:
    op.create_table(
        "email",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(500), nullable=False),
        sa.Column("address_key", sa.String(500), nullable=False),
        sa.UniqueConstraint("contact_id", "address_key"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sqlite_autoincrement=True,
    )
    op.create_index("email_by_address", "email", ["address_key"])


def _introduction() -> None:
    op.create_table(
        "introduction",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("introducer_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("may_use_name", sa.String(24), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("next_state", sa.String(24), nullable=True),
        sa.Column("next_state_on", sa.String(), nullable=True),
        sa.Column("asked_on", sa.String(), nullable=True),
        sa.Column("named_on", sa.String(), nullable=True),
        sa.Column("promised_on", sa.String(), nullable=True),
        sa.Column("made_on", sa.String(), nullable=True),
        sa.Column("met_on", sa.String(), nullable=True),
        sa.Column("reported_on", sa.String(), nullable=True),
        sa.Column("closed_on", sa.String(), nullable=True),
        sa.Column("declined_by", sa.String(24), nullable=True),
        sa.Column("lapsed_why", sa.String(24), nullable=True),
        sa.CheckConstraint("contact_id <> introducer_id", name="not_to_oneself"),
        sa.CheckConstraint("contact_id is not null or description is not null", name="to_somebody"),
        sa.ForeignKeyConstraint(["introducer_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.CheckConstraint("may_use_name in ('yes', 'no', 'unknown')", name="may_use_name_is_known"),
        sa.CheckConstraint(
            "state in ('wanted', 'asked', 'named', 'promised', 'made', 'met', 'reported', 'declined', 'lapsed')",
            name="state_is_known",
        ),
        sa.CheckConstraint(
            "next_state in ('wanted', 'asked', 'named', 'promised', 'made', 'met', 'reported', 'declined', 'lapsed')",
            name="next_state_is_known",
        ),
        sa.CheckConstraint("declined_by in ('introducer', 'contact')", name="declined_by_is_known"),
        sa.CheckConstraint("lapsed_why in ('no-answer', 'met-another-way', 'not-needed')", name="lapsed_why_is_known"),
        sqlite_autoincrement=True,
    )
    op.create_index("introduction_by_contact", "introduction", ["contact_id"])
    op.create_index("introduction_by_introducer", "introduction", ["introducer_id"])


def _link() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("url_key", sa.String(2000), nullable=False),
        sa.UniqueConstraint("contact_id", "url_key"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sqlite_autoincrement=True,
    )
    op.create_index("link_by_url", "link", ["url_key"])


def _note() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(100000), nullable=False),
        sa.Column("private", sa.Integer(), nullable=False),
        sa.Column("from_file", sa.Integer(), nullable=False),
        sa.Column("written_on", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.CheckConstraint("private >= 0 and private <= 1", name="private_in_range"),
        sa.CheckConstraint("from_file >= 0 and from_file <= 1", name="from_file_in_range"),
        sqlite_autoincrement=True,
    )
    op.create_index("note_by_contact", "note", ["contact_id"])


def _phone() -> None:
    op.create_table(
        "phone",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(500), nullable=False),
        sa.Column("number_key", sa.String(500), nullable=False),
        sa.UniqueConstraint("contact_id", "number_key"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sqlite_autoincrement=True,
    )
    op.create_index("phone_by_number", "phone", ["number_key"])


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(40), nullable=False),
        sa.Column("file_name", sa.String(500), nullable=False),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.Column("first_on", sa.String(10), nullable=False),
        sa.Column("last_on", sa.String(10), nullable=False),
        sa.Column("wrote", sa.String(100000), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sqlite_autoincrement=True,
    )
    op.create_index("source_by_contact", "source", ["contact_id"])
    op.create_index("source_by_key", "source", ["format", "source_key"])


def _tag() -> None:
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(60), nullable=False),
        sa.Column("word_key", sa.String(500), nullable=False),
        sa.UniqueConstraint("contact_id", "word_key"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sqlite_autoincrement=True,
    )
    op.create_index("tag_by_word", "tag", ["word_key", "contact_id"])


def _follow_up() -> None:
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
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.ForeignKeyConstraint(["introduction_id"], ["introduction.id"]),
        sa.CheckConstraint(
            "kind in ('thank-you', 'answer', 'outcome', 'nudge', 'chase', 'promise', 'report-back', 'keep-in-touch')",
            name="kind_is_known",
        ),
        sa.CheckConstraint(
            "reason in ('cup', 'named-somebody', 'introduced', 'replied', 'later', 'met-at-event', 'i-cancelled', 'i-missed', 'planned', 'unanswered', 'asked', 'they-cancelled', 'they-missed', 'promised-introduction', 'my-promise', 'became-a-cup', 'died', 'last-contact')",
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


def _introduction_step() -> None:
    op.create_table(
        "introduction_step",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("introduction_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("step_on", sa.String(10), nullable=False),
        sa.Column("logged_on", sa.String(10), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("declined_by", sa.String(24), nullable=True),
        sa.Column("lapsed_why", sa.String(24), nullable=True),
        sa.Column("owed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["introduction_id"], ["introduction.id"]),
        sa.CheckConstraint(
            "state in ('wanted', 'asked', 'named', 'promised', 'made', 'met', 'reported', 'declined', 'lapsed')",
            name="state_is_known",
        ),
        sa.CheckConstraint("declined_by in ('introducer', 'contact')", name="declined_by_is_known"),
        sa.CheckConstraint("lapsed_why in ('no-answer', 'met-another-way', 'not-needed')", name="lapsed_why_is_known"),
        sa.CheckConstraint("owed >= 0 and owed <= 1", name="owed_in_range"),
        sqlite_autoincrement=True,
    )
    op.create_index("step_by_introduction", "introduction_step", ["introduction_id"])


def _message() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("direction", sa.String(24), nullable=False),
        sa.Column("sent_on", sa.String(10), nullable=False),
        sa.Column("logged_on", sa.String(10), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(24), nullable=True),
        sa.Column("answer", sa.String(24), nullable=True),
        sa.Column("later_on", sa.String(), nullable=True),
        sa.Column("named", sa.Integer(), nullable=False),
        sa.Column("introduction_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("template", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("owed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["introduction_id"], ["introduction.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.CheckConstraint(
            "kind in ('outreach', 'request', 'nudge', 'thank-you', 'report-back', 'reply')", name="kind_is_known"
        ),
        sa.CheckConstraint("direction in ('sent', 'received')", name="direction_is_known"),
        sa.CheckConstraint(
            "channel in ('email', 'linkedin', 'text', 'letter', 'phone', 'in-person', 'other')", name="channel_is_known"
        ),
        sa.CheckConstraint("answer in ('yes', 'no', 'later')", name="answer_is_known"),
        sa.CheckConstraint("named >= 0 and named <= 1", name="named_in_range"),
        sa.CheckConstraint("owed >= 0 and owed <= 1", name="owed_in_range"),
        sqlite_autoincrement=True,
    )
    op.create_index("message_by_contact", "message", ["contact_id"])
    op.create_index("message_by_introduction", "message", ["introduction_id"])
