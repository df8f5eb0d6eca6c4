"""referrals step by step, consent, checklists by receiver"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEYS = """
UPDATE checklist_item SET key = (SELECT code FROM checklist c WHERE c.id = checklist_id) || '-' || CAST(position AS VARCHAR(9))
"""


def _minutes(step: str) -> str:
    """Fill the minutes to a step from the days that are stored: 1,440 a day; a step before the sending has none."""
    days = (
        f"{step}_on - sent_on" if op.get_bind().dialect.name == "postgresql" else f"julianday({step}_on) - julianday(sent_on)"
    )
    return f"UPDATE referral SET {step}_minutes = 1440 * CAST({days} AS INTEGER) WHERE {step}_on >= sent_on"


def upgrade() -> None:
    """Make room for the steps of referrals, for consent, and for checklists of one receiver; give stored items their key."""
    op.create_table(
        "protocol_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("answer", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_protocol_answer_area_id_area")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_protocol_answer_meeting_id_meeting"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_protocol_answer_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protocol_answer")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("protocol_answer", schema=None) as batch_op:
        batch_op.create_index("ix_protocol_answer_key_area_id", ["key", "area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_protocol_answer_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_protocol_answer_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "case_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum("given", "refused", "withdrawn", "decided_for_child", name="consentanswer", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column(
            "scope",
            sa.Enum("all_members", "named_organizations", name="consentscope", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "decided_by",
            sa.Enum(
                "guardian",
                "child_protection_officer",
                "multidisciplinary_team",
                "court",
                name="consentdecider",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("withheld", sa.JSON(), nullable=False),
        sa.Column("noted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("noted_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["shared_case.id"], name=op.f("fk_case_consent_case_id_shared_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_case_consent_batch_id_import_batch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_consent")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("case_consent", schema=None) as batch_op:
        batch_op.create_index("ix_case_consent_case_id_decided_on", ["case_id", "decided_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_consent_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "consent_organization",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["consent_id"],
            ["case_consent.id"],
            name=op.f("fk_consent_organization_consent_id_case_consent"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_consent_organization_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_consent_organization_batch_id_import_batch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_organization")),
        sa.UniqueConstraint("consent_id", "organization_id", name="uq_consent_organization_consent_id_organization_id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("consent_organization", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_organization_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_organization_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "referral_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "sent",
                "acknowledged",
                "accepted",
                "declined",
                "in_progress",
                "done",
                "closed_without_service",
                "revoked",
                name="referralstate",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column(
            "reason",
            sa.Enum(
                "no_capacity",
                "outside_scope",
                "not_eligible",
                "area_not_served",
                "information_missing",
                "no_consent",
                "unsafe",
                "person_declined",
                "lost_contact",
                "moved_away",
                "helped_elsewhere",
                "no_longer_needed",
                "no_answer",
                "mistake",
                "other",
                name="referralreason",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.CheckConstraint("state IS NOT NULL OR note IS NOT NULL", name=op.f("ck_referral_step_says_something")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_referral_step_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referral_step_referral_id_referral"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_step")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("referral_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_step_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index("ix_referral_step_referral_id_at", ["referral_id", "at"], unique=False)

    with op.batch_alter_table("checklist", schema=None) as batch_op:
        batch_op.add_column(sa.Column("organization_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "exploitation",
                sa.Enum(
                    "sexual_exploitation",
                    "forced_labour",
                    "domestic_servitude",
                    "forced_begging",
                    "forced_marriage",
                    "forced_criminality",
                    "online_sexual_exploitation",
                    "organ_removal",
                    "other",
                    "unknown",
                    name="exploitation",
                    native_enum=False,
                    length=32,
                ),
                nullable=True,
            )
        )
        batch_op.drop_constraint(batch_op.f("uq_checklist_code_version"), type_="unique")
        batch_op.create_index(batch_op.f("ix_checklist_organization_id"), ["organization_id"], unique=False)
        batch_op.create_unique_constraint("uq_checklist_variant", ["code", "organization_id", "exploitation", "version"])
        batch_op.create_foreign_key(
            batch_op.f("fk_checklist_organization_id_organization"), "organization", ["organization_id"], ["id"]
        )

    with op.batch_alter_table("checklist_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column(
                "ages",
                sa.Enum("everybody", "adults", "children", name="itemages", native_enum=False, length=32),
                nullable=False,
                server_default="everybody",
            )
        )

    op.execute(_KEYS)
    with op.batch_alter_table("checklist_item", schema=None) as batch_op:
        batch_op.create_index("ix_checklist_item_key", ["key"], unique=False)
        batch_op.create_unique_constraint("uq_checklist_item_checklist_id_key", ["checklist_id", "key"])

    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("due_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("acknowledged_minutes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("accepted_minutes", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "reason",
                sa.Enum(
                    "no_capacity",
                    "outside_scope",
                    "not_eligible",
                    "area_not_served",
                    "information_missing",
                    "no_consent",
                    "unsafe",
                    "person_declined",
                    "lost_contact",
                    "moved_away",
                    "helped_elsewhere",
                    "no_longer_needed",
                    "no_answer",
                    "mistake",
                    "other",
                    name="referralreason",
                    native_enum=False,
                    length=32,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column(
                "purpose",
                sa.Enum(
                    "additional_services_required",
                    "migration_or_change_of_location",
                    "other",
                    name="referralpurpose",
                    native_enum=False,
                    length=32,
                ),
                nullable=False,
                server_default="additional_services_required",
            )
        )
        batch_op.create_index(
            "ix_referral_flow",
            [
                "sent_on",
                "referring_organization_id",
                "referred_organization_id",
                "need_id",
                "state",
                "reason",
                "acknowledged_minutes",
                "accepted_minutes",
                "sent_at",
            ],
            unique=False,
        )
        batch_op.create_index(
            "ix_referral_running",
            [
                *("referred_organization_id", "referring_organization_id", "state", "due_at"),
                *("sent_on", "accepted_on", "urgency"),
            ],
            unique=False,
            sqlite_where=sa.text("state IN ('sent', 'acknowledged', 'accepted', 'in_progress')"),
            postgresql_where=sa.text("state IN ('sent', 'acknowledged', 'accepted', 'in_progress')"),
        )

        batch_op.create_index("ix_referral_accepted_on", ["accepted_on"], unique=False)
        batch_op.create_index(
            "ix_referral_closed_on", ["closed_on", "referred_organization_id", "referring_organization_id"], unique=False
        )

    op.execute(_minutes("acknowledged"))
    op.execute(_minutes("accepted"))
    with op.batch_alter_table("shared_case", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "status_decided_by",
                sa.Enum(
                    "police",
                    "ngo",
                    "court_or_prosecution",
                    "government",
                    "other",
                    "unknown",
                    name="statusdecider",
                    native_enum=False,
                    length=32,
                ),
                nullable=False,
                server_default="unknown",
            )
        )


def downgrade() -> None:
    """Remove them; steps, consent, own checklists, who decided a status and agreed protocol answers are lost."""
    op.execute("DELETE FROM checklist WHERE organization_id IS NOT NULL OR exploitation IS NOT NULL")
    op.execute("DELETE FROM checklist_item WHERE checklist_id NOT IN (SELECT id FROM checklist)")
    op.execute("DELETE FROM case_item_state WHERE item_id NOT IN (SELECT id FROM checklist_item)")
    with op.batch_alter_table("shared_case", schema=None) as batch_op:
        batch_op.drop_column("status_decided_by")

    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_index("ix_referral_closed_on")
        batch_op.drop_index("ix_referral_accepted_on")
        batch_op.drop_index(
            "ix_referral_running",
            sqlite_where=sa.text("state IN ('sent', 'acknowledged', 'accepted', 'in_progress')"),
            postgresql_where=sa.text("state IN ('sent', 'acknowledged', 'accepted', 'in_progress')"),
        )
        batch_op.drop_index("ix_referral_flow")
        batch_op.drop_column("purpose")
        batch_op.drop_column("reason")
        batch_op.drop_column("accepted_minutes")
        batch_op.drop_column("acknowledged_minutes")
        batch_op.drop_column("due_at")
        batch_op.drop_column("sent_at")

    with op.batch_alter_table("checklist_item", schema=None) as batch_op:
        batch_op.drop_constraint("uq_checklist_item_checklist_id_key", type_="unique")
        batch_op.drop_index("ix_checklist_item_key")
        batch_op.drop_column("ages")
        batch_op.drop_column("key")

    with op.batch_alter_table("checklist", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_checklist_organization_id_organization"), type_="foreignkey")
        batch_op.drop_constraint("uq_checklist_variant", type_="unique")
        batch_op.drop_index(batch_op.f("ix_checklist_organization_id"))
        batch_op.create_unique_constraint(batch_op.f("uq_checklist_code_version"), ["code", "version"])
        batch_op.drop_column("exploitation")
        batch_op.drop_column("organization_id")

    with op.batch_alter_table("referral_step", schema=None) as batch_op:
        batch_op.drop_index("ix_referral_step_referral_id_at")
        batch_op.drop_index(batch_op.f("ix_referral_step_organization_id"))

    op.drop_table("referral_step")
    with op.batch_alter_table("consent_organization", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_organization_organization_id"))
        batch_op.drop_index(batch_op.f("ix_consent_organization_batch_id"))

    op.drop_table("consent_organization")
    with op.batch_alter_table("case_consent", schema=None) as batch_op:
        batch_op.drop_index("ix_case_consent_case_id_decided_on")
        batch_op.drop_index(batch_op.f("ix_case_consent_batch_id"))

    op.drop_table("case_consent")
    with op.batch_alter_table("protocol_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_protocol_answer_organization_id"))
        batch_op.drop_index(batch_op.f("ix_protocol_answer_meeting_id"))
        batch_op.drop_index("ix_protocol_answer_key_area_id")

    op.drop_table("protocol_answer")
