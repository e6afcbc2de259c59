#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`ruban sign` against an instance whose mail goes to a folder: signing, going on after an interruption, and what is
refused; then the audit agrees.

  sign_from_terminal.py RUBAN
"""
import base64
import json
import pathlib
import re
import stat
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from instance import LETTER, SLUG, Instance
from lying_server import LyingServer
from ruban_client import PATIENCE, get, until
from socks_server import SocksServer


class Terminal:
    """A folder in which somebody runs `ruban sign`."""

    def __init__(self, instance, folder, site=None):
        self.instance = instance
        self.folder = folder
        self.folder.mkdir(exist_ok=True)
        self.site = site or f"http://localhost:{instance.port}"

    def start(self, *arguments, slug=SLUG):
        command = [self.instance.ruban, "sign", f"{self.site}/en/letters/{slug}", *map(str, arguments)]
        return subprocess.Popen(command, cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True,
                                env={"PATH": "/usr/bin:/bin", "XDG_CONFIG_HOME": str(self.folder / "home")})

    def run(self, *arguments, typed="", code=0, **options):
        process = self.start(*arguments, **options)
        said, _ = process.communicate(typed, timeout=2 * PATIENCE)
        assert process.returncode == code, f"{arguments} ended with {process.returncode}: {said}"
        return said

    def run_with_mail(self, address, *arguments, code=0, but=(), slug=SLUG):
        """Types the code that arrives."""
        process = self.start("--email", address, "--code-file", "-", *arguments, slug=slug)
        said, _ = process.communicate(self.instance.code(address, but) + "\n", timeout=2 * PATIENCE)
        assert process.returncode == code, f"{arguments} ended with {process.returncode}: {said}"
        return said

    def path(self, ending):
        return self.folder / (SLUG + ending)

    def key_lines(self):
        return dict(line.split(" ", 1) for line in self.path(".ruban-key").read_text().splitlines()[1:])


def signature(instance, name):
    page = json.loads(get(instance.port, f"/api/v1/letters/{SLUG}/signatures?limit=1000").bytes)
    for one in page["signatures"]:
        if f"\nname {name}\n" in base64.b64decode(one["payload"]).decode():
            return one
    return None


def somebody_signs(instance, terminal):
    said = terminal.run_with_mail("ada@mail.example", "--name", "Ada Example", "--role", "Nurse", "--yes")
    assert "Drop ICE, or lose us" in said and "1. End the contract" in said and "Ada Example, Nurse" in said, said
    assert stat.S_IMODE(terminal.path(".ruban-key").stat().st_mode) == 0o600
    one = signature(instance, "Ada Example")
    assert one["via"] == "client" and one["state"] == "valid" and one["issuer"] == "coder-email", one
    assert terminal.key_lines()["index"] == str(one["index"])
    entry = get(instance.port, f"/api/v1/entries/{one['index']}").text()
    assert "\nvia client\n" in entry and "Ada Example" not in entry and "Nurse" not in entry, entry
    files = [terminal.path(ending) for ending in (".tlog-proof", ".ruban-key", ".ruban-payload")]
    verified = instance.command("verify", *files)
    assert "Its key has made the signature in" in verified and "commits to" in verified, verified
    assert f"no. {one['index']}" in terminal.run()


def who_has_a_credential_is_not_issued_another(instance, folder):
    other = Terminal(instance, folder)
    used = instance.code("ada@mail.example")
    said = other.run_with_mail("ada@mail.example", "--name", "Ada Again", "--yes", code=1, but=(used,))
    assert "A credential for this letter was issued to this address before." in said, said
    assert other.key_lines()["cred"] == "-"


def a_credential_now_and_a_signature_later(instance, folder):
    terminal = Terminal(instance, folder)
    terminal.run("--redeem", "--name", "Grace Example", "--yes", code=1)
    assert not terminal.path(".ruban-key").exists()
    said = terminal.run_with_mail("grace@mail.example", "--issue-only", "--news")
    assert "News of this letter will go to this address" in said, said
    assert terminal.key_lines()["cred"] != "-" and terminal.key_lines()["mode"] == "-"
    assert signature(instance, "Grace Example") is None
    said = terminal.run("--redeem", typed="Grace Example\n\nA line.\nAnother one.\n\nn\n", code=1)
    assert "> A line." in said and "Nothing was signed." in said, said
    assert terminal.key_lines()["mode"] == "-"
    terminal.run("--redeem", typed="Grace Example\n\nA line.\nAnother one.\n\ny\n")
    one = signature(instance, "Grace Example")
    assert base64.b64decode(one["payload"]).decode().endswith("comment A line.\ncomment Another one.\n"), one


def through_a_proxy(instance, folder):
    terminal = Terminal(instance, folder, f"http://ruban.invalid:{instance.port}")
    with SocksServer({"ruban.invalid": "127.0.0.1"}) as proxy:
        through = ["--socks5", f"127.0.0.1:{proxy.port}", "--policy", instance.policy]
        terminal.run_with_mail("mary@mail.example", "--issue-only", *through)
        issuing = set(proxy.users)
        proxy.users.clear()
        terminal.run("--redeem", "--name", "Mary Example", "--yes", *through)
        assert len(issuing) == 2 and len(set(proxy.users)) == 3 and not issuing & set(proxy.users), (issuing, proxy.users)
        assert set(proxy.hosts) == {"ruban.invalid"}, "a name was looked up before the proxy"
    assert signature(instance, "Mary Example")["via"] == "client"


def it_goes_on_from_the_key_file(instance, folder):
    terminal = Terminal(instance, folder)
    process = terminal.start("--email", "hedy@mail.example", "--name", "Hedy Example", "--yes")
    first = instance.code("hedy@mail.example")
    process.kill()
    process.communicate()
    begun = terminal.key_lines()
    assert begun["blinded"] != "-" and begun["cred"] == "-"
    # The code of the first mail is another one's by now; what is typed wrongly is asked for again.
    process = terminal.start("--email", "hedy@mail.example", "--name", "Hedy Example", "--yes")
    second = instance.code("hedy@mail.example", (first,))
    said, _ = process.communicate(f"hello\n{first}\n{second}\n", timeout=2 * PATIENCE)
    assert process.returncode == 0, said
    assert terminal.key_lines()["seed"] == begun["seed"] and terminal.key_lines()["blinded"] == begun["blinded"]
    # As if it had been killed after the signature was sent: nothing is asked, nothing is signed twice.
    key = terminal.path(".ruban-key")
    index = terminal.key_lines()["index"]
    key.write_text(key.read_text().replace(f"index {index}\n", "index -\n"))
    terminal.path(".tlog-proof").unlink()
    terminal.run()
    assert terminal.key_lines()["index"] == index and terminal.path(".tlog-proof").exists()
    # As if it had been killed before: the same entry is sent again, and accepted again.
    before = instance.count()
    key.write_text(key.read_text().replace(f"index {index}\n", "index -\n"))
    terminal.run()
    assert instance.count() == before


def class_of(instance):
    return json.loads(get(instance.port, f"/api/v1/letters/{SLUG}/count").bytes)["classes"][0]


def the_pledge_is_said_to_be_kept(instance, terminal):
    index = terminal.key_lines()["index"]
    said = terminal.run("--kept", typed="n\n", code=1)
    assert "I will move the projects that I maintain to another forge" in said and f"no. {index}" in said, said
    assert class_of(instance)["kept"] == 0
    said = terminal.run("--kept", "--yes")
    entry = re.search(r"entry (\d+)\.", said).group(1)
    assert get(instance.port, f"/api/v1/entries/{entry}").text().startswith("ruban/v1 kept\nletter ")
    assert f"\nindex {index}\n" in get(instance.port, f"/api/v1/entries/{entry}").text()
    receipt = terminal.folder / "kept.tlog-proof"
    receipt.write_bytes(get(instance.port, f"/api/v1/entries/{entry}/proof").bytes)
    verified = instance.command("verify", receipt, "--policy", instance.policy)
    assert f"The signer of signature {index} says that the pledge is kept." in verified, verified
    assert class_of(instance)["kept"] == 1
    said = terminal.run("--kept", "--yes", code=1)
    assert "says already that this signature’s pledge is kept" in said, said
    terminal.run("--kept", "--withdraw", code=2)
    terminal.run("--kept", "--anonymous", code=2)


def what_no_pledge_is_kept_by(instance, folder, withdrawn):
    terminal = Terminal(instance, folder)
    assert "There is no such file." in terminal.run("--kept", "--yes", code=1)
    # Withdrawn.
    withdrawn.run("--withdraw", "--yes")
    assert until(lambda: class_of(instance)["withdrawn"] == 1)
    said = withdrawn.run("--kept", "--yes", code=1)
    assert "was withdrawn or taken down" in said, said
    # Of letters whose pledge isn't due, and that have none.
    text = (LETTER / "letter.toml").read_text()
    pledge = text[text.index("[pledge]"):text.index("# For a demonstration")]
    for slug, other in [("not-yet", pledge.replace("2018-10-31", "2998-10-31")), ("no-pledge", "")]:
        letter = folder / slug
        letter.mkdir()
        (letter / "letter.toml").write_text(text.replace(pledge, other).replace(f'"{SLUG}"', f'"{slug}"'))
        for language in ("en.md", "fr.md"):
            (letter / language).write_bytes((LETTER / language).read_bytes())
        instance.command("letter", "publish", letter, "--data", instance.data)
        assert until(lambda: get(instance.port, f"/api/v1/letters/{slug}").status == 200)
    key = ["--credential", "later.ruban-key"]
    terminal.run_with_mail("vera@mail.example", "--name", "Vera Example", "--yes", *key, slug="not-yet")
    said = terminal.run("--kept", "--yes", *key, slug="not-yet", code=1)
    assert "The pledge isn’t due yet" in said, said
    assert "another letter" in terminal.run("--kept", "--yes", *key, code=1)
    assert "carries no pledge" in terminal.run("--kept", "--yes", *key, slug="no-pledge", code=1)
    assert class_of(instance)["kept"] == 1


def the_audit_counts_it(instance):
    text = instance.command("audit", f"http://localhost:{instance.port}", "--allow-unwitnessed")
    assert "1 of these 3 by name say that they have done what the letter pledges" in text, text
    report = json.loads(instance.command("audit", f"http://localhost:{instance.port}", "--allow-unwitnessed", "--json"))
    letter = next(one for one in report["letters"] if one["slug"] == SLUG)
    assert letter["pledge"] and letter["agrees"] and letter["issuers"][0]["kept"] == 1, letter


def what_is_wrong_is_refused(instance, folder):
    terminal = Terminal(instance, folder)
    assert "There is no such letter there." in terminal.run(slug="no-such-letter", code=1)
    terminal.run("--socks5", "nowhere", code=1)
    terminal.run("--as", "miner-email", code=1)
    said = terminal.run("--email", "not an address", "--yes", code=1)
    assert "The server says:" in said, said
    said = terminal.run_with_mail("joan@mail.example", "--name", "https://example.org", "--yes", code=1)
    terminal.path(".ruban-key").unlink()
    (folder / "wrong").write_text("0000 0000\n")
    said = terminal.run("--email", "lise@mail.example", "--code-file", "wrong", "--yes", code=1)
    assert "The server says:" in said, said
    key = terminal.path(".ruban-key")
    whole = key.read_text()
    key.write_text(whole.replace("seed ", "sead "))
    terminal.run(code=1)
    letter = terminal.key_lines()["letter"]
    key.write_text(whole.replace(letter, base64.b64encode(b"\x01" * 32).decode()))
    assert "another letter" in terminal.run(code=1)


def a_lying_server_gets_nothing(instance, folder):
    for lie, expected in [("text", "not the one in the record"), ("checkpoint", "isn't signed by the key"),
                          ("entry", "aren't those of its checkpoint"), ("place", "no such letter where")]:
        with LyingServer(instance.port, lie) as server:
            terminal = Terminal(instance, folder / lie, f"http://localhost:{server.port}")
            # Its key is known from an honest day.
            terminal.run("--policy", instance.policy, "--email", "eve@mail.example", "--yes", code=1)
            said = terminal.run("--policy", instance.policy, "--email", "eve@mail.example", "--yes", code=1)
            assert expected in said, (lie, said)
            assert not terminal.path(".ruban-key").exists() and not server.calls, lie


def what_is_no_credential_is_not_kept(instance, folder):
    """By an issuer's answer that isn't its signature a server could mark whom it gave it to."""
    before = instance.count()
    with LyingServer(instance.port, "issue") as server:
        terminal = Terminal(instance, folder, f"http://localhost:{server.port}")
        said = terminal.run_with_mail("rosa@mail.example", "--policy", instance.policy, "--name", "Rosa Example", "--yes",
                                      code=1)
        assert "isn't a credential by the key in the record" in said, said
        assert [call.name for call in server.calls] == ["code", "confirm", "issue"]
    begun = terminal.key_lines()
    assert begun["blinded"] != "-" and (begun["cred"], begun["mode"], begun["index"]) == ("-", "-", "-"), begun
    assert instance.count() == before
    # The key file is as good as before: an honest server answers the same request.
    honest = Terminal(instance, folder)
    used = instance.code("rosa@mail.example")
    honest.run_with_mail("rosa@mail.example", "--policy", instance.policy, "--issue-only", but=(used,))
    assert honest.key_lines()["blinded"] == begun["blinded"] and honest.key_lines()["cred"] != "-"


def news_go_to_who_asked_for_them(instance, folder):
    """Grace did, and nobody else."""
    news = folder / "news.md"
    news.write_text("# Many of us\n\nThank you.\n")
    instance.command("letter", "update", SLUG, "--text", f"en={news}", "--data", instance.data)

    def told():
        return [file for file in instance.mails.glob("*.eml") if b"\nList-Id:" in file.read_bytes()]

    assert until(told)
    mail, = told()
    assert b"To: grace@mail.example" in mail.read_bytes(), mail.read_bytes()


def without_a_server(instance, folder):
    terminal = Terminal(instance, folder)
    assert "can't be reached" in terminal.run(code=3)
    terminal.run("--socks5", "127.0.0.1:1", code=3)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        instance = Instance(sys.argv[1], folder / "data")
        instance.init()
        server = instance.started()
        until(lambda: get(instance.port, "/log/policy").status == 200)
        instance.policy = folder / "policy"
        instance.policy.write_bytes(get(instance.port, "/log/policy").bytes)
        somebody_signs(instance, Terminal(instance, folder / "ada"))
        who_has_a_credential_is_not_issued_another(instance, folder / "again")
        a_credential_now_and_a_signature_later(instance, folder / "grace")
        through_a_proxy(instance, folder / "mary")
        it_goes_on_from_the_key_file(instance, folder / "hedy")
        what_is_wrong_is_refused(instance, folder / "wrong")
        (folder / "lies").mkdir()
        a_lying_server_gets_nothing(instance, folder / "lies")
        what_is_no_credential_is_not_kept(instance, folder / "rosa")
        assert instance.count() == 4
        news_go_to_who_asked_for_them(instance, folder)
        the_pledge_is_said_to_be_kept(instance, Terminal(instance, folder / "ada"))
        what_no_pledge_is_kept_by(instance, folder / "pledge", Terminal(instance, folder / "grace"))
        instance.audit()
        the_audit_counts_it(instance)
        assert server.stop() == 0, server.output()
        without_a_server(instance, folder / "away")


if __name__ == "__main__":
    main()
