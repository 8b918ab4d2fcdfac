"""Security: who asks, what may be asked from where, and the headers every answer carries."""

import hmac
import ipaddress
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from tacitus.errors import SettingsError
from tacitus.serving.rendering import render
from tacitus.serving.users import User, Users

SESSION_HOURS = 12
FAILURES, WINDOW = 5, 300
"""Wrong passwords allowed for one name or from one address within so many seconds."""
OPEN = ("/static/", "/login", "/healthz")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}

Next = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Access:
    """How the desk is reached. Without users there is one person, known by the `token` of the opened address, on loopback only.

    `hosts` are the names (with or without port) it answers to. `header` names the header in which a reverse proxy at one of
    `proxies` passes the log-in; it is ignored from anywhere else. `https`: cookies are marked Secure.
    """

    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    header: str | None = None
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    https: bool = False

    def __post_init__(self) -> None:
        if "*" in self.hosts:
            raise SettingsError("the desk must know the names it is reached by; give each with --host-name instead of '*'")


def is_loopback(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine only."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Throttle:
    """Counts failures by key; too many within the window and the key has to wait."""

    def __init__(self) -> None:
        self._failed: defaultdict[str, deque[float]] = defaultdict(deque)

    def wait(self, *keys: str) -> int:
        """Seconds until any of the keys may try again, 0 = now."""
        return max((self._wait(key) for key in keys), default=0)

    def _wait(self, key: str) -> int:
        failed, moment = self._failed[key], time.monotonic()
        while failed and moment - failed[0] > WINDOW:
            failed.popleft()
        if not failed:
            del self._failed[key]
        return int(WINDOW - (moment - failed[0])) + 1 if len(failed) >= FAILURES else 0

    def failed(self, *keys: str) -> None:
        """Note a failure."""
        for key in keys:
            self._failed[key].append(time.monotonic())

    def forgive(self, *keys: str) -> None:
        """Forget the failures of a key."""
        for key in keys:
            self._failed.pop(key, None)


class Guard:
    """The middleware: host, person, role, CSRF, headers, in this order. `person` names who sits at a desk without users."""

    def __init__(self, access: Access, users: Users, person: str) -> None:
        self.access, self.users, self.throttle = access, users, Throttle()
        self.alone = User(name=person.replace(" ", "_") or "analyst", role="admin", clearance="confidential")
        self._key = secrets.token_hex(32)

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """Let the request through or answer it."""
        response = await self._answer(request, call_next)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.url.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    async def _answer(self, request: Request, call_next: Next) -> Response:
        if not self._host_known(request.headers.get("host", "")):
            return problem(421, "Unknown host", "this desk does not answer to that name", request.url.path)
        if request.url.path.startswith(OPEN):
            return await call_next(request)
        if (token := request.query_params.get("token")) and not self.users:
            return self._opened(request, token)
        user = self.who(request)
        if user is None:
            return self._refused(request)
        request.state.user, request.state.csrf = user, self.csrf(request)
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            if not user.may("reviewer"):
                return refusal(request, 403, "Not allowed", f"The role {user.role} may read only.")
            if not await self._from_here(request):
                return refusal(request, 403, "Not from this desk", "The form's token is missing or old. Load the page again.")
        return await call_next(request)

    def _host_known(self, host: str) -> bool:
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        return host in self.access.hosts or name in self.access.hosts

    def who(self, request: Request) -> User | None:
        """The person who asks: by proxy header, session cookie or, on a desk without users, the token."""
        if self.users:
            return self._by_header(request) or self._by_session(request)
        sent = request.cookies.get("tacitus_token", "") or request.headers.get("authorization", "").removeprefix("Bearer ")
        return self.alone if hmac.compare_digest(sent.encode(), self.access.token.encode()) else None

    def _by_header(self, request: Request) -> User | None:
        here = request.client.host if request.client else ""
        if self.access.header and here in self.access.proxies:
            return self.users.get(request.headers.get(self.access.header, ""))
        return None

    def _by_session(self, request: Request) -> User | None:
        try:
            name, epoch = self._signer.loads(request.cookies.get("tacitus_session", ""), max_age=SESSION_HOURS * 3600)[:2]
        except (BadSignature, ValueError, TypeError):
            return None
        user = self.users.get(name)
        return user if user and user.epoch == epoch else None

    @property
    def _signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.users.secret, salt="session")

    def csrf(self, request: Request) -> str:
        """The token forms carry: it holds for one session."""
        session = request.cookies.get("tacitus_session") or request.cookies.get("tacitus_token") or ""
        return hmac.new(self._key.encode(), session.encode(), sha256).hexdigest()

    async def _from_here(self, request: Request) -> bool:
        """Whether a write was meant: the form's token, or a header no foreign page can send, and no foreign Origin."""
        origin = request.headers.get("origin")
        if origin and origin not in {"null"} and not self._host_known(origin.partition("://")[2]):
            return False
        if "cookie" not in request.headers and request.headers.get("authorization"):
            return True
        await request.body()  # kept by the request, so that the page behind can read the form again
        sent = request.headers.get("x-csrf-token") or str((await request.form()).get("csrf", ""))
        return hmac.compare_digest(sent.encode(), self.csrf(request).encode())

    def _opened(self, request: Request, token: str) -> Response:
        if not hmac.compare_digest(token.encode(), self.access.token.encode()):
            return refusal(request, 403, "Wrong token", "Take the address that `tacitus serve` printed when it was last started.")
        rest = [(k, v) for k, v in request.query_params.multi_items() if k != "token"]
        response = RedirectResponse(request.url.path + (f"?{urlencode(rest)}" if rest else ""), 303)
        self._cookie(response, "tacitus_token", token)
        return response

    def _cookie(self, response: Response, name: str, value: str) -> None:
        response.set_cookie(name, value, httponly=True, samesite="strict", secure=self.access.https, path="/")

    def _refused(self, request: Request) -> Response:
        if request.url.path.startswith("/api/"):
            return refusal(request, 401, "Who asks?", "Log in, or send the token.")
        if self.users:
            return RedirectResponse(f"/login?{urlencode({'next': request.url.path})}", 303)
        return refusal(request, 401, "Who asks?", "Open the address that `tacitus serve` printed; it holds a token for this start.")

    def log_in(self, request: Request, name: str, password: str, then: str) -> tuple[Response | None, str]:
        """The answer to a log-in: (redirect with a session, "") or (None, what is wrong)."""
        here = f"from {request.client.host if request.client else ''}"
        if wait := self.throttle.wait(name, here):
            return None, f"Too many attempts. Try again in {wait} seconds."
        user = self.users.check(name, password)
        if user is None:
            self.throttle.failed(name, here)
            return None, "Name or password is wrong."
        self.throttle.forgive(name, here)
        response = RedirectResponse(then if then.startswith("/") and not then.startswith(("//", "/\\")) else "/", 303)
        self._cookie(response, "tacitus_session", self._signer.dumps([user.name, user.epoch, secrets.token_hex(8)]))
        return response, ""

    def log_out(self) -> Response:
        """End the session in this browser."""
        response = RedirectResponse("/login", 303)
        response.delete_cookie("tacitus_session", path="/", httponly=True, samesite="strict", secure=self.access.https)
        return response


def refusal(request: Request, status: int, title: str, detail: str) -> Response:
    """No, as a page for people, as `application/problem+json` for the API and for scripts."""
    if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
        return problem(status, title, detail, request.url.path)
    return render(request, "problem.html", status, title=title, detail=detail)


def problem(status: int, title: str, detail: str, instance: str = "", headers: Iterable[tuple[str, str]] = ()) -> Response:
    """An answer of type `application/problem+json` (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": instance}
    return JSONResponse(body, status, dict(headers), "application/problem+json")
