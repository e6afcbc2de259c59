#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An instance and its witnesses: three honest ones, of which one recounts and some are killed, and one that is hostile in
every way. The log goes on, and nothing says more than holds.

    witnessed_log.py RUBAN [CHECK_LOG]

CHECK_LOG (tests/interop) is another implementation, which then reads the record over HTTP with each witness's key.
"""
import datetime
import http.client
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from hostile import WAYS, HostileWitness  # noqa: E402
from instance import SLUG, Instance, Person, Wrong  # noqa: E402
from ruban_client import Unexpected, get, until  # noqa: E402
from seen_record import Forked, SeenRecord  # noqa: E402
from witness import Witness  # noqa: E402

QUICKLY = 8  # seconds, in which a published checkpoint follows a signature, whatever a witness does


class Watched:
    """The instance with its witnesses."""

    def __init__(self, ruban, root, check_log):
        self.ruban, self.root, self.check_log = ruban, root, check_log
        self.instance = Instance(ruban, root / "first")
        self.instance.init()
        server = self.instance.started()
        self.vkey = get(self.instance.port, "/log/policy").text().split()[1]
        server.stop()
        self.honest = [self._witness("one"), self._witness("two"), self._witness("three", "--recount")]
        never = Witness(ruban, root / "never", "hostile")
        self.hostile = HostileWitness(never.key, self.honest[0].url)
        lines = "".join(w.policy_line() for w in [*self.honest, self.hostile])
        (self.instance.data / "witnesses.policy").write_text(
            f"{lines}group g 2 one two three hostile\nquorum g\n")
        with (self.instance.data / "ruban.toml").open("a") as settings:
            settings.write('witnesses = "witnesses.policy"\nrecounted-by = "' + self.honest[2].recount_promise() + '"\npublish-every = 1\n')
        self.people = []
        self.record = SeenRecord(self.instance.port)
        self.server = None

    def _witness(self, name, *settings):
        witness = Witness(self.ruban, self.root / name, name, "--run-by", f"Witness {name}", *settings)
        witness.command("add-log", self.vkey, f"http://localhost:{self.instance.port}/log")
        return witness.started()

    def start(self):
        self.server = self.instance.started()
        return self

    def sign(self, seconds=None):
        """One more signature, published; the receipt."""
        self.people.append(Person(self.instance, len(self.people) + 1))
        person = self.people[-1]
        person.sign()
        began = time.monotonic()
        person.wait_for_number()
        receipt = person.wait_for_receipt()
        took = time.monotonic() - began
        if seconds and took > seconds:
            raise Wrong(f"the receipt of {person.name} took {took:.1f} s")
        self.record.look()
        return receipt

    def witnessed(self):
        return json.loads(get(self.instance.port, f"/api/v1/letters/{SLUG}/count").bytes)["witnessed"]

    def wait_for(self, have):
        if not until(lambda: self.witnessed()["have"] == have):
            raise Wrong(f"{self.witnessed()} instead of {have}: {self.server.output()[-2000:]}")

    def foot(self):
        text = get(self.instance.port, f"/en/letters/{SLUG}").text()
        return text[text.find('<footer'):]

    def policy_file(self):
        file = self.root / "policy"
        file.write_bytes(get(self.instance.port, "/log/policy").bytes)
        return file

    def verify(self, receipt):
        file = self.root / "receipt.tlog-proof"
        file.write_text(receipt)
        return self.instance.run("verify", file, "--policy", self.policy_file())

    def audit(self, *more):
        return self.instance.run("audit", f"http://localhost:{self.instance.port}", "--policy", self.policy_file(), *more)


def expect(condition, *said):
    if not condition:
        raise Wrong(*said)


def all_of_them(watched):
    receipt = watched.sign(QUICKLY)
    watched.wait_for(3)
    expect(watched.witnessed() == {"have": 3, "of": 4, "recounted_by": ["three"]}, watched.witnessed())
    expect("Witnessed by 3 of 4." in watched.foot() and "Recounted by three." in watched.foot(), watched.foot())
    said = watched.verify(receipt)
    expect(said.returncode == 0 and "Witnessed: 3 of 4" in said.stdout, said.stdout)
    said = watched.audit()
    expect(said.returncode == 0 and "Witnessed: 3 of 4" in said.stdout, said.stdout)
    an_instant_says(watched, now(), 3, ["three"], True)
    for witness in watched.honest:
        page = get(witness.port, "/fr/").text()
        expect(f"Witness {witness.name}" in page and witness.key in page, page)
        expect(get(witness.port, "/key").text() == witness.key + "\n", witness.name)
        expect(f"localhost:{watched.instance.port}/log" in page, page)
    if watched.check_log:
        go_agrees(watched, receipt)
    promise = watched.honest[2].recount_promise()
    expect(f"# three recounts every tally before it cosigns: {promise}" in get(watched.instance.port, "/log/policy").text(),
           "the policy doesn't have the word of the recounting one")
    expect(promise in get(watched.honest[2].port, "/en/").text(), "its page doesn't say it")
    expect(watched.honest[0].recount_promise() == "", "this one doesn't recount")


def now():
    """A second that is over, for before that nobody knows its count; and no earlier than the last publication, which may be
    dated a second ahead so that it is later than the one before."""
    time.sleep(2.1)
    return (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def an_instant_says(watched, at, have, recounted_by, witnessed):
    """What may be quoted of an instant, with its proof: on the page, by the API, and in the file."""
    count = json.loads(get(watched.instance.port, f"/api/v1/letters/{SLUG}/count?at={at}").bytes)["witnessed"]
    expect(count == {"have": have, "of": 4, "recounted_by": recounted_by}, at, count)
    page = get(watched.instance.port, f"/en/letters/{SLUG}/figures?at={at}").text()
    expect(page.count(" cosigned it on ") == have, at, page)
    said = watched.verify(get(watched.instance.port, f"/api/v1/letters/{SLUG}/proof?at={at}").text())
    expect(("Witnessed: " in said.stdout) == witnessed and (said.returncode == 0) == witnessed, at, said.stdout)


def go_agrees(watched, receipt):
    file = watched.root / "receipt.tlog-proof"
    file.write_text(receipt)
    for witness in watched.honest:
        done = subprocess.run([watched.check_log, "-vkey", watched.vkey, "-witness", witness.key, "-proof", file,
                               f"http://localhost:{watched.instance.port}/log"],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        expect(done.returncode == 0, f"Go doesn't find the signature of {witness.name}: {done.stdout}")


def one_hostile_in_every_way(watched):
    for way in WAYS:
        expect(watched.server.stop() == 0, watched.server.output())  # it is asked at the start, and isn't left alone
        watched.hostile.misbehaves(way)
        watched.start().sign(QUICKLY)
        watched.sign(QUICKLY)
        watched.wait_for(3)
        expect(watched.hostile.was_asked(way), f"the hostile witness wasn't asked while it answered with {way}")


def two_of_them_killed(watched):
    one, two, three = watched.honest
    three.kill()
    receipt = watched.sign(QUICKLY)
    watched.wait_for(2)
    expect(watched.witnessed() == {"have": 2, "of": 4, "recounted_by": []}, watched.witnessed())
    expect("Witnessed by 2 of 4." in watched.foot(), watched.foot())
    expect("Witnessed: 2 of 4" in watched.verify(receipt).stdout, "two are the quorum")
    two.kill()
    receipt = watched.sign(QUICKLY)
    watched.wait_for(1)
    expect("Log only: 1 of 4 witnesses" in watched.foot(), watched.foot())
    at = now()
    an_instant_says(watched, at, 1, [], False)
    said = watched.verify(receipt)
    expect(said.returncode == 1 and "lacks the witnesses" in said.stdout, said.stdout)
    expect(watched.audit().returncode == 1, "the audit passes without a quorum")
    expect(watched.audit("--allow-unwitnessed").returncode == 0, "the audit doesn't pass with a word of consent")
    doctor = watched.instance.run("doctor", "--data", watched.instance.data)
    expect("1 of 4" in doctor.stdout and "two" in doctor.stdout, doctor.stdout)
    two.started()
    three.started()
    watched.wait_for(3)  # their cosignatures come late, and are added, also to what was told before
    an_instant_says(watched, at, 3, ["three"], True)
    page = get(watched.instance.port, f"/en/letters/{SLUG}/figures?at={at}").text()
    expect("came after the instant that was asked for" in page, page)
    expect(watched.audit().returncode == 0, "the audit doesn't pass again")


def killed_between_its_steps(watched):
    """What a witness has cosigned and nobody has published yet is no reason to refuse a start."""
    for pause in (0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2):
        watched.people.append(Person(watched.instance, len(watched.people) + 1))
        watched.people[-1].sign()
        time.sleep(pause)
        watched.server.leave_nothing_behind()
        watched.server.process.wait()
        watched.start()
        watched.people[-1].wait_for_receipt()
        watched.wait_for(3)
        watched.record.look()
    expect(watched.instance.names().keys() == {person.name for person in watched.people}, "somebody is missing")


def an_older_copy(watched):
    """Restored by mistake, with everything that lay beside it: only the witnesses know better."""
    expect(watched.server.stop() == 0, watched.server.output())
    copy = watched.root / "copy"
    shutil.copytree(watched.instance.data, copy)
    watched.start().sign()
    watched.sign()
    watched.wait_for(3)
    expect(watched.server.stop() == 0, watched.server.output())
    held = [witness.show()["logs"][0]["size"] for witness in watched.honest]

    older = Instance(watched.ruban, copy, watched.instance.port)
    older.mails = watched.instance.mails
    said = older.run("serve", "--data", copy)
    expect(said.returncode == 1 and "More was published than this store holds" in said.stdout, said.stdout)

    for witness in watched.honest:
        witness.kill()
    server = older.started()  # nobody could be asked
    size = int(get(older.port, "/log/checkpoint").text().split("\n")[1])
    stranger = Person(older, 1000)
    stranger.sign()
    stranger.wait_for_number()  # recorded, and not published
    for witness in watched.honest:
        witness.started()
    expect(until(lambda: server.process.poll() is not None), f"the server goes on: {server.output()}")
    expect(server.process.returncode == 3, server.process.returncode)
    expect("fork" in server.output() or "More was published" in server.output(), server.output())
    published = (copy / "checkpoint.published").read_text()
    expect(int(published.split("\n")[1]) == size, "the fork was published")
    expect([witness.show()["logs"][0]["size"] for witness in watched.honest] == held, "a witness has cosigned the fork")
    said = older.run("serve", "--data", copy)
    expect(said.returncode == 1, said.stdout)

    watched.start().sign()
    watched.wait_for(3)
    watched.record.look_again_at_all()
    expect(watched.audit().returncode == 0, "the audit doesn't pass")


def story(root, ruban, check_log=None):
    watched = Watched(ruban, root, check_log)
    try:
        watched.start()
        for part in [all_of_them, one_hostile_in_every_way, two_of_them_killed, killed_between_its_steps, an_older_copy]:
            began = time.monotonic()
            part(watched)
            print(f"{part.__name__}: {time.monotonic() - began:.0f} s", flush=True)
        expect(watched.server.stop() == 0, watched.server.output())
    finally:
        for witness in watched.honest:
            witness.kill()


def main():
    root = pathlib.Path(tempfile.mkdtemp(prefix="ruban-witnessed-"))
    try:
        story(root, *(pathlib.Path(argument).resolve() for argument in sys.argv[1:]))
    except (Wrong, Forked, Unexpected, OSError, http.client.HTTPException) as fault:
        sys.exit(f"witnessed_log: {fault}\nThe folder stays: {root}")
    shutil.rmtree(root)


if __name__ == "__main__":
    main()
