"""Names of languages of code."""

from __future__ import annotations

from typing import Final

CODE_LANGUAGES: Final = frozenset(
    (
        *("ada", "apache", "apex", "applescript", "arduino", "asm", "awk", "bash", "bat"),
        *("batch", "bibtex", "c", "c#", "c++", "clojure", "cmake", "cobol"),
        *("coffeescript", "console", "cpp", "crystal", "cs", "csharp", "css", "cuda"),
        *("cypher", "cython", "d", "dart", "delphi", "diff", "docker", "dockerfile"),
        *("elisp", "elixir", "elm", "erl", "erlang", "f#", "fish", "fortran", "fsharp"),
        *("gherkin", "glsl", "go", "golang", "gradle", "graphql", "groovy", "haml"),
        *("handlebars", "haskell", "hcl", "hlsl", "html", "http", "ini", "java"),
        *("javascript", "jinja", "jl", "js", "json", "json5", "jsonc", "jsx", "julia"),
        *("kotlin", "kt", "latex", "lean", "less", "lisp", "lua", "makefile", "markdown"),
        *("matlab", "mermaid", "mips", "mysql", "nasm", "nginx", "nim", "nix", "objc"),
        *("objective-c", "objectivec", "ocaml", "octave", "pascal", "patch"),
        *("perl", "pgsql", "php", "plsql", "postgresql", "powershell", "prolog"),
        *("properties", "protobuf", "ps1", "pug", "py", "python", "python3", "qml", "r"),
        *("racket", "rb", "reason", "rs", "rst", "ruby", "rust", "sas", "sass", "scala"),
        *("scheme", "scss", "sh", "shell", "shell-session", "smalltalk"),
        *("solidity", "sparql", "sql", "svelte", "swift", "systemverilog", "tcl"),
        *("terraform", "tex", "toml", "ts", "tsx", "twig", "typescript", "vala", "vb"),
        *("vbnet", "verilog", "vhdl", "vim", "vue", "wasm", "webidl", "xml", "yaml", "yml"),
        *("zig", "zsh"),
    )
)
"""Names in lower case, as in class names of ``<pre>`` and ``<code>`` and in labels over code."""
