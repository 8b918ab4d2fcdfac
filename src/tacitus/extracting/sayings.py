"""Sayings: who says what in a report, with quotations, following sentences and nested attribution sorted out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus.extracting.asides import according_cue, blame_cue, charge_cue, citing_cue, headline_cues, noun_cue, toll_cue
from tacitus.extracting.casts import Cast
from tacitus.extracting.countings import counting_cue
from tacitus.extracting.cues import Cue, can_speak, with_content
from tacitus.extracting.silence import silence_cue
from tacitus.extracting.speakers import Who, find_speakers
from tacitus.extracting.speech import speech
from tacitus.extracting.tellings import verb_cue
from tacitus.model import Stance
from tacitus.page import Mark, Page, Quote, Saying, SpeakerDraft

_REACH = 2_000
"""Tokens beyond which two cues have nothing to do with each other: no quotation is longer."""
_SIDES: frozenset[str] = frozenset(
    {"state_forces", "rebel", "militia", "government", "external_forces", "communal", "officials", "political"}
)
_OWNERS: frozenset[str] = frozenset({"rebel", "militia", "organisation", "unknown", "unidentified_armed"})


def find_sayings(page: Page) -> tuple[Saying, ...]:
    """Every act of saying in the coded sentences, in order of its cue; one for each speaker when several share a cue.

    The innermost speaker is the one who knows; those who pass the words on stand in `chain`, outermost last, and keep of the content only
    what the inner saying leaves. A quotation belongs whole to the nearest cue of its sentences, a bare one to the speaker before it.
    """
    quoted = frozenset(token for quote in page.quotes for token in range(quote.start, quote.end))
    cues = [cue for _, sentence in page.coded_sentences() for cue in find_cues(sentence, quoted)]
    cues = _quoted(page, cues)
    cues = [cue for cue in cues if cue.content or cue.stance == "no_comment"]
    cited = {cue.token.head.i for cue in cues if cue.outer and cue.token.lower_ in {"citing", "quoting"}}
    cues = [cue for cue in cues if cue.token.i not in cited]
    cues = [cue for i, cue in enumerate(cues) if not (_outers(cues, i) and _is_loose(cue))]
    outers = {i: _outers(cues, i) for i in range(len(cues))}
    cast = Cast(page)
    speakers = _speakers(cast, cues)
    return tuple(saying for i in range(len(cues)) for saying in _sayings(cast, cues, i, outers, speakers))


def find_cues(sentence: Sentence, quoted: Collection[int] = ()) -> Iterator[Cue]:
    """All cues of one sentence in order. `quoted` are the tokens inside quotations; which quotation is whose is settled later, so a weak
    verb may come without content here.
    """
    for token in sentence:
        told = verb_cue(token, sentence, quoted)
        cue = (
            silence_cue(token)
            or according_cue(token, sentence)
            or citing_cue(token, sentence)
            or (told if told is not None and told.content else None)
            or noun_cue(token, sentence)
            or blame_cue(token)
            or charge_cue(token, sentence)
            or toll_cue(token)
            or counting_cue(token, sentence)
            or told
        )
        if cue is not None and can_speak(cue.inner):
            yield cue
    yield from headline_cues(sentence)


# ── quotations ──


def _quoted(page: Page, cues: Sequence[Cue]) -> list[Cue]:
    """The cues with the quotations that belong to them; a quotation without a cue goes to the cue before it when it stands bare."""
    found = list(cues)
    for quote in page.quotes:
        owner = _owner(page, found, quote)
        if owner is None and _is_bare(page, quote):
            owner = _before(page, found, quote)
        if owner is not None and (found[owner].content or _is_long(page, quote)):
            found[owner] = with_content(found[owner], found[owner].content | _tokens(page, quote))
    return found


def _owner(page: Page, cues: Sequence[Cue], quote: Quote) -> int | None:
    """The nearest quotable cue outside the quotation in one of the sentences it runs through."""
    first, final = page.sentence_of[quote.start], page.sentence_of[min(quote.end, len(page.parse) - 1)]
    near = [
        (_distance(quote, cue.token.i), i)
        for i, cue in enumerate(cues)
        if cue.quotable
        and not quote.covers(cue.token.i)
        and (first <= page.sentence_of[cue.token.i] <= final or _follows(page, quote, cue))
    ]
    return min(near)[1] if near else None


def _distance(quote: Quote, token: int) -> int:
    return quote.start - token if token < quote.start else token - quote.end + 1


def _follows(page: Page, quote: Quote, cue: Cue) -> bool:
    """Whether the cue stands right after the closing mark though the parser began a new sentence there (“Why?” she asked)."""
    between = page.parse[quote.end : cue.token.i] if cue.token.i > quote.end else ()
    return (
        0 < len(between) <= 5
        and page.parse[quote.end - 1].text in {",", "?", "!"}
        and not any(t.is_space and "\n" in t.text for t in between)
    )


def _is_bare(page: Page, quote: Quote) -> bool:
    """Whether a quotation fills its sentences: nothing but marks and blanks before and after it."""
    sentences = [page.sentences[page.sentence_of[quote.start]], page.sentences[page.sentence_of[quote.end - 1]]]
    outside = [*page.parse[sentences[0].start : quote.start], *page.parse[quote.end : max(quote.end, sentences[1].end)]]
    return not any(token.is_alpha for token in outside)


def _before(page: Page, cues: Sequence[Cue], quote: Quote) -> int | None:
    """The last quotable cue in the sentences before a bare quotation, no further back than the paragraph before."""
    breaks = 0
    for token in reversed(page.parse[: quote.start]):
        breaks += token.is_space and "\n" in token.text
        if breaks > 1:
            return None
        found = [i for i, cue in enumerate(cues) if cue.token.i == token.i and cue.quotable and cue.stance != "no_comment"]
        if found:
            return found[-1]
    return None


def _is_long(page: Page, quote: Quote) -> bool:
    return sum(token.is_alpha for token in page.parse[quote.start : quote.end]) > 1


def _tokens(page: Page, quote: Quote) -> frozenset[int]:
    return frozenset(token.i for token in page.parse[quote.start : quote.end] if not token.is_space)


# ── nesting ──


def _is_loose(cue: Cue) -> bool:
    """Whether the "speaker" is a nameless document, which inside another's words is only a hedge ("said initial reports suggest")."""
    return cue.inner.lower_ in speech("documents.loose") or cue.inner.lower_ in {"rumour", "rumor"}


def _stance(cue: Cue, speaker: SpeakerDraft) -> Stance:
    """The cue's stance; a side that says something was not so denies it, an armed group that admits an act of its own owns up to it."""
    if cue.stance == "confirms" and cue.field == "initiator" and speaker.kind in _OWNERS:
        return "claims_responsibility"
    side = speaker.kind in _SIDES or cue.inner.lemma_.lower() in speech("roles.voices")
    return "denies" if cue.negative and cue.stance == "asserts" and side else cue.stance


def _outers(cues: Sequence[Cue], i: int) -> list[int]:
    """The cues in whose content this cue stands, nearest (smallest) first. A bare noun ("his claim") passes nothing on, nor
    does who is answered."""
    if cues[i].answering:
        return []
    found = [j for j, other in enumerate(cues) if j != i and cues[i].token.i in other.content and _passes_on(other)]
    if cues[i].token.lower_ in {"according", "citing", "quoting"}:
        found = [j for j in found if cues[j].token.i not in cues[i].content]
    return sorted(found, key=lambda j: len(cues[j].content))


def _passes_on(cue: Cue) -> bool:
    """Whether a cue hands on what stands in its content: who denies or blames does not, and "his claim" does not."""
    return cue.stance in {"asserts", "confirms"} and (cue.verb or cue.token.lower_ == "according")


def _speakers(cast: Cast, cues: Sequence[Cue]) -> list[tuple[Who, ...]]:
    past: list[Who] = []
    found: list[tuple[Who, ...]] = []
    for cue in cues:
        who = find_speakers(cast, cue.inner, past)
        found.append(who)
        past += who
    return found


def _sayings(
    cast: Cast, cues: Sequence[Cue], i: int, outers: Mapping[int, Sequence[int]], speakers: Sequence[tuple[Who, ...]]
) -> Iterable[Saying]:
    cue = cues[i]
    content = _own_content(cues, i, outers)
    if cue.stance == "asserts" and sum(cast.parse[t].is_alpha or cast.parse[t].like_num for t in content) < (
        1 if cue.field == "toll" else 2
    ):
        return
    passed = [speakers[j][0].draft for j in outers[i] if speakers[j]]
    told = [draft for head in cue.outer for draft in _passing(cast, cue, head, speakers[:i])]
    for who in speakers[i]:
        chain = tuple(d for d in _unique([*told, *passed]) if d.name != who.draft.name)
        yield Saying(
            who.draft,
            cue.token.i,
            _runs(cast.page, content),
            _words(cue, content),
            _stance(cue, who.draft),
            chain,
            _hedge(cast.page, content, cue),
            cue.field,
        )


def _passing(cast: Cast, cue: Cue, head: Token, before: Sequence[tuple[Who, ...]]) -> Iterator[SpeakerDraft]:
    """The outer speaker with this head. Who is told something passes it on only when it is an outlet or another body, not a person."""
    for who in find_speakers(cast, head, [who for group in before for who in group])[:1]:
        if cue.token.lemma_ != "tell" or who.draft.kind == "media" or head.ent_type_ == "ORG":
            yield who.draft


def _own_content(cues: Sequence[Cue], i: int, outers: Mapping[int, Sequence[int]]) -> frozenset[int]:
    """The content less what other cues say: inner sayings of what this one asserts, and the attributions of its neighbours."""
    content = cues[i].content
    for j, other in enumerate(cues):
        if j == i or abs(other.token.i - cues[i].token.i) > _REACH:
            continue
        if other.answering and other.token.i in content:
            content -= other.anchor
        elif i in outers[j] and cues[i].stance == "asserts" and other.verb:
            content -= other.content | other.anchor
        elif i not in outers[j] and cues[i].token.i not in other.content and not cues[i].verb and other.verb:
            content -= other.content | other.anchor if _is_beside(cues[i], other) else other.anchor
    return content


def _is_beside(cue: Cue, other: Cue) -> bool:
    """Whether another attribution stands in a sentence of its own clause, so that "according to" does not reach it."""
    return cue.token.sent.start <= other.token.i < cue.token.sent.end and other.token.i not in {t.i for t in cue.token.ancestors}


def _unique(drafts: Iterable[SpeakerDraft]) -> list[SpeakerDraft]:
    return list({draft.name: draft for draft in drafts}.values())


def _runs(page: Page, content: frozenset[int]) -> tuple[Mark, ...]:
    """The content as token ranges; blanks and marks between two pieces do not part them."""
    solid = sorted(content)
    filled = set(solid)
    for low, high in pairwise(solid):
        if 1 < high - low < 4 and all(t.is_space or t.is_punct for t in page.parse[low + 1 : high]):
            filled |= set(range(low, high))
    runs: list[Mark] = []
    for _, group in groupby(enumerate(sorted(filled)), key=lambda pair: pair[1] - pair[0]):
        tokens = [token for _, token in group]
        runs.append(Mark(tokens[0], tokens[-1] + 1))
    return tuple(runs)


def _words(cue: Cue, content: frozenset[int]) -> Mark:
    """The attribution as a reader would mark it: speaker and cue, with the clause said when it follows in the sentence."""
    sentence = cue.token.sent
    low, high = min(cue.anchor), max(cue.anchor) + 1
    after = [i for i in content if high <= i < sentence.end]
    if cue.verb and after and min(after) - high < 6:
        high = max(after) + 1
    return Mark(max(low, sentence.start), max(min(high, sentence.end), cue.token.i + 1))


def _hedge(page: Page, content: frozenset[int], cue: Cue) -> str | None:
    hedges = speech("hedges.words")
    near: list[Token] = [*cue.token.children, *(page.parse[i] for i in sorted(content))]
    return next((token.lower_ for token in near if token.lower_ in hedges), None)
