"""The notation in which stories say what is expected.

An account is written `type status; keyword value; …`; what is not written is not asked:

    airstrike happened; at Belvik; on 2031-05-13; by Karsovan military; against civilians; killed 9+; says medics asserts

`at` place as the gazetteer has it ("nowhere" = none) · `precise` its precision · `on` day or `start..end` ("unknown": none)
`by` initiators, `with` supporters, `against` targets and victims, each a comma list and whole ("nobody" = none)
`killed`, `wounded`, `missing`, `captured`, `displaced` figures ("none" = not told), comma = several, `9+` at least 9, `-20` up to 20,
`7-10` between
`means` classes of weapons · `says` speaker and stance, the speaker by a word of its name, `any` for whoever · `part` "yes" when it is one
town's share of a toll told for several
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tacitus.model import REPORTABLE, Account, Coding, Toll, Where

HARMS = ("killed", "wounded", "missing", "captured", "displaced", "affected")


@dataclass(frozen=True)
class Expected:
    """One account as a story expects it: clauses are (keyword, value)."""

    type: str
    status: str
    clauses: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, line: str) -> "Expected":
        """The account of a line; raises `ValueError` for a keyword that does not exist."""
        first, *rest = (part.strip() for part in line.split(";"))
        type_, status = first.split()
        clauses = tuple((part.split(" ", 1)[0], part.split(" ", 1)[1]) for part in rest)
        if unknown := {keyword for keyword, _ in clauses} - set(READERS) - set(HARMS) - {"says"}:
            raise ValueError(f"unknown keyword {sorted(unknown)} in {line!r}")
        return cls(type_, status, clauses)

    def holds(self, account: Account | None, keyword: str, value: str) -> str | None:
        """None when the account says so, else what it says instead."""
        if account is None:
            return f"no account of type {self.type}"
        found = self.found(account, keyword)
        if keyword == "says":
            right = any(_said(value, told) for told in found.split(", "))
        else:
            right = sorted(_split(value)) == sorted(_split(found))
        return None if right else found

    @staticmethod
    def found(account: Account, keyword: str) -> str:
        if keyword in HARMS:
            return ", ".join(dict.fromkeys(figure(t) for t in account.tolls if t.harm == keyword)) or "none"
        if keyword == "says":
            return ", ".join(f"{claim.speaker.name} {claim.stance}" for claim in account.claims) or "nobody"
        return READERS[keyword](account)


def _split(value: str) -> list[str]:
    return [part.strip().casefold() for part in value.split(",")]


def _said(value: str, told: str) -> bool:
    (who, stance), (speaker, told_stance) = value.rsplit(" ", 1), (told.rsplit(" ", 1) if " " in told else (told, ""))
    return stance == told_stance and (who == "any" or who.casefold() in speaker.casefold())


def _when(account: Account) -> str:
    start, end = account.when.start, account.when.end
    if start is None or end is None:
        return "unknown"
    return str(start) if start == end else f"{start}..{end}"


def _place(where: Where) -> str:
    """The gazetteer's name of a place of the overlay ("Tell Haveer" → "tel havir"), else the name the coder gives."""
    ref = where.place_id or ""
    return ref.removeprefix("overlay:").replace("-", " ") if ref.startswith("overlay:") else where.name or "nowhere"


def _actors(*roles: str):
    def read(account: Account) -> str:
        return ", ".join(a.name for a in account.actors if a.role in roles) or "nobody"

    return read


READERS = {
    "status": lambda account: account.status,
    "at": lambda account: _place(account.where),
    "precise": lambda account: account.where.precision,
    "on": _when,
    "by": _actors("initiator"),
    "with": _actors("supporter"),
    "against": _actors("target", "victim_group"),
    "means": lambda account: ", ".join(w.class_ for w in account.weapons) or "none",
    "part": lambda account: "yes" if account.part_of else "no",
}


def figure(toll: Toll) -> str:
    """`9`, `9+`, `-20` or `7-10`."""
    if toll.min == toll.max:
        return str(toll.min)
    return f"{toll.min}+" if toll.max is None else f"{'' if toll.min is None else toll.min}-{toll.max}"


def pair(expected: Iterable[Expected], coding: Coding) -> list[Account | None]:
    """For each expected account the coded one of its type that fits best; each coded one is used once, best fits first."""
    lines = list(expected)
    fits = sorted(
        (
            (-sum(line.holds(account, *clause) is None for clause in (("status", line.status), *line.clauses)), i, j)
            for i, line in enumerate(lines)
            for j, account in enumerate(coding.accounts)
            if account.type == line.type
        ),
    )
    found: dict[int, int] = {}
    for _, i, j in fits:
        if i not in found and j not in found.values():
            found[i] = j
    return [coding.accounts[found[i]] if i in found else None for i in range(len(lines))]


def matches(pattern: str, coding: Coding) -> list[Account]:
    """The reportable accounts that fit a forbidden pattern: `keyword value; …`, `type` among the keywords."""
    clauses = [(p.strip().split(" ", 1)[0], p.strip().split(" ", 1)[1]) for p in pattern.split(";")]
    return [a for a in coding.accounts if a.status in REPORTABLE and all(_has(a, *clause) for clause in clauses)]


def _has(account: Account, keyword: str, value: str) -> bool:
    if keyword == "type":
        return account.type == value
    return value.casefold() in _split(Expected.found(account, keyword))


def control(coding: Coding) -> Iterator[str]:
    """`state: holder > place` of every entry, each once."""
    return iter(dict.fromkeys(f"{c.state}: {c.actor.name} > {_place(c.place)}" for c in coding.control))


def statements(coding: Coding) -> Iterator[str]:
    """`aggregate killed 61`, `quote speaker`, `alliance A > B`, `context`, of every statement."""
    for statement in coding.statements:
        if statement.toll is not None:
            yield f"{statement.kind} {statement.toll.harm} {figure(statement.toll)}"
        elif statement.kind == "alliance":
            yield "alliance " + " > ".join(p.name for p in statement.parties)
        elif statement.kind == "quote":
            yield f"quote {statement.speaker.name if statement.speaker else 'outlet'}"
        else:
            yield statement.kind


def written(coding: Coding) -> str:
    """All accounts in the notation, one a line, for messages and for comparing two codings."""
    return "\n".join(_written(account) for account in coding.accounts)


def _written(account: Account) -> str:
    fields = (
        f"{keyword} {Expected.found(account, keyword)}" for keyword in ("at", "on", "by", "with", "against", "killed", "wounded", "says")
    )
    return f"{account.type} {account.status}; " + "; ".join(fields)
