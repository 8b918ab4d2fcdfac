"""The tables (codebook 1). Same on SQLite and PostgreSQL: text ids that hash the content, dates as dates, times as UTC text.

`documents`, `captures`, `codings` and what hangs on them, `judgements` and `audit` only ever grow: triggers refuse an update or a
delete (`APPEND_ONLY`). `current_codings`, `search_text` and `events` are derived and may be rebuilt. `…_key` columns are folded.

An account is known by its coding and its place `n` in it: nothing here relies on coders giving each account an id of its own.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, null: bool = False, index: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null, index=index)


def _seq() -> Column[int]:
    return Column("seq", Integer, primary_key=True, autoincrement=True)


def _id() -> Column[str]:
    return Column("id", Text, nullable=False, unique=True)


def _document(*, null: bool = False) -> Column[str]:
    return Column("document_id", Text, ForeignKey("documents.id"), nullable=null, index=True)


def _coding() -> Column[str]:
    return Column("coding_id", Text, ForeignKey("codings.id"), nullable=False)


def _account() -> Column[int]:
    return Column("account_n", Integer, nullable=False)


def _n() -> Column[int]:
    return Column("n", Integer, nullable=False)


documents = Table(
    "documents", metadata, _seq(), _id(), _text("ref"), _text("title", null=True), _text("text"), _text("url", null=True),
    _text("publisher", null=True), Column("published", Date), _text("language"), _text("raw_sha256", null=True),
    _text("boilerplate"), _text("publisher_key", index=True), _text("stored"),
)  # fmt: skip

captures = Table(
    "captures", metadata, _seq(), _id(), _document(null=True), _text("kind"), _text("locator", index=True), _text("url", null=True),
    _text("time", null=True), Column("status", Integer), _text("headers"), _text("raw_sha256", index=True),
    _text("warc_sha256", null=True), _text("text_id", null=True, index=True), Column("similarity", Float), _text("title", null=True),
    _text("publisher", null=True), Column("published", Date), _text("stored"),
)  # fmt: skip

copies = Table(
    "copies", metadata,
    Column("document_id", Text, ForeignKey("documents.id"), primary_key=True),
    Column("origin_id", Text, ForeignKey("documents.id"), nullable=False, index=True),
    _text("kind"), Column("similarity", Float, nullable=False),
)  # fmt: skip

bands = Table(
    "bands", metadata, _text("band"), Column("document_seq", Integer, ForeignKey("documents.seq"), nullable=False),
    PrimaryKeyConstraint("band", "document_seq"), sqlite_with_rowid=False,
)  # fmt: skip

codings = Table(
    "codings", metadata, _seq(), _id(), _document(), _text("stamp"), _text("body"), _text("sha256"), _text("stored"),
    UniqueConstraint("document_id", "stamp"),
)  # fmt: skip

current_codings = Table(
    "current_codings", metadata,
    Column("document_id", Text, ForeignKey("documents.id"), primary_key=True),
    Column("coding_id", Text, ForeignKey("codings.id"), nullable=False, unique=True),
)  # fmt: skip

accounts = Table(
    "accounts", metadata, _seq(), _coding(), _text("id"), _n(), _document(), _text("type", index=True), _text("status", index=True),
    Column("trigger_start", Integer, nullable=False), Column("trigger_end", Integer, nullable=False),
    _text("words"), Column("when_start", Date), Column("when_end", Date), _text("when_precision"), _text("place_name", null=True),
    _text("place_id", null=True), _text("country", null=True), _text("admin1", null=True), _text("admin2", null=True),
    Column("lat", Float), Column("lon", Float),
    _text("place_precision"), _text("part_of", null=True), Column("confidence", Float),
    UniqueConstraint("coding_id", "n"), Index(None, "when_start", "when_end"),
)  # fmt: skip

account_places = Table(
    "account_places", metadata, _text("key"), _text("coding_id"), _account(),
    PrimaryKeyConstraint("key", "coding_id", "account_n"), Index(None, "coding_id", "account_n"),
    ForeignKeyConstraint(["coding_id", "account_n"], ["accounts.coding_id", "accounts.n"]), sqlite_with_rowid=False,
)  # fmt: skip

account_actors = Table(
    "account_actors", metadata, _text("coding_id"), _account(), _n(), _text("role"), _text("name"),
    _text("actor_id", null=True, index=True), _text("kind"), _text("country", null=True), _text("name_key", index=True),
    PrimaryKeyConstraint("coding_id", "account_n", "n"),
    ForeignKeyConstraint(["coding_id", "account_n"], ["accounts.coding_id", "accounts.n"]),
)  # fmt: skip

claims = Table(
    "claims", metadata, _seq(), _id(), _coding(), _account(), _n(), _document(), _text("field"), _text("value", null=True),
    _text("speaker"), _text("speaker_kind", index=True), Column("party", Boolean, nullable=False), _text("speaker_key", index=True),
    _text("chain"), _text("stance"), _text("hedge", null=True), Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False), _text("words"), UniqueConstraint("coding_id", "account_n", "n"),
    ForeignKeyConstraint(["coding_id", "account_n"], ["accounts.coding_id", "accounts.n"]),
)  # fmt: skip

control = Table(
    "control", metadata, _coding(), _n(), _document(), _text("place_name", null=True), _text("place_id", null=True, index=True),
    _text("country", null=True), _text("actor"),
    _text("actor_id", null=True, index=True), _text("state"), Column("as_of", Date),
    _text("speaker"), _text("stance"), Column("span_start", Integer, nullable=False), Column("span_end", Integer, nullable=False),
    _text("words"),
    PrimaryKeyConstraint("coding_id", "n"),
)  # fmt: skip

statements = Table(
    "statements", metadata, _coding(), _n(), _document(), _text("kind", index=True), _text("speaker", null=True), _text("scope", null=True),
    Column("span_start", Integer, nullable=False), Column("span_end", Integer, nullable=False), _text("words"),
    PrimaryKeyConstraint("coding_id", "n"),
)  # fmt: skip

problems = Table(
    "problems", metadata, _coding(), _n(), _document(), _text("kind", index=True), _text("message"), Column("span_start", Integer),
    Column("span_end", Integer), _text("words", null=True), PrimaryKeyConstraint("coding_id", "n"),
)  # fmt: skip

judgements = Table(
    "judgements", metadata, _seq(), _id(), _text("kind", index=True), _text("body"), _text("person", index=True), _text("time"),
    Column("undoes", Text, ForeignKey("judgements.id")),
)  # fmt: skip

judgement_evidence = Table(
    "judgement_evidence", metadata, Column("judgement_id", Text, ForeignKey("judgements.id"), nullable=False), _n(), _document(),
    Column("span_start", Integer, nullable=False), Column("span_end", Integer, nullable=False), _text("words"),
    PrimaryKeyConstraint("judgement_id", "n"),
)  # fmt: skip

sensitivities = Table(
    "sensitivities", metadata, _seq(), _document(), _text("field"), _text("level"), _text("reason"), _text("person"), _text("time"),
)  # fmt: skip

withdrawals = Table(
    "withdrawals", metadata, Column("document_id", Text, ForeignKey("documents.id"), primary_key=True), _text("reason"),
    _text("person"), _text("time"), _text("raw_sha256", null=True),
)  # fmt: skip

erasures = Table(
    "erasures", metadata, Column("document_id", Text, ForeignKey("documents.id"), primary_key=True), _text("reason"),
    _text("person"), _text("time"), _text("hashes"),
)  # fmt: skip

events = Table(
    "events", metadata, Column("id", Text, primary_key=True), _n(), _text("type", index=True), _text("status", index=True),
    Column("start", Date), Column("end", Date), _text("place_id", null=True), _text("body"), Index(None, "start", "end"),
)  # fmt: skip

event_keys = Table(
    "event_keys", metadata, _text("key"), Column("event_id", Text, ForeignKey("events.id"), nullable=False, index=True), _text("kind"),
    PrimaryKeyConstraint("kind", "key", "event_id"), sqlite_with_rowid=False,
)  # fmt: skip

sources = Table("sources", metadata, _seq(), _text("name", index=True), _text("body"), _text("person"), _text("time"))

search_text = Table("search_text", metadata, _seq(), _document(), _text("account_id", null=True), _text("words"))

audit = Table(
    "audit", metadata, Column("seq", Integer, primary_key=True, autoincrement=False), _text("time"), _text("person"), _text("action"),
    _text("subject", index=True), _text("content"), _text("previous"), _text("hash"),
)  # fmt: skip

APPEND_ONLY = (
    "documents", "captures", "copies", "codings", "accounts", "account_places", "account_actors", "claims", "control", "statements",
    "problems", "judgements", "judgement_evidence", "sensitivities", "withdrawals", "erasures", "sources", "audit",
)  # fmt: skip
"""Tables in which triggers refuse every update and delete, but of what a row of `erasures` says is to be erased (`storing.erasing`)."""


def fold(text: str | None) -> str:
    """A name as it is looked up: white space and case folded; nothing is the empty text."""
    return " ".join((text or "").split()).casefold()
