"""Full-text search finds the same on both databases."""

from datetime import date

import pytest

from small_stores import put, report, telling
from tacitus.errors import StoreError
from tacitus.storing import Filter, Store
from tacitus.storing.searching import PIECE, pieces, terms

FIRST = report(
    "Aircraft bombed the market of Ostrel on Monday.\nThe Vale Monitor said seven people were killed.\n"
    "Zoë Marchand's café in Al-Nahr/East was hit; see vale.example/strikes.",
    title="Strike on Ostrel",
)
SECOND = report("Rebels shelled Tarn. Bombing of markets is denied.", title="Tarn under fire", publisher="Quell Daily", published=None)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("market", "12"),  # markets, by its stem
        ("bombing", "12"),
        ("BOMBED", "12"),
        ("bombed market", "12"),
        ("bombed Ostrel", "1"),
        ('"bombed the market"', "1"),
        ('"market bombed"', ""),
        ('"seven people" Ostrel', "1"),
        ("zoe", "1"),  # without the accent
        ("ZOË", "1"),
        ("cafe", "1"),
        ("Nahr", "1"),
        ("al-nahr", "1"),
        ("east", "1"),  # after a stroke
        ("strikes", "1"),
        ("Marchand", "1"),  # before an apostrophe
        ("the", "1"),  # no stop words
        ("Tarn", "2"),
        ("fire", "2"),  # the headline
        ("peace", ""),
        ("Ostrel Tarn", ""),
        ("o'str", ""),
        ('") OR (', ""),  # no query language, so nothing to break
    ],
)
def test_words_are_found_in_reports(store: Store, words: str, found: str) -> None:
    put(store, FIRST)
    put(store, SECOND)
    hits = {hit.document.id for hit in store.search(words)}
    assert hits == {{"1": FIRST.id, "2": SECOND.id}[n] for n in found}


def test_a_snippet_shows_the_words_in_brackets(store: Store) -> None:
    put(store, FIRST)
    (hit,) = store.search("monday")
    assert "of Ostrel on [Monday]" in hit.snippet


def test_accounts_are_found_by_their_evidence_and_by_resolved_names(store: Store) -> None:
    put(store, FIRST, telling(FIRST, "airstrike bombed"))
    (account,) = store.coding(FIRST.id).coding.accounts
    for words in ("aircraft", '"Vale Army"', "North Vale Ostrel"):  # the army and the division stand nowhere in the report
        assert [hit.account_id for hit in store.search(words) if hit.account_id] == [account.id]
    assert [hit.account_id for hit in store.search("café")] == [None]  # not in its evidence


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), ["report", "report", "account", "account"]),
        (Filter(types=("airstrike",)), ["report", "account"]),
        (Filter(types=("riot",)), []),
        (Filter(publisher="Quell Daily"), ["report", "account"]),
        (Filter(document_id=FIRST.id), ["report", "account"]),
        (Filter(place="Ostrel", start=date(2024, 3, 4), statuses=("happened",)), ["report", "report", "account", "account"]),
        (Filter(actor="nobody"), []),
        (Filter(speaker="monitor"), ["report", "report", "account", "account"]),
    ],
)
def test_hits_pass_the_filter(store: Store, wanted: Filter, found: list[str]) -> None:
    put(store, FIRST, telling(FIRST, "airstrike bombed"))
    put(store, SECOND, telling(SECOND, "bombing Bombing"))
    assert ["account" if hit.account_id else "report" for hit in store.search("bombing", wanted)] == found


def test_the_limit_holds_for_reports_and_for_accounts(store: Store) -> None:
    put(store, FIRST, telling(FIRST, "airstrike bombed"))
    put(store, SECOND, telling(SECOND, "bombing Bombing"))
    assert len(list(store.search("bombing", limit=1))) == 2


def test_nothing_to_search_for_is_an_error() -> None:
    with pytest.raises(StoreError, match="at least one word"):
        terms(' "" … ')


def test_a_report_of_any_length_is_searched_to_its_end(store: Store) -> None:
    words = " ".join(f"word{n}" for n in range(60_000))
    long = report(words + " endmost", title=None)
    put(store, long)
    assert len(list(store.search("endmost"))) == 1
    assert "".join(pieces(long.text)) == long.text
    assert max(map(len, pieces("x" * 3 * PIECE))) == PIECE
