"""The guard: how people stand with the market, and what was reported about them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# A column that comes with its check: written out, since SQLite would make the table anew.
_STANDING = """
ALTER TABLE person ADD COLUMN standing TEXT DEFAULT 'good' NOT NULL
CONSTRAINT ck_person_standing CHECK (standing IN ('good', 'restricted', 'suspended', 'banned'))
"""


def upgrade() -> None:
    op.execute(_STANDING)
    op.add_column("person", sa.Column("standing_until", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("standing_until")
        batch_op.drop_constraint("ck_person_standing", type_="check")
        batch_op.drop_column("standing")
