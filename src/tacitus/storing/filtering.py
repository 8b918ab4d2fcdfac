"""A `Filter` as SQL: which accounts of current codings are wanted, in the order they were stored."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, or_, select, true

from tacitus.storing.records import LEVELS, Filter, Sensitivity
from tacitus.storing.schema import (
    account_actors,
    account_places,
    accounts,
    claims,
    current_codings,
    documents,
    event_keys,
    events,
    fold,
    sensitivities,
    withdrawals,
)


def visible(document_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """The document was not withdrawn."""
    return document_id.not_in(select(withdrawals.c.document_id))


def within(document_id: ColumnElement[Any], level: Sensitivity, *, whole: bool = True) -> ColumnElement[bool]:
    """The document is no more sensitive than `level`: as a whole, or with `whole` false in no field either.

    The newest mark counts, a document never marked is public.
    """
    if level == LEVELS[-1]:
        return true()
    return document_id.not_in(_marked_above(level, ("",) if whole else ()))


def _marked_above(level: Sensitivity, fields: Collection[str] = ()) -> Select[Any]:
    """Ids of documents whose newest mark of one of these fields ("" is the whole), or of any, is above the level."""
    above = LEVELS[LEVELS.index(level) + 1 :]
    newest = select(func.max(sensitivities.c.seq)).group_by(sensitivities.c.document_id, sensitivities.c.field)
    query = select(sensitivities.c.document_id).where(sensitivities.c.seq.in_(newest), sensitivities.c.level.in_(above))
    return query.where(sensitivities.c.field.in_(fields)) if fields else query


def account_query(wanted: Filter, *columns: ColumnElement[Any]) -> Select[Any]:
    """The rows of `accounts` that are current, visible and wanted, with these columns; not yet ordered."""
    tables: FromClause = accounts.join(current_codings, accounts.c.coding_id == current_codings.c.coding_id)
    for side, condition in _sides(wanted):
        ids = select(side.c.coding_id, side.c.account_n).where(condition).distinct().subquery()
        tables = tables.join(ids, and_(ids.c.coding_id == accounts.c.coding_id, ids.c.account_n == accounts.c.n))
    if wanted.publisher:
        tables = tables.join(documents, documents.c.id == accounts.c.document_id)
    return select(*columns).select_from(tables).where(*_conditions(wanted))


def _sides(wanted: Filter) -> list[tuple[FromClause, ColumnElement[bool]]]:
    """Tables beside `accounts` that the filter looks in."""
    sides: list[tuple[FromClause, ColumnElement[bool]]] = []
    if wanted.place:
        sides.append((account_places, account_places.c.key == fold(wanted.place)))
    if wanted.actor:
        sides.append((account_actors, or_(account_actors.c.actor_id == wanted.actor, account_actors.c.name_key == fold(wanted.actor))))
    if wanted.speaker:
        sides.append((claims, or_(claims.c.speaker_kind == wanted.speaker, claims.c.speaker_key == fold(wanted.speaker))))
    return sides


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions = [visible(accounts.c.document_id)]
    if wanted.sensitivity != LEVELS[-1]:
        conditions.append(accounts.c.document_id.not_in(_marked_above(wanted.sensitivity, ("", *_asked(wanted)))))
    if wanted.types:
        conditions.append(accounts.c.type.in_(wanted.types))
    if wanted.statuses:
        conditions.append(accounts.c.status.in_(wanted.statuses))
    if wanted.document_id:
        conditions.append(accounts.c.document_id == wanted.document_id)
    if wanted.publisher:
        conditions.append(documents.c.publisher_key == fold(wanted.publisher))
    if wanted.start:
        conditions.append(accounts.c.when_end >= wanted.start)
    if wanted.end:
        conditions.append(accounts.c.when_start <= wanted.end)
    return conditions


def _asked(wanted: Filter) -> Iterator[str]:
    """The fields a filter asks about: an account is not to be found by what is held back of it."""
    asked = {"where": wanted.place, "actors": wanted.actor, "claims": wanted.speaker, "when": wanted.start or wanted.end}
    return (field for field, value in asked.items() if value)


def event_query(wanted: Filter) -> Select[Any]:
    """The rows of `events` that are wanted.

    An event any of whose reports was withdrawn, or is marked above the level asked for, whole or in a field, is left out: build events
    from the accounts of that level to have them without it.
    """
    conditions: list[ColumnElement[bool]] = [events.c.id.not_in(_events_of("document", select(withdrawals.c.document_id)))]
    if wanted.sensitivity != LEVELS[-1]:
        conditions.append(events.c.id.not_in(_events_of("document", _marked_above(wanted.sensitivity))))
    if wanted.types:
        conditions.append(events.c.type.in_(wanted.types))
    if wanted.statuses:
        conditions.append(events.c.status.in_(wanted.statuses))
    if wanted.start:
        conditions.append(events.c.end >= wanted.start)
    if wanted.end:
        conditions.append(events.c.start <= wanted.end)
    if wanted.publisher:
        published = select(documents.c.id).where(documents.c.publisher_key == fold(wanted.publisher))
        conditions.append(events.c.id.in_(_events_of("document", published)))
    if wanted.speaker:
        said = select(claims.c.document_id).where(
            or_(claims.c.speaker_kind == wanted.speaker, claims.c.speaker_key == fold(wanted.speaker))
        )
        conditions.append(events.c.id.in_(_events_of("document", said)))
    for kind, value in (("place", wanted.place), ("actor", wanted.actor), ("document", wanted.document_id)):
        if value:
            key = value if kind == "document" else fold(value)
            conditions.append(events.c.id.in_(select(event_keys.c.event_id).where(event_keys.c.kind == kind, event_keys.c.key == key)))
    return select(events.c.body).where(*conditions).order_by(events.c.n)


def _events_of(kind: str, keys: Select[Any]) -> Select[Any]:
    return select(event_keys.c.event_id).where(event_keys.c.kind == kind, event_keys.c.key.in_(keys))
