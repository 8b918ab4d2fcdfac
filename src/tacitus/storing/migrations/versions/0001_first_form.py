"""The first form of the store.

The tables are as Alembic generated them from `storing.schema`; below stand the two things it does not know: full-text search
and the triggers that let the record only grow.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "documents", "captures", "copies", "codings", "accounts", "account_places", "account_actors", "claims", "control", "statements",
    "problems", "judgements", "judgement_evidence", "sensitivities", "withdrawals", "sources", "audit",
)  # fmt: skip

SQLITE_SEARCH = (
    """CREATE VIRTUAL TABLE search_index USING fts5(
        words, content='search_text', content_rowid='seq', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN
        INSERT INTO search_index(rowid, words) VALUES (new.seq, new.words); END""",
    """CREATE TRIGGER search_text_removed AFTER DELETE ON search_text BEGIN
        INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', old.seq, old.words); END""",
)
POSTGRESQL_SEARCH = (
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    # the Porter stemmer without stop words, as SQLite's tokenizer has it
    "CREATE TEXT SEARCH DICTIONARY tacitus_porter (TEMPLATE = snowball, Language = porter)",
    "CREATE TEXT SEARCH CONFIGURATION tacitus (COPY = simple)",
    """ALTER TEXT SEARCH CONFIGURATION tacitus ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword,
        hword_asciipart, hword_part, hword_numpart WITH unaccent, tacitus_porter""",
    # the parser takes a/b, a.b and a@b for one path, host or address; SQLite's takes them for two words
    """ALTER TABLE search_text ADD COLUMN word_index tsvector GENERATED ALWAYS AS (
        to_tsvector('tacitus', translate(words, '-/._@:&+~=', '          '))) STORED""",
    "CREATE INDEX ix_search_text_word_index ON search_text USING gin (word_index)",
)
POSTGRESQL_KEEPER = """CREATE FUNCTION tacitus_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '%% only grows', TG_TABLE_NAME; END $$"""


def upgrade() -> None:
    """Make all tables, the search index and the triggers."""
    _tables()
    if op.get_bind().dialect.name == "postgresql":
        _run(*POSTGRESQL_SEARCH, POSTGRESQL_KEEPER)
        for table in APPEND_ONLY:
            _run(f"CREATE TRIGGER keep_{table} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION tacitus_keep()")
            _run(f"CREATE TRIGGER keep_all_{table} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION tacitus_keep()")
        return
    _run(*SQLITE_SEARCH)
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            _run(f"CREATE TRIGGER keep_{table}_{act} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{table} only grows'); END")


def _run(*statements: str) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


def _tables() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"], unique=False)
    op.create_table(
        "documents",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("raw_sha256", sa.Text(), nullable=True),
        sa.Column("boilerplate", sa.Text(), nullable=False),
        sa.Column("publisher_key", sa.Text(), nullable=False),
        sa.Column("stored", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_documents")),
        sa.UniqueConstraint("id", name=op.f("uq_documents_id")),
    )
    op.create_index(op.f("ix_documents_publisher_key"), "documents", ["publisher_key"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_start_end"), "events", ["start", "end"], unique=False)
    op.create_index(op.f("ix_events_status"), "events", ["status"], unique=False)
    op.create_index(op.f("ix_events_type"), "events", ["type"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["undoes"], ["judgements.id"], name=op.f("fk_judgements_undoes")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_judgements")),
        sa.UniqueConstraint("id", name=op.f("uq_judgements_id")),
    )
    op.create_index(op.f("ix_judgements_kind"), "judgements", ["kind"], unique=False)
    op.create_index(op.f("ix_judgements_person"), "judgements", ["person"], unique=False)
    op.create_table(
        "sources",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_sources")),
    )
    op.create_index(op.f("ix_sources_name"), "sources", ["name"], unique=False)
    op.create_table(
        "bands",
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("document_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_seq"], ["documents.seq"], name=op.f("fk_bands_document_seq")),
        sa.PrimaryKeyConstraint("band", "document_seq", name=op.f("pk_bands")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "captures",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("time", sa.Text(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("raw_sha256", sa.Text(), nullable=False),
        sa.Column("warc_sha256", sa.Text(), nullable=True),
        sa.Column("text_id", sa.Text(), nullable=True),
        sa.Column("similarity", sa.Float(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("stored", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_captures_document_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_captures")),
        sa.UniqueConstraint("id", name=op.f("uq_captures_id")),
    )
    op.create_index(op.f("ix_captures_document_id"), "captures", ["document_id"], unique=False)
    op.create_index(op.f("ix_captures_locator"), "captures", ["locator"], unique=False)
    op.create_index(op.f("ix_captures_raw_sha256"), "captures", ["raw_sha256"], unique=False)
    op.create_index(op.f("ix_captures_text_id"), "captures", ["text_id"], unique=False)
    op.create_table(
        "codings",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("stored", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_codings_document_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_codings")),
        sa.UniqueConstraint("document_id", "stamp", name=op.f("uq_codings_document_id_stamp")),
        sa.UniqueConstraint("id", name=op.f("uq_codings_id")),
    )
    op.create_index(op.f("ix_codings_document_id"), "codings", ["document_id"], unique=False)
    op.create_table(
        "copies",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_copies_document_id")),
        sa.ForeignKeyConstraint(["origin_id"], ["documents.id"], name=op.f("fk_copies_origin_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_copies")),
    )
    op.create_index(op.f("ix_copies_origin_id"), "copies", ["origin_id"], unique=False)
    op.create_table(
        "event_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_keys_event_id")),
        sa.PrimaryKeyConstraint("kind", "key", "event_id", name=op.f("pk_event_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_event_keys_event_id"), "event_keys", ["event_id"], unique=False)
    op.create_table(
        "judgement_evidence",
        sa.Column("judgement_id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_judgement_evidence_document_id")),
        sa.ForeignKeyConstraint(["judgement_id"], ["judgements.id"], name=op.f("fk_judgement_evidence_judgement_id")),
        sa.PrimaryKeyConstraint("judgement_id", "n", name=op.f("pk_judgement_evidence")),
    )
    op.create_index(op.f("ix_judgement_evidence_document_id"), "judgement_evidence", ["document_id"], unique=False)
    op.create_table(
        "search_text",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_search_text_document_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_search_text")),
    )
    op.create_index(op.f("ix_search_text_document_id"), "search_text", ["document_id"], unique=False)
    op.create_table(
        "sensitivities",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_sensitivities_document_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_sensitivities")),
    )
    op.create_index(op.f("ix_sensitivities_document_id"), "sensitivities", ["document_id"], unique=False)
    op.create_table(
        "withdrawals",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("raw_sha256", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_withdrawals_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_withdrawals")),
    )
    op.create_table(
        "accounts",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("coding_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("trigger_end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.Column("when_end", sa.Date(), nullable=True),
        sa.Column("when_precision", sa.Text(), nullable=False),
        sa.Column("place_name", sa.Text(), nullable=True),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("admin2", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("place_precision", sa.Text(), nullable=False),
        sa.Column("part_of", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_accounts_coding_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_accounts_document_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_accounts")),
        sa.UniqueConstraint("coding_id", "n", name=op.f("uq_accounts_coding_id_n")),
    )
    op.create_index(op.f("ix_accounts_document_id"), "accounts", ["document_id"], unique=False)
    op.create_index(op.f("ix_accounts_status"), "accounts", ["status"], unique=False)
    op.create_index(op.f("ix_accounts_type"), "accounts", ["type"], unique=False)
    op.create_index(op.f("ix_accounts_when_start_when_end"), "accounts", ["when_start", "when_end"], unique=False)
    op.create_table(
        "control",
        sa.Column("coding_id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("place_name", sa.Text(), nullable=True),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_control_coding_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_control_document_id")),
        sa.PrimaryKeyConstraint("coding_id", "n", name=op.f("pk_control")),
    )
    op.create_index(op.f("ix_control_actor_id"), "control", ["actor_id"], unique=False)
    op.create_index(op.f("ix_control_document_id"), "control", ["document_id"], unique=False)
    op.create_index(op.f("ix_control_place_id"), "control", ["place_id"], unique=False)
    op.create_table(
        "current_codings",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("coding_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_current_codings_coding_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_current_codings_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_current_codings")),
        sa.UniqueConstraint("coding_id", name=op.f("uq_current_codings_coding_id")),
    )
    op.create_table(
        "problems",
        sa.Column("coding_id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=True),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_problems_coding_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_problems_document_id")),
        sa.PrimaryKeyConstraint("coding_id", "n", name=op.f("pk_problems")),
    )
    op.create_index(op.f("ix_problems_document_id"), "problems", ["document_id"], unique=False)
    op.create_index(op.f("ix_problems_kind"), "problems", ["kind"], unique=False)
    op.create_table(
        "statements",
        sa.Column("coding_id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_statements_coding_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_statements_document_id")),
        sa.PrimaryKeyConstraint("coding_id", "n", name=op.f("pk_statements")),
    )
    op.create_index(op.f("ix_statements_document_id"), "statements", ["document_id"], unique=False)
    op.create_index(op.f("ix_statements_kind"), "statements", ["kind"], unique=False)
    op.create_table(
        "account_actors",
        sa.Column("coding_id", sa.Text(), nullable=False),
        sa.Column("account_n", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding_id", "account_n"], ["accounts.coding_id", "accounts.n"], name=op.f("fk_account_actors_coding_id_account_n")
        ),
        sa.PrimaryKeyConstraint("coding_id", "account_n", "n", name=op.f("pk_account_actors")),
    )
    op.create_index(op.f("ix_account_actors_actor_id"), "account_actors", ["actor_id"], unique=False)
    op.create_index(op.f("ix_account_actors_name_key"), "account_actors", ["name_key"], unique=False)
    op.create_table(
        "account_places",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("coding_id", sa.Text(), nullable=False),
        sa.Column("account_n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding_id", "account_n"], ["accounts.coding_id", "accounts.n"], name=op.f("fk_account_places_coding_id_account_n")
        ),
        sa.PrimaryKeyConstraint("key", "coding_id", "account_n", name=op.f("pk_account_places")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claims",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("coding_id", sa.Text(), nullable=False),
        sa.Column("account_n", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("speaker_kind", sa.Text(), nullable=False),
        sa.Column("party", sa.Boolean(), nullable=False),
        sa.Column("speaker_key", sa.Text(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("hedge", sa.Text(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coding_id", "account_n"], ["accounts.coding_id", "accounts.n"], name=op.f("fk_claims_coding_id_account_n")
        ),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.id"], name=op.f("fk_claims_coding_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_claims_document_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_claims")),
        sa.UniqueConstraint("coding_id", "account_n", "n", name=op.f("uq_claims_coding_id_account_n_n")),
        sa.UniqueConstraint("id", name=op.f("uq_claims_id")),
    )
    op.create_index(op.f("ix_claims_document_id"), "claims", ["document_id"], unique=False)
    op.create_index(op.f("ix_claims_speaker_key"), "claims", ["speaker_key"], unique=False)
    op.create_index(op.f("ix_claims_speaker_kind"), "claims", ["speaker_kind"], unique=False)
