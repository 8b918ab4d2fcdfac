"""Statements: what a report says that is neither an act nor control: direct speech, who backs whom, facts about places."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from tacitus.extracting.mentions import mention_of
from tacitus.extracting.speech import speech
from tacitus.page import Mention, Page, Quote, StatementDraft

_SHORTEST_QUOTE = 4
"""Words a quotation needs to be direct speech; a shorter one is a borrowed word ("what it called "terrorists"")."""
_ACTOR_ENTITIES = {"GPE", "NORP", "ORG", "PERSON"}


def find_statements(page: Page) -> tuple[StatementDraft, ...]:
    """Statements of kinds `quote`, `alliance` and `context` in the coded sentences, in order (codebook 7).

    A quotation of at least four words that a saying holds is a `quote` with that saying's speaker. Backing between two actors is an
    `alliance`. A number of inhabitants, a rank among places or a part ("capital of") told of a named place is `context`. Totals of victims
    are statements too, but those come from the tolls.
    """
    found = [*_quotes(page)]
    for _, sentence in page.coded_sentences():
        for token in sentence:
            found += _alliance(token)
            found += _context(token)
    return tuple(sorted({(s.start, s.end, s.kind): s for s in found}.values(), key=lambda s: (s.start, s.end)))


def _quotes(page: Page) -> Iterator[StatementDraft]:
    for quote in page.quotes:
        holders = [saying for saying in page.sayings if saying.says(quote.start) and saying.says(_last_word(page, quote))]
        holders.sort(key=lambda saying: sum(mark.end - mark.start for mark in saying.content))
        if holders and sum(token.is_alpha for token in page.parse[quote.start : quote.end]) >= _SHORTEST_QUOTE:
            yield StatementDraft(quote.start, quote.end, "quote", holders[0].speaker)


def _last_word(page: Page, quote: Quote) -> int:
    return next((t.i for t in reversed(page.parse[quote.start : quote.end]) if t.is_alpha), quote.start)


# ── alliances ──


def _alliance(token: Token) -> Iterator[StatementDraft]:
    pair = _compound_backing(token) or _verb_backing(token) or _noun_backing(token)
    if pair is None:
        return
    backer, backed = pair
    if _is_actor(backer) and _is_actor(backed) and backer != backed:
        tokens = [backer.i, backed.i, token.i]
        parties = _mention(backer), _mention(backed)
        yield StatementDraft(
            min(*tokens, *(p.start for p in parties)), max(*(i + 1 for i in tokens), *(p.end for p in parties)), "alliance", None, parties
        )


def _mention(head: Token) -> Mention:
    mention = mention_of(head)
    dash = next((t.i for t in head.doc[mention.start : head.i] if t.lower_ in speech("alliance.adjectives")), None)
    return mention if dash is None else Mention(dash + 1, mention.end, head.i)


def _compound_backing(token: Token) -> tuple[Token, Token] | None:
    """ "Korda-backed fighters": the name before the hyphen backs the noun after."""
    if (
        token.lower_ not in speech("alliance.adjectives")
        or token.i < 2
        or token.nbor(-1).text not in {"-", "–"}
        or token.head.pos_ not in {"NOUN", "PROPN"}
    ):
        return None
    return token.nbor(-2), token.head


def _verb_backing(token: Token) -> tuple[Token, Token] | None:
    """ "Korda backs the Front", "the Front, which is backed by Korda", "the Front, supported by Korda"."""
    if token.pos_ != "VERB" or token.lemma_ not in speech("alliance.verbs") or any(c.dep_ == "neg" for c in token.children):
        return None
    agent = next((p for c in token.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
    if agent is not None:
        backed = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
        backed = token.head if backed is None or backed.tag_ in {"WDT", "WP"} else backed
        return agent, backed
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.tag_ in {"WDT", "WP"}:
        subject = token.head
    target = next((c for c in token.children if c.dep_ == "dobj"), None)
    return (subject, target) if subject is not None and target is not None else None


def _noun_backing(token: Token) -> tuple[Token, Token] | None:
    """ "… with the support of Korda": Korda backs the subject of the verb."""
    if token.dep_ != "pobj" or token.head.lower_ != "with" or token.lemma_ not in speech("alliance.nouns"):
        return None
    backer = next(
        (p for c in token.children if c.dep_ == "prep" and c.lower_ in {"of", "from"} for p in c.children if p.dep_ == "pobj"), None
    )
    backer = backer or next((c for c in token.children if c.dep_ == "poss" and c.pos_ == "PROPN"), None)
    verb = next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None) if verb is not None else None
    return (backer, subject) if backer is not None and subject is not None else None


def _is_actor(token: Token) -> bool:
    """A name, or a noun for people who act (the kinds of speakers know them)."""
    if token.pos_ == "PROPN" or token.ent_type_ in _ACTOR_ENTITIES:
        return True
    return (
        token.pos_ == "NOUN"
        and any(token.lower_ in speech(f"kinds.{kind}") for kind in ("rebel", "militia", "state_forces", "government", "external_forces"))
    ) or (token.lemma_.lower() in speech("roles.back"))


# ── context ──


def _context(token: Token) -> Iterator[StatementDraft]:
    fact = _population(token) or _rank(token)
    if fact is None:
        return
    about, end = fact
    if about.pos_ != "PROPN" and not any(t.pos_ == "PROPN" for t in about.subtree if t.i < token.i):
        return
    mention = mention_of(about)
    yield StatementDraft(min(mention.start, token.i), max(end, mention.end), "context", None, (mention,))


def _population(token: Token) -> tuple[Token, int] | None:
    """ "Tarn, a town of 40,000 people", "Tarn, home to 40,000 people", "Tarn has a population of 40,000"."""
    if token.lemma_.lower() not in speech("context.population"):
        return None
    numbers = [t for t in token.subtree if t.like_num and t.i >= token.i - 6]
    if not numbers:
        return None
    if token.lemma_ == "population":
        return _about(token, max(token.right_edge.i, token.i) + 1)
    if (
        token.dep_ == "pobj"
        and token.head.lower_ in {"of", "to"}
        and (token.head.head.lemma_.lower() in speech("context.places") or token.head.head.lower_ == "home")
    ):
        return _about(token.head.head, token.i + 1)
    return None


def _rank(token: Token) -> tuple[Token, int] | None:
    """ "Tarn, the second-largest city in Vash"; "Tarn is the capital of Vash"."""
    ranked = token.lemma_.lower() in speech("context.places") and any(
        t.lower_ in speech("context.rank") for t in token.subtree if t.i < token.i
    )
    capital = token.lower_ == "capital" and any(c.dep_ in {"poss", "prep"} for c in token.children)
    if token.dep_ not in {"appos", "attr"} or not (ranked or capital):
        return None
    end = token.i + 1
    for child in token.rights:
        if child.dep_ == "prep" and child.i == end:
            end = child.right_edge.i + 1
    return _about(token, end)


def _about(noun: Token, end: int) -> tuple[Token, int] | None:
    """What a fact is told of: the noun it stands in apposition to, or the subject of its verb."""
    at = noun
    while at.dep_ in {"appos", "advmod", "amod", "acl", "pobj", "prep"} and at.head != at:
        at = at.head
        if at.pos_ == "PROPN" or (at.pos_ == "NOUN" and at != noun and at.lemma_.lower() in speech("context.places")):
            return at, end
    verb = at if at.pos_ in {"VERB", "AUX"} else at.head
    subject = next(iter(_subjects(verb)), None)
    return (subject, end) if subject is not None and subject != noun else None


def _subjects(verb: Token) -> Iterable[Token]:
    return (c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"})
