"""Adding reports: pasted text is coded at once, files beside the running requests with a page that shows how far it is."""

import hashlib
import re
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from tacitus.intake import KINDS, Intake, Outcome
from tacitus.model import Document
from tacitus.reading import ReadProblem
from tacitus.reading.cleaning import clean, clean_line
from tacitus.reading.rows import Options
from tacitus.receiving import Receipt, Receiver
from tacitus.serving.desk import Desk
from tacitus.serving.rendering import TheDesk, TheUser, render
from tacitus.storing import Capture, Store

router = APIRouter(include_in_schema=False)
KEPT = 50


@dataclass
class Job:
    """One upload of files. Written by its thread, read by pages."""

    files: int
    done: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    accounts: int = 0
    reports: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    building: bool = False
    over: bool = False

    @property
    def seen(self) -> int:
        """How many reports were looked at so far."""
        return sum(self.counts.values())


_jobs: dict[str, Job] = {}


class Pasted(BaseModel):
    """The form of one report."""

    text: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""


@router.get("/upload")
def page(request: Request) -> Response:
    """The form."""
    return render(request, "upload.html", problem="", form=Pasted())


@router.post("/upload/text")
def paste(request: Request, desk: TheDesk, user: TheUser, form: Annotated[Pasted, Form()]) -> Response:
    """Code one pasted report and show it."""
    try:
        day = date.fromisoformat(form.published) if form.published else None
    except ValueError:
        return _again(request, f"“{form.published}” is no date; write it as 2026-03-09.", form)
    if not form.text.strip():
        return _again(request, "There is no text.", form)
    receipt = _receipt(_document(form, day), form.text)
    with desk.writing:
        outcome = next((o for o in Intake(desk.acting(user.name), desk.coder).take(receipt) if isinstance(o, Outcome)), None)
    if outcome is None or outcome.document_id is None or outcome.kind == "withdrawn":
        return _again(request, "This report was withdrawn from the store before.", form)
    desk.rebuild()
    return RedirectResponse(f"/reports/{outcome.document_id}", 303)


def _again(request: Request, problem: str, form: Pasted) -> Response:
    return render(request, "upload.html", 422, problem=problem, form=form)


def _document(form: Pasted, day: date | None) -> Document:
    return Document(
        text=clean(form.text), title=clean_line(form.title) or None, publisher=clean_line(form.publisher) or None, published=day,
        ref="pasted", raw_sha256=hashlib.sha256(form.text.encode()).hexdigest(),
    )  # fmt: skip


def _receipt(document: Document, text: str) -> Receipt:
    capture = Capture(
        kind="file", locator=f"pasted:{document.id[7:19]}", raw_sha256=document.raw_sha256 or "", text_id=document.id,
        title=document.title, publisher=document.publisher, published=document.published,
    )  # fmt: skip
    return Receipt(capture, text.encode(), document)


@router.post("/upload/files")
def files(desk: TheDesk, user: TheUser, files: Annotated[list[UploadFile], File()], published: Annotated[str, Form()] = "") -> Response:
    """Take files in; they are coded beside this request."""
    given = [(_name(f.filename), f.file.read()) for f in files if f.filename]
    if not given:
        raise HTTPException(422, "no file was given")
    day = date.fromisoformat(published) if re.fullmatch(r"\d{4}-\d\d-\d\d", published) else None
    name, job = uuid4().hex, Job(len(given))
    while len(_jobs) >= KEPT:
        _jobs.pop(next(iter(_jobs)))
    _jobs[name] = job
    threading.Thread(target=_work, args=(desk, desk.acting(user.name), job, given, day), daemon=True).start()
    return RedirectResponse(f"/upload/{name}", 303)


def _name(filename: str | None) -> str:
    """The last part of a file's name, without what could lead elsewhere."""
    return re.sub(r"[^\w. -]", "_", Path((filename or "").replace("\\", "/")).name).lstrip(".") or "report.txt"


def _work(desk: Desk, store: Store, job: Job, given: Sequence[tuple[str, bytes]], day: date | None) -> None:
    options = Options(day, desk.settings.max_bytes, desk.settings.language)
    try:
        with TemporaryDirectory() as folder:
            for name, content in given:
                path = Path(folder) / name
                path.write_bytes(content)
                for received in Receiver(store, options).receive(str(path)):
                    _take(desk, store, job, received, folder)
                job.done += 1
        job.building = True
        desk.rebuild(600)
    except Exception as error:  # the page that watches must learn of it
        job.problems.append(f"stopped: {type(error).__name__}: {error}")
    job.building, job.over = False, True


def _take(desk: Desk, store: Store, job: Job, received: Receipt | ReadProblem, folder: str) -> None:
    if isinstance(received, ReadProblem):
        job.problems.append(str(received).replace(folder + "/", ""))
        return
    with desk.writing:
        for told in Intake(store, desk.coder).take(_renamed(received, folder)):
            if isinstance(told, ReadProblem):
                job.problems.append(str(told).replace(folder + "/", ""))
            else:
                job.counts[told.kind] += 1
                job.accounts += told.accounts
                job.reports += [told.document_id] if told.document_id else []


def _renamed(receipt: Receipt, folder: str) -> Receipt:
    """The receipt with the uploaded file's own name in place of the temporary one."""
    capture = receipt.capture.model_copy(update={"locator": receipt.capture.locator.replace(folder + "/", "upload:")})
    document = receipt.document
    if document:
        document = document.model_copy(update={"ref": document.ref.replace(folder + "/", "")})
    return Receipt(capture, receipt.raw, document, receipt.warc)


@router.get("/upload/{name}")
def progress(request: Request, name: str) -> Response:
    """How far an upload is; the page loads itself again until it is over."""
    if name not in _jobs:
        raise HTTPException(404, "this upload is over or was not known")
    return render(request, "progress.html", job=_jobs[name], kinds=KINDS)
