"""Stances: how a speaker stands to what is said (asserts, denies, confirms, retracts, claims responsibility), and about which field."""

from collections.abc import Iterator

from spacy.tokens import Token

from tacitus.extracting.speech import speech
from tacitus.model import ClaimField, Stance

Verdict = tuple[Stance, ClaimField | None]

_OWN = {"it", "they", "we", "he", "she", "i"}
_OWNED = {"its", "their", "our", "his", "her", "my"}


def stance_of(verb: Token, clause: Token | None) -> Verdict | None:
    """The stance of a verb of saying with its complement clause (None = no clause), and the field the words fix.

    The verb decides; then what is said: untrue charges and acts the speaker's own side did not do are denials, an act told as the speaker's own
    ("was behind", "carried out") is a claim of responsibility. None when the words are no saying at all ("claimed 12 lives").
    """
    lemma = verb.lemma_.lower()
    if _is_responsibility(verb):
        return "claims_responsibility", "initiator"
    if lemma in {"claim", "take"} and any(c.dep_ == "dobj" and c.lemma_ in {"life", "victim", "control", "power", "win", "victory"} for c in verb.children) and clause is None:
        return ("asserts", "control") if _object_is(verb, {"control"}) else None
    if lemma in speech("stance.retracts"):
        return "retracts", None
    if lemma in speech("stance.denies"):
        return _denial(verb, clause)
    if lemma in speech("stance.confirms"):
        return "confirms", None
    if lemma in {"blame", "accuse"} or (lemma == "attribute" and _object_is(verb, speech("responsibility.acts"))):
        return "asserts", "initiator"
    return _told(verb, clause)


def withdraws(verb: Token) -> bool:
    """Whether a verb takes back what was said: "withdrew its statement", "corrected the figure", "had at first said"."""
    if verb.lemma_.lower() in speech("retracting.verbs") and verb.dep_ != "amod":
        return _object_is(verb, speech("retracting.objects"))
    return False


def _object_is(verb: Token, nouns: frozenset[str] | set[str]) -> bool:
    return any(c.dep_ in {"dobj", "nsubjpass"} and c.lemma_.lower() in nouns for c in verb.children)


def _is_responsibility(verb: Token) -> bool:
    if verb.lemma_.lower() not in speech("responsibility.verbs"):
        return False
    if _object_is(verb, speech("responsibility.objects")):
        return True
    if verb.lemma_ != "claim":
        return False
    if any(c.dep_ == "agent" for c in verb.children):
        noun = verb.head if verb.dep_ == "acl" else next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        return noun is not None and noun.lemma_.lower() in speech("responsibility.acts")
    return _object_is(verb, speech("responsibility.acts"))


def _denial(verb: Token, clause: Token | None) -> Verdict:
    said = [t.lemma_.lower() for child in verb.children if child.dep_ in {"dobj", "xcomp", "ccomp", "pcomp", "nsubjpass"} for t in child.subtree]
    if any(lemma in speech("denial.involvement") - {"accusation"} for lemma in said[:6]):
        return "denies", "initiator"
    act = clause or next((c for c in verb.children if c.dep_ in {"xcomp", "dobj"} and c.tag_ == "VBG"), None)
    return "denies", _harm_field(act)


def _harm_field(act: Token | None) -> ClaimField | None:
    """`target` when the harm denied is to people who do not fight, `initiator` for carrying something out at all."""
    if act is None:
        return None
    lemmas = [t.lemma_.lower() for t in act.subtree]
    if act.lemma_.lower() in speech("denial.harming") and (act.lemma_ == "target" or set(lemmas) & speech("denial.people")):
        return "target"
    if act.lemma_.lower() in speech("responsibility.own_acts") or set(lemmas[:8]) & (speech("denial.involvement") | {"involve", "behind"}):
        return "initiator"
    return None


def _told(verb: Token, clause: Token | None) -> Verdict:
    if clause is None:
        return ("denies", None) if _calls_untrue(verb) else ("asserts", _motive(verb))
    heads = [clause, *(c for c in clause.children if c.dep_ == "conj")]
    if any(_is_untrue(head) for head in heads[:1]):
        return "denies", None
    if _is_own(clause) and _is_negated(clause) and not _is_future(clause):
        return "denies", _harm_field(clause) or ("initiator" if _is_uninvolved(clause) else None)
    if _is_own(clause) and _is_uninvolved(clause):
        return "denies", "initiator"
    if _is_own(clause) and not _is_future(clause) and not _is_negated(clause) and _names_own_act(clause):
        return "claims_responsibility", "initiator"
    return "asserts", _motive(clause)


def _motive(head: Token) -> ClaimField | None:
    """`motive` when the clause says that something "was in retaliation for", "was aimed at", "was revenge"."""
    if head.lemma_ == "be":
        near = {t.lemma_.lower() for c in head.children if c.dep_ in {"prep", "attr"} for t in c.subtree if t.i <= c.i + 3}
        if near & {"retaliation", "revenge", "response", "reprisal", "retribution", "punishment"}:
            return "motive"
    return "motive" if head.lemma_ == "aim" and any(c.dep_ == "auxpass" for c in head.children) else None


def _subjects(clause: Token) -> Iterator[Token]:
    yield from (c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"})


def _is_own(clause: Token) -> bool:
    if clause.dep_ == "xcomp" and not any(_subjects(clause)):
        return True
    return any(s.lower_ in _OWN or any(c.lower_ in _OWNED for c in s.children if c.dep_ == "poss") for s in _subjects(clause))


def _is_negated(clause: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in {"never", "not", "neither"} for c in clause.children)


def _is_future(clause: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in {"will", "would", "can", "could", "should", "may", "might", "must", "’ll", "'ll", "wo", "ca"} for c in clause.children)


def _is_uninvolved(clause: Token) -> bool:
    near = [t.lower_ for t in clause.subtree]
    text = " ".join(near[:14])
    return any(
        words_ in text
        for words_ in (
            "nothing to do with", "no role", "no part", "no hand", "no involvement", "no connection", "not involved", "not responsible", "not behind", "no link", "n't involved",
            "no responsibility",
        )
    )  # fmt: skip


def _names_own_act(clause: Token) -> bool:
    lemmas = {clause.lemma_.lower()} | {c.lemma_.lower() for c in clause.children if c.dep_ in {"acomp", "prep", "attr"}}
    if clause.lemma_ == "carry" and not any(c.lower_ == "out" for c in clause.children):
        return False
    return bool(lemmas & speech("responsibility.own_acts"))


def _is_untrue(clause: Token) -> bool:
    said = {c.lemma_.lower() for c in clause.children if c.dep_ in {"acomp", "attr", "oprd", "amod"}} | {clause.lemma_.lower()}
    return bool(said & speech("denial.false")) and not _is_negated(clause) and any(
        s.lemma_.lower() in speech("denial.charges") for s in _subjects(clause)
    )


def _calls_untrue(verb: Token) -> bool:
    """"called the reports lies", "described the claim as baseless"."""
    if verb.lemma_.lower() not in {"call", "describe", "denounce", "decry", "condemn"}:
        return False
    lemmas = {t.lemma_.lower() for t in verb.subtree if t.i > verb.i}
    return bool(lemmas & speech("denial.false")) and bool(lemmas & speech("denial.charges"))
