"""Dossiers: an event with every value, who gives it, who denies it and every source, to be read and printed (Markdown or HTML)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import TextIO

from tacitus.exporting.crosswalk import table
from tacitus.exporting.incident import Incident
from tacitus.exporting.job import Job
from tacitus.exporting.wording import note, title
from tacitus.fusing.event import Reading, TollEntry

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>&~=-])")
_STYLE = (
    "body{font:11pt/1.45 Georgia,serif;max-width:46em;margin:2em auto;padding:0 1em}h1,h2,h3{font-family:sans-serif}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:.25em .5em;text-align:left;vertical-align:top}"
    "blockquote{border-left:3px solid #bbb;margin-left:0;padding-left:1em}section{break-after:page}footer{color:#555;font-size:9pt}"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a dossier: a heading with text, a table (`head` given) or quotations."""

    heading: str
    text: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()


def parts(incident: Incident, job: Job) -> Iterator[Part]:
    """What a dossier holds, in order: summary, values with rivals, history of tolls, contradictions, claims, sources, words of the reports.

    Rival places and quotations are left out where the place was coarsened.
    """
    yield Part(title(incident, job.places), note(incident, job.places))
    values = tuple(_values(incident))
    yield Part("Values", head=("field", "value", "given by", "standing"), rows=values)
    if incident.event.tolls:
        yield Part("Tolls", head=("day", "harm", "count", "of", "by", "step"), rows=tuple(_toll(e) for e in incident.event.tolls))
    if against := [c for c in incident.event.contradictions if incident.quotable or c.field != "where"]:
        told = tuple((c.field, c.kind, c.status, "; ".join(s.value for s in c.sides), c.reason or "") for c in against)
        yield Part("Contradictions", head=("field", "kind", "status", "sides", "settled by"), rows=told)
    claims = tuple(
        (c.speaker.name, c.stance, c.field, c.value or "", t.document.publisher or t.document.ref) for t, _, c in incident.claims
    )
    if claims and incident.quotable:
        yield Part("Claims", head=("speaker", "stance", "on", "value", "in"), rows=claims)
    yield Part("Sources", head=("publisher", "published", "title", "address", "SHA-256 of the text"), rows=tuple(_sources(incident)))
    if incident.quotable:
        quotes = ((s.text, t.document.publisher or t.document.ref or t.document.id) for t in incident.tellings for s in t.account.evidence)
        yield Part("Words of the reports", quotes=tuple(quotes))


def _values(incident: Incident) -> Iterator[tuple[str, ...]]:
    for field, choice in incident.event.fields.items():
        if field == "where" and not incident.quotable:
            yield field, incident.where.name or "", "", "coarsened"
            continue
        for reading in (choice.chosen, *choice.rivals):
            if reading:
                yield (
                    field,
                    reading.text,
                    _voices(reading),
                    choice.rule if reading is choice.chosen else ", ".join(reading.flags) or "rival",
                )


def _voices(reading: Reading) -> str:
    return "; ".join(dict.fromkeys(f"{v.speaker.name} ({v.outlet or v.document})" for v in reading.voices))


def _toll(entry: TollEntry) -> tuple[str, ...]:
    low, high = entry.min, entry.max
    count = f"at least {low}" if high is None else f"up to {high}" if low is None else str(low) if low == high else f"{low}–{high}"
    step = f"{entry.step}, a party's count of its enemy" if entry.enemy else entry.step
    return str(entry.voice.day or ""), entry.harm, count, entry.whose or entry.group, entry.voice.speaker.name, step


def _sources(incident: Incident) -> Iterator[tuple[str, ...]]:
    for d in incident.documents:
        yield d.publisher or d.ref, str(d.published or ""), d.title or "", d.url or "", d.id.removeprefix("sha256:")


def write_markdown(incidents: Iterable[Incident], out: TextIO, job: Job) -> None:
    """One dossier after the other as Markdown; all text of reports is escaped."""
    for incident in incidents:
        job.tally.rows += 1
        for n, part in enumerate(parts(incident, job)):
            out.write(f"{'#' if n == 0 else '##'} {_md(part.heading)}\n\n" + (f"{_md(part.text)}\n\n" if part.text else ""))
            if part.head:
                out.write(f"| {' | '.join(part.head)} |\n|{'---|' * len(part.head)}\n")
                out.writelines(f"| {' | '.join(map(_md, row))} |\n" for row in part.rows)
                out.write("\n")
            out.writelines(f"> {_md(words)}\n>\n> {_md(source)}\n\n" for words, source in part.quotes)
        out.write(f"{_md(_foot(incident, job))}\n\n---\n\n")


def _md(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def write_html(incidents: Iterable[Incident], out: TextIO, job: Job) -> None:
    """All dossiers in one page without scripts or outside files, a printed page each at least; all text is escaped."""
    out.write(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Dossiers</title>'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{_STYLE}</style></head><body>\n"
    )
    for incident in incidents:
        job.tally.rows += 1
        out.write("<section>\n")
        for n, part in enumerate(parts(incident, job)):
            out.write(_html(part, "h1" if n == 0 else "h2"))
        out.write(f"<footer>{escape(_foot(incident, job))}</footer>\n</section>\n")
    out.write("</body></html>\n")


def _html(part: Part, level: str) -> str:
    text = f"<{level}>{escape(part.heading)}</{level}>\n" + (f"<p>{escape(part.text)}</p>\n" if part.text else "")
    if part.head:
        cells = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in part.rows]
        head = "".join(f"<th>{escape(name)}</th>" for name in part.head)
        text += f"<table><tr>{head}</tr>\n" + "".join(f"<tr>{row}</tr>\n" for row in cells) + "</table>\n"
    return text + "".join(f"<blockquote>{escape(w)}<br><cite>{escape(s)}</cite></blockquote>\n" for w, s in part.quotes)


def _foot(incident: Incident, job: Job) -> str:
    coders = ", ".join(dict.fromkeys(f"tacitus {t.coder.version} ({t.coder.model})" for t in incident.tellings))
    level, licence = job.tally.sensitivity, table("wording")["licence"]
    return f"Event {incident.event.id}. Coded by {coders}. Policy: {job.tally.policy}. Sensitivity: up to {level}. {licence}"
