import pytest

from fusing.making import Report, evidence, judgement, report
from tacitus.fusing import fuse

SAME = {"day": "3", "place": "Arda"}


def groups(*reports: Report, judgements=()) -> list[set[str]]:
    """The reports of each event, most reports first."""
    events = fuse([d for d, _ in reports], [c for _, c in reports], judgements)
    return sorted(({m.document for m in e.accounts} for e in events), key=lambda g: (-len(g), sorted(g)))


def test_reports_of_one_act_are_one_event():
    assert groups(report("a", SAME), report("b", SAME), report("c", SAME | {"type": "attack"})) == [{"a", "b", "c"}]


def test_one_wrong_link_does_not_swallow_two_incidents():
    # "m" tells the day of the one and hits the next town: it is near both, and the two are still apart
    first = [report(f"a{n}", {"day": "3", "place": "Arda"}) for n in range(3)]
    second = [report(f"b{n}", {"day": "5", "place": "Corvo"}) for n in range(3)]
    made = groups(*first, *second, report("m", {"day": "4", "place": "Nord"}))
    assert all(not ({"a0", "b0"} <= group) for group in made)


def test_two_acts_that_one_report_tells_apart_never_merge():
    both = report("a", SAME | {"text": "Jets hit the port at dawn."}, SAME | {"text": "Jets hit the port again at noon."})
    assert sorted(map(len, groups(both, report("b", SAME)))) == [1, 2]


def test_an_act_the_coder_found_twice_keeps_nobody_apart():
    twice = report("a", SAME | NINE, {"day": "4", "place": "Arda"} | NINE)
    assert groups(twice, report("b", SAME | NINE)) == [{"a", "b"}]


def test_tellings_of_one_change_of_control_in_one_report_are_one():
    both = report("a", SAME | {"type": "clash", "by": ["rebels"]}, SAME | {"type": "capture", "status": "denied", "by": ["rebels"]})
    events = fuse([both[0]], [both[1], report("b", SAME | {"type": "capture", "by": ["rebels"]})[1]])
    assert [len(e.accounts) for e in events] == [3]


def test_a_vague_account_goes_to_the_only_act_it_can_be():
    vague = report("v", {"day": "May", "place": "Arda"})
    assert groups(report("a", SAME), report("b", SAME), vague) == [{"a", "b", "v"}]


def test_a_vague_account_of_two_possible_acts_stays_alone_and_is_doubted():
    vague = report("v", {"day": "May", "place": "Arda"}, published=28)
    reports = (report("a", SAME), report("b", {"day": "20", "place": "Arda"}, published=21), vague)
    assert groups(*reports) == [{"a"}, {"b"}, {"v"}]
    alone = next(e for e in fuse([d for d, _ in reports], [c for _, c in reports]) if e.accounts[0].document == "v")
    assert len(alone.possible_duplicates) == 2
    assert alone.possible_duplicates[0].reasons


def test_a_report_that_tells_two_places_goes_to_the_act_of_either():
    beside = report("v", {"place": "Dorst", "text": "Jets bombed the mill of Arda, it was said in Dorst."})
    first, second = ({"text": f"Jets bombed the {age} mill of Arda."} for age in ("old", "burnt"))
    assert groups(report("a", SAME | first), report("b", SAME | second), beside) == [{"a", "b", "v"}]


def test_what_a_copy_corrects_tells_nobody_apart():
    # the first report puts the bomb into the next town; the third names the right one in quite other words
    text = "A driver blew up a lorry at the gate of the barracks early on Saturday morning in {}."
    first = report("a", {"place": "Corvo", "text": text.format("Corvo")}, outlet="Agency")
    second = report("b", {"place": "Arda", "text": text.format("Arda")}, outlet="Agency", head="CORRECTED:", published=5)
    third = report("c", {"type": "bombing", "place": "Arda", "text": "Explosion."})
    assert groups(first, second, third) == [{"a", "b", "c"}]
    assert {"c"} in groups(first, report("d", {"place": "Corvo", "text": "The Corvo lorry."}), third)


NINE = {"killed": [(9, 9, "civilians", None)]}


@pytest.mark.parametrize(
    ("again", "joined"),
    [
        ({"day": "~20"} | NINE, True),
        ({"day": "~20"}, False),  # no figure by which to know it
        ({"day": "~20", "killed": [(4, 4, "civilians", None)]}, False),  # another figure
        ({"day": "~20", "place": "Corvo"} | NINE, False),
        ({"day": "20"} | NINE, False),  # it says when
        ({"day": "~20", "type": "capture"} | NINE, False),
    ],
)
def test_an_undated_report_tells_an_earlier_act_again_by_its_place_and_figure(again, joined):
    made = groups(report("a", SAME | NINE), report("b", SAME | NINE), report("z", again, published=20))
    assert ({"a", "b", "z"} in made) is joined


@pytest.mark.parametrize(
    ("killed", "text", "joined"),
    [
        (8, "Eight fishmongers died in the bombing of Arda.", True),
        (8, "Eight died in Arda.", False),  # the place alone is no word to know it by
        (80, "80 fishmongers died in the bombing of Arda.", False),
    ],
)
def test_a_close_figure_and_a_rare_word_tell_an_earlier_act_again(killed, text, joined):
    first = [report(ref, SAME | NINE | {"text": f"Jets bombed {ref}mill and {ref}quay, where fishmongers met."}) for ref in ("a", "b")]
    again = {"day": "~20", "killed": [(killed, killed, "civilians", None)], "text": text}
    assert ({"a", "b", "z"} in groups(*first, report("z", again, published=20))) is joined


def test_an_undated_report_that_may_tell_two_earlier_acts_again_tells_neither():
    first, second = report("a", SAME | NINE), report("b", {"day": "9", "place": "Arda"} | NINE, published=9)
    assert groups(first, second, report("z", {"day": "~20"} | NINE, published=20)) == [{"a"}, {"b"}, {"z"}]


def test_an_account_without_a_sharp_day_meets_its_place_under_any_name():
    document, coding = report("v", {"day": "May"}, published=28)
    there = coding.accounts[0].where.model_copy(update={"name": "Ardha"})
    account = coding.accounts[0].model_copy(update={"where": there})
    assert groups(report("a", SAME), (document, coding.model_copy(update={"accounts": (account,)}))) == [{"a", "v"}]


def test_reports_of_other_countries_do_not_share_what_is_told_of_no_place():
    document, coding = report("b", {"place": "Dorst"}, {"type": "talks", "place": None, "day": None})
    abroad = coding.accounts[0].where.model_copy(update={"country": "XK"})
    accounts = (coding.accounts[0].model_copy(update={"where": abroad}), coding.accounts[1])
    made = groups(report("a", {"type": "talks", "place": "Arda"}), (document, coding.model_copy(update={"accounts": accounts})))
    assert {"a", "b"} not in made


@pytest.mark.parametrize(("kind", "expected"), [("same", [{"a", "b"}]), ("merge", [{"a", "b"}])])
def test_a_person_puts_together_what_lies_apart(kind, expected):
    a, b = report("a", SAME), report("b", {"day": "9", "place": "Dorst"}, published=10)
    assert groups(a, b) == [{"a"}, {"b"}]
    assert groups(a, b, judgements=[judgement(kind, evidence(a), evidence(b))]) == expected


def test_not_the_same_keeps_apart_and_the_later_of_two_decisions_stands():
    a, b = report("a", SAME), report("b", SAME)
    apart = judgement("not_same", evidence(a), evidence(b), minute=1)
    together = judgement("same", evidence(a), evidence(b), minute=2)
    assert groups(a, b, judgements=[apart]) == [{"a"}, {"b"}]
    assert groups(a, b, judgements=[together, apart]) == [{"a", "b"}]


def test_split_takes_accounts_out_of_their_event():
    a, b, c = report("a", SAME), report("b", SAME), report("c", SAME)
    assert groups(a, b, c, judgements=[judgement("split", evidence(b))]) == [{"a", "c"}, {"b"}]


def test_a_rejected_account_is_in_no_event_until_it_is_accepted():
    a, b = report("a", SAME), report("b", SAME)
    rejected = judgement("reject", evidence(b), minute=1)
    assert groups(a, b, judgements=[rejected]) == [{"a"}]
    assert groups(a, b, judgements=[rejected, judgement("accept", evidence(b), minute=2)]) == [{"a", "b"}]
