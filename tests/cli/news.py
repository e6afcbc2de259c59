#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""News of a letter, from the terminal to the mailboxes of those who asked for it: headers, languages, the link that ends
it, the figures, the pledge; and a server that is killed in the middle.

  news.py RUBAN
"""
import collections
import email
import email.policy
import hashlib
import http.client
import json
import os
import pathlib
import re
import sqlite3
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from instance import LETTER, SLUG, Instance
from ruban_client import Visitor, get, plain, until

HOST = "ruban.example"
ADA, ZOE = "ada@mail.example", "zoe@mail.example"
CROWD = 700


def every_mail(instance):
    return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            for file in sorted(instance.mails.glob("*.eml"))]


def mails(instance):
    """{address: [message]} of news, oldest first."""
    out = collections.defaultdict(list)
    for message in every_mail(instance):
        if message["List-Id"]:
            out[str(message["To"])].append(message)
    return out


def figures(instance):
    return {(m["topic"], m["number"]): (m["sent"], m["waiting"], m["failed"])
            for m in json.loads(instance.command("letter", "mails", SLUG, "--json", "--data", instance.data))}


def has_sent(instance, number, sent):
    assert until(lambda: figures(instance)["update", number] == (sent, 0, 0)), figures(instance)


def sign(instance, name, address, language):
    visitor = Visitor(instance.port, SLUG, language)
    visitor.ask(name, address, updates="on")
    visitor.prove(instance.code(address))
    visitor.press_sign()
    return visitor


def link_in(message):
    found = re.search(r"https://\S+/unsubscribe/\S+", message.get_body(("plain",)).get_content())
    assert found, message
    return found.group(0)


def path_of(link):
    assert link.startswith(f"https://{HOST}/"), link
    return link.removeprefix(f"https://{HOST}")


def one_click(instance, path):
    """As a mail program does it: no cookie, no origin."""
    connection = http.client.HTTPConnection("127.0.0.1", instance.port)
    try:
        connection.request("POST", path, "List-Unsubscribe=One-Click",
                           {"Host": HOST, "Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers
    finally:
        connection.close()


def both_are_told(instance, say, folder):
    (folder / "en.md").write_text("# We are many\n\nThank you.\n\nOn **Friday** we [meet](https://elsewhere.example/).\n")
    (folder / "fr.md").write_text("# Nous sommes nombreux\n\nMerci.\n")
    out = say("update", "--text", f"en={folder / 'en.md'}", "--text", f"fr={folder / 'fr.md'}")
    assert "20 a second" in out and "ruban letter mails" in out, out
    has_sent(instance, 1, 2)
    told = mails(instance)
    assert {a: len(m) for a, m in told.items()} == {ADA: 1, ZOE: 1}, told
    for address, language, words in ((ADA, "en", "We are many"), (ZOE, "fr", "Nous sommes nombreux")):
        message = told[address][0]
        link = link_in(message)
        assert message["List-Unsubscribe"] == f"<{link}>", message["List-Unsubscribe"]
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message["List-Id"] == f"<{SLUG}.news.{HOST}>", message["List-Id"]
        assert message["Auto-Submitted"] == "auto-generated"
        assert re.fullmatch(rf"https://{HOST}/{language}/letters/{SLUG}/v1/unsubscribe/[0-9a-f]{{96}}", link), link
        assert SLUG not in str(message["Subject"]) and "lose us" not in str(message["Subject"])
        text = message.get_body(("plain",)).get_content()
        html = message.get_body(("html",)).get_content()
        for part in (text, html):
            assert words in part and f"/{language}/letters/{SLUG}/v1/news" in part, part
            assert address.split("@")[0] + "@" not in part and "elsewhere.example" not in part, part
        for never in ("<img", "src=", "<link", "<script", "url("):
            assert never not in html, html
    assert "vous avez demandé des nouvelles" in told[ZOE][0].get_body(("plain",)).get_content()
    return {address: messages[0] for address, messages in told.items()}


def a_look_changes_nothing_and_a_press_ends_it(instance, told):
    path = path_of(link_in(told[ZOE]))
    for _ in range(2):
        page = get(instance.port, path)
        assert page.status == 200 and "Ne plus recevoir" in page.heading() and 'method="post"' in page.text()
        assert "no-store" in dict(request_headers(instance, path))["cache-control"]
    assert "Get no more news" in get(instance.port, path.replace("/fr/", "/en/")).heading()
    assert subscribers(instance) == 2

    wrong = path[:-1] + ("0" if path[-1] != "0" else "1")
    unknown = path[:path.rfind("/") + 1] + "00"
    answers = []
    for one in (wrong, unknown, path, path):
        status, text, headers = one_click(instance, one)
        assert status == 200 and headers["Set-Cookie"] is None, (status, text)
        assert "Vous ne recevrez plus de nouvelles" in plain(text), text
        answers.append(text.replace(one, "PATH").replace(one.removeprefix("/fr"), "REST"))
    assert len(set(answers)) == 1, answers
    assert subscribers(instance) == 1
    status, _, _ = one_click(instance, path.replace(SLUG, "no-such-letter"))
    assert status == 404


def request_headers(instance, path):
    connection = http.client.HTTPConnection("127.0.0.1", instance.port)
    try:
        connection.request("GET", path, headers={"Host": HOST})
        answer = connection.getresponse()
        answer.read()
        return [(name.lower(), value) for name, value in answer.getheaders()]
    finally:
        connection.close()


def subscribers(instance):
    with sqlite3.connect(f"file:{instance.data / 'ruban.db'}?mode=ro", uri=True) as db:
        return db.execute("SELECT count(*) FROM subscriber").fetchone()[0]


def only_who_still_wants_it(instance, say, folder):
    say("update", "--text", f"en={folder / 'en.md'}", "--no-mail")
    say("update", "--text", f"fr={folder / 'fr.md'}", "--corrects", "2")
    (folder / "more.md").write_text("# We are more\n\nThank you.\n")
    say("update", "--text", f"en={folder / 'more.md'}")
    has_sent(instance, 3, 1)
    assert set(figures(instance)) == {("update", 1), ("update", 3)}
    told = mails(instance)
    assert len(told[ADA]) == 2 and len(told[ZOE]) == 1, told
    assert "update 3: 1 sent, 0 waiting, 0 failed" in instance.command("letter", "mails", SLUG, "--data", instance.data)


def a_takedown_ends_it(instance, say):
    """By the number of the signature, which is tied to no address."""
    visitor = sign(instance, "Eve Example", "eve@mail.example", "en")
    assert until(visitor.number)
    assert subscribers(instance) == 2
    say("takedown", visitor.number(), "--reason", "test")
    assert subscribers(instance) == 1


def who_bounced(instance, say):
    for address in ("nobody@mail.example", ZOE, "Zoé <z@x>"):
        done = instance.run("letter", "mails", SLUG, "--forget", address, "--data", instance.data)
        assert done.returncode == (0 if "<" not in address else 1), done.stdout
        if done.returncode == 0:
            assert "no more news" in done.stdout, done.stdout
    assert subscribers(instance) == 1


def a_delivery(instance, folder):
    copies = folder / "copies"
    copies.mkdir()
    desk = "desk@recipient.example"
    refused = instance.run("letter", "deliver", SLUG, "--to", "The desk", "--mail-to", "nobody", "--data", instance.data)
    assert refused.returncode == 1, refused.stdout
    out = instance.command("letter", "deliver", SLUG, "--to", "The desk", "--mail-to", desk, "--lang", "fr", "--copies", copies,
                           "--data", instance.data)
    assert "Delivery 1 to The desk is on record" in out and desk not in out, out
    assert until(lambda: figures(instance).get(("delivery", 1)) == (1, 0, 0)), figures(instance)
    got = [m for m in every_mail(instance) if str(m["To"]) == desk]
    assert len(got) == 1, got
    message = got[0]
    assert str(message["Subject"]) == "Une lettre ouverte vous est remise", message["Subject"]
    assert message["List-Unsubscribe"] is None and message["List-Id"] is None
    text = message.get_body(("plain",)).get_content()
    attached = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert set(attached) == {f"{SLUG}.en.pdf", f"{SLUG}.fr.pdf"}, attached.keys()
    for name, pdf in attached.items():
        assert pdf.startswith(b"%PDF-") and pdf == (copies / name).read_bytes()
        digest = hashlib.sha256(pdf).hexdigest()
        assert digest in text and f"/api/v1/documents/{digest}" in text, text
        assert get(instance.port, f"/api/v1/documents/{digest}").bytes == pdf
    assert "sous leur nom" in text, text
    with sqlite3.connect(f"file:{instance.data / 'ruban.db'}?mode=ro", uri=True) as db:
        for kept in ("SELECT text FROM entry", "SELECT lines FROM document", "SELECT bytes FROM public_file"):
            rows = db.execute(kept).fetchall()
            assert rows and not any(desk.encode() in (r[0] if isinstance(r[0], bytes) else r[0].encode()) for r in rows), kept
        assert db.execute("SELECT count(*) FROM mail").fetchone()[0] == 0


def the_pledge(instance, say):
    say("demand", "1", "refused", "--reason", "They said no.")
    assert until(lambda: figures(instance).get(("pledge", None)) == (1, 0, 0)), figures(instance)
    said = mails(instance)[ADA][-1]
    assert "pledge" in str(said["Subject"]) and "another forge" in said.get_body(("plain",)).get_content()


def a_crowd(instance):
    """As if so many had signed: each row as the server writes it."""
    with sqlite3.connect(instance.data / "ruban.db") as db:
        letter = db.execute("SELECT id FROM letter").fetchone()[0]
        db.executemany("INSERT INTO subscriber (letter, tag, address, lang) VALUES (?, ?, ?, 'en')",
                       [(letter, os.urandom(32), f"person{n}@crowd{n % 7}.example") for n in range(CROWD)])
    db.close()


def killed_in_the_middle(instance, say, folder):
    """Nobody gets none. Nobody gets two, but for the one mail that was handed over when the server died: that is the same
    mail again, by its Message-ID."""
    (folder / "all.md").write_text("# To all of you\n\nThank you.\n")
    say("update", "--text", f"en={folder / 'all.md'}")  # no server runs
    assert figures(instance)["update", 4] == (0, CROWD + 1, 0), figures(instance)
    kills = 0
    for handed_over in (20, 330, 480):
        server = instance.started()
        assert until(lambda: figures(instance)["update", 4][0] >= handed_over), figures(instance)
        server.process.kill()
        server.process.wait()
        kills += 1
        sent, waiting, failed = figures(instance)["update", 4]
        assert sent + waiting == CROWD + 1 and failed == 0, figures(instance)
    server = instance.started()
    try:
        has_sent(instance, 4, CROWD + 1)
    finally:
        server.process.kill()
        server.process.wait()
    got = collections.defaultdict(list)
    for address, messages in mails(instance).items():
        for message in messages:
            if "To all of you" in message.get_body(("plain",)).get_content():
                got[address].append(message["Message-ID"])
    assert len(got) == CROWD + 1, len(got)
    assert all(len(set(ids)) == 1 for ids in got.values()), [ids for ids in got.values() if len(set(ids)) > 1]
    assert sum(len(ids) - 1 for ids in got.values()) <= kills
    assert ZOE not in got


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        instance = Instance(sys.argv[1], folder / "instance")
        # The address of the links; the server is asked without the proxy that would stand in front of it.
        instance.command("init", "--data", instance.data, "--url", f"https://{HOST}", "--port", instance.port,
                         "--mail", f"file:{instance.mails}")
        instance.command("letter", "publish", without_day(folder), "--data", instance.data)

        def say(kind, *arguments):
            return instance.command("letter", kind, SLUG, *arguments, "--data", instance.data)

        server = instance.started()
        try:
            assert "Nothing about this letter" in instance.command("letter", "mails", SLUG, "--data", instance.data)
            sign(instance, "Ada Example", ADA, "en")
            sign(instance, "Zoé Example", ZOE, "fr")
            told = both_are_told(instance, say, folder)
            a_look_changes_nothing_and_a_press_ends_it(instance, told)
            only_who_still_wants_it(instance, say, folder)
            a_takedown_ends_it(instance, say)
            who_bounced(instance, say)
            a_delivery(instance, folder)
            the_pledge(instance, say)
            said = server.output()
            assert "unsubscribe/" not in said and "@mail.example" not in said and "@recipient" not in said, said
        finally:
            server.process.kill()
            server.process.wait()
        a_crowd(instance)
        killed_in_the_middle(instance, say, folder)
    print(f"news reached everybody who asked for it, once: two people, then {CROWD + 1} over three kills")


def without_day(folder):
    """The letter with a pledge that hangs on its first demand alone."""
    out = folder / "letter"
    out.mkdir()
    for file in LETTER.iterdir():
        text = file.read_text()
        if file.name == "letter.toml":
            text = re.sub(r"(?m)^due = .*\n", "", text)
        (out / file.name).write_text(text)
    return out


if __name__ == "__main__":
    main()
