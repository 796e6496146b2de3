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
    _upgrade_letters()
    op.execute(_STANDING)
    op.add_column("person", sa.Column("standing_until", sa.BigInteger(), nullable=True))
    op.add_column("outbox", sa.Column("mark", sa.Text(), nullable=True))
    _upgrade_bulletins()


def downgrade() -> None:
    _downgrade_bulletins()
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("mark")
    _downgrade_letters()
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("standing_until")
        batch_op.drop_constraint("ck_person_standing", type_="check")
        batch_op.drop_column("standing")


_VOUCHED = sa.text("vouched_at IS NOT NULL")


def _upgrade_letters() -> None:
    """What the guard thinks of letters, and the keys by which the same words are found."""
    for name, kind in (("verdict", sa.Text), ("opened_at", sa.BigInteger)):
        op.add_column("relay_message", sa.Column(name, kind(), nullable=True))
    op.add_column("relay_message", sa.Column("vouched_at", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_relay_message_vouched",
        "relay_message",
        ["to_id", "from_id"],
        sqlite_where=_VOUCHED,
        postgresql_where=_VOUCHED,
    )
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "letter_band",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("letter_id", key, autoincrement=False, nullable=False),
        sa.Column("to_id", key, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["relay_message.id"], name="fk_letter_band_letter_id_relay_message"
        ),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name="fk_letter_band_to_id_person"),
        sa.PrimaryKeyConstraint("band", "letter_id", name="pk_letter_band"),
        sqlite_strict=True,
    )
    for name in ("at", "letter_id", "to_id"):
        op.create_index(f"ix_letter_band_{name}", "letter_band", [name])


def _downgrade_letters() -> None:
    op.drop_table("letter_band")
    with op.batch_alter_table("relay_message", schema=None) as batch_op:
        batch_op.drop_index("ix_relay_message_vouched")
        for name in ("vouched_at", "opened_at", "verdict"):
            batch_op.drop_column(name)


def _upgrade_bulletins() -> None:
    """What staff tell many people, who is told, and who does not want to be."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "bulletin",
        sa.Column("id", key, nullable=False),
        sa.Column("by_id", key, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("reached", key, nullable=False),
        sa.Column("last", key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'sending', 'stopped', 'done', 'dropped')",
            name=op.f("ck_bulletin_state"),
        ),
        sa.CheckConstraint("topic IN ('warning', 'monthly')", name=op.f("ck_bulletin_topic")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_bulletin_by_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_bulletin"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_bulletin_by_id", "bulletin", ["by_id"])
    op.create_table(
        "bulletin_wording",
        sa.Column("bulletin_id", key, autoincrement=False, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("photo", sa.Text(), nullable=True),
        sa.Column("voice", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["bulletin_id"], ["bulletin.id"], name="fk_bulletin_wording_bulletin_id_bulletin"
        ),
        sa.PrimaryKeyConstraint("bulletin_id", "language", name="pk_bulletin_wording"),
        sqlite_strict=True,
    )
    op.create_table(
        "recipient",
        sa.Column("bulletin_id", key, autoincrement=False, nullable=False),
        sa.Column("person_id", key, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("fate", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "fate IN ('waiting', 'underway', 'sent', 'gone', 'failed', 'left')",
            name=op.f("ck_recipient_fate"),
        ),
        sa.ForeignKeyConstraint(
            ["bulletin_id"], ["bulletin.id"], name="fk_recipient_bulletin_id_bulletin"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_recipient_person_id_person"),
        sa.PrimaryKeyConstraint("bulletin_id", "person_id", name="pk_recipient"),
        sqlite_strict=True,
    )
    op.create_index("ix_recipient_fate", "recipient", ["bulletin_id", "fate", "at"])
    op.create_index("ix_recipient_person_id", "recipient", ["person_id"])
    op.create_table(
        "silenced",
        sa.Column("person_id", key, autoincrement=False, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_silenced_person_id_person"),
        sa.PrimaryKeyConstraint("person_id", "topic", name="pk_silenced"),
        sqlite_strict=True,
    )


def _downgrade_bulletins() -> None:
    for name in ("silenced", "recipient", "bulletin_wording", "bulletin"):
        op.drop_table(name)
