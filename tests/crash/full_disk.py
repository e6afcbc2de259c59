#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fills the disk under a server while people sign, and makes room again: who can't sign is told so, nothing acknowledged
is lost, and it goes on by itself.

    full_disk.py RUBAN      exit code 77 where no small file system can be mounted
"""
import http.client
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from instance import SLUG, Instance, Person, Wrong  # noqa: E402
from ruban_client import Unexpected, Visitor, code_in, get, until  # noqa: E402
from seen_record import Forked, SeenRecord  # noqa: E402

LEFT = [0, 1, 2, 4, 8, 20, 64, 200]  # pages of 4 kB that the disk still has
MOST_PEOPLE = 150                     # who may still sign with so little
NO_MAIL = 8                           # seconds without a mail, after which the store takes no more
SAYS = "can’t store anything right now"
INSIDE = ["sqlite", "ENOSPC", "No space", "/dev/", "/tmp/", "exception", ".cc"]


def in_a_mount_namespace():
    """Starts this script anew where it may mount."""
    unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*unshare, "mount", "-t", "tmpfs", "none", "/mnt"], stderr=subprocess.DEVNULL).returncode != 0:
        print("full_disk: no small file system can be mounted here")
        sys.exit(77)
    os.execvp("unshare", [*unshare, sys.executable, __file__, "--mounting", *sys.argv[1:]])


class Disk:
    def __init__(self, folder):
        self.folder = folder
        self.ballast = folder / "ballast"
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "none", str(folder)], check=True)

    def fill(self, pages_left):
        room = os.statvfs(self.folder)
        size = (room.f_bavail - pages_left) * room.f_frsize
        if size > 0:
            with open(self.ballast, "wb") as file:
                os.posix_fallocate(file.fileno(), 0, size)

    def make_room(self):
        self.ballast.unlink(missing_ok=True)


def check_refusal(answer):
    if answer.status != 503 or not answer.retry_after or SAYS not in answer.main():
        raise Wrong(f"a full disk is answered with {answer.status}: {answer.main()}")
    for word in INSIDE:
        if word.lower() in answer.text().lower():
            raise Wrong(f"the page shows the inside: {word}")


def signs(person):
    """As Person.sign(), but without patience for a mail that the store can't send. None, or how it was refused."""
    person.visitor = Visitor(person.instance.port, SLUG)
    try:
        person.visitor.ask(person.name, person.address)
        while True:
            code = until(lambda: code_in(person.instance.mails, person.address, person.codes), NO_MAIL)
            if not code:
                return "no mail"
            person.codes.append(code)
            try:
                person.visitor.prove(code)
                break
            except Unexpected as other:
                if other.answer.status != 422:  # the code of an attempt that the full disk cut short
                    raise
        person.visitor.press_sign()
    except Unexpected as refused:
        check_refusal(refused.answer)
        return "503"
    person.acknowledged = True
    return None


def until_full(instance, people):
    for _ in range(MOST_PEOPLE):
        people.append(Person(instance, len(people) + 1))
        refused = signs(people[-1])
        if refused:
            return refused
    raise Wrong(f"{MOST_PEOPLE} people sign on a full disk, and none is refused")


def everybody_counts(instance, people, record):
    for person in people:
        if not person.acknowledged:
            until(lambda: signs(person) is None)
        if not person.acknowledged:
            raise Wrong(f"{person.name} can't sign although there is room again")
    for person in people:
        person.wait_for_number()
    wanted = {person.name for person in people}
    until(lambda: wanted <= instance.names().keys())
    if instance.names().keys() != wanted:
        raise Wrong(f"{len(wanted)} people signed; counted: {sorted(instance.names())}")
    record.look_again_at_all()
    instance.audit()


def fill_and_empty(instance, disk, left, people, record):
    server = instance.started()
    try:
        disk.fill(left)
        before = len(people)
        refused = until_full(instance, people)
        if server.process.poll() is not None:
            raise Wrong(f"with {left} pages left it ends with {server.process.returncode}: {server.output()}")
        if get(instance.port, f"/en/letters/{SLUG}").status != 200:
            raise Wrong("nobody can read the letter while the disk is full")
        print(f"{left:3} pages left: {len(people) - before - 1} more signed, then {refused}", flush=True)
        disk.make_room()
        everybody_counts(instance, people, record)
    finally:
        disk.make_room()
        code = server.stop()
    if code != 0:
        raise Wrong(f"asked to stop, it ends with {code}: {server.output()}")


def stop_and_start_on_a_full_disk(instance, disk, people, record):
    server = instance.started()
    disk.fill(0)
    until_full(instance, people)
    if server.stop() != 0:
        raise Wrong(f"asked to stop on a full disk, it ends with {server.process.returncode}: {server.output()}")
    server = instance.serve()
    if server.wait_until_it_answers():
        print("it starts on a full disk")
        disk.make_room()
    else:
        said = server.output()
        if server.process.returncode != 3 or "the disk is full" not in said:
            raise Wrong(f"on a full disk its start ends with {server.process.returncode}: {said}")
        print("it says why it can't start on a full disk")
        disk.make_room()
        server = instance.started()
    try:
        everybody_counts(instance, people, record)
    finally:
        server.stop()


def main():
    if sys.argv[1:2] != ["--mounting"]:
        in_a_mount_namespace()
    root = pathlib.Path(tempfile.mkdtemp(prefix="ruban-full-"))
    (root / "disk").mkdir()
    disk = Disk(root / "disk")
    instance = Instance(sys.argv[2], root / "disk/instance")
    # Their files would compete for the last pages.
    instance.mails, instance.home = root / "mails", root / "home"
    people, record = [], SeenRecord(instance.port)
    try:
        instance.init()
        for left in LEFT:
            fill_and_empty(instance, disk, left, people, record)
        stop_and_start_on_a_full_disk(instance, disk, people, record)
    except (Wrong, Forked, Unexpected, OSError, http.client.HTTPException) as fault:
        sys.exit(f"full_disk: {fault}")
    finally:
        subprocess.run(["umount", "--lazy", str(disk.folder)], check=False)
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    main()
