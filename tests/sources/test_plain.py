"""Files that are one document, or none."""

from boilerclf.sources import read_documents

STYLE = "body { color: red; }\n.menu { display: none }\n"
PAGE = "<html><body><p>Not found: the ferry sails no more."


def test_style_sheets_and_scripts_beside_the_pages_of_a_site_are_no_texts(here):
    for name, held in {
        "a.html": PAGE,
        "b.css": STYLE,
        "c.JS": "var ferry = 1;\n",
        "d.mjs": "",
        "e.js": PAGE,
        "f.txt": STYLE,
    }.items():
        (here / name).write_text(held)
    error = "a style sheet or a script by its name; --kind text reads it"
    assert [(its.id, its.error) for its in read_documents(["*"])] == [
        ("a.html", ""),
        ("b.css", error),
        ("c.JS", error),
        ("d.mjs", error),
        ("e.js", ""),
        ("f.txt", ""),
    ]
    (document,) = read_documents(["b.css"], kind="text")
    assert (document.error, document.data) == ("", STYLE.encode())
