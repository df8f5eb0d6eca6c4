"""people who keep promises of a meeting in progress"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_ADDED = "ALTER TABLE draft_note ADD COLUMN person_id INTEGER CONSTRAINT fk_draft_note_person_id_person REFERENCES person (id)"


def upgrade() -> None:
    """Let a promise name who of the organization keeps it. The table is not rebuilt, so that its ids are still given once."""
    op.execute(_ADDED)
    op.create_index("ix_draft_note_person_id", "draft_note", ["person_id"], unique=False)


def downgrade() -> None:
    """Forget the people; the organizations stay."""
    op.drop_index("ix_draft_note_person_id", "draft_note")
    with op.batch_alter_table("draft_note", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_constraint(op.f("fk_draft_note_person_id_person"), type_="foreignkey")
        batch.drop_column("person_id")
