"""one spelling: a shipped service type was spelled in another way than all other words"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_NAME = "UPDATE service_type SET name = '{now}' WHERE code = 'A2' AND name = '{then}'"
_BRITISH, _OWN = "Counselling and trauma therapy", "Counseling and trauma therapy"


def upgrade() -> None:
    """Spell the shipped name as everything else; a name that a coalition has chosen stays."""
    op.execute(_NAME.format(then=_BRITISH, now=_OWN))


def downgrade() -> None:
    """Spell it as before."""
    op.execute(_NAME.format(then=_OWN, now=_BRITISH))
