"""Agreement: one name names one kind of thing in the whole report."""

from collections import Counter
from dataclasses import replace

from spacy.tokens import Doc

from tacitus.annotating.positions import cues, is_done_to_places, neighbours
from tacitus.knowledge.states import is_demonym
from tacitus.page import Name, NameKind

VOTES: dict[str, NameKind] = {
    "GPE": "place", "LOC": "place", "FAC": "place", "PERSON": "person", "NORP": "demonym", "ORG": "organisation",
}  # fmt: skip
"""What the parser's own label says of a name's kind."""


def with_demonyms(doc: Doc, names: list[Name]) -> list[Name]:
    """An unlisted name that is an adjective of another name of the report is a demonym, and the other is a place."""
    stems = {n.full for n in names if n.kind in {"place", "organisation", "person", "other"} and n.actor_id is None and " " not in n.full}
    adjectives = {n.full for n in names if n.actor_id is None and _adjectival(doc, n)}
    pairs = {(word, c) for word in adjectives for c in stems if is_demonym(word, c)}
    demonyms, countries = {d for d, _ in pairs}, {c for _, c in pairs}
    kinds: dict[str, NameKind] = dict.fromkeys(demonyms - countries, "demonym")
    kinds |= dict.fromkeys(countries - demonyms, "place")
    return [replace(n, kind=kinds.get(n.full, n.kind)) for n in names]


def _adjectival(doc: Doc, name: Name) -> bool:
    head = doc[name.end - 1]
    return (
        head.ent_type_ == "NORP"
        or head.pos_ == "ADJ"
        or head.dep_ in {"amod", "compound", "nmod"}
        or head.tag_ == "NNPS"
        or head.text.endswith("s")
    )


def agreed(doc: Doc, names: list[Name]) -> list[Name]:
    """One kind for one unlisted name: an actor when it is one anywhere, else the commonest, a tie going to the first.

    A single word after "in" or "near", or that is taken, entered or shelled, has two votes for a place, unless it ends a person's name.
    """
    votes: dict[str, Counter[NameKind]] = {}
    surnames = {n.full.split()[-1] for n in names if n.kind == "person" and " " in n.full}
    for name in names:
        votes.setdefault(name.full, Counter())[name.kind] += 1
        if name.kind in {"person", "organisation", "other"} and " " not in name.full and name.full not in surnames:
            votes[name.full]["place"] += 2 * (neighbours(doc, name)[0] in cues("place_strong") or is_done_to_places(doc[name.end - 1]))
    kinds: dict[str, NameKind] = {full: "actor" if "actor" in vote else _commonest(vote) for full, vote in votes.items()}
    return [n if n.actor_id else replace(n, kind=kinds[n.full]) for n in names]


def _commonest(votes: Counter[NameKind]) -> NameKind:
    """The kind with most votes, "in" and "near" deciding a tie with a person."""
    best, most = votes.most_common(1)[0]
    return "place" if best == "person" and votes["place"] == most else best
