"""Casualty tolls: how many people a text says were killed, wounded, captured … (codebook section 5)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.besides import counted_before, exceeded, labelled, right_before
from tacitus.extracting.breakdowns import find_breakdown
from tacitus.extracting.harms import harm_of, victims_of
from tacitus.extracting.listings import companions
from tacitus.extracting.parts import find_parts
from tacitus.extracting.recounts import NEAR, find_recounts, nobody_of
from tacitus.extracting.stated import stated_figure
from tacitus.extracting.totals import Scopes
from tacitus.extracting.victims import Count, Counter
from tacitus.model import Harm
from tacitus.page import Mention, Page, TollDraft

BETWEEN = frozenset({"NOUN", "PROPN", "ADJ", "ADV", "AUX", "DET", "PART"})


@dataclass(frozen=True, slots=True)
class _Harmed:
    """A harm word and a count it is said of."""

    token: Token
    harm: Harm
    count: Count


def find_tolls(page: Page) -> tuple[TollDraft, ...]:
    """Every count of harmed people in the coded sentences, in text order.

    The parse says who is harmed; failing that, the figure next to the harm word is taken, and each figure is used once for a
    harm. One named or described person counts as one. A harm word without a count yields nothing: unknown is not zero. "No
    casualties" and "no one was hurt" are zero killed and zero wounded. Coordinated victims are summed, and those of a group of
    their own (children, women, medics …) stand beside the sum as a `part`, like "including three children". Left out: harm that is
    denied, feared, planned or conditional. Totals over a time or an area are `cumulative` with the words that say so as `scope`.
    """
    counter = Counter(page)
    drafts: list[TollDraft] = []
    for _, sentence in page.coded_sentences():
        scopes = Scopes(sentence)
        told = [_draft(item, scopes) for item in _harmed(sentence, counter)]
        here = [d for group in told for d in group]
        here = [d for d in here if not _has_died(d, sentence, here)]
        here += find_recounts(sentence, drafts, here, counter)
        here += [d for whole in here for d in find_breakdown(whole, counter)]
        here += nobody_of(sentence, [*drafts, *here])
        here = [
            replace(d, part=True) if _is_brought_in(d, sentence, here) or _is_of_them(d, sentence, [*drafts, *here]) else d for d in here
        ]
        drafts += _unique([*here, *find_parts(sentence, here, counter)])
    return tuple(sorted(drafts, key=lambda d: (d.start, d.end, d.harm, d.part)))


def _has_died(toll: TollDraft, sentence: Sentence, here: list[TollDraft]) -> bool:
    """ "A man wounded last week has died": he is counted with the dead."""
    if toll.harm != "wounded" or toll.victims is None or sentence.doc[toll.harm_token].dep_ not in {"relcl", "acl"}:
        return False
    return any(d.harm == "killed" and d.max != 0 and d.victims is not None and d.victims.head == toll.victims.head for d in here)


def _is_brought_in(toll: TollDraft, sentence: Sentence, here: list[TollDraft]) -> bool:
    """ "35 were killed, including 11 burned alive": a count of its own harm word that "including" brings in is a part."""
    if toll.part or toll.victims is None or toll.victims.start == sentence.start:
        return False
    if sentence.doc[toll.victims.start - 1].lower_ not in lexicon.words("harm", "parts.introducing"):
        return False
    return any(d.harm == toll.harm and not d.part and d.end <= toll.start for d in here)


def _is_of_them(toll: TollDraft, sentence: Sentence, before: list[TollDraft]) -> bool:
    """ "24 died in several towns. Eight of them were killed in Mosul": a part of the larger count told before."""
    if toll.part or toll.victims is None or toll.min is None:
        return False
    words = tuple(t.lower_ for t in sentence.doc[toll.victims.start : min(toll.victims.end + 2, sentence.end)])
    if not OF_THEM & set(pairwise(words)):
        return False
    last = next((d for d in reversed(before) if d.harm == toll.harm and not d.part and d.max != 0 and d.end <= toll.start), None)
    return last is not None and (last.min or 0) > toll.min


OF_THEM = {("of", "them"), ("of", "whom"), ("of", "these")}


def _harmed(sentence: Sentence, counter: Counter) -> Iterator[_Harmed]:
    yield from _nobody(sentence)
    words = _paired([(token, harm) for token in sentence if (harm := harm_of(token))])
    used: set[tuple[Harm, int]] = set()
    left: list[tuple[Token, Harm]] = []
    for token, harm in sorted(words, key=lambda word: _is_epithet(*word)):
        counts = _counts(token, counter)
        heads = {head for _, head in used}
        for count in counts:
            key = (harm, count.mention.head)
            if key not in used and not (_is_epithet(token, harm) and count.mention.head in heads):
                used.update((harm, c.mention.head) for c in (count, *count.parts))
                yield _Harmed(token, harm, count)
        if not counts:
            left.append((token, harm))
    taken = {head for _, head in used}
    for token, harm in left:
        beside = _beside(token, counter, taken)
        if beside:
            taken.add(beside.mention.head)
            yield _Harmed(token, harm, beside)


def _is_epithet(token: Token, harm: Harm) -> bool:
    """ "executed nine captured soldiers", "killed nine displaced farmers": captivity and flight only name the victims of another harm."""
    return harm in {"captured", "displaced"} and (token.dep_ == "amod" or token.pos_ == "NOUN")


def _paired(words: list[tuple[Token, Harm]]) -> list[tuple[Token, Harm]]:
    """ "killed and wounded 29", "dead or injured": one figure for both harms is `affected` (casualties with no split)."""
    found: list[tuple[Token, Harm]] = []
    for token, harm in words:
        if found and {found[-1][1], harm} == {"killed", "wounded"} and _joins(found[-1][0], token):
            found.pop()
            harm = "affected"
        found.append((token, harm))
    return found


def _joins(first: Token, second: Token) -> bool:
    return (
        second.i - first.i == 2
        and first.nbor().lower_ in {"and", "or"}
        and not (second.i + 1 < len(second.doc) and first.i and first.nbor(-1).like_num and second.nbor().like_num)
    )


def _nobody(sentence: Sentence) -> Iterator[_Harmed]:
    """Zero said without a count of the victims: "without casualties", "without hurting anyone", "no losses", "hurt nobody"."""
    for token in sentence:
        harm = _denied(token)
        if harm is None:
            continue
        before = token.doc[max(sentence.start, token.i - 3) : token.i]
        without = any(t.lower_ == "without" for t in before) or (token.i > sentence.start and token.nbor(-1).lower_ == "no")
        if without and not any(t.lemma_ in {"report", "word", "news"} for t in before):
            yield _none(token, harm)
    words = lexicon.words("harm", "none.unhurt") | lexicon.words("harm", "none.inside")
    safe = [token for token in sentence if token.lower_ in words and (_all_unhurt(token) or _nobody_in(token))]
    if safe and not any(harm_of(t) for t in sentence):
        yield from (_none(token, "killed") for token in safe)


def _none(token: Token, harm: Harm) -> _Harmed:
    return _Harmed(token, harm, Count(Mention(token.i, token.i + 1, token.i), 0, 0, None, "unspecified"))


def _all_unhurt(token: Token) -> bool:
    """ "The crew escaped unhurt", "all nine were unharmed": said of several people; of one man it does not mean that nobody was hurt."""
    if token.lower_ not in lexicon.words("harm", "none.unhurt"):
        return False
    subjects = [c for c in token.head.children if c.dep_ in {"nsubj", "nsubjpass"}]
    several = {"all", "everyone", "everybody"} | lexicon.words("harm", "collectives.words")
    return any((s.tag_ in {"NNS", "CD"} and s.pos_ != "PROPN") or s.lower_ in several for s in subjects)


def _nobody_in(token: Token) -> bool:
    """ "Nobody was inside when the shell hit", "no one was aboard"."""
    if token.lower_ not in lexicon.words("harm", "none.inside") or token.head.lemma_ != "be":
        return False
    return any(
        c.dep_ == "nsubj" and (c.lower_ == "nobody" or (c.lower_ == "one" and c.nbor(-1).lower_ == "no")) for c in token.head.children
    )


def _denied(token: Token) -> Harm | None:
    return _none_of().get(token.lemma_.lower())


@cache
def _none_of() -> dict[str, Harm]:
    """Word after "no" → the first harm it denies."""
    return {word: harms[0] for key, harms in reversed(_ZERO.items()) for word in lexicon.words("harm", f"none.{key}")}


def _counts(token: Token, counter: Counter) -> tuple[Count, ...]:
    figure_token = stated_figure(token, counter.stated)
    if figure_token is not None and (stated := counter.figure(figure_token)):
        return (exceeded(figure_token, stated),)  # "put the dead at 31"
    if (entry := labelled(token, counter)) is not None:
        return (counter.figure(entry),)  # "Killed: 3 (two soldiers, one child)"
    before = right_before(token)
    headline = token.dep_ != "amod" or token.head.i < token.i
    if (
        headline
        and token.pos_ != "NOUN"
        and (before.i in counter.numbers or before.lower_ == "another")
        and (figure := counter.one(before))
    ):
        return (figure,)  # "12 dead, 30 wounded": the parse hangs the second on the first
    heads = victims_of(token)
    if (noun := counted_before(token, before, counter)) is not None and not any(noun in head.subtree for head in heads):
        heads = [noun, *heads]
    for head in heads:
        counts = counter.counts(head)
        if counts:
            return counter.joined(counts, companions(token, head))
    return ()


def _beside(token: Token, counter: Counter, taken: Iterable[int]) -> Count | None:
    """The figure next to a harm word that the parse left alone: "12 killed", "Killed: 12", "death toll rose to 12"."""
    for i in range(token.i - 1, max(token.sent.start, token.i - NEAR) - 1, -1):
        other = token.doc[i]
        if i in counter.numbers:
            return _free(other, token, counter, taken)
        if other.pos_ not in BETWEEN and other.lower_ not in lexicon.words("harm", "stating.certain"):
            break
    if (entry := labelled(token, counter)) is not None:
        return _free(entry, token, counter, taken)
    for i in range(token.i + 1, min(token.sent.end, token.i + NEAR)):
        other = token.doc[i]
        if i in counter.numbers:
            return _free(other, token, counter, taken)
        if other.lower_ not in lexicon.words("harm", "linking.words") and not (token.lemma_ == "toll" and other.pos_ != "PUNCT"):
            return None
    return None


def _free(figure: Token, token: Token, counter: Counter, taken: Iterable[int]) -> Count | None:
    mark = counter.numbers[figure.i]
    last = token.doc[mark.end - 1]
    joined = last.dep_ in {"nummod", "det"} and last.head.pos_ == "NOUN" and last.head != token
    cut = any(t.is_punct for t in last.doc[last.i + 1 : last.head.i])
    head = last.head if joined and not cut else last
    count = counter.one(head)
    return count if count and count.mention.head not in set(taken) and count.max != 0 else None


def _draft(item: _Harmed, scopes: Scopes) -> list[TollDraft]:
    scope = scopes.over(item.token, item.count.mention)
    harms: tuple[Harm, ...] = _zero(item) if item.count.max == 0 else (item.harm,)
    if item.count.max == 0 and item.harm in {"captured", "displaced"}:
        return []  # "takes no prisoners", "nobody has been arrested": no toll that anybody counts
    whole = [_toll(item, item.count, harm, scopes, part=False) for harm in harms]
    parts = [
        _toll(item, part, item.harm, scopes, part=True) for part in item.count.parts if part.group not in {item.count.group, "unspecified"}
    ]
    return [d for d in (*whole, *parts) if scope is None or d.max != 0]


def _toll(item: _Harmed, count: Count, harm: Harm, scopes: Scopes, *, part: bool) -> TollDraft:
    start, end = _words(item.token, count.mention)
    scope = scopes.over(item.token, item.count.mention)
    return TollDraft(
        start,
        end,
        harm,
        item.token.i,
        count.min,
        count.max,
        count.group,
        count.qualifier,
        count.mention,
        scope is not None or _is_vast(harm, count),
        scope,
        part,
    )


def _is_vast(harm: Harm, count: Count) -> bool:
    least = count.min or 0
    return harm == "killed" and (least >= lexicon.load("harm")["scopes"]["vast"] or (count.qualifier == "vague" and least >= 1000))


def _words(token: Token, mention: Mention) -> tuple[int, int]:
    """The words of a toll: the people counted and, unless a clause stands between, the harm word."""
    start, end = min(token.i, mention.start), max(token.i + 1, mention.end)
    return (start, end) if end - start <= 2 * NEAR + mention.end - mention.start else (mention.start, mention.end)


def _zero(item: _Harmed) -> tuple[Harm, ...]:
    """Which harms a "no" denies: casualties and hurt are both killed and wounded (as the gold of the codebook does)."""
    if item.token.lower_ in lexicon.words("harm", "none.unhurt") | lexicon.words("harm", "none.inside"):
        return _ZERO["both"]
    for key, harms in _ZERO.items():
        if item.token.lemma_.lower() in lexicon.words("harm", f"none.{key}") or item.token.lower_ in lexicon.words("harm", f"none.{key}"):
            return harms
    return (item.harm,)


_ZERO: dict[str, tuple[Harm, ...]] = {"both": ("killed", "wounded"), "killed": ("killed",), "wounded": ("wounded",)}


def _unique(drafts: Iterable[TollDraft]) -> list[TollDraft]:
    """Each figure once for a harm, and that nobody was harmed once for a group; told both as a whole and as a part with a group, it is the
    part ("nine of the dead were soldiers").
    """
    seen: dict[tuple[object, ...], TollDraft] = {}
    for draft in drafts:
        at = draft.victims.start if draft.victims else draft.start
        key = (draft.harm, 0 if draft.max == 0 else at, draft.min, draft.max, draft.group if draft.max == 0 else None)
        if key not in seen or (draft.part and (not seen[key].part or seen[key].group == "unspecified")):
            seen[key] = draft
    return list(seen.values())
