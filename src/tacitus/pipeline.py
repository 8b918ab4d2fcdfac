"""The pipeline: steps in order, each giving one field of the page, then accounts from the finished page."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from time import process_time
from typing import Any

from spacy.language import Language

from tacitus import lexicon
from tacitus.annotating.boilerplate import find_boilerplate
from tacitus.annotating.datelines import find_dateline
from tacitus.annotating.names import find_names
from tacitus.annotating.numbers import find_numbers
from tacitus.annotating.parse import load_pipeline, parse
from tacitus.annotating.quotes import find_quotes
from tacitus.annotating.times import find_times
from tacitus.assembling.coding import code_page
from tacitus.assembling.judging import Judge
from tacitus.assembling.resolvers import Resolvers
from tacitus.errors import PipelineError
from tacitus.extracting.acts import find_acts
from tacitus.extracting.control import find_control
from tacitus.extracting.head import Head
from tacitus.extracting.issuers import find_issuer
from tacitus.extracting.sayings import find_sayings
from tacitus.extracting.statements import find_statements
from tacitus.extracting.tolls import find_tolls
from tacitus.extracting.weapons import find_weapons
from tacitus.knowledge.actors import ActorList
from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.model import CoderStamp, Coding, Document
from tacitus.page import Page
from tacitus.resolving.actors import ActorResolver
from tacitus.resolving.dates import DateResolver, story_date
from tacitus.resolving.places import PlaceResolver
from tacitus.sections import join, sections
from tacitus.settings import Settings
from tacitus.settings import load as load_settings
from tacitus.stamping import coder_version


@dataclass(frozen=True, slots=True)
class Step:
    """One field of the page and the function that finds it from the fields it needs."""

    gives: str
    needs: frozenset[str]
    find: Callable[[Page], Any]


def check(steps: Iterable[Step], given: Iterable[str] = ("document", "parse")) -> None:
    """Raise `PipelineError` when a step needs a field that no earlier step gives, or two steps give the same."""
    known = set(given)
    for step in steps:
        if missing := step.needs - known:
            raise PipelineError(f"step '{step.gives}' needs {', '.join(sorted(missing))}, which no step before it gives")
        if step.gives in known:
            raise PipelineError(f"two steps give '{step.gives}'")
        known.add(step.gives)


class Coder:
    """Codes documents: `Coder().code(Document(text=…))`. Loading is lazy; a coder is reusable and deterministic.

    The same document, settings and data give the same bytes, in whatever order documents come. Raises `GazetteerError` when
    the gazetteer has not been built and `SettingsError` when the parser is not installed.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or load_settings()
        self.timings: dict[str, float] = {}
        """CPU seconds by step since the coder was made."""

    @cached_property
    def nlp(self) -> Language:
        """The spaCy pipeline of the setting `model`, loaded at first use."""
        return load_pipeline(self.settings.model)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer, with the user's overlay."""
        gazetteer = Gazetteer.open(self.settings.gazetteer_path)
        return gazetteer.with_overlay(self.settings.overlay_path) if self.settings.overlay_path else gazetteer

    @cached_property
    def actors(self) -> ActorList:
        """The actor lists, with the user's overlay."""
        return ActorList.load(self.settings.overlay_path)

    @cached_property
    def head(self) -> Head | None:
        """The learned head, or None when it is switched off or its libraries are not installed."""
        return Head.load() if self.settings.head else None

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps in order, checked once."""
        steps = tuple(self._steps())
        check(steps)
        return steps

    def _steps(self) -> Iterator[Step]:
        def step(gives: str, find: Callable[[Page], Any], *needs: str) -> Step:
            return Step(gives, frozenset(needs), find)

        yield step("dateline", lambda page: find_dateline(page.document), "document")
        yield step("skipped", _skipped, "parse")
        yield step("names", lambda page: find_names(page, self.gazetteer, self.actors), "parse", "dateline")
        yield step("times", lambda page: find_times(page.parse), "parse")
        yield step("numbers", lambda page: find_numbers(page.parse), "parse")
        yield step("quotes", lambda page: find_quotes(page.parse), "parse")
        yield step("sayings", find_sayings, "names", "quotes")
        yield step("issuer", find_issuer, "names", "quotes")
        yield step("tolls", find_tolls, "numbers", "names", "times")
        yield step("statements", find_statements, "names", "quotes", "sayings")
        yield step("weapons", find_weapons, "parse")
        yield step("control", find_control, "names")
        yield step("reading", lambda page: self.head.read(page) if self.head else None, "parse")
        yield step("acts", find_acts, "names", "times", "sayings", "tolls", "weapons", "skipped", "reading")

    @cached_property
    def stamp(self) -> CoderStamp:
        """What made the codings."""
        meta = self.nlp.meta
        model = f"{meta['lang']}_{meta['name']} {meta['version']}" + (f" + head {self.head.stamp}" if self.head else "")
        return CoderStamp(version=coder_version(), model=model, lexicon=lexicon.stamp(), gazetteer=self.gazetteer.stamp)

    def read_page(self, document: Document) -> Page:
        """The document with every mark the steps find."""
        started = process_time()
        page = Page(document, parse(document, self.nlp))
        started = self._clock("parse", started)
        for step in self.steps:
            page = page.given(**{step.gives: step.find(page)})
            started = self._clock(step.gives, started)
        return page

    def resolvers(self, page: Page) -> Resolvers:
        """What turns the page's words into values."""
        dates = DateResolver(page)
        return Resolvers(
            dates,
            PlaceResolver(self.gazetteer, page, self.actors.by_id),
            ActorResolver(self.actors, page, self.gazetteer),
            story_date(page, dates),
        )

    def code(self, document: Document) -> Coding:
        """The coding of one document; a very long one is coded section by section (see `sections`)."""
        found = sections(document)
        return join(document, ((section, self._code(section)) for section in found)) if len(found) > 1 else self._code(document)

    def _code(self, document: Document) -> Coding:
        page = self.read_page(document)
        started = process_time()
        coding = code_page(page, self.resolvers(page), Judge.load("head" if self.head else "rules"), self.stamp)
        self._clock("assemble", started)
        return coding

    def code_many(self, documents: Iterable[Document]) -> Iterator[Coding]:
        """Codings one by one, in the order of the documents; nothing is kept."""
        return map(self.code, documents)

    def _clock(self, step: str, started: float) -> float:
        now = process_time()
        self.timings[step] = self.timings.get(step, 0.0) + now - started
        return now


def _skipped(page: Page) -> frozenset[int]:
    """Sentences that lie, by more than half, in boilerplate."""
    spans = (*page.document.boilerplate, *find_boilerplate(page.document))
    if not spans:
        return frozenset()
    return frozenset(
        i
        for i, sentence in enumerate(page.sentences)
        if sum(max(0, min(s.end, sentence.end_char) - max(s.start, sentence.start_char)) for s in spans) * 2 > len(sentence.text)
    )
