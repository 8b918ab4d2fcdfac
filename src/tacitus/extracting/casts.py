"""Casts: who appears in a report, looked up once for all its sayings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from tacitus.extracting.speech import speech
from tacitus.page import Name, Page


@dataclass(frozen=True)
class Cast:
    """A page with the people and bodies its parser saw, each list made once."""

    page: Page

    @property
    def parse(self) -> Doc:
        """The parsed text."""
        return self.page.parse

    @property
    def name_at(self) -> Mapping[int, Name]:
        """Token index → name mark, when names were found before."""
        return self.page.name_at

    @cached_property
    def text(self) -> str:
        """The whole text (`Doc.text` joins all tokens each time)."""
        return self.page.document.full

    @cached_property
    def entities(self) -> tuple[Span, ...]:
        """The parser's entities in order."""
        return tuple(self.page.parse.ents)

    @cached_property
    def people(self) -> tuple[Span, ...]:
        """The entities the parser holds for persons."""
        return tuple(entity for entity in self.entities if entity.label_ == "PERSON")

    @cached_property
    def surnames(self) -> Mapping[str, str]:
        """Last word of a person's name, lower case → the name of two words or more that ends in it, as first told."""
        names = (trimmed(list(entity)) for entity in self.people)
        return {name.split()[-1].lower(): name for name in reversed([n for n in names if " " in n])}

    @cached_property
    def titles(self) -> Sequence[tuple[int, frozenset[str], str]]:
        """For each person named in full: start of the sentence, lemmas of the words around that may be titles, the name."""
        found = []
        for entity in self.people:
            name, sentence = trimmed(list(entity)), entity.sent
            if " " in name:
                near = self.parse[max(sentence.start, entity.start - 6) : min(sentence.end, entity.end + 8)]
                root = entity.root
                lemmas = frozenset(t.lemma_.lower() for t in near if t.i < entity.start or root in {t.head, t.head.head})
                found.append((sentence.start, lemmas, name))
        return found

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[Token]]:
        found: dict[str, list[Token]] = {}
        for token in self.parse:
            if token.pos_ == "PROPN":
                found.setdefault(token.text, []).append(token)
        return found

    def same_words(self, text: str) -> Sequence[Token]:
        """The proper nouns written so, in order."""
        return self._by_word.get(text, ())


def trimmed(tokens: Sequence[Token]) -> str:
    """A person's name without titles before and possessive after."""
    kept = list(tokens)
    while kept and (kept[-1].text in {"'s", "’s", "'", "’"} or kept[-1].is_punct):
        kept.pop()
    while len(kept) > 1 and kept[0].lower_.rstrip(".") in speech("roles.person"):
        kept.pop(0)
    return kept[0].doc[kept[0].i : kept[-1].i + 1].text if kept else ""
