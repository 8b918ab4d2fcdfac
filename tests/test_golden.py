import json

import pytest

from small_gazetteer import small_gazetteer
from tacitus.errors import InputError
from tacitus.golden import GoldReader, align, read_gold
from tacitus.model import Document

TEXT = "Soldiers shelled Belsk on Monday, killing three people, a nurse said. The army denied it. Later they left Old Mirin."
ROW = {
    "id": "r1",
    "accounts": [
        {
            "type": "shelling", "status": "disputed", "core": True, "trigger": "shelled Belsk",
            "evidence": ["Soldiers shelled Belsk on Monday, killing three people, a nurse said."],
            "when": {"start": "2031-05-05", "end": "2031-05-05", "precision": "day", "words": "on Monday", "inferred": False},
            "where": {"name": "Belsk", "words": "Belsk", "country": "Vessaria", "admin1": None, "lat": None, "lon": None,
                      "precision": "town"},
            "actors": [{"role": "initiator", "name": "Vessarian army", "words": ["Soldiers"], "kind": "state_forces"}],
            "tolls": [{"harm": "killed", "group": "unspecified", "min": 3, "max": 3, "words": "three people", "speaker": "a nurse"}],
            "claims": [
                {"field": "act", "speaker": "The army", "speaker_kind": "state_forces", "stance": "denies", "words": "The army denied it."}
            ],
        }
    ],
    "control": [{"place": "Old Mirin", "actor": "Vessarian army", "state": "lost", "speaker": "outlet", "stance": "asserts",
                 "words": "Later they left Old Mirin."}],
    "aggregates": [],
}  # fmt: skip


@pytest.fixture
def reader(tmp_path) -> GoldReader:
    return GoldReader(small_gazetteer(tmp_path))


def test_a_gold_row_is_read_as_a_coding(reader):
    document = Document(text=TEXT, ref="r1")
    coding = reader.coding(document, ROW)
    (account,) = coding.accounts
    assert document.full[account.trigger.start : account.trigger.end] == "shelled Belsk"
    assert (account.where.place_id, account.where.country, account.where.lat) == ("overlay:belsk", "XV", 41.6)
    assert account.claims[0].speaker.party
    assert coding.control[0].place.place_id == "overlay:old-mirin"


def test_a_place_is_that_of_its_country_and_a_far_one_of_the_name_is_another(reader):
    where = ROW["accounts"][0]["where"]
    abroad = json.loads(json.dumps(ROW))
    abroad["accounts"][0]["where"] = where | {"country": "Kolmark"}
    assert reader.coding(Document(text=TEXT), abroad).accounts[0].where.country == "XK2"
    abroad["accounts"][0]["where"] = where | {"lat": 10.0, "lon": 10.0}
    assert reader.coding(Document(text=TEXT), abroad).accounts[0].where.place_id is None


def test_words_that_do_not_stand_in_the_report_are_refused(reader):
    with pytest.raises(InputError, match="do not stand in the report"):
        reader.coding(Document(text="Nothing of the kind.", ref="r1"), ROW)


def test_a_file_of_gold_is_paired_with_its_reports(reader, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(ROW) + "\n", "utf-8")
    documents = [Document(text=TEXT, ref="r1"), Document(text="Another.", ref="r2")]
    assert [d.ref for d, _ in read_gold(documents, gold, reader)] == ["r1"]
    gold.write_text("[]\n", "utf-8")
    with pytest.raises(InputError, match="line 1"):
        list(read_gold(documents, gold, reader))


def test_coded_accounts_are_paired_with_gold_by_their_words(reader):
    gold = reader.coding(Document(text=TEXT), ROW)
    (account,) = gold.accounts
    other = account.model_copy(update={"id": "c1", "type": "attack"})
    words = gold.control[0].evidence
    place = account.where.model_copy(update={"name": "Arda"})
    elsewhere = account.model_copy(update={"id": "c2", "trigger": words, "evidence": (words,), "where": place})
    assert align(gold, gold.model_copy(update={"accounts": (elsewhere, other)})) == {"c1": account.id}
