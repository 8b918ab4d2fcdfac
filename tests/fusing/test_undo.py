"""Events are a pure function of accounts, judgements and policy: whatever came and went, and in whatever order it arrived."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fusing.making import evidence, judgement, report
from tacitus.fusing import Difference, Fusion, fuse
from tacitus.judgement import Judgement

ACTS = [
    {"day": "3", "place": "Arda", "killed": [(9, 9, "civilians", None)], "by": ["army"]},
    {"day": "3", "place": "Arda", "killed": [(14, None, "civilians", None)]},
    {"day": "3", "place": "Corvo", "by": ["army"]},
    {"day": "4", "place": "Arda", "type": "attack"},
    {"day": "May", "place": "Nord"},
    {"day": None, "place": None, "status": "historical"},
    {"day": "3", "place": "Arda", "type": "clash", "by": ["rebels"]},
    {"day": "9", "place": "Dorst", "type": "capture", "by": ["rebels"]},
]
REPORTS = [report(f"r{n}", ACTS[n], ACTS[-1 - n], published=4 + n) for n in range(len(ACTS))]
ORDER = tuple(range(len(REPORTS)))
SPOTS = [evidence(made, n) for made in REPORTS for n in (0, 1)]


@st.composite
def decisions(draw) -> list[Judgement]:
    """A random history: decisions on random accounts, some taken back, some of these takings back taken back."""
    made: list[Judgement] = []
    for minute in range(draw(st.integers(0, 7))):
        if made and draw(st.booleans()):
            made.append(judgement("undo", undoes=draw(st.sampled_from(made)).id, minute=minute))
            continue
        kind = draw(st.sampled_from(["same", "not_same", "merge", "split", "reject", "accept", "choose", "correct", "note", "unsure"]))
        several = draw(st.lists(st.sampled_from(SPOTS), min_size=2, max_size=3, unique_by=lambda e: (e.document_id, e.start)))
        more = {"field": "type", "value": "attack"} if kind in {"choose", "correct"} else {}
        made.append(judgement(kind, *several, minute=minute, reason="seen", **more))
    return made


def build(judgements, order=ORDER) -> list[str]:
    """The events in full."""
    documents, codings = [REPORTS[n][0] for n in order], [REPORTS[n][1] for n in order]
    return [event.model_dump_json() for event in fuse(documents, codings, judgements)]


@settings(max_examples=40, deadline=None)
@given(decisions(), st.permutations(range(len(REPORTS))), st.randoms())
def test_no_order_of_arrival_changes_the_events(history, order, random):
    shuffled = list(history)
    random.shuffle(shuffled)
    assert build(shuffled, order) == build(history)


@settings(max_examples=40, deadline=None)
@given(decisions(), decisions())
def test_what_is_undone_leaves_no_trace(history, later):
    later = [j for j in later if j.id not in {old.id for old in history}]
    undone = [judgement("undo", undoes=j.id, minute=30 + n) for n, j in enumerate(later) if j.kind != "undo"]
    redone = [judgement("undo", undoes=j.id, minute=50 + n) for n, j in enumerate(later) if j.kind == "undo"]
    assert build([*history, *later, *undone, *redone]) == build(history)


@settings(max_examples=40, deadline=None)
@given(st.lists(decisions(), min_size=1, max_size=4))
def test_what_a_decision_touches_worked_out_anew_is_what_all_worked_out_anew_is(histories):
    fusion = Fusion([d for d, _ in REPORTS], [c for _, c in REPORTS])
    known = {e.id: e for e in fusion.events()}
    for history in histories:
        found = fusion.update(history)
        assert set(found.gone) <= known.keys()
        known = {i: e for i, e in known.items() if i not in found.gone} | {e.id: e for e in found.changed}
        assert sorted(e.model_dump_json() for e in known.values()) == sorted(build(history))


def test_a_decision_leaves_events_it_does_not_touch_as_they_are():
    fusion = Fusion([d for d, _ in REPORTS], [c for _, c in REPORTS])
    before = fusion.events()
    lighthouse = next(e for e in before if e.type == "capture")
    found = fusion.update([judgement("reject", lighthouse.accounts[0].evidence)])
    assert lighthouse.id in {*found.gone, *(e.id for e in found.changed)}
    untouched = {id(e) for e in before} & {id(e) for e in fusion.events([judgement("reject", lighthouse.accounts[0].evidence)])}
    assert len(untouched) >= len(before) - 2


def test_a_difference_tells_what_is_new_other_and_gone():
    one, other = fuse([d for d, _ in REPORTS[:1]], [c for _, c in REPORTS[:1]])[:2]
    changed = one.model_copy(update={"notes": ("seen",)})
    assert Difference.between([one, other], [changed]) == Difference((changed,), (other.id,))
    assert Difference.between([one, other], [one, other]) == Difference((), ())


def test_each_account_is_in_one_event():
    events = fuse([d for d, _ in REPORTS], [c for _, c in REPORTS])
    held = [(m.document_id, m.account) for e in events for m in e.accounts]
    assert sorted(held) == sorted((d.id, a.id) for d, c in REPORTS for a in c.accounts)
