"""Speakers: which person or body a noun phrase stands for when it is the one who says something."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.tokens import Token

from tacitus.extracting.casts import Cast
from tacitus.extracting.kinds import GUESSED, kind_of, kind_of_person, speaker_kinds, text_of
from tacitus.extracting.mentions import aside_end, mention_of
from tacitus.extracting.papers import is_document, members, owners_of
from tacitus.extracting.persons import person_in
from tacitus.extracting.speech import speech
from tacitus.extracting.subjects import can_utter
from tacitus.lexicon import labels, words
from tacitus.model import SpeakerKind
from tacitus.page import Mention, SpeakerDraft


@dataclass(frozen=True, slots=True)
class Who:
    """A speaker and what later words can point back to it by: number, personhood, the nouns that named it."""

    draft: SpeakerDraft
    sort: str
    """`person`, `body` or `many`."""
    nouns: frozenset[str]


def find_speakers(cast: Cast, head: Token, past: Sequence[Who]) -> tuple[Who, ...]:
    """Who a noun phrase with this head stands for, one for each member of a list ("police and witnesses").

    A person named in the phrase or in its apposition is the speaker; else the phrase without article. A document ("the statement") speaks
    for its maker. A pronoun, or a bare definite noun ("the ministry"), is the latest speaker in `past` or earlier name that fits; a pronoun
    that nothing fits yields nobody. `past` is in the order told.
    """
    found: list[Who] = []
    for part in members(head):
        owners = owners_of(part) if is_document(part) else ()
        for at in owners or [part]:
            who = _find_one(cast, at, [*past, *found])
            if who is not None and who.draft.name:
                found.append(who)
    return tuple(found)


def _find_one(cast: Cast, head: Token, past: Sequence[Who]) -> Who | None:
    lower = head.lower_
    if head.pos_ == "PRON" or lower in _pronouns():
        return _pronoun(cast, head, past)
    if is_document(head):
        return _document(cast, head, past)
    mention = mention_of(head)
    if _is_bare(mention, head, cast):
        known = _point_back(cast, head, past)
        if known:
            return Who(SpeakerDraft(mention, known.draft.name, known.draft.kind), known.sort, known.nouns)
    return _named(cast, head, mention, past)


@cache
def _pronouns() -> Mapping[str, str]:
    return labels("grammar", "speakers", ("person", "many", "body", "any"))


def _pronoun(cast: Cast, head: Token, past: Sequence[Who]) -> Who | None:
    sort = _pronouns().get(head.lower_)
    main = _main_subject(head)
    if main is not None and sort in {"body", "many"}:
        return _at_pronoun(head, _named(cast, main, mention_of(main), past))
    if head.lower_ in speech("speakers.counted"):
        return _plain(cast, head)
    if sort is None:
        return None
    if head.dep_ == "poss" and head.head.lower_ == "own" and (subject := _own_subject(cast, head)) is not None:
        return subject
    fitting = [who for who in past if sort in ("any", who.sort)]
    if (named := _within(head, past) or _named_since(cast, head, fitting)) is not None:
        return named
    if not fitting and sort == "many":
        fitting = [who for who in past if who.sort == "body"]
    if not fitting and sort == "person":
        return _last_person(cast, head)
    if not fitting:
        return _own_subject(cast, head) if head.dep_ == "poss" and sort != "person" else None
    return _at_pronoun(head, fitting[-1])


def _at_pronoun(head: Token, known: Who) -> Who:
    return Who(SpeakerDraft(Mention(head.i, head.i + 1, head.i), known.draft.name, known.draft.kind), known.sort, known.nouns)


def _main_subject(pronoun: Token) -> Token | None:
    """The subject of the main clause when the pronoun stands in a side clause of it ("X fled, although it denies this")."""
    verb = pronoun.head
    if pronoun.dep_ != "nsubj" or verb.dep_ != "advcl":
        return None
    found = next((c for c in verb.head.children if c.dep_ in {"nsubj", "nsubjpass"} and c.pos_ in {"PROPN", "NOUN"}), None)
    return found if found is not None and (found.pos_ == "PROPN" or found.lemma_.lower() in speech("roles.back")) else None


def _own_subject(cast: Cast, owner: Token) -> Who | None:
    """Whose "own count" it is, or a count where nobody has spoken yet: the subject's ("rebels fled, losing nine by their own count")."""
    subject = next((c for c in owner.sent.root.lefts if c.dep_ == "nsubj" and can_utter(c)), None)
    return _at_pronoun(owner, _named(cast, subject, mention_of(subject), ())) if subject is not None else None


def _plain(cast: Cast, head: Token) -> Who:
    mention = mention_of(head)
    name = text_of(cast, mention.start, mention.end)
    return Who(SpeakerDraft(mention, name, kind_of(cast, mention, name)), "many", frozenset(name.lower().split()))


def _last_person(cast: Cast, before: Token) -> Who | None:
    """The person named last before a pronoun, within the same or the paragraph before."""
    people = [e for e in cast.people if e.end <= before.i and before.i - e.end < 120 and e.root.dep_.startswith("nsubj")]
    people = people or [e for e in cast.people if e.end <= before.i and before.i - e.end < 60]
    if not people:
        return None
    who = _named(cast, people[-1].root, mention_of(people[-1].root), ())
    return Who(SpeakerDraft(Mention(before.i, before.i + 1, before.i), who.draft.name, who.draft.kind), "person", who.nouns)


def _within(pronoun: Token, past: Sequence[Who]) -> Who | None:
    """The body or crowd in whose own words "it" or "they" stands as what believes or fears something ("the firm said it believed …")."""
    clause = pronoun.head
    if pronoun.lower_ not in {"it", "they"} or pronoun.dep_ != "nsubj" or clause.dep_ != "ccomp" or not past:
        return None
    known = past[-1].draft.mention
    subject = next((c for c in clause.head.lefts if c.dep_ == "nsubj"), None)
    told = known is not None and subject is not None and known.head == subject.i and clause.head.lemma_.lower() in speech("say")
    return _at_pronoun(pronoun, past[-1]) if told else None


def _named_since(cast: Cast, pronoun: Token, fitting: Sequence[Who]) -> Who | None:
    """Who opens the sentence before a pronoun and has not spoken yet ("Ada Verk walked for days. She said …", "The Front took the
    town. It said …").
    """
    before, sort = cast.page.sentence_of[pronoun.i] - 1, _pronouns()[pronoun.lower_]
    if before < 0 or pronoun.dep_ != "nsubj":
        return None
    kinds = {"PERSON"} if sort == "person" else {"ORG", "NORP"} if sort in {"body", "many"} else set()
    root = cast.page.sentences[before].root
    subject = next((c for c in root.lefts if c.dep_ in {"nsubj", "nsubjpass"} and c.ent_type_ in kinds), None)
    last = max((who.draft.mention.head for who in fitting if who.draft.mention is not None), default=-1)
    if subject is None or last > subject.left_edge.i:
        return None
    return _at_pronoun(pronoun, _named(cast, subject, mention_of(subject), ()))


def _document(cast: Cast, head: Token, past: Sequence[Who]) -> Who | None:
    """Whose document it is that names no owner: the body it is an adjective of ("a military communique"), else the speaker told last; loose
    "reports" are anonymous."""
    mention = mention_of(head)
    if head.lower_ in speech("documents.loose") or head.tag_ == "NNS":
        return Who(SpeakerDraft(mention, text_of(cast, mention.start, mention.end), "anonymous"), "many", frozenset({head.lemma_}))
    if any(c.dep_ in {"amod", "compound"} and c.lower_ in labels("speech", "kinds", speaker_kinds()) for c in head.lefts):
        return _named(cast, head, mention, past)
    if not past:
        return None
    known = past[-1]
    return Who(SpeakerDraft(mention, known.draft.name, known.draft.kind), known.sort, known.nouns)


def _named(cast: Cast, head: Token, mention: Mention, past: Sequence[Who]) -> Who:
    person = person_in(cast, head) or _told_before(head, past)
    if person:
        name, kind = person, kind_of(cast, Mention(mention.start, aside_end(head), head.i), person)
        if kind == "unknown" or (kind in GUESSED and cast.parse[head.i].ent_type_ != "PERSON"):
            kind = _kind_before(person, past) or kind_of_person(cast, person)
        return Who(SpeakerDraft(mention, name, kind), "person", _nouns(cast, mention, head, name))
    name = _turned(_full_name(cast, mention, head))
    kind = kind_of(cast, Mention(mention.start, max(mention.end, aside_end(head)), head.i), name)
    sort = _sort(head)
    return Who(SpeakerDraft(mention, name, kind), sort, _nouns(cast, mention, head, name))


def _kind_before(person: str, past: Sequence[Who]) -> SpeakerKind | None:
    return next((w.draft.kind for w in reversed(past) if w.draft.name == person and w.draft.kind not in GUESSED), None)


def _told_before(head: Token, past: Sequence[Who]) -> str | None:
    """The person who was named before with all nouns of a definite role phrase ("the head of the council")."""
    if head.lemma_.lower() not in speech("roles.person") or head.tag_ == "NNS" or not any(c.lower_ == "the" for c in head.children):
        return None
    mention = mention_of(head)
    wanted = {t.lemma_.lower() for t in head.doc[mention.start : mention.end] if t.pos_ in {"NOUN", "PROPN"}}
    return next((w.draft.name for w in reversed(past) if w.sort == "person" and wanted <= w.nouns and w.draft.name[:1].isupper()), None)


def _sort(head: Token) -> str:
    """`person` for a role or a name with a role in apposition, `many` for plurals and quantities, else `body`."""
    if head.tag_ == "NNS" or head.lemma_.lower() in speech("speakers.quantities"):
        return "many"
    near = [head, *(c for c in head.rights if c.dep_ == "appos")]
    return "person" if any(t.lemma_.lower() in speech("roles.person") and t.tag_ in {"NN", "NNP"} for t in near) else "body"


def _nouns(cast: Cast, mention: Mention, head: Token, name: str) -> frozenset[str]:
    near = cast.parse[mention.start : aside_end(head)]
    return frozenset(t.lemma_.lower() for t in near if t.pos_ in {"NOUN", "PROPN"}) | frozenset(name.lower().split())


def _full_name(cast: Cast, mention: Mention, head: Token) -> str:
    """The long form from `Page.names` or a bracket; else the phrase without article or empty owner, "Lom's army" as "Lom army"."""
    known = cast.name_at.get(head.i)
    if known and known.end >= mention.end and known.full and not _is_office(head, known.full):
        return known.full
    if head.lemma_.lower() in speech("roles.back") and (inner := _inner_name(cast, mention, head) or _called_aside(cast, head)):
        return inner
    tokens = list(cast.parse[mention.start : mention.end])
    while len(tokens) > 1 and (tokens[0].lower_ in words("grammar", "determiners.articles") or tokens[0].dep_ in {"predet", "punct", "cc"}):
        tokens.pop(0)
    owner = next((t for t in tokens if t.dep_ == "poss" and t.head == head), None)
    if owner is not None and (owner.pos_ == "PRON" or owner.lemma_.lower() in speech("roles.owners")):
        tokens = [t for t in tokens if t.i > owner.right_edge.i]
    text = text_of(cast, tokens[0].i, tokens[-1].i + 1) if tokens else head.text
    text = re.sub(r"(?<=\w)['’]s?$", "", text)
    if owner is not None and owner.ent_type_ in {"GPE", "ORG", "NORP"} and head.pos_ in {"NOUN", "PROPN"}:
        text = re.sub(r"^(\w+(?: \w+){0,3}?)['’]s? ", r"\1 ", text)
    return _spelt_out(cast.text).get(text, text)


def _is_office(head: Token, full: str) -> bool:
    """Whether a body of a state speaks for itself though a list knows it as the state ("the Interior Ministry" is no "government")."""
    return head.lemma_.lower() in speech("roles.offices") and head.lemma_.lower() not in full.lower()


def _inner_name(cast: Cast, mention: Mention, head: Token) -> str | None:
    """The body's own name inside or right after a general noun: "the Red Lamp (RL) relief service", "the charity Doctors Near"."""
    found = [cast.name_at.get(t.i) for t in cast.parse[mention.start : min(head.i + 2, head.sent.end)] if t.i != head.i]
    return next((n.full for n in found if n is not None and n.kind in {"organisation", "outlet"} and " " in n.full), None)


def _called_aside(cast: Cast, head: Token) -> str | None:
    """The name that a general noun has in apposition: "a little-known group, the Free Eagles"."""
    aside = next((c for c in head.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if aside is None or aside.nbor().text == ")" or aside.ent_type_ in {"DATE", "TIME"}:
        return None
    return _full_name(cast, mention_of(aside), aside)


def _turned(name: str) -> str:
    """ "Spokesman for the Lom Front" as "Lom Front spokesman": one form for one speaker."""
    match = re.fullmatch(r"(?i)((?:\w+ )?spokes(?:man|woman|person)) (?:for|of) (?:the |a )?(.+)", name)
    return f"{match[2]} {match[1].lower()}" if match else name


@lru_cache(maxsize=8)
def _spelt_out(text: str) -> Mapping[str, str]:
    """Short form → long form, as a text introduces them: "Southern River Front (SRF)"."""
    found: dict[str, str] = {}
    for match in re.finditer(r"((?:[A-Z][\w’'-]+ (?:(?:of|for|the|and|in|de|al) )*){2,8})\(([A-Z][A-Za-z-]{1,9})\)", text):
        long = match[1].strip()
        parts = long.split()
        letters = match[2].upper()
        for start in range(len(parts)):
            if "".join(p[0] for p in parts[start:] if p[0].isupper()) == letters:
                long = " ".join(parts[start:])
        found[match[2]] = re.sub(r"^The ", "", long)
    return found


def _is_bare(mention: Mention, head: Token, cast: Cast) -> bool:
    """Whether a phrase is an article or owner and one or two plain words, so that it may point back: "the ministry", "the rights group"."""
    tokens = cast.parse[mention.start : mention.end]
    return (
        1 < len(tokens) <= 3
        and tokens[0].lower_ in words("grammar", "determiners.speaker")
        and tokens[-1] == head
        and head.pos_ == "NOUN"
        and head.tag_ != "NNS"
        and not any(c.dep_ in {"acl", "relcl", "appos", "prep"} for c in head.rights)
    )


def _point_back(cast: Cast, head: Token, past: Sequence[Who]) -> Who | None:
    noun = head.lemma_.lower()
    modifiers = {c.lemma_.lower() for c in head.lefts if c.dep_ in {"compound", "amod"}}
    for who in reversed(past):
        if noun in who.nouns and modifiers <= who.nouns and (who.sort == "person") == (noun in speech("roles.person")):
            return who
    if noun in speech("roles.back") and not any(c.pos_ == "PROPN" or c.ent_type_ for c in head.lefts):
        fitting = [
            who for who in past if who.sort == "body" and who.draft.kind not in {"government", "officials", "state_forces", "witnesses"}
        ]
        return fitting[-1] if fitting else None
    return _earlier_name(cast, head, noun, modifiers)


def _earlier_name(cast: Cast, head: Token, noun: str, modifiers: set[str]) -> Who | None:
    """The latest body named before whose name holds all words of a bare noun phrase."""
    for entity in reversed(cast.entities):
        if entity.end <= head.i and entity.label_ in {"ORG", "GPE"} and {noun, *modifiers} <= {t.lemma_.lower() for t in entity}:
            return _named(cast, entity.root, mention_of(entity.root), ())
    return None
