"""What stands between a page of ours and everybody else on this machine and in its browser.

The server listens on the loopback interface alone; still other users of the machine and any web
page that is open in the browser can reach it. So the address holds a secret, the ``Host`` header
has to name the loopback interface (or a page could bring its own name to point here), and a request
may take little memory and little time.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import Any, Final, TypeAlias

from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

MAX_BODY_BYTES: Final = 1 << 20
"""Longest body of a request: enough to change all blocks of the longest page several times."""

MAX_CONNECTIONS: Final = 16
"""Connections at a time: a browser opens six; more are answered with 503."""

SECONDS: Final = 10.0
"""Time that a request may take to arrive."""

Refusal: TypeAlias = tuple[int, str]
"""The status and the text of an answer that refuses."""


class Guard:
    """Passes on to an application the requests that know its address and come from this machine.

    Parameters
    ----------
    app : ASGI application
        What is guarded; it sees paths without the token.
    token : str
        The secret first part of the path.
    port : int
        The port of the address.
    headers : mapping of str to str
        Headers of every answer, beside those that are always set.
    """

    def __init__(self, app: ASGIApp, *, token: str, port: int, headers: dict[str, str]) -> None:
        self._app = app
        self._token = token
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        said = headers | {
            "cache-control": "no-store",
            "connection": "close",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
        }
        self._headers = [(name.encode(), value.encode()) for name, value in said.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the application do so."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # web sockets are closed by who does not answer

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *self._headers]
            await send(message)

        refusal = self._refusal(scope)
        if refusal is None and scope["path"] == f"/{self._token}":
            await RedirectResponse(f"/{self._token}/")(scope, receive, answer)
            return
        body, refusal = (b"", refusal) if refusal else await _timed_body(receive)
        if refusal is not None:
            status, text = refusal
            await PlainTextResponse(text, status)(scope, receive, answer)
            return
        inner = dict(scope) | {"path": scope["path"][len(self._token) + 1 :], "root_path": ""}
        given = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def received() -> Message:
            return next(given, {"type": "http.disconnect"})

        await self._app(inner, received, answer)

    def _refusal(self, scope: Scope) -> Refusal | None:
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        host = headers.get("host", "")
        if host not in self._hosts:
            return 421, "this server answers to its own address alone"
        if headers.get("origin", f"http://{host}") != f"http://{host}":
            return 403, "another page may not ask this server"
        first = str(scope["path"]).removeprefix("/").partition("/")[0]
        if not secrets.compare_digest(first.encode(), self._token.encode()):
            return 404, "nothing is here; open the address that boilerclf printed"
        return None


async def _timed_body(receive: Receive) -> tuple[bytes, Refusal | None]:
    """Return the body of a request; where it is too slow or too long, why it is refused."""
    try:
        body = await asyncio.wait_for(_body(receive), SECONDS)
    except TimeoutError:
        return b"", (408, "the request took too long")
    return (b"", (413, "the request is too long")) if body is None else (body, None)


async def _body(receive: Receive) -> bytes | None:
    """Return the body of a request; None where it is too long."""
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > MAX_BODY_BYTES:
            return None
        if not message.get("more_body"):
            return body


class TimedProtocol(H11Protocol):
    """uvicorn's HTTP protocol, which closes a connection on which no request arrives in time."""

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401  # asyncio's
        """Begin to count."""
        super().connection_made(transport)
        self.loop.call_later(SECONDS, self._close_if_silent)

    def _close_if_silent(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()
