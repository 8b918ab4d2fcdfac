"""Disputes: contradictions of one event put together for reading, so that each question is asked once."""

from collections.abc import Iterable

from tacitus.fusing.event import Contradiction, Side, Voice


def disputes(contradictions: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
    """One contradiction for each field, kind and outcome, open ones first.

    Fusing keeps one for each set of sides: what two speakers take back is two contradictions. Here sides of the same value are one with
    the voices of all, in the order they were found, and `since` is the first day any of them was known.
    """
    found: dict[tuple[object, ...], list[Contradiction]] = {}
    for c in contradictions:
        found.setdefault((c.field, c.kind, c.status, c.resolved_by, c.reason), []).append(c)
    return tuple(sorted(map(_joined, found.values()), key=lambda c: c.status != "open"))


def _joined(same: list[Contradiction]) -> Contradiction:
    voices: dict[str, list[Voice]] = {}
    for side in (side for c in same for side in c.sides):
        known = voices.setdefault(side.value, [])
        known += [v for v in side.voices if v not in known]
    since = min((c.since for c in same if c.since), default=None)
    return same[0].model_copy(update={"sides": tuple(Side(value=v, voices=tuple(by)) for v, by in voices.items()), "since": since})
