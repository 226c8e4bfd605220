"""The labelling page, served on this machine until somebody stops it."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import uvicorn

from boilerclf.errors import ConfigurationError
from boilerclf.web.guard import MAX_CONNECTIONS, TimedProtocol
from boilerclf.web.labelling.app import label_app
from boilerclf.web.labelling.session import Session

_HOST: Final = "127.0.0.1"


def serve(session: Session, *, port: int, opened: Callable[[str], None]) -> None:
    """Serve the labelling page until the program is interrupted.

    Parameters
    ----------
    session : Session
        What is labelled.
    port : int
        The port; 0 takes one that is free.
    opened : callable
        Called with the address once it answers.

    Raises
    ------
    ConfigurationError
        The port is taken.
    """
    listening = socket.socket()
    if os.name == "posix":  # a port just left is free again; elsewhere this would share one in use
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HOST, port))
    except OSError as error:
        listening.close()
        raise ConfigurationError(
            f"port {port} cannot be used ({error.strerror}); name another, or none"
        ) from error
    with listening:
        token = secrets.token_urlsafe()
        its_port = listening.getsockname()[1]
        config = uvicorn.Config(
            label_app(session, token=token, port=its_port),
            http=TimedProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=MAX_CONNECTIONS,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=1,
        )
        listening.listen()
        opened(f"http://{_HOST}:{its_port}/{token}/")
        with suppress(KeyboardInterrupt):  # how it ends
            uvicorn.Server(config).run(sockets=[listening])
