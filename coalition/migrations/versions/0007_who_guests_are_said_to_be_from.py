"""who guests are said to be from"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for what is said of the organization of a guest while a meeting is recorded."""
    with op.batch_alter_table("draft_attendance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("organization_as_written", sqlmodel.sql.sqltypes.AutoString(), nullable=True))


def downgrade() -> None:
    """Remove it; guests of a meeting in progress have a name only."""
    with op.batch_alter_table("draft_attendance", schema=None) as batch_op:
        batch_op.drop_column("organization_as_written")
