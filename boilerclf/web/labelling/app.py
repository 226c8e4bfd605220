"""The labelling page: one page of text at a time, its blocks kept or dropped by hand."""

from __future__ import annotations

from functools import cache
from importlib import resources
from math import ceil, isnan
from typing import Any, Final, TypeGuard

from jinja2 import Environment, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from boilerclf.errors import ConfigurationError, InputError
from boilerclf.files import to_utf8
from boilerclf.web.guard import Guard
from boilerclf.web.labelling.session import Progress, Session, Task
from boilerclf.web.policy import content_policy

_STATES: Final = {1: "keep", 0: "drop", -1: "open"}
_ACTIONS: Final = ("save", "accept", "skip")


def label_app(session: Session, *, token: str, port: int) -> ASGIApp:
    """Return the application that shows pages and takes labels.

    Parameters
    ----------
    session : Session
        What is labelled.
    token : str
        The secret first part of every path.
    port : int
        The port that the application is reached at.

    Returns
    -------
    ASGI application
        ``GET /TOKEN/`` shows a page, ``POST /TOKEN/changes`` changes labels and ``POST
        /TOKEN/finish`` ends the page; each answers when what it was told is on the disk, or 507
        when it cannot be written.
    """

    async def show(_: Request) -> Response:
        return HTMLResponse(to_utf8(_shown(session.next_task(), session)))

    async def change(request: Request) -> Response:
        asked = await _object(request)
        labels = asked.get("labels")
        if not isinstance(labels, list) or not all(_is_pair(pair) for pair in labels):
            raise InputError("labels has to be a list of [block, label]")
        session.change(str(asked.get("id")), [(pair[0], pair[1]) for pair in labels])
        return JSONResponse({"saved": len(labels)})

    async def finish(request: Request) -> Response:
        asked = await _object(request)
        action, seconds = asked.get("action"), asked.get("seconds")
        if action not in _ACTIONS or not _is_number(seconds):
            raise InputError(f"action has to be one of {', '.join(_ACTIONS)}, seconds a number")
        session.finish(str(asked.get("id")), action, seconds)
        return JSONResponse({"done": session.progress().n_done})

    async def refuse(_: Request, error: Exception) -> Response:
        status = 400 if isinstance(error, InputError) else 507
        return JSONResponse({"error": to_utf8(str(error)).decode()}, status)

    app = Starlette(
        routes=[
            Route("/", show),
            Route("/changes", change, methods=["POST"]),
            Route("/finish", finish, methods=["POST"]),
        ],
        exception_handlers={InputError: refuse, ConfigurationError: refuse},
    )
    app.router.redirect_slashes = False  # it knows nothing of the token
    policy = content_policy(
        styles=[_asset("label.css")], scripts=[_asset("label.js")], is_served=True
    )
    headers = {"content-security-policy": policy}
    return Guard(app, token=token, port=port, headers=headers)


async def _object(request: Request) -> dict[str, Any]:
    try:
        asked = await request.json()
    except (ValueError, RecursionError) as error:
        raise InputError("the request is not JSON") from error
    if not isinstance(asked, dict):
        raise InputError("the request is no JSON object")
    return asked


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, list) and len(value) == 2 and all(type(number) is int for number in value)
    )


def _is_number(value: object) -> TypeGuard[float]:
    return type(value) is int or (isinstance(value, float) and not isnan(value))


@cache
def _asset(name: str) -> str:
    return resources.files("boilerclf.web").joinpath(name).read_text("utf-8")


@cache
def _template() -> Any:  # noqa: ANN401  # jinja2's Template
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(_asset("label.html"))


def _shown(task: Task | None, session: Session) -> str:
    blocks = []
    if task is not None:
        labels = session.labels(task).tolist()
        for number, block in enumerate(task.blocks):
            chance = float(block["probability"])
            blocks.append(
                {
                    "text": block["text"],
                    "state": _STATES[labels[number]],
                    "guess": _STATES[int(task.guess[number])],
                    "unit": int(task.units[number]),
                    "shade": min(int(chance * 5), 4),
                    "percent": round(100 * chance),
                }
            )
    progress = session.progress()
    text: str = _template().render(
        task=None if task is None else {"id": task.id, "title": _title(task)},
        blocks=blocks,
        progress=progress,
        said=_said(progress),
        out=str(session.path),
        style=_asset("label.css"),
        script=_asset("label.js"),
    )
    return text


def _title(task: Task) -> str:
    return str(task.header.get("url") or task.id)


def _said(progress: Progress) -> list[str]:
    said = [f"{progress.n_done:,} of {progress.n_pages:,} pages done"]
    if progress.agreement is not None:
        kappa = "" if progress.kappa is None else f" (kappa {round(progress.kappa, 2) + 0.0:.2f})"
        said.append(f"you agree with the model on {progress.agreement:.0%} of blocks{kappa}")
    if progress.seconds_left is not None:
        minutes = ceil(progress.seconds_left / 60)
        said.append(f"about {minutes:,} minute{'' if minutes == 1 else 's'} left")
    return said
