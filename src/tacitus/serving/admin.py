"""Admin: who may use the desk, and the audit log of all that was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from tacitus.errors import SettingsError
from tacitus.serving.rendering import TheDesk, TheUser, render
from tacitus.serving.users import ROLES, Role, User, Users, new_user
from tacitus.storing.audit import check
from tacitus.storing.records import LEVELS, Change, Sensitivity

router = APIRouter(include_in_schema=False)
PAGE = 60


def admin(user: TheUser) -> User:
    """The person, if an admin. Raises 403 for others."""
    if not user.may("admin"):
        raise HTTPException(403, "Only an admin may see this.")
    return user


Admin = Annotated[User, Depends(admin)]


@dataclass(frozen=True, slots=True)
class Look:
    """Which rows of the audit log: older than row `before`, of one `person`, whose action holds `what`. `checked`: test the chain too."""

    before: Annotated[int, Query(ge=0)] = 0
    person: str = ""
    what: str = ""
    checked: str = ""

    def wants(self, change: Change) -> bool:
        """Whether a row is asked for, whatever its number."""
        return self.person in ("", change.person) and self.what in change.action


@router.get("/admin", dependencies=[Depends(admin)])
def page(request: Request, desk: TheDesk, look: Annotated[Look, Depends()]) -> Response:
    """Users, and the audit log, newest row first."""
    every = list(desk.store.changes())
    rows = [c for c in every if look.wants(c)]
    older = [c for c in rows if not look.before or c.seq < look.before]
    shown = older[: -PAGE - 1 : -1]
    return render(
        request, "admin.html", users=list(_users(request)), roles=ROLES, levels=LEVELS, rows=[(c, _link(c)) for c in shown],
        more=shown[-1].seq if len(older) > len(shown) else 0, total=len(rows), person=look.person, what=look.what,
        findings=list(check(every)) if look.checked else [], checked=look.checked, people=sorted({c.person for c in every}),
    )  # fmt: skip


def _link(change: Change) -> str:
    """The page of what a row is about, empty when it has none."""
    return f"/reports/{change.subject}" if change.subject.startswith("sha256:") and not change.action.startswith("withdrawn") else ""


def _users(request: Request) -> Iterator[User]:
    users: Users = request.app.state.guard.users
    yield from sorted(users, key=lambda u: u.name)


class Person(BaseModel):
    """The form of one user. Without `password` the old one stays; `remove` takes the user out."""

    name: str
    role: Role = "reader"
    clearance: Sensitivity = "restricted"
    password: str = ""
    remove: bool = False


@router.post("/admin/users")
def put(request: Request, user: Admin, form: Annotated[Person, Form()]) -> Response:
    """Add a user, change one, or take one out. Nobody takes the last admin's place away; sessions of a changed role end."""
    users: Users = request.app.state.guard.users
    if not users:
        raise HTTPException(409, "This desk is for one person. Stop it and add the first user with `tacitus user add`.")
    before = users.get(form.name)
    others = [u for u in users if u.role == "admin" and u.name != form.name]
    if not others and before and before.role == "admin" and (form.remove or form.role != "admin"):
        raise HTTPException(409, "There must be an admin. Make somebody else admin first.")
    if form.remove:
        users.remove(form.name)
    else:
        _put(users, before, form)
    return RedirectResponse("/admin#users" if form.name != user.name or not form.remove else "/login", 303)


def _put(users: Users, before: User | None, form: Person) -> None:
    if before is None and not form.password:
        raise HTTPException(422, f"{form.name} is new here and needs a password.")
    password, epoch = (before.password, before.epoch + (before.role != form.role)) if before else ("", 0)
    try:
        users.put(new_user(form.name, form.role, form.clearance, password, epoch), form.password or None)
    except SettingsError as error:
        raise HTTPException(422, str(error)) from error
