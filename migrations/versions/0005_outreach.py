"""Outreach: bulletins of every kind, reminders, stories, invites, the weekly note and the board."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


_KEPT = {"sqlite_autoincrement": True, "sqlite_strict": True}
_PLAIN = {"sqlite_strict": True}
_OLD_FATES = ("waiting", "underway", "sent", "gone", "failed", "left")
_FATES = ("waiting", "underway", "sent", "blocked", "gone", "failed", "left")
_OLD_STATES = ("draft", "sending", "stopped", "done", "dropped")
_OLD_TOPICS = ("warning", "monthly")


def _is_one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(map(repr, values))})"


def upgrade() -> None:
    op.create_table(
        "board_sum",
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("crop_id", sa.Text(), nullable=False),
        sa.Column("sellers", sa.Integer(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("grams", sa.BigInteger(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("greatest", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("area", "month", "currency", "crop_id", name=op.f("pk_board_sum")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
    )
    op.create_table(
        "board_naming",
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_board_naming_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_board_naming")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
    )
    op.create_table(
        "board_share",
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("crop_id", sa.Text(), nullable=False),
        sa.Column(
            "seller_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("grams", sa.BigInteger(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "orders >= 0 AND grams >= 0 AND minor >= 0", name=op.f("ck_board_share_amounts")
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["person.id"], name=op.f("fk_board_share_seller_id_person")
        ),
        sa.PrimaryKeyConstraint(
            "area", "month", "currency", "crop_id", "seller_id", name=op.f("pk_board_share")
        ),
        sqlite_autoincrement=False,
        sqlite_strict=True,
    )
    with op.batch_alter_table("board_share", schema=None) as batch_op:
        batch_op.create_index(
            "ix_board_share_minor", ["area", "month", "currency", "crop_id", "minor"], unique=False
        )
        batch_op.create_index("ix_board_share_seller_id", ["seller_id"], unique=False)

    op.create_table(
        "invite",
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=True),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Integer(), nullable=False),
        sa.Column("sold", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_invite_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_invite")),
        sa.UniqueConstraint("code", name=op.f("uq_invite_code")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
    )
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.create_index(
            "ix_invite_joined",
            [sa.literal_column("joined DESC"), "person_id"],
            unique=False,
            sqlite_where=sa.text("joined > 0"),
            postgresql_where=sa.text("joined > 0"),
        )
        batch_op.create_index(
            "ix_invite_region",
            ["region", sa.literal_column("joined DESC"), "person_id"],
            unique=False,
            sqlite_where=sa.text("joined > 0"),
            postgresql_where=sa.text("joined > 0"),
        )

    op.create_table(
        "newcomer",
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("followed_at", sa.BigInteger(), nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("joined_at", sa.BigInteger(), nullable=True),
        sa.Column("listed_at", sa.BigInteger(), nullable=True),
        sa.Column("sold_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_newcomer_by_id_person")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_newcomer_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_newcomer")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
    )
    with op.batch_alter_table("newcomer", schema=None) as batch_op:
        batch_op.create_index("ix_newcomer_by_id", ["by_id", "joined_at"], unique=False)

    op.create_table(
        "segment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_segment_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("segment", schema=None) as batch_op:
        batch_op.create_index("ix_segment_by_id", ["by_id"], unique=False)

    op.create_table(
        "story_asked",
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_story_asked_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_story_asked")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
    )
    op.create_table(
        "weekly",
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.Column("empty_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('asked', 'yes', 'no')", name=op.f("ck_weekly_state")),
        sa.CheckConstraint("day BETWEEN 0 AND 6", name=op.f("ck_weekly_day")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_weekly_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_weekly")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
    )
    op.create_table(
        "segment_member",
        sa.Column(
            "segment_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_segment_member_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segment.id"], name=op.f("fk_segment_member_segment_id_segment")
        ),
        sa.PrimaryKeyConstraint("segment_id", "person_id", name=op.f("pk_segment_member")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
    )
    with op.batch_alter_table("segment_member", schema=None) as batch_op:
        batch_op.create_index("ix_segment_member_person_id", ["person_id"], unique=False)

    op.create_table(
        "earned",
        sa.Column(
            "order_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "seller_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("crop_id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("milli", sa.BigInteger(), nullable=False),
        sa.Column("grams", sa.BigInteger(), nullable=True),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_earned_order_id_orders")
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["person.id"], name=op.f("fk_earned_seller_id_person")
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_earned")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
    )
    with op.batch_alter_table("earned", schema=None) as batch_op:
        batch_op.create_index("ix_earned_seller_id", ["seller_id", "at"], unique=False)

    op.create_table(
        "story",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "teller_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("crop_id", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("place_id", sa.Text(), nullable=False),
        sa.Column("lat_e6", sa.BigInteger(), nullable=False),
        sa.Column("lon_e6", sa.BigInteger(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("photo", sa.Text(), nullable=True),
        sa.Column("voice", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("was", sa.Text(), nullable=True),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column(
            "decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("moved_at", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'agreeing', 'told', 'refused', 'withdrawn')",
            name=op.f("ck_story_state"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_story_decided_by_person")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_story_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["teller_id"], ["person.id"], name=op.f("fk_story_teller_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
        sa.UniqueConstraint("teller_id", "order_id", name=op.f("uq_story_teller_id_order_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("story", schema=None) as batch_op:
        batch_op.create_index("ix_story_decided_by", ["decided_by"], unique=False)
        batch_op.create_index("ix_story_order_id", ["order_id"], unique=False)
        batch_op.create_index(
            "ix_story_told_place_id",
            ["place_id", "told_at"],
            unique=False,
            sqlite_where=sa.text("state = 'told'"),
            postgresql_where=sa.text("state = 'told'"),
        )
        batch_op.create_index(
            "ix_story_told_region",
            ["region", "told_at"],
            unique=False,
            sqlite_where=sa.text("state = 'told'"),
            postgresql_where=sa.text("state = 'told'"),
        )
        batch_op.create_index(
            "ix_story_waiting",
            ["made_at"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.create_table(
        "story_told",
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "story_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("listed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_story_told_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name=op.f("fk_story_told_story_id_story")
        ),
        sa.PrimaryKeyConstraint("person_id", "story_id", name=op.f("pk_story_told")),
        sqlite_autoincrement=False,
        sqlite_strict=True,
    )
    with op.batch_alter_table("story_told", schema=None) as batch_op:
        batch_op.create_index(
            "ix_story_told_story_id", ["story_id", "shown", "at", "listed_at"], unique=False
        )

    with op.batch_alter_table("bulletin", schema=None, table_kwargs=_KEPT) as batch_op:
        batch_op.drop_constraint(op.f("ck_bulletin_state"), type_="check")
        batch_op.drop_constraint(op.f("ck_bulletin_topic"), type_="check")
        batch_op.add_column(sa.Column("starts", sa.Text(), server_default="now", nullable=False))
        batch_op.add_column(sa.Column("starts_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("repeats", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("name", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("buttons", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "approved_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(
            sa.Column("of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column(
                "shown_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("shown_as", sa.BigInteger(), nullable=True))
        batch_op.create_index("ix_bulletin_approved_by", ["approved_by"], unique=False)
        batch_op.create_index("ix_bulletin_of_id", ["of_id"], unique=False)
        batch_op.create_index("ix_bulletin_shown_to", ["shown_to"], unique=False)
        batch_op.create_index("ix_bulletin_state", ["state", "id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_bulletin_shown_to_person"), "person", ["shown_to"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_bulletin_of_id_bulletin"), "bulletin", ["of_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_bulletin_approved_by_person"), "person", ["approved_by"], ["id"]
        )

    with op.batch_alter_table("bulletin_wording", schema=None) as batch_op:
        batch_op.add_column(sa.Column("document", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("marks", sa.Text(), nullable=True))

    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.create_index("ix_listing_crop_seller", ["crop_id", "seller_id"], unique=False)

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.create_index("ix_orders_crop_buyer", ["crop_id", "buyer_id"], unique=False)

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index("ix_person_username", ["username"], unique=False)

    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.create_index("ix_profile_pay_to", ["pay_to"], unique=False)

    with op.batch_alter_table("recipient", schema=None, table_kwargs=_PLAIN) as batch_op:
        batch_op.drop_constraint(op.f("ck_recipient_fate"), type_="check")
        batch_op.create_check_constraint(op.f("ck_recipient_fate"), _is_one_of("fate", _FATES))
        batch_op.add_column(sa.Column("why", sa.Text(), nullable=True))


def downgrade() -> None:
    op.execute("UPDATE recipient SET fate = 'gone' WHERE fate = 'blocked'")
    op.execute("UPDATE bulletin SET state = 'dropped' WHERE state IN ('asked', 'template')")
    op.execute("UPDATE bulletin SET state = 'stopped' WHERE state IN ('set', 'paused')")
    op.execute("UPDATE bulletin SET topic = 'warning' WHERE topic <> 'monthly'")
    with op.batch_alter_table("recipient", schema=None, table_kwargs=_PLAIN) as batch_op:
        batch_op.drop_constraint(op.f("ck_recipient_fate"), type_="check")
        batch_op.create_check_constraint(op.f("ck_recipient_fate"), _is_one_of("fate", _OLD_FATES))
        batch_op.drop_column("why")

    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.drop_index("ix_profile_pay_to")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index("ix_person_username")

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_index("ix_orders_crop_buyer")

    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.drop_index("ix_listing_crop_seller")

    with op.batch_alter_table("bulletin_wording", schema=None) as batch_op:
        batch_op.drop_column("marks")
        batch_op.drop_column("document")

    with op.batch_alter_table("bulletin", schema=None, table_kwargs=_KEPT) as batch_op:
        for name, values in (("state", _OLD_STATES), ("topic", _OLD_TOPICS)):
            batch_op.create_check_constraint(op.f(f"ck_bulletin_{name}"), _is_one_of(name, values))
        batch_op.drop_constraint(batch_op.f("fk_bulletin_approved_by_person"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_bulletin_of_id_bulletin"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_bulletin_shown_to_person"), type_="foreignkey")
        batch_op.drop_index("ix_bulletin_state")
        batch_op.drop_index("ix_bulletin_shown_to")
        batch_op.drop_index("ix_bulletin_of_id")
        batch_op.drop_index("ix_bulletin_approved_by")
        batch_op.drop_column("shown_as")
        batch_op.drop_column("shown_to")
        batch_op.drop_column("of_id")
        batch_op.drop_column("approved_by")
        batch_op.drop_column("buttons")
        batch_op.drop_column("name")
        batch_op.drop_column("repeats")
        batch_op.drop_column("starts_at")
        batch_op.drop_column("starts")

    with op.batch_alter_table("story_told", schema=None) as batch_op:
        batch_op.drop_index("ix_story_told_story_id")

    op.drop_table("story_told")
    with op.batch_alter_table("story", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_story_waiting",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index(
            "ix_story_told_region",
            sqlite_where=sa.text("state = 'told'"),
            postgresql_where=sa.text("state = 'told'"),
        )
        batch_op.drop_index(
            "ix_story_told_place_id",
            sqlite_where=sa.text("state = 'told'"),
            postgresql_where=sa.text("state = 'told'"),
        )
        batch_op.drop_index("ix_story_order_id")
        batch_op.drop_index("ix_story_decided_by")

    op.drop_table("story")
    with op.batch_alter_table("earned", schema=None) as batch_op:
        batch_op.drop_index("ix_earned_seller_id")

    op.drop_table("earned")
    with op.batch_alter_table("segment_member", schema=None) as batch_op:
        batch_op.drop_index("ix_segment_member_person_id")

    op.drop_table("segment_member")
    op.drop_table("weekly")
    op.drop_table("story_asked")
    with op.batch_alter_table("segment", schema=None) as batch_op:
        batch_op.drop_index("ix_segment_by_id")

    op.drop_table("segment")
    with op.batch_alter_table("newcomer", schema=None) as batch_op:
        batch_op.drop_index("ix_newcomer_by_id")

    op.drop_table("newcomer")
    with op.batch_alter_table("invite", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_invite_region",
            sqlite_where=sa.text("joined > 0"),
            postgresql_where=sa.text("joined > 0"),
        )
        batch_op.drop_index(
            "ix_invite_joined",
            sqlite_where=sa.text("joined > 0"),
            postgresql_where=sa.text("joined > 0"),
        )

    op.drop_table("invite")
    with op.batch_alter_table("board_share", schema=None) as batch_op:
        batch_op.drop_index("ix_board_share_seller_id")
        batch_op.drop_index("ix_board_share_minor")

    op.drop_table("board_share")
    op.drop_table("board_naming")
    op.drop_table("board_sum")
