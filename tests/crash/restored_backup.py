#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An older backup is refused as long as more was published; the newest one is taken, and its letters take no more
signatures.

    restored_backup.py RUBAN
"""
import http.client
import pathlib
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from instance import SLUG, Instance, Person, Wrong  # noqa: E402
from ruban_client import Unexpected, get, until  # noqa: E402
from seen_record import Forked, SeenRecord  # noqa: E402

OLDER = "More was published than this store holds: it is an older copy."
MISSING = "The file checkpoint.published is missing"
CLOSED = "takes no more signatures"


def sign(instance, people, record):
    people.append(Person(instance, len(people) + 1))
    people[-1].sign()
    people[-1].wait_for_number()
    people[-1].wait_for_receipt()
    record.look()


def restored(instance, backup, name, *besides):
    """A new folder with the backup and what belongs beside it."""
    other = Instance(instance.ruban, instance.data.parent / name, instance.port)
    other.command("restore", backup, "--data", other.data)
    shutil.copytree(instance.data / "keys", other.data / "keys")
    for file in ["ruban.toml", "instance.key", *besides]:
        shutil.copy(instance.data / file, other.data / file)
    return other


def refused(instance, sentence, *settings):
    """Its start ends with exit code 1 and this sentence, and changes nothing that the next start would see."""
    said = instance.run("serve", "--data", instance.data, *settings)
    if said.returncode != 1 or sentence not in said.stdout:
        raise Wrong(f"the start ends with {said.returncode} instead of being refused: {said.stdout}")


def takes_no_more(instance):
    page = get(instance.port, f"/en/letters/{SLUG}")
    if page.status != 200 or CLOSED not in page.main():
        raise Wrong(f"the letter's page doesn't say that it {CLOSED}: {page.status} {page.main()[:2000]}")
    form = get(instance.port, f"/en/letters/{SLUG}/sign")
    if form.status != 409 or CLOSED not in form.main():
        raise Wrong(f"somebody may still sign: {form.status} {form.main()}")


def still_counts(instance, people, record):
    record.look_again_at_all()
    if instance.names().keys() != {person.name for person in people}:
        raise Wrong(f"{len(people)} people signed; counted: {sorted(instance.names())}")
    instance.audit()


def story(root, ruban):
    instance = Instance(ruban, root / "first")
    instance.init()
    record, people = SeenRecord(instance.port), []
    server = instance.started()
    sign(instance, people, record)
    older, newest = root / "older.db", root / "newest.db"
    instance.command("backup", older, "--data", instance.data)  # while it serves
    sign(instance, people, record)
    until(lambda: instance.count() == len(people))
    server.stop()
    instance.command("backup", newest, "--data", instance.data)

    behind = restored(instance, older, "behind", "checkpoint.published")
    refused(behind, OLDER)
    refused(behind, OLDER)  # no less the second time
    (behind.data / "checkpoint.published").unlink()
    refused(behind, MISSING)
    elsewhere = f"file://{instance.data / 'checkpoint.published'}"
    refused(behind, OLDER, "--checkpoint-url", elsewhere, "--accept-rollback", "true")

    after = restored(instance, newest, "after", "checkpoint.published")
    for _ in range(2):  # for good, not only until the next start
        server = after.started()
        takes_no_more(after)
        still_counts(after, people, record)
        server.stop()


def main():
    root = pathlib.Path(tempfile.mkdtemp(prefix="ruban-restored-"))
    try:
        story(root, sys.argv[1])
    except (Wrong, Forked, Unexpected, OSError, http.client.HTTPException) as fault:
        sys.exit(f"restored_backup: {fault}\nThe folder stays: {root}")
    shutil.rmtree(root)


if __name__ == "__main__":
    main()
