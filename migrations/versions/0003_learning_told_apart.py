"""Drills count what was believed apart from what was turned away."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("lesson_progress", schema=None) as batch_op:
        batch_op.add_column(sa.Column("judged", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("drilled", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("believed", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("refused", sa.Integer(), server_default="0", nullable=False))
    with op.batch_alter_table("learner", schema=None) as batch_op:
        batch_op.add_column(sa.Column("offered_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("learner", schema=None) as batch_op:
        batch_op.drop_column("offered_at")
    with op.batch_alter_table("lesson_progress", schema=None) as batch_op:
        batch_op.drop_column("refused")
        batch_op.drop_column("believed")
        batch_op.drop_column("drilled")
        batch_op.drop_column("judged")
