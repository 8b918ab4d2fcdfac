"""What people decide: judgements, marks, withdrawals."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from small_stores import TEXT, put, report, telling
from tacitus.errors import StoreError
from tacitus.judgement import Evidence, Judgement
from tacitus.model import Claim, ControlEntry, Party, Speaker
from tacitus.storing import EventRecord, Filter, Store
from tacitus.storing.rows import spans
from tacitus.storing.veiling import FIELDS
from tacitus.storing.verifying import verify

DOCUMENT = report(TEXT)
CODING = telling(DOCUMENT, "airstrike bombed", "shelling shelled")
TIME = "2024-04-01T00:00:00.000000Z"


def judge(store: Store, kind: str = "accept", n: int = 0, **more: object) -> Judgement:
    subject = (list(store.accounts())[n].evidence,) if kind != "undo" else ()
    judgement = Judgement(kind=kind, subject=subject, person="ann", time=TIME, **more)  # type: ignore[arg-type]
    store.add_judgement(judgement)
    return judgement


def test_a_judgement_is_kept_once(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    judgement = judge(store, "correct", field="where", value={"place_id": "x:2"}, reason="the paper's own map")
    assert not store.add_judgement(judgement)
    assert list(store.judgements()) == [judgement]
    assert list(store.judgements(DOCUMENT.id)) == [judgement]
    assert list(store.judgements("sha256:other")) == []


def test_an_undo_takes_back_and_can_be_taken_back(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    first = judge(store)
    undo = judge(store, "undo", undoes=first.id)
    assert list(store.judgements()) == []
    assert list(store.judgements(active=False)) == [first, undo]
    judge(store, "undo", undoes=undo.id)
    assert list(store.judgements()) == [first]


def test_an_undo_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="to undo"):
        judge(store, "undo", undoes="jud:none")


def test_judgements_survive_a_new_coding_that_tells_the_same_words(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    judgement = judge(store)
    store.add_coding(telling(DOCUMENT, "shelling shelled", "attack Aircraft bombed", version="2"))
    assert list(store.stray_judgements()) == []
    assert store.account(judgement.subject[0]).account.type == "attack"


def test_judgements_whose_words_no_account_tells_are_listed(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    judgement = judge(store, n=1)
    store.add_coding(telling(DOCUMENT, "airstrike bombed", version="2"))
    assert list(store.stray_judgements()) == [(judgement, judgement.subject[0])]
    assert list(store.judgements()) == [judgement]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bombed", "airstrike"),
        ("shelled", "shelling"),
        ("Monday", "airstrike"),  # no trigger, but in the evidence of one
        ("Strike on", None),  # the headline, which no account was read from
    ],
)
def test_evidence_finds_its_account(words: str, found: str | None) -> None:
    start = DOCUMENT.full.index(words)
    account = Evidence.at(DOCUMENT.id, DOCUMENT.span(start, start + len(words))).found_in(CODING.accounts)
    assert (account.type if account else None) == found


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "undo"},
        {"kind": "accept"},
        {"kind": "same", "subject": 1},
        {"kind": "choose", "subject": 1},
        {"kind": "accept", "subject": 1, "undoes": "jud:1"},
        {"kind": "guess", "subject": 1},
        {"kind": "accept", "subject": 1, "person": ""},
    ],
)
def test_an_incomplete_judgement_is_refused(fields: dict[str, object]) -> None:
    subject = (Evidence(document_id="d", start=0, end=1, text="x"),) * int(fields.pop("subject", 0))  # type: ignore[call-overload]
    with pytest.raises(ValidationError):
        Judgement(**({"person": "ann", "time": TIME, "subject": subject} | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("marks", "level", "accounts"),
    [
        ([], "public", 2),
        (["restricted"], "public", 0),
        (["restricted"], "restricted", 2),
        (["confidential"], "restricted", 0),
        (["confidential"], "confidential", 2),
        (["confidential", "public"], "public", 2),  # the newest mark counts
    ],
)
def test_a_marked_document_stays_within_its_level(store: Store, marks: list[str], level: str, accounts: int) -> None:
    put(store, DOCUMENT, CODING)
    for mark in marks:
        store.mark(DOCUMENT.id, mark)  # type: ignore[arg-type]
    assert store.count_accounts(Filter(sensitivity=level)) == accounts  # type: ignore[arg-type]
    assert (store.coding(DOCUMENT.id, level) is not None) == (accounts > 0)  # type: ignore[arg-type]
    assert len(list(store.documents(level))) == (accounts > 0)  # type: ignore[arg-type]
    assert bool(list(store.search("bombed", Filter(sensitivity=level)))) == (accounts > 0)  # type: ignore[arg-type]


def test_a_marked_field_is_held_back_and_the_rest_given(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    store.mark(DOCUMENT.id, "restricted", field="actors")
    store.mark(DOCUMENT.id, "confidential", field="where")
    assert store.sensitivity(DOCUMENT.id) == {"actors": "restricted", "where": "confidential"}
    public, restricted = (next(store.accounts(Filter(sensitivity=level))).account for level in ("public", "restricted"))
    assert (public.actors, public.where.name, public.where.rule) == ((), None, "held back")
    assert (len(restricted.actors), restricted.where.name) == (1, None)
    assert public.when == CODING.accounts[0].when
    assert (public.trigger, public.tolls[0].min) == (CODING.accounts[0].trigger, 7)
    assert store.coding(DOCUMENT.id, "public").coding.accounts[0] == public
    assert store.coding(DOCUMENT.id).coding == CODING


CLAIMED = ("where", "when", "toll", "weapon", "initiator", "target", "motive")
TELLING = {
    "where": {"where"}, "when": {"when"}, "tolls": {"toll"}, "weapons": {"weapon"}, "actors": {"initiator", "target", "motive"},
    "claims": {"act", *CLAIMED},
}  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_no_words_are_given_that_could_tell_a_field_held_back(store: Store, field: str) -> None:
    party = Claim(field="act", speaker=Speaker(name="Vale Army", kind="state_forces", party=True), evidence=DOCUMENT.span(0, 8))
    told = [Claim(field=name, value=name, speaker=Speaker(name="Vale Monitor"), evidence=DOCUMENT.span(0, 8)) for name in CLAIMED]
    control = ControlEntry(
        place=CODING.accounts[0].where, actor=Party(name="Vale Army", rule="r"), state="full", speaker=Speaker(name="outlet"),
        evidence=DOCUMENT.span(0, 8),
    )  # fmt: skip
    put(store, DOCUMENT, telling(DOCUMENT, "airstrike bombed", claims=(party, *told)).model_copy(update={"control": (control,)}))
    store.mark(DOCUMENT.id, "restricted", field=field)
    given = store.coding(DOCUMENT.id, "public")
    assert given is not None
    words = {text for _, _, text in spans(json.loads(given.coding.to_json()))}
    assert {text.strip("█") for text in words} == {"", "bombed"}
    assert (given.coding.document.title, given.coding.document.ref, given.coding.control) == (None, DOCUMENT.id, ())
    account = given.coding.accounts[0]
    assert not getattr(account, field) or getattr(account, field).rule == "held back"  # type: ignore[attr-defined]
    assert [(span.start, span.end) for span in account.evidence] == [(s.start, s.end) for s in CODING.accounts[0].evidence]
    assert {claim.field for claim in account.claims} == {"act", *CLAIMED} - TELLING[field]
    assert ("Vale Army" in given.coding.to_json()) == (field != "actors")


def test_a_report_is_not_found_by_what_is_held_back_of_it(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    asked = {
        "where": Filter(place="VL"), "actors": Filter(actor="vl-army"), "claims": Filter(speaker="monitor"),
        "when": Filter(start=date(2024, 3, 4)),
    }  # fmt: skip
    for field, wanted in asked.items():
        public = replace(wanted, sensitivity="public")
        assert store.count_accounts(public) == len(list(store.accounts(public))) == 2
        store.mark(DOCUMENT.id, "restricted", field=field)
        assert store.count_accounts(public) == len(list(store.accounts(public))) == 0
        assert store.count_accounts(wanted) == 2
        assert store.count_accounts(Filter(sensitivity="public")) == 2
        store.mark(DOCUMENT.id, "public", field=field)


def test_a_text_of_which_any_field_is_held_back_is_not_given(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    store.mark(DOCUMENT.id, "restricted", field="tolls")
    assert [list(store.documents(level)) for level in ("public", "restricted")] == [[], [DOCUMENT]]
    assert [bool(list(store.search("bombed", Filter(sensitivity=level)))) for level in ("public", "restricted")] == [False, True]
    assert [info.title for level in ("public", "restricted") for info in store.infos(level)] == [None, DOCUMENT.title]


def test_an_event_of_a_marked_report_is_left_out_below_its_level(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    store.save_events([EventRecord(id="e", type="clash", status="happened", evidence=(next(store.accounts()).evidence,), body={})])
    store.mark(DOCUMENT.id, "restricted", field="where")
    assert [len(list(store.events(Filter(sensitivity=level)))) for level in ("public", "restricted")] == [0, 1]


@pytest.mark.parametrize(("level", "field"), [("secret", ""), ("public", "id")])
def test_an_unknown_mark_is_refused(store: Store, level: str, field: str) -> None:
    put(store, DOCUMENT, CODING)
    with pytest.raises(StoreError, match="cannot mark"):
        store.mark(DOCUMENT.id, level, field=field)  # type: ignore[arg-type]


def test_a_withdrawn_report_leaves_every_view(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    judge(store)
    store.save_events([EventRecord(id="e", type="clash", status="happened", evidence=(next(store.accounts()).evidence,), body={})])
    coding = store.coding(DOCUMENT.id)
    store.withdraw(DOCUMENT.id, "the family asked")
    views = (
        store.documents(), store.accounts(), store.codings(current=False), store.judgements(), store.stray_judgements(), store.events(),
        store.search("bombed"), store.captures(), store.captures(DOCUMENT.id), store.captures(locator=DOCUMENT.ref), store.copies(),
    )  # fmt: skip
    assert [list(view) for view in views] == [[]] * len(views)
    assert store.coding(DOCUMENT.id) is None
    assert store.count_accounts() == 0
    for ask in (lambda: store.document(DOCUMENT.id), lambda: store.coding_by_id(coding.id), lambda: store.event("e")):
        with pytest.raises(StoreError):
            ask()
    (grave,) = store.tombstones()
    assert (grave.document_id, grave.reason, grave.person) == (DOCUMENT.id, "the family asked", "tester")


def test_a_withdrawn_report_stays_so_when_it_comes_again(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    store.withdraw(DOCUMENT.id, "the family asked")
    put(store, DOCUMENT, telling(DOCUMENT, "airstrike bombed", version="2"))
    assert list(store.accounts()) == []
    assert list(store.search("bombed")) == []


def test_a_withdrawal_needs_a_reason(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    with pytest.raises(StoreError, match="reason"):
        store.withdraw(DOCUMENT.id, " ")


def test_people_who_write_at_once_make_one_chain(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    subject = (next(store.accounts()).evidence,)

    def write(person: str) -> None:
        with Store(store.url.render_as_string(hide_password=False), archive=store.archive.folder) as own:
            for n in range(8):
                for _ in range(2):  # the same decision sent twice is one row, whoever comes first
                    own.add_judgement(Judgement(kind="note", subject=subject, reason=f"{n}", person=person, time=TIME))
                own.add_coding(telling(DOCUMENT, "airstrike bombed", version=f"{n}"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, ["ann", "ben", "ann", "ben"]))
    assert len(list(store.judgements())) == 16
    assert store.counts()["codings"] == 8
    assert list(verify(store)) == []
