"""ids that are never given twice"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_REBUILT = ("action_item", "service", "checklist", "checklist_item", "draft_note", "meeting_note")
"""Tables that earlier steps rebuilt on SQLite without the rule that the number of a deleted row is not given again."""


def upgrade() -> None:
    """On SQLite make the rule hold again for the tables that lost it, from the greatest number that the history knows."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    for table in _REBUILT:
        with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
        newest = (
            "INSERT INTO sqlite_sequence (name, seq)"
            f" SELECT :name, max(n) FROM (SELECT max(id) AS n FROM {table} UNION ALL"
            " SELECT max(row_id) FROM change WHERE table_name = :name UNION ALL SELECT 0)"
        )
        connection.execute(sa.text(newest), {"name": table})


def downgrade() -> None:
    """Nothing to take back: the numbers stay as they are."""
