"""summaries, shapes and promises"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the summaries and fill them from what is stored; make room for shapes, promises, and whom a service is for."""
    op.create_table(
        "area_shape",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("outline", sa.JSON(), nullable=True),
        sa.Column("tile_row", sa.Integer(), nullable=True),
        sa.Column("tile_column", sa.Integer(), nullable=True),
        sa.Column("attribution", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_area_shape_area_id_area"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_shape")),
        sa.UniqueConstraint("area_id", name="uq_area_shape_area_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "need_tally",
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("service_type_id", sa.Integer(), nullable=False),
        sa.Column("needs", sa.Integer(), nullable=False),
        sa.Column("caseload", sa.Integer(), nullable=False),
        sa.Column("unmet_need", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("level", "period", "area_id", "service_type_id", name=op.f("pk_need_tally")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "service_span",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("service_type_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("province_id", sa.Integer(), nullable=True),
        sa.Column("from_day", sa.Integer(), nullable=False),
        sa.Column("until_day", sa.Integer(), nullable=False),
        sa.Column("assured_day", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("capacity_available", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_span_service_id_service"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_service_span")),
    )
    counted = ["from_day", "until_day", "assured_day", "capacity", "capacity_available"]
    of_province = ["province_id", "service_type_id", "organization_id", "area_id"]
    op.create_index("ix_service_span_province", "service_span", [*of_province, *counted])
    op.create_index("ix_service_span_area", "service_span", ["area_id", "service_type_id", "organization_id", *counted])
    op.create_index("ix_service_span_organization", "service_span", ["organization_id", "service_type_id", "area_id"])
    answers = ["referred_organization_id", "sent_on", "need_id", "state", "accepted_on", "closed_on"]
    op.create_index("ix_referral_answers", "referral", answers)

    with op.batch_alter_table("action_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("referral_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("opened_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.create_index("ix_action_item_area_id_service_type_id", ["area_id", "service_type_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_item_referral_id"), ["referral_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_action_item_referral_id_referral"), "referral", ["referral_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.add_column(sa.Column("minimum_age", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("maximum_age", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "serves_sex",
                sa.Enum("female", "male", "other", "unknown", name="sex", native_enum=False, length=32),
                nullable=True,
            )
        )
        batch_op.create_check_constraint(
            "minimum_age_within", "minimum_age IS NULL OR maximum_age IS NULL OR maximum_age >= minimum_age"
        )

    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decided_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True))

    _fill_summaries()


def downgrade() -> None:
    """Remove them; ages, sexes, notes, shapes and who decided are lost, summaries can be made again."""
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.drop_column("decided_by")

    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_service_minimum_age_within"), type_="check")
        batch_op.drop_column("serves_sex")
        batch_op.drop_column("maximum_age")
        batch_op.drop_column("minimum_age")

    with op.batch_alter_table("action_item", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_action_item_referral_id_referral"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_action_item_referral_id"))
        batch_op.drop_index("ix_action_item_area_id_service_type_id")
        batch_op.drop_column("note")
        batch_op.drop_column("opened_on")
        batch_op.drop_column("referral_id")

    op.drop_index("ix_referral_answers", table_name="referral")
    for index in ("ix_service_span_organization", "ix_service_span_area", "ix_service_span_province"):
        op.drop_index(index, table_name="service_span")
    op.drop_table("service_span")
    op.drop_table("need_tally")
    op.drop_table("area_shape")


def _day(column: str) -> str:
    """A date as a whole number, 20261125, on both engines."""
    return f"CAST(REPLACE(CAST({column} AS VARCHAR(10)), '-', '') AS INTEGER)"


def _fill_summaries() -> None:
    """What is stored before there are summaries, summed up once; from then on the writes keep them (`coalition.summaries`)."""
    columns = ("level", "day", "area_id", "service_type_id", "needs", "caseload", "unmet_need")
    op.execute(f"CREATE TEMPORARY TABLE need_net ({', '.join(f'{column} INTEGER NOT NULL' for column in columns)})")
    op.execute(_NET)
    for period in ("0", "day / 10000", "day / 100", "day"):
        op.execute(_ADD.format(period=period))
    op.execute("DROP TABLE need_net")
    op.execute(_SPANS)


_NET = f"""
WITH placed AS (
  SELECT n.id AS need_id, n.case_id, n.service_type_id, n.area_id,
    CASE WHEN a.level = 2 THEN a.parent_id ELSE a.id END AS province_id,
    {_day("n.opened_on")} AS from_day, COALESCE({_day("n.closed_on")}, 99999999) AS until_day
  FROM case_need n JOIN area a ON a.id = n.area_id),
helped AS (
  SELECT p.need_id, p.from_day AS first_day, p.until_day AS last_day, {_day("r.accepted_on")} AS from_day,
    CASE WHEN r.state NOT IN ('declined', 'revoked', 'closed_without_service') THEN 99999999
      ELSE COALESCE({_day("r.closed_on")}, 0) END AS until_day
  FROM placed p CROSS JOIN referral r WHERE r.need_id = p.need_id AND r.accepted_on >= r.sent_on
  UNION ALL SELECT need_id, from_day, until_day, until_day, 99999999 FROM placed),
reached AS (
  SELECT need_id, first_day, CASE WHEN from_day < last_day THEN from_day ELSE last_day END AS until_day,
    COALESCE(MAX(until_day) OVER (
      PARTITION BY need_id ORDER BY from_day, until_day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS from_day
  FROM helped WHERE from_day < until_day OR from_day = 99999999),
waiting AS (
  SELECT need_id, CASE WHEN from_day > first_day THEN from_day ELSE first_day END AS from_day, until_day
  FROM reached WHERE from_day < until_day),
counted AS (
  SELECT 2 AS level, area_id, service_type_id, case_id, need_id, from_day, until_day FROM placed
  UNION ALL SELECT 1, province_id, service_type_id, case_id, need_id, from_day, until_day FROM placed
  WHERE province_id IS NOT NULL),
spans AS (
  SELECT level, area_id, service_type_id, case_id, 0 AS is_unmet, from_day, until_day FROM counted
  UNION ALL SELECT c.level, c.area_id, c.service_type_id, c.case_id, 1, w.from_day, w.until_day
  FROM counted c JOIN waiting w ON w.need_id = c.need_id),
ordered AS (
  SELECT level, area_id, service_type_id, is_unmet, from_day, until_day, COALESCE(MAX(until_day) OVER (
      PARTITION BY level, area_id, service_type_id, case_id, is_unmet ORDER BY from_day, until_day
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS reached
  FROM spans WHERE from_day < until_day),
added AS (
  SELECT level, area_id, service_type_id, is_unmet, until_day,
    CASE WHEN reached > from_day THEN reached ELSE from_day END AS from_day
  FROM ordered WHERE until_day > reached),
events AS (
  SELECT level, from_day AS day, area_id, service_type_id, 0 AS needs, 1 - is_unmet AS caseload, is_unmet AS unmet_need
  FROM added
  UNION ALL SELECT level, until_day, area_id, service_type_id, 0, is_unmet - 1, -is_unmet FROM added WHERE until_day < 99999999
  UNION ALL SELECT level, from_day, area_id, service_type_id, 1, 0, 0 FROM counted)
INSERT INTO need_net
SELECT level, day, area_id, service_type_id, SUM(needs), SUM(caseload), SUM(unmet_need)
FROM events GROUP BY level, day, area_id, service_type_id"""
_ADD = """
INSERT INTO need_tally (level, period, area_id, service_type_id, needs, caseload, unmet_need)
SELECT level, {period} AS period, area_id, service_type_id, SUM(needs), SUM(caseload), SUM(unmet_need)
FROM need_net GROUP BY 1, 2, 3, 4 HAVING SUM(needs) <> 0 OR SUM(caseload) <> 0 OR SUM(unmet_need) <> 0"""
_SPANS = f"""
WITH stated AS (
  SELECT s.id, s.organization_id, s.service_type_id, s.area_id,
    CASE WHEN a.level = 2 THEN a.parent_id ELSE a.id END AS province_id, s.is_offered, s.capacity, s.capacity_available,
    {_day("s.assured_on")} AS assured_day, COALESCE({_day("s.starts_on")}, 0) AS starts_day,
    COALESCE({_day("s.ends_on")} + 1, 99999999) AS after_day,
    COALESCE(LEAD({_day("s.assured_on")}) OVER (
      PARTITION BY s.organization_id, s.service_type_id, s.area_id ORDER BY s.assured_on, s.id), 99999999) AS next_day
  FROM service s JOIN area a ON a.id = s.area_id)
INSERT INTO service_span (service_id, organization_id, service_type_id, area_id, province_id, from_day, until_day,
  assured_day, capacity, capacity_available)
SELECT id, organization_id, service_type_id, area_id, province_id,
  CASE WHEN starts_day > assured_day THEN starts_day ELSE assured_day END,
  CASE WHEN NOT is_offered THEN 0 WHEN after_day < next_day THEN after_day ELSE next_day END,
  assured_day, capacity, capacity_available
FROM stated"""
