"""summaries, shapes and promises"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("service_type_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("caseload", sa.Integer(), nullable=False),
        sa.Column("unmet_need", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_need_tally_area_id_area"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["service_type_id"],
            ["service_type.id"],
            name=op.f("fk_need_tally_service_type_id_service_type"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("level", "area_id", "service_type_id", "from_on", name=op.f("pk_need_tally")),
    )
    with op.batch_alter_table("need_tally", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_tally_area_id"), ["area_id"], unique=False)

    op.create_table(
        "service_span",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("service_type_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_service_span_area_id_area"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_span_service_id_service"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["service_type_id"],
            ["service_type.id"],
            name=op.f("fk_service_span_service_type_id_service_type"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_service_span")),
    )
    with op.batch_alter_table("service_span", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_span_area_id"), ["area_id"], unique=False)
        batch_op.create_index("ix_service_span_cell", ["service_type_id", "area_id"], unique=False)

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


def downgrade() -> None:
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

    with op.batch_alter_table("service_span", schema=None) as batch_op:
        batch_op.drop_index("ix_service_span_cell")
        batch_op.drop_index(batch_op.f("ix_service_span_area_id"))

    op.drop_table("service_span")
    with op.batch_alter_table("need_tally", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_tally_area_id"))

    op.drop_table("need_tally")
    op.drop_table("area_shape")
