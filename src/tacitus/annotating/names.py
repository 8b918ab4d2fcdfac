"""Names: which words name somebody or some place, spelt out, and what kind of thing they name."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from tacitus import lexicon
from tacitus.annotating.agreement import VOTES, agreed, with_demonyms
from tacitus.annotating.listed import Gazetteer, Lists, tidy
from tacitus.annotating.positions import cues, is_before_land, is_placed, is_told_a_place, neighbours
from tacitus.annotating.rows import with_rows
from tacitus.annotating.runs import capital_runs
from tacitus.annotating.shortforms import spelt_out
from tacitus.knowledge.actors import ActorList
from tacitus.knowledge.nouns import is_generic, singular, sort_of
from tacitus.page import Mark, Name, NameKind, Page

_HEAD_KINDS: dict[str, NameKind] = {
    "rebel": "actor", "militia": "actor", "state_forces": "actor", "police": "actor", "government": "organisation",
    "political": "organisation", "organisation": "organisation", "outlet": "outlet", "place": "place", "other": "other",
}  # fmt: skip


_ACRONYM = 5
"""Letters up to which a body's name in capitals is taken for an acronym."""


def find_names(page: Page, gazetteer: Gazetteer, actors: ActorList) -> tuple[Name, ...]:
    """All names of a page in order, none overlapping.

    A name of the actor lists is taken wherever it stands, the longest first, but a state's word inside a longer name
    ("Syrian Observatory") leaves the name whole. The kind is decided by the lists, then by a title before it, by the word that heads
    the name ("Front", "Ministry"), by the gazetteer, and last by the parser's vote and the words around; one name has one kind in
    the whole report. Short forms and acronyms the report introduces get the long form as `full`.
    """
    doc = page.parse
    finder = _Finder(doc, gazetteer, actors, page)
    names = list(with_rows(doc, with_demonyms(doc, list(finder.names()))))
    return tuple(spelt_out(doc, agreed(doc, names)))


class _Finder:
    def __init__(self, doc: Doc, gazetteer: Gazetteer, actors: ActorList, page: Page) -> None:
        self.doc, self.gazetteer = doc, gazetteer
        self.lists = Lists(page, gazetteer, actors)

    def names(self) -> Iterator[Name]:
        listed = list(self.lists.names())
        taken = 0
        for run in _united(list(capital_runs(self.doc)), listed):
            inside = [name for name in listed if run.start <= name.start and name.end <= run.end and name.start >= taken]
            for name in self._split(run, inside):
                yield name
                taken = name.end

    def _split(self, run: Mark, listed: list[Name]) -> Iterator[Name]:
        """Listed names inside a run part it; a run with a head of its own ("Belvik Liberation Front") or that a map knows ("Khan Younis",
        where "Khan" alone is a leader) is one name."""
        whole = self._trimmed(run)
        if whole is None:
            return
        strong = [name for name in listed if self._is_strong(name, whole)]
        one = self._head(whole) or self._is_place(whole) or is_told_a_place(self.doc, whole)
        if not strong and len(_words(self.doc, whole)) > 1 and one:
            listed = []
        position = run.start
        for name in listed:
            yield from self._unlisted(Mark(position, name.start))
            yield name
            position = name.end
        yield from self._unlisted(Mark(position, run.end))

    def _is_strong(self, name: Name, whole: Mark) -> bool:
        """Whether a listed name parts the run it stands in: a group or body, or the whole of it; not a seat of government that ends the
        name of a place ("Gulf of Aden")."""
        if name.end - name.start == whole.end - whole.start:
            return True
        return name.kind in {"actor", "organisation"} and not (self.gazetteer.named(name.full) and self._is_place(whole))

    def _unlisted(self, mark: Mark) -> Iterator[Name]:
        """Names in a stretch that no list knows: what stands before a title, and the person after it."""
        trimmed = self._trimmed(mark)
        if trimmed is None:
            return
        first, trimmed_words = self.doc[trimmed.start], _words(self.doc, trimmed)
        if trimmed.end - trimmed.start == 1 and first.lower_ not in _name_heads() and sort_of(first)[0] and first.lower_ != singular(first):
            return  # "Gunmen", "Troops": the parser takes plurals at a sentence start for names
        place = self._is_placed(trimmed) or (len(trimmed_words) > 1 and neighbours(self.doc, trimmed)[0] in cues("place_nouns"))
        title = None if place or self._head(trimmed) else _title(self.doc, trimmed)
        if title is None:
            titled = trimmed.start > 0 and _title(self.doc, Mark(trimmed.start - 1, trimmed.start)) is not None
            yield self._named(trimmed, person=titled and not self._head(trimmed))
            return
        yield from self._unlisted(Mark(trimmed.start, title.start))
        person = self._trimmed(Mark(title.end, trimmed.end))
        if person:
            yield self._named(person, person=True)

    def _named(self, mark: Mark, *, person: bool = False) -> Name:
        text = tidy(self.doc[mark.start : mark.end].text)
        label = Counter(t.ent_type_ for t in self.doc[mark.start : mark.end]).most_common(1)[0][0]
        kind: NameKind = "person" if person else self._kind(mark, text, label)
        return Name(mark.start, mark.end, text, kind, None, label)

    def _kind(self, mark: Mark, text: str, label: str) -> NameKind:
        head = self._head(mark)
        before, after = neighbours(self.doc, mark)
        if head and len(_words(self.doc, mark)) > 1:
            return "place" if before in cues("place_strong") and self._is_place(mark) else head
        if label != "NORP" and (after in cues("actor_nouns") or before in cues("actor_before")) and not self.gazetteer.named(text):
            return "actor"
        if label not in {"GPE", "LOC", "NORP", "FAC"} and self._is_armed_group(mark):
            return "actor"
        if self._is_told_a_place(mark, text, label):
            return "place"
        several = len(_words(self.doc, mark)) > 1
        if any(place.is_own for place in self.gazetteer.named(text)):
            return "place"  # the user lists it because the reports are of it
        placed = is_placed(self.doc, mark, listed=bool(self.gazetteer.named(text)))
        if label in {"PERSON", "ORG", "PRODUCT", "WORK_OF_ART", ""} and placed:
            return "place"
        if label == "PERSON":
            return "person"
        if label == "ORG" and text.isupper() and len(text) <= _ACRONYM:
            return "organisation"  # "the agency AIM": a map knows most combinations of three letters
        adjective = label == "NORP" and self.doc[mark.end - 1].dep_ in {"amod", "compound", "nmod"}
        if adjective or not self.gazetteer.named(text):
            return "place" if label in {"", "ORG"} and before in cues("place_before") and not several else VOTES.get(label, "other")
        return "place"

    def _is_told_a_place(self, mark: Mark, text: str, label: str) -> bool:
        """Whether a noun for places stands beside the name: "the town of Arda", "the Arda air base", "Arda, a village in …"."""
        before, after = neighbours(self.doc, mark)
        if label in {"PERSON", "ORG"} and is_before_land(self.doc, mark):
            return True
        people = label == "NORP" and after.endswith("s") and not self.gazetteer.named(text)  # "in the Yazidi villages"
        told = before in cues("place_nouns") or (after in cues("place_nouns") and not people)  # "a Maoist stronghold" is no place
        if after in cues("place_sites") and not is_generic(text) and (label != "NORP" or self.gazetteer.named(text)):
            return True
        if (told and not is_generic(text)) or (after == "border" and "-" in text) or is_told_a_place(self.doc, mark):
            return True
        return before in cues("place_units") and self._is_place(mark)

    def _is_armed_group(self, mark: Mark) -> bool:
        """Whether a noun for an armed group stands right before the name ("the rebel group Tolmas")."""
        before = self.doc[mark.start - 1] if mark.start else None
        return before is not None and before.lower_ in cues("actor_groups") and sort_of(before)[0] in {"rebel", "fighter", "militia"}

    def _is_place(self, mark: Mark) -> bool:
        return bool(self.gazetteer.named(tidy(self.doc[mark.start : mark.end].text)))

    def _is_placed(self, mark: Mark) -> bool:
        """Whether a name of several words that a map knows stands where places stand ("in Sheikh Zuweid")."""
        return len(_words(self.doc, mark)) > 1 and is_placed(self.doc, mark, listed=True) and self._is_place(mark)

    def _head(self, mark: Mark) -> NameKind | None:
        """The kind the name's head word gives: the last word before "of" or "for", else the last, else none."""
        words = _words(self.doc, mark)
        if words and words[0] in _name_starts():
            return "actor"
        cut = next((i for i, word in enumerate(words) if i and word in {"of", "for"}), len(words))
        for end in dict.fromkeys((cut, len(words))):
            for length in (2, 1):
                sort = _name_heads().get(" ".join(words[max(0, end - length) : end]))
                if sort:
                    return _HEAD_KINDS[sort]
        return None

    def _trimmed(self, mark: Mark) -> Mark | None:
        """Without hyphens, articles and small words at the ends; None when nothing is left."""
        start, end, small = mark.start, mark.end, lexicon.words("grammar", "determiners.before_name")
        while start < end and (self.doc[start].is_punct or self.doc[start].is_space or self.doc[start].lower_ in small):
            if start + 1 < end and _is_own_word(self.doc[start]):
                break  # "the In Amenas field"
            start += 1
        while end > start and (self.doc[end - 1].is_punct or self.doc[end - 1].is_space or self.doc[end - 1].text[0].islower()):
            end -= 1
        return Mark(start, end) if start < end else None


def _united(runs: list[Mark], listed: list[Name]) -> Iterator[Mark]:
    """Runs and listed names in order, each overlapping pair made one stretch."""
    merged: list[Mark] = []
    for mark in sorted([*runs, *(Mark(n.start, n.end) for n in listed)], key=lambda m: (m.start, -m.end)):
        if merged and mark.start < merged[-1].end:
            merged[-1] = Mark(merged[-1].start, max(mark.end, merged[-1].end))
        else:
            merged.append(mark)
    yield from merged


def _title(doc: Doc, mark: Mark) -> Mark | None:
    """The first title in the stretch, the longest form of it, with the ones that follow at once ("Maj Gen")."""
    for i in range(mark.start, mark.end):
        end = i
        while size := next((k for k in (3, 2, 1) if end + k <= mark.end and _is_title(doc, end, end + k)), 0):
            end += size
        if end > i:
            return Mark(i, end)
    return None


def _is_title(doc: Doc, start: int, end: int) -> bool:
    return not doc[end - 1].is_punct and " ".join(t.lower_.rstrip(".") for t in doc[start:end] if not t.is_punct) in _titles()


def _words(doc: Doc, mark: Mark) -> list[str]:
    return [t.lower_ for i in range(mark.start, mark.end) if not (t := doc[i]).is_punct]


def _is_own_word(token: Token) -> bool:
    """Whether a small word with a capital inside a sentence is part of the name behind it, no article."""
    return token.pos_ == "PROPN" and token.is_title and not token.is_sent_start and token.lower_ not in {"the", "a", "an"}


@cache
def _name_heads() -> dict[str, str]:
    return dict(lexicon.labels("actors", "name_heads", _HEAD_KINDS))


@cache
def _name_starts() -> frozenset[str]:
    return frozenset(lexicon.labels("actors", "name_starts", ("rebel", "militia")))


@cache
def _titles() -> frozenset[str]:
    return frozenset(lexicon.labels("actors", "titles", ("office", "rank", "plain")))
