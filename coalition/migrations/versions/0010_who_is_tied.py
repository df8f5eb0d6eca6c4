"""who is tied"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the summary of who had to do with whom, and fill it from what is stored."""
    op.create_table(
        "tie_tally",
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("referrals", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("quarter", "one_id", "other_id", name=op.f("pk_tie_tally")),
        sqlite_with_rowid=False,
    )
    op.execute(_TIES)


def downgrade() -> None:
    """Remove it; it can be made again."""
    op.drop_table("tie_tally")


def _quarter(day: str) -> str:
    """The quarter of a date as a whole number, 20264, on both engines."""
    year, month = (f"CAST(SUBSTR(CAST({day} AS VARCHAR(10)), {start}) AS INTEGER)" for start in ("1, 4", "6, 2"))
    return f"{year} * 10 + ({month} + 2) / 3"


_TIES = f"""
INSERT INTO tie_tally (quarter, one_id, other_id, referrals, cases)
WITH met AS (
  SELECT n.case_id, r.referring_organization_id AS sender_id, r.referred_organization_id AS receiver_id, r.state,
    r.sent_on, r.accepted_on
  FROM case_need n CROSS JOIN referral r WHERE r.need_id = n.id),
worked AS (
  SELECT c.id AS case_id, c.holder_organization_id AS organization_id, c.opened_on AS day FROM shared_case c
  WHERE c.holder_organization_id IS NOT NULL
  UNION ALL SELECT case_id, receiver_id, COALESCE(accepted_on, sent_on) FROM met
  WHERE state IN ('accepted', 'in_progress', 'done') OR (state = 'closed_without_service' AND accepted_on IS NOT NULL)),
since AS (SELECT case_id, organization_id, MIN(day) AS day FROM worked GROUP BY case_id, organization_id),
tied AS (
  SELECT {_quarter("sent_on")} AS quarter, CASE WHEN sender_id < receiver_id THEN sender_id ELSE receiver_id END AS one_id,
    CASE WHEN sender_id < receiver_id THEN receiver_id ELSE sender_id END AS other_id, 1 AS referrals, 0 AS cases
  FROM met WHERE sender_id <> receiver_id AND state <> 'revoked'
  UNION ALL
  SELECT {_quarter("CASE WHEN x.day > y.day THEN x.day ELSE y.day END")}, x.organization_id, y.organization_id, 0, 1
  FROM since x JOIN since y ON y.case_id = x.case_id AND y.organization_id > x.organization_id)
SELECT quarter, one_id, other_id, SUM(referrals), SUM(cases) FROM tied GROUP BY quarter, one_id, other_id"""
