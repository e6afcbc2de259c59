#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A witness in the hands of somebody who runs one for the first time, and makes every mistake.

    witness_commands.py RUBAN
"""
import http.client
import os
import pathlib
import socket
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from ruban_client import Server, free_port, get, request  # noqa: E402
from witness import Witness  # noqa: E402

LOG = "log.example/record+7a3e1380+Aa8Go+MpFxTk81bBnJsVzRlR7G5mYqp3vgdUfyiTgzQd"  # tests/vectors/witness
OTHER_KEY = "other.example/record+1fb2f378+Aaf236+POLibqM5km1lPkeTQH9xX+clJPfQ7XlCpmHNn"


class Commands:
    def __init__(self, ruban):
        self.ruban = ruban

    def says(self, code, *arguments):
        done = subprocess.run([self.ruban, "witness", *map(str, arguments)], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
        assert done.returncode == code, f"{arguments} ended with {done.returncode}: {done.stdout}"
        return done.stdout


def before_there_is_one(commands, folder):
    nowhere = folder / "nowhere"
    for verb in ("serve", "show"):
        assert "ruban witness init" in commands.says(1, verb, "--data", nowhere)
    commands.says(1, "add-log", LOG, "https://log.example/log", "--data", nowhere)
    commands.says(2, "init", "--data", nowhere, "--name", "w.example")
    commands.says(2)
    commands.says(1, "init", "--data", nowhere, "--name", "a witness", "--url", "https://w.example")
    commands.says(1, "init", "--data", nowhere, "--name", "w.example", "--url", "w.example")
    assert not nowhere.exists(), "a mistake left a folder"
    for name in ("logs", "witness.toml"):  # what is left of a witness whose key lies elsewhere
        (folder / name[:4]).mkdir()
        (folder / name[:4] / name).write_text("kept\n")
        assert "already" in commands.says(1, "init", "--data", folder / name[:4], "--name", "w.example", "--url", "https://w.example")
        assert [(f.name, f.read_text()) for f in (folder / name[:4]).iterdir()] == [(name, "kept\n")]


def its_logs(commands, witness):
    data = witness.data
    assert "already" in commands.says(1, "init", "--data", data, "--name", "w.example", "--url", "https://w.example")
    commands.says(1, "add-log", LOG[:-1], "https://log.example/log", "--data", data)
    commands.says(1, "add-log", LOG, "log.example/log", "--data", data)
    commands.says(1, "add-log", LOG, "https://log.example/log\nquorum x", "--data", data)
    assert "key of a witness" in commands.says(1, "add-log", witness.key, "https://log.example/log", "--data", data)
    commands.says(0, "add-log", LOG, "https://log.example/log", "--data", data)
    assert "already" in commands.says(1, "add-log", LOG, "https://log.example/log", "--data", data)
    assert [log["origin"] for log in witness.show()["logs"]] == ["log.example/record"]
    assert "nothing cosigned yet" in commands.says(0, "show", "--data", data)


def post(port, body, kind="text/plain"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", "/add-checkpoint", body, {"Content-Type": kind})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def what_it_answers(commands, witness):
    witness.started()
    assert "Another process" in commands.says(1, "serve", "--data", witness.data)
    assert get(witness.port, "/key").text() == witness.key + "\n"
    assert get(witness.port, "/logs").text() == "log.example/record 0 -\n"
    assert get(witness.port, "/healthz").status == 200
    assert request(witness.port, "GET", "/", None, {"Accept-Language": "fr"}).place == "/fr/"
    for language, words in (("fr", "témoin de lettres ouvertes"), ("en", "witness of open letters")):
        page = get(witness.port, f"/{language}/")
        assert page.status == 200 and words in page.text() and "Le &lt;Journal&gt;" in page.text(), page.text()
    for path in ("/00/checkpoint", "/add-checkpoint/", "/nothing", "/de/"):
        assert get(witness.port, path).status == 404, path
    assert get(witness.port, "/add-checkpoint").status == 405
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        assert post(witness.port, b"old 0\n\n% rubbish", kind) == 400
    assert post(witness.port, bytes(1 << 20)) == 413
    commands.says(0, "add-log", OTHER_KEY, "https://other.example/log", "--data", witness.data)
    assert "other.example/record 0 -" in get(witness.port, "/logs").text(), "a log that is added needs a restart"
    assert witness.stop() == 0


def what_it_must_not_start_with(commands, witness):
    data = witness.data
    key = data / "witness.key"
    key.chmod(0o640)
    assert "chmod" in commands.says(1, "serve", "--data", data)
    key.chmod(0o600)
    seen = sorted((data / "seen").iterdir())[0]
    seen.rename(data / "away")
    assert "missing" in commands.says(1, "serve", "--data", data)
    seen.write_text("rubbish")
    commands.says(1, "serve", "--data", data)
    seen.unlink()
    (data / "away").rename(seen)
    logs = data / "logs"
    kept = logs.read_text()
    logs.write_text(kept + "frog\n")
    assert "line" in commands.says(1, "serve", "--data", data)
    logs.write_text(kept)
    settings = data / "witness.toml"
    kept = settings.read_text()
    for wrong in ("port = 0\n", "frog = 1\n", 'recount = "yes"\n', "url = [&\n"):
        settings.write_text(wrong)
        assert "witness.toml, line 1" in commands.says(1, "serve", "--data", data), wrong
    settings.write_text(kept)
    with socket.socket() as busy:
        busy.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        busy.bind(("127.0.0.1", witness.port))
        busy.listen()
        commands.says(3, "serve", "--data", data)
    witness.started()
    assert witness.stop() == 0


def with_one_command(commands, folder):
    """What a newspaper types once, and a service unit at every start."""
    port = free_port()
    line = ["serve", "--data", folder, "--url", f"http://localhost:{port}", "--port", port, "--recount", "--run-by", "Le Journal",
            "--log", LOG, "https://log.example/log"]
    wrong = folder.parent / "wrong"
    commands.says(1, "serve", "--data", wrong, "--url", "localhost")
    commands.says(2, "serve", "--data", wrong, "--url", "https://w.example", "--log", LOG)
    assert not wrong.exists(), "a mistake left a folder"
    commands.says(1, "serve", "--data", wrong, "--url", "https://w.example", "--log", LOG, "log.example")
    for start in ("first", "second"):
        server = Server(port, [commands.ruban, "witness", *map(str, line)])
        assert server.wait_until_it_answers(), f"{start} start: {server.output()}"
        assert get(port, "/logs").text() == "log.example/record 0 -\n"
        assert get(port, "/key").text().startswith("localhost+")
        assert server.stop() == 0
        assert "localhost+" in server.output(), f"{start} start: the line for a log's operator isn't printed"
    said = commands.says(0, "show", "--data", folder)
    assert 'recounted-by = "localhost+' in said, said
    moved = [*line[:-1], "https://moved.example/log"]
    assert "at another address" in commands.says(1, *moved), "a new address is left out without a word"
    assert "another name" in commands.says(1, *line, "--name", "other.example")
    commands.says(0, "init", "--data", folder.parent / "bare", "--name", "w.example", "--url", "https://w.example")
    assert "without --recount" in commands.says(1, "serve", "--data", folder.parent / "bare", "--url", "https://w.example", "--recount")


def main():
    commands = Commands(str(pathlib.Path(sys.argv[1]).resolve()))
    with tempfile.TemporaryDirectory(prefix="ruban-witness-") as name:
        folder = pathlib.Path(name)
        before_there_is_one(commands, folder)
        witness = Witness(sys.argv[1], folder / "witness", "w", "--run-by", "Le <Journal>")
        assert (witness.data / "witness.key").stat().st_mode & 0o777 == 0o600
        its_logs(commands, witness)
        what_it_answers(commands, witness)
        what_it_must_not_start_with(commands, witness)
        with_one_command(commands, folder / "at-once")


if __name__ == "__main__":
    os.umask(0o022)
    main()
