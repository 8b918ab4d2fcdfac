"""Common nouns that stand for actors: which sort of actor a noun is, by the lexicon."""

from functools import cache, lru_cache

from spacy.tokens import Token

from tacitus import lexicon

_IRREGULAR = {"men": "man", "women": "woman", "people": "people", "children": "child", "police": "police", "forces": "force"}
_SORTS = (
    "forces", "materiel", "security", "police", "border", "rebel", "fighter", "gunman", "group", "militia", "communal", "protester",
    "rioter", "people", "civilian", "external", "government", "political", "organisation",
)  # fmt: skip
_PLURALS = {"people": "people", "police": "police", "staff": "staff", "aircraft": "aircraft", "military": "military"}


def sort_of(head: Token) -> tuple[str | None, str]:
    """(sort, noun): the sort of actor a noun stands for, None when no list has it, and the noun in the singular.

    Two words ("air force") are tried before the head alone; a hyphen between them counts as a blank.
    """
    single = singular(head)
    before = _before(head)
    if before is not None and before.text == "-":
        before = _before(before) or before
    if before is not None:
        phrase = f"{singular(before) if before.pos_ == 'NOUN' else before.lower_} {single}"
        if phrase in _nouns():
            return _nouns()[phrase], phrase
        if phrase in _hyphened() and (whole := head.doc[before.i - 2 : before.i + 1].text.lower() + f" {single}") in _nouns():
            return _nouns()[whole], whole
    return _nouns().get(single), single


def _before(token: Token) -> Token | None:
    """The word before in the same sentence."""
    return token.nbor(-1) if token.i and not token.is_sent_start else None


def takes_up(noun: Token) -> bool:
    """Whether a noun takes up the body told before ("the group"); one that has a name ("the Lendu militia") may be another."""
    named = any(c.pos_ == "PROPN" or c.ent_type_ for c in noun.lefts if c.lower_ != "the")
    return noun.lemma_.lower() in lexicon.words("speech", "roles.back") and any(c.lower_ == "the" for c in noun.lefts) and not named


def is_generic(name: str) -> bool:
    """Whether a capitalised name is a noun of the lexicon and no more ("Armed Forces", "Ministry of Defence")."""
    text = name.casefold()
    return text in _nouns() or text.removesuffix("s") in _nouns()


def singular(token: Token) -> str:
    """The singular of a noun in lower case: the form the lexicon has, else the lemma."""
    return _singular(token.lower_, token.lemma_.lower())


@lru_cache(maxsize=50_000)
def _singular(text: str, lemma: str) -> str:
    forms = [_IRREGULAR.get(text, ""), text, lemma, text.removesuffix("s"), text.removesuffix("es")]
    if text.endswith("ies"):
        forms.append(text[:-3] + "y")
    if text.endswith("children"):
        forms.append(text.removesuffix("ren"))
    if text.endswith("men"):
        forms.append(text[:-3] + "man")
    return next((form for form in forms if form and form in _nouns()), lemma)


def plural(noun: str) -> str:
    """The plural of a noun of the lexicon: "gunman" → "gunmen", "militia" → "militias"."""
    stem, _, last = noun.rpartition(" ")
    for ending, form in (("child", "children"), ("woman", "women"), ("man", "men"), ("person", "persons")):
        if last.endswith(ending):
            last = last.removesuffix(ending) + form
            return f"{stem} {last}".strip()
    if last not in _PLURALS and not last.endswith("s"):
        last = (
            last[:-1] + "ies"
            if last.endswith("y") and last[-2] not in "aeiou"
            else last + ("es" if last.endswith(("ch", "sh", "x")) else "s")
        )
    return f"{stem} {last}".strip()


@cache
def words(key: str) -> frozenset[str]:
    """A list of the actor lexicon."""
    return lexicon.words("actors", key)


@cache
def links() -> dict[str, str]:
    """Word after a hyphen → what it makes of the name before it."""
    return dict(lexicon.labels("actors", "links", ("holder", "member", "backer", "leader")))


@cache
def _hyphened() -> frozenset[str]:
    """What stands behind the hyphen in nouns whose first word has one ("defence group")."""
    return frozenset(noun.partition("-")[2] for noun in _nouns() if "-" in noun.partition(" ")[0] and " " in noun)


@cache
def _nouns() -> dict[str, str]:
    return dict(lexicon.labels("actors", "nouns", _SORTS))
