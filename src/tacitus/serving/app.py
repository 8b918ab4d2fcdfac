"""The application: routes, security and errors put together."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from tacitus.errors import StoreError, TacitusError
from tacitus.serving import admin, api, dossier, lexicons, logins, maps, overview, queue, reports, suggesting, timelines, uploads
from tacitus.serving.desk import Desk
from tacitus.serving.rendering import render
from tacitus.serving.security import Access, Guard, problem
from tacitus.serving.users import Users

STATIC = Path(__file__).parent / "static"
LARGEST = 25_000_000
"""Bytes of a request; a larger one is refused unread."""
TITLES = {404: "Not found", 400: "Cannot be done", 409: "Decided meanwhile", 422: "Not understood"}


def create_app(desk: Desk, access: Access | None = None, users: Users | None = None) -> FastAPI:
    """The desk as an ASGI application. Without `users` it is for one person on this machine."""
    app = FastAPI(title="tacitus", version=version("tacitus"), docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    guard = Guard(access or Access(), users or Users(Path("/nonexistent/users.json")), desk.person)
    app.state.desk, app.state.guard = desk, guard
    app.middleware("http")(guard)
    app.middleware("http")(_bounded)
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for part in (overview, reports, dossier, queue, maps, timelines, lexicons, uploads, suggesting, admin, logins, api):
        app.include_router(part.router)
    app.add_exception_handler(StoreError, _told)
    app.add_exception_handler(TacitusError, _told)
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _told)
    app.add_exception_handler(Exception, _fault)
    return app


async def _bounded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > LARGEST:
        return problem(413, "Too large", f"a request may have {LARGEST:,} bytes", request.url.path)
    return await call_next(request)


async def _told(request: Request, error: Exception) -> Response:
    """An error of use as a page, or as problem+json for the API."""
    status, detail = 404 if isinstance(error, StoreError) else 400, str(error)
    if isinstance(error, HTTPException):
        status, detail = error.status_code, str(error.detail)
        if detail == HTTPStatus.NOT_FOUND.phrase:
            detail = f"There is no page at {request.url.path}."
    if isinstance(error, RequestValidationError):
        status, detail = 422, "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
    return _answer(request, status, TITLES.get(status, "Refused"), detail)


async def _fault(request: Request, error: Exception) -> Response:
    """What nobody foresaw, told as a page; the server's log has where it arose."""
    return _answer(request, 500, "A fault of tacitus itself", f"{type(error).__name__}. The log of the server says where it arose.")


def _answer(request: Request, status: int, title: str, detail: str) -> Response:
    if request.url.path.startswith("/api/"):
        return problem(status, title, detail, request.url.path)
    return render(request, "problem.html", status, title=title, detail=detail)
