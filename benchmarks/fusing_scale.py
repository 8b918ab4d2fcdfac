"""Made-up accounts for measuring scale: happenings at random towns and days, each told by one to eleven reports that differ a little."""

import random
from datetime import date, timedelta

from tacitus.model import Account, Actor, CoderStamp, Coding, Document, DocumentInfo, Span, Toll, When, Where

TYPES = ("airstrike", "shelling", "clash", "attack", "bombing", "abduction", "protest", "arrest", "displacement", "capture")
STAMP = CoderStamp(version="made up", model="", lexicon="", gazetteer="")
PER_HAPPENING = 5


def made_up(accounts: int, seed: int = 1) -> tuple[list[Document], list[Coding]]:
    """About `accounts` accounts, one a document; towns and days grow with their number, as they do when a collection grows."""
    rng = random.Random(seed)
    happenings = max(1, accounts // PER_HAPPENING)
    towns = [_town(n, rng) for n in range(max(20, happenings // 20))]
    words = [_word(rng) for _ in range(4000 + happenings // 2)]
    documents: list[Document] = []
    codings: list[Coding] = []
    while len(codings) < accounts:
        happening = _happening(rng, towns, words, happenings)
        for _ in range(min(rng.randint(1, 2 * PER_HAPPENING - 1), accounts - len(codings))):
            document, coding = _report(len(codings), rng, happening, words)
            documents.append(document)
            codings.append(coding)
    return documents, codings


Happening = tuple[str, date, Where, int, list[str], str]


def _town(n: int, rng: random.Random) -> Where:
    country = f"X{n % 30:02}"
    return Where(
        name=f"Town {n}", place_id=f"made:{n}", country=country, admin1=f"{country} province {n % 7}", lat=rng.uniform(-35, 60),
        lon=rng.uniform(-120, 140), precision="town", rule="made up",
    )  # fmt: skip


def _word(rng: random.Random) -> str:
    return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))


def _happening(rng: random.Random, towns: list[Where], words: list[str], happenings: int) -> Happening:
    day = date(2020, 1, 1) + timedelta(days=rng.randrange(max(60, happenings // 30)))
    return rng.choice(TYPES), day, rng.choice(towns), rng.randint(0, 40), rng.sample(words, 14), f"Group {rng.randrange(200)}"


def _report(number: int, rng: random.Random, happening: Happening, words: list[str]) -> tuple[Document, Coding]:
    type_, day, where, killed, own, group = happening
    told = [w for w in own if rng.random() < 0.6] + rng.sample(words, 10)
    text = f"Report {number}. {group} at {where.name}: {' '.join(told)}; {killed} were killed."
    published = day + timedelta(days=rng.randint(0, 3))
    document = Document(text=text, ref=f"made-{number}", publisher=f"Outlet {rng.randrange(40)}", published=published)
    whole = document.span(0, len(text))
    trigger = document.span(0, len(f"Report {number}."))
    count = Toll(harm="killed", min=killed, max=killed, words=Span(start=trigger.start, end=trigger.end, text=trigger.text))
    account = Account(
        id=f"made:{number}", type=type_, status="happened", trigger=trigger, evidence=(whole,), when=_when(day, rng),
        where=where if rng.random() < 0.85 else _vague(where, rng),
        actors=(Actor(role="initiator", name=group, kind="rebel", rule="made up"),),
        tolls=(count,),
    )  # fmt: skip
    return document, Coding(document=DocumentInfo.of(document), accounts=(account,), coder=STAMP)


def _when(day: date, rng: random.Random) -> When:
    if rng.random() < 0.8:
        return When(start=day, end=day, precision="day", rule="made up")
    return When(start=day - timedelta(days=1), end=day, precision="days", inferred=True, rule="made up")


def _vague(where: Where, rng: random.Random) -> Where:
    if rng.random() < 0.5:
        return Where(name=where.admin1, country=where.country, admin1=where.admin1, precision="province", rule="made up")
    return Where(name=where.country, country=where.country, precision="country", rule="made up")
