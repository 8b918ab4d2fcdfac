import pytest

from fusing.making import report
from tacitus.fusing import Event, fuse

ARMY_DENIES = {"says": [("act", "the army", "state_forces", "denies")], "by": ["army"]}

JETS = "Jets bombed a Mission train of Belgian grain near the old Copper Mill"
CONVOY = {"type": "clash", "by": ["rebels"], "on": ["army"]}
FLOUR = {"text": "The convoy carried flour.", "says": [("target", "the general staff", "state_forces", "asserts")]}


def event(*acts: dict, days: tuple[int, ...] = ()) -> Event:
    made = [report(f"r{n}", act, published=days[n] if days else 4 + n) for n, act in enumerate(acts)]
    (found,) = fuse([d for d, _ in made], [c for _, c in made])
    return found


def fields(found: Event) -> list[str]:
    return [f"{c.kind} {c.field}" for c in found.contradictions]


def killed(low: int | None, high: int | None, who: str, group: str = "civilians") -> dict:
    return {"killed": [(low, high, group, who)]}


ALL = {"killed": [(28, 28, "unspecified", "Olin Marev"), (4, 4, "unspecified", "Irea Sand")]}
SEEN = {"says": [("initiator", "Abu Marev", "witnesses", "asserts")]}


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([{}, {}], []),
        ([{}, ARMY_DENIES], ["denial act"]),
        ([killed(9, 9, "a"), killed(14, 14, "b")], ["rival killed civilians"]),
        ([killed(9, None, "a"), killed(31, 31, "b")], []),  # "at least nine" and 31 can both hold
        ([killed(None, 20, "a"), killed(31, 31, "b")], ["rival killed civilians"]),
        ([killed(9, 9, "City Hospital"), killed(14, 14, "City Hospital")], []),  # a speaker's growing count is history
        ([killed(29, 29, "a"), killed(31, 31, "b", "unspecified")], []),  # civilians among all the dead
        ([killed(31, 31, "a"), killed(29, 29, "b", "unspecified")], ["rival killed civilians"]),  # a part larger than the whole
        ([killed(0, 0, "the army"), killed(6, 6, "b")], ["rival killed civilians"]),  # "no civilians were hit"
        ([{"by": ["army"]}, {"by": ["rebels"]}], ["rival initiator"]),
        ([{"on": ["rebels"]}, {"on": ["people"]}], ["rival target"]),
        ([{"by": ["army"]}, {"says": [("initiator", "each side", "unknown", "asserts")]}], ["rival initiator"]),
        ([{"by": ["army"]}, {"says": [("initiator", "residents", "witnesses", "asserts")]}], []),
        ([CONVOY, CONVOY | FLOUR], ["rival target"]),
        ([CONVOY, CONVOY | {"says": [("target", "the monitors", "monitor", "asserts")]}], []),  # no side speaks
        ([{"day": "3"}, {"day": "4"}], ["rival when"]),
        ([{"day": "3"}, {"day": "May"}], []),  # the month holds the day
        ([{"text": JETS}, {"place": "Belin", "text": JETS + " at noon."}], ["rival where"]),
        ([{"text": JETS}, {"place": "Belin", "text": JETS + " on the road from Arda to Belin."}], []),  # both are told, and one is meant
        ([{"type": "protest"}, {"type": "riot"}], ["rival type"]),
        ([{"type": "attack"}, {"type": "bombing"}], []),  # a vaguer word for the same
        ([{} | ALL | {"text": "Four of the dead were guests."}], []),  # some of those the greater count counts
        ([{} | ALL], ["rival killed"]),
        ([{"killed": [(28, 28, "unspecified", "Olin Marev"), (4, 4, "unspecified", None)]}], []),  # the report itself tells of one spot
        ([{"killed": [(28, 28, "unspecified", "Olin Marev"), (1, 1, "unspecified", "Irea Sand")]}], []),  # one of them
        ([{"by": ["army"]} | SEEN, {"by": ["police"]} | SEEN], []),  # who names both means one side
        ([{"by": ["army"]}, {"by": ["police"]}], ["rival initiator"]),
        ([{"by": ["rebels"]}, {"by": ["Front of the Vale"]}], []),  # a common noun for it
        ([{"by": ["Front"]}, {"by": ["Front of the Vale"]}], []),
        ([{"by": ["Front of the Hills"]}, {"by": ["Front of the Vale"]}], ["rival initiator"]),
        ([{}, ARMY_DENIES, {"says": [("act", "the ministry", "government", "denies")]}], ["denial act"]),  # both deny one thing
        ([{}, {"says": [("act", "Relief Watch", "monitor", "retracts")]}], ["retraction act"]),
        ([{"text": "Shells hit Arda, not the farms of Corvo as first reported."}], ["retraction where"]),
        ([{"text": "It was on Friday, not on Thursday as was earlier reported."}], ["retraction when"]),
        ([{"text": "Nine were killed, not twelve, as wrongly reported."}], ["retraction toll"]),
        ([{"text": "It was a drone, not a rocket as first reported."}], []),  # no field of it
        ([{"text": "Shells hit Arda, not Corvo, as residents feared."}], []),
        ([{"text": "Not in Corvo as first reported.", "says": [("where", "Outlet r0", "outlet", "retracts")]}], ["retraction where"]),
    ],
)
def test_what_contradicts(acts, expected):
    assert fields(event(*acts)) == expected


ROCKETS = {"type": "shelling", "says": [("target", "analysts", "monitor", "asserts")]}
STOPPED = {"type": "interception", "by": ["army"], "text": "The army said all six rockets were shot down."}


@pytest.mark.parametrize(
    ("stopped", "beside", "contradicts"),
    [
        (STOPPED, ROCKETS, True),  # somebody who is no side tells what was hit
        (STOPPED, {"type": "shelling"} | killed(2, 2, "a doctor"), True),
        (STOPPED, {"type": "shelling"} | killed(0, 0, "the army"), False),
        (STOPPED, {"type": "shelling", "says": [("target", "the army", "state_forces", "asserts")]}, False),
        (STOPPED, ROCKETS | {"place": "Belin"}, False),  # another place
        (STOPPED, ROCKETS | {"day": "6"}, False),
        (STOPPED | {"text": "The army shot down five of six rockets."}, ROCKETS, False),
        (STOPPED | {"text": "The army shot down all but one."}, ROCKETS, False),
    ],
)
def test_all_was_stopped_and_yet_something_was_hit(stopped, beside, contradicts):
    document, coding = report("r", stopped, beside, published=8)
    (found,) = (e for e in fuse([document], [coding]) if e.type == "interception")
    assert fields(found) == (["rival act"] if contradicts else [])


def test_what_one_outlet_tells_side_by_side_is_no_rival_type():
    told = [report(f"r{n}", {"type": kind}, outlet="Vale Post") for n, kind in enumerate(("clash", "withdrawal"))]
    others = [report("r2", {"type": "clash"}), report("r3", {"type": "withdrawal"})]
    assert [fields(e) for e in fuse([d for d, _ in told], [c for _, c in told])] == [[]]
    assert [fields(e) for e in fuse([d for d, _ in (*told, *others)], [c for _, c in (*told, *others)])] == [["rival type"]]


def test_a_site_in_a_town_is_no_rival_of_the_town():
    made = [report("r0", {"place": "Arda", "text": JETS}), report("r1", {"place": "Corvo", "text": JETS + " at noon."})]
    site = made[1][1].accounts[0].where.model_copy(update={"precision": "site"})
    coding = made[1][1].model_copy(update={"accounts": (made[1][1].accounts[0].model_copy(update={"where": site}),)})
    (with_site,) = fuse([d for d, _ in made], [made[0][1], coding])
    assert fields(with_site) == []


def test_what_an_outlet_takes_back_in_its_own_words_is_settled_by_it():
    (found,) = event({"text": "Shells hit Arda, not the farms of Corvo as first reported."}).contradictions
    assert [s.value for s in found.sides] == ["taken back: the farms of Corvo", "Arda"]
    assert (found.status, found.resolved_by) == ("resolved", "Outlet r0, 2031-05-04")


def test_a_contradiction_begins_when_its_second_side_is_known():
    (found,) = event(killed(9, 9, "a"), killed(14, 14, "b"), days=(4, 7)).contradictions
    assert str(found.since) == "2031-05-07"
    assert [(s.value, [v.speaker.name for v in s.voices]) for s in found.sides] == [("9 civilians", ["a"]), ("14 civilians", ["b"])]


def test_a_denial_is_settled_when_who_denied_comes_to_confirm():
    confirms = {"says": [("act", "the army", "state_forces", "confirms")], "by": ["army"]}
    (found,) = event(ARMY_DENIES, confirms, days=(4, 9)).contradictions
    assert (found.status, found.resolved_by) == ("resolved", "the army, 2031-05-09")


def test_no_majority_settles_anything():
    many = [{"by": ["army"]}] * 4
    (found,) = event(*many, {"by": ["rebels"]}).contradictions
    assert found.status == "open"
