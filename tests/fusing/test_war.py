"""One invented war in 78 reports of eight outlets: every incident is one event and its dossier shows what the reports say."""

import pytest

from fusing.conftest import War, expected

INCIDENTS = {row["id"]: row for row in expected()["incidents"]}


@pytest.mark.parametrize("incident", INCIDENTS)
def test_all_accounts_of_an_incident_are_one_event(war: War, incident):
    assert {m.document for m in war.event(incident).accounts} == {r["report"] for r in INCIDENTS[incident]["reports"]}


def test_no_event_holds_two_incidents(war: War):
    assert [war.incidents_in(e) for e in war.events if len(war.incidents_in(e)) > 1] == []


def test_events_of_an_incident_hold_no_other_account(war: War):
    for event in war.events:
        if war.incidents_in(event):
            assert all(war.incident[m.document_id, m.account] for m in event.accounts)


def test_what_must_not_be_merged_is_not(war: War):
    for incident, row in INCIDENTS.items():
        for other in row["not_to_be_merged_with"]:
            assert war.event(incident).id != war.event(other).id


@pytest.mark.parametrize("incident", INCIDENTS)
def test_every_toll_is_kept_with_speaker_and_report(war: War, incident):
    fused = INCIDENTS[incident]["fused"]
    told = {
        (t.voice.document, t.harm, t.group, t.min, t.max, t.voice.speaker.name.casefold())
        for t in war.event(incident).tolls
    }  # fmt: skip
    for row in (*fused["killed_by_speaker_over_time"], *fused["other_tolls_over_time"]):
        assert (row["report"], row["harm"], row["group"], row["min"], row["max"], row["speaker"].casefold()) in told


@pytest.mark.parametrize("incident", INCIDENTS)
def test_every_denial_confirmation_and_retraction_is_kept(war: War, incident):
    said = {(d.voice.document, d.claim.field, d.claim.stance, d.claim.speaker.name) for d in war.event(incident).denials}
    for row in INCIDENTS[incident]["fused"]["denials_confirmations_retractions"]:
        name = row["speaker"] if (row["report"], row["field"], row["stance"], row["speaker"]) in said else "outlet"
        assert (row["report"], row["field"], row["stance"], name) in said


@pytest.mark.parametrize("incident", INCIDENTS)
def test_origins_are_counted_once(war: War, incident):
    assert war.event(incident).support.origins == INCIDENTS[incident]["independent_outlets"]


CONTRADICTIONS = [
    ("i01", "killed children", {"4 children", "8 children", "9 children"}),
    ("i01", "initiator", {"denied", "told"}),
    ("i02", "killed civilians", {"0 civilians", "6 civilians"}),
    ("i02", "killed combatants", {"0 combatants", "12 combatants"}),
    ("i02", "target", {"Kessit Salvation Front", "people who do not fight"}),
    ("i03", "type", {"capture", "clash", "withdrawal", "transfer"}),
    ("i03", "act", {"denied", "told"}),
    ("i04", "initiator", {"Black Reed", "Kessit Salvation Front"}),
    ("i04", "killed", {"8", "9"}),
    ("i05", "captured civilians", {"11 civilians", "14 civilians"}),
    ("i05", "initiator", {"Banner of Dawn", "Home Shields"}),
    ("i06", "initiator", {"4th Mountain Brigade", "Kessit Salvation Front"}),
    ("i06", "where", {"taken back: on the village of Ruvda", "Ruvda camp"}),
    ("i07", "type", {"protest_repressed", "riot"}),
    ("i07", "killed", {"1", "4"}),
    ("i08", "target", {"a column carrying flour and medicines to the besieged citizens of Gorvesh"}),
    ("i09", "initiator", {"Home Shields", "Banner of Dawn"}),
    ("i10", "initiator", {"Dashqari border guard began", "Dashqari border guard was attacked"}),
    ("i12", "where", {"Deyrak crossing", "Kormat"}),
    ("i13", "where", {"Danabir", "Olmach"}),
    ("i14", "act", {"taken back", "told"}),
    ("i15", "target", {"taken back", "told"}),
    ("i16", "act", {"denied", "told"}),
    ("i17", "captured", {"17", "43"}),
    ("i18", "initiator", {"Kessit Salvation Front", "4th Mountain Brigade"}),
    ("i19", "act", {"denied", "told"}),
    ("i19", "killed banner of dawn", {"11 banner of dawn", "14 banner of dawn"}),
    ("i21", "act", {"denied", "told"}),
    ("i21", "initiator", {"Dashqari military", "each side names the other"}),
    ("i24", "killed civilians", {"2", "3 civilians"}),
    ("i25", "act", {"all were stopped", "some hit"}),
]


@pytest.mark.parametrize(("incident", "field", "sides"), CONTRADICTIONS)
def test_contradictions_say_who_stands_where(war: War, incident, field, sides):
    found = [c for c in war.event(incident).contradictions if c.field == field]
    assert any(sides <= {side.value for side in c.sides} for c in found), [[s.value for s in c.sides] for c in found]
    assert all(side.voices for c in found for side in c.sides)


@pytest.mark.parametrize(("copy", "origin"), expected()["copies"].items())
def test_copies_count_to_the_report_they_copy(war: War, copy, origin):
    for event in war.events:
        outlets = {m.document: m.origin for m in event.accounts}
        if {copy, origin} <= outlets.keys():
            assert outlets[copy] == outlets[origin]
            return
    pytest.fail(f"{copy} and {origin} share no event")


def test_a_correction_supersedes_what_it_corrects(war: War):
    event = war.event("i13")
    assert event.place.name == "Danabir"
    (where,) = [c for c in event.contradictions if (c.field, c.kind) == ("where", "rival")]
    assert (where.status, where.resolved_by) == ("resolved", "Transpolar Press Agency")
    assert [t.superseded for t in event.tolls if t.voice.document == "w1-042"] == [True]


def test_a_retraction_is_settled_by_who_takes_back_and_stays_open_for_the_rest(war: War):
    back = [c for c in war.event("i14").contradictions if c.kind == "retraction"]
    assert back
    assert all(c.status == "resolved" and "Dashqar Conflict Ledger" in (c.resolved_by or "") for c in back)
    assert any("Free Kessit Channel" in {v.outlet for v in side.voices} for c in back for side in c.sides if side.value == "told")


@pytest.mark.parametrize("incident", INCIDENTS)
def test_the_status_is_what_the_reports_make_of_it(war: War, incident):
    assert war.event(incident).status == INCIDENTS[incident]["fused"]["status"]


BEST = [
    ("i01", 31), ("i02", 6), ("i04", 9), ("i06", 13), ("i07", 4), ("i08", 20), ("i13", 8), ("i14", 0), ("i15", 7), ("i18", 4), ("i19", 21),
    ("i20", 0), ("i24", 3),
]  # fmt: skip


@pytest.mark.parametrize(("incident", "killed"), BEST)
def test_the_best_figure_is_the_true_one(war: War, incident, killed):
    figure = war.event(incident).figure("killed")
    assert figure is not None
    assert figure["best"] == killed == INCIDENTS[incident]["true_values"]["killed"]


def test_who_did_it_stays_open_where_only_the_sides_accuse_each_other(war: War):
    assert war.event("i18").names("initiator") == ()
    assert "left open" in war.event("i18").fields["initiator"].rule
