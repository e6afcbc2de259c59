#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing without a name from the terminal: what waits lies in memory alone and outlives a kill, is published with its
epoch in the order of its hashes, and is taken back or withdrawn; what is lost with the memory is sent again; nothing links
the request for a credential to the signature, and no byte on the disk tells who, least of all once the letter has ended.

  anonymous_signing.py RUBAN
"""
import base64
import hashlib
import hmac
import ipaddress
import json
import pathlib
import secrets
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from anonymous_instance import AnonymousInstance, wait
from instance import SLUG, Person
from instance_folder import all_bytes, dump, open_keys, rows
from lying_server import PassingServer
from ruban_client import get
from sign_from_terminal import Terminal
from socks_server import SocksServer

PEOPLE = ("ada@mail.example", "grace@mail.example", "mary@mail.example", "hedy@mail.example", "vera@mail.example")
PUBLIC = ("/en/", "/en/about", f"/en/letters/{SLUG}", f"/fr/letters/{SLUG}/signatures", f"/en/letters/{SLUG}/figures",
          f"/en/letters/{SLUG}/history", f"/en/letters/{SLUG}/sign", f"/embed/{SLUG}", f"/letters/{SLUG}/feed.atom",
          f"/letters/{SLUG}/curve.json", "/api/v1/letters", f"/api/v1/letters/{SLUG}", f"/api/v1/letters/{SLUG}/count",
          f"/api/v1/letters/{SLUG}/signatures?limit=1000", f"/api/v1/letters/{SLUG}/signatures.csv", "/log/checkpoint")


class MarkingServer(PassingServer):
    """What a browser and a proxy could add to a call, a different one to each of the two."""

    def __init__(self, port):
        super().__init__(port)
        self.marks = {"issue": self.drawn(), "sign": self.drawn()}

    @staticmethod
    def drawn():
        return {"Cookie": secrets.token_bytes(32), "User-Agent": secrets.token_bytes(16),
                "Referer": secrets.token_bytes(16), "X-Forwarded-For": b"\x20\x01\x0d\xb8" + secrets.token_bytes(12)}

    @staticmethod
    def written(name, mark):
        if name == "Cookie":
            return base64.urlsafe_b64encode(mark).decode().rstrip("=")
        return str(ipaddress.IPv6Address(mark)) if name == "X-Forwarded-For" else mark.hex()

    def headers_for(self, path):
        around = {"Cookie": "__Host-visit=", "User-Agent": "Browser/", "Referer": "https://elsewhere.example/"}
        marks = self.marks.get(path.rpartition("/")[2], {})
        return {name: around.get(name, "") + self.written(name, mark) for name, mark in marks.items()}

    def all_marks(self):
        """As they were sent, and as whoever reads them might keep them."""
        for marks in self.marks.values():
            for name, mark in marks.items():
                yield self.written(name, mark).encode()
                yield mark

    def call(self, name):
        call, = [call for call in self.calls if call.name == name]
        assert call.status == 200, call
        assert call.headers["Set-Cookie"] is None and call.headers["Cache-Control"] == "no-store", call.headers.items()
        return call


def issuing_is_durable(instance, terminal, folder):
    """A server that was killed right after its answer knows the right as used, and answers the same request the same."""
    address = PEOPLE[0]
    terminal.run_with_mail(address, "--issue-only")
    instance.kill()
    instance.start()
    used = [instance.code(address)]
    said = Terminal(instance, folder).run_with_mail(address, "--issue-only", code=1, but=used)
    assert "A credential for this letter was issued to this address before." in said, said
    used.append(instance.code(address, used))
    key = terminal.path(".ruban-key")
    whole = key.read_text()
    key.write_text(whole.replace(f"cred {terminal.key_lines()['cred']}\n", "cred -\n"))
    assert key.read_text() != whole
    terminal.run_with_mail(address, "--issue-only", but=used)
    assert key.read_text() == whole
    assert len(rows(instance.data, "SELECT * FROM identity_tag")) == 1


def too_few_hide_nobody(terminal):
    said = terminal.run("--anonymous", "--yes", code=1)
    assert "would hide nobody yet" in said, said


def begin_signing(instance, terminal, *arguments):
    """Until the server has it: the program at the terminal needn't see it published."""
    process = terminal.start("--anonymous", "--yes", *arguments)
    wait(lambda: waits(instance, terminal))
    process.kill()
    process.communicate()


def waits(instance, terminal):
    return f"\ncred {terminal.key_lines()['cred']}\n".encode() in instance.pool()


def nothing_is_kept_of_a_call_but_what_it_is_for(instance, marking):
    """Of neither call what else came with it: no common mark could lead from the one to the other."""
    metrics = get(instance.admin_port, "/metrics")
    pages = [get(instance.port, path) for path in PUBLIC]
    assert all(page.status == 200 for page in [metrics, *pages]), [page.status for page in pages]
    places = {"disk": all_bytes(instance.data), "pool": instance.pool(), "log": instance.server.output().encode(),
              "metrics": metrics.bytes, "pages": b"".join(page.bytes for page in pages),
              "record": "".join(instance.entries()).encode()}
    assert b"ruban_" in places["metrics"] and SLUG.encode() in places["disk"] and SLUG.encode() in places["pages"]
    marks = list(marking.all_marks())
    assert len(set(marks)) == 16
    for mark in marks:
        for place, kept in places.items():
            assert mark not in kept, (place, mark)


def in_memory_alone(instance, marking):
    """What will be public of it, as long as it waits."""
    entry = json.loads(marking.call("sign").body)["entry"]
    lines = dict(line.split(" ", 1) for line in entry.splitlines())
    disk = dump(instance.data)
    for name in ("key", "cred-nonce", "cred", "sig"):
        assert lines[name].encode() in instance.pool(), name
        assert lines[name].encode() not in disk and base64.b64decode(lines[name]) not in disk, name
    return entry


def two_sign_and_wait(instance, terminals, marking):
    begin_signing(instance, terminals[0])
    begin_signing(instance, Terminal(instance, terminals[1].folder, f"http://localhost:{marking.port}"),
                  "--policy", instance.policy)
    wait(lambda: any(call.name == "sign" for call in marking.calls))
    assert json.loads(marking.call("sign").answer)["state"] == "waiting"
    marking.call("issue")
    nothing_is_kept_of_a_call_but_what_it_is_for(instance, marking)
    entry = in_memory_alone(instance, marking)
    instance.kill()
    disk = all_bytes(instance.data)
    for terminal in terminals:
        lines = terminal.key_lines()
        for name in ("cred", "blinded"):
            assert base64.b64decode(lines[name]) not in disk and lines[name].encode() not in disk, name
    instance.start()
    assert instance.standing()["anon"] == 0
    assert entry not in "".join(instance.entries())
    return entry


def issued_through_a_proxy(instance, terminal, address):
    """A name that nobody but the proxy can look up: what doesn't go through it goes nowhere."""
    through = Terminal(instance, terminal.folder, f"http://ruban.invalid:{instance.port}")
    with SocksServer({"ruban.invalid": "127.0.0.1"}) as proxy:
        through.run_with_mail(address, "--issue-only", "--policy", instance.policy, "--socks5", f"127.0.0.1:{proxy.port}")
        assert set(proxy.hosts) == {"ruban.invalid"}
        # Reading; issuing.
        assert len(set(proxy.users)) == 2, proxy.users
        return set(proxy.users)


def signed_through_a_proxy(instance, terminal, issuing):
    """It makes the batch whole: so what it says of the case that too few come has no effect."""
    through = Terminal(instance, terminal.folder, f"http://ruban.invalid:{instance.port}")
    with SocksServer({"ruban.invalid": "127.0.0.1"}) as proxy:
        said = through.run("--anonymous", "--yes", "--drop-if-few", "--policy", instance.policy, "--socks5",
                           f"127.0.0.1:{proxy.port}")
        assert set(proxy.hosts) == {"ruban.invalid"}
        # Reading; how many there are; looking for it in the record; signing.
        assert len(set(proxy.users)) == 4 and not issuing & set(proxy.users), (issuing, proxy.users)
    # Five were issued a credential: it isn't told so finely.
    assert "any of at least 3 people who were issued a credential" in said and "Signed: no. " in said, said


def the_batch_is_published(instance, terminals, marking, entry):
    wait(lambda: instance.standing()["anon"] == 3)
    entries = instance.anonymous_entries()
    assert len(entries) == 3 and len({e.splitlines()[-1] for e in entries}) == 1, entries
    hashes = [hashlib.sha256(e.encode()).digest() for e in entries]
    assert hashes == sorted(hashes)
    assert all("\ncommit -\n" in e and "\nvia client\n" in e for e in entries)
    assert sum(e.startswith(entry) for e in entries) == 1
    nothing_is_kept_of_a_call_but_what_it_is_for(instance, marking)
    for terminal in terminals:
        terminal.run("--anonymous", "--yes")  # fetches the receipt
        assert terminal.path(".tlog-proof").exists() and terminal.key_lines()["index"] != "-"
    instance.audit()


def taken_back_while_it_waits(instance, terminal):
    begin_signing(instance, terminal)
    said = terminal.run("--withdraw", "--yes")
    assert "taken back before it was published" in said, said
    assert not waits(instance, terminal)
    # As before: nothing is sent again unless it is asked for and confirmed anew.
    assert terminal.key_lines()["mode"] == "-" and not terminal.path(".ruban-entry").exists()
    terminal.run("--withdraw", "--yes", code=1)
    assert not waits(instance, terminal)


def what_is_lost_with_the_memory_is_sent_again(instance, terminal):
    """The one exception from "never lost": the machine goes, and its memory with it. The key file makes up for it."""
    begin_signing(instance, terminal)
    instance.stop()
    assert waits(instance, terminal)  # a server that stops isn't a machine that goes
    instance.pool_file.unlink()
    instance.start()
    assert not waits(instance, terminal)
    for _ in range(2):
        begin_signing(instance, terminal)
    assert instance.pool().count(b"publish ") == 1, instance.pool()


def a_withdrawal_waits_for_the_epoch(instance, terminal):
    assert "is no." in terminal.run()  # a signature by name with the same key isn't made
    said = terminal.run("--withdraw", "--yes")
    assert "It counts from" in said, said
    wait(lambda: instance.standing()["anon"] == 2)
    assert "is withdrawn" in terminal.run("--withdraw", "--yes")
    instance.audit()


def tags_of(keys, addresses):
    """Each keyed hash of an address that can be made with these keys (identity tag, owner's tag), or with none."""
    for address in addresses:
        yield hashlib.sha256(address.encode()).digest()
        for key in keys:
            for prefix in ("ruban/v1 id\n", ""):
                yield hmac.digest(key, (prefix + address).encode(), "sha256")


def the_letter_ends(instance, terminals):
    """Its last batch is smaller than three: who wished so is dropped from it."""
    instance.command("letter", "close", SLUG, "--data", instance.data)
    wait(lambda: instance.letter()["state"] == "closed", 30)
    entries = instance.anonymous_entries()
    late, dropped = (terminal.key_lines()["cred"] for terminal in terminals)
    assert sum(f"\ncred {late}\n" in e for e in entries) == 1 and len(entries) == 4, entries
    assert not any(dropped in e for e in entries) and instance.standing()["anon"] == 3
    wait(lambda: b"publish " not in instance.pool() and b"drop " not in instance.pool())
    terminals[0].run("--anonymous", "--yes")
    assert terminals[0].path(".tlog-proof").exists()
    instance.audit()


def nobody_is_found_after_the_end(instance, terminals, person, keys, tags):
    """Shown: rows, keys and bytes of the instance's files are gone, and with all that is left in them the test of a
    guessed address finds nobody but who still stands there by name and signed by the form. Not shown, and said in the
    threat model: what the disk keeps of blocks that were overwritten, what old copies and backups of keys hold, what the
    memory of the server held until it ended the letter, and what its operator saw by looking."""
    ends = [e for e in instance.entries() if e.startswith("ruban/v1 end\n")]
    assert len(ends) == 1 and "\nkeys-destroyed issuer,hmac\n" in ends[0], ends

    def is_forgotten():
        disk = dump(instance.data)
        requests = [hashlib.sha256(base64.b64decode(t.key_lines()["blinded"])).digest() for t in terminals]
        return not any(value in disk for value in [*requests, *tags])

    wait(is_forgotten, 150)
    for table in ("identity_tag", "may_sign"):
        assert not rows(instance.data, f"SELECT * FROM {table}"), table
    left = open_keys(instance.data)
    assert set(keys) - set(left) == {name for name in keys if name.startswith(("issuer.", "tags."))}
    files = {file.name for file in (instance.data / "keys").iterdir()}
    assert files == {f"{name}.key" for name in left}, files
    disk = dump(instance.data)
    for address in PEOPLE:
        assert address.encode() not in disk, address
    held = [*left.values(), (instance.data / "instance.key").read_bytes()]
    assert not any(tag in disk for tag in tags_of(held, PEOPLE))
    assert any(tag in disk for tag in tags_of(held, [person.address]))


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        instance = AnonymousInstance(sys.argv[1], folder / "instance")
        instance.init()
        instance.start()
        instance.policy = folder / "policy"
        instance.policy.write_bytes(get(instance.port, "/log/policy").bytes)
        terminals = [Terminal(instance, folder / f"signer{i}") for i in range(len(PEOPLE))]
        with MarkingServer(instance.port) as marking:
            issuing_is_durable(instance, terminals[0], folder / "again")
            Terminal(instance, terminals[1].folder, f"http://localhost:{marking.port}").run_with_mail(
                PEOPLE[1], "--issue-only", "--anonymous", "--policy", instance.policy)
            too_few_hide_nobody(terminals[0])
            users = issued_through_a_proxy(instance, terminals[2], PEOPLE[2])
            for terminal, address in list(zip(terminals, PEOPLE))[3:]:
                terminal.run_with_mail(address, "--issue-only", "--anonymous")
            wait(lambda: instance.letter()["anonymous"][0]["offered"])
            assert instance.letter()["anonymous"] == [{"issuer": "coder-email", "offered": True, "at_least": 3}]
            assert "letter takes" not in terminals[0].run("--anonymous", typed="n\n", code=1)

            # Two of them are fewer than a batch: they wait on, whatever happens to the process. The third makes it whole.
            entry = two_sign_and_wait(instance, terminals[:3], marking)
            signed_through_a_proxy(instance, terminals[2], users)
            the_batch_is_published(instance, terminals[:3], marking, entry)

        # From here on two more wait, and are too few until the letter ends.
        taken_back_while_it_waits(instance, terminals[3])
        what_is_lost_with_the_memory_is_sent_again(instance, terminals[3])
        begin_signing(instance, terminals[4], "--drop-if-few")
        person = Person(instance, 1)
        person.sign()
        a_withdrawal_waits_for_the_epoch(instance, terminals[0])

        keys = open_keys(instance.data)
        tags = [tag for (tag,) in rows(instance.data, "SELECT tag FROM identity_tag")]
        assert set(tags) <= set(tags_of(keys.values(), [*PEOPLE, person.address])) and len(tags) == len(PEOPLE) + 1
        the_letter_ends(instance, terminals[3:])
        nobody_is_found_after_the_end(instance, terminals, person, keys, tags)
        instance.stop()
    print("anonymous signatures wait, are published, withdrawn and audited")


if __name__ == "__main__":
    main()
