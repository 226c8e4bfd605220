"""The labelling server: who it answers, and what it does not put up with."""

import http.client
import json
import os
import socket
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from boilerclf.cli import main
from boilerclf.errors import ConfigurationError
from boilerclf.web import guard


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("label")
    (folder / "a.txt").write_text("Menu\nThe ferry sails again on Monday.\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(serve_all, folder):
    return serve_all(folder / "a.txt", "--out", folder / "labels.jsonl")


def ask(server, path="", method="GET", body=None, host=None, **headers):
    """Ask for a path below the token; a path that begins with / is taken as it is."""
    address = urlsplit(server.address)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
    full = path if path.startswith("/") else address.path + path
    connection.putrequest(method, full, skip_host=True)
    connection.putheader("Host", host or address.netloc)
    for name, value in headers.items():
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    return answer, answer.read().decode()


def post(server, path, value, **headers):
    return ask(server, path, "POST", json.dumps(value).encode(), **headers)


def test_it_answers_its_own_address_and_says_what_browsers_should_refuse(server):
    answer, text = ask(server)
    assert answer.status == 200
    assert "The ferry sails again on Monday." in text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path", ["/", "/wrong/", "/wrong/changes", "/../../etc/passwd", "/%2e%2e/"]
)
def test_without_the_token_nothing_is_there(server, path):
    answer, text = ask(server, path)
    assert (answer.status, "ferry sails" in text) == (404, False)


@pytest.mark.parametrize(
    "path", ["nothing", "../label.js", "%2e%2e/%2e%2e/etc/passwd", "label.css"]
)
def test_row_44_there_are_three_paths_and_no_files(server, path):
    assert ask(server, path)[0].status == 404


def test_the_address_without_its_last_slash_leads_to_the_page(server):
    path = urlsplit(server.address).path
    answer, _ = ask(server, path.rstrip("/"))
    assert (answer.status, answer.headers["location"]) == (307, path)
    assert ask(server, answer.headers["location"])[0].status == 200
    assert ask(server, path.rstrip("/"), host="evil.example")[0].status == 421
    assert ask(server, "changes/", "POST", b"{}")[0].status == 404


def test_other_hosts_and_other_pages_are_refused(server):
    assert ask(server, host="evil.example")[0].status == 421
    assert ask(server, host=f"evil.example:{urlsplit(server.address).port}")[0].status == 421
    value = {"id": "a", "action": "skip", "seconds": 1}
    assert post(server, "finish", value, Origin="http://evil.example")[0].status == 403
    assert post(server, "finish", value, Origin="null")[0].status == 403


def test_row_44_it_listens_on_the_loopback_interface_alone(server):
    address = urlsplit(server.address)
    assert address.hostname == "127.0.0.1"
    with socket.socket() as other:
        other.settimeout(5)
        # 127.0.0.2 is this machine too; a server bound to all interfaces would answer.
        assert other.connect_ex(("127.0.0.2", address.port)) != 0


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("changes", {"id": "no such page", "labels": [[0, 1]]}),
        ("changes", {"id": "ID", "labels": [[2, 1]]}),
        ("changes", {"id": "ID", "labels": [[-1, 1]]}),
        ("changes", {"id": "ID", "labels": [[0, 2]]}),
        ("changes", {"id": "ID", "labels": [[True, 1]]}),
        ("changes", {"id": "ID", "labels": "all"}),
        ("finish", {"id": "ID", "action": "burn", "seconds": 1}),
        ("finish", {"id": "ID", "action": "save", "seconds": "long"}),
        ("finish", {"id": "ID", "action": "save", "seconds": True}),
        ("finish", {"id": "ID", "action": "save", "seconds": float("nan")}),
        ("finish", []),
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(server, folder, path, value):
    if isinstance(value, dict) and value["id"] == "ID":
        value = value | {"id": str(folder / "a.txt")}
    answer, text = post(server, path, value)
    assert answer.status == 400
    assert json.loads(text)["error"]
    assert (folder / "labels.jsonl").read_bytes() == b""
    assert not (folder / ".labels.jsonl.journal").exists()


def test_a_full_disk_is_told_and_what_is_sent_again_is_whole(serve, folder, tmp_path, room):
    out = tmp_path / "labels.jsonl"
    server = serve(folder / "a.txt", "--out", out)
    name = str(folder / "a.txt")
    asked = {"id": name, "action": "accept", "seconds": 1}
    with room(20, server.process.pid):
        for path, value in (("changes", {"id": name, "labels": [[0, 1]]}), ("finish", asked)):
            answer, text = post(server, path, value)
            assert answer.status == 507
            assert json.loads(text)["error"].endswith(
                "labels.jsonl"
                + (".journal" if path == "changes" else "")
                + ": File too large; make room for it, or name a file you may write to"
            )
    assert out.read_bytes() == b""
    answer, text = post(server, "finish", asked)
    assert (answer.status, json.loads(text)) == (200, {"done": 1})
    (line,) = out.read_text("utf-8").splitlines()
    assert json.loads(line)["id"] == name
    assert server.stop() == (0, "")


def test_no_json_is_told(server):
    assert ask(server, "changes", "POST", b"{" * 9)[0].status == 400
    assert ask(server, "changes", "POST", b"[" * 100_000)[0].status == 400


def test_row_44_a_hundred_megabytes_are_not_read(server):
    address = urlsplit(server.address)
    with socket.create_connection((address.hostname, address.port), timeout=60) as line:
        head = f"POST {address.path}changes HTTP/1.1\r\nHost: {address.netloc}\r\n"
        line.sendall(f"{head}Content-Length: 104857600\r\n\r\n".encode())
        sent = 0
        try:
            while sent < 100:
                line.sendall(b"x" * (1 << 20))
                sent += 1
        except OSError:
            pass  # it stopped listening
        assert sent < 100 or line.recv(64).startswith(b"HTTP/1.1 413")
    assert ask(server)[0].status == 200


def test_row_44_many_clients_are_turned_away_and_slow_ones_are_ended(server):
    address = urlsplit(server.address)
    slow = [
        socket.create_connection((address.hostname, address.port), timeout=60)
        for _ in range(guard.MAX_CONNECTIONS)
    ]
    for line in slow:
        line.sendall(b"GET / HTTP/1.1\r\nHost: ")
    assert ask(server)[0].status == 503
    assert slow[0].recv(64) == b""  # after ten seconds, without an answer
    for line in slow:
        line.close()
    assert ask(server)[0].status == 200


def test_what_cannot_be_done_is_one_line(tmp_path, capsys):
    page = tmp_path / "a.txt"
    page.write_text("Menu\n", "utf-8")
    for out, said in (
        (tmp_path / "labels.csv", "name"),
        (tmp_path / "nowhere" / "labels.jsonl", "cannot write"),
    ):
        assert main(["label", str(page), "--out", str(out), "--no-browser", "-q"]) == 2
        assert said in capsys.readouterr().err
    wrong = tmp_path / "other.jsonl"
    wrong.write_text('{"text": "no labels"}\n', "utf-8")
    assert main(["label", str(page), "--out", str(wrong), "--no-browser", "-q"]) == 2
    assert "holds other things than labels" in capsys.readouterr().err
    assert wrong.read_text("utf-8") == '{"text": "no labels"}\n'


class OpenedError(Exception):
    """It answers: no more is asked of it here."""


def port_just_left():
    """Return a port on which a connection that the server ended lingers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            listening.accept()[0].close()
            assert client.recv(1) == b""
    return port


def open_at(port, tmp_path):
    from boilerclf.web.labelling.server import serve
    from boilerclf.web.labelling.session import Session

    def opened(address):
        assert address.startswith(f"http://127.0.0.1:{port}/")
        raise OpenedError

    with closing(Session([], tmp_path / "labels.jsonl")) as session:
        serve(session, port=port, opened=opened)


@pytest.mark.parametrize(
    ("seconds", "kept"), [(10**400, 3600.0), (float("inf"), 3600.0), (-(10**400), 0.0)]
)
def test_seconds_beyond_measure_are_cut(serve, folder, tmp_path, seconds, kept):
    out = tmp_path / "labels.jsonl"
    server = serve(folder / "a.txt", "--out", out)
    asked = {"id": str(folder / "a.txt"), "action": "accept", "seconds": seconds}
    answer, text = post(server, "finish", asked)
    assert (answer.status, json.loads(text)) == (200, {"done": 1})
    assert json.loads(out.read_text("utf-8"))["seconds"] == kept


@pytest.mark.skipif(os.name != "posix", reason="elsewhere such a port is free at once")
def test_a_port_just_left_is_taken_again_and_one_in_use_is_refused(tmp_path):
    port = port_just_left()
    with pytest.raises(OpenedError):
        open_at(port, tmp_path)
    with (
        socket.create_server(("127.0.0.1", 0)) as in_use,
        pytest.raises(ConfigurationError, match="cannot be used"),
    ):
        open_at(in_use.getsockname()[1], tmp_path)


def test_what_cannot_be_read_is_told(tmp_path, capsys):
    assert main(["label", str(tmp_path / "none.txt"), "--out", str(tmp_path / "l.jsonl")]) == 1
    first, last = capsys.readouterr().err.splitlines()
    assert first.endswith("none.txt: failed: cannot be opened: No such file or directory")
    assert last == "boilerclf: error: none of the inputs has a block to label"


@pytest.mark.parametrize("quiet", [False, True])
def test_what_is_not_labelled_is_counted_also_where_quiet_was_asked_for(tmp_path, capsys, quiet):
    (tmp_path / "a.txt").write_text("Rain fell on the valley all night.")
    (tmp_path / "scan.html").write_bytes(b"%PDF-1.7")
    inputs = [str(tmp_path / name) for name in ("a.txt", "scan.html", "none.txt")]
    outputs = ["--out", str(tmp_path / "l.jsonl"), "--export", str(tmp_path / "tasks.json")]
    assert main(["label", *inputs, *outputs, *(["-q"] if quiet else [])]) == 0
    unread, left_out = capsys.readouterr().err.splitlines()
    assert unread == (
        "boilerclf: warning: pages that could not be read: 1"
        if quiet
        else f"boilerclf: {inputs[2]}: failed: cannot be opened: No such file or directory"
    )
    assert left_out == (
        "boilerclf: warning: pages left out: 1, which have no block to label or are not of the "
        "model's kind; boilerclf predict tells of each"
    )
    assert len(json.loads((tmp_path / "tasks.json").read_text("utf-8"))) == 1


def test_row_44_a_body_may_have_a_mebibyte_and_no_byte_more(server):
    assert ask(server, "changes", "POST", b" " * guard.MAX_BODY_BYTES)[0].status == 400
    assert ask(server, "changes", "POST", b" " * (guard.MAX_BODY_BYTES + 1))[0].status == 413
