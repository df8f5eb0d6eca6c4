"""kinds of help of checklists"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_KINDS = {
    "C1": "I8;I9;I10",
    "C2": "I4",
    "C3": "I3;I11",
    "C4": "I3;I5;A8",
    "C5": "I2;I4;I8",
    "C6": "I3",
    "C7": "I1",
    "C9": "I4",
}
"""Code of a list -> the kinds of help that asked it, as the program said it before the coalition could."""


def upgrade() -> None:
    """Make room for the kinds of help a checklist is asked for, and write down those that were fixed until now."""
    with op.batch_alter_table("checklist", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kinds", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    checklist = sa.table("checklist", sa.column("code", sa.String), sa.column("kinds", sa.String))
    for code, kinds in _KINDS.items():
        op.execute(checklist.update().where(checklist.c.code == code).values(kinds=kinds))


def downgrade() -> None:
    """Remove it: the kinds of help that a coalition chose are lost."""
    with op.batch_alter_table("checklist", schema=None) as batch_op:
        batch_op.drop_column("kinds")
