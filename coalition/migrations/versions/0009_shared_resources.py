"""shared resources"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for what members share, and for what was learned at a meeting."""
    op.create_table(
        "resource",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("title_local", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "policy",
                "protocol",
                "training",
                "contacts",
                "law",
                "form",
                "other",
                name="resourcekind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("link", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("file_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column(
            "file_type",
            sa.Enum("pdf", "docx", "xlsx", "pptx", "png", "jpg", "csv", "txt", name="filetype", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("file_size", sa.Integer(), nullable=True),
        sa.Column("languages", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("shared_on", sa.Date(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(file_hash IS NULL) = (file_type IS NULL)", name=op.f("ck_resource_file_with_type")),
        sa.CheckConstraint("file_size IS NULL OR file_size > 0", name=op.f("ck_resource_file_not_empty")),
        sa.CheckConstraint("link IS NOT NULL OR file_hash IS NOT NULL", name=op.f("ck_resource_link_or_file")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_resource_meeting_id_meeting"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_resource_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_file_hash"), ["file_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_resource_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resource_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "resource_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_resource_area_area_id_area")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_resource_area_resource_id_resource"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_area")),
        sa.UniqueConstraint("resource_id", "area_id", name="uq_resource_area_pair"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("resource_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_area_area_id"), ["area_id"], unique=False)

    op.create_table(
        "resource_service_type",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("service_type_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_resource_service_type_resource_id_resource"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["service_type_id"], ["service_type.id"], name=op.f("fk_resource_service_type_service_type_id_service_type")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource_service_type")),
        sa.UniqueConstraint("resource_id", "service_type_id", name="uq_resource_service_type_pair"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("resource_service_type", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_service_type_service_type_id"), ["service_type_id"], unique=False)

    with op.batch_alter_table("draft_note", schema=None) as batch_op:
        batch_op.add_column(sa.Column("resource_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_draft_note_resource_id"), ["resource_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_draft_note_resource_id_resource"), "resource", ["resource_id"], ["id"])

    with op.batch_alter_table("meeting_note", schema=None) as batch_op:
        batch_op.add_column(sa.Column("organization_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("resource_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_meeting_note_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_note_resource_id"), ["resource_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_meeting_note_organization_id_organization"), "organization", ["organization_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_meeting_note_resource_id_resource"), "resource", ["resource_id"], ["id"])


def downgrade() -> None:
    """Remove them; what was shared and learned is lost, its files stay in their folder."""
    for table in ("draft_note", "meeting_note"):
        notes = sa.table(table, sa.column("kind", sa.String))
        op.execute(notes.delete().where(notes.c.kind == "learned"))
    with op.batch_alter_table("meeting_note", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_meeting_note_resource_id_resource"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_meeting_note_organization_id_organization"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_meeting_note_resource_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_note_organization_id"))
        batch_op.drop_column("resource_id")
        batch_op.drop_column("organization_id")

    with op.batch_alter_table("draft_note", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_draft_note_resource_id_resource"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_draft_note_resource_id"))
        batch_op.drop_column("resource_id")

    with op.batch_alter_table("resource_service_type", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_service_type_service_type_id"))

    op.drop_table("resource_service_type")
    with op.batch_alter_table("resource_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_area_area_id"))

    op.drop_table("resource_area")
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_organization_id"))
        batch_op.drop_index(batch_op.f("ix_resource_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_resource_file_hash"))

    op.drop_table("resource")
