#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kills a server at each step between a signature and its publication, while people sign through its pages, and checks
after each kill that it starts by itself, that nothing acknowledged is lost and that the record goes on without a fork.
One instance lives through all the kills.

    server_crash.py RUBAN [--kills N] [--part K/N] [--seed N]
--kills: how often at each step (RUBAN_KILLS, 20); --part 1/4: the steps 1, 5 and 9 alone
The last step gives the instance a witness.
"""
import argparse
import collections
import http.client
import os
import pathlib
import random
import shutil
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from asked_witness import MOMENTS, AskedWitness  # noqa: E402
from instance import Instance, Person, Wrong  # noqa: E402
from ruban_client import Unexpected, until  # noqa: E402
from seen_record import Forked, SeenRecord  # noqa: E402

ASKS = "(asking)"      # in place of a system call
EMPTIES = "ftruncate"  # called for the log once nobody has signed for a while
# The step, the system call before which it is killed, and the file in the instance's folder that the call is for.
STEPS = [
    ("signature or batch written", "pwrite64", "ruban.db-wal"),
    ("signature or batch synced", "fdatasync", "ruban.db-wal"),
    ("space taken for them", "fallocate", "ruban.db-wal"),
    ("log copied to the database", "pwrite64", "ruban.db"),
    ("database synced", "fdatasync", "ruban.db"),
    ("log emptied", EMPTIES, "ruban.db-wal"),
    ("publication begun", "openat", "checkpoint.published.part"),
    ("publication written", "write", "checkpoint.published.part"),
    ("publication synced", "fsync", "checkpoint.published.part"),
    ("publication named", "rename", "checkpoint.published.part"),
    ("name synced", "fsync", ""),
    ("witness asked", ASKS, ""),
]
SIGNERS = 2       # in a round
TRIES = 5         # rounds for one kill, when the step came less often than in the undisturbed round
BROKEN = (OSError, http.client.HTTPException)


class Crowd:
    """Everybody who ever pressed the button."""

    def __init__(self, instance):
        self.instance = instance
        self.record = SeenRecord(instance.port)
        self.people = []
        self.settled = 0      # so many of them have been found in the record
        self.last_index = None
        self.longest = 0.0

    def sign_until_it_dies(self, waits_for):
        """A round. True if the server lived through it."""
        try:
            for _ in range(SIGNERS):
                self.people.append(Person(self.instance, len(self.people) + 1))
                self.people[-1].sign()
                self.record.look()
            for person in self.people[-SIGNERS:]:
                person.wait_for_number()
                person.wait_for_receipt()
                self.record.look()
            until(waits_for)
            return True
        except BROKEN:
            return False

    def settle(self):
        """After the new start: what was acknowledged is there; who was cut off signs again."""
        began = time.monotonic()
        new = self.people[self.settled:]
        for person in new:
            if person.acknowledged:
                person.wait_for_number()
                person.wait_for_receipt()
        self.longest = max(self.longest, time.monotonic() - began)
        for person in new:
            if not person.acknowledged:
                person.sign()
        wanted = {person.name for person in new}
        until(lambda: wanted <= self.instance.names(self.last_index).keys())
        found = self.instance.names(self.last_index)
        if found.keys() != wanted:
            raise Wrong(f"signed: {sorted(wanted)}; counted: {found}")
        for person in new:
            if person.number not in (None, found[person.name]):
                raise Wrong(f"{person.name} was no. {person.number} and is no. {found[person.name]} in the list")
        self.settled = len(self.people)
        self.last_index = max(found.values(), default=self.last_index)
        self.record.look()

    def check_everything(self):
        self.record.look_again_at_all()
        names = self.instance.names()
        if names.keys() != {person.name for person in self.people}:
            raise Wrong(f"{len(self.people)} people signed, and {len(names)} are counted")
        if self.instance.count() != len(self.people):
            raise Wrong(f"{len(self.people)} people signed, and the count is {self.instance.count()}")
        self.instance.audit()


class AtSystemCalls:
    """Kills with strace."""

    def __init__(self, instance, call, file, trace):
        self.instance, self.call, self.file, self.trace = instance, call, file, trace

    def serve(self, when=None):
        """Killed at the call of this number, if it comes so far; never without one."""
        inject = ["-e", f"inject={self.call}:signal=KILL:when={when}"] if when else []
        path = self.instance.data / self.file if self.file else self.instance.data
        return self.instance.serve(["strace", "-f", "-qq", "-o", self.trace, "-e", f"trace={self.call}", "-P", path,
                                    "-e", "signal=none", *inject])

    def quiet(self, server):
        """What a round waits for at its end."""
        log = self.instance.data / "ruban.db-wal"
        return lambda: self.call != EMPTIES or server.process.poll() is not None or log.stat().st_size == 0

    def most(self):
        """So many calls has the busiest thread made: strace counts by thread."""
        lines = self.trace.read_text().splitlines()
        threads = collections.Counter(line.split()[0] for line in lines if f" {self.call}(" in line)
        if not threads:
            raise Wrong(f"{self.call} is never called for {self.file or 'the folder'}")
        return max(threads.values())

    def end(self, record):
        pass


class AtTheWitness:
    """Kills while the witness is asked for what somebody has just signed."""

    def __init__(self, instance, folder):
        self.instance = instance
        self.asked = AskedWitness(instance, folder)

    def serve(self, when=None):
        published = int((self.instance.data / "checkpoint.published").read_text().split("\n")[1])
        server = self.instance.serve()
        if when:
            self.asked.kills(server, when, published)
        return server

    def quiet(self, server):
        return lambda: True

    def most(self):
        return MOMENTS

    def end(self, record):
        self.asked.end(record)


def was_killed(server):
    """After it was asked to end, which belongs to the round, too."""
    return server.stop() in (-9, 137)


def most_calls(crowd, way):
    """In an undisturbed round."""
    server = way.serve()
    if not server.wait_until_it_answers() or not crowd.sign_until_it_dies(way.quiet(server)) or was_killed(server):
        raise Wrong(f"an undisturbed round ends: {server.output()}")
    if server.process.returncode != 0:
        raise Wrong(f"asked to stop, it ends with {server.process.returncode}: {server.output()}")
    return way.most()


def killed_once(crowd, call, way, when):
    server = way.serve(when)
    lived = server.wait_until_it_answers() and crowd.sign_until_it_dies(way.quiet(server))
    killed = was_killed(server)
    if not killed and server.process.returncode != 0:
        raise Wrong(f"at {call} no. {when} it ends with {server.process.returncode}: {server.output()}")
    if not killed and not lived:
        raise Wrong(f"at {call} no. {when} it stopped answering: {server.output()}")
    server = crowd.instance.started()
    try:
        crowd.settle()
    finally:
        code = server.stop()
    if code != 0:
        raise Wrong(f"after a kill at {call} no. {when}, asked to stop, it ends with {code}: {server.output()}")
    return killed


def step(crowd, what, call, file, kills, dice, root):
    way = AtTheWitness(crowd.instance, root / "witness") if call == ASKS else AtSystemCalls(crowd.instance, call, file, root / "trace")
    most = most_calls(crowd, way)
    killed = rounds = 0
    while killed < kills:
        if rounds == kills * TRIES:
            raise Wrong(f"{what}: {killed} kills in {rounds} rounds")
        killed += killed_once(crowd, call, way, dice.randint(1, most))
        rounds += 1
    server = crowd.instance.started()
    try:
        crowd.settle()
        crowd.check_everything()
    finally:
        server.stop()
    way.end(crowd.record)
    print(f"{what:27} {call:10}{file:26} {killed} killed in {rounds} rounds; at most {most} calls", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ruban", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=int(os.environ.get("RUBAN_KILLS", "20")))
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    arguments = parser.parse_args()
    part, parts = map(int, arguments.part.split("/"))
    if shutil.which("strace") is None:
        sys.exit("server_crash: strace is missing (see packages.txt)")
    # A killed process loses nothing that the kernel has, so memory is as good as a disk here, and much faster.
    memory = pathlib.Path("/dev/shm")
    root = pathlib.Path(tempfile.mkdtemp(prefix="ruban-crash-", dir=memory if os.access(memory, os.W_OK) else None))
    instance = Instance(arguments.ruban, root / "instance")
    crowd = Crowd(instance)
    dice = random.Random(arguments.seed)
    print(f"seed {arguments.seed}", flush=True)
    try:
        instance.init()
        for what, call, file in STEPS[part - 1::parts]:
            step(crowd, what, call, file, arguments.kills, dice, root)
    except (Wrong, Forked, Unexpected, *BROKEN) as fault:
        sys.exit(f"server_crash: {fault}\nThe folder stays: {root}")
    print(f"{len(crowd.people)} people signed, {len(crowd.record.checkpoints)} checkpoints were seen; "
          f"all that was acknowledged was published at most {crowd.longest:.1f} s after a new start")
    shutil.rmtree(root)


if __name__ == "__main__":
    main()
