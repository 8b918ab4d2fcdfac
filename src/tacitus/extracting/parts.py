"""Parts of a toll: "including three children", "three of them children", "two of the dead were women"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.harms import harm_of, is_unreal
from tacitus.extracting.victims import Count, Counter, group_of
from tacitus.model import Harm
from tacitus.page import Mention, TollDraft


def find_parts(sentence: Sentence, wholes: Sequence[TollDraft], counter: Counter) -> Iterator[TollDraft]:
    """Tolls of a sentence that are a part of another toll; each takes the harm of the whole it is part of, or that its own words name.

    A part has its own group and is never added to the whole (codebook 5). One person named as a part counts as one.
    """
    for token in sentence:
        if token.lower_ in lexicon.words("harm", "parts.introducing"):
            yield from _listed(token, sentence, wholes, counter)
        elif token.lower_ == "of" and token.i + 1 < sentence.end:
            yield from _partitive(token, sentence, wholes, counter)
            yield from _fronted(token, sentence, wholes, counter)
    for whole in wholes:
        told = {w.victims.start for w in wholes if w.victims}  # "killed 3 workers, 2 guards": a list has told them
        yield from (d for d in _apposed(whole, sentence, counter) if d.start not in told)


def _listed(word: Token, sentence: Sentence, wholes: Sequence[TollDraft], counter: Counter) -> Iterator[TollDraft]:
    """ "including a nurse and two children"; "two of its citizens were among the dead"."""
    whole = _whole_before(word.i, wholes)
    named = _named_whole(word)
    if whole and whole.victims and word.head.pos_ == "NOUN" and whole.victims.end <= word.head.i < word.i and _points_back(word):
        yield from _drafts(list(_each(word.head, counter)), whole.harm, whole.harm_token, whole)  # "nine people, a nurse among them"
    elif word.lower_ in {"among", "amongst"} and named:
        harm = harm_of(named) or (whole.harm if whole else None)
        subjects = [c for c in word.head.children if c.dep_ in {"nsubj", "attr", "nsubjpass"} and c != named]
        if harm and not is_unreal(named):
            yield from _drafts([c for s in subjects for c in _each(s, counter)], harm, named.i, whole)
    elif word.lower_ == "included" and (subject := next((c for c in word.lefts if c.lower_ in _wholes()), None)) and harm_of(subject):
        counts = [c for o in word.children if o.dep_ == "dobj" for c in _each(o, counter)]
        yield from _drafts(counts, harm_of(subject) or "killed", subject.i, whole)  # "the dead included three nurses"
    elif whole:
        objects = [c for c in word.children if c.dep_ in {"pobj", "dobj"}] or [
            t for t in sentence.doc[word.i + 1 : word.i + 8] if t.dep_ == "pobj"
        ][:1]
        if word.lower_ in {"among", "amongst"} and _points_back(word):  # "killing 19, among them 12 women"
            after = word.doc[word.i + 2 : word.i + 8]
            objects = [t for t in after if t.pos_ in {"NOUN", "PROPN"} and t.left_edge.i == word.i + 2 and t.dep_ != "compound"][:1]
        yield from _drafts([c for o in objects for c in _each(o, counter)], whole.harm, whole.harm_token, whole)


def _points_back(among: Token) -> bool:
    return among.i + 1 < among.sent.end and among.nbor().lower_ in {"them", "these", "those"} and among.nbor().dep_ == "pobj"


def _apposed(whole: TollDraft, sentence: Sentence, counter: Counter) -> Iterator[TollDraft]:
    """ "35 people – 14 soldiers, 11 policemen and ten civilians – were killed": counted phrases in apposition to the victims."""
    head = sentence.doc[whole.victims.head] if whole.victims and not whole.part else None
    for apposed in (c for c in (head.children if head is not None else ()) if c.dep_ == "appos" and c.pos_ == "NOUN" and c.tag_ == "NNS"):
        counts = [c for c in _each(apposed, counter) if c.min is not None and (whole.min is None or c.min < whole.min)]
        yield from _drafts(counts, whole.harm, whole.harm_token, whole)


def _partitive(of: Token, sentence: Sentence, wholes: Sequence[TollDraft], counter: Counter) -> Iterator[TollDraft]:
    """ "three of them children", "nine of the dead were soldiers"."""
    figure = sentence.doc[of.i - 1]
    named = next((t for t in sentence.doc[of.i + 1 : of.i + 4] if t.lower_ in _wholes()), None)
    if figure.i not in counter.numbers or named is None:
        return
    whole = _whole_before(figure.i, wholes)
    harm = harm_of(named) or (whole.harm if whole else None)
    group_noun = _said_of(named, sentence)
    if harm and group_noun is not None:
        mark = counter.numbers[figure.i]
        mention = Mention(mark.start, max(group_noun.i + 1, named.i + 1), figure.i)
        count = Count(mention, mark.min, mark.max, mark.qualifier, group_of(group_noun))
        yield from _drafts([count], harm, named.i if harm_of(named) else (whole.harm_token if whole else named.i), whole)


def _fronted(of: Token, sentence: Sentence, wholes: Sequence[TollDraft], counter: Counter) -> Iterator[TollDraft]:
    """ "Of the 22 dead, 15 were civilians": the figure after the comma, of the group that "be" says."""
    if any(t.is_alpha for t in sentence.doc[sentence.start : of.i]):
        return
    named = next((t for t in sentence.doc[of.i + 1 : of.i + 6] if t.lower_ in _wholes() and harm_of(t)), None)
    comma = next((t for t in sentence.doc[named.i + 1 : named.i + 6] if t.text == ","), None) if named is not None else None
    figure = next((t for t in sentence.doc[comma.i + 1 : comma.i + 4] if t.i in counter.numbers), None) if comma is not None else None
    verb = figure.head if figure is not None else None
    if named is None or figure is None or verb is None or verb.lemma_ != "be":
        return
    noun = next((c for c in verb.rights if c.dep_ == "attr" and c.pos_ in {"NOUN", "PROPN"}), None)
    harm = harm_of(named)
    if noun is not None and harm:
        mark = counter.numbers[figure.i]
        mention = Mention(mark.start, noun.i + 1, figure.i)
        yield from _drafts(
            [Count(mention, mark.min, mark.max, mark.qualifier, group_of(noun))], harm, named.i, _whole_before(figure.i, wholes)
        )


def _said_of(named: Token, sentence: Sentence) -> Token | None:
    """The noun that says which people the part are: the next noun of a known kind before a comma or verb other than "be"."""
    for token in sentence.doc[named.i + 1 : min(sentence.end, named.i + 12)]:
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound" and token.lower_ not in {"year", "month", *_wholes()}:
            return token
        if token.pos_ == "VERB" and token.lower_ not in _wholes():
            return None
    return None


def _named_whole(word: Token) -> Token | None:
    named = [t for t in word.doc[word.i + 1 : word.i + 4] if t.lower_ in _wholes() and t.lower_ != "them"]
    return next((t for t in named if harm_of(t)), named[0] if named else None)


def _whole_before(index: int, wholes: Sequence[TollDraft]) -> TollDraft | None:
    """The toll a part belongs to: the last whole whose victims end before it."""
    before = [w for w in wholes if w.victims and w.victims.end <= index and not w.part and w.max != 0]
    return max(before, key=lambda w: w.victims.end if w.victims else 0, default=None)


def _each(head: Token, counter: Counter) -> Iterator[Count]:
    for count in counter.counts(head):
        yield from count.parts or (count,)


def _drafts(counts: Sequence[Count], harm: Harm, token: int, whole: TollDraft | None) -> Iterator[TollDraft]:
    for c in counts:
        if c.max == 0:
            continue
        draft = TollDraft(c.mention.start, c.mention.end, harm, token, c.min, c.max, c.group, c.qualifier, c.mention, part=True)
        yield replace(draft, cumulative=whole.cumulative, scope=whole.scope) if whole else draft


def _wholes() -> frozenset[str]:
    return lexicon.words("harm", "parts.wholes")
