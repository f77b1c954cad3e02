"""Rows that were inserted together are one line of the journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("change", sa.Column("last_row_id", sa.Integer(), nullable=True))
    several = sa.text("last_row_id is not null")
    columns = ["table_name", "last_row_id"]
    op.create_index("change_by_last_row", "change", columns, sqlite_where=several, postgresql_where=several)
