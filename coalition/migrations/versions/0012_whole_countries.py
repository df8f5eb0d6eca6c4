"""whole countries as areas of services"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let an area be a whole country."""
    _levels("level_1_or_2", "level_0_to_2", "level IN (0, 1, 2)")


def downgrade() -> None:
    """Take countries out again, and with them what is stated for a whole country."""
    for table in ("service", "service_span"):
        op.execute(f"DELETE FROM {table} WHERE area_id IN (SELECT id FROM area WHERE level = 0)")
    op.execute("DELETE FROM area WHERE level = 0")
    _levels("level_0_to_2", "level_1_or_2", "level IN (1, 2)")


def _levels(old: str, new: str, rule: str) -> None:
    """Exchange the rule on levels. SQLite makes the table anew: its numbers are never used twice, as before."""
    with op.batch_alter_table("area", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_area_{old}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_area_{new}"), rule)
