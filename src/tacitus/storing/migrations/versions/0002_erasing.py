"""Erasing: the register of what was erased, and triggers that let this and nothing else leave the record.

Also an index by which the places of a coding are found, without which `verify` took time by the square of the reports.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ERASABLE = {
    "documents": "id", "captures": "document_id", "codings": "document_id", "accounts": "document_id", "account_places": "coding_id",
    "account_actors": "coding_id", "claims": "document_id", "control": "document_id", "statements": "document_id",
    "problems": "document_id", "judgements": "judgement_id", "judgement_evidence": "document_id",
}  # fmt: skip
"""Table → what of a row leads to the document it is of."""

SQLITE_ERASED = {
    "id": "OLD.id IN (SELECT document_id FROM erasures)",
    "document_id": "coalesce(OLD.document_id IN (SELECT document_id FROM erasures), 0)",
    "coding_id": "OLD.coding_id IN (SELECT c.id FROM codings c JOIN erasures e ON e.document_id = c.document_id)",
    "judgement_id": "OLD.id IN (SELECT j.judgement_id FROM judgement_evidence j JOIN erasures e ON e.document_id = j.document_id)",
}
POSTGRESQL_KEEPER = """CREATE OR REPLACE FUNCTION tacitus_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        held jsonb;
        erased boolean := false;
    BEGIN
        IF TG_NARGS > 0 THEN
            held := to_jsonb(OLD);
            erased := CASE TG_ARGV[0]
                WHEN 'coding_id' THEN EXISTS (
                    SELECT FROM codings c JOIN erasures e ON e.document_id = c.document_id WHERE c.id = held->>'coding_id')
                WHEN 'judgement_id' THEN EXISTS (
                    SELECT FROM judgement_evidence j JOIN erasures e ON e.document_id = j.document_id WHERE j.judgement_id = held->>'id')
                ELSE EXISTS (SELECT FROM erasures WHERE document_id = held->>TG_ARGV[0])
            END;
        END IF;
        IF NOT erased THEN RAISE EXCEPTION '%% only grows', TG_TABLE_NAME; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$"""


def upgrade() -> None:
    """Make the table, the index and the new triggers; all else stays as it is."""
    op.create_table(
        "erasures",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("hashes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_erasures_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_erasures")),
    )
    op.create_index(op.f("ix_account_places_coding_id_account_n"), "account_places", ["coding_id", "account_n"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        _postgresql()
    else:
        _sqlite()


def _postgresql() -> None:
    _run(POSTGRESQL_KEEPER)
    for table, column in ERASABLE.items():
        _run(
            f"DROP TRIGGER keep_{table} ON {table}",
            f"CREATE TRIGGER keep_{table} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION tacitus_keep('{column}')",
        )
    _run(
        "CREATE TRIGGER keep_erasures BEFORE UPDATE OR DELETE ON erasures FOR EACH ROW EXECUTE FUNCTION tacitus_keep()",
        "CREATE TRIGGER keep_all_erasures BEFORE TRUNCATE ON erasures FOR EACH STATEMENT EXECUTE FUNCTION tacitus_keep()",
    )


def _sqlite() -> None:
    for act in ("UPDATE", "DELETE"):
        for table, column in ERASABLE.items():
            _run(
                f"DROP TRIGGER keep_{table}_{act}",
                f"CREATE TRIGGER keep_{table}_{act} BEFORE {act} ON {table} WHEN NOT ({SQLITE_ERASED[column]})"
                f" BEGIN SELECT RAISE(ABORT, '{table} only grows'); END",
            )
        _run(f"CREATE TRIGGER keep_erasures_{act} BEFORE {act} ON erasures BEGIN SELECT RAISE(ABORT, 'erasures only grows'); END")


def _run(*statements: str) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)
