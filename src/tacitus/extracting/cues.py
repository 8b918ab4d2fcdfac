"""Cues: the words that say that somebody says something, found one by one, before anybody knows who the speaker is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus.extracting.stances import is_negative, stance_of, withdraws
from tacitus.extracting.speech import speech
from tacitus.model import ClaimField, Stance

_CLAUSES = {"ccomp", "parataxis"}
_MODALS = {"would", "could", "should", "may", "might", "can", "must", "if", "to", "ca", "wo", "let"}
_TO_VERBS = {"claim", "say", "deny", "admit", "vow", "pledge", "promise", "threaten", "acknowledge", "report", "allege"}
_FIRST = {"i", "we", "you", "me", "us"}
_NOUN_STANCES: tuple[Stance, ...] = ("denies", "asserts", "confirms")
_OBJECTS = {"dobj", "prep", "xcomp", "oprd", "acomp", "attr", "advcl", "dative", "pcomp", "nmod"}


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

    @property
    def anchor(self) -> frozenset[int]:
        """The tokens of the attribution itself: speaker phrase and cue, with what stands between when they are near."""
        left, right = self.inner.left_edge.i, self.inner.i
        low, high = min(left, self.token.i), max(right, self.token.i)
        return frozenset(range(low, high + 1)) if high - low < 30 else frozenset({self.token.i, *range(left, right + 1)})


def find_cues(sentence: Sentence, quoted: Collection[int] = ()) -> Iterator[Cue]:
    """All cues of one sentence in order. `quoted` are the tokens inside quotations; a quotation is attached later (`sayings`), so a weak verb may come without content here."""
    for token in sentence:
        cue = _silence(token) or _according(token, sentence) or _verb(token, sentence, quoted) or _noun(token, sentence) or _citing(token, sentence) or _toll(token)
        if cue is not None and _can_speak(cue.inner):
            yield cue
    yield from _headline(sentence)


def _can_speak(head: Token) -> bool:
    """Not nobody ("no group"), not a thing ("images show")."""
    if head.lower_ in speech("roles.nobody") or head.pos_ in {"NUM", "VERB", "ADJ"} and not head.ent_type_:
        return False
    if head.pos_ == "NOUN" and head.lemma_.lower() in speech("roles.things"):
        return False
    return not any(c.dep_ == "det" and c.lower_ in {"no", "neither"} for c in head.children) and (head.i == 0 or head.nbor(-1).lower_ != "no")


# ── who ──


def subject_of(verb: Token) -> Token | None:
    """The head of the phrase that does the saying: subject, agent of a passive, antecedent of "who", or the subject of the verb it leans on."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    own = next((c for c in verb.children if c.dep_ in {"nsubj", "csubj"}), None)
    if own is not None and own.dep_ == "nsubj":
        if own.lower_ in {"who", "which", "that"} and verb.dep_ in {"relcl", "ccomp", "conj"}:
            return _antecedent(verb)
        return None if own.dep_ == "expl" else own
    if any(c.dep_ in {"nsubjpass", "expl"} for c in verb.children):
        return None
    return _leaned_on(verb)


def _antecedent(verb: Token) -> Token | None:
    at = verb
    while at.dep_ == "conj":
        at = at.head
    return at.head if at.dep_ == "relcl" else None


def _leaned_on(verb: Token) -> Token | None:
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.nbor(-1).text == "," and (telling := _telling(head)) is not None:
        return subject_of(telling)
    if verb.dep_ in {"conj", "advcl", "xcomp", "aux"} and head.pos_ in {"VERB", "AUX"}:
        return subject_of(head) or next((c for c in head.children if c.dep_ == "nsubjpass"), None)
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and head.pos_ in {"NOUN", "PROPN"}:
        return _maker(head)
    if verb.dep_ == "dep" and verb.tag_ == "VBG" and head.pos_ == "VERB":
        return subject_of(head)
    return None


def _telling(verb: Token) -> Token | None:
    """The verb of saying whose clause a verb stands in: a closing ", adding …" leans on it and not on what was said."""
    while verb.dep_ in {"ccomp", "conj", "advcl"} and verb.head != verb:
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in speech("say") and verb.head.i < verb.i:
            return verb.head
        verb = verb.head
    return None


def _maker(noun: Token) -> Token | None:
    """Who speaks in "issued a statement saying": the subject of the verb that has the noun as object; else the noun itself."""
    if noun.dep_ in {"dobj", "pobj"} and noun.lemma_.lower() in speech("documents.nouns"):
        head = noun.head if noun.dep_ == "dobj" else noun.head.head
        return subject_of(head) if head.pos_ == "VERB" else noun
    return noun


def _inverted(verb: Token, sentence: Sentence) -> Token | None:
    """The subject of "…, said X" when the parser took X for an object."""
    if verb.i == sentence.start or verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.nbor(-1).text not in {",", '"', "”", "’", "'", "?", "!", "—", "–"}:
        return None
    return next((c for c in verb.rights if c.dep_ in {"dobj", "npadvmod", "attr", "oprd", "appos", "ccomp"} and c.pos_ in {"NOUN", "PROPN", "PRON"}), None)


# ── verbs ──


def _verb(token: Token, sentence: Sentence, quoted: Collection[int]) -> Cue | None:
    lemma = token.lemma_.lower()
    if token.pos_ not in {"VERB", "AUX"} or token.tag_ == "VB" and _infinitive(token):
        return None
    strong = lemma in speech("say")
    weak = lemma in speech("say_with_clause") or lemma in speech("say_with_object")
    if withdraws(token):
        speaker = subject_of(token)
        return Cue(token, speaker, _right(token), "retracts", quotable=False) if speaker is not None else None
    responsible = stance_of(token, None) if lemma in speech("responsibility.verbs") else None
    if not strong and not weak and not (responsible and responsible[0] == "claims_responsibility"):
        return None
    if any(c.dep_ in {"aux", "mark", "neg"} and (c.lower_ in _MODALS or c.dep_ == "neg") for c in token.children) or token.dep_ in {"amod", "compound"}:
        return None
    return _spoken(token, sentence, quoted, strong=strong)


def _infinitive(token: Token) -> bool:
    return token.head.lemma_ not in {"go", "appear", "seem", "continue"}


def _spoken(token: Token, sentence: Sentence, quoted: Collection[int], *, strong: bool) -> Cue | None:
    inner, outer = _quoted_by(token)
    inner = inner or subject_of(token) or _inverted(token, sentence)
    if inner is None or inner.lower_ in _FIRST or inner == token:
        return None
    clause = next((c for c in token.children if c.dep_ in _CLAUSES and c.i != inner.i), None)
    if clause is None and token.lemma_.lower() in _TO_VERBS:
        clause = next((c for c in token.children if c.dep_ == "xcomp" and any(a.lower_ == "to" for a in c.children)), None)
    if token.i in quoted and any(c.dep_ in {"dobj", "dative"} and c.lower_ in _FIRST for c in token.children):
        return None
    verdict = stance_of(token, clause, quoted=clause is not None and clause.i in quoted)
    if verdict is None:
        return None
    content = _content(token, clause, inner, sentence, strong=strong)
    cue = Cue(token, inner, content, verdict[0], verdict[1], outer + _told_to(token), negative=is_negative(clause, quoted=clause is not None and clause.i in quoted))
    return cue if content or strong or token.lemma_.lower() in speech("say_with_clause") else None


def _quoted_by(verb: Token) -> tuple[Token | None, tuple[Token, ...]]:
    """For "Y quoted X as saying" and "X was quoted by Y as saying": X, and Y as the outer speaker."""
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as" or verb.head.head.lemma_.lower() not in {"quote", "cite", "report"}:
        return None, ()
    quoting = verb.head.head
    passive = next((c for c in quoting.children if c.dep_ == "nsubjpass"), None)
    agent = next((p for c in quoting.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
    if passive is not None:
        return passive, (agent,) if agent is not None else ()
    if quoting.dep_ == "acl" and quoting.tag_ == "VBN":
        return quoting.head, (agent,) if agent is not None else ()
    by = subject_of(quoting)
    return next((c for c in quoting.children if c.dep_ == "dobj"), None), (by,) if by is not None else ()


def _told_to(verb: Token) -> tuple[Token, ...]:
    """The listener of "told Reuters": when it is an outlet (settled by `sayings`), it passes the words on."""
    if verb.lemma_ != "tell":
        return ()
    return tuple(c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i > verb.i and c.pos_ in {"PROPN", "NOUN"})[:1]


# ── what is said ──


def _content(verb: Token, clause: Token | None, inner: Token, sentence: Sentence, *, strong: bool) -> frozenset[int]:
    own = _attribution(verb, inner)
    found: set[int] = set()
    if clause is not None:
        found |= {t.i for t in clause.subtree}
    if any(c.dep_ == "agent" for c in verb.children):
        if not strong or verb.lemma_ in {"describe", "tell", "accuse", "blame", "condemn", "denounce"}:
            return frozenset()
        noun = verb.head if verb.dep_ == "acl" else next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        found |= {t.i for t in noun.subtree} if noun is not None else set()
    elif clause is None and (strong or verb.lemma_.lower() in speech("say_with_object")):
        found |= _objects(verb, strong=strong)
    if (clause is None or clause.i < verb.i) and _is_aside(own, sentence):
        found |= set(range(sentence.start, min(own)))
    if verb.dep_ == "relcl" and clause is not None:
        found |= {t.i for t in verb.head.subtree if t.i < verb.left_edge.i} if not any(c.lower_ == "who" for c in verb.children) else set()
    if not found and strong and verb.lemma_ not in {"tell", "add"}:
        found |= {i for i in range(verb.i + 1, sentence.end)}
    return _cleaned(found - own, sentence)


def _attribution(verb: Token, inner: Token) -> set[int]:
    """The tokens of an attribution: verb, speaker, listener, time and manner ("told Reuters on Monday in a statement")."""
    own = {verb.i, *(t.i for t in inner.subtree if verb.i not in {a.i for a in [t, *t.ancestors]} or verb.i > inner.i or t.i >= inner.left_edge.i)}
    if verb in inner.subtree:
        own = {verb.i, inner.i}
    for child in verb.children:
        if child.dep_ in {"aux", "npadvmod", "neg", "dative"} or child.dep_ == "advmod" and child.n_lefts + child.n_rights == 0 or _is_setting(verb, child):
            own |= {t.i for t in child.subtree}
    return own


def _is_setting(verb: Token, prep: Token) -> bool:
    """Whether a phrase tells when or through what one spoke ("on Monday", "in a statement"), not what is said ("accused them of …")."""
    return prep.dep_ == "prep" and prep.i > verb.i and prep.lower_ in {"in", "on", "at", "during", "via", "from", "through", "after", "to", "by"}


def _is_aside(own: set[int], sentence: Sentence) -> bool:
    """Whether an attribution follows a comma or a closing mark inside its sentence ("…, X said")."""
    first = min(own)
    if first - sentence.start < 3:
        return False
    before = sentence.doc[first - 1]
    while before.is_space and before.i > sentence.start:
        before = before.nbor(-1)
    return before.text in {",", '"', "”", "’", "'", "—", "–", "?", "!", ";"}


def _objects(verb: Token, *, strong: bool) -> set[int]:
    kids = [c for c in verb.rights if c.dep_ in _OBJECTS]
    if not strong and not any(c.dep_ in {"dobj", "oprd", "xcomp"} and _is_said(c) for c in kids):
        return set()
    if not any(c.dep_ in {"dobj", "xcomp", "oprd", "acomp"} for c in kids) and verb.lemma_ not in {"complain", "testify", "warn", "apologise", "apologize", "speculate"}:
        return set()
    return {t.i for c in kids for t in c.subtree if not (c.dep_ == "advcl" and c.lemma_.lower() in speech("say"))}


def _is_said(noun: Token) -> bool:
    return any(t.lemma_.lower() in speech("said_objects") for t in [noun, *noun.children]) or noun.dep_ == "oprd"


def _right(verb: Token) -> frozenset[int]:
    return frozenset(t.i for c in verb.rights if c.dep_ not in {"punct", "conj", "cc"} for t in c.subtree)


def _cleaned(found: set[int], sentence: Sentence) -> frozenset[int]:
    kept = sorted(i for i in found if not sentence.doc[i].is_space)
    while kept and sentence.doc[kept[0]].is_punct:
        kept.pop(0)
    while kept and (sentence.doc[kept[-1]].text in {",", ".", '"', "”", "—", "–", ";", ":"} or sentence.doc[kept[-1]].dep_ == "cc"):
        kept.pop()
    return frozenset(kept)


# ── other cues ──


def _according(token: Token, sentence: Sentence) -> Cue | None:
    """"According to X": X says the rest of the sentence."""
    if token.lower_ != "according" or token.i + 1 >= sentence.end or token.nbor().lower_ != "to":
        return None
    to = token.nbor()
    inner = next((c for c in to.children if c.dep_ == "pobj"), None) or next((c for c in token.children if c.dep_ == "pobj"), None)
    if inner is None:
        inner = next((chunk.root for chunk in sentence.noun_chunks if chunk.start >= to.i + 1), None)
    if inner is None:
        return None
    end = min([inner.right_edge.i + 1, *(t.i for t in sentence.doc[inner.i + 1 : inner.right_edge.i + 1] if t.text in {",", '"', "“"} and token.i - sentence.start < 3)])
    return Cue(token, inner, _cleaned(set(range(sentence.start, sentence.end)) - set(range(token.i, end)), sentence), verb=False)


def _noun(token: Token, sentence: Sentence) -> Cue | None:
    """"The army's denial", "claims by residents that …"."""
    lemma = token.lemma_.lower()
    stance = next((stance for stance in _NOUN_STANCES if token.pos_ == "NOUN" and lemma in speech(f"nouns.{stance}")), None)
    if stance is None:
        return None
    owner = next((c for c in token.children if c.dep_ == "poss" and c.pos_ in {"NOUN", "PROPN"}), None)
    for child in token.children:
        if owner is None and child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            owner = next((c for c in child.children if c.dep_ == "pobj"), None)
    if owner is None:
        return None
    clause = {t.i for c in token.children if c.dep_ in {"acl", "ccomp", "relcl"} for t in c.subtree}
    beside = token.dep_ == "pobj" and token.head.lower_ in {"despite", "after", "amid", "following", "to", "with", "against"}
    rest = clause or (set(range(sentence.start, sentence.end)) if beside else {t.i for t in token.head.subtree}) - {t.i for t in token.subtree}
    return Cue(token, owner, _cleaned(rest, sentence), stance, verb=False, quotable=False)


def _citing(token: Token, sentence: Sentence) -> Cue | None:
    """"…, citing X": X says what the verb it leans on reports; whoever reports it becomes the outer speaker."""
    if token.lower_ not in {"citing", "quoting"} or token.pos_ != "VERB":
        return None
    inner = next((c for c in token.children if c.dep_ == "dobj"), None)
    if inner is None:
        return None
    by = subject_of(token.head) if token.dep_ in {"advcl", "dep", "conj"} and token.head.lemma_.lower() in speech("say") else None
    aside = {t.i for t in token.subtree}
    outer = {by.i, token.head.i, *(t.i for t in by.subtree)} if by is not None else set()
    rest = set(range(sentence.start, sentence.end)) - aside - outer
    return Cue(token, inner, _cleaned(rest, sentence), outer=(by,) if by is not None else (), verb=False)


def _toll(token: Token) -> Cue | None:
    """"X put the toll at 16"."""
    if token.pos_ != "VERB" or token.lemma_ not in speech("toll_frames.verbs") or token.dep_ == "acl" or (token.tag_ == "VBG" and token.dep_ == "advcl"):
        return None
    if not any(c.dep_ == "dobj" and {t.lemma_.lower() for t in c.subtree} & speech("toll_frames.objects") for c in token.children):
        return None
    inner = subject_of(token)
    if inner is None or inner.ent_type_ in {"CARDINAL", "DATE"} or inner.lemma_.lower() in speech("responsibility.acts"):
        return None
    return Cue(token, inner, _right(token), "retracts" if token.lemma_ in {"revise", "cut", "lower"} else "asserts", "toll")


def _headline(sentence: Sentence) -> Iterator[Cue]:
    """"Army: No shots fired": a short noun phrase and a colon at the head of a sentence."""
    colon = next((t for t in sentence[:8] if t.text == ":"), None)
    if colon is None or colon.i == sentence.start or sentence.end - colon.i < 4:
        return
    before = sentence[: colon.i - sentence.start]
    heads = [t for t in before if t.head.i not in range(before.start, before.end) or t.head == t]
    role = {t.lower_ for t in before} & (speech("roles.person") | {"officials", "police", "army", "military", "ministry", "un", "witnesses", "government", "media"})
    if len(heads) == 1 and heads[0].pos_ in {"NOUN", "PROPN"} and role and not any(t.pos_ in {"VERB", "NUM"} for t in before):
        yield Cue(colon, heads[0], frozenset(t.i for t in sentence[colon.i + 1 - sentence.start :]), verb=False)


def _silence(token: Token) -> Cue | None:
    """Silence on a question: "declined to comment", "has not responded", "no immediate comment from X"."""
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN" and (lemma in speech("silence.nouns") or lemma == "claim") and any(c.lower_ == "no" for c in token.lefts):
        return _no_word(token)
    if token.pos_ in {"VERB", "AUX"} and lemma in speech("silence.acts") and _is_withheld(token):
        return _silent(token, subject_of(token))
    if token.lower_ in speech("silence.silent") and token.head.lemma_ in {"be", "remain", "stay", "keep"}:
        return _silent(token, subject_of(token.head))
    if token.lower_ in {"reached", "available"} and any(t.lower_ in {"not", "n't"} for t in token.doc[max(0, token.i - 4) : token.i]):
        about = {t.lower_ for t in token.doc[token.i : token.i + 4]}
        speaker = next((c for c in [*token.children, *token.head.children] if c.dep_ in {"nsubj", "nsubjpass"}), None)
        return _silent(token, speaker) if "comment" in about or token.lower_ == "reached" and speaker is not None and speaker.ent_type_ in {"PERSON", "ORG"} else None
    return None


def _no_word(noun: Token) -> Cue | None:
    for child in [*noun.children, *noun.head.children]:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"from", "by"} and child.i > noun.i:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None:
                return _silent(noun, inner)
    if noun.dep_ == "dobj" and noun.head.lemma_ in {"have", "make", "offer", "give", "issue"}:
        return _silent(noun, subject_of(noun.head))
    for child in noun.children:
        if child.dep_ in {"prep", "relcl", "acl"} and child.lower_ in {"of"}:
            return next((c for p in child.children for q in p.children if q.lower_ == "by" for r in q.children if r.dep_ == "pobj" and (c := _silent(noun, r))), None)
    return None


def _is_withheld(verb: Token) -> bool:
    if any(c.dep_ == "neg" or c.lower_ in {"not", "n't", "never", "neither", "nor"} for c in verb.children):
        return True
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in speech("silence.refusals"):
        return True
    if verb.tag_ == "VB" and verb.i > 1 and verb.nbor(-1).lower_ == "to" and verb.nbor(-2).lower_ == "yet":
        return True
    return verb.lemma_ == "say" and any(c.dep_ == "dobj" and c.lower_ in {"nothing", "little"} for c in verb.children)


def _silent(token: Token, speaker: Token | None) -> Cue | None:
    if speaker is None or speaker.lower_ in _FIRST:
        return None
    return Cue(token, speaker, _right(token), "no_comment", quotable=False)


def with_content(cue: Cue, content: frozenset[int]) -> Cue:
    """The cue with other content."""
    return replace(cue, content=content)
