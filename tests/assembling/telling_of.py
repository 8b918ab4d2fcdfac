"""Tellings, accounts and parties made by hand, for the tables of this folder."""

from datetime import date

from tacitus.assembling.telling import Telling
from tacitus.model import Account, Actor, Span, Toll, When, Where
from tacitus.page import ActDraft, Mark

WORDS = Span(start=0, end=1, text="x")


def day(number, until=None):
    """An interval of told days in May 2031."""
    return When(start=date(2031, 5, number), end=date(2031, 5, until or number), precision="day", rule="told")


def place(name, precision="town", country="XA", admin1="Lisk", words=None):
    return Where(name=name, country=country, admin1=admin1, precision=precision, words=words)


def actor(role, name, kind="state_forces"):
    return Actor(role=role, name=name, kind=kind, rule="made for a test")


def toll(harm, low, high):
    return Toll(harm=harm, min=low, max=high, words=WORDS)


def telling(type_="airstrike", *, status="happened", head=0, when=None, where=None, actors=(), background=False):
    """One telling; what is not given is not told."""
    draft = ActDraft(trigger=Mark(head, head + 1), head=head, type=type_, status=status, signs={"strong": 1.0})
    return Telling(
        draft=draft, sentence=head, evidence=WORDS, trigger=WORDS, when=when or When(), where=where or Where(), actors=tuple(actors),
        tolls=(), own_place=where is not None, own_time=when is not None, background=background, ahead=False,
    )  # fmt: skip


def account(type_="capture", *, status="happened", where=None, actors=(), when=None):
    return Account(
        id="acc:1",
        type=type_,
        status=status,
        trigger=WORDS,
        evidence=(WORDS,),
        where=where or Where(),
        actors=tuple(actors),
        when=when or When(),
    )
