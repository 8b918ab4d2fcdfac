"""What a report tells of its armed sides: which groups it names, whom it calls rebels or gunmen, whose soldiers it tells of."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from tacitus.knowledge.nouns import singular, sort_of, words
from tacitus.model import ActorKind, Party
from tacitus.page import Mention, Name, Page
from tacitus.resolving.nations import Nation, Nations
from tacitus.resolving.owners import Owner, owners
from tacitus.resolving.parties import Maker
from tacitus.resolving.phrases import mention_of, told

_SUBJECTS = frozenset({"nsubj", "agent"})
_ARMED: frozenset[ActorKind] = frozenset({"rebel", "militia", "communal", "unidentified_armed"})


class Told:
    """The armed sides of one page. `groups` are the names of armed groups with their parties, in the order told."""

    def __init__(self, page: Page, nations: Nations, maker: Maker) -> None:
        self._page, self._nations, self._maker = page, nations, maker
        self.groups = [(name, party) for name in page.names if (party := maker.of_group_name(name)) and party.kind in _ARMED]
        self._links = dict[str, list[tuple[int, Party]]]()
        self.leader: Party | None = None
        """The group that the report says leads "the rebel forces": they are more than it."""
        for index, noun, party in self._told_links():
            self._links.setdefault(noun, []).append((index, party))
        self._forces = tuple(self._told_forces())

    def _told_links(self) -> Iterator[tuple[int, str, Party]]:
        """(token, noun, group) wherever the report says who rebels or fighters are: "X fighters", "rebels of X", "the rebels, led by X";
        "rebel forces" are rebels.
        """
        for token in self._page.parse:
            if token.pos_ not in {"NOUN", "PROPN"}:
                continue
            sort, noun = sort_of(token)
            if sort not in {"rebel", "fighter", "gunman", "group", "militia"}:
                continue
            noun = "rebel" if noun.split()[0] == "rebel" else singular(token)
            for owner in owners(self._page, self._nations, self._maker, replace(mention_of(token), end=_stretch(token)), told_beside=True):
                if owner.party and owner.party.kind in _ARMED and _are_led(token, noun):
                    self.leader = owner.party
                elif owner.party and owner.party.kind in _ARMED:
                    yield token.i, noun, owner.party
                elif owner.backer and sort == "rebel":
                    yield token.i, noun, self.backed(mention_of(token), owner)

    def _told_forces(self) -> Iterator[tuple[int, Nation]]:
        """(token, nation) wherever the report says whose soldiers, jets or army it tells of."""
        for token in self._page.parse:
            if token.pos_ == "NOUN" and sort_of(token)[0] in {"forces", "materiel"}:
                told_of = owners(self._page, self._nations, self._maker, mention_of(token))
                yield from ((token.i, owner.nation) for owner in told_of if owner.nation)

    def sides(self) -> tuple[Party, ...]:
        """The armed sides the report names, the most named first: its groups, and the forces of each state whose forces it tells of or
        that it is about.
        """
        rule = "a side of the fight the report is about"
        groups = {party.name: party for _, party in reversed(self.groups)}
        named = Counter(party.name for _, party in self.groups)
        forces = Counter(nation for _, nation in self._forces)
        dominant = self._nations.dominant
        nations = dict.fromkeys([*forces, *([dominant] if dominant else ())])
        found = [(named[name], party) for name, party in groups.items()]
        found += [(forces[nation], self._maker.state_body(nation, "forces", rule)) for nation in nations]
        ranked = sorted(found, key=lambda pair: -pair[0])
        return tuple(party.model_copy(update={"words": (), "rule": rule}) for _, party in ranked)

    def last_forces(self, mention: Mention) -> Nation | None:
        """Whose forces the report told of last, in this sentence or the one before; of forces that a state is told to send, that state."""
        if (sender := self._sender(self._page.parse[mention.head])) is not None:
            return sender
        since = max(0, self._page.sentence_of[mention.head] - 1)
        before = [n for i, n in self._forces if i < mention.start and self._page.sentence_of[i] >= since]
        return before[-1] if before else None

    def _sender(self, head: Token) -> Nation | None:
        """The state told to send, withdraw or lose the forces, that may be accused of it ("accused Ostrel of sending troops")."""
        verb = head.head
        if head.dep_ != "dobj" or verb.lemma_ not in words("member_words.keeping"):
            return None
        subjects = [c for c in verb.children if c.dep_ == "nsubj"]
        if not subjects and verb.dep_ == "pcomp":
            above = verb.head.head if verb.head.head.pos_ == "VERB" else verb.head.head.head
            subjects = [c for c in above.children if c.dep_ in {"dobj", "nsubjpass"}]
        names = (self._page.name_at.get(s.i) for s in subjects)
        return next((nation for name in names if name is not None and (nation := self._nations.of_name(name)) is not None), None)

    def backed(self, mention: Mention, owner: Owner) -> Party:
        """Rebels somebody stands behind, called as told; the backer is their affiliation."""
        nation = self._nations.dominant
        return Party(
            name=told(self._page.parse, mention),
            kind="rebel",
            country=nation.country if nation and nation.name != owner.backer else None,
            affiliation=owner.backer,
            rule="as told; the backer is not the actor",
        )

    def apart(self, mention: Mention, owner: Owner) -> Party | None:
        """Forces somebody backs, leads or is fought by, who are not the nation's the report is about: called as told."""
        dominant = self._nations.dominant
        name = told(self._page.parse, mention)
        if owner.backer and (owner.backs or dominant is None or owner.backer != dominant.name):
            person = self._page.name_at[owner.token].kind == "person"
            return self.backed(mention, owner).model_copy(update={"kind": "militia"} if person else {})
        coalition = f"{self._page.parse[owner.token].text}-led coalition"
        if owner.leads and (listed := self._maker.called(coalition)) is not None and listed.name == coalition:
            return listed
        if owner.leads and (dominant is None or owner.leads != dominant.name):
            return Party(name=name, kind="external_forces", rule="forces from abroad, as told")
        if owner.against:
            return Party(name=name, kind="rebel", country=dominant.country if dominant else None, rule="as told, by whom they are against")
        return None

    def linked(self, head: Token, sort: str, noun: str, definite: bool) -> Party | None:
        """The group a common noun stands for: the one the report ties this noun to, else the only one it names, else the last before."""
        ties = self._links.get(noun, ())
        tied = [party for index, party in ties if index < head.i] or [party for _, party in ties]
        own = any(index == head.i for index, _ in ties)
        if tied and (definite or own or sort != "gunman"):
            return tied[-1].model_copy(update={"rule": f"the report calls {tied[-1].name} “{noun}”"})
        kinds: frozenset[ActorKind] = frozenset({"militia"}) if sort == "militia" else _ARMED
        fitting = [(name, party) for name, party in self.groups if party.kind in kinds and not _opposed(name, head)]
        distinct = {party.name for _, party in fitting}
        if len(distinct) == 1 and (definite or sort in {"rebel", "fighter", "militia", "group"}):
            return fitting[0][1].model_copy(update={"rule": f"{fitting[0][1].name} is the only armed group the report names"})
        before = [party for name, party in fitting if name.start < head.i]
        if definite and before and sort in {"group", "fighter", "gunman", "militia"}:
            return before[-1].model_copy(update={"rule": f"{before[-1].name} is the last armed group named before"})
        return None


def _opposed(name: Name, head: Token) -> bool:
    """Whether a group and a noun are subject and object of one verb ("The Front killed two rebels"): the two sides of an act. Of those
    it sent, lost or has, the noun tells its own.
    """
    verb, role = _clause(_root(head.doc, name))
    other, place = _clause(head)
    own = verb is not None and verb.lemma_ in words("member_words.keeping")
    return verb is not None and verb == other and (role in _SUBJECTS) != (place in _SUBJECTS) and not own


def _clause(word: Token) -> tuple[Token | None, str]:
    """The verb a word hangs on and the part it, or what it stands in, plays there."""
    while word.head != word and word.head.pos_ not in {"VERB", "AUX"}:
        word = word.head
    return (word.head, word.dep_) if word.head != word else (None, "")


def _root(doc: Doc, name: Name) -> Token:
    """The word of a name that its other words lean on."""
    return doc[name.start : name.end].root


def _are_led(token: Token, noun: str) -> bool:
    """ "The rebel forces, led by X": forces, which may be of several groups; "the rebels, led by X" are X."""
    return noun != singular(token) and any(c.dep_ == "acl" and c.lemma_ == "lead" for c in token.rights)


def _stretch(head: Token) -> int:
    """The end of the phrase with what explains the head: apposition, participle ("led by X"), prepositions."""
    ends = [
        t.i + 1 for child in head.children if child.i > head.i and child.dep_ in {"appos", "prep", "acl", "punct"} for t in child.subtree
    ]
    return max([head.i + 1, *ends])
