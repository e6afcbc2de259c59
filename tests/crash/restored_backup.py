#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An older backup is refused as long as more was published; the newest one is taken, and its letters take no more
signatures. It holds no key, and without those of its letters they are read, withdrawn from and ended all the same.

    restored_backup.py RUBAN
"""
import base64
import ctypes
import http.client
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from instance import SLUG, Instance, Person, Wrong  # noqa: E402
from ruban_client import Unexpected, Visitor, get, until  # noqa: E402
from seen_record import Forked, SeenRecord  # noqa: E402

OLDER = "More was published than this store holds: it is an older copy."
MISSING = "The file checkpoint.published is missing"
CLOSED = "takes no more signatures"
ENDED = "This letter is closed to signatures."
PIECE = 32  # bytes; no key is shorter
NONCE, TAG = 24, 16


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


def opened(box, name, instance_key):
    """A key out of its file in the vault: XChaCha20-Poly1305 (src/crypto/secretbox.h)."""
    out = ctypes.create_string_buffer(len(box) - NONCE - TAG)
    purpose = f"ruban vault {name}".encode()
    done = ctypes.CDLL("libsodium.so.23").crypto_aead_xchacha20poly1305_ietf_decrypt(
        out, None, None, box[NONCE:], ctypes.c_ulonglong(len(box) - NONCE), purpose, ctypes.c_ulonglong(len(purpose)),
        box[:NONCE], instance_key)
    if done != 0:
        raise Wrong(f"the key {name} can't be opened")
    return out.raw


def secret_part(key):
    """Of an RSA key, what comes after the modulus: that one is public."""
    said = subprocess.run(["openssl", "rsa", "-inform", "DER", "-modulus", "-noout"], input=key, capture_output=True, check=True)
    modulus = bytes.fromhex(said.stdout.decode().strip().removeprefix("Modulus="))
    return key[key.index(modulus) + len(modulus):]


def written(piece):
    """The ways in which bytes are found in a file: as they are, in hexadecimal, and in base64 wherever they begin in it."""
    yield piece
    yield piece.hex().encode()
    yield piece.hex().upper().encode()
    for before in range(3):
        whole = base64.b64encode(bytes(before) + piece + bytes(-(before + len(piece)) % 3))
        inner = whole[(before * 8 + 5) // 6:(before + len(piece)) * 8 // 6]
        yield inner
        yield inner.replace(b"+", b"-").replace(b"/", b"_")


def holds_no_key(instance, backup):
    instance_key = (instance.data / "instance.key").read_bytes()
    secrets = {"instance.key": instance_key}
    for file in sorted((instance.data / "keys").iterdir()):
        secrets[file.name] = file.read_bytes()
        key = opened(file.read_bytes(), file.stem, instance_key)
        secrets[f"{file.name}, opened"] = secret_part(key) if file.name.startswith("issuer.") else key
    kinds = {name.split(".")[0] for name in secrets}
    if not kinds >= {"instance", "log", "issuer", "tags", "owners", "unsubscribe"}:
        raise Wrong(f"not all of the keys are there: {sorted(secrets)}")
    data = backup.read_bytes()
    if b"ruban/v1 letter\n" not in data:
        raise Wrong("the backup isn't written as plain bytes: nothing can be looked for in it")
    for name, secret in secrets.items():
        for start in range(0, len(secret) - PIECE + 1, PIECE):
            for text in written(secret[start:start + PIECE]):
                if text in data:
                    raise Wrong(f"{backup.name} holds bytes of {name}")


def key_file_of(person):
    form = {"csrf": person.visitor.done().csrf()}
    answer = person.visitor.post(person.visitor.letter + "/sign/key", form)
    if answer.status != 200 or not answer.bytes.startswith(b"ruban key v1\n"):
        raise Unexpected("the key file", answer)
    return answer.bytes


def withdraws_with(key_file, instance, number):
    """Through the pages without scripts."""
    visitor = Visitor(instance.port, SLUG)
    csrf = visitor.get(visitor.letter + "/withdraw").csrf()
    answer = visitor.post_file(visitor.letter + "/withdraw/key", {"csrf": csrf}, "key_file", key_file)
    if answer.status != 303 or not answer.place.endswith("/withdraw/confirm"):
        raise Unexpected("withdrawing with the key file", answer)
    page = visitor.get(answer.place)
    if re.findall(r'name="index" value="(\d+)"', page.text()) != [str(number)]:
        raise Unexpected(f"what withdraws no. {number}", page)
    answer = visitor.post(visitor.letter + "/withdraw/confirm", {"csrf": page.csrf(), "index": number})
    if answer.status != 303 or not answer.place.endswith("/withdraw/done"):
        raise Unexpected("confirming it", answer)


def without_the_keys_of_its_letters(instance, people, record, key_file):
    for file in (instance.data / "keys").iterdir():
        if file.name != "log.key":
            file.unlink()
    server = instance.started()
    takes_no_more(instance)
    still_counts(instance, people, record)
    withdraws_with(key_file, instance, people[0].number)
    if not until(lambda: instance.count() == len(people) - 1):
        raise Wrong(f"{people[0].name} has withdrawn, and {instance.count()} are counted")
    instance.command("letter", "close", SLUG, "--data", instance.data)
    instance.page("en", "", ENDED)
    record.look_again_at_all()
    instance.audit()
    if server.stop() != 0:
        raise Wrong(f"asked to stop, it ends with {server.process.returncode}: {server.output()}")


def story(root, ruban):
    instance = Instance(ruban, root / "first")
    instance.init()
    record, people = SeenRecord(instance.port), []
    server = instance.started()
    sign(instance, people, record)
    key_file = key_file_of(people[0])
    older, newest = root / "older.db", root / "newest.db"
    instance.command("backup", older, "--data", instance.data)  # while it serves
    sign(instance, people, record)
    until(lambda: instance.count() == len(people))
    server.stop()
    instance.command("backup", newest, "--data", instance.data)
    holds_no_key(instance, older)
    holds_no_key(instance, newest)

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

    keyless = restored(instance, newest, "keyless", "checkpoint.published")
    # The other copy may have grown since: this one is another record.
    without_the_keys_of_its_letters(keyless, people, SeenRecord(keyless.port), key_file)


def main():
    root = pathlib.Path(tempfile.mkdtemp(prefix="ruban-restored-"))
    try:
        story(root, sys.argv[1])
    except (Wrong, Forked, Unexpected, OSError, http.client.HTTPException) as fault:
        sys.exit(f"restored_backup: {fault}\nThe folder stays: {root}")
    shutil.rmtree(root)


if __name__ == "__main__":
    main()
