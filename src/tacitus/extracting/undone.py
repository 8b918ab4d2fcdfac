"""Undone: clauses that say that something was not so, and whose doing a clause tells."""

from collections.abc import Iterator

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.speech import speech
from tacitus.knowledge.nouns import takes_up
from tacitus.model import ClaimField


def is_negative(clause: Token | None, *, quoted: bool = False) -> bool:
    """Whether a clause says that something was not so ("no gas was used", "nobody was taken", "the town had not fallen").

    From a side in the act this is a denial; from anybody else it is a report. Clauses on casualties, knowledge or the future are left out.
    """
    if clause is None or is_future(clause) or clause.lemma_.lower() in speech("denial.knowing"):
        return False
    if _is_still_held(clause):
        return True
    near = [clause, *clause.children]
    if any(t.lemma_.lower() in speech("denial.harm") for c in near for t in [c, *c.children]):
        return False
    if is_negated(clause):
        harmless = clause.lemma_.lower() in speech("denial.harming")
        forces = harmless and any(t.lemma_.lower() in speech("denial.forces") for t in subjects_of(clause))
        return not quoted or forces or is_own(clause, quoted=True)
    subjects = [c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass", "attr", "dobj"}]
    return any(
        s.lower_ in speech("roles.nobody") or any((c.lower_ == "no" and c.dep_ == "det") or c.dep_ == "neg" for c in s.children)
        for s in subjects
    )


def _is_still_held(clause: Token) -> bool:
    """ "The town remained in its hands", "was still under government control", "troops were still holding the bridge"."""
    still = any(c.lower_ == "still" for c in clause.children)
    if clause.lemma_ == "remain" or (still and clause.lemma_ == "be"):
        under = [t for c in clause.rights if c.dep_ == "prep" and c.lower_ in {"in", "under"} for t in c.children]
        return any(t.lemma_.lower() in speech("denial.keeping") for t in under)
    return still and clause.lemma_ in speech("denial.holding")


def is_undone(clause: Token, *, own: bool) -> bool:
    """Whether a clause says, whoever speaks, that an act was not: there was none ("no explosion"), none was seen, a force did nothing of
    the kind ("no guard had opened fire"), or the speaker's own people did nothing ("burned nothing", "laid no mine")."""
    none = [c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass", "attr", "dobj"} and _is_none(c)]
    acts = speech("responsibility.acts") | speech("denial.happenings")
    if clause.lemma_ == "be" or clause.lemma_.lower() in speech("denial.noticing"):
        return any(c.lemma_.lower() in acts for c in none)
    if clause.lemma_.lower() not in speech("denial.harming") | speech("denial.doing"):
        return False
    return any(own if c.dep_ == "dobj" else c.lemma_.lower() in speech("denial.forces") for c in none)


def _is_none(noun: Token) -> bool:
    return noun.lower_ in speech("roles.nobody") or any(c.lower_ == "no" and c.dep_ == "det" for c in noun.children)


def absent_field(clause: Token) -> ClaimField | None:
    """What a clause that says something was not so is about: who did it where a force did nothing or was not there ("no unit of ours was in
    the area", "the brigade fired nothing"), the target where what was hit was none ("there is no hospital there"), else nothing certain.
    """
    doers = {t.lemma_.lower() for s in subjects_of(clause) for t in s.subtree if t.i <= s.i or t.dep_ == "compound"}
    if _is_still_held(clause):
        return "control"
    own = is_own(clause, quoted=False) or is_own(clause, quoted=True)
    lemmas = {t.lemma_.lower() for t in clause.subtree}
    if clause.lemma_ == "be" and any(c.dep_ == "expl" for c in clause.children):
        things = {c.lemma_.lower() for c in clause.children if c.dep_ in {"attr", "nsubj"}}
        return "target" if things & speech("denial.sites") else None
    if not own and not doers & speech("denial.forces"):
        return None
    if clause.lemma_.lower() in speech("denial.doing") | speech("denial.harming") and not any(c.dep_ == "auxpass" for c in clause.children):
        return "initiator"
    return "initiator" if clause.lemma_ == "be" and lemmas & speech("denial.presence") else None


def subjects_of(clause: Token) -> Iterator[Token]:
    """The subjects of a clause, active or passive."""
    yield from (c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"})


def is_own(clause: Token, *, quoted: bool) -> bool:
    """Whether the clause is about the speaker or the speaker's people."""
    if clause.dep_ == "xcomp" and not any(subjects_of(clause)):
        return True
    own, owned = _side("subject", quoted=quoted), _side("owner", quoted=quoted)
    if not quoted and any(takes_up(s) for s in subjects_of(clause)):
        return True
    return any(s.lower_ in own or any(c.lower_ in owned for c in _modifiers(s) if c.dep_ == "poss") for s in subjects_of(clause))


def _modifiers(noun: Token) -> Iterator[Token]:
    """What stands under a noun, and under what it is one of ("one of its fighters")."""
    yield from noun.children
    yield from (g for c in noun.children if c.lower_ == "of" for part in c.children for g in part.children)


def _side(part: str, *, quoted: bool) -> frozenset[str]:
    """Pronouns for the speaker's side as `subject` or `owner`: of the first person in a quotation, of any outside."""
    first = lexicon.words("grammar", f"first.{part}")
    return first if quoted else first | lexicon.words("grammar", f"third.{part}")


def is_negated(clause: Token) -> bool:
    """Whether a clause has a "not", "never" or "nowhere"."""
    near = [*clause.children, *(g for c in clause.children if c.dep_ in {"advmod", "prep", "acomp"} for g in c.children)]
    return any(c.dep_ == "neg" or c.lower_ in lexicon.words("grammar", "negation.clause") for c in clause.children) or any(
        t.lower_ == "nowhere" for t in near
    )


def is_future(clause: Token) -> bool:
    """Whether a clause tells what will or would be."""
    return any(c.dep_ == "aux" and c.lower_ in lexicon.words("grammar", "auxiliaries.coming") for c in clause.children)
