#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A letter's recipient proves its domain, gets a link, answers through its own page, and corrects itself.

  recipient.py RUBAN
"""
import concurrent.futures
import json
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from instance import Instance
from recipient_domain import FAILED, NO_SUCH_NAME, NameServer, WebSite, drip, name, txt, without_end
from ruban_client import Visitor, get, until

SLUG = "close-the-mine"
DOMAIN = "mine.example"
NAME = "_ruban." + DOMAIN
LETTER = f"""slug = "{SLUG}"
languages = ["en", "fr"]
opens = 2018-06-01T00:00:00Z
modes = ["named"]
[title]
en = "Close the mine"
fr = "Fermez la mine"
[recipient]
name = "Ada Example"
DOMAIN
[constituency]
en = "People of the valley"
fr = "Les gens de la vallée"
[[demand]]
number = 1
en = "Close it."
fr = "Fermez-la."
[[demand]]
number = 2
en = "Say when."
fr = "Dites quand."
[[class]]
name = "neighbour"
en = "Neighbours"
fr = "Le voisinage"
[[issuer]]
label = "neighbour-email"
class = "neighbour"
method = "email-any"
"""


class Recipient:
    def __init__(self, instance, server, site):
        self.instance, self.server, self.site = instance, server, site

    def run(self, *arguments, slug=SLUG):
        return self.instance.run("recipient", "verify", slug, "--data", self.instance.data, "--nameserver", self.server.address,
                                 "--connect-to", self.site.address, "--ca-file", self.site.certificate, *arguments)

    def ends(self, code, *arguments, **more):
        done = self.run(*arguments, **more)
        assert done.returncode == code, f"{arguments}: {done.returncode}: {done.stdout}"
        return done.stdout

    def looks(self, txt, file):
        """Looks, and finds this."""
        said = json.loads(self.ends(0 if "proved" in (txt, file) else 1, "--json"))
        assert (said["txt"], said["file"]) == (txt, file), said
        return said

    def link(self, *arguments):
        return re.search(r"http://\S+/answer#code=\S+", self.ends(0, *arguments))[0]


class Answering(Visitor):
    """The recipient's browser."""

    def opens(self, code):
        page = self._page("/answer")
        return self.post(self.letter + "/answer", {"csrf": page.csrf(), "code": code})

    def writes(self, **fields):
        page = self._page("/answer/write")
        hidden = re.search(r'name="code" value="([^"]*)"', page.text()).group(1)
        return self.post(self.letter + "/answer/write", {"csrf": page.csrf(), "code": hidden, "language": "en", **fields})

    def confirms(self, csrf=None):
        csrf = csrf or self._page("/answer/preview").csrf()
        return self.post(self.letter + "/answer/preview", {"csrf": csrf, "act": "answer"})


def leads(answer, to):
    assert answer.status == 303 and answer.place.endswith(to), (answer.status, answer.place, answer.main())


def refused(answer, words):
    assert answer.status == 422 and "<title>Error: " in answer.text() and words in answer.main(), (answer.status, answer.main())


def publish(instance, folder, slug=SLUG, domain=f'domain = "{DOMAIN}"'):
    letter = folder / slug
    letter.mkdir()
    (letter / "letter.toml").write_text(LETTER.replace("DOMAIN", domain).replace(SLUG, slug))
    (letter / "en.md").write_text("Dear Ada, close it.\n")
    (letter / "fr.md").write_text("Chère Ada, fermez-la.\n")
    instance.command("letter", "publish", letter, "--data", instance.data)


def the_challenge(recipient):
    """What the first run prints, without looking anywhere."""
    said = recipient.ends(0)
    line = re.search(r"^  (ruban-recipient=[0-9a-f]{32})$", said, re.M)[1]
    assert NAME in said and f"https://{DOMAIN}/.well-known/ruban-recipient.txt" in said, said
    assert not recipient.server.asked and not recipient.site.asked
    return line


def what_proves_nothing(recipient, server, site, line):
    other = "ruban-recipient=" + "0" * 32
    server.says(code=NO_SUCH_NAME)
    recipient.looks("missing", "missing")
    assert server.asked[-1] == NAME and site.asked[-1] == "/.well-known/ruban-recipient.txt"
    server.says()
    recipient.looks("missing", "missing")
    server.says(txt(NAME, "v=spf1 -all"), txt(NAME, other))
    recipient.looks("another", "missing")
    server.says(txt("_ruban.other.example", line), txt(DOMAIN, line))
    recipient.looks("missing", "missing")
    for broken in (name(NAME) + b"\0\x10\0\1",  # a record that is cut off
                   txt(NAME, line)[:-1],
                   name(NAME) + b"\0\x10\0\1\0\0\0\1\0\3\x30ab",  # a text longer than its record
                   b"\xc0\xff" + txt(NAME, line)[len(name(NAME)):],  # a name somewhere behind the end
                   b"\xc0\x25" + txt(NAME, line)[len(name(NAME)):],  # and one that is itself
                   name(NAME) + b"\0\x05\0\1\0\0\0\1\0\2\x3fa"):  # an alias without an end
        server.says(broken)
        recipient.looks("unreachable", "missing")
        assert "isn't a whole answer of a name server" in recipient.ends(1)
    server.says(code=FAILED)
    recipient.looks("unreachable", "missing")
    server.says(code=NO_SUCH_NAME)
    site.says(200, other + "\n")
    recipient.looks("missing", "another")
    site.says(200, f"<!DOCTYPE html>\n<p>{line}\n{line}\n")
    recipient.looks("missing", "not_plain")
    site.says(200, line + "\n" * 5000)
    recipient.looks("missing", "unreachable")
    # Nothing is followed: not within the site, not to others, and above all not inside.
    inside = WebSite(site.folder, "127.0.0.1")
    for place in (f"https://{DOMAIN}/here.txt", "https://other.example/proof.txt", f"https://{inside.address}/proof.txt",
                  "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "//[::1]/"):
        site.says(302, location=place, elsewhere=(200, line.encode(), None))
        recipient.looks("missing", "unreachable")
        assert site.asked[-1] == "/.well-known/ruban-recipient.txt" and not inside.asked, place
        assert "which isn't followed" in recipient.ends(1)
    for stream, words in ((without_end, "larger than it may be"), (drip, "too slow")):
        enough = site.had_enough
        site.says(200, lambda: stream(line.encode()))
        assert words in recipient.ends(1)
        until(lambda: site.had_enough > enough)
    site.says(403, line)
    assert "refuses to give the file out" in recipient.ends(1)
    site.says(500, line)
    recipient.looks("missing", "unreachable")
    said = recipient.ends(1)
    assert f"{DOMAIN} isn't proved yet" in said and line in said and "busy or broken" in said, said
    site.says(404)


def a_name_that_leads_inside(instance, server):
    """Asked where the name leads, and not where the test says: the machine itself."""
    said = instance.run("recipient", "verify", "inside", "--check", "--data", instance.data, "--nameserver", server.address)
    assert said.returncode == 1 and "into a network of its own, so it wasn't asked" in said.stdout, said.stdout


def a_stranger_with_another_certificate(recipient, folder, line):
    stranger = WebSite(folder, "other.example")
    stranger.says(200, line + "\n")
    done = recipient.instance.run("recipient", "verify", SLUG, "--data", recipient.instance.data, "--nameserver",
                                  recipient.server.address, "--connect-to", stranger.address, "--ca-file", stranger.certificate)
    assert done.returncode == 1 and "certificate isn't valid" in done.stdout, done.stdout
    assert not stranger.asked


def what_proves_the_domain(recipient, server, site, line):
    server.says(txt(NAME, "v=spf1 -all"), txt(NAME, line[:7], "", line[7:]))
    recipient.looks("proved", "not_asked")
    server.says(name(NAME) + b"\0\5\0\1\0\0\0\1\0\x14" + name("proof.host.example"), txt("proof.host.example", line))
    recipient.looks("proved", "not_asked")
    server.says(code=NO_SUCH_NAME)
    site.says(200, line + "\r\n")
    recipient.looks("missing", "proved")
    site.says(200, line + "\n")
    return recipient.looks("missing", "proved")["link"]


def links_that_do_not_work(instance, recipient, first):
    second = recipient.link()
    visitor = Answering(instance.port, SLUG)
    refused(visitor.opens(first), "a newer one has replaced it")
    refused(visitor.opens(first[:-1] + ("0" if first[-1] != "0" else "1")), "28 letters and digits")
    refused(visitor.opens("hello"), "28 letters and digits")
    assert "doesn't work any more" in recipient.ends(0, "--revoke")
    refused(visitor.opens(second), "a newer one has replaced it")
    assert "no link that could be used" in recipient.ends(0, "--revoke")
    over = visitor.get(visitor.letter + "/answer/write")
    assert over.status == 410 and "/answer" in over.text(), over.main()
    third = recipient.link()
    other = Answering(instance.port, "another-letter")
    refused(other.opens(third), "for another letter")
    return third


def an_answer(instance, link):
    # Whoever opens it first and writes nothing uses nothing up.
    thief, visitor = Answering(instance.port, SLUG), Answering(instance.port, SLUG)
    leads(thief.opens(link), "/answer/write")
    leads(visitor.opens(link), "/answer/write")
    form = visitor.get(visitor.letter + "/answer/write")
    assert "Close it." in form.main() and "Say when." in form.main()
    assert "no-store" in str(form.headers_of["Cache-Control"]) and form.headers_of["Referrer-Policy"] == "no-referrer"

    bad = visitor.writes(title="", text="Fine.\n\n<b>not</b>\n", name="Ada Example", **{"said-1": "It <stays> open."})
    refused(bad, "an answer needs it")
    assert 'href="#title"' in bad.text() and 'href="#text"' in bad.text() and "Look at line 3" in bad.main()
    assert "It &lt;stays&gt; open." in bad.text() and "&lt;b&gt;not&lt;/b&gt;" in bad.text()
    leads(visitor.writes(title="Our answer", text="The mine **stays** open.\n", name="Ada Example", role="Director",
                         **{"said-1": "It stays open.", "title-2": "Notre réponse", "text-2": "La mine **reste** ouverte.",
                            "said-2-1": "Elle reste ouverte."}), "/answer/preview")
    preview = visitor.get(visitor.letter + "/answer/preview")
    for words in ("The mine <strong>stays</strong> open.", "La mine <strong>reste</strong> ouverte.", "It stays open.",
                  "Ada Example, Director", f"who proved to hold {DOMAIN}", "Not on record yet"):
        assert words in preview.text(), words
    assert "hasn’t answered yet" in get(instance.port, f"/en/letters/{SLUG}/answers").main()
    leads(thief.writes(title="Stolen", text="Words.\n", name="Nobody"), "/answer/preview")
    stolen = thief.get(thief.letter + "/answer/preview").csrf()

    csrf = preview.csrf()
    leads(visitor.confirms(csrf), "/answer/done")
    leads(visitor.confirms(csrf), "/answer/done")  # pressed twice
    done = until(lambda: (page := visitor.get(visitor.letter + "/answer/done")) and "Your answer stands" in page.text() and page)
    index = re.search(r"/api/v1/entries/(\d+)/proof", done.text())[1]
    assert get(instance.port, f"/api/v1/entries/{index}/proof").text().startswith("c2sp.org/tlog-proof@v1")
    entry = get(instance.port, f"/api/v1/entries/{index}").text()
    assert "by recipient\n" in entry and f"domain {DOMAIN}\n" in entry, entry

    refused(thief.confirms(stolen), "used already")
    refused(Answering(instance.port, SLUG).opens(link), "used already")
    for language, words in (("en", "The mine <strong>stays</strong> open."), ("fr", "La mine <strong>reste</strong> ouverte.")):
        page = until(lambda: (a := get(instance.port, f"/{language}/letters/{SLUG}/answers")) and words in a.text() and a)
        assert page and DOMAIN in page.text() and "Stolen" not in page.text()
    assert "It stays open." in get(instance.port, f"/en/letters/{SLUG}/demands").text()


def two_at_once(instance, recipient):
    """One link in two hands: both press in the same moment, one answers."""
    link = recipient.link("--corrects", "1")
    hands = [Answering(instance.port, SLUG) for _ in range(2)]
    pressed = []
    for i, hand in enumerate(hands):
        leads(hand.opens(link), "/answer/write")
        leads(hand.writes(title="Our answer", text=f"Hand {i}.", name="Ada Example"), "/answer/preview")
        pressed.append(hand.get(hand.letter + "/answer/preview").csrf())
    with concurrent.futures.ThreadPoolExecutor() as pool:
        ends = list(pool.map(lambda both: both[0].confirms(both[1]), zip(hands, pressed)))
    assert sorted(end.status for end in ends) == [303, 422], [end.main() for end in ends]
    first = next(i for i in range(2) if ends[i].status == 303)
    leads(ends[first], "/answer/done")
    refused(ends[1 - first], "used already")
    page = until(lambda: (a := get(instance.port, f"/en/letters/{SLUG}/answers").text()) and f"Hand {first}." in a and a)
    assert f"Hand {1 - first}." not in page


def a_correction(instance, recipient):
    assert "no answer of this number" in recipient.ends(1, "--corrects", "7")
    link = recipient.link("--corrects", "1", "--lang", "fr")
    assert f"/fr/letters/{SLUG}/answer#" in link
    visitor = Answering(instance.port, SLUG)
    leads(visitor.opens(link), "/answer/write")
    form = visitor.get(visitor.letter + "/answer/write").text()
    assert "Correct your answer no. 1" in form and "The mine **stays** open." in form and "La mine **reste** ouverte." in form
    same = {"title": "Our answer", "name": "Ada Example, Director", "said-1": "It stays open.", "title-2": "Notre réponse",
            "text-2": "La mine **reste** ouverte.", "said-2-1": "Elle reste ouverte."}
    refused(visitor.writes(text="The mine **stays** open.\n", **same), "Nothing is changed yet")
    leads(visitor.writes(text="The mine **closes**.\n", **same), "/answer/preview")
    leads(visitor.confirms(), "/answer/done")
    page = until(lambda: (a := get(instance.port, f"/en/letters/{SLUG}/answers").text()) and "<strong>closes</strong>" in a and a)
    assert "what stood here before" in page and re.search(r"<del[^>]*>.*stays", page), page
    said = json.loads(get(instance.port, f"/api/v1/letters/{SLUG}/statements").bytes)["statements"]
    assert [len(s["wordings"]) for s in said] == [3], said
    # The organisers can't speak in the recipient's place.
    words = instance.data.parent / "words.md"
    words.write_text("# Our answer\n\nSomething else.\n")
    done = instance.run("letter", "answer", SLUG, "--text", words, "--corrects", "1", "--data", instance.data)
    assert done.returncode == 1 and "Only who gave an answer can correct it" in done.stdout, done.stdout


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        instance = Instance(sys.argv[1], folder / "instance")
        instance.command("init", "--data", instance.data, "--url", f"http://localhost:{instance.port}", "--port", instance.port,
                         "--mail", f"file:{instance.mails}")
        publish(instance, folder)
        publish(instance, folder, "another-letter")
        publish(instance, folder, "without-domain", "")
        publish(instance, folder, "inside", 'domain = "mine.localhost"')
        dns, site = NameServer(), WebSite(folder, DOMAIN)
        recipient = Recipient(instance, dns, site)
        server = instance.started()
        try:
            assert "names no domain" in recipient.ends(1, slug="without-domain")
            assert get(instance.port, "/en/letters/without-domain/answer").status == 404
            assert "no such letter" in recipient.ends(1, slug="no-such-letter").lower()
            recipient.ends(2, "--revoke", "--check")
            for option, words in (("--nameserver", "IPv4"), ("--connect-to", "an address and a port")):
                wrong = ["--nameserver", dns.address] if option == "--connect-to" else []
                done = instance.run("recipient", "verify", SLUG, "--check", *wrong, option, "nowhere", "--data", instance.data)
                assert done.returncode == 1 and words in done.stdout, done.stdout
            # That run has made the challenge; the next letter's first run is still a first one.
            line = json.loads(recipient.ends(1, "--json"))["line"]
            dns.asked.clear()
            site.asked.clear()
            other = Recipient(instance, dns, site)
            other.run = lambda *a, slug="another-letter": Recipient.run(other, *a, slug=slug)
            assert the_challenge(other) != line
            what_proves_nothing(recipient, dns, site, line)
            a_name_that_leads_inside(instance, dns)
            a_stranger_with_another_certificate(recipient, folder, line)
            first = what_proves_the_domain(recipient, dns, site, line)
            link = links_that_do_not_work(instance, recipient, first)
            an_answer(instance, link)
            a_correction(instance, recipient)
            two_at_once(instance, recipient)
            code = link.rpartition("=")[2]
            kept = [server.output().encode()] + [file.read_bytes() for file in instance.data.rglob("*") if file.is_file()]
            for written in (code, code.replace("-", "")):
                assert not any(written.encode() in bytes for bytes in kept)
            audit(instance)
        finally:
            server.process.kill()
            server.process.wait()
    print("a recipient proves its domain, answers in two languages with a link that works once, corrects itself, and is audited")


def audit(instance):
    text = until(lambda: (t := instance.command("audit", f"http://localhost:{instance.port}", "--allow-unwitnessed"))
                 and "younger than the checkpoint" not in t and t)
    assert "agrees with the page" in text, text


if __name__ == "__main__":
    main()
