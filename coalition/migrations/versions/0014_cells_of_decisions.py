"""the cell that a decision is about"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TABLES = ("draft_note", "meeting_note")
_ADDED = (
    "ALTER TABLE {table} ADD COLUMN area_id INTEGER CONSTRAINT fk_{table}_area_id_area REFERENCES area (id)",
    "ALTER TABLE {table} ADD COLUMN service_type_id INTEGER"
    " CONSTRAINT fk_{table}_service_type_id_service_type REFERENCES service_type (id)"
    " CONSTRAINT ck_{table}_whole_cell CHECK ((area_id IS NULL) = (service_type_id IS NULL))",
)


def upgrade() -> None:
    """Let a line of a meeting name a cell. The tables are not rebuilt, so that their ids are still given once."""
    for table in _TABLES:
        for added in _ADDED:
            op.execute(added.format(table=table))
    op.create_index("ix_meeting_note_area_id_service_type_id", "meeting_note", ["area_id", "service_type_id"], unique=False)


def downgrade() -> None:
    """Forget the cells."""
    op.drop_index("ix_meeting_note_area_id_service_type_id", "meeting_note")
    for table in _TABLES:
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_whole_cell"), type_="check")
            for column, of in (("service_type_id", "service_type"), ("area_id", "area")):
                batch.drop_constraint(op.f(f"fk_{table}_{column}_{of}"), type_="foreignkey")
                batch.drop_column(column)
