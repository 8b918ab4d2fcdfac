"""Full-text search: FTS5 on SQLite, tsvector on PostgreSQL, with the same words found by both.

Words are folded (case, accents) and stemmed (Porter); all words of a search must stand in one text, a phrase in quotation marks as
it is written. Searched are the reports and, for each account, its evidence with the resolved names.
"""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, literal_column, select, text, true

from tacitus.errors import StoreError
from tacitus.storing.filtering import account_query, visible, within
from tacitus.storing.records import Filter
from tacitus.storing.schema import accounts, documents, fold, search_text

PIECE = 100_000
"""Characters of a report indexed as one text; longer reports are cut at white space into several."""
_TERM = re.compile(r'"([^"]*)"|(\S+)')
_HEADLINE = "StartSel=[, StopSel=], MaxWords=24, MinWords=12, MaxFragments=1"


def terms(words: str) -> list[str]:
    """The words and quoted phrases of a search, punctuation left out. Raises `StoreError` when there are none."""
    found = (" ".join(re.findall(r"\w+", quoted or plain)) for quoted, plain in _TERM.findall(words))
    if not (wanted := [term for term in found if term]):
        raise StoreError(f"nothing to search for in {words!r}; give at least one word")
    return wanted


def pieces(words: str) -> Iterator[str]:
    """The text in pieces of at most `PIECE` characters, cut at white space where there is any."""
    while len(words) > PIECE:
        cut = max(words.rfind(" ", 0, PIECE), words.rfind("\n", 0, PIECE))
        cut = cut if cut > 0 else PIECE
        yield words[:cut]
        words = words[cut:]
    yield words


def find(connection: Connection, words: str, wanted: Filter, limit: int) -> Iterator[tuple[Any, str | None, str]]:
    """(row of the document, account id or None, snippet), best first, reports before accounts of equal rank, `limit` of each."""
    for account in (False, True):
        for row in connection.execute(_query(connection, terms(words), wanted, account, limit)).mappings():
            yield row, row["account_id"], " ".join(row["snippet"].split())


def _query(connection: Connection, wanted_terms: list[str], wanted: Filter, account: bool, limit: int) -> Select[Any]:
    """The best texts are picked first, and only of these a snippet is made and the document read."""
    match, snippet, rank = _postgresql(wanted_terms) if connection.dialect.name == "postgresql" else _sqlite(wanted_terms)
    tables: FromClause = search_text
    if connection.dialect.name == "sqlite":
        tables = tables.join(text("search_index"), literal_column("search_index.rowid") == search_text.c.seq)
    best = select(search_text.c.seq).select_from(tables)
    best = best.where(match, visible(search_text.c.document_id), within(search_text.c.document_id, wanted.sensitivity, whole=False))
    best = best.where(_wanted(wanted, account)).order_by(rank, search_text.c.seq).limit(limit)
    query = select(*documents.c, search_text.c.account_id, snippet.label("snippet"))
    query = query.select_from(tables.join(documents, documents.c.id == search_text.c.document_id))
    return query.where(match, search_text.c.seq.in_(best)).order_by(rank, search_text.c.seq)


def _wanted(wanted: Filter, account: bool) -> Any:
    """Whether a text passes the filter: an account's by the account, a report's when it tells an account that passes."""
    if account:
        ids = account_query(wanted, accounts.c.document_id, accounts.c.id).subquery()
        return and_(
            search_text.c.account_id.is_not(None),
            select(true()).where(ids.c.document_id == search_text.c.document_id, ids.c.id == search_text.c.account_id).exists(),
        )
    conditions: list[ColumnElement[bool]] = [search_text.c.account_id.is_(None)]
    if wanted.document_id:
        conditions.append(search_text.c.document_id == wanted.document_id)
    if wanted.publisher:
        published = select(documents.c.id).where(documents.c.publisher_key == fold(wanted.publisher))
        conditions.append(search_text.c.document_id.in_(published))
    if wanted != Filter(publisher=wanted.publisher, document_id=wanted.document_id, sensitivity=wanted.sensitivity):
        conditions.append(search_text.c.document_id.in_(account_query(wanted, accounts.c.document_id)))
    return and_(*conditions)


def _sqlite(wanted_terms: list[str]) -> tuple[Any, Any, Any]:
    query = " ".join(f'"{term}"' for term in wanted_terms)
    match = text("search_index MATCH :words").bindparams(words=query)
    return match, literal_column("snippet(search_index, 0, '[', ']', '…', 24)"), literal_column("search_index.rank")


def _postgresql(wanted_terms: list[str]) -> tuple[Any, Any, Any]:
    query: ColumnElement[Any] = func.phraseto_tsquery(literal_column("'tacitus'::regconfig"), wanted_terms[0])
    for term in wanted_terms[1:]:
        query = query.op("&&")(func.phraseto_tsquery(literal_column("'tacitus'::regconfig"), term))
    index: ColumnElement[Any] = literal_column("search_text.word_index")
    snippet = func.ts_headline(literal_column("'tacitus'::regconfig"), search_text.c.words, query, _HEADLINE)
    return index.op("@@")(query), snippet, -func.ts_rank_cd(index, query)
