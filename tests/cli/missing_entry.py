#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A server that takes a signature and drops it: `ruban verify --missing` shows so to anybody, from the file that the signer's
program has kept, until the record holds it after all.

  missing_entry.py RUBAN
"""
import datetime
import http.client
import http.server
import json
import pathlib
import re
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from anonymous_signing import AnonymousInstance
from instance import SLUG
from ruban_client import get, until
from sign_from_terminal import Terminal


class SwallowingServer:
    """Stands before an instance, and answers a finished signature without passing it on."""

    def __init__(self, port, answer):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.pass_on("GET", None)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path.split("?")[0].endswith("/sign"):
                    return self.answer(200, "application/json", json.dumps(answer).encode())
                self.pass_on("POST", body)

            def pass_on(self, method, body):
                behind = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                headers = {"Host": f"localhost:{port}"} | ({"Content-Type": "application/json"} if body else {})
                behind.request(method, self.path, body, headers)
                answered = behind.getresponse()
                self.answer(answered.status, answered.getheader("Content-Type"), answered.read())

            def answer(self, status, kind, body):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.site = f"http://localhost:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def minutes_from_now(minutes):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    return at.strftime("%Y-%m-%dT%H:%MZ")


def as_if_due(text, when):
    return re.sub(r"\nepoch \S+\n$", f"\nepoch {when}\n", text)


def dropped(terminal, *arguments):
    """The entry that the signer's program keeps of a signature that the server has dropped."""
    process = terminal.start(*arguments, "--policy", terminal.instance.policy)
    kept = terminal.path(".ruban-entry")
    assert until(kept.exists)
    process.kill()
    process.communicate()
    text = kept.read_text()
    assert re.fullmatch(r"ruban/v1 sign\n(.+\n)+sig \S+\nepoch \d{4}-\d\d-\d\dT\d\d:\d\dZ\n", text), text
    assert terminal.key_lines()["seed"] not in text
    return text


def by_name(instance, folder):
    terminal = Terminal(instance, folder / "ada")
    site = f"http://localhost:{instance.port}"
    terminal.run_with_mail("ada@mail.example", "--issue-only")
    with SwallowingServer(instance.port, {"state": "accepted"}) as server:
        terminal.site = server.site
        text = dropped(terminal, "--name", "Ada Example", "--yes")
    assert "Ada" not in text
    entry = folder / "ada.ruban-entry"
    entry.write_text(text)
    letter = f"{site}/en/letters/{SLUG}"
    said = instance.refused(1, "verify", "--missing", entry, "--site", letter)
    assert "It is good, and isn't in the record. But it isn't late yet" in said, said
    entry.write_text(as_if_due(text, minutes_from_now(-1)))
    instance.refused(1, "verify", "--missing", entry, "--site", letter)
    entry.write_text(as_if_due(text, minutes_from_now(-4)))
    said = instance.command("verify", "--missing", entry, "--site", letter)
    assert "Good, and missing" in said and "by name" in said, said
    found = json.loads(instance.command("verify", "--missing", entry, "--site", site, "--json"))
    assert found["verified"] and found["files"][0]["missing"] and found["files"][0]["index"] is None, found
    # By another's site, and in a letter's address that means another letter.
    instance.refused(3, "verify", "--missing", entry, "--site", "http://localhost:1")
    said = instance.refused(1, "verify", "--missing", entry, "--site", f"{letter}?id={'0' * 64}")
    assert "another letter" in said, said
    # Spoilt on the way.
    spoilt = folder / "spoilt.ruban-entry"
    spoilt.write_text(as_if_due(text, minutes_from_now(-4)).replace("mode named", "mode anon"))
    said = instance.refused(1, "verify", "--missing", spoilt, "--site", site)
    assert "It wouldn't count" in said, said
    instance.refused(3, "verify", "--missing", terminal.path(".ruban-key"), "--site", site)
    instance.refused(2, "verify", "--missing", entry)

    # The signer sends it once more, to a server that keeps it: then it is there, and the file has done its work.
    terminal.site = site
    terminal.run()
    index = terminal.key_lines()["index"]
    assert not terminal.path(".ruban-entry").exists() and terminal.path(".tlog-proof").exists()
    said = instance.refused(1, "verify", "--missing", entry, "--site", site)
    assert f"It isn't missing: it is entry {index} of" in said, said


def without_a_name(instance, folder):
    terminals = [Terminal(instance, folder / f"signer{i}") for i in range(2)]
    for i, terminal in enumerate(terminals):
        terminal.run_with_mail(f"anon{i}@mail.example", "--issue-only")
    offered = lambda: json.loads(get(instance.port, f"/api/v1/letters/{SLUG}").bytes)["anonymous"][0]["offered"]
    assert until(offered, 150)
    due = minutes_from_now(3)
    with SwallowingServer(instance.port, {"state": "waiting", "until": due.replace("Z", ":00Z")}) as server:
        terminals[0].site = server.site
        said = terminals[0].run("--anonymous", "--yes", "--policy", instance.policy)
    assert "ruban verify --missing" in said and "knows which signature is yours" in said, said
    text = terminals[0].path(".ruban-entry").read_text()
    assert text.endswith(f"\nepoch {due}\n") and "\nmode anon\n" in text, text
    entry = folder / "anon.ruban-entry"
    entry.write_text(as_if_due(text, minutes_from_now(-4)))
    said = instance.command("verify", "--missing", entry, "--site", f"http://localhost:{instance.port}")
    assert "without a name" in said and "at least 2 together" in said, said


class SmallBatches(AnonymousInstance):
    batch, issued = 2, 2


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        instance = SmallBatches(sys.argv[1], folder / "instance")
        instance.init()
        server = instance.started()
        try:
            assert until(lambda: get(instance.port, "/log/policy").status == 200)
            instance.policy = folder / "policy"
            instance.policy.write_bytes(get(instance.port, "/log/policy").bytes)
            by_name(instance, folder)
            without_a_name(instance, folder)
            instance.audit()
        finally:
            server.process.kill()
            server.process.wait()
    print("what a server drops is shown to be missing")


if __name__ == "__main__":
    main()
