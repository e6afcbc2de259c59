#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an auditor sees over days: a server that grows, forks, goes back, is altered, and an audit that is killed.

  audit_over_time.py RUBAN WRITE_RECORD
"""
import atexit
import http.server
import json
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from instance import Instance, Person  # noqa: E402
from ruban_client import PATIENCE, get, until  # noqa: E402

RUBAN, WRITE_RECORD = (str(pathlib.Path(argument).resolve()) for argument in sys.argv[1:3])


class Auditor:
    """A person with a home, who knows nothing but an address."""

    def __init__(self, root, name):
        self.home = root / name
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.home)}

    def audit(self, *arguments, code=0):
        done = subprocess.run(self.command(*arguments, "--json"), stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, env=self.environment, timeout=PATIENCE)
        assert done.returncode == code, f"audit {arguments} ended with {done.returncode}: {done.stdout}{done.stderr}"
        return json.loads(done.stdout) if done.stdout else {"said": done.stderr}

    def start(self, *arguments):
        process = subprocess.Popen(self.command(*arguments, "--json"), stdin=subprocess.DEVNULL, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment)
        atexit.register(process.kill)
        return process

    @staticmethod
    def command(*arguments):
        return [RUBAN, "audit", *map(str, arguments)]

    def state(self):
        (found,) = (self.home / ".local/state/ruban").glob("*.audit")
        return found

    def evidence(self):
        return sorted((self.home / ".local/state/ruban").glob("*-*.checkpoint"))


class Between:
    """A server between an auditor and the record's own, which alters or withholds one file."""

    def __init__(self, fetch):
        self.fetch = fetch      # path -> bytes, or None
        self.altered = {}       # path -> bytes
        self.withheld = None    # path of the file that is never sent
        self.reached = threading.Event()
        self.asked = []
        between = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                between.asked.append(self.path)
                if self.path == between.withheld:
                    between.reached.set()
                    threading.Event().wait()
                body = between.altered.get(self.path) or between.fetch(self.path)
                self.send_response(200 if body is not None else 404)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                pass  # the auditor was killed

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"


def from_server(port):
    def fetch(path):
        answer = get(port, path)
        return answer.bytes if answer.status == 200 else None
    return fetch


def from_folder(folder):
    def fetch(path):
        file = folder / path.lstrip("/").split("?")[0]
        return file.read_bytes() if file.is_file() else None
    return fetch


def sign(instance, people, number):
    person = Person(instance, number)
    person.sign()
    person.wait_for_number()
    person.wait_for_receipt()
    people.append(person)
    until(lambda: instance.count() == len(people))


def a_killed_audit_goes_on(root):
    """The record has three batches for one thread; the third can't be had when the audit is killed."""
    record = root / "record"
    subprocess.run([WRITE_RECORD, record, "5000"], check=True, timeout=PATIENCE)
    auditor, between = Auditor(root, "patient"), Between(from_folder(record))
    between.withheld = "/log/tile/entries/017"
    process = auditor.start(between.url, "--threads", "1")
    assert between.reached.wait(PATIENCE), "the audit never came to the third batch"
    assert until(lambda: auditor.state().stat().st_size > 100_000), "nothing was written down"
    process.kill()
    process.wait()

    between.withheld, between.asked[:] = None, []
    resumed = auditor.audit(between.url, "--threads", "1")
    assert resumed["begun_at"] >= 2048 and resumed["begun_at"] % 256 == 0, resumed["begun_at"]
    assert resumed["passed"] and resumed["signatures_verified"] == 4999, resumed
    below = [f"/log/tile/entries/{n:03}" for n in range(resumed["begun_at"] // 256)]
    assert below and not set(below) & set(between.asked), "what was checked is fetched again"
    whole = Auditor(root, "other").audit(between.url)
    for member in ("root", "letters", "findings", "entry_bytes", "signatures_verified"):
        assert whole[member] == resumed[member], member

    # A state that is cut off in the middle of a part is one that is a little older.
    state = auditor.state()
    bytes_ = state.read_bytes()
    state.write_bytes(bytes_[:len(bytes_) - 1000])
    again = auditor.audit(between.url)
    assert again["passed"] and 0 < again["begun_at"] < 5000, again["begun_at"]
    # One that was altered isn't believed.
    state.write_bytes(bytes_[:len(bytes_) // 2] + b"!" + bytes_[len(bytes_) // 2 + 1:])
    assert "damaged" in auditor.audit(between.url, code=1)["said"]


def since(auditor, instance, people):
    url = f"http://localhost:{instance.port}"
    first = auditor.audit(url)
    checkpoint = pathlib.Path(str(auditor.state()) + ".checkpoint")
    assert checkpoint.read_text() == first["checkpoint"]
    earlier = auditor.home / "earlier.checkpoint"
    earlier.write_text(first["checkpoint"])
    sign(instance, people, 2)

    new = auditor.audit(url, "--since", checkpoint)
    assert new["begun_at"] == first["size"] < new["size"], new
    assert new["passed"] and new["signatures_verified"] == 2 and new["letters"][0]["agrees"] is True, new
    stranger = Auditor(auditor.home.parent, "stranger")
    partial = stranger.audit(url, "--since", earlier)
    assert partial["passed"] and partial["only_new"]["from"] == first["size"] and not partial["letters"], partial
    assert partial["only_new"]["own_key"] == 1, partial


def an_altered_tile_is_found(root, instance):
    between = Between(from_server(instance.port))
    auditor = Auditor(root, "of-tiles")
    sound = auditor.audit(between.url)
    assert sound["passed"], sound
    tile = f"/log/tile/0/000.p/{sound['size']}"
    hashes = bytearray(between.fetch(tile))
    hashes[40] ^= 1
    between.altered[tile] = bytes(hashes)
    assert tile.removeprefix("/log/") in auditor.audit(between.url, code=1)["said"]
    bundle = f"/log/tile/entries/000.p/{sound['size']}"
    entries = between.fetch(bundle).replace(b"mode named", b"mode anons", 1)
    between.altered = {bundle: entries}
    auditor.audit(between.url, code=1)
    between.altered = {}
    assert auditor.audit(between.url)["passed"]


def watching(auditor, instance, people):
    """A watch, once it has said that all is sound."""
    watch = auditor.start(f"http://localhost:{instance.port}", "--watch", "--every", "1")
    first = json.loads(watch.stdout.readline())
    assert first["passed"] and first["size"] > 0, first
    sign(instance, people, len(people) + 1)
    second = json.loads(watch.stdout.readline())
    assert second["passed"] and second["size"] > first["size"], second
    return watch, second


def alarm_of(watch, sentence, seen):
    """The last report, whose contradiction is with the last checkpoint before it; `seen` was the last one read."""
    out, err = watch.communicate(timeout=PATIENCE)
    assert watch.returncode == 1, f"the watch ended with {watch.returncode}: {out}{err}"
    assert "ALARM" in err and sentence in err, err
    *sound, last = [seen] + [json.loads(line) for line in out.splitlines()]
    assert not last["passed"] and last["contradiction"]["before"]["note"] == sound[-1]["checkpoint"], (sound, last)
    assert last["contradiction"]["now"]["note"] == last["checkpoint"], last
    return last


def a_fork_raises_the_alarm(root, instance, people):
    """The folder is copied while the server rests; two servers go on from it, one after the other."""
    auditor = Auditor(root, "watcher")
    server = instance.started()
    watch, _ = watching(auditor, instance, people)
    server.stop()
    copy = root / "copied"
    shutil.copytree(instance.data, copy)
    server = instance.started()
    sign(instance, people, 100)
    seen = json.loads(watch.stdout.readline())
    assert seen["passed"], seen
    watch.send_signal(signal.SIGSTOP)
    server.stop()
    fork, others = Instance(RUBAN, copy, instance.port), people[:-1]
    server = fork.started()
    for number in (200, 201, 202):
        sign(fork, others, number)
    watch.send_signal(signal.SIGCONT)
    last = alarm_of(watch, "FORK: ", seen)
    server.stop()
    assert last["contradiction"]["what"] == "forked", last
    before, now = (pathlib.Path(file) for file in last["evidence"])
    assert before.read_text() == last["contradiction"]["before"]["note"] and now.read_text() == last["checkpoint"]
    assert auditor.evidence() == sorted([before, now])


def a_rollback_raises_the_alarm(root, instance, people):
    """What is served last is the copy as it was, with a server that was told to look away."""
    auditor = Auditor(root, "night-watcher")
    server = instance.started()
    server.stop()
    before = root / "before"
    shutil.copytree(instance.data, before)
    server = instance.started()
    watch, seen = watching(auditor, instance, people)
    for _ in range(3):  # more than a tally that the copy may add by itself
        sign(instance, people, len(people) + 1)
        seen = json.loads(watch.stdout.readline())
    server.stop()
    server = Instance(RUBAN, before, instance.port).started()
    last = alarm_of(watch, "ROLLBACK: ", seen)
    server.stop()
    assert last["contradiction"]["what"] == "went_back", last


def main():
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        a_killed_audit_goes_on(root)
        instance, people = Instance(RUBAN, root / "instance"), []
        instance.init()
        server = instance.started()
        sign(instance, people, 1)
        since(Auditor(root, "auditor"), instance, people)
        an_altered_tile_is_found(root, instance)
        server.stop()
        a_fork_raises_the_alarm(root, instance, people)
        a_rollback_raises_the_alarm(root, instance, people)


main()
