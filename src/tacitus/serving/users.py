"""Users: names, roles and password hashes in one file of their own, so that the record of what happened holds no secret."""

import json
import os
import secrets
import tempfile
from pathlib import Path
from typing import Annotated, Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pydantic import Field, ValidationError

from tacitus.errors import SettingsError, cause
from tacitus.model import Value
from tacitus.storing.records import Sensitivity

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")
"""From the least to the most that is allowed: look; also judge and upload; also see who is registered."""
SHORTEST = 12
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody has this password")


class User(Value):
    """One person. `clearance` is the most sensitive level the person may see; `epoch` rises when old sessions must end."""

    name: Annotated[str, Field(min_length=1, pattern=r"^[\w.@-]+$")]
    role: Role = "reader"
    clearance: Sensitivity = "restricted"
    password: str = ""
    epoch: int = 0

    def may(self, role: Role) -> bool:
        """Whether the person's role is this one or above it."""
        return ROLES.index(self.role) >= ROLES.index(role)


def new_user(name: str, role: str, clearance: str, password: str = "", epoch: int = 0) -> User:
    """A user of these values. Raises `SettingsError` for a name that cannot stand in a log or an address."""
    try:
        return User.model_validate({"name": name, "role": role, "clearance": clearance, "password": password, "epoch": epoch})
    except ValidationError as error:
        raise SettingsError(f"'{name}' cannot be a user's name: take letters, digits and . _ @ - without a space") from error


class _File(Value):
    secret: str
    users: tuple[User, ...] = ()


class Users:
    """The file of users, mode 600. It is read anew for each question, so a change holds at once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def _read(self) -> _File | None:
        try:
            return _File.model_validate_json(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as error:
            raise SettingsError(f"cannot read the users in {self.path}: {error}") from error

    def _write(self, file: _File) -> None:
        try:
            handle, aside = tempfile.mkstemp(dir=self.path.parent, prefix=".users-")
        except OSError as error:
            raise SettingsError(f"cannot write the users to {self.path}: {cause(error)}") from error
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(file.model_dump(mode="json"), stream, indent=1)
        os.replace(aside, self.path)

    def __iter__(self):  # type: ignore[no-untyped-def]  # of users
        file = self._read()
        return iter(file.users if file else ())

    def __bool__(self) -> bool:
        return any(True for _ in self)

    @property
    def secret(self) -> str:
        """What session cookies are signed with; made with the first user."""
        file = self._read()
        return file.secret if file else secrets.token_hex(32)

    def get(self, name: str) -> User | None:
        """The user of exactly this name; None when there is none."""
        return next((user for user in self if user.name == name), None)

    def put(self, user: User, password: str | None = None) -> None:
        """Add a user or change one; a new password ends the person's sessions.

        Raises `SettingsError` for a password shorter than twelve characters.
        """
        before, file = self.get(user.name), self._read() or _File(secret=secrets.token_hex(32))
        if password is not None:
            if len(password) < SHORTEST:
                raise SettingsError(f"the password of {user.name} has fewer than {SHORTEST} characters; take a longer one")
            user = user.model_copy(update={"password": _HASHER.hash(password), "epoch": (before.epoch if before else 0) + 1})
        others = tuple(u for u in file.users if u.name != user.name)
        self._write(_File(secret=file.secret, users=(*others, user)))

    def remove(self, name: str) -> None:
        """Take a user out; what the person decided stays. Raises `SettingsError` when there is none of this name."""
        file = self._read()
        if file is None or self.get(name) is None:
            raise SettingsError(f"there is no user '{name}' in {self.path}")
        self._write(_File(secret=file.secret, users=tuple(u for u in file.users if u.name != name)))

    def check(self, name: str, password: str) -> User | None:
        """The user when the password is right. An unknown name takes as long as a wrong password."""
        user = self.get(name)
        try:
            _HASHER.verify(user.password if user and user.password else _NOBODY, password)
        except (VerificationError, InvalidHashError):
            return None
        return user
