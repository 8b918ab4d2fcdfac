"""Counting for exports: shares of one toll, and deaths by side. Which figure is chosen is the policy's affair (docs/policies.md)."""

from dataclasses import dataclass

from tacitus.exporting.incident import Figure, Incident
from tacitus.fusing.event import TollEntry

CIVIL = frozenset({"civilians", "children", "women", "journalists", "medics", "aid_workers"})


def shares(total: int, among: int) -> tuple[int, ...]:
    """A total divided into whole numbers, the remainder one each to the first: 11 among 3 → 4, 4, 3; 7 among 3 → 3, 2, 2.

    The rule for toll told of several days or towns in ACLED's form. Raises `ValueError` for less than one share.
    """
    if among < 1:
        raise ValueError(f"cannot divide {total} among {among}")
    each, rest = divmod(total, among)
    return tuple(each + (n < rest) for n in range(among))


def deaths(incident: Incident) -> int:
    """The one figure of deaths: the policy's best, with a share of a toll told of several towns; 0 when no figure is told.

    Forms that have one whole number cannot tell unknown from none; the note beside it does.
    """
    figure = incident.figure("killed")
    if figure and figure.best is not None:
        return figure.best
    share = incident.share
    return shares(share.of, share.among)[share.index] if share and share.of is not None else 0


@dataclass(frozen=True, slots=True)
class BySide:
    """Deaths of the first side, the second, people who do not fight, and of unknown side; they sum up to the best figure."""

    a: int = 0
    b: int = 0
    civilians: int = 0
    unknown: int = 0


def by_side(incident: Incident, best: int) -> BySide:
    """Deaths by side: for each side the newest standing count of a speaker who is no side, else of its own side.

    A party's count of the enemy never counts. When the sides come to more than `best`, they are not of one count, and all deaths are of
    unknown side. The rest that no side's count covers is unknown too, but of an attack on people who do not fight, civilians.
    """
    told = [e for e in incident.event.tolls if e.harm == "killed" and not (e.superseded or e.enemy or e.part)]
    civil_target = bool(incident.targets) and all(w.kind in {"civilians", "protesters"} for w in incident.targets)
    side_b = _newest(told, {"target"})
    whole_civil = _newest(told, {"civilians"}) or max((_newest(told, {g}) for g in CIVIL), default=0)
    a, b, civilians = _newest(told, {"initiator"}), 0 if civil_target else side_b, max(whole_civil, side_b if civil_target else 0)
    if a + b + civilians > best:
        return BySide(unknown=best)
    rest = best - a - b - civilians
    if incident.event.type == "attack":
        return BySide(a, b, civilians + rest, 0)
    return BySide(a, b, civilians, rest)


def _newest(entries: list[TollEntry], groups: set[str]) -> int:
    wanted = [e for e in entries if e.group in groups]
    chosen = max(wanted, key=lambda e: (not e.party, str(e.voice.day or ""), e.min or 0), default=None)
    return (chosen.min if chosen.min is not None else chosen.max or 0) if chosen else 0


def three(figure: Figure | None) -> tuple[int, int, int]:
    """Low, best and high as whole numbers in order; what nobody tells is 0 for low and best, and best for high."""
    if figure is None:
        return 0, 0, 0
    best = figure.best if figure.best is not None else 0
    low = min(figure.low if figure.low is not None else best, best)
    return low, best, max(figure.high if figure.high is not None else best, best)
