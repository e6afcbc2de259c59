#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What organisers put on record of a letter, from the terminal to the page, the API and the record.

  statements.py RUBAN
"""
import base64
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from instance import SLUG, Instance
from ruban_client import get, until

ENGLISH = "# What the director said\n\nThe contract **goes on**, he told the *press*.\n"
FRENCH = """title = "Ce que dit le directeur"

[said]
1 = "Le contrat continue."
+++
Le contrat **continue**, a-t-il dit à la *presse*.
"""


def statements(instance):
    answer = json.loads(get(instance.port, f"/api/v1/letters/{SLUG}/statements").bytes)
    return answer["statements"]


def has_states(instance, *states):
    def look():
        return [d["state"] for d in json.loads(get(instance.port, f"/api/v1/letters/{SLUG}").bytes)["demands"]] == list(states)

    return until(look)


def every_document_is_what_its_entry_says(instance):
    looked = 0
    for statement in statements(instance):
        for wording in statement["wordings"]:
            answer = get(instance.port, wording["url"])
            assert answer.status == 200, wording
            digest = hashlib.sha256(answer.bytes).digest()
            assert digest.hex() == wording["sha256"]
            entry = get(instance.port, f"/api/v1/entries/{wording['index']}").text()
            assert f"doc-sha256 {base64.b64encode(digest).decode()}\n" in entry, entry
            looked += 1
    return looked


def an_answer(instance, say, folder):
    (folder / "said.md").write_text(ENGLISH)
    (folder / "dit.md").write_text(FRENCH)
    instance.page("en", "/answers", "hasn’t answered yet")
    out = say("answer", "--text", f"en={folder / 'said.md'}", "--text", f"fr={folder / 'dit.md'}", "--by", "A. Director",
              "--source", "https://mine.example/answer", "--date", "2018-06-20T15:00Z")
    assert "Answer 1 is entry" in out, out
    instance.page("en", "/answers", "The contract <strong>goes on</strong>", "Recorded by the organisers")
    instance.page("fr", "/answers", "Le contrat <strong>continue</strong>", "Traduit de l’anglais.")
    instance.page("fr", "/demands", "Le contrat continue.")


def demands(instance, say):
    assert has_states(instance, "open", "open", "open")
    say("demand", "1", "refused", "--reason", "en=They said no.", "--reason", "fr=C’est non.", "--date", "2018-06-27T09:00Z")
    say("demand", "2", "promised", "--reason", "They promised.")
    assert has_states(instance, "refused", "promised", "open")
    for rest in ("", "/demands"):
        instance.page("en", rest, "They said no.")
        instance.page("fr", rest, "C’est non.")
    out = instance.refused(1, "letter", "demand", SLUG, "1", "stalled", "--reason", "x", "--data", instance.data)
    assert "can't move" in out, out
    say("demand", "1", "--corrects", "--reason", "en=They said: no.")
    instance.page("en", "", "They said: no.")
    assert has_states(instance, "refused", "promised", "open")
    assert until(lambda: "Demand 1 is now: refused." in get(instance.port, f"/letters/{SLUG}/feed.atom").text())


def news(instance, say, folder):
    (folder / "news.md").write_text("# We are many\n\nThank you.\n")
    say("update", "--text", folder / "news.md")
    instance.page("en", "/news", "We are many")
    (folder / "news.md").write_text("# We are more\n\nThank you.\n")
    say("update", "--text", folder / "news.md", "--corrects", "1")
    instance.page("en", "/news", "We are more", "what stood here before")


def a_delivery(instance, folder):
    copies = folder / "copies"
    copies.mkdir()
    out = instance.command("letter", "deliver", SLUG, "--to", "A. Director", "--date", "2018-06-20T10:00Z", "--copies", copies,
                           "--data", instance.data)
    assert "Delivery 1 to A. Director is on record" in out, out
    instance.page("fr", "/answers", "Remise à A. Director", f"{SLUG}.fr.pdf")
    for language in ("en", "fr"):
        copy = (copies / f"{SLUG}.{language}.pdf").read_bytes()
        served = get(instance.port, f"/api/v1/documents/{hashlib.sha256(copy).hexdigest()}")
        assert served.status == 200 and served.bytes == copy and copy.startswith(b"%PDF-"), language
    text = subprocess.run(["pdftotext", "-layout", copies / f"{SLUG}.fr.pdf", "-"], check=True, capture_output=True, text=True)
    assert "Quittez l’ICE" in text.stdout and "Mettez fin au contrat" in text.stdout, text.stdout
    again = instance.refused(1, "letter", "deliver", SLUG, "--to", "Nobody", "--copies", copies, "--data", instance.data)
    assert "There is such a file already" in again, again


def bad_input(instance, folder):
    before = until(lambda: len(statements(instance)) == 5 and 5)
    bad = folder / "bad.md"

    def says(text, *arguments):
        bad.write_text(text)
        return instance.refused(1, "letter", *arguments, "--data", instance.data)

    assert "no title" in says("Just words.\n", "update", SLUG, "--text", bad)
    assert "bad.md:3" in says("# T\n\n<script>alert(1)</script>\n", "update", SLUG, "--text", bad)
    assert "bad.md:1" in says('tittle = "T"\n+++\nWords.\n', "update", SLUG, "--text", bad)
    assert "no demand of this number" in says('title = "T"\n[said]\n9 = "x"\n+++\n', "answer", SLUG, "--text", bad)
    assert "isn't the address" in says("# T\n\nW.\n", "answer", SLUG, "--text", bad, "--source", "javascript:alert(1)")
    assert "no demand of this number" in says("", "demand", SLUG, "9", "met", "--reason", "x")
    assert "no piece of evidence" in says("", "demand", SLUG, "3", "met", "--reason", "x", "--evidence", "1")
    assert "Say it in words" in says("", "demand", SLUG, "3", "met")
    assert "no such file" in says("", "update", SLUG, "--text", folder / "nothing.md")
    assert "no such letter" in says("# T\n\nW.\n", "update", "no-such-letter", "--text", bad).lower()
    assert "nothing to correct" in says("# T\n\nW.\n", "update", SLUG, "--text", bad, "--corrects", "7")
    instance.refused(2, "letter", "demand", SLUG, "1", "better", "--reason", "x", "--data", instance.data)
    for hex in ("0" * 64, "zz", "%2e%2e"):
        assert get(instance.port, f"/api/v1/documents/{hex}").status in (400, 404), hex
    assert len(statements(instance)) == before


def two_organisers_at_once(instance):
    command = [instance.ruban, "letter", "demand", SLUG, "3", "met", "--data", str(instance.data)]
    both = [subprocess.Popen([*command, "--reason", f"So says no. {n}."], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             text=True) for n in range(2)]
    said = [one.communicate()[0] for one in both]
    assert sorted(one.returncode for one in both) == [0, 1], said
    assert any("can't move" in out for out in said), said
    assert has_states(instance, "refused", "promised", "met")


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        instance = Instance(sys.argv[1], folder / "instance")
        instance.init()
        server = instance.started()

        def say(kind, *arguments):
            return instance.command("letter", kind, SLUG, *arguments, "--data", instance.data)

        try:
            an_answer(instance, say, folder)
            demands(instance, say)
            news(instance, say, folder)
            a_delivery(instance, folder)
            bad_input(instance, folder)
            two_organisers_at_once(instance)
            assert until(lambda: len(statements(instance)) == 6)
            assert every_document_is_what_its_entry_says(instance) == 11
            instance.audit()
            before = statements(instance)
        finally:
            server.process.kill()
            server.process.wait()
        listed = json.loads(instance.command("letter", "statements", SLUG, "--data", instance.data, "--json"))
        assert [(s["kind"], s["number"]) for s in listed] == [(s["kind"], s["number"]) for s in before], listed
        instance.command("rebuild", "--data", instance.data)
        server = instance.started()
        try:
            assert statements(instance) == before
        finally:
            server.process.kill()
            server.process.wait()
    print("answers, demands and news stand on record, in two languages, corrected and audited")


if __name__ == "__main__":
    main()
