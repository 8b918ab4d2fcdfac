"""Frames: events as pandas and geopandas frames, and the store whose `events()` give them: what `from tacitus import Store` opens.

The stages know nothing of each other, so that a store cannot export; this module stands above both. Needs the extra `frames`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from tacitus.exporting.about import Tally
from tacitus.exporting.incident import Incident
from tacitus.exporting.job import Job
from tacitus.exporting.privacy import Privacy
from tacitus.exporting.tables import COLUMNS, rows
from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.outgoing import incidents_of_records
from tacitus.storing import EventRecord, Filter
from tacitus.storing import Store as PlainStore
from tacitus.storing.reads import EVERYTHING

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame


class Store(PlainStore):
    """A store as `tacitus.storing.Store` is one, whose events can be had as frames: `Store("tacitus.db").events().to_pandas()`."""

    def events(self, wanted: Filter = EVERYTHING, limit: int | None = None, offset: int = 0) -> "Events":
        """Events of the last fusing that pass the filter, one after the other, or all of them as a frame."""
        return Events(self, lambda: PlainStore.events(self, wanted, limit, offset))


class Events(Iterator[EventRecord]):
    """The events that pass a filter. Going through them reads them one by one; each frame reads them anew, and whole."""

    def __init__(self, store: PlainStore, read: Callable[[], Iterator[EventRecord]]) -> None:
        self._store, self._read = store, read
        self._stream: Iterator[EventRecord] | None = None

    def __next__(self) -> EventRecord:
        self._stream = self._stream or self._read()
        return next(self._stream)

    def to_pandas(self, policy: str = "range", *, privacy: Privacy | None = None, places: Gazetteer | None = None) -> "DataFrame":
        """The wide table, a row an event, under a policy.

        A frame is for work at home: nothing is masked, coarsened or left out unless `privacy` says so; points of coarsened places
        need the gazetteer. Raises `StoreError` when no events were built.
        """
        return to_pandas(self._incidents(policy, privacy, places), Job(Tally("csv", policy), places))

    def to_geopandas(self, policy: str = "range", *, privacy: Privacy | None = None, places: Gazetteer | None = None) -> "GeoDataFrame":
        """The same with points in WGS 84; a vague place has none."""
        return to_geopandas(self._incidents(policy, privacy, places), Job(Tally("csv", policy), places))

    def _incidents(self, policy: str, privacy: Privacy | None, places: Gazetteer | None) -> Iterable[Incident]:
        found = incidents_of_records(self._store, self._read(), policy)
        return privacy.guard(found, Tally("csv", policy), places) if privacy else found


def to_pandas(incidents: Iterable[Incident], job: Job | None = None) -> "DataFrame":
    """The wide table as a pandas frame: dates as `datetime64`, counts as nullable integers."""
    import pandas

    job = job or Job()
    frame = pandas.DataFrame.from_records(list(rows(incidents, job)), columns=[c.name for c in COLUMNS])
    kinds = {"integer": "Int64", "number": "float64", "boolean": "boolean"}
    frame = frame.astype({c.name: kinds[c.kind] for c in COLUMNS if c.kind in kinds})
    for column in COLUMNS:
        if column.kind == "date":
            frame[column.name] = pandas.to_datetime(frame[column.name])
    return frame


def to_geopandas(incidents: Iterable[Incident], job: Job | None = None) -> "GeoDataFrame":
    """The wide table as a geopandas frame in WGS 84; a vague place has no geometry."""
    import geopandas

    frame = to_pandas(incidents, job)
    points = geopandas.points_from_xy(frame["longitude"], frame["latitude"], crs="EPSG:4326")
    exact = frame["longitude"].notna()
    return geopandas.GeoDataFrame(frame, geometry=geopandas.GeoSeries(points, index=frame.index).where(exact, None), crs="EPSG:4326")
