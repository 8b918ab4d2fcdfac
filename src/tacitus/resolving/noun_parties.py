"""Common nouns in an act: "soldiers", "rebels", "gunmen", "villagers" become the party they stand for."""

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.knowledge.nouns import plural, sort_of, words
from tacitus.model import ActorKind, Party
from tacitus.page import Mention, Page
from tacitus.resolving.nations import Nations
from tacitus.resolving.owners import Owner
from tacitus.resolving.parties import Maker
from tacitus.resolving.phrases import told
from tacitus.resolving.told import Told

_NOUN_KINDS: dict[str, ActorKind] = {
    "communal": "communal", "protester": "protesters", "rioter": "rioters", "civilian": "civilians", "political": "political",
    "organisation": "organisation",
}  # fmt: skip


class NounParties:
    """What the common nouns of one page stand for when they act; it asks `Told` for the group or the forces told before."""

    def __init__(self, page: Page, nations: Nations, maker: Maker, before: Told) -> None:
        self._page, self._nations, self._maker, self._told = page, nations, maker, before

    def party(self, mention: Mention, owner: Owner | None, verbal: bool) -> Party | None:
        """By the sort of the noun (lexicon `actors`): people as told, an owner's forces, a group told before, else nobody known.

        A vague noun takes the sort of the adjective before it ("rebel group"). None when the noun decides nothing (codebook 5).
        """
        doc = self._page.parse
        head = doc[mention.head]
        sort, noun = sort_of(head)
        sort = "materiel" if noun == "bomber" and owner is not None and owner.nation is not None else sort  # "US bombers" are aircraft
        noun = "rebel" if sort == "rebel" and noun.split()[0] in {"rebel", "opposition", "rebellion"} else noun
        if sort in {"fighter", "gunman", "group", "people", None} or noun in words("member_words.empty"):
            sharper = self._sharpened(mention, sort)
            noun = "rebel" if sharper == "rebel" and sort != sharper else noun
            sort = sharper
        if sort in {"people", "civilian", "protester", "rioter", "communal"}:
            return self._people(mention, sort, noun, owner)
        if owner is not None and owner.party is not None and sort not in {"organisation", "external"}:
            return owner.party.model_copy(update={"rule": owner.rule})
        if sort in {"forces", "materiel", "police", "security", "border", "government"}:
            return self._state_noun(mention, sort, noun, owner, verbal)
        if sort in {"rebel", "fighter", "gunman", "group", "militia"}:
            return self._armed(mention, sort, noun, owner)
        if sort == "external":
            return self._maker.plain(told(doc, mention), "external_forces", owner, "forces from abroad, as told")
        if sort in _NOUN_KINDS:
            return self._maker.plain(told(doc, mention), _NOUN_KINDS[sort], owner, "as told")
        if owner is not None and owner.nation is not None:
            if _is_calling(head, noun):
                return self._maker.plain(told(doc, mention), "civilians", owner, "told by a calling")
            return self._maker.state_for(owner.nation, verbal, owner.rule)
        return self._counted(head)

    def _counted(self, head: Token) -> Party | None:
        if head.like_num or head.pos_ == "NUM" or head.lower_ in words("counted.all"):
            return Party(name="civilians", kind="civilians", rule="people counted and no more said of them")
        return None

    def _sharpened(self, mention: Mention, sort: str | None) -> str | None:
        """What an adjective or noun before the head makes of a vague noun: "rebel group", "army commandos", "police unit"."""
        before = [t.lower_ for t in self._page.parse[mention.start : mention.head]]
        for key, meant in (("state", "forces"), ("rebel", "rebel"), ("fighter", "fighter"), ("police", "police")):
            if meant == "forces" and sort == "gunman":
                continue  # "loyalist gunmen" are no state's
            if sort != "people" and any(word in words(f"member_words.{key}") for word in before):
                return meant
        return sort

    def _people(self, mention: Mention, sort: str, noun: str, owner: Owner | None) -> Party:
        if sort == "people" and noun == "man" and mention.end > mention.head + 1 and _bears(self._page.parse[mention.head + 1]):
            return Party(name=told(self._page.parse, mention), kind="unidentified_armed", rule="known by no more than how they looked")
        if sort == "people":
            return Party(name="civilians", kind="civilians", rule="people told by no more than that")
        name = plural(noun) if sort in {"civilian", "protester", "rioter"} else told(self._page.parse, mention)
        generic = {"protester": "protesters", "rioter": "rioters"}
        nation = (owner.nation if owner else None) or self._nations.dominant if sort == "communal" else None
        return Party(name=generic.get(sort, name), kind=_NOUN_KINDS[sort], country=nation.country if nation else None, rule="as told")

    def _state_noun(self, mention: Mention, sort: str, noun: str, owner: Owner | None, verbal: bool) -> Party | None:
        """A state's body: of the owner told, else of the nation the report is about; a thing nobody owns decides nothing.

        Forces of a backer, a leader or an opponent told are their own (`Told.apart`).
        """
        if owner is not None and (sort == "forces" or owner.leads) and (apart := self._told.apart(mention, owner)):
            return apart
        before = {t.lower_ for t in self._page.parse[mention.start : mention.head]}
        if owner is None and before & words("member_words.rebel"):
            return self._armed(mention, "rebel", "rebel", None)
        if owner is None and sort == "forces" and before & words("member_words.fighter"):
            return self._creed(mention)
        nation = owner.nation if owner else None
        if nation is None and noun in words("unidentified.aircraft") and not before & words("member_words.state"):
            near = self._told.last_forces(mention)
            nobodys = Party(name="unidentified aircraft", kind="unidentified_armed", rule="aircraft whose side is not told")
            return self._maker.state_body(near, "forces", f"the last forces told of are {near.name}’s") if near else nobodys
        if nation is None and sort == "materiel" and noun not in words("stands.army") and not before & words("member_words.state"):
            return None
        near = self._told.last_forces(mention) if nation is None and sort == "forces" and not before & words("member_words.state") else None
        nation = nation or near or self._nations.dominant
        if nation is None:
            return self._maker.plain(
                told(self._page.parse, mention), "government" if sort == "government" else "state_forces", None, "as told"
            )
        rule = owner.rule if owner else f"the last forces told of are {nation.name}’s" if near else f"the report is about {nation.name}"
        violent = not verbal and noun in words("stands.forces")
        return self._maker.state_body(nation, "forces" if sort == "materiel" or (sort == "government" and violent) else sort, rule)

    def _creed(self, mention: Mention) -> Party:
        """Forces told by what they believe ("Islamist forces"): no state's, and called as told, as they may be of several groups."""
        name, land = told(self._page.parse, mention), self._nations.dominant
        return Party(name=name, kind="rebel", country=land.country if land else None, rule="as told, by what they believe")

    def _armed(self, mention: Mention, sort: str, noun: str, owner: Owner | None) -> Party | None:
        doc = self._page.parse
        head = doc[mention.head]
        definite = any(t.lower_ in lexicon.words("grammar", "determiners.fighters") for t in doc[mention.start : mention.head])
        nation, people = owner.nation if owner else None, self._people_named(mention)
        linked = self._told.linked(head, sort, noun, definite)
        if linked and (not people or (owner and owner.backer) or (nation and nation.country == linked.country)):
            return linked
        if sort == "group":
            return None
        if people and nation is None and not (owner and owner.backer):
            kind: ActorKind = "rebel" if sort == "rebel" else "militia"
            land = self._nations.dominant
            rule = "armed people of a nation, in no group told"
            return Party(name=told(doc, mention), kind=kind, country=land.country if land else None, rule=rule)
        if sort in {"rebel", "militia"}:
            nation = nation or self._nations.dominant
            backer = owner.backer if owner else None
            name = told(self._page.parse, mention) if backer else f"{nation.adjective if nation else ''} {plural(noun)}".strip()
            leader = self._told.leader.name if self._told.leader and sort == "rebel" and not backer else None
            if not backer and not leader and (listed := self._maker.called(name)):
                return listed
            return Party(
                name=name,
                kind="rebel" if sort == "rebel" else "militia",
                country=nation.country if nation else None,
                affiliation=backer or leader,
                rule=f"the report says that {leader} leads them" if leader else "no group is named for them",
            )
        called = next((k for k in ("bomber", "militant", "gunman") if noun in words(f"unidentified.{k}")), None)
        return Party(
            name=f"unidentified {plural(called)}" if called else plural(noun),
            kind="unidentified_armed",
            rule="armed people whose side is not told",
        )

    def _people_named(self, mention: Mention) -> bool:
        """Whether a people's name stands before the noun ("Kurdish fighters"), and not a creed's ("Islamist fighters")."""
        names = {name for i in range(mention.start, mention.head) if (name := self._page.name_at.get(i)) is not None}
        creeds = words("creeds.words")
        peoples = words("peoples.all")
        return any(
            (n.kind == "demonym" or n.full.lower() in peoples) and n.full.lower() not in creeds and not n.full.endswith("ist")
            for n in names
        )


def _is_calling(head: Token, noun: str) -> bool:
    """Whether a noun no list has names people by what they do, as its ending tells ("a French sociologist", "Soviet geologists")."""
    things = lexicon.words("harm", "things.words") | words("callings.things")
    return head.pos_ == "NOUN" and noun.endswith(tuple(words("callings.endings"))) and noun not in things


def _bears(after: Token) -> bool:
    """Whether the word after "men" begins what they wear, ride or carry."""
    return after.lower_ in {"in", "on", "with"} or after.lemma_ in {"wear", "ride", "carry"}
