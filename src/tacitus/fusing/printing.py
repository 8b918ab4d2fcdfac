"""The printed form of an event (docs/fusing.md): one JSON object a line, for other programs."""

import json
from typing import Any

from tacitus.fusing.event import Event

SCHEMA = "tacitus-event/1"


def printed(event: Event) -> dict[str, Any]:
    """The event as it is printed.

    `fields` maps each field to `chosen`, `rivals`, `rule` and `policy`; `accounts` lists the accounts with `document` (the caller's own
    name of the report), `id` and `trigger` (its words) with `start` and `end`; `contradictions`, `tolls` and `denials` as in `Event`.
    """
    body: dict[str, Any] = event.model_dump(mode="json", by_alias=True)
    for account in body["accounts"]:
        trigger = account.pop("trigger")
        account["id"] = account.pop("account")
        account |= {"trigger": trigger["text"], "start": trigger["start"], "end": trigger["end"]}
    return {"schema": SCHEMA, **body}


def to_json(event: Event) -> str:
    """`printed` on one line, UTF-8 unescaped."""
    return json.dumps(printed(event), ensure_ascii=False)
