import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

import tacitus
from small_gazetteer import small_gazetteer
from small_incidents import account, coding, document, toll
from small_stores import put
from tacitus.cli import app
from tacitus.errors import InputError, SettingsError, StoreError
from tacitus.exporting import Privacy, Tally
from tacitus.frames import Store as FramedStore
from tacitus.frames import to_geopandas, to_pandas
from tacitus.fusing import fuse
from tacitus.importing import import_codings, read_codings
from tacitus.outgoing import incidents_of_accounts, incidents_of_codings, incidents_of_store
from tacitus.serving.building import record_of
from tacitus.storing import Filter, Store

TEXT = "Shells fell on Al Basera, Kesh and Varn and killed eleven."


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "t.db", person="tester") as opened:
        yield opened


def reports():
    """Two reports of one shelling, and one of three towns that share a toll."""
    first = document(TEXT, publisher="A", ref="a")
    second = document(TEXT + " Again.", publisher="B", ref="b")
    towns = document("Eleven died in three towns.", publisher="C", ref="c", published="2024-06-02")
    whole = account("attack", doc=towns, tolls=["killed 11"], at="province", day="2024-06-01", id="acc:whole")
    at = [whole.where.model_copy(update={"name": n, "precision": "town", "lat": 15.0 + i, "lon": -3.0}) for i, n in enumerate("XYZ")]
    parts = [
        account("attack", doc=towns, at=w, day="2024-06-01", id=f"acc:{w.name}", part_of="acc:whole", trigger=towns.span(7 + n, 12 + n))
        for n, w in enumerate(at)
    ]
    told = [coding(d, account(doc=d, tolls=["killed 11"], by="Orrin army/state_forces/ML")) for d in (first, second)]
    return (first, second, towns), (*told, coding(towns, whole, *parts))


def filled(store):
    documents, codings = reports()
    for one, coded in zip(documents, codings, strict=True):
        put(store, one, coded)
    store.save_events(map(record_of, fuse(documents, codings)))


def test_events_come_with_all_their_accounts(store):
    filled(store)
    found = list(incidents_of_store(store, Filter(), "range"))
    assert [len(i.tellings) for i in found if i.event.type == "shelling"] == [2]
    assert [i.publishers for i in found if i.event.type == "shelling"] == [("A", "B")]


def test_the_policy_asked_for_chooses_the_figures(store):
    filled(store)
    assert {i.event.policy for i in incidents_of_store(store, Filter(), "cautious")} == {"cautious"}
    with pytest.raises(SettingsError, match="unknown policy 'best'"):
        list(incidents_of_store(store, Filter(), "best"))


def test_accounts_stand_alone_when_asked(store):
    filled(store)
    assert len(list(incidents_of_accounts(store, Filter(), "range"))) == 6
    assert len(list(incidents_of_codings(reports()[1], "range"))) == 6


def test_what_is_held_back_in_a_field_is_not_told_by_words_or_shares(store):
    filled(store)
    for found in store.documents():
        store.mark(found.id, "confidential", field="tolls")
    open_, held = (list(incidents_of_accounts(store, Filter(sensitivity=level), "range")) for level in ("confidential", "public"))
    assert sum(i.share is not None for i in open_) == 3
    assert not any(i.share or i.parts or i.quotable or i.figure("killed") for i in held)


def test_a_store_without_events_says_what_to_do(store):
    with pytest.raises(StoreError, match="tacitus events"):
        incidents_of_store(store, Filter(), "range")


def test_towns_know_their_share_of_the_toll():
    found = list(incidents_of_codings([reports()[1][2]], "cautious"))
    assert found[0].parts == 3
    assert [(i.share.of, i.share.among, i.share.index) for i in found[1:]] == [(11, 3, 0), (11, 3, 1), (11, 3, 2)]
    assert {i.share.whole for i in found[1:]} == {found[0].event.id}


def test_a_town_with_a_toll_of_its_own_takes_it_out_of_the_rest():
    coded = reports()[1][2]
    towns = reports()[0][2]
    whole, first, *rest = coded.accounts
    own = first.model_copy(update={"tolls": (toll(towns, "killed 5"),)})
    found = list(incidents_of_codings([coded.model_copy(update={"accounts": (whole, own, *rest)})], "cautious"))
    assert [i.share.of for i in found[1:]] == [None, 6, 6]


def test_frames_have_types_and_keep_unknown_apart():
    pytest.importorskip("geopandas")
    found = list(incidents_of_codings(reports()[1], "range"))
    frame = to_pandas(found)
    assert str(frame["killed"].dtype) == "Int64"
    assert frame["killed"].isna().sum() == 3
    assert frame["start"].dt.year.eq(2024).all()
    places = to_geopandas(found)
    assert places.crs == "EPSG:4326"
    assert places.geometry.isna().sum() == 1  # the province


@pytest.fixture
def framed(tmp_path):
    """A store of three reports, as `from tacitus import Store` opens it."""
    pytest.importorskip("geopandas")
    assert tacitus.Store is FramedStore
    with tacitus.Store(tmp_path / "t.db", person="tester") as opened:
        filled(opened)
        yield opened


def test_the_events_of_a_store_are_had_as_frames(framed):
    frame, places = framed.events().to_pandas(), framed.events().to_geopandas()
    assert list(frame["event_id"]) == [record.id for record in framed.events()]
    assert next(iter(frame["publishers"])) == "A; B"
    assert (places.crs, places.geometry.isna().sum()) == ("EPSG:4326", 1)


def test_a_frame_holds_what_the_filter_the_policy_and_the_limit_say(framed):
    assert set(framed.events(Filter(types=("shelling",))).to_pandas("cautious")["type"]) == {"shelling"}
    assert set(framed.events().to_pandas("cautious")["policy"]) == {"cautious"}
    assert len(framed.events(limit=2).to_pandas()) == 2


def test_a_frame_is_read_anew_and_events_once(framed):
    events = framed.events()
    assert next(events).id == framed.event(next(framed.events()).id).id
    assert len(events.to_pandas()) == len(events.to_pandas()) == len(list(events)) + 1


def test_a_frame_goes_through_the_privacy_rules_when_asked(framed):
    assert set(framed.events().to_pandas(privacy=Privacy(coarsen="admin1"))["place_precision"]) <= {"province", "country"}


def lines(codings):
    return [c.to_json() for c in codings]


def test_codings_come_back_without_loss():
    codings = reports()[1]
    assert tuple(read_codings(lines(codings))) == codings
    assert lines(read_codings(lines(codings))) == lines(codings)


@pytest.mark.parametrize(("line", "told"), [("{}", "line 2: not a coding"), ("no json", "line 2"), ('{"schema": "other/1"}', "line 2")])
def test_what_is_no_coding_is_refused_with_its_line(line, told):
    with pytest.raises(InputError, match=told):
        list(read_codings(["", line], "f.jsonl"))


def test_codings_are_taken_only_when_their_words_stand_in_the_report(store):
    documents, codings = reports()
    put(store, documents[0])
    span = documents[1].span(0, 6)
    moved = replace_trigger(codings[1], span.model_copy(update={"text": "Shelly"}))
    put(store, documents[1])
    outcomes = [done.outcome for done in import_codings(store, [codings[0], codings[0], moved, codings[2]])]
    assert outcomes == ["new", "known", "other words", "no report"]
    assert [c.coding for c in store.codings()] == [codings[0]]


def replace_trigger(coded, span):
    return coded.model_copy(update={"accounts": (coded.accounts[0].model_copy(update={"trigger": span}),)})


@pytest.fixture
def command(tmp_path, monkeypatch):
    small_gazetteer(tmp_path)
    monkeypatch.setenv("TACITUS_GAZETTEER", str(tmp_path / "gazetteer.sqlite"))
    monkeypatch.setenv("TACITUS_STORE", str(tmp_path / "t.db"))
    monkeypatch.chdir(tmp_path)
    with Store(tmp_path / "t.db", person="tester") as opened:
        filled(opened)
    return lambda *words: CliRunner().invoke(app, words)


def test_the_command_writes_each_form_from_the_store_and_from_codings(command, tmp_path):
    (tmp_path / "c.jsonl").write_text("\n".join(lines(reports()[1])), "utf-8")
    for source in ((), ("c.jsonl",)):
        done = command("export", "acled", *source, "-o", "out.csv")
        assert done.exit_code == 0, done.output
        about = json.loads((tmp_path / "out.csv.about.json").read_text("utf-8"))
        assert about["policy"] == "cautious"
        assert about["left_out"]["its toll stands divided at its towns"] == 1
        assert [(c["publisher"], c["reports_read"]) for c in about["coverage"]] == [("A", 1), ("B", 1), ("C", 1)]
    assert done.stdout == ""
    assert "not ACLED data" in done.stderr


def test_codings_are_read_from_standard_input(command):
    done = CliRunner().invoke(app, ["export", "csv", "-"], input="\n".join(lines(reports()[1])))
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) == 7


def test_events_of_reports_coded_anew_are_held_back_and_counted(command, tmp_path):
    documents, codings = reports()
    anew = codings[0].accounts[0].model_copy(update={"id": "acc:new"})
    with Store(tmp_path / "t.db", person="tester") as opened:
        for one, coded in zip(documents[:2], codings[:2], strict=True):
            stamp = coded.coder.model_copy(update={"version": "2"})
            opened.add_coding(coding(one, anew).model_copy(update={"coder": stamp}))
    done = command("export", "csv")
    assert "1 left out: its reports were coded anew" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "kml"), "unknown format 'kml'"),
        (("export", "xlsx"), "needs a file"),
        (("export", "csv", "--policy", "mean"), "unknown policy 'mean'"),
        (("export", "csv", "--coarsen", "street"), "'street' is not known"),
        (("export", "csv", "--type", "war"), "'war' is not known"),
        (("export", "csv", "--names", "show"), "'show' is not known"),
    ],
)
def test_wrong_use_is_told(command, words, told):
    done = command(*words)
    assert done.exit_code != 0
    assert told in done.output + str(done.exception)


def test_confidential_material_is_given_only_when_asked_for(command, tmp_path):
    with Store(tmp_path / "t.db", person="tester") as opened:
        for found in opened.documents():
            if found.publisher == "C":
                opened.mark(found.id, "confidential")
    held, given = command("export", "csv"), command("export", "csv", "--include-confidential")
    assert len(held.stdout.splitlines()) < len(given.stdout.splitlines())
    assert ",C," not in held.stdout


def test_filters_are_declared(command, tmp_path):
    done = command("export", "csv", "--type", "attack", "--since", "2024-06-01", "--delay", "5", "-o", "out.csv")
    assert done.exit_code == 0, done.output
    about = json.loads((tmp_path / "out.csv.about.json").read_text("utf-8"))
    assert about["filters"] == {"type": "attack", "since": "2024-06-01", "from": "store"}
    assert about["rows"] == 4
    assert about["privacy"]["delay_days"] == "5"


def test_codings_are_imported_and_tables_compared(command, tmp_path):
    (tmp_path / "c.jsonl").write_text("\n".join(lines(reports()[1])), "utf-8")
    assert "3 known" in command("import", "coding", "c.jsonl").stdout
    command("export", "acled", "-o", "a.csv")
    command("export", "ucdp", "-o", "u.csv")
    assert "pairs" in command("compare", "a.csv", "u.csv").stdout


def test_a_failed_export_leaves_no_file(command, tmp_path):
    (tmp_path / "bad.jsonl").write_text(lines(reports()[1])[0] + "\nno json\n", "utf-8")
    assert command("export", "csv", "bad.jsonl", "-o", "out.csv").exit_code != 0
    assert not list(tmp_path.glob("out.csv*"))


def test_the_tally_counts_sources_and_left_out():
    tally = Tally("csv", "range")
    list(tally.counted(incidents_of_codings(reports()[1], "range")))
    assert [(c["publisher"], c["accounts_used"]) for c in tally.about()["coverage"]] == [("A", 1), ("B", 1), ("C", 4)]
    assert replace(tally, rows=3).about()["rows"] == 3
