#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An organiser's days with an instance: the commands, with and without a server beside them.

  instance_commands.py RUBAN
"""
import json
import pathlib
import shutil
import socket
import sqlite3
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from instance import SLUG, Instance, Person
from ruban_client import free_port, get

TITLE = "Drop ICE, or lose us"
REASON = "A court has ordered it."


def refused(instance, code, *arguments):
    done = instance.run(*arguments)
    assert done.returncode == code, f"ruban {arguments} ended with {done.returncode}: {done.stdout}"
    assert "Traceback" not in done.stdout and "sqlite" not in done.stdout.lower(), done.stdout
    return done.stdout


def listed(instance):
    return json.loads(instance.command("letter", "list", "--data", instance.data, "--json"))["letters"]


def standing(instance):
    return sum(c["standing"]["named"] for c in listed(instance)[0]["classes"])


def before_there_is_anything(instance, folder):
    nowhere = folder / "nowhere"
    assert "no instance" in refused(instance, 1, "letter", "list", "--data", nowhere)
    assert not nowhere.exists(), "looking made a folder"
    refused(instance, 1, "doctor", "--data", nowhere)
    refused(instance, 2, "init", "--data", nowhere)
    assert not nowhere.exists()
    refused(instance, 1, "init", "--data", nowhere, "--url", "ruban.example.org")
    refused(instance, 1, "audit", nowhere)
    refused(instance, 3, "verify", nowhere)


def settings_are_kept(instance, folder):
    """What is given to `ruban init` is what it goes on with."""
    data, key = folder / "elsewhere", folder / "keys" / "instance.key"
    key.parent.mkdir()
    instance.command("init", "--data", data, "--url", "https://ruban.example", "--instance-key", key, "--mail-name",
                     'The "letters"', "--key-bits", "2048", "--accept-rollback", "true", "--mail", "smtp://mail.example:25/\"\\")
    said = (data / "ruban.toml").read_text()
    assert "key-bits" in said and "mail-name" in said and str(key) in said, said
    assert "accept-rollback" not in said, "what is for one start is kept for all"
    assert key.exists() and instance.command("letter", "list", "--data", data) is not None


def files_that_are_broken(instance, folder):
    letter = folder / "letter"
    letter.mkdir()
    (letter / "letter.toml").write_text('slug = "keep\n[&')
    (letter / "en.md").write_text("Dear mayor")
    assert "isn't TOML" in refused(instance, 1, "letter", "check", letter)
    settings = instance.data / "ruban.toml"
    whole = settings.read_text()
    settings.write_text("url = [&\n")
    assert "ruban.toml, line 1" in refused(instance, 1, "letter", "list", "--data", instance.data)
    settings.write_text(whole)


def a_letter_that_does_not_exist_is_said_so(port):
    for slug in ("no-such-letter", f"{SLUG}-2", SLUG.upper(), "..%2f..", "%00", "x" * 2000):
        for language in ("en", "fr"):
            for rest in ("", "/v1", "/sign", "/signatures", "/figures", "/history", "/withdraw"):
                answer = get(port, f"/{language}/letters/{slug}{rest}")
                assert answer.status in (400, 404), (slug, rest, answer.status)
                whole = answer.heading() and f'<html lang="{language}"' in answer.text()
                assert whole or answer.status == 400, (slug, rest)
                assert TITLE not in answer.text() and "sqlite" not in answer.text().lower(), (slug, rest)
    for version in ("v2", "v0", "v01", "v99999999999999999999", "1"):
        answer = get(port, f"/en/letters/{SLUG}/{version}")
        assert answer.status == 404, (version, answer.status)
    for path in ("/embed/no-such-letter", "/letters/no-such-letter/badge.svg", "/letters/no-such-letter/feed.atom"):
        assert get(port, path).status == 404, path


def figures_for_the_operator_have_a_port_of_their_own(instance, port):
    for path in ("/metrics", "/metrics/", "/en/metrics"):
        assert get(instance.port, path).status == 404, path
    answer = get(port, "/metrics")
    assert answer.status == 200 and "mail_delay_seconds" in answer.text(), (answer.status, answer.text())
    assert get(port, "/healthz").status == 200
    for path in ("/", "/en/", f"/en/letters/{SLUG}", "/log/checkpoint"):
        assert get(port, path).status == 404, path


def a_day_with_a_server(instance):
    port = free_port()
    with (instance.data / "ruban.toml").open("a") as settings:
        settings.write(f"admin-port = {port}\n")
    server = instance.started()
    figures_for_the_operator_have_a_port_of_their_own(instance, port)
    a_letter_that_does_not_exist_is_said_so(instance.port)
    people = [Person(instance, n) for n in range(3)]
    for person in people:
        person.sign()
        person.wait_for_number()
        person.wait_for_receipt()
    assert standing(instance) == 3
    instance.command("letter", "takedown", SLUG, people[0].number, "--reason", "test", "--data", instance.data)
    assert standing(instance) == 2
    refused(instance, 1, "letter", "takedown", SLUG, people[0].number, "--reason", "test", "--data", instance.data)
    refused(instance, 1, "rebuild", "--data", instance.data)
    instance.audit()
    return server


def a_backup_that_is_older(instance, folder):
    backup = folder / "backup"
    instance.command("backup", backup, "--data", instance.data)
    refused(instance, 1, "backup", backup, "--data", instance.data)
    late = Person(instance, 99)
    late.sign()
    late.wait_for_number()
    late.wait_for_receipt()
    return backup


def a_removed_letter_says_nothing_and_lets_its_signers_withdraw(port):
    for rest, status in [("", 410), ("/signatures", 410), ("/sign", 410), ("/history", 200), ("/withdraw", 200)]:
        answer = get(port, f"/en/letters/{SLUG}{rest}")
        assert answer.status == status, (rest, answer.status)
        assert TITLE not in answer.text(), rest
        assert REASON in answer.text() or rest not in ("", "/signatures"), rest
        assert rest or f"/en/letters/{SLUG}/withdraw" in answer.text()


def at_night(instance, folder, backup):
    instance.command("doctor", "--data", instance.data)
    assert "every figure was right" in instance.command("rebuild", "--data", instance.data)
    assert standing(instance) == 3

    restored = folder / "restored"
    instance.command("restore", backup, "--data", restored)
    refused(instance, 1, "restore", backup, "--data", restored)
    for beside in ["ruban.toml", "keys", "instance.key", "checkpoint.published"]:
        source = instance.data / beside
        (shutil.copytree if source.is_dir() else shutil.copy)(source, restored / beside)
    older = refused(instance, 1, "letter", "close", SLUG, "--data", restored)
    assert "older copy" in older, older
    assert "older copy" in refused(instance, 1, "doctor", "--data", restored)

    altered = folder / "altered"
    shutil.copytree(instance.data, altered)
    with sqlite3.connect(altered / "ruban.db") as db:
        db.execute("UPDATE entry SET text = replace(text, 'mode named', 'mode  named') WHERE text LIKE 'ruban/v1 sign%'")
    assert "in the store isn't what the record's checkpoint was signed for" in refused(instance, 1, "doctor", "--data", altered)
    with sqlite3.connect(altered / "ruban.db") as db:
        db.execute("DELETE FROM entry WHERE text LIKE 'ruban/v1 letter%'")
    for command in [["serve"], ["rebuild"], ["letter", "list"]]:
        assert "damaged" in refused(instance, 3, *command, "--data", altered)
    assert "can't be read" in refused(instance, 1, "doctor", "--data", altered)

    refused(instance, 1, "letter", "close", SLUG, "--reason", "x" * 200, "--data", instance.data)
    instance.command("letter", "close", SLUG, "--reason", REASON, "--data", instance.data)
    assert listed(instance)[0]["state"] == "closed"
    refused(instance, 1, "letter", "close", SLUG, "--data", instance.data)
    instance.command("letter", "close", SLUG, "--state", "removed", "--reason", REASON, "--data", instance.data)
    refused(instance, 1, "letter", "close", SLUG, "--state", "removed", "--data", instance.data)
    server = instance.started()
    instance.audit()
    a_removed_letter_says_nothing_and_lets_its_signers_withdraw(instance.port)
    assert server.stop() == 0


def a_port_that_is_taken_is_told_at_once(instance):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        for command in [["demo", "--port", port], ["serve", "--port", port, "--data", instance.data]]:
            said = refused(instance, 3, *command)
            assert "Another program has this port" in said and "story" not in said, said


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        instance = Instance(sys.argv[1], folder / "data")
        settings_are_kept(instance, folder)
        before_there_is_anything(instance, folder)
        instance.init()
        refused(instance, 1, "init", "--data", instance.data, "--url", "http://localhost:1")
        files_that_are_broken(instance, folder)
        a_port_that_is_taken_is_told_at_once(instance)
        server = a_day_with_a_server(instance)
        backup = a_backup_that_is_older(instance, folder)
        assert server.stop() == 0, server.output()
        at_night(instance, folder, backup)


main()
