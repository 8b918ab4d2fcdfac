"""Listed names: states, leaders and groups of the actor lists, wherever a report names them."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from tacitus.annotating.agreement import VOTES
from tacitus.annotating.positions import cues, neighbours
from tacitus.knowledge.actors import ActorList, StateMatch, normalised
from tacitus.knowledge.groups import Group
from tacitus.page import Mark, Name, NameKind, Page


class Listed(Protocol):
    """A place of the gazetteer."""

    @property
    def is_own(self) -> bool:
        """Whether the user's own list holds it."""
        ...


class Gazetteer(Protocol):
    """What names need of the gazetteer: the places called so, none when there is no such place."""

    def named(self, name: str, /) -> Sequence[Listed]:
        """Places called so."""
        ...


class Lists:
    """The actor lists laid on one page."""

    def __init__(self, page: Page, gazetteer: Gazetteer, actors: ActorList) -> None:
        self.page, self.doc, self.gazetteer, self.actors = page, page.parse, gazetteer, actors
        self.at = page.document.published
        self.full = page.document.full  # the parser's `Doc.text` is put together anew at each call

    def names(self) -> Iterator[Name]:
        """Longest matches of the lists, left to right."""
        start = 0
        while start < len(self.doc):
            name = self._at(start)
            if name:
                yield name
            start = name.end if name else start + 1

    def _at(self, start: int) -> Name | None:
        token = self.doc[start]
        longest = self.actors.lengths.get(normalised(token.text).split(" ")[0], 0)
        if token.is_space or not longest:
            return None
        whole = self.full
        against = start > 1 and self.doc[start - 1].text in "-‐‑–" and self.doc[start - 2].lower_ == "anti"
        for end in range(min(start + 2 * longest + 2, self.page.sentence_at(start).end), start, -1):
            last = self.doc[end - 1]
            text = whole[token.idx : last.idx + len(last)]
            if text.islower() or last.is_punct or last.is_space or last.tag_ == "POS":
                continue
            if against and last.text.islower():
                continue  # "anti-Assad forces" are not "Assad forces"
            if text != text.lower() and self.actors.knows(text):
                return self._of_lists(Mark(start, end), text)
        return None

    def _of_lists(self, mark: Mark, text: str) -> Name:
        label = self.doc[mark.end - 1].ent_type_
        match, groups = self.actors.state(text, self.at), self.actors.named(text, self.at)
        if match and (not groups or match.word != "leader"):
            in_town = (
                match.word == "seat"
                and neighbours(self.doc, mark)[0] in cues("place_strong") | cues("place_nouns")
                and bool(self.gazetteer.named(text))
            )
            return _state_name(mark, match, text, "GPE" if in_town else label)
        if not groups:
            once = self.actors.state(text)  # a leader out of office is still a person
            kind: NameKind = "person" if once and once.word == "leader" else VOTES.get(label, "other")
            return Name(mark.start, mark.end, tidy(text), kind, None, label)
        return _group_name(mark, groups[0], label)


def _state_name(mark: Mark, match: StateMatch, text: str, label: str) -> Name:
    kinds: dict[str, NameKind] = {"name": "place", "capital": "place", "seat": "actor", "demonym": "demonym", "leader": "person"}
    government = f"{match.state.country.lower()}-government"
    if match.word == "leader":
        return Name(mark.start, mark.end, _leader(match, text), "person", government, label)
    kind: NameKind = "place" if match.word == "seat" and label == "GPE" else kinds[match.word]
    return Name(
        mark.start,
        mark.end,
        match.state.name if match.word == "name" else tidy(text),
        kind,
        government if kind == "actor" else None,
        label,
    )


def _leader(match: StateMatch, text: str) -> str:
    """The leader's full name; two leaders of one surname stay as told."""
    wanted = normalised(text)
    fitting = [x.name for x in match.state.leaders if wanted in {normalised(x.name), *map(normalised, x.aliases)}]
    return fitting[0] if len(fitting) == 1 else tidy(text)


def _group_name(mark: Mark, group: Group, label: str) -> Name:
    kind: NameKind = "organisation" if group.kind in {"organisation", "political"} else "actor"
    return Name(mark.start, mark.end, group.name, kind, group.id, label)


def tidy(text: str) -> str:
    """The words on one line, without the possessive."""
    return " ".join(text.split()).removesuffix("'s").removesuffix("’s")
