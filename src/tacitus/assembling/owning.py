"""Owning up: who claims an attack told before, or is blamed for it, in words that name no act themselves (codebook 5, claims)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.assembling.resolvers import Resolvers
from tacitus.assembling.sides import ARMED
from tacitus.model import Actor, Party
from tacitus.page import ActDraft, Mention, Page

ATTACKS = frozenset(
    {
        "attack", "airstrike", "shelling", "bombing", "suicide_bombing", "clash", "interception", "abduction", "destruction",
        "chemical_attack",
    }
)  # fmt: skip
"""Types that somebody owns up to or is blamed for."""
REACH = 3
"""Sentences after an attack within which words that name no act speak of it."""
NO_AUTHOR = frozenset({"unknown", "civilians", "government", "unidentified_armed"})
OBJECT = frozenset({"dobj", "nsubjpass"})


@dataclass(frozen=True)
class Author:
    """Somebody who, by the words at token `at`, did an attack told before."""

    at: int
    party: Party
    rule: str


Cast = tuple[Actor, ...]
"""The actors of one telling."""


def owned(page: Page, resolvers: Resolvers, casts: Sequence[Cast]) -> list[Cast]:
    """The actors of each of the page's acts, those of the last attack before such words with their author where nobody known did it.

    "The Front claimed responsibility", "police blamed the Front", "it said it suspected the Front", "the Front was behind it". Two who
    are blamed for one attack leave it open. A suicide bombing by nobody known is the bomber's, where the report speaks of one.
    """
    authors: dict[int, list[Author]] = {}
    for author in (*_claiming(page, resolvers), *_blamed(page, resolvers)):
        for k in _meant(page, casts, author):
            authors.setdefault(k, []).append(author)
    return _by_bomber(page, [_with(cast, authors.get(k, ())) for k, cast in enumerate(casts)])


def _meant(page: Page, casts: Sequence[Cast], author: Author) -> list[int]:
    """The attacks that such words name with more than their noun ("was behind the attack on the mill"), else those of the last sentence
    before them that tells any; none where one of them has another known author."""
    at, named = author.at, {t.i for t in page.parse[author.at].subtree if t.i > author.at}
    attacks = {k: page.sentence_of[draft.head] for k, draft in enumerate(page.acts) if _is_attack(draft)}
    told = [k for k in attacks if page.acts[k].head in named and any(page.parse[page.acts[k].head].rights)]
    near = [k for k, sentence in attacks.items() if page.acts[k].head < at and sentence >= page.sentence_of[at] - REACH]
    last = told or [k for k in near if attacks[k] == attacks[near[-1]]]
    return [] if any(_is_known(a) and a.name != author.party.name for k in last for a in casts[k]) else last


def _is_attack(draft: ActDraft) -> bool:
    return draft.type in ATTACKS and draft.status in {"happened", "historical"}


def _is_known(actor: Actor) -> bool:
    return actor.role == "initiator" and actor.kind in ARMED


def _with(cast: Cast, authors: Sequence[Author]) -> Cast:
    """The actors with their one author, before whom the unidentified give way."""
    if len({a.party.name for a in authors}) != 1:
        return cast
    author = authors[0]
    kept = (a for a in cast if a.role != "initiator" and a.name != author.party.name)
    return (*kept, Actor(role="initiator", **{**author.party.model_dump(), "rule": author.rule}))


def _claiming(page: Page, resolvers: Resolvers) -> Iterator[Author]:
    heads = {draft.head for draft in page.acts}
    for saying in page.sayings:
        mention = saying.speaker.mention
        if saying.stance != "claims_responsibility" or mention is None or any(saying.says(head) for head in heads):
            continue
        cue = page.parse[saying.cue]
        if _is_no(page, mention) or _is_of_another(page, cue) or any(c.dep_ == "neg" for c in cue.children):
            continue
        for party in resolvers.actors.resolve(mention)[0]:
            if party.kind not in NO_AUTHOR:
                yield Author(saying.cue, party, "claims responsibility")


def _blamed(page: Page, resolvers: Resolvers) -> Iterator[Author]:
    heads = {draft.head for draft in page.acts if draft.type in ATTACKS}
    for token in page.parse if heads and any(page.lemmas[word] for word in _charging()) else ():
        noun = _charged(token) if token.lemma_.lower() in _charging() else None
        if noun is None or _is_of_another(page, token) or any(c.dep_ == "neg" or c.tag_ == "MD" for c in token.children):
            continue
        if token.pos_ == "VERB" and token.lemma_ != "hold" and any(t.i in heads for t in token.subtree):
            continue  # who is blamed for an act that is named is its initiator by the grammar
        mention = _phrase(page, noun)
        if not _is_no(page, mention):
            for party in resolvers.actors.resolve(mention)[0]:
                if party.kind in ARMED:
                    yield Author(token.i, party, f"blamed for it: “{token.text}”")


def _is_of_another(page: Page, verb: Token) -> bool:
    """Whether what is claimed, or blamed for, are several acts or one told with a name: another than the one told before ("claimed
    responsibility for the assaults on a base in Arda")."""
    under = [verb, *(c for c in verb.children if c.dep_ == "dobj")]
    acts = [n for t in under for p in t.children if p.lower_ in {"for", "over"} for n in p.children if n.dep_ == "pobj"]
    return any(n.tag_ == "NNS" or any(t.i in page.name_at for t in n.subtree) for n in acts)


def _charged(token: Token) -> Token | None:
    """Whom a verb of blaming, or "behind" and "responsible", says to have done what was told before, and whose "work" it was."""
    if token.pos_ == "VERB" and token.lemma_ in lexicon.words("roles", "charges.verbs") and token.dep_ != "amod":
        if token.dep_ == "xcomp" and token.head.lemma_ == "be":  # "the Front was to blame"
            return next((c for c in token.head.children if c.dep_ == "nsubj" and c.pos_ != "PRON"), None)
        objects = [c for c in token.children if c.dep_ in OBJECT]
        if objects and objects[0].pos_ == "PRON":  # "blamed it on the Front"
            objects = [n for p in token.children if p.lower_ == "on" for n in p.children if n.dep_ == "pobj"]
        return objects[0] if objects else None
    if token.lower_ in lexicon.words("roles", "charges.falling") and token.head.lemma_ in lexicon.words("roles", "charges.falls"):
        return next((n for on in token.head.children if on.lower_ == "on" for n in on.children if n.dep_ == "pobj"), None)
    if token.lower_ in lexicon.words("roles", "charges.works") and token.dep_ == "attr":
        return next((n for of in token.children if of.lower_ == "of" for n in of.children if n.dep_ == "pobj"), None)
    if token.lower_ in lexicon.words("roles", "charges.held") and token.head.lemma_ == "hold":  # "held Ostrel responsible"
        return next((c for c in token.head.children if c.dep_ in OBJECT and c.pos_ != "PRON"), None)
    if token.lower_ in lexicon.words("roles", "charges.states") and token.head.lemma_ == "be":
        return next((c for c in token.head.children if c.dep_ == "nsubj" and c.pos_ != "PRON"), None)
    return None


@cache
def _charging() -> frozenset[str]:
    """Lemmas of the words that blame, the quick refusal of all others."""
    return frozenset().union(*(lexicon.words("roles", f"charges.{key}") for key in ("verbs", "states", "works", "held", "falling")))


def _phrase(page: Page, noun: Token) -> Mention:
    """The noun with the words before it and the name or "of" phrase right behind it."""
    end = noun.i + 1
    if (name := page.name_at.get(end)) is not None or (name := page.name_at.get(noun.i)) is not None:
        end = max(end, name.end)
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" and c.i == end), None)
    return Mention(noun.left_edge.i, end if of is None else of.right_edge.i + 1, noun.i)


def _is_no(page: Page, mention: Mention) -> bool:
    """ "No group", "nobody", "neither side"."""
    return any(t.lower_ in lexicon.words("roles", "charges.nobody") for t in page.parse[mention.start : mention.end])


def _by_bomber(page: Page, casts: list[Cast]) -> list[Cast]:
    """Suicide bombings by nobody told, given to the bomber where the report speaks of one."""
    own = {k for k, draft in enumerate(page.acts) if draft.type == "suicide_bombing"}
    if not own or any(a.role == "initiator" for k in own for a in casts[k]):
        return casts
    bomber = next((t for t in page.parse if t.lemma_ == "bomber"), None)
    if bomber is None:
        return casts
    words = (page.span(Mention(bomber.i, bomber.i + 1, bomber.i)),)
    rule = "the bomber, of whom no more is told"
    actor = Actor(role="initiator", name="unidentified bombers", kind="unidentified_armed", words=words, rule=rule)
    return [(*cast, actor) if k in own else cast for k, cast in enumerate(casts)]
