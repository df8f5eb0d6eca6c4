"""hours of services"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a service say when it can be reached. The table is not rebuilt, so that its ids are still given once."""
    op.add_column("service", sa.Column("hours", sa.String(), nullable=True))


def downgrade() -> None:
    """Forget the hours."""
    with op.batch_alter_table("service", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_column("hours")
