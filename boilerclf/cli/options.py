"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

Data = Annotated[
    list[str],
    typer.Argument(
        metavar="DATA",
        show_default=False,
        help="Labelled records: .jsonl or .tsv files, or folders of them.",
    ),
]

Jobs = Annotated[
    int,
    typer.Option(
        metavar="N", help="Worker processes, at most one a core; 0 and less take one a core."
    ),
]

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")]

Threshold = Annotated[
    str | None,
    typer.Option(
        metavar="VALUE|expected-f1",
        help="Keep blocks of at least this probability (0 to 1), or those with the highest "
        "expected F1 of the page. Default: what the model says.",
    ),
]

Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|FOLDER",
        help="html, text, or a model folder. Default: the shipped model for what a page is.",
    ),
]

Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Say nothing on standard error but errors.")
]

AllowMismatch = Annotated[
    bool,
    typer.Option("--allow-mismatch", help="Take a model trained on columns of other names."),
]

DataKind = Annotated[
    Literal["html", "text"] | None,
    typer.Option("--kind", help="Which records to take, where DATA hold both kinds."),
]
