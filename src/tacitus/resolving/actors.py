"""Actors: the words for somebody in an act become parties with a name, a kind and a country."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from tacitus.knowledge.actors import ActorList
from tacitus.knowledge.nouns import is_generic, links, singular, sort_of, words
from tacitus.model import ActorKind, Party, Problem, ProblemKind
from tacitus.page import Mention, Name, Page
from tacitus.resolving import coreference, parties
from tacitus.resolving.name_parties import NameParties
from tacitus.resolving.nations import Gazetteer, Nations
from tacitus.resolving.noun_parties import NounParties
from tacitus.resolving.owners import Owner, owners
from tacitus.resolving.phrases import mention_of, of_phrase, told, with_noun_head
from tacitus.resolving.told import Told

_DEPTH = 3
"""How many pronouns in a row are followed."""
_FOLLOWERS = frozenset({"rebel", "fighter", "militia", "gunman"})
"""Sorts of nouns whose group, told behind them, tells more than their own words ("Albanian guerrillas of the Northern Front")."""
_COUNTED = frozenset(
    {"forces", "police", "security", "border", "rebel", "fighter", "militia", "civilian", "protester", "external", "communal"}
)
"""Sorts of nouns that "others" may be more of."""
_GROUPS: frozenset[ActorKind] = frozenset({"rebel", "militia"})
_SIDES = frozenset({"forces", "police", "security", "rebel", "fighter", "gunman", "militia"})
Result = tuple[tuple[Party, ...], tuple[Problem, ...]]


class ActorResolver:
    """Resolves mentions of one page; build it once for each page, after names and quotations are found."""

    def __init__(self, actors: ActorList, page: Page, gazetteer: Gazetteer | None = None) -> None:
        self._page = page
        self._nations = Nations(actors, page, gazetteer)
        self._maker = parties.Maker(actors, page, self._nations)
        self._told = Told(page, self._nations, self._maker)
        self._names = NameParties(page, self._nations, self._maker)
        self._nouns = NounParties(page, self._nations, self._maker, self._told)

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
        """The parties of the report that are sides of the fighting: see `Told.sides`."""
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
        kind: ProblemKind = "unresolved_reference" if coreference.stands_for(doc[mention.head]) else "ambiguous_actor"
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
        mention = self._counted_before(mention)
        head = doc[mention.head]
        if coreference.stands_for(head) and head.pos_ in {"PRON", "DET"}:
            return self._of_pronoun(head, verbal, depth)
        owned = next(iter(owners(self._page, self._nations, self._maker, mention)), None) if owner is None else None
        if owned is not None and owned.party is not None and owned.token > mention.head and sort_of(head)[0] in _FOLLOWERS:
            return owned.party.model_copy(update={"rule": owned.rule})
        listed = self._maker.of_words(told(doc, mention), verbal=verbal) if owner is None else None
        if listed:
            return listed
        name = self._page.name_at.get(head.i) or self._apposed(mention)
        holder = self._holder(mention) if sort_of(head)[0] != "people" else None  # in "an army-run school" are children
        if holder is not None:
            return self._one(holder, None, verbal, depth)
        if owner is None:
            owner = owned or self._possessor(mention, depth)
        inner = of_phrase(doc, mention) if owner is None and self._is_of(head) else None
        if (
            inner is not None
            and doc[inner.head].pos_ == "NOUN"
            and (sort_of(head)[0] != "materiel" or sort_of(doc[inner.head])[0] in _SIDES)
        ):
            return self._one(inner, None, verbal, depth)
        if name is not None and not self._is_noun(name):
            party = self._names.party(name, mention, owner, verbal)
            if party:
                return party
        if owner is not None and (own := self._own_men(head, owner)) is not None:
            return own
        return self._nouns.party(mention, owner, verbal)

    def _own_men(self, head: Token, owner: Owner) -> Party | None:
        """The fighters of a group by whose name they are called ("eight IRA men"), or those of whoever possesses them ("his men")."""
        if owner.party is not None and owner.party.kind in _GROUPS and head.lower_ in words("member_words.men"):
            return owner.party.model_copy(update={"rule": owner.rule})
        if owner.possessed and singular(head) in words("member_words.possessed"):
            return self._maker.state_body(owner.nation, "forces", owner.rule) if owner.nation else owner.party
        return None

    def _counted_before(self, mention: Mention) -> Mention:
        """Those of whom there are "others": the subject or object told last before it in the sentence ("a soldier was killed and two others
        were wounded"). The mention itself where it says who the others are, and for any other noun."""
        more = self._page.parse[mention.head]
        if more.lower_ not in words("counted.more") or any(c.dep_ in {"amod", "compound"} or c.lower_ == "of" for c in more.children):
            return mention
        before = reversed([t for t in more.sent if t.i < more.i and t.dep_ in {"nsubjpass", "nsubj", "dobj"}])
        first = next((t for t in before if t.pos_ in {"NOUN", "PROPN"} and sort_of(t)[0] in _COUNTED), None)
        return mention if first is None else mention_of(first)

    def _is_of(self, head: Token) -> bool:
        """Whether a head says nothing of its own before "of": a count, a member, or what armed people have ("camps of militias")."""
        counts = head.like_num or head.pos_ == "NUM" or singular(head) in words("member_words.empty")
        return counts or sort_of(head)[0] == "materiel"

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

    def _of_pronoun(self, pronoun: Token, verbal: bool, depth: int) -> Party | None:
        """The party of the first antecedent that resolves; "we" is whoever speaks."""
        if depth >= _DEPTH:
            return None
        if coreference.stands_for(pronoun) == "speaking":
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
