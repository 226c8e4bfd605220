"""What is decided together comes out together, in every format."""

import re
from pathlib import Path

import pytest

STORIES = {
    "en": (
        "The ferry goes on the slip",
        "The ferry that links the two halves of the parish will be hauled out of the water in "
        "March, and nobody on the far side is looking forward to it.",
        "Its owner says that the hull is sound but that the inspector would like to see it.",
    ),
    "de": (
        "Die Fähre kommt auf die Helling",
        "Die Fähre, die beide Hälften der Gemeinde verbindet, wird im März aus dem Wasser geholt, "
        "und am anderen Ufer freut sich niemand darauf.",
        "Ihr Eigner sagt, der Rumpf sei gesund, der Prüfer wolle ihn aber selbst sehen.",
    ),
    "fr": (
        "Le bac passe en cale",
        "Le bac qui relie les deux moitiés de la commune sera tiré hors de l'eau en mars, et "
        "personne sur l'autre rive ne s'en réjouit.",
        "Son propriétaire dit que la coque est saine, mais l'inspecteur veut la voir lui-même.",
    ),
    "es": (
        "El transbordador entra en dique",
        "El transbordador que une las dos mitades del municipio saldrá del agua en marzo, y en la "
        "otra orilla nadie lo espera con alegría.",
        "Su dueño dice que el casco está sano, pero el inspector quiere verlo con sus ojos.",
    ),
    "ru": (
        "Паром встаёт на стапель",
        "Паром, который соединяет обе половины прихода, в марте вытащат из воды, и на том берегу "
        "этому никто не рад.",
        "Хозяин говорит, что корпус здоров, но инспектор хочет увидеть его сам.",
    ),
    "zh": (
        "渡船要上船台了",
        "连接两岸村庄的渡船将在三月被拖出水面，这是它造好以来的第一次，对岸没有人对此感到高兴。",
        "船主说船体没有问题，但是检查员想亲自看一看，工程要三个星期。",
    ),
}

TABLES = {
    "product": [("Zk1", "2.1 l"), ("Zk2", "940 g"), ("Zk3", "18/10"), ("Zk4", "Gas, Elektro")],
    "hours": [("Mo", "9-12"), ("Di", "9-17"), ("Mi", "-"), ("Do", "9-17"), ("Fr", "9-15")],
    "results": [("Petrel", "Saltgate", "7:12.4"), ("Coot", "Port Ellery", "7:31.0")],
    "parameters": [("retries", "int", "How often a call is tried again."), ("tls", "bool", "-")],
}

SHAPES = {
    "th": ("<table{}>{}</table>", "<tr><th>{}</th>{}</tr>", "<td>{}</td>"),
    "td": ("<table{}><tbody>{}</tbody></table>", "<tr><td>{}</td>{}</tr>", "<td>{}</td>"),
    "p": ("<table{}>{}</table>", "<tr><td><p>{}</p></td>{}</tr>", "<td><p>{}</p></td>"),
    "dl": ("<dl{}>{}</dl>", "<dt>{}</dt>{}", "<dd>{}</dd>"),
    "dl of div": ("<dl{}>{}</dl>", "<div><dt>{}</dt>{}</div>", "<dd>{}</dd>"),
}

NAMES = ("", " class=specs", " class=a7x", " class='wikitable sortable'")


def page_of(lang, rows, shape, name):
    whole, row, cell = SHAPES[shape]
    body = "".join(row.format(key, "".join(map(cell.format, cells))) for key, *cells in rows)
    title, *story = STORIES[lang]
    return (
        f"<!DOCTYPE html><html lang={lang}><title>{title}</title><nav><ul><li><a href=/>Home</a>"
        f"<li><a href=/a>Archive</a></ul></nav><main><h1>{title}</h1><p>{story[0]}"
        f"{whole.format(name, body)}<p>{story[1]}</main>"
    )


PAGES = [
    (page_of(lang, rows, shape, name), rows)
    for lang in STORIES
    for rows in TABLES.values()
    for shape in SHAPES
    for name in NAMES
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    for number, (html, _) in enumerate(PAGES):
        folder.joinpath(f"{number:03}.html").write_text(html, "utf-8")
    return folder


THRESHOLDS = ("expected-f1", "0.2", "0.5")


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_no_row_is_torn_in_records(run, folder, threshold):
    done = run("predict", str(folder), "--format", "jsonl", "--threshold", threshold)
    assert len(done.records) == len(PAGES)
    for record, (_, rows) in zip(done.records, PAGES, strict=True):
        cells = [text for row in rows for text in row]
        texts = [block["text"] for block in record["blocks"]]
        at = texts.index(rows[0][0])
        assert texts[at : at + len(cells)] == cells
        for row in rows:
            blocks = record["blocks"][at : at + len(row)]
            at += len(row)
            assert len({(block["label"], block["probability"]) for block in blocks}) == 1


@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_no_row_is_torn_in_what_people_read(run, folder, form):
    pytest.importorskip("markdownify" if form == "markdown" else "boilerclf")
    n_whole = 0
    for number in range(0, len(PAGES), 7):
        rows = PAGES[number][1]
        done = run("predict", str(Path(folder, f"{number:03}.html")), "--format", form)
        shown = re.sub(r"<[^>]+>|[|:\\]", "\n", done.text)
        lines = {line.strip() for line in shown.splitlines()}
        for row in rows:
            told = [cell for cell in row if cell not in ("-", "9-17", *("int", "bool"))]
            n_kept = sum(cell.replace(":", "\n").split("\n")[0] in lines for cell in told)
            assert n_kept in (0, len(told))
            n_whole += n_kept > 0
    assert n_whole


VERSE = """Home | News | Contact

The lamp on the second landing burned all night,
and no one came to ask who wanted light.

The ferry rang its bell across the bay,
and what it rang for, nobody would say.
The water took the sound and let it go.


We stood and listened till the tide was low.

Share | Print | Comments (3)
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_keeps_the_blank_lines_between_kept_lines(run, end):
    data = f"{end}{end}{VERSE}{end}".replace("\n", end).encode()
    done = run("predict", "-", "--kind", "text", "--threshold", "0", stdin=data)
    assert done.text == VERSE


def test_pages_of_text_are_one_blank_line_apart(run, here):
    for name in ("a.txt", "b.txt"):
        here.joinpath(name).write_text("\nThe ferry sailed.\n\n\nIt rained.\n\n\n")
    done = run("predict", "a.txt", "b.txt", "--threshold", "0")
    assert done.text == "The ferry sailed.\n\n\nIt rained.\n\nThe ferry sailed.\n\n\nIt rained.\n"


def test_records_have_a_kept_line_a_line(run):
    options = ("--kind", "text", "--format", "jsonl", "--threshold", "0")
    (record,) = run("predict", "-", *options, stdin=VERSE.encode()).records
    assert record["content"] == "\n".join(line for line in VERSE.splitlines() if line)
    assert [block["line"] for block in record["blocks"]] == [1, 3, 4, 6, 7, 8, 11, 13]
