"""Tellings: cues that are verbs of saying, with the clause, object or sentence they report."""

from collections.abc import Collection

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.cues import Cue, cleaned, in_talk, tokens_right
from tacitus.extracting.speech import speech
from tacitus.extracting.stances import stance_of, withdraws
from tacitus.extracting.subjects import inverted_subject, subject_of
from tacitus.extracting.undone import absent_field, is_negative

_CLAUSES = {"ccomp", "parataxis"}
_OBJECTS = {"dobj", "prep", "xcomp", "oprd", "acomp", "attr", "advcl", "dative", "pcomp", "nmod"}


def verb_cue(token: Token, sentence: Sentence, quoted: Collection[int]) -> Cue | None:
    """The cue of a verb of saying (lexicon `speech`): not modal, not negated, and with somebody who does it."""
    lemma = token.lemma_.lower()
    if token.pos_ not in {"VERB", "AUX"} or (token.tag_ == "VB" and _infinitive(token)):
        return None
    strong = lemma in speech("say")
    weak = lemma in speech("say_with_clause") or lemma in speech("say_with_object") or lemma in speech("say_of")
    if withdraws(token):
        speaker = subject_of(token)
        return Cue(token, speaker, tokens_right(token), "retracts", quotable=False) if speaker is not None else None
    responsible = stance_of(token, None) if lemma in speech("responsibility.verbs") else None
    if not strong and not weak and not (responsible and responsible[0] == "claims_responsibility"):
        return None
    unreal = lexicon.words("grammar", "auxiliaries.unreal_saying")
    unreal -= {"to"} if token.tag_ == "VB" else set()  # "continues to deny it" says so
    if any(c.dep_ in {"aux", "mark", "neg"} and (c.lower_ in unreal or c.dep_ == "neg") for c in token.children):
        return None
    if token.dep_ in {"amod", "compound"} or _leads_on(token) or _names_itself(token):
        return None
    return _spoken(token, sentence, quoted, strong=strong or responsible is not None)


def _leads_on(token: Token) -> bool:
    """ "Continues to deny": the second verb is the saying."""
    return token.lemma_ == "continue" and any(c.dep_ == "xcomp" and c.lemma_.lower() in speech("say") for c in token.children)


def _names_itself(token: Token) -> bool:
    """ "A group calling itself X"."""
    return token.lemma_ == "call" and any(c.lower_ in lexicon.words("grammar", "third.self") for c in token.rights)


def _infinitive(token: Token) -> bool:
    return token.head.lemma_ not in speech("frames.seeming")


def _spoken(token: Token, sentence: Sentence, quoted: Collection[int], *, strong: bool) -> Cue | None:
    inner, outer = _quoted_by(token)
    inner = inner or _behalf(token) or subject_of(token) or inverted_subject(token, sentence)
    if inner is None or in_talk(inner) or inner == token:
        return None
    clause = _clause_of(token, inner)
    if clause is None and token.lemma_.lower() in speech("frames.infinitive"):
        clause = next((c for c in token.children if c.dep_ == "xcomp" and any(a.lower_ == "to" for a in c.children)), None)
    if token.i in quoted and any(c.dep_ in {"dobj", "dative"} and in_talk(c) for c in token.children):
        return None
    inside = clause is not None and clause.i in quoted and not _is_begun_outside(clause, quoted)
    verdict = stance_of(token, clause, quoted=inside)
    if verdict is None:
        return None
    negative = is_negative(clause, quoted=inside)
    stance, field = verdict
    if negative and clause is not None and field is None:
        field = absent_field(clause)
    content = _content(token, clause, inner, sentence, strong=strong) or (_denied(token) if stance == "denies" else frozenset())
    cue = Cue(
        token,
        inner,
        content,
        stance,
        field,
        outer + _told_to(token),
        negative=negative,
        answering=stance == "denies" and clause is None and bool(_before_charge(token)),
    )
    return cue if content or strong or token.lemma_.lower() in speech("say_with_clause") else None


def _denied(verb: Token) -> frozenset[int]:
    """What stands after a verb of denial, or what was told before "a charge that the army dismissed"."""
    return _before_charge(verb) or tokens_right(verb)


def _before_charge(verb: Token) -> frozenset[int]:
    """What was told before "a charge the army rejects", "a claim denied by the army", "something the army denies"."""
    charge = verb.head
    named = charge.lower_ == "something" or charge.lemma_.lower() in speech("denial.charges") | speech("denial.named")
    if verb.dep_ not in {"relcl", "acl"} or not named or any(c.lower_ == "the" for c in charge.lefts):
        return frozenset()
    return frozenset(range(verb.sent.start, charge.left_edge.i))


def _clause_of(verb: Token, inner: Token) -> Token | None:
    """The clause said: a complement, which no saying before a semicolon is, or a "that" clause that the parser hung on a noun between."""
    found = [child for child in verb.children if child.dep_ in _CLAUSES and child.i != inner.i]
    after = [child for child in found if child.i > verb.i and any(_is_that(c) for c in child.lefts)]
    for child in after or found:
        if child.i > verb.i or not any(t.text == ";" for t in verb.doc[child.i : verb.i]):
            return child
    if verb.lemma_.lower() not in speech("say"):
        return None
    under = (t for c in verb.rights if c.dep_ == "prep" for t in c.subtree)
    return next((t for t in under if t.dep_ in {"relcl", "acl"} and any(_is_that(c) for c in t.lefts)), None)


def _is_that(token: Token) -> bool:
    """Whether a "that" joins a clause and stands for no noun in it."""
    return token.dep_ == "mark" and token.lower_ == "that" and token.pos_ == "SCONJ"


def _is_begun_outside(clause: Token, quoted: Collection[int]) -> bool:
    """Whether a clause is quoted only from its verb on ("said it “does not touch” them"): its subject is the report's own word."""
    return any(c.dep_ in {"nsubj", "nsubjpass"} and c.i not in quoted for c in clause.children)


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


def _behalf(verb: Token) -> Token | None:
    """In whose name a caller takes responsibility: "on behalf of X", "in the name of X"."""
    if verb.lemma_.lower() not in speech("responsibility.verbs"):
        return None
    under = [t for c in verb.rights if c.dep_ in {"dobj", "prep"} for t in c.subtree if t.lower_ in speech("responsibility.behalf")]
    return next((c for t in under for p in t.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"), None)


def _told_to(verb: Token) -> tuple[Token, ...]:
    """The listener of "told Reuters": when it is an outlet (settled by `sayings`), it passes the words on."""
    if verb.lemma_ != "tell":
        return ()
    return tuple(
        c
        for c in verb.children
        if c.dep_ in {"dobj", "dative"} and c.i > verb.i and (c.pos_ == "PROPN" or c.lemma_ not in speech("frames.hearing"))
    )[:1]


def _content(verb: Token, clause: Token | None, inner: Token, sentence: Sentence, *, strong: bool) -> frozenset[int]:
    own = _attribution(verb, inner)
    if clause is not None and clause.dep_ in {"relcl", "acl"}:
        own -= {t.i for t in clause.subtree}  # it hangs on a noun of the setting: "told them on the steps that …"
    found: set[int] = set()
    if clause is not None:
        found |= {t.i for t in clause.subtree} - _beside(clause)
    if any(c.dep_ == "agent" for c in verb.children):
        if (passive := _by_agent(verb, strong=strong)) is None:
            return frozenset()
        found |= passive
    elif verb.lemma_.lower() in speech("say_of") and (of := _told_of(verb)):
        found |= of
    elif clause is None and (strong or verb.lemma_.lower() in speech("say_with_object")):
        found |= _objects(verb, strong=strong)
    if (clause is None or clause.i < verb.i) and _is_aside(own, sentence) and not _is_apart(verb, own):
        found |= set(range(sentence.start, min(own))) | _trailing(verb)
    if verb.dep_ == "relcl" and clause is not None:
        found |= {t.i for t in verb.head.subtree if t.i < verb.left_edge.i} if not any(c.lower_ == "who" for c in verb.children) else set()
    if not found and strong and verb.lemma_ not in speech("frames.telling"):
        found |= set(range(verb.i + 1, sentence.end))
    return cleaned(found - own, sentence)


def _by_agent(verb: Token, *, strong: bool) -> set[int] | None:
    """What is said in a passive: what stands before "a claim denied by X", what "the rebels were blamed by X for", else the subject."""
    if verb.lemma_ in {"blame", "accuse"}:
        return {t.i for c in verb.children if c.dep_ in {"prep", "nsubjpass"} for t in c.subtree}
    if not strong or verb.lemma_ in speech("frames.of_object"):
        return None
    if before := _before_charge(verb):
        return set(before)
    noun = verb.head if verb.dep_ == "acl" else next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    return {t.i for t in noun.subtree} if noun is not None else set()


def _trailing(verb: Token) -> set[int]:
    """What an attribution in the middle cuts off: "…, the army said, killing nine"."""
    after = (c for c in verb.rights if c.dep_ == "advcl" and c.tag_ == "VBG" and c.nbor(-1).text == ",")
    return {t.i for c in after if c.lemma_.lower() not in speech("say") | {"cite", "quote"} for t in c.subtree}


def _told_of(verb: Token) -> set[int]:
    """What one "spoke of", "told of", with what else is listed after it ("spoke of three dead and 40 injured")."""
    found = {t.i for c in verb.rights if c.dep_ == "prep" and c.lower_ == "of" for t in c.subtree if t.i != c.i}
    if found:
        for token in verb.doc[max(found) + 1 : verb.sent.end]:
            if token.pos_ not in {"CCONJ", "NUM", "NOUN", "ADJ", "DET"} and token.dep_ not in {"amod", "acl"}:
                break
            found.add(token.i)
    return found


def _beside(clause: Token) -> set[int]:
    """What stands beside a clause and is somebody else's: "…, while the rebels said they had left"."""
    found: set[int] = set()
    for verb in clause.subtree:
        joined = verb.dep_ == "conj" or any(
            c.dep_ == "mark" and c.lower_ in lexicon.words("grammar", "conjunctions.contrast") for c in verb.children
        )
        subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.pos_ in {"NOUN", "PROPN"}), None)
        if verb != clause and verb.dep_ in {"advcl", "conj"} and joined and subject is not None and verb.lemma_.lower() in speech("say"):
            found |= {t.i for t in verb.subtree}
    return found


def _attribution(verb: Token, inner: Token) -> set[int]:
    """The tokens of an attribution: verb, speaker, listener, time and manner ("told Reuters on Monday in a statement")."""
    own = {
        verb.i,
        *(t.i for t in inner.subtree if verb.i not in {a.i for a in [t, *t.ancestors]} or verb.i > inner.i or t.i >= inner.left_edge.i),
    }
    if verb in inner.subtree:
        own = {verb.i, inner.i}
    for child in verb.children:
        if (
            child.dep_ in {"aux", "npadvmod", "neg", "dative"}
            or (child.dep_ == "advmod" and child.n_lefts + child.n_rights == 0)
            or _is_setting(verb, child)
        ):
            own |= {t.i for t in child.subtree}
    return own


def _is_setting(verb: Token, prep: Token) -> bool:
    """Whether a phrase tells when or through what one spoke ("on Monday", "in a statement"), not what is said ("accused them of …")."""
    return prep.dep_ == "prep" and prep.i > verb.i and prep.lower_ in speech("frames.setting")


def _is_aside(own: set[int], sentence: Sentence) -> bool:
    """Whether an attribution follows a comma or a closing mark inside its sentence ("…, X said")."""
    first = min(own)
    if first - sentence.start < 3:
        return False
    before = sentence.doc[first - 1]
    while before.is_space and before.i > sentence.start:
        before = before.nbor(-1)
    return before.text in {",", '"', "”", "’", "'", "—", "–", "?", "!", ";"}


def _is_apart(verb: Token, own: set[int]) -> bool:
    """Whether a semicolon parts an attribution with an object of its own from what stands before ("…; X reported none"); what is denied
    or confirmed stands before it ("…; the army denies it").
    """
    answers = verb.lemma_.lower() in speech("stance.denies") | speech("stance.confirms")
    return not answers and verb.doc[min(own) - 1].text == ";" and any(c.dep_ == "dobj" for c in verb.rights)


def _objects(verb: Token, *, strong: bool) -> set[int]:
    kids = [c for c in verb.rights if c.dep_ in _OBJECTS]
    if not strong and not any(c.dep_ in {"dobj", "oprd", "xcomp"} and _is_said(c) for c in kids):
        return set()
    if not any(c.dep_ in {"dobj", "xcomp", "oprd", "acomp"} for c in kids) and verb.lemma_ not in speech("frames.alone"):
        return set()
    return {t.i for c in kids for t in c.subtree if not (c.dep_ == "advcl" and c.lemma_.lower() in speech("say"))}


def _is_said(noun: Token) -> bool:
    return any(t.lemma_.lower() in speech("said_objects") for t in [noun, *noun.children]) or noun.dep_ == "oprd"
