"""Owners: whose fighters, jets or positions a noun phrase tells of."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tacitus.knowledge.nouns import is_generic, links, singular, sort_of, words
from tacitus.model import Party
from tacitus.page import Mention, Name, Page
from tacitus.resolving.nations import Nation, Nations
from tacitus.resolving.parties import Maker

_HYPHENS = frozenset("-‐‑–")
_BODIES = frozenset({"forces", "police", "security", "border", "government"})
_TITLES = 9
"""Words behind a head within which the one it is loyal to is named, titles before the name included."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom the head of a noun phrase belongs to: a group (`party`) or a `nation`, by the name at `token`.

    `coordinated` when the owner stands before the head and shares it ("Syrian and Russian forces"); `backer` is the name of somebody
    who only stands behind them ("Russian-backed separatists"), `backs` when that is told of it and not only that they are for it
    ("pro-Russian"), and then there is neither party nor nation. `forces` when a nation
    was told by the name of its forces, `possessed` when a pronoun tells the owner. `leads` and `against` are the names of somebody who
    leads them ("US-led forces") and whom they are against ("anti-Assad fighters"), and again there is neither party nor nation.
    """

    token: int
    party: Party | None = None
    nation: Nation | None = None
    backer: str | None = None
    backs: bool = False
    leads: str | None = None
    against: str | None = None
    coordinated: bool = False
    forces: bool = False
    possessed: bool = False
    rule: str = ""


def owners(page: Page, nations: Nations, maker: Maker, mention: Mention, *, told_beside: bool = False) -> Iterator[Owner]:
    """Owners in the mention, the nearest group first, then nations before the head, then names after it.

    Before all of them whoever they are loyal to or led by.
    Before the head any group, demonym or state name owns it, unless "pro-" or "anti-" stands before; "-backed" makes it a backer,
    "-led" only of coalitions. After the head a name owns it behind "of", "from", "with" or "to", or in apposition; with
    `told_beside` also behind "led by" and "known as".
    """
    found = [owner for name in _names(page, mention) if (owner := _owner(page, nations, maker, mention, name, told_beside))]
    if len({o.token for o in found if o.coordinated}) > 1 and _coordinated(page, found):
        yield from found
        return
    found = [replace(o, coordinated=False) for o in found]
    loyal = followed(page, mention.head)
    yield from sorted(
        found, key=lambda o: (loyal is None or o.token != loyal.start, o.party is None, o.nation is None, o.token > mention.head, -o.token)
    )


def _names(page: Page, mention: Mention) -> list[Name]:
    """The names in the mention beside its head, and those coordinated with one behind it ("troops from Armenia and Azerbaijan")."""
    inside = [name for i in range(mention.start, mention.end) if (name := page.name_at.get(i)) and not name.covers(mention.head)]
    inside += [name] if (name := followed(page, mention.head)) is not None else []
    beside = [other for name in inside if name.start > mention.head for other in _conjuncts(page, name)]
    return list(dict.fromkeys([*inside, *beside]))


def _conjuncts(page: Page, name: Name) -> list[Name]:
    return [other for t in page.parse[name.end - 1].conjuncts if (other := page.name_at.get(t.i)) and other != name]


def _owner(page: Page, nations: Nations, maker: Maker, mention: Mention, name: Name, told_beside: bool) -> Owner | None:
    before, after = name.end <= mention.head, name.start > mention.head
    doc = page.parse
    prefix = doc[name.start - 2].lower_ if name.start > 1 and doc[name.start - 1].text in _HYPHENS else ""
    link = doc[name.end + 1].lower_ if name.end + 1 < len(doc) and doc[name.end].text in _HYPHENS else ""
    if (prefix in words("prefixes.all") and prefix != "ex") or links().get(link) in {"backer", "leader"}:
        return _beside(nations, name, prefix, links().get(link), sort_of(doc[mention.head])[0])
    loyal = name == followed(page, mention.head)
    if after and not loyal and not _explains(page, mention, name, told_beside):
        return None
    party = maker.of_group_name(name)
    if party is None and name.kind == "person":
        return _of_person(page, maker, mention, name, loyal)
    nation = None if party else nations.of_name(name) or maker.nation_in(name)
    if party is None and nation is None:
        nation = _unlisted(page, nations, mention, name)
    head_sort = sort_of(doc[mention.head])[0]
    if party is None and nation is None and name.kind == "organisation" and head_sort in {"government", "external", "organisation"}:
        party = maker.of_body(name)
    if party is None and nation is None:
        return None
    forces = party is not None and party.kind == "state_forces"
    if party and (own := maker.nation_of(party)):
        party, nation = None, own
    who = party.name if party else nation.name if nation else ""
    return Owner(
        name.start,
        party,
        nation,
        coordinated=not link and (before or bool(_conjuncts(page, name))),
        forces=forces,
        rule=f"“{doc[name.start : name.end].text}” says whose: {who}",
    )


def _beside(nations: Nations, name: Name, prefix: str, link: str | None, sort: str | None) -> Owner | None:
    """Somebody named beside the head who is not the actor: a backer, whom they are against, or who leads a state's forces."""
    nation = nations.of_name(name)
    called = nation.name if nation else name.full
    if link == "leader":
        return Owner(name.start, leads=called, rule="who leads them is not the actor") if sort in {"forces", "materiel"} else None
    if prefix in {"anti", "non"}:
        return Owner(name.start, against=called, rule="whom they are against is not the actor")
    return Owner(name.start, backer=called, backs=link == "backer", rule="a backer is not the actor")


def _of_person(page: Page, maker: Maker, mention: Mention, name: Name, loyal: bool) -> Owner | None:
    """The side a person leads, by the lists; else, for armed people loyal to somebody, a militia called so (codebook 5)."""
    party = maker.led_by(name, verbal=False)
    if party is None:
        head = page.parse[mention.head]
        tie = page.parse[mention.head + 1].lower_ if mention.head + 1 < len(page.parse) else ""
        if not loyal or tie not in words("member_words.loyal") or sort_of(head)[0] not in {"forces", "fighter", "militia", "gunman"}:
            return None
        return Owner(name.start, maker.loyal_to(head.lower_, name), rule=f"loyal to {name.full}, who leads no listed side")
    nation = maker.nation_of(party)
    return Owner(name.start, None if nation else party, nation, rule=f"{name.full} leads them")


def followed(page: Page, head: int) -> Name | None:
    """The person named behind "led by" or "loyal to", or the group behind "loyal to", right after a head, whatever the parser makes of
    it. Those led by a group may be of several.
    """
    doc = page.parse
    i = head + 1 + (head + 1 < len(doc) and doc[head + 1].text == ",")
    if i + 3 < len(doc) and doc[i].lower_ in words("member_words.believed") and doc[i + 1].lower_ == "to":
        behind = (page.name_at[k] for k in range(i + 2, min(i + _TITLES, len(doc))) if k in page.name_at)
        name = next((name for name in behind if name.kind == "actor"), None)
        return name if name and not any(t.is_punct or t.pos_ == "PRON" for t in doc[i + 2 : name.start]) else None
    if i + 2 >= len(doc) or doc[i].lower_ not in words("member_words.loyal") | words("member_words.led"):
        return None
    if doc[i + 1].lower_ not in {"to", "by", "with"}:
        return None
    kinds = {"person", "actor"} if doc[i].lower_ in words("member_words.loyal") else {"person"}
    behind = (page.name_at[k] for k in range(i + 2, min(i + _TITLES, len(doc))) if k in page.name_at)
    name = next((name for name in behind if name.kind in kinds), None)
    return name if name and not any(t.is_punct or t.pos_ == "VERB" for t in doc[i + 2 : name.start]) else None


def _unlisted(page: Page, nations: Nations, mention: Mention, name: Name) -> Nation | None:
    """The nation of a name nothing confirms: the dominant one behind a generic body ("units of the Armed Forces"), a new one for an
    unknown place that has forces of its own ("Tolmas mortars").
    """
    if is_generic(name.full):
        return nations.dominant if sort_of(page.parse[name.end - 1])[0] in _BODIES else None  # "Islamist" is nobody's
    if name.kind != "place" or name.end > mention.head or nations.knows_place(name.full):
        return None
    sited = singular(page.parse[mention.head]) in words("member_words.sites")  # "Acholpii camp" is a place's name
    owns = _possessive(page, name) or (not sited and page.parse[name.end - 1].dep_ in {"compound", "nmod", "amod"})
    return nations.invented(name.full) if owns and sort_of(page.parse[mention.head])[0] in {"forces", "materiel", "police"} else None


def _possessive(page: Page, name: Name) -> bool:
    return name.end < len(page.parse) and page.parse[name.end].tag_ == "POS"


def _coordinated(page: Page, found: list[Owner]) -> bool:
    tokens = sorted(o.token for o in found if o.coordinated)
    return any(t.lower_ in {"and", ",", "or", "&"} for t in page.parse[tokens[0] : tokens[-1]])


BESIDE = 7
"""Words, articles left out, that may stand between a head and the name told beside it (", led by the radical Islamist group X")."""


def _explains(page: Page, mention: Mention, name: Name, told_beside: bool) -> bool:
    """Whether a name after the head says who the head is."""
    first = min([name, *_conjuncts(page, name)], key=lambda n: (n.start < mention.head, n.start))
    between = [
        t.lower_
        for t in page.parse[mention.head + 1 : first.start]
        if t.lower_ not in {"the", "a", "an", "so", "called", "-", '"', "“", "neighbouring", "neighboring", "nearby"}
        and t.i not in page.name_at  # "of the Shiite X"
    ]
    if not between or between in (["called"], ["known", "as"], [","], ["("], ["loyal", "to"], ["belonging", "to"], ["group"], ["movement"]):
        return True
    if told_beside and ("by" in between or "as" in between or "including" in between) and len(between) <= BESIDE:
        return True
    groups = name.kind in {"actor", "organisation", "person"}
    places = name.kind in {"place", "demonym"} and between[-1] in {"of", "to", "from"}
    return between[-1] in words("member_words.prepositions") - {"in", "under"} and len(between) <= 5 and (groups or places)
