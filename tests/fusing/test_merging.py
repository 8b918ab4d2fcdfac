import pytest

from fusing.making import evidence, judgement, report
from tacitus.errors import SettingsError
from tacitus.fusing import Event, fuse, policies, under

SIDES = {"by": ["army"], "on": ["rebels"], "type": "clash"}


def event(*acts: dict, days: tuple[int, ...] = (), outlets: tuple[str, ...] = (), judgements=(), policy: str = "range") -> Event:
    """The one event of reports of one act each, published on these days."""
    made = [
        report(f"r{n}", act, published=days[n] if days else 4, outlet=outlets[n] if outlets else None) for n, act in enumerate(acts)
    ]  # fmt: skip
    (found,) = fuse([d for d, _ in made], [c for _, c in made], judgements, policy)
    return found


def killed(*tolls: tuple) -> dict:
    return {"killed": list(tolls)}


def figure(event: Event, policy: str) -> tuple:
    value = under(event, policy).figure("killed")
    return value["low"], value["best"], value["high"]


CITY, NORTH, WATCH = "City Hospital", "North Hospital", "Relief Watch"
ALL = "unspecified"
FIGURES = [
    # one figure
    ([killed((9, 9, "civilians", "medics"))], (4,), ["9 9 9", "9 9 9", "9 9 9"]),
    # between speakers counts coexist; the latest of those well placed is best
    ([killed((12, 12, ALL, "the ministry")), killed((9, None, ALL, CITY))], (4, 5), ["9 9 9", "9 9 12", "9 9 12"]),
    # within one speaker the latest supersedes
    ([killed((9, 9, ALL, CITY)), killed((15, 15, ALL, CITY))], (4, 6), ["15 15 15", "15 15 15", "15 15 15"]),
    # nobody's count is added to another's
    ([killed((3, 3, ALL, CITY)), killed((5, 5, ALL, NORTH))], (4, 4), ["3 3 3", "3 5 5", "3 5 5"]),
    # one speaker's own groups that cannot overlap come to a whole; parts of them do not count twice
    ([killed((6, 6, "combatants", WATCH), (2, 2, "civilians", WATCH), (1, 1, "children", WATCH))], (4,), ["8 8 8", "8 8 8", "8 8 8"]),
    # a wide figure is never narrowed to its middle
    ([killed((24, 99, ALL, "witnesses"))], (4,), ["24 24 24", "24 24 99", "24 24 99"]),
]


@pytest.mark.parametrize(("acts", "days", "figures"), FIGURES)
def test_figures_by_policy(acts, days, figures):
    made = event(*acts, days=days)
    assert [" ".join(map(str, figure(made, name))) for name in ("cautious", "low_best_high", "range")] == figures


def test_vague_words_count_as_the_policy_says():
    document, coding = report("r", killed((24, 99, "unspecified", "witnesses")))
    account = coding.accounts[0]
    vague = account.model_copy(update={"tolls": (account.tolls[0].model_copy(update={"qualifier": "vague"}),)})
    (made,) = fuse([document], [coding.model_copy(update={"accounts": (vague,)})])
    assert [under(made, name).figure("killed")["best"] for name in ("cautious", "low_best_high", "range")] == [12, 12, 24]


def test_a_partys_count_of_enemy_dead_is_flagged_and_never_best():
    act = SIDES | killed((50, 50, "target", "the army")) | {"says": [("toll", "the army", "state_forces", "asserts")]}
    made = event(act)
    choice = made.fields["killed"]
    assert choice.chosen.value["best"] is None
    assert [r.flags for r in choice.rivals] == [("enemy_dead",)]
    assert figure(made, "low_best_high") == (None, None, 50)
    assert figure(made, "range") == (None, None, None)


def test_a_partys_count_of_its_own_dead_counts_when_nobody_else_tells():
    act = SIDES | killed((5, 5, "initiator", "the army")) | {"says": [("toll", "the army", "state_forces", "asserts")]}
    assert event(act).figure("killed")["best"] == 5


def test_a_sides_own_nobody_does_not_make_the_low_figure_nil():
    denial = SIDES | killed((0, 0, "civilians", "the army")) | {"says": [("toll", "the army", "state_forces", "asserts")]}
    made = event(SIDES | killed((9, 9, "civilians", "City Hospital")), denial)
    assert figure(made, "range") == (9, 9, 9)
    assert any(c.field == "killed civilians" for c in made.contradictions)


def test_the_history_of_one_speaker_is_told_in_steps():
    tolls = [killed((n, n, "unspecified", "City Hospital")) for n in (3, 5, 5, 4)]
    steps = [t.step for t in event(*tolls, days=(4, 5, 6, 7)).tolls]
    assert steps == ["first", "raised", "repeated", "lowered"]


def test_every_rival_is_kept_with_its_speaker():
    made = event(killed((9, 9, "civilians", "City Hospital")), killed((17, None, "civilians", "North Clinic")), days=(4, 5))
    choice = made.fields["killed"]
    assert {v.speaker.name for r in (choice.chosen, *choice.rivals) for v in r.voices} == {"City Hospital", "North Clinic"}


def test_switching_the_policy_fuses_nothing_anew_and_comes_back():
    made = event(killed((9, 9, "civilians", "a")), killed((17, 17, "civilians", "b")))
    assert under(under(made, "cautious"), "range") == made
    assert under(made, "cautious").accounts == made.accounts


def test_an_unknown_policy_is_refused_with_the_known_ones():
    with pytest.raises(SettingsError, match="cautious, low_best_high, range"):
        fuse([], [], (), "mean")


def test_each_policy_tells_its_source():
    assert all(p.says and p.source for p in policies().values())


ADMITTED = {"by": ["army"], "says": [("act", "army", "state_forces", "confirms")]}
OWNED = {"by": ["rebels"], "says": [("initiator", "rebels", "rebel", "claims_responsibility")]}


@pytest.mark.parametrize(
    ("acts", "grade"),
    [
        ([{}], "weak"),
        ([{}, {}], "fair"),
        ([OWNED], "confirmed"),
        ([{"by": ["army"]}, {"by": ["rebels"]}], "contested"),
        ([{"status": "denied", "by": ["army"]}], "discounted"),
        ([{"says": [("act", "outlet", "outlet", "retracts")]}], "discounted"),
    ],
)
def test_grades(acts, grade):
    assert event(*acts).grade == grade


@pytest.mark.parametrize(
    ("acts", "field", "chosen", "rule"),
    [
        ([{"type": "attack"}, {"type": "attack"}, {"type": "bombing"}], "type", "attack", "told by most origins"),
        ([{"day": "3"}, {"day": "May"}], "when", "2031-05-03", "the sharpest date, of most origins"),
        ([{"place": "Nord"}, {"place": "Arda"}], "where", "Arda", "the exactest place, of most origins"),
        ([{"by": ["army"]}, {"by": ["army"]}, {"by": ["rebels"]}], "initiator", "army", "named by most origins that are no side"),
        ([{"by": ["army"]}, OWNED], "initiator", "rebels", "owned up to"),
        ([{"status": "happened"}, {"status": "denied"}], "status", "disputed", "told and denied"),
        ([{"status": "disputed", "by": ["army"]}, ADMITTED], "status", "happened", "the side that did it came to confirm it"),
    ],
)  # fmt: skip
def test_choices_name_their_rule(acts, field, chosen, rule):
    choice = event(*acts, days=tuple(range(4, 4 + len(acts)))).fields[field]
    assert (choice.chosen.text, choice.rule) == (chosen, rule)


def test_as_many_for_one_as_for_the_other_leaves_it_open():
    choice = event({"by": ["army"]}, {"by": ["rebels"]}).fields["initiator"]
    assert choice.chosen is None
    assert {r.text for r in choice.rivals} == {"army", "rebels"}


def test_a_person_chooses_and_settles_the_contradiction():
    a, b = report("a", {"by": ["army"]}), report("b", {"by": ["rebels"]})
    decision = judgement("choose", evidence(a), field="initiator", value="rebels", reason="seen on video")
    (made,) = fuse([a[0], b[0]], [a[1], b[1]], [decision])
    assert made.names("initiator") == ("rebels",)
    assert made.fields["initiator"].judgement == decision.id
    assert "Ana" in made.fields["initiator"].rule
    assert "army" in {r.text for r in made.fields["initiator"].rivals}
    (settled,) = [c for c in made.contradictions if c.field == "initiator"]
    assert (settled.status, settled.reason) == ("resolved", "seen on video")


def test_a_persons_own_figure_stands_under_every_policy():
    a = report("a", killed((9, 9, "civilians", "City Hospital")))
    decision = judgement("correct", evidence(a), field="killed", value={"low": 11, "best": 11, "high": 11, "grade": None}, reason="by name")
    (made,) = fuse([a[0]], [a[1]], [decision])
    assert {under(made, name).figure("killed")["best"] for name in policies()} == {11}


@pytest.mark.parametrize(
    ("speaker", "says", "expected"),
    [
        (None, [("toll", "City Hospital", "medics", "asserts")], "City Hospital"),
        (None, [("act", "a driver", "witnesses", "asserts"), ("toll", "City Hospital", "medics", "asserts")], "City Hospital"),
        (None, [("toll", "the army", "state_forces", "denies")], "Outlet r0"),  # who denies it does not give it
        (None, [], "Outlet r0"),
        ("outlet", [("toll", "City Hospital", "medics", "asserts")], "Outlet r0"),  # the outlet's own count
    ],
)
def test_a_toll_that_names_nobody_is_given_by_who_says_its_words(speaker, says, expected):
    (entry,) = event(killed((9, 9, "civilians", speaker)) | {"says": says}).tolls
    assert entry.voice.speaker.name == expected
