"""Rules: the entries of `data/lexicons/en/triggers*.toml` and the idioms of `topics.toml`, checked and looked up by word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from tacitus import codebook, lexicon
from tacitus.errors import LexiconError

CONDITIONS = (
    *("subject", "object", "undergoes", "into", "of", "means", "any", "modifier", "whose", "with", "sentence", "text", "report"),
    *("never", "not", "prep", "after", "governor", "beside"),
)
FORBIDDING = {"never", "not"}
FILES = ("triggers", "triggers_oblique")
"""The files of rules, those of the first before those of the second; classes stand in the first."""
NONE = "none"
"""The type of a rule whose words name no act."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the lexicon; `order` is its place in the file, earlier wins; one that is `absent` asks for a negated word."""

    type: str
    order: int
    strong: bool
    noun: bool
    conditions: tuple[tuple[str, frozenset[str]], ...]
    absent: bool = False


@cache
def words_of(name: str) -> frozenset[str]:
    """The lemmas and kinds of names of a class, those of the classes that it includes ("@name") with them."""
    words: set[str] = set()
    for word in lexicon.words("triggers", f"classes.{name}"):
        words |= words_of(word[1:]) if word.startswith("@") else {word}
    return frozenset(words)


def _expand(words: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        found |= words_of(word[1:]) if word.startswith("@") else {word}
    return frozenset(found)


@cache
def rules() -> dict[str, list[Rule]]:
    """Verb and noun rules by lemma (or lemma+particle)."""
    table: dict[str, list[Rule]] = defaultdict(list)
    rows = [(name, kind, row) for name in FILES for kind in ("verb", "noun") for row in lexicon.load(name)[kind]]
    for order, (name, kind, row) in enumerate(rows):
        rule = _rule(name, row, order, noun=kind == "noun")
        for lemma in row["lemmas"]:
            table[lemma].append(rule)
    return table


def names_act(lemma: str) -> bool:
    """Whether a noun names acts of some type, whatever else it may mean."""
    return any(rule.noun and rule.type != NONE for rule in rules().get(lemma, ()))


Sought = Mapping[str, Mapping[str, Sequence[tuple[tuple[str, ...], "Rule"]]]]
"""First lemma → second lemma ("" when there is no second) → the sequences of lemmas that begin so, each with its rule."""


@cache
def phrases() -> Sought:
    """Sequences of lemmas that name an act where their conditions hold; one foreign word may stand between two of them.

    Each may be one of several: `a|b`, or `@name` for any word of a class.
    """
    rows = enumerate((name, row) for name in FILES for row in lexicon.load(name)["phrase"])
    return _by_first((words, _rule(name, row, k, noun=False)) for k, (name, row) in rows for words in _alternatives(row["lemmas"]))


def _alternatives(lemmas: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The sequences that a phrase stands for."""
    return product(*(sorted(_expand(lemma.split("|"))) for lemma in lemmas))


@cache
def idioms() -> Sought:
    """Sequences of lemmas, nothing between them, whose words name no act."""
    nothing = Rule(NONE, 0, strong=False, noun=False, conditions=())
    return _by_first((tuple(words.split()), nothing) for words in lexicon.words("topics", "idioms.lemmas"))


def _by_first(found: Iterable[tuple[tuple[str, ...], Rule]]) -> Sought:
    first: dict[str, dict[str, list[tuple[tuple[str, ...], Rule]]]] = {}
    for words, rule in found:
        first.setdefault(words[0], {}).setdefault("".join(words[1:2]), []).append((words, rule))
    return first


def _rule(file: str, row: Any, order: int, *, noun: bool) -> Rule:
    if row["type"] not in {*codebook.types(), NONE}:
        raise LexiconError(f"{file}.toml: unknown type '{row['type']}' for {row['lemmas']}")
    if unknown := set(row) - {"type", "lemmas", "strength", "absent", *CONDITIONS}:
        raise LexiconError(
            f"{file}.toml: unknown condition {', '.join(sorted(unknown))} for {row['lemmas']}; known are {', '.join(CONDITIONS)}"
        )
    conditions = tuple((name, _expand(row[name])) for name in CONDITIONS if name in row)
    return Rule(row["type"], order, row["strength"] == "strong", noun, conditions, row.get("absent", False))
