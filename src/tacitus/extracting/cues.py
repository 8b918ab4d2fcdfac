"""Cues: the words that say that somebody says something, before anybody knows who the speaker is."""

from dataclasses import dataclass, replace

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.speech import speech
from tacitus.model import ClaimField, Stance


@dataclass(frozen=True, slots=True)
class Cue:
    """A saying whose speaker is still a head token. `inner` are the heads of its speakers, `outer` those who pass it on, nearest first."""

    token: Token
    inner: Token
    content: frozenset[int]
    stance: Stance = "asserts"
    field: ClaimField | None = None
    outer: tuple[Token, ...] = ()
    verb: bool = True
    quotable: bool = True
    """Whether a quotation beside it is its content."""
    negative: bool = False
    """Whether it says that something was not so, which is a denial from a side in the act."""
    answering: bool = False
    """Whether it answers what stands before it in the sentence ("…, a charge the army rejects"), whoever says that."""

    @property
    def anchor(self) -> frozenset[int]:
        """The tokens of the attribution itself: speaker phrase and cue, with what stands between when they are near."""
        left, right = self.inner.left_edge.i, self.inner.i
        low, high = min(left, self.token.i), max(right, self.token.i)
        return frozenset(range(low, high + 1)) if high - low < 30 else frozenset({self.token.i, *range(left, right + 1)})


def in_talk(head: Token) -> bool:
    """Whether it is a pronoun of conversation ("I", "you"): that speaks inside a quotation and is no speaker of the report's own."""
    return head.lower_ in lexicon.words("grammar", "first.talk")


def can_speak(head: Token) -> bool:
    """Not nobody ("no group"), not a thing ("images show")."""
    if head.lower_ in speech("roles.nobody") or (head.pos_ in {"NUM", "VERB", "ADJ"} and not head.ent_type_):
        return False
    if head.pos_ == "NOUN" and head.lemma_.lower() in speech("roles.things"):
        return False
    return not any(c.dep_ == "det" and c.lower_ in lexicon.words("grammar", "negation.nobody") for c in head.children) and (
        head.i == 0 or head.nbor(-1).lower_ != "no"
    )


def cleaned(found: set[int], sentence: Sentence) -> frozenset[int]:
    """Content without blanks, and without the marks and conjunctions at its ends."""
    kept = sorted(i for i in found if not sentence.doc[i].is_space)
    while kept and sentence.doc[kept[0]].is_punct:
        kept.pop(0)
    while kept and (sentence.doc[kept[-1]].text in {",", ".", '"', "”", "—", "–", ";", ":"} or sentence.doc[kept[-1]].dep_ == "cc"):
        kept.pop()
    return frozenset(kept)


def tokens_right(verb: Token) -> frozenset[int]:
    """The tokens that hang on a word to its right, coordinated clauses left out."""
    return frozenset(t.i for c in verb.rights if c.dep_ not in {"punct", "conj", "cc"} for t in c.subtree)


def with_content(cue: Cue, content: frozenset[int]) -> Cue:
    """The same saying with other tokens said."""
    return replace(cue, content=content)
