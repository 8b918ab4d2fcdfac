"""Signs: what speaks for and against a trigger being an act, in words and grammar; the judge weighs them (`assembling.judging`)."""

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.clauses import arguments, clause_tokens, clause_verb
from tacitus.extracting.status import Reality
from tacitus.extracting.topics import armed_words
from tacitus.extracting.triggers import Trigger
from tacitus.odds import Signs, logit
from tacitus.page import Page, Reading


def find_signs(page: Page, trigger: Trigger, reality: Reality) -> Signs:
    """Sign → strength: the lexicon's vote, the grammar around the trigger, where it stands, what its clause tells, the head's votes."""
    head = page.parse[trigger.head]
    found = {"bias": 1.0, "strong": float(trigger.strong), f"type={trigger.type}": 1.0, f"reality={reality}": 1.0}
    found.update(_grammar(head))
    found.update(_place_in_report(page, head))
    found.update(_told_with(page, head))
    if page.reading is not None:
        found.update(_votes(page, trigger, page.reading))
    return found


def _grammar(head: Token) -> Signs:
    verb = clause_verb(head)
    perfect = [c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    tense = (
        "past" if verb.tag_ == "VBD" else "perfect" if {"has", "have"} & set(perfect) else "pluperfect" if "had" in perfect else verb.tag_
    )
    return {
        f"pos={head.pos_}": 1.0,
        f"tense={tense}": 1.0,
        f"dep={head.dep_}": 1.0,
        "plural noun": float(head.tag_ == "NNS"),
        "definite": float(any(c.lower_ in lexicon.words("grammar", "determiners.singular") for c in head.lefts)),
        "indefinite": float(any(c.lower_ in lexicon.words("grammar", "determiners.indefinite") for c in head.lefts)),
        "possessive": float(any(c.dep_ == "poss" for c in head.lefts)),
        "modified": float(any(c.dep_ == "amod" for c in head.lefts)),
        "repeated": float(any(c.lemma_.lower() in lexicon.words("status", "background.adjectives") for c in (*head.lefts, *verb.children))),
        "infinitive": float(any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)),
        "since": float(any(a.lower_ in {"since", "after", "until", "before"} for a in (*head.ancestors, *verb.children))),
    }


def _place_in_report(page: Page, head: Token) -> Signs:
    index = page.sentence_of[head.i]
    title = len(page.document.title or "")
    return {
        "headline": float(head.idx < title),
        "lead": float(index <= 3 and head.idx >= title),
        "late": index / max(len(page.sentences), 1),
        "quoted": float(any(q.covers(head.i) for q in page.quotes)),
        "armed report": min(armed_words(page), 10) / 10,
        "said": float(any(s.says(head.i) for s in page.sayings)),
    }


def _told_with(page: Page, head: Token) -> Signs:
    around = arguments(head)
    clause = {t.i for t in clause_tokens(head)}
    places = [n for n in page.names if n.kind == "place" and n.start in clause]
    return {
        "agent": float(bool(around.agents)),
        "named agent": float(any(a.i in page.name_at for a in around.agents)),
        "patient": float(bool(around.patients)),
        "place": float(bool(places)),
        "time": float(any(t.start in clause for t in page.times)),
        "toll": float(any(t.harm_token in clause for t in page.tolls)),
        "is toll": float(any(t.harm_token == head.i for t in page.tolls)),
    }


def _votes(page: Page, trigger: Trigger, reading: Reading) -> Signs:
    span = range(trigger.start, trigger.end)
    types = [reading.types_of(i) for i in span]
    told = reading.told_in(page.sentence_of[trigger.head])
    votes = {
        "head trigger": logit(max(sum(t.values()) for t in types)),
        "head type": logit(max(t[trigger.type] for t in types)),
        "head first": logit(max(reading.first_at(i) for i in span)),
        "head told": logit(told[trigger.type]),
        "head told any": logit(max(told.values())),
    }
    return votes | {f"head status={status}": odds for status, odds in reading.statuses_of(trigger.head).items()}
