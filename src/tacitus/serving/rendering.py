"""Rendering: templates with what every page needs. Everything is escaped unless a template says otherwise, and none does."""

import re
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import Response
from fastapi.templating import Jinja2Templates
from markupsafe import Markup, escape

from tacitus.serving import wording
from tacitus.serving.desk import Desk
from tacitus.serving.index import Index, claimed, figure_text
from tacitus.serving.users import User
from tacitus.showing import actor_text, claim_text, speaker_text, toll_text, when_text, where_text

HERE = Path(__file__).parent
VENDOR = HERE / "static" / "vendor"
templates = Jinja2Templates(HERE / "templates")
templates.env.autoescape = True
templates.env.trim_blocks = templates.env.lstrip_blocks = True
templates.env.filters |= {
    "type_name": wording.type_name, "place_name": wording.place_name, "headline": wording.headline, "actor_text": actor_text,
    "claim_text": claim_text, "speaker_text": speaker_text, "toll_text": toll_text, "when_text": when_text, "where_text": where_text,
    "figure_text": figure_text, "value_text": wording.value_text, "reading_text": wording.reading_text, "field_name": wording.field_name,
    "readable": wording.readable, "claimed": claimed, "deed": wording.deed, "event_headline": wording.event_headline,
}  # fmt: skip
templates.env.globals |= {"days": wording.days, "grades": wording.GRADES}

CODE = re.compile(r"`([^`]+)`")


def coded(text: str) -> Markup:
    """A docstring with what stands in backticks set as code; all of it is escaped."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))


templates.env.filters["coded"] = coded

NAVIGATION = (
    ("/", "Overview"), ("/queue", "Queue"), ("/events", "Events"), ("/map", "Map"), ("/reports", "Reports"), ("/timeline", "Timelines"),
    ("/lexicon", "Words"), ("/upload", "Add reports"),
)  # fmt: skip
ADMIN = ("/admin", "Admin")


def get_desk(request: Request) -> Desk:
    """The one desk that all pages of the application share."""
    desk: Desk = request.app.state.desk
    return desk


def get_user(request: Request) -> User:
    """Who asks; the guard has put it there."""
    user: User = request.state.user
    return user


TheDesk = Annotated[Desk, Depends(get_desk)]
TheUser = Annotated[User, Depends(get_user)]


def get_index(desk: TheDesk, user: TheUser) -> Index:
    """The index of what the person may see."""
    return desk.index(user.clearance)


TheIndex = Annotated[Index, Depends(get_index)]


def built(name: str) -> bool:
    """Whether a front-end library is there."""
    return (VENDOR / name).exists()


def render(request: Request, template: str, http_status: int = 200, **values: Any) -> Response:
    """A page from a template, with what every page shows: navigation, user, token against forged forms, whether events are being built."""
    user = getattr(request.state, "user", None)
    shared = {
        "navigation": (*NAVIGATION, ADMIN) if user and user.may("admin") else NAVIGATION, "user": user,
        "csrf": getattr(request.state, "csrf", ""), "has_htmx": built("htmx.min.js"), "alone": not request.app.state.guard.users,
        "building": request.app.state.desk.building if user else False,
    }  # fmt: skip
    return templates.TemplateResponse(request, template, shared | values, http_status)
