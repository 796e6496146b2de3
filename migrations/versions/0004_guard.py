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
    _upgrade_reports()
    op.add_column("outbox", sa.Column("mark", sa.Text(), nullable=True))
    _upgrade_bulletins()
    _upgrade_checks()


def downgrade() -> None:
    _downgrade_reports()
    op.drop_table("checked")
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


def _upgrade_checks() -> None:
    """What people had checked."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "checked",
        sa.Column("id", key, nullable=False),
        sa.Column("person_id", key, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "words")),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("file", "level")),
        sa.Column("pattern", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("genuine_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('words', 'link', 'number', 'photo', 'voice', 'file')",
            name="ck_checked_kind",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_checked_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_checked"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_checked_person", "checked", ["person_id", "at"])


_REPORTABLE = "'letter', 'listing', 'order', 'person', 'check'"


def _upgrade_reports() -> None:
    """What is reported gets into cases, and cases get decisions; reports of letters come along."""
    _create_cases()
    _create_reported()
    _create_rulings()
    _create_known()
    for statement in (_OLD_CASES, _OLD_REPORTS):
        op.execute(statement)
    if op.get_bind().dialect.name == "postgresql":
        for name in ("report_case", "reported"):
            op.execute(_NUMBER_ON.format(name=name))
    op.drop_table("report")


# A report of a letter was its own case; what was only closed had no decision.
_OLD_CASES = """
INSERT INTO report_case (id, what, words, rank, times, state, opened_at, seen_by, decided_by,
  decided_at, taught)
SELECT id, 'letter', words, 0, 1, CASE state WHEN 'closed' THEN 'closed' ELSE 'open' END, at,
  CASE state WHEN 'seen' THEN handled_by END, CASE state WHEN 'closed' THEN handled_by END,
  CASE state WHEN 'closed' THEN handled_at END, (1 = 0)
FROM report ORDER BY id
"""
_OLD_REPORTS = """
INSERT INTO reported (id, case_id, what, thing, person_id, about_id, order_id, reason, words,
  photo, voice, lat_e6, lon_e6, note, at)
SELECT id, id, 'letter', letter_id, person_id, about_id, order_id, reason, words,
  CASE kind WHEN 'photo' THEN file END, CASE kind WHEN 'voice' THEN file END, lat_e6, lon_e6,
  '', at
FROM report ORDER BY id
"""
_NUMBER_ON = """
SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name} HAVING max(id) > 0
"""


def _key(name: str, *, needed: bool = True) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, autoincrement=False, nullable=not needed)


def _own_key() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def _of(table: str, column: str, other: str = "person") -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def _index_each(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _create_cases() -> None:
    op.create_table(
        "report_case",
        _own_key(),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        _key("seen_by", needed=False),
        _key("decided_by", needed=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("taught", sa.Boolean(), nullable=False),
        sa.Column("pattern", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"what IN ({_REPORTABLE})", name="ck_report_case_what"),
        sa.CheckConstraint("state IN ('open', 'closed')", name="ck_report_case_state"),
        sa.CheckConstraint(
            "decision IN ('genuine', 'scam', 'warn', 'restrict', 'suspend', 'ban')",
            name="ck_report_case_decision",
        ),
        _of("report_case", "seen_by"),
        _of("report_case", "decided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_report_case"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    _index_each("report_case", "seen_by", "decided_by")
    for name, columns in (("open", ["rank", "id"]), ("closed", ["decided_at"])):
        where = sa.text(f"state = '{name}'")
        op.create_index(
            f"ix_report_case_{name}",
            "report_case",
            columns,
            sqlite_where=where,
            postgresql_where=where,
        )


def _create_reported() -> None:
    op.create_table(
        "reported",
        _own_key(),
        _key("case_id"),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("thing", sa.BigInteger(), nullable=False),
        _key("person_id"),
        _key("about_id", needed=False),
        _key("order_id", needed=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("photo", sa.Text(), nullable=True),
        sa.Column("voice", sa.Text(), nullable=True),
        sa.Column("lat_e6", sa.Integer(), nullable=True),
        sa.Column("lon_e6", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(f"what IN ({_REPORTABLE})", name="ck_reported_what"),
        sa.CheckConstraint(
            "reason IN ('money', 'code', 'fake', 'rude', 'threat', 'other')",
            name="ck_reported_reason",
        ),
        _of("reported", "case_id", "report_case"),
        _of("reported", "person_id"),
        _of("reported", "about_id"),
        _of("reported", "order_id", "orders"),
        sa.PrimaryKeyConstraint("id", name="pk_reported"),
        sa.UniqueConstraint("what", "thing", "person_id", name="uq_reported_what_thing_person_id"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    _index_each("reported", "case_id", "about_id", "order_id")
    op.create_index("ix_reported_by", "reported", ["person_id", "at"])


def _create_rulings() -> None:
    op.create_table(
        "report_ruling",
        _own_key(),
        _key("case_id"),
        _key("person_id"),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        _key("by_id"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        _key("undone_by", needed=False),
        sa.Column("appeal", sa.Text(), nullable=True),
        sa.Column("appealed_at", sa.BigInteger(), nullable=True),
        _key("answered_by", needed=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "decision IN ('warn', 'restrict', 'suspend', 'ban')", name="ck_report_ruling_decision"
        ),
        sa.CheckConstraint("outcome IN ('upheld', 'lifted')", name="ck_report_ruling_outcome"),
        _of("report_ruling", "case_id", "report_case"),
        *(
            _of("report_ruling", column)
            for column in ("person_id", "by_id", "undone_by", "answered_by")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report_ruling"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    _index_each("report_ruling", "case_id", "person_id", "by_id", "undone_by", "answered_by")
    waiting = sa.text("appealed_at IS NOT NULL AND outcome IS NULL AND undone_at IS NULL")
    op.create_index(
        "ix_report_ruling_waiting",
        "report_ruling",
        ["appealed_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_table(
        "report_act",
        _own_key(),
        _key("case_id"),
        _key("by_id"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        _of("report_act", "case_id", "report_case"),
        _of("report_act", "by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_report_act"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    _index_each("report_act", "case_id", "by_id")


def _create_known() -> None:
    op.create_table(
        "report_barred",
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "standing IN ('good', 'restricted', 'suspended', 'banned')",
            name="ck_report_barred_standing",
        ),
        sa.PrimaryKeyConstraint("mark", name="pk_report_barred"),
        sqlite_strict=True,
    )
    for name, kind in (("band", sa.BigInteger()), ("mark", sa.Text())):
        table = "report_band" if name == "band" else "report_number"
        op.create_table(
            table,
            sa.Column(name, kind, autoincrement=False, nullable=False),
            _key("case_id"),
            _of(table, "case_id", "report_case"),
            sa.PrimaryKeyConstraint(name, "case_id", name=f"pk_{table}"),
            sqlite_strict=True,
        )
        _index_each(table, "case_id")


def _downgrade_reports() -> None:
    """Give the room of letters its table of reports back, empty: cases fit no place in it."""
    known = ("report_number", "report_band", "report_barred")
    for name in (*known, "report_act", "report_ruling", "reported", "report_case"):
        op.drop_table(name)
    op.create_table(
        "report",
        _own_key(),
        _key("order_id"),
        _key("letter_id"),
        _key("person_id"),
        _key("about_id"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("lat_e6", sa.BigInteger(), nullable=True),
        sa.Column("lon_e6", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        _key("handled_by", needed=False),
        sa.Column("handled_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "reason IN ('money', 'rude', 'threat', 'other')", name="ck_report_reason"
        ),
        sa.CheckConstraint("state IN ('new', 'seen', 'closed')", name="ck_report_state"),
        _of("report", "order_id", "orders"),
        _of("report", "letter_id", "relay_message"),
        *(_of("report", column) for column in ("person_id", "about_id", "handled_by")),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("letter_id", "person_id", name="uq_report_letter_id_person_id"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    _index_each("report", "order_id", "person_id", "about_id", "handled_by")
    where = sa.text("state != 'closed'")
    op.create_index("ix_report_open", "report", ["id"], sqlite_where=where, postgresql_where=where)
