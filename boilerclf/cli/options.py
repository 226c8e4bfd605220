"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

Data = Annotated[
    list[str],
    typer.Argument(
        metavar="DATA...",
        show_default=False,
        help="Labelled records: .jsonl or .tsv files, or folders of them.",
    ),
]

Jobs = Annotated[
    int,
    typer.Option(
        metavar="N", help="Worker processes, at most one per core; 0 or less: one per core."
    ),
]

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")]

Threshold = Annotated[
    str | None,
    typer.Option(
        metavar="VALUE|expected-f1",
        help="Keep blocks with at least this probability (0 to 1), or those with the highest "
        "expected F1 of the page. Default: the model's own rule.",
    ),
]

Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|FOLDER",
        help="html, text, or a model folder. Default: the shipped model for each page's kind.",
    ),
]

Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Say no more on standard error than what went wrong.")
]

AllowMismatch = Annotated[
    bool,
    typer.Option(
        "--allow-mismatch",
        help="Accept a model whose columns have other names than this program's.",
    ),
]

DataKind = Annotated[
    Literal["html", "text"] | None,
    typer.Option("--kind", help="Which records to take where DATA hold both kinds."),
]
