"""Recounts: counts that lean on a count told before them: other figures, the same number again, other places of the same sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.harms import harm_of
from tacitus.extracting.stated import elliptic_figure, restated_figure
from tacitus.extracting.victims import Counter, group_of, is_people_word
from tacitus.page import Mention, TollDraft

NEAR = 6
"""How many tokens a figure may stand from its harm word when the parse does not join them."""


def find_recounts(sentence: Sentence, before: Sequence[TollDraft], here: Sequence[TollDraft], counter: Counter) -> Iterator[TollDraft]:
    """The counts of a sentence that lean on those of the sentence before it, and on its own."""
    told = list(here)
    told += _restated(sentence, [*before, *here], counter)
    told += _as_many(sentence, told)
    gapped = list(_gapped(sentence, told, counter))
    if not gapped or not _takes_apart(sentence, told, gapped):
        told += gapped
    yield from told[len(here) :]


def _gapped(sentence: Sentence, here: list[TollDraft], counter: Counter) -> Iterator[TollDraft]:
    """Bare figures for other places, the verb not said again: "15 died in Kandahar, eight in Helmand and four in Uruzgan"."""
    taken = {i for d in here if d.victims for i in range(d.victims.start, d.victims.end)}
    last = next((d for d in here if not d.part and d.max != 0 and d.victims), None)
    for token in sentence:
        if last is None or token.i < max(last.end, last.harm_token + 1) or token.i not in counter.numbers or token.i in taken:
            continue
        mark = counter.numbers[token.i]
        after = token.doc[mark.end] if mark.end < sentence.end else token
        opened = mark.start > sentence.start and token.doc[mark.start - 1].lower_ in {",", ";", "and"}
        if token.i != mark.start or after.lower_ not in PLACING or not opened or not _same_clause(sentence, last, token):
            continue
        following = token.doc[mark.end + 1] if mark.end + 1 < sentence.end else token
        if following.pos_ != "PROPN" and following.lower_ not in {"the", "a", "an", "another", "hospital"}:
            continue
        counted = Mention(mark.start, mark.end, mark.end - 1)
        yield replace(
            last, start=mark.start, end=mark.end, harm_token=mark.end - 1, min=mark.min, max=mark.max, group="unspecified",
            qualifier=mark.qualifier, victims=counted,
        )  # fmt: skip


def _takes_apart(sentence: Sentence, told: Sequence[TollDraft], gapped: Sequence[TollDraft]) -> bool:
    """ "Eleven died, seven in Brod and four in Karsk": the count before has no place of its own and is their sum."""
    placed = any(t.lower_ in PLACING for t in sentence.doc[sentence.start : gapped[0].start])
    return not placed and sum(d.min or 0 for d in gapped) in {d.min for d in told}


PLACING = frozenset({"in", "at", "near", "on", "outside"})


def _same_clause(sentence: Sentence, last: TollDraft, figure: Token) -> bool:
    """Whether no verb but the harm's stands between a count and a figure."""
    start = max(last.end, last.harm_token + 1) if last.victims else last.end
    telling = lexicon.words("harm", "stating.telling")
    between = [t for t in sentence.doc[start : figure.i] if t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"aux", "auxpass"}]
    return all(t.tag_ == "VBN" and t.lemma_ in telling for t in between)


def _restated(sentence: Sentence, before: list[TollDraft], counter: Counter) -> Iterator[TollDraft]:
    """Another figure for a harm told in the same sentence or the one before: "12 were killed, while doctors put the number at nine"."""
    for token in sentence:
        figure = restated_figure(token, counter.stated) or (token if elliptic_figure(token, counter.stated) else None)
        if figure is None:
            continue
        last = next((d for d in reversed(before) if d.end <= token.i and not d.part and d.max != 0), None)
        if last is not None and counter.page.sentence_of[token.i] - counter.page.sentence_of[last.harm_token] <= 1:
            count = counter.figure(figure)
            yield replace(
                last,
                start=token.i,
                end=count.mention.end,
                harm_token=token.i,
                min=count.min,
                max=count.max,
                group="unspecified",
                qualifier=count.qualifier,
                victims=count.mention,
            )


def _as_many(sentence: Sentence, before: list[TollDraft]) -> Iterator[TollDraft]:
    """A count told by another of the sentence: "five were killed and the same number wounded", "… and twice as many hurt"."""
    for first, second in pairwise(sentence):
        if (first.lower_, second.lower_) not in AS_MANY or (second.i + 1 < sentence.end and second.nbor().lower_ == "as"):
            continue
        harm = next((t for t in sentence.doc[second.i + 1 : min(second.i + NEAR, sentence.end)] if harm_of(t)), None)
        last = next((d for d in reversed(before) if d.end <= first.i and not d.part and d.max != 0), None)
        told = harm_of(harm) if harm is not None else None
        if harm is None or told is None or last is None:
            continue
        times = AS_MANY_TIMES.get(first.nbor(-1).lower_, 1) if first.i else 1
        least, most = (None if n is None else n * times for n in (last.min, last.max))
        mention = Mention(first.i, second.i + 1, second.i)
        yield replace(
            last, start=first.i, end=harm.i + 1, harm=told, harm_token=harm.i, min=least, max=most, group="unspecified", victims=mention
        )


AS_MANY = {("same", "number"), ("as", "many"), ("equal", "number"), ("similar", "number")}
AS_MANY_TIMES = {"twice": 2, "double": 2}


def nobody_of(sentence: Sentence, before: list[TollDraft]) -> Iterator[TollDraft]:
    """ "Killed: 17. No civilians.": a group of whom none was harmed, right after a count of a harm."""
    words = [t for t in sentence if t.is_alpha]
    last = next((d for d in reversed(before) if not d.part and d.max != 0), None)
    if len(words) == 2 and words[0].lower_ == "no" and is_people_word(words[1]) and last is not None and sentence.start - last.end < NEAR:
        mention = Mention(words[0].i, words[1].i + 1, words[1].i)
        yield replace(
            last, start=mention.start, end=mention.end, min=0, max=0, group=group_of(words[1]), qualifier=None, victims=mention, part=False
        )
