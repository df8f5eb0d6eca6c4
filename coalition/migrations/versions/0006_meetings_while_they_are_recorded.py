"""meetings while they are recorded"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for meetings that are being recorded, for notes of a meeting, and for who took part from elsewhere."""
    op.create_table(
        "draft_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("start", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("started_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_meeting")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "meeting_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("agenda", "decision", "action", "kept", name="notekind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("what", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_note_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_note")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("meeting_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_note_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "draft_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("is_organization", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("present", "absent", "excused", name="attendancestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("is_remote", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft_meeting.id"], name=op.f("fk_draft_attendance_draft_id_draft_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_draft_attendance_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_attendance_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_attendance")),
        sa.UniqueConstraint("draft_id", "key", name="uq_draft_attendance_draft_id_key"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("draft_attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_attendance_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_draft_attendance_person_id"), ["person_id"], unique=False)

    op.create_table(
        "draft_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("agenda", "decision", "action", "kept", name="notekind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("what", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["action_item.id"], name=op.f("fk_draft_note_action_id_action_item")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft_meeting.id"], name=op.f("fk_draft_note_draft_id_draft_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_draft_note_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_note")),
        sa.UniqueConstraint("draft_id", "key", name="uq_draft_note_draft_id_key"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("draft_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_note_action_id"), ["action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_draft_note_organization_id"), ["organization_id"], unique=False)

    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_remote", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Remove them; meetings that are being recorded, notes of meetings and who took part from elsewhere are lost."""
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_column("is_remote")

    with op.batch_alter_table("draft_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_note_organization_id"))
        batch_op.drop_index(batch_op.f("ix_draft_note_action_id"))

    op.drop_table("draft_note")
    with op.batch_alter_table("draft_attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_attendance_person_id"))
        batch_op.drop_index(batch_op.f("ix_draft_attendance_organization_id"))

    op.drop_table("draft_attendance")
    with op.batch_alter_table("meeting_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_note_meeting_id"))

    op.drop_table("meeting_note")
    op.drop_table("draft_meeting")
