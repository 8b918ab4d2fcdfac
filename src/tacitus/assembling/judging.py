"""Judging: how likely a telling is an act, which status it has, and how likely two tellings are of one act.

Small linear models over named signs; the weights stand in `data/judge/*.json`, made by `training/train_judge.py` from our own
reports, one file for the rules alone and one for the rules with the learned head. Every judgement can be taken apart into
signs × weights.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tacitus import codebook, lexicon
from tacitus.assembling.likeness import leaning
from tacitus.assembling.telling import WIDE, Telling, close_in_time
from tacitus.model import Account, Actor, Status, Where
from tacitus.odds import Signs, Weights, logistic, logit, weigh
from tacitus.page import LEAD, Page

NEVER = -10.0
"""Log-odds of what the codebook rules out."""


@dataclass(frozen=True)
class Judge:
    """The weights of one judge. `floor` is the probability below which an account is left out.

    A judge with a `base` weighs the base's log-odds as one sign beside the learned head's votes.
    """

    act: Weights
    status: Mapping[Status, Weights]
    pair: Weights
    confidence: Weights
    floor: float
    base: "Judge | None" = None

    @classmethod
    @cache
    def load(cls, name: str) -> "Judge":
        """The judge `rules` or `head`."""
        fields = json.loads(files("tacitus.data").joinpath("judge", f"{name}.json").read_text("utf-8"))
        base = fields.pop("base", None)
        return cls(**fields, base=cls.load(base) if base else None)

    def act_signs(self, telling: Telling) -> Signs:
        """What the act's probability is weighed from."""
        signs = telling_signs(telling)
        return signs if self.base is None else votes(signs) | {"base": weigh(self.base.act, self.base.act_signs(telling))}

    def status_signs(self, telling: Telling) -> Signs:
        """What the status is weighed from."""
        signs = telling_signs(telling)
        if self.base is None:
            return signs
        weights = self.base.status.items()
        return votes(signs) | {f"base={status}": weigh(w, self.base.status_signs(telling)) for status, w in weights}

    def pair_signs(self, page: Page, first: Telling, second: Telling) -> Signs:
        """What the probability of two tellings being of one act is weighed from."""
        signs = pair_signs(page, first, second)
        if self.base is None or page.reading is None:
            return signs
        one, two = first.draft.head, second.draft.head
        again = page.reading.first_at(two)
        return {
            "bias": 1.0,
            "base": weigh(self.base.pair, signs),
            "head same": logit(page.reading.same(one, two)),
            "head first": again,
            "head both first": page.reading.first_at(one) * again,
        }

    def act_odds(self, telling: Telling) -> float:
        """The probability that the telling is of an act at all, whatever its status."""
        return logistic(weigh(self.act, self.act_signs(telling)))

    def statuses(self, telling: Telling) -> dict[Status, float]:
        """Status → probability; sums to 1. An act that ended before the report's story is `historical` (codebook 11), one that the grammar
        negates is `denied`."""
        if telling.background and telling.draft.status == "happened":
            return {"historical": 1.0}
        if telling.draft.status == "denied":
            return {"denied": 1.0}
        signs = self.status_signs(telling)
        raised = {status: math.exp(weigh(weights, signs)) for status, weights in self.status.items()}
        if telling.draft.status in UNREAL and "happened" in raised:
            raised["happened"] *= DOUBTED
        total = sum(raised.values())
        return {status: value / total for status, value in raised.items()}

    def confidence_signs(self, tellings: Sequence[Telling], account: Account) -> Signs:
        """What the confidence in a whole account is weighed from."""
        odds = [self.act_odds(t) for t in tellings]
        if self.base is None:
            return _right_signs(tellings, odds, account)
        own = [t.draft.signs.get("head type", 0.0) for t in tellings if t.draft.type == account.type]
        base = weigh(self.base.confidence, self.base.confidence_signs(tellings, account))
        return {"bias": 1.0, "base": base, "odds": logit(max(odds)), "head type": max(own, default=0.0)}

    def confidence_in(self, tellings: Sequence[Telling], account: Account) -> float:
        """The probability that an account is right as a whole: an act of that type happened."""
        return logistic(weigh(self.confidence, self.confidence_signs(tellings, account)))

    def pair_odds(self, page: Page, first: Telling, second: Telling) -> float:
        """The probability that a telling and a later one, which nothing keeps `apart`, are of one act."""
        weight = weigh(self.pair, self.pair_signs(page, first, second))
        if weight < UNLIKE:
            return logistic(weight)
        return logistic(weight + leaning(page, first, second) - DOUBT * contradicted(first, second))


def votes(signs: Signs) -> Signs:
    """The learned head's votes among the signs, and the bias."""
    return {name: value for name, value in signs.items() if name == "bias" or name.startswith("head ")}


def telling_signs(telling: Telling) -> Signs:
    """The draft's signs and those that need values: how long before the report the act was, how well it is placed, who is in it."""
    when = telling.when
    length = (when.end - when.start).days if when.start and when.end else -1
    return {
        **telling.draft.signs,
        "background": float(telling.background),
        "background*explicit": float(telling.background and not when.inferred),
        "dated": float(telling.own_time and not when.inferred),
        "placed": float(telling.own_place),
        "undated": float(when.start is None),
        "long interval": float(length > 31),
        "ahead": float(telling.ahead),
        "narrow place": float(telling.own_place and telling.where.precision not in WIDE),
        "country only": float(telling.own_place and telling.where.precision == "country"),
        "initiator": float(any(a.role == "initiator" for a in telling.actors)),
        "target": float(any(a.role in {"target", "victim_group"} for a in telling.actors)),
        "armed initiator": float(any(a.role == "initiator" and a.kind in ARMED for a in telling.actors)),
        "has toll": float(bool(telling.tolls)),
    }


ARMED = {"state_forces", "rebel", "militia", "communal", "external_forces", "unidentified_armed"}


UNLIKE = -2.4
"""The log-odds below which nothing else makes two tellings one act: they would stay under 0.2 with all that `leaning` can add."""
DOUBT = 1.0
"""What a contradiction takes from the log-odds where it may be none (`contradicted`)."""
UNREAL = {"planned", "threatened", "hypothetical", "failed"}
DOUBTED = 0.05
"""What is left of the odds of "happened" where the grammar says that the act has not happened."""
UNSURE = {"civilians", "unknown", "unidentified_armed", "protesters", "rioters", "organisation"}
"""Kinds of actors that two tellings may name differently and still mean the same hands."""


def apart(first: Telling, second: Telling) -> bool:
    """What makes two acts distinct (codebook 2): types that are not alike, other places, other days, other hands."""
    if not codebook.alike(first.draft.type, second.draft.type):
        return True
    if first.draft.head == second.draft.head:  # one verb over several towns
        return True
    if first.own_place and second.own_place and not same_area(first.where, second.where):
        return True
    if on_other_days(first, second) and not _may_misdate(first, second):
        return True
    if first.own_time and second.own_time and first.background != second.background:
        return True
    if _is_past(first, second) or _is_past(second, first):
        return True
    return _rivals(first, second) and not _may_miscast(first, second)


def contradicted(first: Telling, second: Telling) -> bool:
    """Whether two tellings that are not `apart` still differ in day or hands, by words that may be of something else."""
    return (_may_misdate(first, second) and on_other_days(first, second)) or (_may_miscast(first, second) and _rivals(first, second))


def on_other_days(first: Telling, second: Telling) -> bool:
    """Whether both have a told day and the two do not meet."""
    dated = all(t.own_time and not t.when.inferred and not t.found for t in (first, second))
    return dated and not close_in_time(first.when, second.when)


def _may_misdate(first: Telling, second: Telling) -> bool:
    """Whether the day of one of two tellings of the story may be that of something else in its sentence."""
    return (first.loose or second.loose) and not first.background and not second.background


def _may_miscast(first: Telling, second: Telling) -> bool:
    """Whether the later telling takes up what was told: in general words and without a place, it may name who spoke or was there."""
    later = max(first, second, key=lambda t: t.draft.head)
    return not later.own_place and not later.draft.signs.get("strong")


def _is_past(first: Telling, second: Telling) -> bool:
    """Whether one is told with a date before the report's story and the other opens the report, which tells what is new."""
    return first.background and first.own_time and not first.when.inferred and not second.background and second.sentence <= 1


def _rivals(first: Telling, second: Telling) -> bool:
    """Both say who did it and none of the hands can be the same, nor is one's doer the other's target."""
    mine, yours = ([a for a in t.actors if a.role == "initiator" and a.kind not in UNSURE] for t in (first, second))
    targets = {a.name for t in (first, second) for a in t.actors if a.role in {"target", "victim_group"}}
    if not mine or not yours or targets & {a.name for a in (*mine, *yours)}:
        return False
    return not any(_same_hands(one, two) for one in mine for two in yours)


def _same_hands(one: Actor, two: Actor) -> bool:
    """The same name, or a general word for one side of a country ("the rebels", "the opposition") and another of that side."""
    general = one.actor_id is None or two.actor_id is None
    one_side = one.kind == two.kind or {one.kind, two.kind} <= AGAINST_THE_STATE or {one.kind, two.kind} <= OF_THE_STATE
    return one.name == two.name or (general and one_side and one.country == two.country)


AGAINST_THE_STATE = {"rebel", "militia", "political"}
OF_THE_STATE = {"state_forces", "government"}


def same_area(first: Where, second: Where) -> bool:
    """Whether two places can be one: the same, or one wide enough to hold the other."""
    if not first.name or not second.name or first.name == second.name:
        return True
    if first.place_id and first.place_id == second.place_id:
        return True
    if first.country and second.country and first.country != second.country:
        return False
    if first.precision not in WIDE and second.precision not in WIDE:
        return bool({first.precision, second.precision} & WITHIN) and _beside(first, second)
    wide, narrow = (first, second) if first.precision in WIDE else (second, first)
    if wide.precision in {"country", "region", "unknown"}:
        return True
    if wide.precision in {"province", "district"}:
        return not (wide.admin1 and narrow.admin1) or wide.admin1 == narrow.admin1
    return False


WITHIN = {"site", "area"}
"""What lies within a town, or beside it."""
BESIDE = 15.0
"""Kilometres within which a site or a quarter belongs to a town."""


def _beside(first: Where, second: Where) -> bool:
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return False
    east = (first.lon - second.lon) * math.cos(math.radians(first.lat))
    return math.hypot(first.lat - second.lat, east) * 111.2 <= BESIDE


def pair_signs(page: Page, first: Telling, second: Telling) -> Signs:
    """What speaks for two tellings being of one act: type, distance, definiteness, and which values they share."""
    one, two = page.parse[first.draft.head], page.parse[second.draft.head]
    gap = second.sentence - first.sentence
    signs = {
        "bias": 1.0,
        "same type": float(first.draft.type == second.draft.type),
        f"types={'+'.join(sorted((first.draft.type, second.draft.type)))}": 1.0,
        "same lemma": float(one.lemma_.lower() == two.lemma_.lower()),
        "same sentence": float(gap == 0),
        "next sentence": float(gap == 1),
        "far": min(abs(gap), 20) / 20,
        "hangs on": float(gap == 0 and (one.is_ancestor(two) or two.is_ancestor(one))),
        "definite": float(any(c.lower_ in lexicon.words("grammar", "determiners.singular") for c in two.lefts) and two.pos_ != "VERB"),
        "indefinite": float(any(c.lower_ in {"a", "an", "another"} for c in two.lefts)),
        "another": float(
            any(
                c.lower_ in {"another", "second", "separate", "other", "separately", "also", "meanwhile"}
                for c in (*two.lefts, *two.head.lefts)
            )
        ),
        "either headline": float(min(first.sentence, second.sentence) == 0 and bool(page.document.title)),
        "plain noun": float(not second.draft.signs.get("strong") and two.pos_ != "VERB"),
        "same status": float(first.draft.status == second.draft.status),
        "both background": float(first.background == second.background),
        "lead": float(first.sentence <= LEAD),
    }
    far = signs["far"]
    signs |= {f"far {name}": far * signs[name] for name in ("same type", "either headline", "definite")}
    signs["far noun"] = far * (two.pos_ != "VERB")
    return signs | _shared_values(first, second)


def _shared_values(first: Telling, second: Telling) -> Signs:
    names = [{(a.role == "initiator", a.name) for a in t.actors} for t in (first, second)]
    tolls = [{(t.harm, t.min, t.max) for t in telling.tolls} for telling in (first, second)]
    killed = [{t for t in toll if t[0] == "killed"} for toll in tolls]
    return {
        "same place": float(first.own_place and second.own_place and first.where.name == second.where.name),
        "wider place": float(first.own_place and second.own_place and first.where.name != second.where.name),
        "one place": float(first.own_place != second.own_place),
        "same time": float(first.own_time and second.own_time and close_in_time(first.when, second.when)),
        "one time": float(first.own_time != second.own_time),
        "shared actor": float(bool(names[0] & names[1])),
        "other actors": float(bool(names[0] and names[1]) and not names[0] & names[1]),
        "no actors": float(not names[1]),
        "same toll": float(bool(tolls[0] & tolls[1])),
        "other toll": float(bool(killed[0] and killed[1]) and not killed[0] & killed[1]),
    }


def _right_signs(tellings: Sequence[Telling], odds: Sequence[float], account: Account) -> Signs:
    """What speaks for an account being right as a whole: how surely, often and plainly its act is told, and what is known of it."""
    own = [t for t in tellings if t.draft.type == account.type]
    types: dict[str, float] = {}
    for telling, likely in zip(tellings, odds, strict=True):
        types[telling.draft.type] = types.get(telling.draft.type, 0.0) + likely
    return {
        "bias": 1.0,
        "odds": logit(max(odds)),
        "retold": min(len(tellings), 5) / 5,
        "sentences": min(len(account.evidence), 5) / 5,
        "type agreed": types.get(account.type, 0.0) / sum(types.values()),
        "types": min(len(types), 4) / 4,
        "strong": max((t.draft.signs.get("strong", 0.0) for t in own), default=0.0),
        "verb and noun": float(any("pos=VERB" in t.draft.signs for t in tellings) and any("pos=NOUN" in t.draft.signs for t in tellings)),
        "headline": float(any(t.sentence == 0 for t in tellings)),
        "dated": float(not account.when.inferred and account.when.start is not None),
        "placed": float(account.where.precision not in WIDE),
        "initiator": float(bool(account.having("initiator"))),
        "target": float(bool(account.having("target", "victim_group"))),
        "toll": float(bool(account.tolls)),
    }
