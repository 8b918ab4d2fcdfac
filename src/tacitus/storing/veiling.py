"""Veiling: what is left of a coding when fields of its accounts are more sensitive than the reader may see.

A field that is held back is emptied, and so is whatever could tell it: the words of the report, its title and address, claims on the
field, and what stands beside the accounts. Offsets and lengths stay, and the trigger, which the type tells anyway.
"""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from tacitus.model import Account, Claim, Coding, Span, Speaker, Value, When, Where

MASK = "█"
_EMPTY: Mapping[str, Any] = {
    "when": When(rule="held back"), "where": Where(rule="held back"), "actors": (), "tolls": (), "weapons": (), "claims": (),
}  # fmt: skip
FIELDS = tuple(_EMPTY)
"""Fields of an account that can be marked by themselves."""
_TOLD_BY = {
    "when": {"when"}, "where": {"where", "control"}, "actors": {"initiator", "target", "motive"}, "tolls": {"toll"}, "weapons": {"weapon"},
}  # fmt: skip
"""Field → the claims that tell it."""

V = TypeVar("V", bound=Value)


def veiled(coding: Coding, fields: Collection[str]) -> Coding:
    """The coding without these fields, and without control, statements and problems, any of which may tell them."""
    if not fields:
        return coding
    accounts = tuple(veiled_account(account, fields) for account in coding.accounts)
    return coding.model_copy(
        update={"document": coding.document.bare(), "accounts": accounts, "control": (), "statements": (), "problems": ()}
    )


def veiled_account(account: Account, fields: Collection[str]) -> Account:
    """The account without these fields and with its words, but for the trigger, as so many █."""
    if not fields:
        return account
    told = {claim for field in fields for claim in _TOLD_BY.get(field, ())}
    claims = tuple(_nameless(claim) if "actors" in fields else claim for claim in account.claims if claim.field not in told)
    left = account.model_copy(update={"claims": claims} | {field: _EMPTY[field] for field in fields})
    return masked(left).model_copy(update={"trigger": account.trigger})


def _nameless(claim: Claim) -> Claim:
    """The claim without the names of speakers who are a side in the act."""
    chain = tuple(map(_unnamed, claim.chain))
    return claim.model_copy(update={"speaker": _unnamed(claim.speaker), "chain": chain})


def _unnamed(speaker: Speaker) -> Speaker:
    return speaker.model_copy(update={"name": "held back", "kind": "unknown"}) if speaker.party else speaker


def masked(value: V) -> V:
    """The value with the text of every span in it as █; names and figures stay."""
    if isinstance(value, Span):
        return value.model_copy(update={"text": MASK * len(value.text)})
    return value.model_copy(update={name: _masked(getattr(value, name)) for name in type(value).model_fields})


def _masked(part: Any) -> Any:
    if isinstance(part, Value):
        return masked(part)
    return tuple(map(_masked, part)) if isinstance(part, tuple) else part
