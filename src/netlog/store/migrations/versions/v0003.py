"""What the ranking reads, kept: profiles, masses, tallies; pairs that are two people; the cards of `sync`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _profile()
    _mass()
    _tally()
    _distinct_pair()
    _synced_card()
    for column in ("city", "industry"):
        known = sa.text(f"{column} is not null")
        op.create_index(f"contact_by_{column}", "contact", [column], sqlite_where=known, postgresql_where=known)


def _profile() -> None:
    op.create_table(
        "profile",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("groups", sa.String(100_000), nullable=False),
        sa.Column("ties", sa.Integer(), nullable=False),
        sa.UniqueConstraint("contact_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.CheckConstraint("ties >= 0", name="ties_in_range"),
        sqlite_autoincrement=True,
    )


def _mass() -> None:
    op.create_table(
        "mass",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("value", sa.String(500), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("ties", sa.Integer(), nullable=False),
        sa.Column("squares", sa.Integer(), nullable=False),
        sa.UniqueConstraint("kind", "value"),
        sa.CheckConstraint("people >= 0", name="people_in_range"),
        sa.CheckConstraint("ties >= 0", name="ties_in_range"),
        sa.CheckConstraint("squares >= 0", name="squares_in_range"),
        sqlite_autoincrement=True,
    )


def _tally() -> None:
    op.create_table(
        "tally",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("how", sa.String(24), nullable=False),
        sa.Column("value", sa.String(500), nullable=False),
        sa.Column("ties", sa.Integer(), nullable=False),
        sa.UniqueConstraint("kind", "how", "value"),
        sa.CheckConstraint("ties >= 0", name="ties_in_range"),
        sqlite_autoincrement=True,
    )


def _distinct_pair() -> None:
    op.create_table(
        "distinct_pair",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("a_id", sa.Integer(), nullable=False),
        sa.Column("b_id", sa.Integer(), nullable=False),
        sa.Column("said_on", sa.String(10), nullable=False),
        sa.UniqueConstraint("a_id", "b_id"),
        sa.CheckConstraint("a_id < b_id", name="smaller_first"),
        sa.ForeignKeyConstraint(["a_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["b_id"], ["contact.id"]),
        sqlite_autoincrement=True,
    )
    op.create_index("distinct_by_b", "distinct_pair", ["b_id"])


def _synced_card() -> None:
    op.create_table(
        "synced_card",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("folder", sa.String(100_000), nullable=False),
        sa.Column("file", sa.String(500), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.UniqueConstraint("folder", "file"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sqlite_autoincrement=True,
    )
    op.create_index("card_by_contact", "synced_card", ["contact_id"])
