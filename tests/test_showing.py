"""Codings as people read them: numbers, markings, values in words, and the way back from a value."""

import io
from datetime import date

import pytest
from rich.console import Console

from tacitus.errors import InputError
from tacitus.explaining import FIELDS, explain
from tacitus.model import (
    Account,
    Actor,
    Claim,
    CoderStamp,
    Coding,
    Document,
    DocumentInfo,
    PlaceOption,
    Problem,
    Span,
    Speaker,
    Status,
    Toll,
    When,
    Where,
)  # fmt: skip
from tacitus.showing import actor_text, chosen, claim_text, rows, show, speaker_text, toll_text, when_text, where_text

TEXT = "Rebels plan [1] to shell Orlo. On Monday the army bombed Besk, killing at least seven, medics said. The army denied it."
REPORT = Document(text=TEXT, ref="a.txt", publisher="The Besk Echo", published=date(2031, 5, 7))


def span(words: str) -> Span:
    start = TEXT.index(words)
    return REPORT.span(start, start + len(words))


def account(number: int, status: Status, trigger: str, sentence: str, **fields: object) -> Account:
    values = {
        "id": f"acc:{number}",
        "type": "airstrike",
        "status": status,
        "trigger": span(trigger),
        "evidence": (span(sentence),),
        **fields,
    }
    return Account.model_validate(values)


PLANNED = account(1, "planned", "shell", "Rebels plan [1] to shell Orlo.")
ARMY = Speaker(name="army", kind="state_forces", party=True)
BOMBED = account(
    2, "disputed", "bombed", "On Monday the army bombed Besk, killing at least seven, medics said.",
    when=When(start=date(2031, 5, 5), end=date(2031, 5, 5), precision="day", words=span("On Monday"), rule="Monday before 2031-05-07"),
    where=Where(
        name="Besk", words=span("Besk"), country="XB", admin1="Besk", precision="town", rule="the only place of that name",
        alternatives=(PlaceOption(name="Besk", place_id=None, country="XC", admin1="Rhenn", score=0.25),),
    ),
    actors=(Actor(role="initiator", name="Orlan military", kind="state_forces", country="XB", words=(span("the army"),)),),
    tolls=(Toll(harm="killed", min=7, words=span("killing at least seven")),),
    claims=(
        Claim(field="act", speaker=Speaker(name="medics", words=span("medics"), kind="medics"), evidence=span("medics said")),
        Claim(field="toll", speaker=Speaker(name="medics", words=span("medics"), kind="medics"), evidence=span("medics said")),
        Claim(field="act", speaker=ARMY, stance="denies", evidence=span("The army denied it")),
    ),
    confidence=0.9,
)  # fmt: skip
CODING = Coding(
    document=DocumentInfo.of(REPORT),
    accounts=(PLANNED, BOMBED),
    problems=(Problem(kind="ambiguous_place", message="Besk may be in XC [too]"),),
    coder=CoderStamp(version="0", model="m", lexicon="l", gazetteer="g"),
)


def shown(status: str, *, colour: bool = False) -> str:
    file = io.StringIO()
    show(Console(file=file, width=120, force_terminal=colour), REPORT, CODING, chosen(CODING, status))
    return file.getvalue()


def test_an_account_keeps_its_number_whatever_is_shown() -> None:
    assert "bombed[2]" in shown("default")
    assert "bombed[2]" in shown("all")
    assert "shell[1] Orlo" in shown("all")
    assert "shell Orlo" in shown("default")
    assert "1 more account is background" in shown("default")


def test_nothing_hangs_on_colour() -> None:
    text = shown("default")
    assert "\x1b[" not in text
    for part in (
        "airstrike  disputed · 2031-05-05 · Besk, XB",
        "at least 7",
        "“On Monday” — Monday before",
        "medics asserts: act, toll",
        "army (state forces, a side) denies: act",
    ):
        assert part in text
    assert "\x1b[" in shown("default", colour=True)


def test_a_reports_brackets_are_not_markup() -> None:
    assert "plan [1] to" in shown("default")
    assert "Besk may be in XC [too]" in shown("default")


def test_a_report_without_accounts_says_so() -> None:
    assert "no account" in shown("failed")


@pytest.mark.parametrize(
    ("toll", "text"),
    [
        ((7, 7, None, "unspecified"), "7"),
        ((7, None, None, "unspecified"), "at least 7"),
        ((None, 20, None, "unspecified"), "up to 20"),
        ((24, 99, "vague", "unspecified"), "24–99 (vague)"),
        ((3, 3, None, "children"), "3 (children)"),
        ((0, 0, None, "civilians"), "0 (civilians)"),
    ],
)
def test_tolls_in_words(toll: tuple[int | None, int | None, str | None, str], text: str) -> None:
    least, most, qualifier, group = toll
    values = {"harm": "killed", "min": least, "max": most, "qualifier": qualifier, "group": group, "words": span("seven")}
    assert toll_text(Toll.model_validate(values)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (when_text(When()), "not told"),
        (when_text(When(start=date(2031, 5, 1), end=date(2031, 5, 3), precision="days")), "2031-05-01 to 2031-05-03 (days)"),
        (when_text(When(start=date(2031, 5, 1), end=date(2031, 5, 1), precision="day", inferred=True)), "2031-05-01 (day, inferred)"),
        (where_text(Where()), "not told"),
        (where_text(BOMBED.where), "Besk, XB (town)"),
        (actor_text(BOMBED.actors[0]), "Orlan military (state forces, XB)"),
        (actor_text(Actor(role="target", name="them", rule="r")), "them"),
        (speaker_text(Speaker(name="medics", kind="medics")), "medics"),
        (speaker_text(Speaker(name="Iva Orn", kind="officials", party=True)), "Iva Orn (officials, a side)"),
        (claim_text(BOMBED.claims[0]), "medics asserts: act"),
        (claim_text(*BOMBED.claims[:2]), "medics asserts: act, toll"),
    ],
)
def test_values_in_words(value: str, text: str) -> None:
    assert value == text


def test_claims_of_one_speaker_in_one_sentence_share_a_row() -> None:
    assert [value for name, value, _ in rows(BOMBED) if name == "says"] == [
        "medics asserts: act, toll",
        "army (state forces, a side) denies: act",
    ]


@pytest.mark.parametrize(
    ("field", "parts"),
    [
        ("type", ("airstrike", "“bombed”")),
        ("status", ("disputed", "army: “The army denied it”")),
        ("when", ("2031-05-05", "Monday before 2031-05-07", "line 1, characters 31 to")),
        ("where", ("Besk, XB (town)", "Besk, Rhenn, XC (score 0.25)")),
        ("actors", ("initiator", "Orlan military")),
        ("tolls", ("killed", "at least 7", "“killing at least seven”")),
        ("weapons", ("not told",)),
        ("claims", ("medics asserts", "army (state forces, a side) denies")),
    ],
)
def test_every_value_leads_back_to_words_and_rule(field: str, parts: tuple[str, ...]) -> None:
    file = io.StringIO()
    Console(file=file, width=160).print(explain(REPORT, CODING, f"2.{field}"))
    for part in parts:
        assert part in file.getvalue()


def test_every_field_is_tested() -> None:
    assert set(FIELDS) == {"type", "status", "when", "where", "actors", "tolls", "weapons", "claims"}


@pytest.mark.parametrize(
    ("path", "message"),
    [("3.when", "are 1 to 2"), ("0.when", "'0'"), ("x", "'x'"), ("²", "'²'"), ("1.", "known are type"), ("1", "for example 1.when")],
)
def test_what_is_not_there_is_named(path: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        explain(REPORT, CODING, path)
