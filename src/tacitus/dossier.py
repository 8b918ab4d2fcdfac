"""The dossier of an event on a terminal: fields with rivals and speakers, tolls over time, contradictions, accounts."""

from collections.abc import Iterable, Sequence

from rich.box import HORIZONTALS
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tacitus.errors import InputError
from tacitus.fusing.changes import EventChange
from tacitus.fusing.control import LedgerRow
from tacitus.fusing.event import Choice, Event, Reading, Voice
from tacitus.fusing.merging import HARMS, bounds, policy
from tacitus.model import Coding


def line(console: Console, text: str, indent: int = 0) -> None:
    """One line, markup read; at a terminal what does not fit goes on under its beginning, elsewhere a line stays one line."""
    if console.is_terminal:
        console.print(Padding(Text.from_markup(text), (0, 0, 0, indent), expand=False))
    else:
        console.print(" " * indent + text, soft_wrap=True, highlight=False)


def show_event(console: Console, event: Event) -> None:
    """Everything an event holds, in the order a careful reader asks: what, how sure, who says, what contradicts, which reports."""
    days = f"{event.first_day or '–'}" + (f" – {event.last_day}" if event.last_day != event.first_day else "")
    line(console, f"[bold]{event.id}[/]  {event.type} · {event.status} · {days} · {escape(event.place.name or 'place not told')}")
    s = event.support
    line(console, f"grade {event.grade} · {counted(s.documents, 'report')} of {counted(s.origins, 'origin')}")
    line(console, f"policy {event.policy}: {policy(event.policy).says}")
    if s.parties:
        line(console, f"sides that speak: {escape(', '.join(s.parties))}")
    if s.non_parties:
        line(console, f"others: {escape(', '.join(s.non_parties))}")
    console.print(_fields(event))
    _tolls(console, event)
    _contradictions(console, event)
    console.print("\n[bold]accounts[/]")
    for m in event.accounts:
        told = f"{m.published or '–'} {m.outlet or '–'} ({m.document}) {m.type}, {m.status}: “{m.trigger.text}”"
        line(console, escape(told), 2)
        line(console, escape("; ".join((f"counts as {m.origin}: {m.origin_rule}", *m.links[:4]))), 6)
    for other in event.possible_duplicates:
        line(console, f"[yellow]possible duplicate[/] {other.event} ({other.score:+.1f}): {escape('; '.join(other.reasons[:4]))}")
    for note in event.notes:
        line(console, f"note: {escape(note)}")


def _fields(event: Event) -> Table:
    table = Table("field", "chosen, who says so, by which rule", "rivals", box=HORIZONTALS, show_lines=True)
    for name, choice in event.fields.items():
        chosen = choice.chosen
        value = Text(chosen.text if chosen else "–", style="bold")
        for told, style in ((_who(chosen.voices) if chosen else "", ""), (choice.rule, "dim")):
            if told:
                value.append(f"\n{told}", style=f"not bold {style}")
        table.add_row(name, value, Text("\n".join(f"{r.text}{_flags(r)} – {_who(r.voices)}" for r in choice.rivals)))
    return table


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 report", "1,024 reports"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _flags(reading: Reading) -> str:
    return f" ({', '.join(f.replace('_', ' ') for f in reading.flags)})" if reading.flags else ""


def _who(voices: Sequence[Voice]) -> str:
    names = list(dict.fromkeys(v.speaker.name for v in voices))
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _tolls(console: Console, event: Event) -> None:
    for harm in HARMS:
        entries = [e for e in event.tolls if e.harm == harm]
        if entries:
            console.print(f"\n[bold]{harm} over time[/]")
        for e in entries:
            people = "" if e.group == "unspecified" else f" {e.whose or e.group}"
            marks = [e.step] * (e.step != "first") + ["the other side's"] * e.enemy + ["superseded"] * e.superseded + ["a part"] * e.part
            words = f" “{e.voice.words.text}”" if e.voice.words else ""
            told = f"{e.voice.day or '–'} {bounds(e.min, e.max)}{people} – {e.voice.speaker.name} ({e.voice.document}){words}"
            line(console, escape(told + (f" [{', '.join(marks)}]" if marks else "")), 2)


def _contradictions(console: Console, event: Event) -> None:
    if event.contradictions:
        console.print("\n[bold]contradictions[/]")
    for c in event.contradictions:
        settled = f", settled by {c.resolved_by}: {c.reason}" if c.status == "resolved" else ""
        line(console, escape(f"{c.kind}: {c.field}, since {c.since or '–'}{settled}"), 2)
        for side in c.sides:
            line(console, escape(f"{side.value}: {_who(side.voices)}"), 6)


def explain_field(event: Event, field: str, codings: Iterable[Coding]) -> str:
    """How the value of a field was chosen: the rule, then every value with the sentence of each who gives it.

    Raises `InputError` when the event has no such field.
    """
    choice = event.fields.get(field)
    if choice is None:
        raise InputError(f"the event {event.id} has no field '{field}'; it has {', '.join(event.fields)}")
    sentences = {(c.document.id, a.id): a.evidence for c in codings for a in c.accounts}
    lines = [f"{field} of {event.id}", f"rule: {escape(choice.rule)} (policy {choice.policy})"]
    if choice.judgement:
        lines.append(f"a person decided: {choice.judgement}")
    for head, reading in _readings(choice):
        lines.append(escape(f"{head} {reading.text}{_flags(reading)}"))
        for v in reading.voices:
            lines.append(escape(f"    {v.day or '–'} {v.speaker.name} ({v.speaker.kind}), {v.outlet or v.document}, counts as {v.origin}"))
            spans = sentences.get((v.document_id, v.account), ())
            whole = next((s for s in spans if v.words and s.start <= v.words.start < s.end), v.words)
            if whole:
                lines.append(escape(f"        “{whole.text}”"))
    return "\n".join(lines)


def _readings(choice: Choice) -> Iterable[tuple[str, Reading]]:
    if choice.chosen:
        yield "chosen:", choice.chosen
    for rival in choice.rivals:
        yield "rival:", rival


def show_changes(console: Console, found: Iterable[EventChange]) -> None:
    """One change a line, in the order given: day, kind, event, field, text, and who said it in which report."""
    for c in found:
        told = c.text if c.field in c.text else f"{c.field} {c.text}"
        line(console, escape(f"{c.day} {c.kind:<16} {c.event[3:11]} {told} – {c.speaker} ({c.document})"))


def show_timeline(console: Console, rows: Iterable[LedgerRow]) -> None:
    """Who is said to hold a place, by day, with who says it and who denies it."""
    for r in rows:
        line(
            console,
            f"[bold]{r.day or '–'}[/] {escape(r.actor)}: {r.state}, {r.standing}" + (f" (event {r.event[3:11]})" if r.event else ""),
        )
        for head, voices in (("said by", r.voices), ("denied by", r.denied_by)):
            names = dict.fromkeys(f"{v.speaker.name} ({v.document})" for v in voices)
            if names:
                line(console, escape(f"{head} {', '.join(names)}"), 4)
