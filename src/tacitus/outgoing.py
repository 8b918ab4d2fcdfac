"""Outgoing: what exporters read, from a store or from codings in files, one incident at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from pydantic import ValidationError

from tacitus.errors import StoreError
from tacitus.exporting.incident import Incident, Share, Telling
from tacitus.exporting.job import Outlet
from tacitus.fusing import Event, fuse, under
from tacitus.fusing.merging import policy as policy_of
from tacitus.model import Account, Coding
from tacitus.storing import EventRecord, Filter, Store, Told
from tacitus.storing.records import LEVELS, Sensitivity

_OPEN_CODINGS = 512
_AT_ONCE = 100


def event_alone(coding: Coding, account: Account, policy: str) -> Event | None:
    """The account as an event of its own, as fusing makes it of one account; None when fusing makes none."""
    events = fuse((), [coding.model_copy(update={"accounts": (account,)})], policy_name=policy)
    return events[0] if events else None


def incidents_of_codings(codings: Iterable[Coding], policy: str, wanted: Filter | None = None) -> Iterator[Incident]:
    """Each account as its own incident: what `tacitus code` printed, without fusing. Of the filter only types and days are looked at."""
    policy_of(policy)
    for coding in codings:
        parts = _Parts(coding, policy)
        for account in coding.accounts:
            if _wanted(account, wanted) and (event := event_alone(coding, account, policy)):
                telling = Telling(coding.document, account, coding.coder)
                yield Incident(event, (telling,), event.place, parts.share(account), parts.count(account))


def _wanted(account: Account, wanted: Filter | None) -> bool:
    if wanted is None:
        return True
    if wanted.types and account.type not in wanted.types:
        return False
    if wanted.start and not (account.when.end and account.when.end >= wanted.start):
        return False
    return not wanted.end or bool(account.when.start and account.when.start <= wanted.end)


def outlets_of(store: Store) -> dict[str, Outlet]:
    """The publishers in the store's register, by each name they go by."""
    return {name: Outlet(s.country, s.kind) for s in store.sources() for name in (*s.same_as, s.name)}


def incidents_of_store(store: Store, wanted: Filter, policy: str) -> Iterator[Incident]:
    """The events of the last fusing that pass the filter, under a policy, with the accounts they are of.

    Raises `StoreError` when no events were built, and `SettingsError` for an unknown policy.
    """
    return incidents_of_records(store, store.events(wanted), policy)


def incidents_of_records(store: Store, records: Iterable[EventRecord], policy: str) -> Iterator[Incident]:
    """These events of the store; else as `incidents_of_store`. Codings are fetched for a hundred events at a time."""
    policy_of(policy)
    if not store.counts()["events"]:
        raise StoreError("no events in the store: `tacitus events` builds them; or export each account for itself with --accounts")
    return _incidents(store, iter(records), policy)


def _incidents(store: Store, records: Iterator[EventRecord], policy: str) -> Iterator[Incident]:
    while batch := list(islice(records, _AT_ONCE)):
        try:
            events = [under(Event.model_validate(record.body), policy) for record in batch]
        except ValidationError as error:
            raise StoreError("another version of tacitus built the events of this store: `tacitus events` builds them again") from error
        codings = store.codings_of({member.document_id for event in events for member in event.accounts})
        for event in events:
            yield _incident(event, codings, policy)


def incidents_of_accounts(store: Store, wanted: Filter, policy: str) -> Iterator[Incident]:
    """Each account of the store that passes the filter as its own incident.

    Of a report with fields marked above the filter's sensitivity, no words and no shares of a toll are given out: they could tell
    what the field holds.
    """
    policy_of(policy)
    coding = lru_cache(_OPEN_CODINGS)(lambda document_id: _coding(store, document_id))
    veiled = lru_cache(_OPEN_CODINGS)(lambda document_id: _veiled(store, document_id, wanted.sensitivity))
    for told in store.accounts(wanted):
        if whole := coding(told.document_id):
            yield from _alone(whole, told, policy, veiled(told.document_id))


def _veiled(store: Store, document_id: str, level: Sensitivity) -> bool:
    return any(field and LEVELS.index(mark) > LEVELS.index(level) for field, mark in store.sensitivity(document_id).items())


def _alone(coding: Coding, told: Told, policy: str, veiled: bool) -> Iterator[Incident]:
    if event := event_alone(coding, told.account, policy):
        parts = _Parts(coding, policy)
        share, count = (None, 0) if veiled else (parts.share(told.account), parts.count(told.account))
        telling = Telling(told.document, told.account, coding.coder)
        yield Incident(event, (telling,), event.place, share, count, quotable=not veiled)


def _coding(store: Store, document_id: str) -> Coding | None:
    found = store.coding(document_id)
    return found.coding if found else None


def _incident(event: Event, codings: Mapping[str, Coding], policy: str) -> Incident:
    tellings, share, count = [], None, 0
    for member in event.accounts:
        whole = codings.get(member.document_id)
        account = next((a for a in whole.accounts if a.id == member.account), None) if whole else None
        if whole and account:
            tellings.append(Telling(whole.document, account, whole.coder))
            parts = _Parts(whole, policy)
            share, count = share or parts.share(account), max(count, parts.count(account))
    return Incident(event, tuple(tellings), event.place, share, count)


@dataclass(frozen=True)
class _Parts:
    """Which accounts of one coding share a toll."""

    coding: Coding
    policy: str

    def count(self, account: Account) -> int:
        """How many accounts are parts of this one."""
        return sum(a.part_of == account.id for a in self.coding.accounts)

    def share(self, account: Account) -> Share | None:
        """The account's share of the toll told for it and others together, without those that tell a toll of their own."""
        if account.part_of is None:
            return None
        whole = next((a for a in self.coding.accounts if a.id == account.part_of), None)
        siblings = [a for a in self.coding.accounts if a.part_of == account.part_of]
        sharing = [a for a in siblings if not _killed(a)]
        if whole is None or account not in sharing:
            return Share(account.part_of, None, max(1, len(siblings)), 0)
        event = event_alone(self.coding, whole, self.policy)
        best = (event.figure("killed") or {}).get("best") if event else None
        own = sum(t.min or t.max or 0 for a in siblings for t in _killed(a)[:1])
        left = max(0, best - own) if isinstance(best, int) else None
        return Share(event.id if event else account.part_of, left, len(sharing), sharing.index(account))


def _killed(account: Account) -> list[Any]:
    return [t for t in account.tolls if t.harm == "killed"]
