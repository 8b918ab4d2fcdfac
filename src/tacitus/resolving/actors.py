"""Actors: the words for somebody in an act become parties with a name, a kind and a country."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.knowledge.actors import ActorList
from tacitus.knowledge.nouns import is_generic, links, plural, singular, sort_of, words
from tacitus.model import ActorKind, Party, Problem, ProblemKind
from tacitus.page import Mention, Name, Page
from tacitus.resolving import coreference, parties
from tacitus.resolving.nations import Gazetteer, Nation, Nations
from tacitus.resolving.owners import Owner, owners
from tacitus.resolving.phrases import mention_of, of_phrase, told, with_noun_head
from tacitus.resolving.told import Told

_DEPTH = 3
"""How many pronouns in a row are followed."""
_PRONOUNS = coreference.PLURAL | coreference.SINGULAR | coreference.PERSONAL | coreference.SPEAKING
_NOUN_KINDS: dict[str, ActorKind] = {
    "communal": "communal", "protester": "protesters", "rioter": "rioters", "civilian": "civilians", "political": "political",
    "organisation": "organisation",
}  # fmt: skip
Result = tuple[tuple[Party, ...], tuple[Problem, ...]]


class ActorResolver:
    """Resolves mentions of one page; build it once for each page, after names and quotations are found."""

    def __init__(self, actors: ActorList, page: Page, gazetteer: Gazetteer | None = None) -> None:
        self._page = page
        self._nations = Nations(actors, page, gazetteer)
        self._maker = parties.Maker(actors, page, self._nations)
        self._told = Told(page, self._nations, self._maker)

    def resolve(self, mention: Mention, *, verbal: bool = False) -> Result:
        """The parties a mention stands for, in the order told, and what could not be decided.

        A state's word ("Syria", "Damascus", "Assad", "Syrian jets") is its military in a violent act and its government in a `verbal`
        one; coordinated modifiers ("French and American troops") give a party each. A common noun is linked to the group the report
        says it is; undecided, it keeps the words as told with kind `unknown` and a problem (codebook 5).
        """
        found: list[Party] = []
        problems: list[Problem] = []
        mention = with_noun_head(self._page.parse, mention)
        found += [self._worded(side, mention) for side in self._sides(mention, verbal)]
        for part, owner in self._parts(mention) if not found else ():
            party = self._one(part, owner, verbal, 0)
            if party is None:
                party, problem = self._undecided(part)
                problems.append(problem)
            if not any(party.name == other.name for other in found):
                found.append(self._worded(party, replace(mention, end=max(mention.end, part.end))))
        return tuple(found), tuple(problems)

    def sides(self) -> tuple[Party, ...]:
        """See `Told.sides`."""
        return self._told.sides()

    def _sides(self, mention: Mention, verbal: bool) -> list[Party]:
        """Both sides (or "the two governments"): the two nations most named, or the first of them and the only armed group."""
        before = {t.lower_ for t in self._page.parse[mention.start : mention.head + 1]}
        if not before & {"both", "two"} or singular(self._page.parse[mention.head]) not in words("counted.sides"):
            return []
        rule = "the two sides the report is about"
        states = [self._maker.state_for(nation, verbal, rule) for nation, _ in self._nations.weights.most_common(2)]
        groups = list({party.name: party for _, party in self._told.groups}.values())
        if len(groups) == 1 and len(states) >= 1:
            return [states[0], groups[0].model_copy(update={"rule": rule})]
        return states if len(states) == 2 else []

    def _worded(self, party: Party, mention: Mention) -> Party:
        return party.model_copy(update={"words": (self._page.span(mention),)})

    def _undecided(self, mention: Mention) -> tuple[Party, Problem]:
        doc = self._page.parse
        words = told(doc, mention)
        kind: ProblemKind = "unresolved_reference" if doc[mention.head].lower_ in _PRONOUNS else "ambiguous_actor"
        message = f"the report does not decide who “{words}” stands for"
        return Party(name=words, rule="as told; nothing decides who is meant"), Problem(
            kind=kind, message=message, span=self._page.span(mention)
        )

    def _parts(self, mention: Mention) -> Iterator[tuple[Mention, Owner | None]]:
        """The mention cut at coordinated heads ("Russia and Syria"), and once for each of coordinated owners ("Syrian and Russian …")."""
        doc = self._page.parse
        head = doc[mention.head]
        joined = [t for t in head.conjuncts if mention.covers(t.i) and t.i > head.i and t.pos_ in {"NOUN", "PROPN"}]
        if joined:
            starts = [head, *joined]
            for token in starts:
                part = mention_of(token)
                yield from self._parts(Mention(max(part.start, mention.start), min(part.end, mention.end), token.i))
            return
        several = [o for o in owners(self._page, self._nations, self._maker, mention) if o.coordinated]
        if len(several) > 1:
            yield from ((replace(mention, end=max(mention.end, owner.token + 1)), owner) for owner in several)
        else:
            yield mention, None

    def _one(self, mention: Mention, owner: Owner | None, verbal: bool, depth: int) -> Party | None:
        doc = self._page.parse
        head = doc[mention.head]
        if head.lower_ in _PRONOUNS and head.pos_ in {"PRON", "DET"}:
            return self._of_pronoun(head, verbal, depth)
        listed = self._maker.of_words(told(doc, mention), verbal=verbal) if owner is None else None
        if listed:
            return listed
        name = self._page.name_at.get(head.i) or self._apposed(mention)
        holder = self._holder(mention)
        if holder is not None:
            return self._one(holder, None, verbal, depth)
        if owner is None:
            owner = next(iter(owners(self._page, self._nations, self._maker, mention)), None) or self._possessor(mention, depth)
        counts = head.like_num or head.pos_ == "NUM" or singular(head) in words("member_words.empty")
        inner = of_phrase(doc, mention) if owner is None and counts else None
        if inner is not None and doc[inner.head].pos_ == "NOUN":
            return self._one(inner, None, verbal, depth)
        if name is not None and not self._is_noun(name):
            party = self._of_name(name, mention, owner, verbal)
            if party:
                return party
        if owner is not None and owner.possessed and singular(head) in words("member_words.possessed"):
            return self._maker.state_body(owner.nation, "forces", owner.rule) if owner.nation else owner.party
        return self._of_noun(mention, owner, verbal)

    def _apposed(self, mention: Mention) -> Name | None:
        """The person named right after a noun that says what they do ("the pianist Oren Vass", "the mediator, former bishop …")."""
        names = dict.fromkeys(self._page.name_at[i] for i in range(mention.head + 1, mention.end) if i in self._page.name_at)
        name = next(iter(names), None)
        if name is None or name.kind != "person" or name.end < mention.end - 1:
            return None
        between = self._page.parse[mention.head + 1 : name.start]
        return name if all(t.is_punct or t.pos_ in {"NOUN", "ADJ", "PROPN", "DET"} for t in between) else None

    def _holder(self, mention: Mention) -> Mention | None:
        """The noun or name before "-held" or "-controlled" in the mention ("rebel-held areas")."""
        doc = self._page.parse
        for i in range(mention.start, mention.end - 2):
            if doc[i + 1].text == "-" and links().get(doc[i + 2].lower_) == "holder":
                return Mention(i, i + 1, i)
        return None

    def _is_noun(self, name: Name) -> bool:
        """Whether the name is a noun that a capital letter made a name ("Islamist"), or ends in a body's that its owner explains."""
        last = self._page.parse[name.end - 1]
        if name.actor_id is None and name.kind in {"organisation", "other"} and name.end - name.start == 1 and sort_of(last)[0]:
            return True
        state_body = sort_of(last)[0] in {"forces", "police", "government", "security", "border"}
        plain = name.actor_id is None and name.kind != "person" and self._nations.of_name(name) is None
        return state_body and plain and (is_generic(name.full) or bool(self._maker.nation_in(name)))

    def _possessor(self, mention: Mention, depth: int) -> Owner | None:
        """Whom "its", "our" or "the group's" in the mention mean."""
        pronoun = next(
            (t for t in self._page.parse[mention.start : mention.head] if t.dep_ == "poss" and t.i not in self._page.name_at), None
        )
        if pronoun is None or depth >= _DEPTH or singular(self._page.parse[mention.head]) in words("member_words.against"):
            return None
        if pronoun.pos_ == "PRON":
            party = self._of_pronoun(pronoun, True, depth + 1)
        else:
            party = self._one(mention_of(pronoun), None, True, depth + 1) if sort_of(pronoun)[0] else None
        if party is None:
            return None
        nation = self._maker.nation_of(party)
        return Owner(
            pronoun.i, party=None if nation else party, nation=nation, possessed=True, rule=f"“{pronoun.text}” leans on {party.name}"
        )

    # --- names ---------------------------------------------------------------------------------------------------------

    def _of_name(self, name: Name, mention: Mention, owner: Owner | None, verbal: bool) -> Party | None:
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
        return self._maker.of_body(name)

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

    # --- nouns ---------------------------------------------------------------------------------------------------------

    def _of_noun(self, mention: Mention, owner: Owner | None, verbal: bool) -> Party | None:
        doc = self._page.parse
        head = doc[mention.head]
        sort, noun = sort_of(head)
        noun = "rebel" if sort == "rebel" and noun.split()[0] in {"rebel", "opposition", "rebellion"} else noun
        if sort in {"fighter", "gunman", "group", "people", None} or noun in words("member_words.empty"):
            sharper = self._sharpened(mention, sort)
            noun = "rebel" if sharper == "rebel" and sort != sharper else noun
            sort = sharper
        if sort in {"people", "civilian", "protester", "rioter", "communal"}:
            return self._people(mention, sort, noun)
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
            return self._maker.state_for(owner.nation, verbal, owner.rule)
        if head.like_num or head.pos_ == "NUM" or head.lower_ in words("counted.all"):
            return Party(name="civilians", kind="civilians", rule="people counted and no more said of them")
        return None

    def _sharpened(self, mention: Mention, sort: str | None) -> str | None:
        """What an adjective or noun before the head makes of a vague noun: "rebel group", "army commandos", "police unit"."""
        before = [t.lower_ for t in self._page.parse[mention.start : mention.head]]
        for key, meant in (("state", "forces"), ("rebel", "rebel"), ("fighter", "fighter"), ("police", "police")):
            if sort != "people" and any(word in words(f"member_words.{key}") for word in before):
                return meant
        return sort

    def _people(self, mention: Mention, sort: str, noun: str) -> Party:
        if sort == "people" and noun == "man" and mention.end > mention.head + 1 and _bears(self._page.parse[mention.head + 1]):
            return Party(name=told(self._page.parse, mention), kind="unidentified_armed", rule="known by no more than how they looked")
        if sort == "people":
            return Party(name="civilians", kind="civilians", rule="people told by no more than that")
        name = plural(noun) if sort in {"civilian", "protester", "rioter"} else told(self._page.parse, mention)
        generic = {"protester": "protesters", "rioter": "rioters"}
        return Party(name=generic.get(sort, name), kind=_NOUN_KINDS[sort], rule="as told")

    def _state_noun(self, mention: Mention, sort: str, noun: str, owner: Owner | None, verbal: bool) -> Party | None:
        """A state's body: of the owner told, else of the nation the report is about; a thing nobody owns decides nothing."""
        before = {t.lower_ for t in self._page.parse[mention.start : mention.head]}
        if owner is None and before & words("member_words.rebel"):
            return self._armed(mention, "rebel", "rebel", None)
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

    def _armed(self, mention: Mention, sort: str, noun: str, owner: Owner | None) -> Party | None:
        head = self._page.parse[mention.head]
        definite = any(t.lower_ in {"the", "these", "those"} for t in self._page.parse[mention.start : mention.head])
        linked = self._told.linked(head, sort, noun, definite)
        if linked:
            return linked
        nation = owner.nation if owner else None
        if sort == "group":
            return None
        if sort in {"rebel", "militia"}:
            nation = nation or self._nations.dominant
            name = (
                told(self._page.parse, mention)
                if owner and owner.backer
                else f"{nation.adjective if nation else ''} {plural(noun)}".strip()
            )
            return Party(
                name=name,
                kind="rebel" if sort == "rebel" else "militia",
                country=nation.country if nation else None,
                affiliation=owner.backer if owner else None,
                rule="no group is named for them",
            )
        kind = next((k for k in ("bomber", "militant", "gunman") if noun in words(f"unidentified.{k}")), None)
        return Party(
            name=f"unidentified {plural(kind)}" if kind else plural(noun),
            kind="unidentified_armed",
            rule="armed people whose side is not told",
        )

    # --- pronouns ------------------------------------------------------------------------------------------------------

    def _of_pronoun(self, pronoun: Token, verbal: bool, depth: int) -> Party | None:
        """The party of the first antecedent that resolves; "we" is whoever speaks."""
        if depth >= _DEPTH:
            return None
        if pronoun.lower_ in coreference.SPEAKING:
            saying = next((s for s in self._page.sayings if s.says(pronoun.i) and s.speaker.mention), None)
            heads: Iterable[Mention] = [saying.speaker.mention] if saying and saying.speaker.mention else []
        else:
            heads = (mention_of(head) for head in coreference.antecedents(self._page, pronoun))
        for mention in heads:
            party = self._one(mention, None, verbal, depth + 1)
            if party is not None and party.kind != "unknown":
                words_ = self._page.parse[mention.start : mention.end].text
                return party.model_copy(update={"rule": f"“{pronoun.text}” leans on “{words_}”"})
        return None


def _bears(after: Token) -> bool:
    """Whether the word after "men" begins what they wear, ride or carry."""
    return after.lower_ in {"in", "on", "with"} or after.lemma_ in {"wear", "ride", "carry"}


def _titled(before: Iterable[Token]) -> set[str | None]:
    """Sorts that the titles before a name tell: an office is government's, a rank the forces'."""
    sorts = {"office": "government", "rank": "forces"}
    return {sorts.get(_titles().get(token.lower_.rstrip("."), "")) for token in before} - {None}


@cache
def _titles() -> dict[str, str]:
    return dict(lexicon.labels("actors", "titles", ("office", "rank", "plain")))
