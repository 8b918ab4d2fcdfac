"""Parties from names: the groups, states and persons of the lists and of the report, put into the form that is printed."""

from collections.abc import Sequence
from functools import cache

from tacitus import lexicon
from tacitus.knowledge.actors import ActorList, normalised
from tacitus.knowledge.groups import Group
from tacitus.knowledge.nouns import is_generic
from tacitus.model import ActorKind, Party
from tacitus.page import Name, Page
from tacitus.resolving.nations import Nation, Nations

_BODIES = {"forces": "military", "police": "police", "security": "security forces", "border": "border guards", "government": "government"}
_HEADS: dict[str, ActorKind] = {
    "rebel": "rebel", "militia": "militia", "state_forces": "state_forces", "police": "state_forces", "government": "government",
    "political": "political", "organisation": "organisation", "outlet": "organisation",
}  # fmt: skip
_STATELY: frozenset[ActorKind] = frozenset({"state_forces", "government", "external_forces"})


class Maker:
    """Makes parties for one page."""

    def __init__(self, actors: ActorList, page: Page, nations: Nations) -> None:
        self._actors, self._page, self._nations, self._at = actors, page, nations, page.document.published
        self._heads = lexicon.labels("actors", "name_heads", (*_HEADS, "place", "other"))
        self.of_group_name = cache(self._of_group_name)

    def of_words(self, text: str, *, verbal: bool) -> Party | None:
        """The group of the lists that the whole phrase names ("Syrian air force", a user's "the rebels")."""
        forms = [text, f"the {text}"]
        people, _, noun = text.rpartition(" ")
        if people and noun in lexicon.words("actors", "called.alike"):
            people = people.removeprefix("suspected ").removeprefix("Suspected ").removeprefix("alleged ")
            forms += [f"{people} {other}" for other in lexicon.words("actors", "called.alike")]
        groups = [g for form in forms for g in self._actors.named(form, self._at)]
        groups = [g for g in groups if g.existed(self._at)] if len(forms) > 2 else groups  # "Tutsi rebels" are others every time
        if not any(word[:1].isupper() for word in text.split()[1:]):
            dominant = self._nations.dominant
            groups = [
                g for g in groups if g.id.startswith("overlay-") or text[:1].isupper() or (dominant and g.country == dominant.country)
            ]
        return self._of_group(self._chosen(groups, verbal), f"“{text}” is in the actor lists") if groups else None

    def called(self, text: str) -> Party | None:
        """The group of the lists that bore this name on the day of the report ("Libyan rebels"); None when none did."""
        groups = [g for g in self._actors.named(text, self._at) if g.existed(self._at)]
        return self._of_group(self._chosen(groups, verbal=False), f"“{text}” is in the actor lists") if groups else None

    def _of_group_name(self, name: Name) -> Party | None:
        """The party of a name of kind `actor`: from the lists, else by its head word and what the report calls it. None for other names."""
        if name.kind == "demonym" or (name.actor_id or "").endswith("-government"):
            return None
        groups = self._actors.named(self._text(name), self._at) or self._actors.named(name.full, self._at)
        if groups and name.actor_id:
            return self._of_group(self._chosen(groups, verbal=False), f"“{self._text(name)}” is in the actor lists")
        creed, _, rest = name.full.partition(" ")
        if name.kind == "actor" and creed.lower() in lexicon.words("actors", "peoples.all") and (bare := self.called(rest)):
            return bare  # "Shiite Amal" is Amal
        if name.kind != "actor" or is_generic(name.full) or name.full.lower() in lexicon.words("actors", "peoples.all"):
            return None
        nation = self.nation_in(name) or self._nations.dominant
        kind = self._called(name) or self._head_kind(name)
        if kind in {"state_forces", "government"} and self.nation_in(name) is not None:
            return None
        return Party(
            name=name.full,
            kind=kind,
            country=nation.country if nation else None,
            rule="named in the report; kind by the words of the name and beside it",
        )

    def of_body(self, name: Name) -> Party:
        """The party of any other name: a ministry is its government, the rest are organisations."""
        kind = self._head_kind(name)
        nation = self.nation_in(name)
        if kind == "government":
            nation = nation or self._nations.dominant
            if nation:
                return self.state_body(nation, "government", f"“{name.full}” is an office of the state")
        kind = kind if kind in {"political", "government"} else "organisation"
        return Party(name=name.full, kind=kind, country=nation.country if nation else None, rule="named as told")

    def led_by(self, name: Name, *, verbal: bool) -> Party | None:
        """The group or state a person leads, by the lists."""
        groups = self._actors.led_by(name.full)
        match = self._actors.state(name.full, self._at) or self._actors.state(self._text(name), self._at)
        if match and match.word == "leader":
            nation = self._nations.of_word(name.full) or self._nations.of_word(self._text(name))
            return self.state_for(nation, verbal, f"{name.full} leads the state") if nation else None
        return self._of_group(self._chosen(groups, verbal), f"{name.full} leads them") if groups else None

    def person(self, name: str, kind: ActorKind, nation: Nation | None, rule: str) -> Party:
        """Somebody who stands for themself."""
        return Party(name=name, kind=kind, country=nation.country if nation else None, rule=rule)

    def loyal_to(self, noun: str, name: Name) -> Party:
        """Armed people told by the person they are loyal to, who leads no side of the lists: a militia."""
        nation = self._nations.dominant
        country = nation.country if nation else None
        return Party(name=f"{noun} loyal to {name.full}", kind="militia", country=country, rule="told by whom they are loyal to")

    def plain(self, name: str, kind: ActorKind, owner: object | None, rule: str) -> Party:
        """A party called as told; the owner, if any, gives country or backer."""
        nation, backer = getattr(owner, "nation", None), getattr(owner, "backer", None)
        return Party(name=name, kind=kind, country=nation.country if nation else None, affiliation=backer, rule=rule)

    def state_for(self, nation: Nation, verbal: bool, rule: str) -> Party:
        """A nation in an act: its government in a verbal one, else its military."""
        if verbal:
            return self.state(nation, rule)
        return self.state_body(nation, "forces", rule)

    def state(self, nation: Nation, rule: str) -> Party:
        """A state as one that speaks, deals and decides: called by its name, of kind `government`."""
        return Party(name=nation.name, actor_id=self._government(nation), kind="government", country=nation.country, rule=rule)

    def _government(self, nation: Nation) -> str | None:
        """The id that "Russia" and "Russian government" share; None for a state nobody lists."""
        return f"{nation.country.lower()}-government" if self._actors.by_country(nation.country) else None

    def state_body(self, nation: Nation, body: str, rule: str) -> Party:
        """A body of a state: "<Demonym> military", "… police", "… security forces", "… border guards" or "… government"."""
        name = f"{nation.adjective} {_BODIES[body]}"
        listed = [g for g in self._actors.named(name, self._at) if g.kind in _STATELY]
        if listed:
            party = self._of_group(listed[0], rule)
            return party.model_copy(update={"kind": "external_forces"}) if self._foreign(party, nation) else party
        if body == "government":
            return Party(name=name, actor_id=self._government(nation), kind="government", country=nation.country, rule=rule)
        party = Party(name=name, kind="state_forces", country=nation.country, rule=rule)
        return party.model_copy(update={"kind": "external_forces"}) if self._foreign(party, nation) else party

    def _foreign(self, party: Party, nation: Nation) -> bool:
        """Whether these forces are abroad: the report is about another nation and names theirs less than half as often."""
        dominant = self._nations.dominant
        weights = self._nations.weights
        return party.kind == "state_forces" and dominant is not None and nation != dominant and 2 * weights[nation] < weights[dominant]

    def nation_of(self, party: Party) -> Nation | None:
        """The nation whose military or government a party is; None for any other party."""
        if party.kind not in _STATELY:
            return None
        if party.kind == "government" and (told := self._nations.of_word(party.name)):
            return told
        adjective = next((party.name.removesuffix(f" {b}") for b in ("military", "government") if party.name.endswith(f" {b}")), None)
        if adjective is None:
            return None
        state = self._actors.by_country(party.country)
        if state:
            return Nation(state.country, state.name, state.adjective)
        return self._nations.of_word(adjective) or Nation(party.country or adjective, party.country or adjective, adjective)

    def nation_in(self, name: Name) -> Nation | None:
        """The nation whose adjective or name begins a longer name ("Ruvanian Foreign Ministry")."""
        words = self._text(name).split()
        for size in (2, 1):
            if len(words) > size and (nation := self._nations.of_word(" ".join(words[:size]))):
                return nation
        return None

    def _of_group(self, group: Group, rule: str) -> Party:
        return Party(name=group.name, actor_id=group.id, kind=group.kind, country=group.country, rule=rule)

    def _chosen(self, groups: Sequence[Group], verbal: bool) -> Group:
        """Of several groups of one name: a government in a verbal act and forces in a violent one, then one that acts in the nation the
        report is about, else in another it speaks of, then one of that nation if the report names no nation that another of them is of,
        then the first listed.
        """
        dominant = self._nations.dominant
        country = dominant.country if dominant else None
        other = {nation.country: -weight for nation, weight in self._nations.weights.items() if nation != dominant}
        home = country if not any(g.country in other for g in groups) else None
        return min(
            groups,
            key=lambda g: (
                (g.kind == "government") != verbal,
                not g.existed(self._at),
                not g.acts_in(country),
                0 if g.acts_in(country) else other.get(g.country or "", 0),
                g.country != home,
            ),
        )

    def _head_kind(self, name: Name) -> ActorKind:
        words = normalised(name.full).split()
        cut = next((i for i, word in enumerate(words) if i and word in {"of", "for"}), len(words))
        forms = [" ".join(words[max(0, end - size) : end]) for end in (cut, len(words)) for size in (2, 1)]
        sort = next((self._heads[form] for form in [*forms, *words] if form in self._heads), "rebel")
        if words and words[0][:1].isdigit():
            return "state_forces"
        return _HEADS.get(sort, "unknown" if name.kind != "actor" else "rebel")

    def _called(self, name: Name) -> ActorKind | None:
        """What the report calls it: "the rebel X", "X, a militia"."""
        doc = self._page.parse
        for other in self._page.names:
            if other.full != name.full:
                continue
            beside = {t.lower_ for t in doc[max(0, other.start - 3) : other.end + 5] if not other.covers(t.i)}
            if beside & lexicon.words("actors", "called.militia"):
                return "militia"
            if beside & lexicon.words("actors", "called.rebel"):
                return "rebel"
        return None

    def _text(self, name: Name) -> str:
        return self._page.parse[name.start : name.end].text
