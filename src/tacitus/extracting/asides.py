"""Asides: cues that are no verb of saying: "according to", "citing", "the army's denial", a figure that is put, a name and a colon."""

from collections.abc import Iterator

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus.extracting.cues import Cue, cleaned, tokens_right
from tacitus.extracting.speech import speech
from tacitus.extracting.subjects import can_utter, subject_of
from tacitus.model import Stance

_NOUN_STANCES: tuple[Stance, ...] = ("denies", "asserts", "confirms")


def according_cue(token: Token, sentence: Sentence) -> Cue | None:
    """ "According to X": X says the rest of the sentence."""
    if token.lower_ != "according" or token.i + 1 >= sentence.end or token.nbor().lower_ != "to":
        return None
    to = token.nbor()
    inner = next((c for c in to.children if c.dep_ == "pobj"), None) or next((c for c in token.children if c.dep_ == "pobj"), None)
    if inner is None:
        inner = next((chunk.root for chunk in sentence.noun_chunks if chunk.start >= to.i + 1), None)
    if inner is None:
        return None
    inner = _issuer(inner) or inner
    end = min(
        [
            inner.right_edge.i + 1,
            *(
                t.i
                for t in sentence.doc[inner.i + 1 : inner.right_edge.i + 1]
                if t.text in {",", '"', "“"} and token.i - sentence.start < 3
            ),
        ]
    )
    return Cue(token, inner, cleaned(set(range(sentence.start, sentence.end)) - set(range(token.i, end)), sentence), verb=False)


def _issuer(noun: Token) -> Token | None:
    """Who issued a figure ("the latest figures released by the ministry", "data from the clinic")."""
    if noun.lemma_.lower() not in speech("roles.things"):
        return None
    issued = [noun, *(c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN")]
    by = [p for t in issued for p in t.children if p.dep_ in {"agent", "prep"} and p.lower_ in {"by", "from"}]
    return next((c for p in by for c in p.children if c.dep_ == "pobj"), None)


def noun_cue(token: Token, sentence: Sentence) -> Cue | None:
    """ "The army's denial", "claims by residents that …"."""
    lemma = token.lemma_.lower() if token.pos_ == "NOUN" else ""
    stance = next((stance for stance in _NOUN_STANCES if lemma in speech(f"nouns.{stance}")), None) if lemma else None
    if stance is None:
        return None
    owner = next((c for c in token.children if c.dep_ == "poss" and c.pos_ in {"NOUN", "PROPN"}), None)
    for child in token.children:
        if owner is None and child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            owner = next((c for c in child.children if c.dep_ == "pobj"), None)
    if owner is None:
        return None
    clause = {t.i for c in token.children if c.dep_ in {"acl", "ccomp", "relcl"} for t in c.subtree}
    beside = token.dep_ == "pobj" and token.head.lower_ in speech("frames.despite")
    rest = clause or (
        set(range(sentence.start, sentence.end))
        if beside
        else {t.i for t in token.subtree} - set(range(min(token.i, owner.left_edge.i), max(token.i, owner.i) + 1))
    ) - {t.i for t in token.subtree}
    return Cue(token, owner, cleaned(rest, sentence), stance, verb=False, quotable=False)


def citing_cue(token: Token, sentence: Sentence) -> Cue | None:
    """ "…, citing X": X says what the verb it leans on reports; whoever reports it becomes the outer speaker."""
    if token.lower_ not in {"citing", "quoting"} or token.pos_ != "VERB":
        return None
    inner = next((c for c in token.children if c.dep_ == "dobj"), None)
    if inner is None or not (can_utter(inner) or inner.lemma_.lower() in speech("documents.nouns")):
        return None
    by = subject_of(token.head) if token.dep_ in {"advcl", "dep", "conj"} and token.head.lemma_.lower() in speech("say") else None
    aside = {t.i for t in token.subtree}
    outer = {by.i, token.head.i, *(t.i for t in by.subtree)} if by is not None else set()
    rest = set(range(sentence.start, sentence.end)) - aside - outer
    return Cue(token, inner, cleaned(rest, sentence), outer=(by,) if by is not None else (), verb=False)


def toll_cue(token: Token) -> Cue | None:
    """ "X put the toll at 16"."""
    if (
        token.pos_ != "VERB"
        or token.lemma_ not in speech("toll_frames.verbs")
        or token.dep_ == "acl"
        or (token.tag_ == "VBG" and token.dep_ == "advcl")
    ):
        return None
    by_others = any(c.dep_ == "agent" for c in token.children)
    counted = "nsubjpass" if by_others else "dobj"
    said = {w for c in token.children if c.dep_ == counted for t in c.subtree for w in (t.lemma_.lower(), t.lower_)}
    if not said & speech("toll_frames.objects"):
        return None
    inner = subject_of(token)
    if inner is None or inner.ent_type_ in {"CARDINAL", "DATE"} or inner.lemma_.lower() in speech("responsibility.acts"):
        return None
    content = tokens_right(token) - {t.i for c in token.children if c.dep_ == "agent" for t in c.subtree}
    return Cue(token, inner, content, "retracts" if token.lemma_ in speech("frames.revising") else "asserts", "toll")


def blame_cue(token: Token) -> Cue | None:
    """ "The army and the rebels traded blame for the attack": each says that the other did it."""
    if token.pos_ != "VERB" or token.lemma_.lower() not in speech("frames.trading"):
        return None
    if not any(c.dep_ == "dobj" and c.lemma_.lower() in speech("denial.involvement") for c in token.rights):
        return None
    inner = subject_of(token)
    return Cue(token, inner, tokens_right(token), field="initiator", quotable=False) if inner is not None else None


def charge_cue(token: Token, sentence: Sentence) -> Cue | None:
    """ "…, a charge the army rejects" where the parser takes the verb for a noun."""
    if token.tag_ != "NNS" or token.lemma_.lower() not in speech("stance.denies") or token.i - sentence.start < 3:
        return None
    named = speech("denial.charges") | speech("denial.named")
    charge = next((t for t in reversed(sentence.doc[max(sentence.start, token.i - 6) : token.i - 1]) if t.lemma_.lower() in named), None)
    if charge is None or charge.nbor().text == "," or charge.left_edge.i == sentence.start:
        return None
    content = cleaned(set(range(sentence.start, charge.left_edge.i)), sentence)
    return Cue(token, token.nbor(-1), content, "denies", quotable=False, answering=True)


def headline_cues(sentence: Sentence) -> Iterator[Cue]:
    """ "Army: No shots fired": a short noun phrase and a colon at the head of a sentence."""
    colon = next((t for t in sentence[:8] if t.text == ":"), None)
    if colon is None or colon.i == sentence.start or sentence.end - colon.i < 4:
        return
    before = sentence[: colon.i - sentence.start]
    heads = [t for t in before if t.head.i not in range(before.start, before.end) or t.head == t]
    role = {t.lower_ for t in before} & (speech("roles.person") | speech("speakers.headline"))
    if len(heads) == 1 and heads[0].pos_ in {"NOUN", "PROPN"} and role and not any(t.pos_ in {"VERB", "NUM"} for t in before):
        yield Cue(colon, heads[0], frozenset(t.i for t in sentence[colon.i + 1 - sentence.start :]), verb=False)
