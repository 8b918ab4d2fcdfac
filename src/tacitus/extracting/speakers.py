"""Speakers: which person or body a noun phrase stands for when it is the one who says something."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from spacy.tokens import Token

from tacitus.extracting.speech import speech
from tacitus.lexicon import labels
from tacitus.model import SpeakerKind
from tacitus.page import Mention, Page, SpeakerDraft

_PERSONAL = {"he": "person", "she": "person", "they": "many", "it": "body", "who": "any", "which": "any", "that": "any"}
_ARTICLES = {"the", "a", "an", "this", "that", "these", "those"}
_NAME_KINDS: Mapping[str, SpeakerKind] = {"outlet": "media", "place": "government", "demonym": "government", "organisation": "organisation"}
_ENTITY_KINDS: Mapping[str, SpeakerKind] = {"GPE": "government", "NORP": "government", "ORG": "organisation"}


@dataclass(frozen=True, slots=True)
class Who:
    """A speaker and what later words can point back to it by: number, personhood, the nouns that named it."""

    draft: SpeakerDraft
    sort: str
    """`person`, `body` or `many`."""
    nouns: frozenset[str]


def find_speakers(page: Page, head: Token, past: Sequence[Who]) -> tuple[Who, ...]:
    """Who a noun phrase with this head stands for, one for each member of a list ("police and witnesses").

    A person named in the phrase or in its apposition is the speaker; else the phrase without article. A document ("the statement") speaks
    for its maker. A pronoun, or a bare definite noun ("the ministry"), is the latest speaker in `past` or earlier name that fits; a pronoun
    that nothing fits yields nobody. `past` is in the order told.
    """
    found: list[Who] = []
    for part in _members(head):
        who = _find_one(page, part, [*past, *found])
        if who is not None and who.draft.name:
            found.append(who)
    return tuple(found)


def _members(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON"} and not _one_title(head, child):
            yield from _members(child)


def _one_title(head: Token, conjunct: Token) -> bool:
    """Whether "and" stands inside one name ("Ministry of Health and Welfare", "SOS and Partners")."""
    between = head.doc[head.i : conjunct.i + 1]
    return any(entity.start <= head.i and conjunct.i < entity.end for entity in head.doc.ents) and len(between) < 6


def _find_one(page: Page, head: Token, past: Sequence[Who]) -> Who | None:
    lower = head.lower_
    if head.pos_ == "PRON" or lower in _PERSONAL:
        return _pronoun(page, head, past)
    if head.lemma_.lower() in speech("documents.nouns") or lower in speech("documents.loose"):
        return _document(page, head, past)
    mention = mention_of(head)
    if _is_bare(mention, head, page):
        known = _point_back(page, head, past)
        if known:
            return Who(SpeakerDraft(mention, known.draft.name, known.draft.kind), known.sort, known.nouns)
    return _named(page, head, mention, past)


def _pronoun(page: Page, head: Token, past: Sequence[Who]) -> Who | None:
    sort = _PERSONAL.get(head.lower_)
    main = _main_subject(head)
    if main is not None and sort in {"body", "many"}:
        return _at_pronoun(head, _named(page, main, mention_of(main), past))
    if head.lower_ in {"those", "some", "many", "others", "one", "several", "both", "all"}:
        return _plain(page, head)
    if sort is None:
        return None
    fitting = [who for who in past if sort in ("any", who.sort)]
    if not fitting and sort == "many":
        fitting = [who for who in past if who.sort == "body"]
    if not fitting and sort == "person":
        return _last_person(page, head)
    if not fitting:
        return None
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


def _plain(page: Page, head: Token) -> Who:
    mention = mention_of(head)
    name = _text(page, mention.start, mention.end)
    return Who(SpeakerDraft(mention, name, kind_of(page, mention, name)), "many", frozenset(name.lower().split()))


def _last_person(page: Page, before: Token) -> Who | None:
    """The person named last before a pronoun, within the same or the paragraph before."""
    people = [e for e in page.parse.ents if e.label_ == "PERSON" and e.end <= before.i and before.i - e.end < 120 and e.root.dep_.startswith("nsubj")]
    people = people or [e for e in page.parse.ents if e.label_ == "PERSON" and e.end <= before.i and before.i - e.end < 60]
    if not people:
        return None
    who = _named(page, people[-1].root, mention_of(people[-1].root), ())
    return Who(SpeakerDraft(Mention(before.i, before.i + 1, before.i), who.draft.name, who.draft.kind), "person", who.nouns)


def _document(page: Page, head: Token, past: Sequence[Who]) -> Who | None:
    """Whose document it is: its owner, "by", "from" or "of" somebody, else the speaker told last; loose "reports" are anonymous."""
    for child in head.children:
        if child.dep_ in {"poss", "compound"} and (child.ent_type_ in {"ORG", "GPE", "PERSON", "NORP"} or child.lower_ in labels("speech", "kinds", _kinds())):
            return next(iter(find_speakers(page, child, past)), None)
        if child.dep_ == "prep" and child.lower_ in {"from", "by", "of"}:
            for owner in child.children:
                if owner.dep_ == "pobj":
                    return next(iter(find_speakers(page, owner, past)), None)
    if head.lower_ in speech("documents.loose") or head.tag_ == "NNS":
        mention = mention_of(head)
        return Who(SpeakerDraft(mention, _text(page, mention.start, mention.end), "anonymous"), "many", frozenset({head.lemma_}))
    if not past:
        return None
    known = past[-1]
    return Who(SpeakerDraft(mention_of(head), known.draft.name, known.draft.kind), known.sort, known.nouns)


def mention_of(head: Token) -> Mention:
    """The noun phrase of a head: from its left edge over its name to the end of its "of/for/in/at/from" phrases, clauses and asides left out."""
    entity = next((e for e in head.doc.ents if e.start <= head.i < e.end and e.label_ in {"PERSON", "ORG", "GPE", "NORP"}), None)
    end = max(head.i + 1, entity.end if entity else 0)
    for child in sorted(head.rights, key=lambda token: token.i):
        if child.dep_ == "prep" and child.lower_ in {"of", "for", "in", "at", "from", "with", "to"} and child.i == end:
            end = _phrase_end(child)
    start = min(head.left_edge.i, entity.start if entity else head.i)
    start = max([start, *(t.i + 1 for t in head.doc[start : head.i] if t.is_space or (t.is_punct and t.text not in {"-", "–", "'", "’", ".", "/", "&"}))])
    if entity and entity.end - 1 > head.i and entity[-1].lower_ in {"’s", "'s"}:
        end -= 1
    if start < head.i and head.doc[start].dep_ in {"preconj", "cc", "mark", "advmod"} and head.doc[start].head == head:
        start += 1
    return Mention(start, end, head.i)


def _phrase_end(prep: Token) -> int:
    edge = prep.right_edge.i + 1
    for token in prep.doc[prep.i : edge]:
        if (token.is_punct and token.text not in {"-", "'", "’", "."}) or token.dep_ in {"relcl", "acl", "appos"} or token.lower_ in {"who", "which"} or token.is_space:
            return max(prep.i + 2, min(token.i, token.left_edge.i if token.dep_ in {"relcl", "acl", "appos"} else token.i))
    return edge


def _named(page: Page, head: Token, mention: Mention, past: Sequence[Who]) -> Who:
    person = _person(page, head) or _told_before(head, past)
    if person:
        name, kind = person, kind_of(page, Mention(mention.start, _aside_end(head), head.i), person)
        if kind == "unknown":
            kind = next((w.draft.kind for w in reversed(past) if w.draft.name == person), "unknown")
        return Who(SpeakerDraft(mention, name, kind), "person", _nouns(page, mention, head, name))
    name = _turned(_full_name(page, mention, head))
    kind = kind_of(page, Mention(mention.start, max(mention.end, _aside_end(head)), head.i), name)
    sort = _sort(head)
    return Who(SpeakerDraft(mention, name, kind), sort, _nouns(page, mention, head, name))


def _told_before(head: Token, past: Sequence[Who]) -> str | None:
    """The person who was named before with all nouns of a definite role phrase ("the head of the council")."""
    if head.lemma_.lower() not in speech("roles.person") or head.tag_ == "NNS" or not any(c.lower_ == "the" for c in head.children):
        return None
    mention = mention_of(head)
    wanted = {t.lemma_.lower() for t in head.doc[mention.start : mention.end] if t.pos_ in {"NOUN", "PROPN"}}
    return next((w.draft.name for w in reversed(past) if w.sort == "person" and wanted <= w.nouns and w.draft.name[:1].isupper()), None)


def _sort(head: Token) -> str:
    """`person` for a role or a name with a role in apposition, `many` for plurals and quantities, else `body`."""
    if head.tag_ == "NNS" or head.lemma_.lower() in {"majority", "half", "number", "some", "several", "dozens", "many", "most"}:
        return "many"
    near = [head, *(c for c in head.rights if c.dep_ == "appos")]
    return "person" if any(t.lemma_.lower() in speech("roles.person") and t.tag_ in {"NN", "NNP"} for t in near) else "body"


def _nouns(page: Page, mention: Mention, head: Token, name: str) -> frozenset[str]:
    near = page.parse[mention.start : _aside_end(head)]
    return frozenset(t.lemma_.lower() for t in near if t.pos_ in {"NOUN", "PROPN"}) | frozenset(name.lower().split())


def _aside_end(head: Token) -> int:
    """The end of the apposition that follows the head ("X, a spokesman for Y,"), else of the head."""
    ends = [head.i + 1]
    for child in head.rights:
        if child.dep_ == "appos":
            ends.append(child.right_edge.i + 1)
        if child.dep_ == "prep":
            ends.append(_phrase_end(child))
    return min(max(ends), head.i + 25)


def _person(page: Page, head: Token, *, looked_up: bool = True) -> str | None:
    """The person's name in a phrase: at its head, right after a role ("the mayor of Lom, Ada Verk,"), or told elsewhere with the same role."""
    name = _person_at(page, head)
    if name:
        return name
    if head.tag_ in {"NNS", "NNPS"} or head.pos_ != "NOUN" and head.lemma_.lower().rstrip(".") not in speech("roles.person"):
        return _beside(page, head) if head.pos_ == "PROPN" and head.tag_ != "NNPS" else None
    if name := _called(head):
        return name
    for child in head.rights:
        if child.dep_ == "appos" and (name := _person_at(page, child)):
            return name
    is_role = head.lemma_.lower().rstrip(".") in speech("roles.person")
    return _beside(page, head) or (_same_role(page, head) if is_role and looked_up else None)


def _called(head: Token) -> str | None:
    """The name in "a commander called X", "a group calling itself the X", "known as X", "who goes by the name of X"."""
    after = head.doc[head.i + 1 : min(head.i + 16, head.sent.end)]
    match = re.search(r"\b(?:called|calling (?:it|him|her)self|calling themselves|known as|named|nicknamed|by the name of|nom de guerre) (?:the )?", after.text)
    if not match or "," in after.text[: match.start()].rstrip(", ").strip() or not any(c.dep_ in {"acl", "relcl"} for c in head.rights):
        return None
    start = after.start_char + match.end()
    run: list[Token] = []
    for token in after:
        if token.idx >= start:
            if token.pos_ != "PROPN" and not (run and token.lower_ in {"of", "the", "-", "al"}):
                break
            run.append(token)
    while run and run[-1].pos_ != "PROPN":
        run.pop()
    return _trimmed(run) or None


def _beside(page: Page, head: Token) -> str | None:
    """The name that follows a role phrase, with or without a comma: a person's name, or two or more capitalised words between commas."""
    at = mention_of(head).end
    tokens = page.parse[at : at + 8]
    rest = [t for t in tokens if not (t.i == at and t.text in {",", "."})]
    run: list[Token] = []
    for token in rest:
        if token.pos_ != "PROPN" and not (run and token.text in {"-", "al", "."}):
            break
        run.append(token)
    if len(run) == len(rest) or not run or run[0].i > at + 1:
        return None
    is_person = any(t.ent_type_ == "PERSON" for t in run)
    closed = rest[0].i > at and page.parse[run[-1].i + 1].text == ","
    if head.pos_ == "PROPN":
        return _trimmed([t for t in run if t.ent_type_ == "PERSON"]) if is_person and rest[0].i == at and len(run) > 1 else None
    return _trimmed(run) if (len(run) > 1 and (is_person or closed or rest[0].i == at)) or (is_person and rest[0].i == at) else None


def _same_role(page: Page, head: Token) -> str | None:
    """The person whom the text introduces elsewhere with all the words of a role phrase ("the foreign minister" … "Foreign Minister Ada Verk")."""
    if not any(c.dep_ in {"det", "poss"} and c.lower_ not in {"a", "an"} for c in head.children):
        return None
    wanted = {head.lemma_.lower()} | {c.lemma_.lower() for c in head.lefts if c.dep_ in {"compound", "amod", "nmod"} and c.pos_ != "DET"}
    if len(wanted) < 2 and head.lemma_.lower() in {"man", "woman", "official", "officer", "source", "resident", "witness", "leader"}:
        return None
    found: set[str] = set()
    for entity in page.parse.ents:
        if entity.label_ != "PERSON" or entity.sent.start <= head.i < entity.sent.end:
            continue
        near = page.parse[max(entity.sent.start, entity.start - 6) : min(entity.sent.end, entity.end + 8)]
        titles = {t.lemma_.lower() for t in near if t.i < entity.start or t.head.head == entity.root or t.head == entity.root}
        if wanted <= titles and " " in _trimmed(list(entity)):
            found.add(_trimmed(list(entity)))
    return found.pop() if len(found) == 1 else None


def _person_at(page: Page, head: Token) -> str | None:
    known = page.name_at.get(head.i)
    if known:
        return known.full if known.kind == "person" else None
    entity = next((e for e in page.parse.ents if e.start <= head.i < e.end), None)
    if entity is None or entity.label_ != "PERSON":
        return _by_surname(page, head) if head.pos_ == "PROPN" and (entity is None or len(entity) == 1) else None
    name = _trimmed([t for t in entity if not t.is_space])
    return _by_surname(page, entity[-1]) or name if len(name.split()) == 1 else name


def _trimmed(tokens: Sequence[Token]) -> str:
    """A person's name without titles before and possessive after."""
    kept = list(tokens)
    while kept and (kept[-1].text in {"'s", "’s", "'", "’"} or kept[-1].is_punct):
        kept.pop()
    while len(kept) > 1 and kept[0].lower_.rstrip(".") in speech("roles.person"):
        kept.pop(0)
    return kept[0].doc[kept[0].i : kept[-1].i + 1].text if kept else ""


def _by_surname(page: Page, token: Token) -> str | None:
    """The longer name in the text that ends in this word: a person's, or a capitalised word right before it elsewhere."""
    for entity in page.parse.ents:
        if entity.label_ == "PERSON" and len(entity) > 1 and token.i not in range(entity.start, entity.end):
            name = _trimmed(list(entity))
            if " " in name and name.split()[-1].casefold() == token.lower_:
                return name
    for other in page.parse:
        if other.text == token.text and other.i > 1 and other.i != token.i and other.pos_ == "PROPN":
            first = other.nbor(-1)
            plain = first.pos_ == "PROPN" and first.text.istitle() and first.head == other and first.lower_.rstrip(".") not in speech("roles.person")
            if plain and first.ent_type_ in {"PERSON", ""} and other.ent_type_ in {"PERSON", ""}:
                return f"{first.text} {other.text}"
    return None


def _full_name(page: Page, mention: Mention, head: Token) -> str:
    """The long form from `page.names` or a bracket; else the phrase without article or empty owner, "Lom's army" as "Lom army"."""
    known = page.name_at.get(head.i)
    if known and known.end >= mention.end and known.full:
        return known.full
    tokens = list(page.parse[mention.start : mention.end])
    while len(tokens) > 1 and (tokens[0].lower_ in _ARTICLES or tokens[0].dep_ in {"predet", "punct", "cc"}):
        tokens.pop(0)
    owner = next((t for t in tokens if t.dep_ == "poss" and t.head == head), None)
    if owner is not None and (owner.pos_ == "PRON" or owner.lemma_.lower() in speech("roles.owners")):
        tokens = [t for t in tokens if t.i > owner.right_edge.i]
    text = _text(page, tokens[0].i, tokens[-1].i + 1) if tokens else head.text
    text = re.sub(r"(?<=\w)['’]s?$", "", text)
    if owner is not None and owner.ent_type_ in {"GPE", "ORG", "NORP"} and head.pos_ in {"NOUN", "PROPN"}:
        text = re.sub(r"^(\w+(?: \w+){0,3}?)['’]s? ", r"\1 ", text)
    return _spelt_out(page).get(text, text)


def _turned(name: str) -> str:
    """"Spokesman for the Lom Front" as "Lom Front spokesman": one form for one speaker."""
    match = re.fullmatch(r"(?i)((?:\w+ )?spokes(?:man|woman|person)) (?:for|of) (?:the |a )?(.+)", name)
    return f"{match[2]} {match[1].lower()}" if match else name


def _spelt_out(page: Page) -> Mapping[str, str]:
    """Short form → long form, as a text introduces them: "Southern River Front (SRF)"."""
    found: dict[str, str] = {}
    for match in re.finditer(r"((?:[A-Z][\w’'-]+ (?:(?:of|for|the|and|in|de|al) )*){2,8})\(([A-Z][A-Za-z-]{1,9})\)", page.parse.text):
        long = match[1].strip()
        parts = long.split()
        letters = match[2].upper()
        for start in range(len(parts)):
            if "".join(p[0] for p in parts[start:] if p[0].isupper()) == letters:
                long = " ".join(parts[start:])
        found[match[2]] = re.sub(r"^The ", "", long)
    return found


def _is_bare(mention: Mention, head: Token, page: Page) -> bool:
    """Whether a phrase is an article or owner and one or two plain words, so that it may point back: "the ministry", "the rights group"."""
    tokens = page.parse[mention.start : mention.end]
    return (
        1 < len(tokens) <= 3
        and tokens[0].lower_ in {"the", "this", "that", "its", "their"}
        and tokens[-1] == head
        and head.pos_ == "NOUN"
        and head.tag_ != "NNS"
        and not any(c.dep_ in {"acl", "relcl", "appos", "prep"} for c in head.rights)
    )


def _point_back(page: Page, head: Token, past: Sequence[Who]) -> Who | None:
    noun = head.lemma_.lower()
    modifiers = {c.lemma_.lower() for c in head.lefts if c.dep_ in {"compound", "amod"}}
    for who in reversed(past):
        if noun in who.nouns and modifiers <= who.nouns and (who.sort == "person") == (noun in speech("roles.person")):
            return who
    if noun in speech("roles.back"):
        fitting = [who for who in past if who.sort == "body" and who.draft.kind not in {"government", "officials", "state_forces", "witnesses"}]
        return fitting[-1] if fitting else None
    return _earlier_name(page, head, noun, modifiers)


def _earlier_name(page: Page, head: Token, noun: str, modifiers: set[str]) -> Who | None:
    """The latest body named before whose name holds all words of a bare noun phrase."""
    for entity in reversed(page.parse.ents):
        if entity.end <= head.i and entity.label_ in {"ORG", "GPE"} and {noun, *modifiers} <= {t.lemma_.lower() for t in entity}:
            return _named(page, entity.root, mention_of(entity.root), ())
    return None


@cache
def _kinds() -> frozenset[str]:
    return frozenset(get_args(SpeakerKind))


@cache
def _kind_patterns() -> tuple[tuple[SpeakerKind, re.Pattern[str]], ...]:
    by_kind: dict[str, list[str]] = {}
    for word, kind in labels("speech", "kinds", _kinds()).items():
        by_kind.setdefault(kind, []).append(re.escape(word))
    return tuple(
        (cast(SpeakerKind, kind), re.compile(r"(?<!\w)(?:" + "|".join(sorted(found, key=len, reverse=True)) + r")(?!\w)")) for kind, found in by_kind.items()
    )


def kind_of(page: Page, mention: Mention, name: str) -> SpeakerKind:
    """What kind of speaker a phrase tells (codebook 5): its own words first, then what `page.names` or the parser holds the name for."""
    text = f"{_text(page, mention.start, mention.end)} | {name}".lower()
    if "anonymity" in page.parse[mention.start : mention.end + 12].text:
        return "anonymous"
    for kind, pattern in _kind_patterns():
        if pattern.search(text):
            return kind
    for token in page.parse[mention.start : mention.end]:
        known = page.name_at.get(token.i)
        if known and known.kind in _NAME_KINDS:
            return _NAME_KINDS[known.kind]
    return _ENTITY_KINDS.get(page.parse[mention.head].ent_type_, "unknown")


def _text(page: Page, start: int, end: int) -> str:
    return " ".join(page.parse[start:end].text.split())
