"""Statements: what is said that is neither an act nor control (codebook 7)."""

from collections.abc import Iterator

from tacitus.assembling.claims import speaker
from tacitus.assembling.resolvers import Resolvers
from tacitus.model import Party, Speaker, Statement, Toll
from tacitus.page import Mention, Page, StatementDraft, TollDraft


def statements(page: Page, resolvers: Resolvers) -> Iterator[Statement]:
    """Totals over a time or an area, direct speech, alliances and facts about places, in text order."""
    found = [*(_aggregate(page, t) for t in page.tolls if t.cumulative), *(_told(page, resolvers, s) for s in page.statements)]
    return iter(sorted(found, key=lambda s: (s.evidence.start, s.kind)))


def _aggregate(page: Page, toll: TollDraft) -> Statement:
    words = page.span(toll)
    scope = page.span(toll.scope).text if toll.scope is not None else None
    counted = Toll(harm=toll.harm, group=toll.group, min=toll.min, max=toll.max, qualifier=toll.qualifier, words=words)
    return Statement(kind="aggregate", evidence=words, speaker=_sayer(page, toll.harm_token), toll=counted, scope=scope)


def _sayer(page: Page, token: int) -> Speaker | None:
    saying = next((s for s in page.sayings if s.says(token)), None)
    return speaker(page, saying.speaker) if saying else None


def _told(page: Page, resolvers: Resolvers, draft: StatementDraft) -> Statement:
    parties = tuple(p for mention in draft.parties for p in _parties(resolvers, mention))
    by = speaker(page, draft.speaker) if draft.speaker is not None else None
    return Statement(kind=draft.kind, evidence=page.span(draft), speaker=by, parties=parties)


def _parties(resolvers: Resolvers, mention: Mention) -> tuple[Party, ...]:
    return resolvers.actors.resolve(mention, verbal=True)[0]
