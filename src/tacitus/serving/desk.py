"""The desk: the store, the coder and the index that all pages share, and the building of events after each decision."""

import getpass
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from tacitus.errors import StoreError
from tacitus.fusing.event import Event
from tacitus.judgement import Judgement
from tacitus.model import Document
from tacitus.pipeline import Coder
from tacitus.serving.building import Builder
from tacitus.serving.index import Index
from tacitus.serving.indexing import IndexReader
from tacitus.settings import Settings
from tacitus.settings import load as load_settings
from tacitus.storing import Store
from tacitus.storing.records import Sensitivity

PATIENCE = 1.0
"""Seconds a request waits for the events to be built again; after that it is answered and the page says that they are being built."""


@dataclass
class Desk:
    """`Desk(Store("tacitus.db"))`. One for the whole server; safe to use from several threads."""

    store: Store
    settings: Settings = field(default_factory=load_settings)
    person: str = field(default_factory=getpass.getuser)
    patience: float = PATIENCE
    writing: threading.RLock = field(default_factory=threading.RLock)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _indexes: dict[Sensitivity, Index] = field(default_factory=dict)
    _reading: dict[Sensitivity, Future[None]] = field(default_factory=dict)
    _readers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "index"))
    _builders: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "events"))
    _building: Future[int] | None = None
    _queued: Future[int] | None = None

    @cached_property
    def _reader(self) -> IndexReader:
        return IndexReader(self.store)

    @cached_property
    def _builder(self) -> Builder:
        return Builder(self.store, lambda: self.coder.actors, self._reader.hear)

    @cached_property
    def coder(self) -> Coder:
        """The coder, made when first needed: reading and judging need none. It uses the user's own names once there are any."""
        own = self.overlay
        return Coder(replace(self.settings, overlay=str(own)) if own.exists() else self.settings)

    def forget_coder(self) -> None:
        """Make the next coding use another coder: the user's own names were changed."""
        self.__dict__.pop("coder", None)

    @property
    def overlay(self) -> Path:
        """The user's own places and actors: the setting `overlay`, else `tacitus-overlay.json` in the working folder."""
        return self.settings.overlay_path or Path("tacitus-overlay.json")

    def index(self, level: Sensitivity = "confidential") -> Index:
        """The index of all that is at most this sensitive.

        When the audit log has grown it is read again; a page does not wait longer than `patience` for that and is given the one before,
        unless something was withdrawn or marked since, which no page may show.
        """
        newest, strict = self._reader.advance()
        found = self._indexes.get(level)
        if found is not None and found.seq == newest:
            return found
        task = self._refreshed(level)
        with suppress(TimeoutError):
            task.result(None if found is None or strict > found.seq else self.patience)
        return self._indexes[level]

    def _refreshed(self, level: Sensitivity) -> Future[None]:
        with self._lock:
            task = self._reading.get(level)
            if task is None or task.done():
                task = self._reading[level] = self._readers.submit(self._read, level)
            return task

    def _read(self, level: Sensitivity) -> None:
        self._indexes[level] = self._reader.read(level, self._indexes.get(level))

    def event(self, event_id: str) -> Event:
        """One event whole. Raises `StoreError` when there is none of this id.

        Events that another version of tacitus built are built again before they are read.
        """
        try:
            return Event.model_validate(self.store.event(event_id).body)
        except ValidationError:
            if not self.rebuild():
                raise StoreError("The events are being built again for this version of tacitus. Load the page again in a moment.") from None
            return Event.model_validate(self.store.event(event_id).body)

    def decide(self, judgement: Judgement, check: Callable[[], object] = lambda: None) -> str:
        """Store a decision and build the events again; its id. `check` raises when it must not be stored: nothing is written meanwhile."""
        with self.writing:
            check()
            self.store.add_judgement(judgement)
        self.rebuild()
        return judgement.id

    def acting(self, person: str) -> Store:
        """The store with this person as the one who writes, for the audit log."""
        store = copy(self.store)
        store.person = person
        return store

    def rebuild(self, wait: float | None = None) -> bool:
        """Build the events again beside the running requests; whether it was done within `wait` seconds (else `patience`).

        Decisions that come while one build runs are all taken by the next.
        """
        with self._lock:
            if self._queued is None or self._queued.running() or self._queued.done():
                self._queued = self._builders.submit(self._builder.build)
            self._building = self._queued
        try:
            self._building.result(self.patience if wait is None else wait)
        except TimeoutError:
            return False
        return True

    def catch_up(self) -> None:
        """Build the events, beside all else, if something was coded, judged or withdrawn since they were last built,
        or if another version of tacitus built them."""
        stale = False
        for change in self.store.changes():
            stale = not change.action.startswith("events") and (stale or change.action.startswith(("coding", "judgement", "withdrawn")))
        if stale or not self._readable():
            self.rebuild(0)
        else:
            self._refreshed("confidential")

    def _readable(self) -> bool:
        """Whether the first stored event has the form this version writes."""
        first = next(iter(self.store.events()), None)
        try:
            return first is None or bool(Event.model_validate(first.body))
        except ValidationError:
            return False

    @property
    def building(self) -> bool:
        """Whether events are being built at this moment."""
        return self._building is not None and not self._building.done()

    def document(self, document_id: str, level: Sensitivity) -> Document | None:
        """A report, None when it, or a field of it whose words its text would tell, may not be seen at this level.

        Raises `StoreError` when the store has none.
        """
        document = self.store.document(document_id)
        return document if all(allows(level, mark) for mark in self.store.sensitivity(document_id).values()) else None

    def close(self) -> None:
        """Wait for what is being built, then let the store go."""
        self._builders.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self.store.close()


def allows(level: Sensitivity, mark: Sensitivity) -> bool:
    """Whether somebody cleared to `level` may see what is marked so."""
    order: tuple[Sensitivity, ...] = ("public", "restricted", "confidential")
    return order.index(mark) <= order.index(level)
