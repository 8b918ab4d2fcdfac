"""Log-in and log-out, for desks with users."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from tacitus.serving.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/login")
def form(request: Request, then: Annotated[str, Query(alias="next")] = "/") -> Response:
    """The form."""
    return render(request, "login.html", wrong="", then=then)


@router.post("/login")
def log_in(
    request: Request, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = "", then: Annotated[str, Form()] = "/"
) -> Response:
    """Check name and password, and go on where the person wanted to."""
    response, wrong = request.app.state.guard.log_in(request, name, password, then)
    if response is None:
        return render(request, "login.html", 429 if wrong.startswith("Too many") else 401, wrong=wrong, then=then)
    answer: Response = response
    return answer


@router.post("/logout")
def log_out(request: Request) -> Response:
    """End the session."""
    answer: Response = request.app.state.guard.log_out()
    return answer
