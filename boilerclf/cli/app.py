"""The program ``boilerclf``: its commands, and how every one of them ends."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from boilerclf.cli import evaluate, explain, export, info, label, predict, train
from boilerclf.cli.console import (
    INTERRUPTED,
    PROGRAM,
    USAGE,
    clear_away_when_terminated,
    finish,
    interrupt_again,
    open_closed_streams,
    say,
    tell_fault,
)
from boilerclf.errors import BoilerclfError, ConfigurationError


class _Commands(TyperGroup):
    """Runs a command; what is wrong becomes one line on standard error and an exit code."""

    def make_context(self, *given: Any, **options: Any) -> Any:  # noqa: ANN401  # typer has no public type for it
        with _one_line():  # help is written here
            return super().make_context(*given, **options)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  # typer has no public type for it
        """Say what to do where an input stands in the place of a command."""
        if args and args[0] not in self.commands and _looks_like_input(args[0]):
            import shlex

            from boilerclf.sources.inputs import NOT_FETCHED, is_address

            if is_address(args[0]):
                raise ConfigurationError(f"{args[0]} {NOT_FETCHED}")
            raise ConfigurationError(
                f"{args[0]} is no command; did you mean: {PROGRAM} predict {shlex.quote(args[0])}"
            )
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  # typer has no public type for it
        with _one_line():
            return super().invoke(ctx)


@contextmanager
def _one_line() -> Iterator[None]:
    try:
        yield
    except BoilerclfError as error:
        say(f"error: {error}")
        raise typer.Exit(error.exit_code) from error
    except OSError as error:
        raise typer.Exit(tell_fault(error)) from error


def _looks_like_input(name: str) -> bool:
    """Tell whether this is rather something to read than a command with a typing error."""
    return name == "-" or any(sign in name for sign in "./\\*:") or os.path.lexists(name)


app = typer.Typer(
    name=PROGRAM,
    cls=_Commands,
    help="Label every block of a web page as content or noise.",
    no_args_is_help=True,
    rich_markup_mode=None,  # names and texts are shown as they are; help loads faster
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(predict.predict)
app.command()(label.label)
app.command()(train.train)
app.command()(evaluate.evaluate)
app.command()(explain.explain)
app.command()(info.info)
app.command()(export.export)

_USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]  # typer has no name of its own for it


def _show_version(asked: bool) -> None:
    if asked:
        from boilerclf.versions import version_of

        typer.echo(f"{PROGRAM} {version_of(PROGRAM)}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Label every block of a web page as content or noise."""


def program() -> NoReturn:
    """Run the command line as a process of its own, which an interrupt ends without a traceback.

    Raises
    ------
    SystemExit
        Always, with the exit code of `main`.
    """
    sys.unraisablehook = interrupt_again
    clear_away_when_terminated()
    try:
        if callable(signal.getsignal(signal.SIGINT)):  # and is not ignored
            signal.signal(signal.SIGINT, signal.default_int_handler)
        code = main()
    except KeyboardInterrupt:  # while the end of the run was told
        code = INTERRUPTED
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python is about to end, and would show where
    # An interrupt amid an `exec`, as of a dataclass that is imported late, would have Python end
    # itself by that signal, though it was caught; the next `exec` makes it forget that.
    exec("")  # noqa: S102  # runs nothing
    sys.exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str or None, default: None
        What follows the program's name; None takes it from `sys.argv`.

    Returns
    -------
    int
        The exit code: 0 all fine, 1 some input failed, 2 wrong usage, data or model, 3 an empty
        page under ``--fail-on-empty``, 130 interrupted, 141 nobody reads the output any more.
    """
    open_closed_streams()
    return finish(_run(sys.argv[1:] if arguments is None else list(arguments)))


def _run(given: list[str]) -> int:
    try:
        code = app(given, prog_name=PROGRAM, standalone_mode=False)
    except _USAGE_ERROR as error:
        return _tell_usage(error)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    if code == INTERRUPTED:
        say("interrupted")
    return int(code or 0)


def _tell_usage(error: Any) -> int:  # noqa: ANN401  # typer's usage error
    context = error.ctx
    if not error.message.startswith("Usage:"):
        what = " ".join(error.format_message().split())
        hint = "" if context is None else f"; try: {context.command_path} --help"
        say(f"error: {what.removesuffix('.')}{hint}")
    else:  # no command was named, and the message is the help
        with suppress(OSError):  # there is nobody left to tell
            typer.echo(error.message, err=True)
    return USAGE
