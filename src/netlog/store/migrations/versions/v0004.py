"""Rows that were inserted together are one line of the journal; indexes leave out what is empty in most rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


# Indexes of what is mostly empty: name, table, columns, and the column that is told.
_OF_WHAT_IS_TOLD = (
    ("change_by_last_row", "change", ["table_name", "last_row_id"], "last_row_id"),
    ("contact_by_nickname", "contact", ["nickname_key"], "nickname_key"),
    ("source_by_key", "source", ["format", "source_key"], "source_key"),
)


def upgrade() -> None:
    op.add_column("change", sa.Column("last_row_id", sa.Integer(), nullable=True))
    for index in ("contact_by_nickname", "source_by_key"):
        op.drop_index(index)
    for index, table, columns, told in _OF_WHAT_IS_TOLD:
        where = sa.text(f"{told} is not null")
        op.create_index(index, table, columns, sqlite_where=where, postgresql_where=where)
