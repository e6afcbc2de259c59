#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing without a name from the terminal: what waits lies in memory alone and outlives a kill, is published with its
epoch in the order of its hashes, and is withdrawn the same way; the audit agrees, and no byte on the disk tells who.

  anonymous_signing.py RUBAN
"""
import base64
import hashlib
import json
import pathlib
import shutil
import signal
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from instance import LETTER, SLUG, Instance
from ruban_client import get
from sign_from_terminal import Terminal

EPOCH = 60
PEOPLE = ("ada@mail.example", "grace@mail.example", "mary@mail.example")


class AnonymousInstance(Instance):
    """Its letter takes anonymous signatures, in batches of three, once three hold a credential."""

    batch, issued = 3, 3

    def init(self):
        self.command("init", "--data", self.data, "--url", f"http://localhost:{self.port}", "--port", self.port,
                     "--mail", f"file:{self.mails}")
        folder = self.data.parent / "letter"
        shutil.copytree(LETTER, folder)
        toml = (folder / "letter.toml").read_text()
        toml = toml.replace('modes = ["named"]', 'modes = ["named", "anon"]')
        toml = toml.replace("min_batch = 1", f"min_batch = {self.batch}")
        toml = toml.replace("min_issued = 1", f"min_issued = {self.issued}")
        (folder / "letter.toml").write_text(toml)
        self.command("letter", "publish", folder, "--data", self.data)


def letter(instance):
    return json.loads(get(instance.port, f"/api/v1/letters/{SLUG}").bytes)


def standing(instance):
    return letter(instance)["count"]["classes"][0]["standing"]


def anonymous_entries(instance):
    size = letter(instance)["count"]["size"]
    entries = [get(instance.port, f"/api/v1/entries/{i}").text() for i in range(size)]
    return [e for e in entries if "\nmode anon\n" in e]


def wait(what, seconds=2 * EPOCH + 30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return
        time.sleep(0.5)
    raise AssertionError("it never happened")


def on_disk(instance):
    return b"".join(path.read_bytes() for path in sorted(instance.data.rglob("*")) if path.is_file())


def too_few_hide_nobody(terminals, instance):
    for address, terminal in zip(PEOPLE[:2], terminals):
        terminal.run_with_mail(address, "--issue-only", "--anonymous")
    said = terminals[0].run("--anonymous", "--yes", code=1)
    assert "would hide nobody yet" in said, said


def main():
    ruban = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        instance = AnonymousInstance(ruban, folder / "instance")
        instance.init()
        server = instance.started()
        terminals = [Terminal(instance, folder / f"signer{i}") for i in range(3)]
        try:
            too_few_hide_nobody(terminals, instance)
            terminals[2].run_with_mail(PEOPLE[2], "--issue-only", "--anonymous")
            wait(lambda: letter(instance)["anonymous"][0]["offered"])
            assert letter(instance)["anonymous"] == [{"issuer": "coder-email", "offered": True, "at_least": 3}]
            assert "letter takes" not in terminals[0].run("--anonymous", typed="n\n", code=1)

            # Two of them are fewer than a batch: they wait on, whatever happens to the process.
            begun = [t.start("--anonymous", "--yes") for t in terminals[:2]]
            keys = []
            for terminal in terminals[:2]:
                wait(lambda t=terminal: t.key_lines()["mode"] == "anon")
            time.sleep(3)
            server.process.send_signal(signal.SIGKILL)
            server.process.wait()
            for process in begun:
                process.kill()
                process.communicate()
            disk = on_disk(instance)
            for terminal in terminals:
                lines = terminal.key_lines()
                assert base64.b64decode(lines["cred"]) not in disk and lines["cred"].encode() not in disk
                assert base64.b64decode(lines["blinded"]) not in disk and lines["blinded"].encode() not in disk
                keys.append(lines)
            server = instance.started()
            assert standing(instance)["anon"] == 0

            # The third makes the batch whole; it needn't wait for it at the terminal, and neither do the others.
            terminals[2].start("--anonymous", "--yes").communicate(timeout=200)
            wait(lambda: standing(instance)["anon"] == 3)
            entries = anonymous_entries(instance)
            assert len(entries) == 3 and len({e.splitlines()[-1] for e in entries}) == 1, entries
            hashes = [hashlib.sha256(e.encode()).digest() for e in entries]
            assert hashes == sorted(hashes)
            assert all("\ncommit -\n" in e and "\nvia client\n" in e for e in entries)
            for terminal in terminals:
                terminal.run("--anonymous", "--yes")  # fetches the receipt
                assert terminal.path(".tlog-proof").exists() and terminal.key_lines()["index"] != "-"
            instance.audit()

            # A named signature with the same key isn't taken, and a withdrawal counts with the epoch.
            assert "is no." in terminals[0].run()
            said = terminals[0].run("--withdraw", "--yes")
            assert "It counts from" in said, said
            wait(lambda: standing(instance)["anon"] == 2)
            assert "is withdrawn" in terminals[0].run("--withdraw", "--yes")
            instance.audit()

            instance.command("letter", "close", SLUG, "--data", instance.data)
            wait(lambda: letter(instance)["state"] == "closed", 30)
            # What is left once the letter has ended: no hash of a request, no address.
            wait(lambda: not any(hashlib.sha256(base64.b64decode(lines["blinded"])).digest() in on_disk(instance)
                                 for lines in keys), 150)
            for address in PEOPLE:
                assert address.encode() not in on_disk(instance), address
        finally:
            server.process.kill()
            server.process.wait()
    print("anonymous signatures wait, are published, withdrawn and audited")


if __name__ == "__main__":
    main()
