"""Names in an act: a group, a person, a state or a body becomes the party it stands for."""

from collections.abc import Iterable
from functools import cache

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.knowledge.nouns import sort_of, words
from tacitus.model import ActorKind, Party
from tacitus.page import Mention, Name, Page
from tacitus.resolving.nations import Nation, Nations
from tacitus.resolving.owners import Owner
from tacitus.resolving.parties import Maker


class NameParties:
    """What the names of one page stand for when they act."""

    def __init__(self, page: Page, nations: Nations, maker: Maker) -> None:
        self._page, self._nations, self._maker = page, nations, maker

    def party(self, name: Name, mention: Mention, owner: Owner | None, verbal: bool) -> Party | None:
        """The listed group, else the person's side, else the nation's people, military or (`verbal`) government, else a body.

        `mention` is the whole phrase the name stands in, `owner` whose it is said to be. None when nothing tells what acts (codebook 5).
        """
        group = self._maker.of_group_name(name)
        if group:
            return group
        if name.kind == "person":
            return self._of_person(name, mention, owner, verbal)
        nation = self._nations.of_name(name)
        if nation and name.kind == "demonym" and self._is_people(name, mention):
            return Party(name=name.full, kind="civilians", country=nation.country, rule="people counted by their nation")
        if nation is None and name.kind in {"place", "other", "demonym"}:
            nation = self._seat_or_new(name)
        if nation:
            return self._maker.state_for(nation, verbal, f"“{name.full}” stands for the state")
        unlisted = name.actor_id is None and name.kind in {"organisation", "other", "demonym"}
        if unlisted and " " not in name.full and self._is_people(name, mention):
            return Party(name=name.full, kind="civilians", rule="people counted by what they are called")
        return self._maker.of_body(name)

    def _suffers(self, name: Name) -> bool:
        """Whether a person is the object of a verb of what is done to persons ("arrested", "overthrew")."""
        head = self._page.parse[name.end - 1]
        return head.dep_ in {"dobj", "nsubjpass"} and head.head.lemma_ in words("member_words.personal")

    def _is_people(self, name: Name, mention: Mention) -> bool:
        """Whether a nation's people are meant and not its forces: when counted, and when many of them are acted on ("killed Syrians")."""
        head, before = self._page.parse[name.end - 1], self._page.parse[mention.start : name.start]
        many = head.tag_ in {"NNPS", "NNS"} and head.lower_.endswith("s") and head.dep_ in {"dobj", "nsubjpass"}
        return any(t.like_num or t.pos_ == "NUM" for t in before) or (many and len(before) == 0)

    def _seat_or_new(self, name: Name) -> Nation | None:
        """The nation of an unlisted place that acts: its own name, or the country when the report calls it the capital."""
        before = {t.lower_ for t in self._page.parse[max(0, name.start - 3) : name.start]}
        if "capital" in before and self._nations.dominant:
            return self._nations.dominant
        return self._nations.invented(name.full) if name.kind == "place" else None

    def _of_person(self, name: Name, mention: Mention, owner: Owner | None, verbal: bool) -> Party:
        """A leader stands for the side led; an officer or spokesman for the body told beside the name; anybody else for themself."""
        led = self._maker.led_by(name, verbal=verbal)
        if led and led.kind == "state_forces" and self._suffers(name):
            return self._maker.person(name.full, "government", self._nations.of_name(name), "a leader to whom something is done")
        if led:
            return led
        before = self._page.parse[min(mention.start, name.start) : name.start]
        sorts = {sort_of(t)[0] for t in before} | _titled(before)
        if owner is None and "government" in sorts and self._nations.dominant:
            return self._maker.state(self._nations.dominant, f"{name.full} holds an office, and no other state is named beside it")
        if owner is not None and owner.party and not sorts & {"people", "civilian"}:
            return owner.party.model_copy(update={"rule": f"{name.full} is told as a person of {owner.party.name}"})
        if owner is not None and owner.nation and sorts & {"government", "forces", "police", "materiel"}:
            office = "government" in sorts and not owner.forces
            return self._maker.state_for(owner.nation, verbal or office, f"{name.full} holds an office of the state")
        kind: ActorKind = "government" if "government" in sorts else "state_forces" if "forces" in sorts else "civilians"
        return self._maker.person(name.full, kind, owner.nation if owner else None, "a person nothing ties to a side")


def _titled(before: Iterable[Token]) -> set[str | None]:
    """Sorts that the titles before a name tell: an office is government's, a rank the forces'."""
    sorts = {"office": "government", "rank": "forces"}
    return {sorts.get(_titles().get(token.lower_.rstrip("."), "")) for token in before} - {None}


@cache
def _titles() -> dict[str, str]:
    return dict(lexicon.labels("actors", "titles", ("office", "rank", "plain")))
