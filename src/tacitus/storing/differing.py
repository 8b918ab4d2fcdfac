"""What two codings of one document say differently, account by account."""

from collections.abc import Iterator
from dataclasses import dataclass

from tacitus.errors import StoreError
from tacitus.judgement import Evidence
from tacitus.model import Account, Coding


@dataclass(frozen=True, slots=True)
class Difference:
    """An account that was added (`old` None), removed (`new` None) or changed in `fields`: name → (old, new) in words."""

    old: Account | None
    new: Account | None
    fields: tuple[tuple[str, str, str], ...] = ()


def diff(old: Coding, new: Coding) -> Iterator[Difference]:
    """Differences in the order the old coding tells its accounts, then what only the new one tells.

    Accounts are the same when they are told by the same words (`Evidence.found_in`), each used once. Raises `StoreError` when the
    codings are of different documents: a changed report is another document.
    """
    if old.document.id != new.document.id:
        raise StoreError(f"the codings are of different documents, {old.document.id} and {new.document.id}")
    left = list(new.accounts)
    for account in old.accounts:
        other = Evidence.of(old.document.id, account).found_in(tuple(left))
        if other is None:
            yield Difference(account, None)
            continue
        left.remove(other)
        before, after = _told(account), _told(other)
        if fields := tuple((name, before[name], after[name]) for name in before if before[name] != after[name]):
            yield Difference(account, other, fields)
    yield from (Difference(None, account) for account in left)


def _told(account: Account) -> dict[str, str]:
    """What an account says, field by field, in words to be compared and shown."""
    when, where = account.when, account.where
    return {
        "type": account.type,
        "status": account.status,
        "when": f"{when.start}–{when.end} ({when.precision})" if when.start else "unknown",
        "where": ", ".join(part for part in (where.name, where.admin1, where.country) if part) or "unknown",
        "actors": "; ".join(f"{actor.role} {actor.name}" for actor in account.actors),
        "tolls": "; ".join(f"{t.harm} {t.group} {'' if t.min is None else t.min}–{'' if t.max is None else t.max}" for t in account.tolls),
        "weapons": "; ".join(weapon.class_ for weapon in account.weapons),
        "claims": "; ".join(f"{c.speaker.name} {c.stance} {c.field} {c.value or ''}".strip() for c in account.claims),
    }
