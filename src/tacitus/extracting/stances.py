"""Stances: how a speaker stands to what is said (asserts, denies, confirms, retracts, claims responsibility), and about which field."""

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.listings import harm_words
from tacitus.extracting.speech import speech
from tacitus.extracting.undone import absent_field, is_future, is_negated, is_own, is_undone, subjects_of
from tacitus.model import ClaimField, Stance

Verdict = tuple[Stance, ClaimField | None]


def stance_of(verb: Token, clause: Token | None, *, quoted: bool = False) -> Verdict | None:
    """The stance of a verb of saying with its complement clause (None = no clause), and the field the words fix.

    The verb decides, then what is said: untrue charges and acts the speaker's own side did not do are denials, an act told as the speaker's
    own ("was behind", "carried out") is a claim of responsibility. In a quotation (`quoted`) only "we" and "I" are the speaker's side. None
    when the words are no saying at all ("claimed 12 lives").
    """
    lemma = verb.lemma_.lower()
    if _is_responsibility(verb):
        return "claims_responsibility", "initiator"
    if (
        lemma in {"claim", "take"}
        and any(c.dep_ == "dobj" and c.lemma_ in speech("idioms.claimed") for c in verb.children)
        and clause is None
    ):
        return ("asserts", "control") if _object_is(verb, {"control"}) else None
    if lemma in speech("stance.retracts"):
        return "retracts", None
    if lemma in speech("stance.denies"):
        return _denial(verb, clause)
    if lemma in speech("stance.confirms"):
        return "confirms", "initiator" if _owns_act(verb, clause) else None
    if (
        lemma in {"blame", "accuse"}
        or (lemma == "suspect" and clause is None)
        or (lemma == "attribute" and _object_is(verb, speech("responsibility.acts")))
    ):
        return "asserts", "initiator"
    if any(c.lower_ == "first" for c in verb.children) | _at_first(verb) and any(c.lower_ == "had" for c in verb.children):
        return "retracts", None
    return _told(verb, clause, quoted=quoted)


def _at_first(verb: Token) -> bool:
    """ "had at first said": what comes after has taken it back."""
    return any(c.lower_ == "at" and any(g.lower_ == "first" for g in c.children) for c in verb.children)


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
    after = verb.doc[verb.i + 1 : verb.i + 4]
    if _object_is(verb, speech("responsibility.objects")) or any(t.lower_ in speech("responsibility.objects") for t in after):
        return True
    if verb.lemma_ == "take":
        return any(
            p.lower_ in {"upon", "on"} and any(c.lower_ in lexicon.words("grammar", "third.self") for c in p.children)
            for p in verb.children
            if p.dep_ == "prep"
        )
    if verb.lemma_ != "claim":
        return False
    if any(c.dep_ == "dobj" and c.lower_ in {"it", "them", "both"} for c in verb.children):
        return True
    if any(c.dep_ == "agent" for c in verb.children):
        noun = verb.head if verb.dep_ == "acl" else next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        return noun is not None and noun.lemma_.lower() in speech("responsibility.acts")
    return _object_is(verb, speech("responsibility.acts"))


def _denial(verb: Token, clause: Token | None) -> Verdict | None:
    """A denial of a charge or an act. Turning down an offer denies nothing; dismissing a person is no saying."""
    turned_down = (
        [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
        if verb.lemma_.lower() in {"reject", "dismiss", "rebuff", "dispute"}
        else []
    )
    if any(c.ent_type_ == "PERSON" for c in turned_down):
        return None
    if any(c.lemma_.lower() in speech("denial.offers") for c in turned_down):
        return "asserts", None
    if clause is None and _object_is(verb, speech("denial.figures")):
        return "denies", "toll"
    said = [
        t.lemma_.lower() for child in verb.children if child.dep_ in {"dobj", "xcomp", "ccomp", "pcomp", "nsubjpass"} for t in child.subtree
    ]
    if any(lemma in speech("denial.involvement") - {"accusation"} for lemma in said[:6]):
        return "denies", "initiator"
    own = clause is None and any(c.dep_ in {"xcomp", "dobj"} and _is_doing(c) for c in verb.children)
    return "denies", _harm_field(clause or _charged(verb)) or ("initiator" if own else None)


def _is_doing(verb: Token) -> bool:
    """ "Denied sending it", "denied having sent it"."""
    return verb.tag_ == "VBG" or any(c.lower_ == "having" for c in verb.children)


def _charged(verb: Token) -> Token | None:
    """The act in "denied bombing …" and "denied accusations of targeting …", "rejected claims that it …"."""
    for child in verb.children:
        if child.dep_ in {"xcomp", "dobj"} and child.tag_ == "VBG":
            return child
        if child.dep_ in {"dobj", "nsubjpass"} and child.lemma_.lower() in speech("denial.charges"):
            under = [child, *(c for c in child.children if c.dep_ == "prep")]
            return next((c for t in under for c in t.children if c.dep_ in {"pcomp", "acl"} and c.pos_ == "VERB"), None)
    return None


def _harm_field(act: Token | None) -> ClaimField | None:
    """`target` when what is denied is aiming at somebody, or harm to people who do not fight; `initiator` for having done it at all."""
    if act is None:
        return None
    lemmas = [t.lemma_.lower() for t in act.subtree]
    if act.lemma_ == "target" or (act.lemma_.lower() in speech("denial.harming") and set(lemmas) & speech("denial.people")):
        return "target"
    if act.lemma_.lower() in speech("denial.harming") and (not any(subjects_of(act)) or is_own(act, quoted=False)):
        return "initiator"
    if act.lemma_.lower() in speech("responsibility.own_acts") or set(lemmas[:8]) & (speech("denial.involvement") | {"involve", "behind"}):
        return "initiator"
    return None


def _told(verb: Token, clause: Token | None, *, quoted: bool) -> Verdict:
    if _calls_untrue(verb):
        return "denies", None
    if clause is None:
        return ("denies", None) if _is_outcry(verb) else ("asserts", _motive(verb))
    if verb.lemma_.lower() in speech("stance.wishes"):
        return "asserts", None  # "asked that his name not be used" denies nothing
    if _is_untrue(clause):
        return "denies", _charged_toll(clause)
    own = is_own(clause, quoted=quoted)
    if _is_unsettled(clause, own=own):
        return "no_comment", None
    if (own or quoted or any(s.ent_type_ in {"GPE", "ORG", "NORP"} for s in subjects_of(clause))) and _is_uninvolved(clause):
        return "denies", "initiator"
    if own and is_negated(clause) and not is_future(clause) and clause.lemma_.lower() not in speech("denial.knowing"):
        return "denies", _harm_field(clause) or absent_field(clause)
    if not is_future(clause) and is_undone(clause, own=own):
        return "denies", absent_field(clause)
    if own and not is_future(clause) and not is_negated(clause) and _names_own_act(clause):
        return "claims_responsibility", "initiator"
    return "asserts", _motive(clause)


def _is_unsettled(clause: Token, *, own: bool) -> bool:
    """ "was looking into it", "had no information", "was unable to confirm": an answer that leaves the question open."""
    lemmas = [t.lemma_.lower() for t in clause.subtree][:16]
    settling = speech("unsettled.settling") & set(lemmas)
    if settling and (speech("unsettled.unable") & set(lemmas) or clause.lemma_ == "try" or "yet" in lemmas):
        return True
    if clause.lemma_ == "be" and "under" in lemmas and speech("unsettled.pending") & set(lemmas):
        return True
    if not own:
        return False
    if _is_inquiry(clause) or (clause.lemma_ == "look" and "into" in lemmas):
        return True
    unknown = clause.lemma_ == "have" and "no" in lemmas and speech("unsettled.lacking") & set(lemmas)
    return bool(unknown) or (clause.lemma_ == "be" and "aware" in lemmas)


def _is_inquiry(clause: Token) -> bool:
    """ "Was examining the report", "is investigating"; what reviews its support for an ally answers nothing."""
    if clause.lemma_.lower() not in speech("unsettled.examining"):
        return False
    examined = [c.lemma_.lower() for c in clause.rights if c.dep_ == "dobj"]
    open_to = speech("denial.charges") | speech("responsibility.acts") | speech("denial.happenings") | speech("unsettled.matters")
    return not examined or not open_to.isdisjoint(examined)


def _motive(head: Token) -> ClaimField | None:
    """`motive` when the clause says that something "was in retaliation for", "was aimed at", "was revenge"."""
    if head.lemma_ == "be":
        near = {t.lemma_.lower() for c in head.children if c.dep_ in {"prep", "attr"} for t in c.subtree if t.i <= c.i + 3}
        if near & speech("motive.nouns"):
            return "motive"
    return "motive" if head.lemma_ == "aim" and any(c.dep_ == "auxpass" for c in head.children) else None


def _is_uninvolved(clause: Token) -> bool:
    text = f" {' '.join(t.lower_ for t in clause.subtree)} "
    return any(f" {phrase} " in text[:120] for phrase in speech("denial.uninvolved"))


def _names_own_act(clause: Token) -> bool:
    lemmas = {clause.lemma_.lower()} | {c.lemma_.lower() for c in clause.children if c.dep_ in {"acomp", "prep", "attr"}}
    if clause.lemma_ == "carry" and not any(c.lower_ == "out" and c.dep_ == "prt" for c in clause.children):
        return False
    if any(s.dep_ == "nsubjpass" and s.lower_ == "it" for s in subjects_of(clause)):
        return False  # "it was carried out by …" is the act
    if clause.lemma_ == "do":
        return any(c.dep_ == "dobj" and c.lower_ in speech("responsibility.done") for c in clause.children)
    return bool(lemmas & speech("responsibility.own_acts"))


def _owns_act(verb: Token, clause: Token | None) -> bool:
    """ "Admitted carrying out the attack", "confirmed that it was behind the attack"."""
    doing = next((c for c in verb.rights if c.dep_ in {"xcomp", "dobj"} and c.tag_ == "VBG"), None)
    own = doing is not None or (clause is not None and is_own(clause, quoted=False))
    act = doing if doing is not None else clause
    return own and act is not None and not is_negated(act) and not is_future(act) and _names_own_act(act)


def _is_untrue(clause: Token) -> bool:
    # "says claims that it fired are baseless" is parsed as two clauses
    pieces = [clause, *(c for c in clause.head.children if c.dep_ == "ccomp" and c.i > clause.i)]
    near = {t.lemma_.lower() for piece in pieces for t in list(piece.subtree)[:14]}
    if near & speech("denial.plainly_false") and near & (speech("denial.named") | {"report"}) and not is_negated(clause):
        return True
    said = {c.lemma_.lower() for c in clause.children if c.dep_ in {"acomp", "attr", "oprd", "amod"}} | {clause.lemma_.lower()}
    return (
        bool(said & speech("denial.false"))
        and not is_negated(clause)
        and any(s.lemma_.lower() in speech("denial.charges") for s in subjects_of(clause))
    )


def _charged_toll(clause: Token) -> ClaimField | None:
    """ "The claim that 34 soldiers were captured is a lie": what is untrue is a count."""
    charged = [t for s in subjects_of(clause) for t in s.subtree]
    counted = any(t.like_num for t in charged) and any(t.lemma_.lower() in harm_words() for t in charged)
    return "toll" if counted else None


def _is_outcry(verb: Token) -> bool:
    """A quotation that is nothing but a name for what is untrue: “An invention from the first word to the last”, the staff said."""
    if verb.lemma_.lower() not in speech("say"):
        return False
    opened = next((t.i for t in verb.sent if t.is_quote), verb.i)
    words = [t for t in verb.sent if t.i > opened and t.is_alpha][:3]
    named = any(t.lemma_.lower() in speech("denial.false") and t.pos_ == "NOUN" for t in words[1:])
    return named and opened < verb.i and words[0].lower_ in lexicon.words("grammar", "determiners.indefinite")


def _calls_untrue(verb: Token) -> bool:
    """ "called the reports lies", "described the claim as baseless"."""
    if verb.lemma_.lower() not in speech("denial.calling") or any(c.lower_ == "for" for c in verb.children):
        return False
    after = verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 16)]
    lemmas = {t.lemma_.lower() for t in after}
    if lemmas & speech("denial.named"):
        return "credible" not in lemmas and (verb.lemma_ in {"call", "declare"} or any(t.lower_ == "as" for t in after))
    return bool(lemmas & speech("denial.false")) and bool(lemmas & speech("denial.charges"))
