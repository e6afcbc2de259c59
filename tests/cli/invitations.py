#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Inviting everybody on a list: by mail, on paper, as a file of codes; signing with a code from the terminal and by the
form; bad lists; and nothing on the disk tells whose code is whose.

  invitations.py RUBAN
"""
import json
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from instance import LETTER, SLUG, Instance
from instance_folder import all_bytes, rows
from ruban_client import Visitor, get, until
from sign_from_terminal import Terminal, signature

CODE = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}")
LABEL = "coder-invitation"


class InvitingInstance(Instance):
    def init(self):
        self.command("init", "--data", self.data, "--url", f"http://localhost:{self.port}", "--port", self.port,
                     "--mail", f"file:{self.mails}")
        folder = self.data.parent / "letter"
        shutil.copytree(LETTER, folder)
        toml = (folder / "letter.toml").read_text()
        toml = toml.replace('label = "coder-email"', f'label = "{LABEL}"').replace(
            'method = "email-any"', 'method = "invitation"')
        assert LABEL in toml and 'method = "invitation"' in toml
        (folder / "letter.toml").write_text(toml)
        self.command("letter", "publish", folder, "--data", self.data)

    def invite(self, *arguments, code=0):
        done = self.run("letter", "invite", SLUG, *arguments, "--data", self.data)
        assert done.returncode == code, f"{arguments} ended with {done.returncode}: {done.stdout}"
        return done.stdout

    def bytes(self):
        return all_bytes(self.data)


def bad_lists_invite_nobody(instance, folder):
    bad = folder / "bad.txt"
    bad.write_bytes(b"ada@mail.example\nnobody\n\xff\xfe\ngrace@mail.example\n")
    said = instance.invite("--roster", bad, "--by-mail", code=1)
    assert "bad.txt:2: " in said and "bad.txt:3: " in said and "Nobody was invited" in said, said
    assert "nobody\n" not in said.split(":2: ")[1].split("\n")[0] + "\n", said
    bad.write_text("Ada Example\nGrace Example\nAda Example\n")
    said = instance.invite("--roster", bad, "--codes", folder / "none.txt", code=1)
    assert "bad.txt:3: Line 1 says the same." in said, said
    # Two ways to write the same letters, and spaces that nobody sees, are one name on a slip.
    bad.write_text("Zo\u00eb  Example\nGrace Example\nZoe\u0308 Example\u00a0\n\u00a0\n", encoding="utf-8")
    said = instance.invite("--roster", bad, "--codes", folder / "none.txt", code=1)
    assert "bad.txt:3: Line 1 says the same." in said and "bad.txt:4: A person is named" in said, said
    bad.write_text("# nobody yet\n\n")
    assert "names nobody" in instance.invite("--roster", bad, "--by-mail", code=1)
    assert not (folder / "none.txt").exists()
    for arguments in (["--by-mail"], ["--roster", bad], ["--count", 3, "--by-mail"], ["--count", 3, "--roster", bad],
                      ["--count", 3, "--codes", folder / "a", "--sheets", folder / "b"]):
        said = instance.invite(*arguments, code=1)
        assert "--" in said, said
    assert "There is no such folder" in instance.invite("--count", 1, "--codes", folder / "no/where", code=1)


def everybody_gets_a_mail(instance, folder):
    people = ["ada@mail.example", "grace@mail.example", "mary@mail.example"]
    roster = folder / "roster.txt"
    roster.write_text("\ufeff" + "\r\n".join(["# the staff", *people, "Ada@Mail.example  # again"]) + "\r\n")
    said = instance.invite("--roster", roster, "--by-mail", "--lang", "fr")
    assert "3 people are invited" in said and "1 more lines name" in said, said
    assert "with --add" in instance.invite("--roster", roster, "--by-mail", code=1)
    codes = {}

    def mails():
        for path in instance.mails.glob("*"):
            text = path.read_bytes().decode("utf-8", "replace").replace("=\r\n", "").replace("=\n", "")
            to = re.search(r"^To: .*?([a-z]+@mail\.example)", text, re.M | re.I)
            code = CODE.search(text)
            if to and code:
                codes[to[1].lower()] = code[0]
        return len(codes) == 3

    assert until(mails), codes
    assert len(set(codes.values())) == 3
    assert until(lambda: not any(code.encode() in instance.bytes() for code in codes.values()))
    for address in people:
        assert address.encode() not in instance.bytes(), address
    return codes


def signing_with_a_code(instance, folder, codes):
    ada = Terminal(instance, folder / "ada")
    ada_code = folder / "ada-code"
    ada_code.write_text(codes["ada@mail.example"].lower().replace("-", " ") + "\n")
    said = ada.run("--code-file", ada_code, "--name", "Ada Example", "--role", "", "--comment", "", "--yes")
    assert "Signed: no." in said, said
    one = signature(instance, "Ada Example")
    assert one["issuer"] == LABEL and one["via"] == "client", one

    again = Terminal(instance, folder / "again")
    said = again.run("--code-file", ada_code, "--issue-only", code=1)
    assert "was issued for this code before" in said, said
    # A slip is found before anything is sent; a code that nobody was given is told by the server.
    slip = folder / "slip"
    slip.write_text(codes["ada@mail.example"][:-1] + ("0" if codes["ada@mail.example"][-1] != "0" else "1") + "\n")
    said = Terminal(instance, folder / "slipped").run("--code-file", slip, "--issue-only", code=1)
    assert "There is a slip in this code" in said and "The server says" not in said, said
    slip.write_text("B9D5-MPJT-B9D5-MPJT-B9D5-MPJT-BAME\n")
    said = Terminal(instance, folder / "unknown").run("--code-file", slip, "--issue-only", code=1)
    assert "Nobody was given this code" in said, said


def signing_by_the_form(instance, codes):
    code = codes["grace@mail.example"]
    visitor = Visitor(instance.port, SLUG, "fr")
    page = visitor.get(visitor.letter + "/sign")
    assert 'name="invitation"' in page.text() and 'name="email"' not in page.text()
    form = {"csrf": page.csrf(), "issuer": LABEL, "name": "Grace Example"}
    wrong = visitor.post(visitor.letter + "/sign", {**form, "invitation": "1234"})
    assert wrong.status == 422 and 'id="invitation-error"' in wrong.text() and 'value="1234"' in wrong.text()
    preview = visitor.post(visitor.letter + "/sign", {**form, "invitation": code})
    assert preview.place == visitor.letter + "/sign/preview", preview.place
    assert "Étape 2 sur 2" in visitor.get(preview.place).text()
    visitor.press_sign()
    assert "Grace Example" in visitor.done().text() and "Ce site ne sait pas qui vous êtes" in visitor.done().text()
    assert until(lambda: signature(instance, "Grace Example"))
    assert signature(instance, "Grace Example")["via"] == "server"

    other = Visitor(instance.port, SLUG, "fr")
    form["csrf"] = other.get(other.letter + "/sign").csrf()
    assert other.post(other.letter + "/sign", {**form, "invitation": code}).place.endswith("/sign/preview")
    csrf = other.get(other.letter + "/sign/preview").csrf()
    used = other.post(other.letter + "/sign/preview", {"csrf": csrf, "act": "sign"})
    assert used.place.endswith("/sign/already"), used.place
    assert "Ce code a déjà servi" in other.get(used.place).text()


def slips_of_paper(instance, folder):
    """What is printed can be read again: by people, and by a telephone."""
    roster = folder / "names.txt"
    names = [f"Zoë Beispiel {i}" for i in range(10)]
    roster.write_text("\n".join(names) + "\n")
    pdf = folder / "slips.pdf"
    said = instance.invite("--roster", roster, "--sheets", pdf, "--add")
    assert "10 people are invited" in said and "delete it" in said, said
    assert stat.S_IMODE(pdf.stat().st_mode) == 0o600
    assert "There is such a file" in instance.invite("--roster", roster, "--sheets", pdf, "--add", code=1)
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    for name in names:
        assert name in text, text
    assert text.count("Drop ICE") + text.count("Laissez tomber") + text.count("ICE") >= 10, text
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", pdf, folder / "page"], check=True)
    pages = sorted(folder.glob("page-*.png"))
    assert len(pages) == 2
    read = subprocess.run(["zbarimg", "--quiet", "--raw", *pages], check=True, capture_output=True, text=True).stdout
    links = read.split()
    assert len(set(links)) == 10, links
    assert all(link.startswith(f"http://localhost:{instance.port}/") and "/sign#code=" in link for link in links)
    code = folder / "paper-code"
    code.write_text(links[0].split("#code=")[1] + "\n")
    Terminal(instance, folder / "zoe").run("--code-file", code, "--issue-only")


def a_long_list(instance, folder):
    roster = folder / "long.txt"
    roster.write_text("".join(f"person{i}@mail.example\n" for i in range(100_000)))
    out = folder / "long-codes.txt"
    said = instance.invite("--roster", roster, "--codes", out, "--add")
    assert "100000 people are invited" in said, said
    lines = out.read_text().splitlines()
    assert len(lines) == 100_000 and len({line.split("\t")[0] for line in lines}) == 100_000
    assert CODE.fullmatch(lines[-1].split("\t")[0]) and lines[-1].endswith("\tperson99999@mail.example")
    code = folder / "last-code"
    code.write_text(lines[-1].split("\t")[0] + "\n")
    Terminal(instance, folder / "last").run("--code-file", code, "--issue-only")
    return {line.split("\t")[0].replace("-", "").encode() for line in lines}


def nobody_is_found_who_was_invited(instance, server, codes):
    """Neither who is named on a slip nor who stands in a list, in whatever case; and no code."""
    kept = instance.bytes() + server.output().encode()
    assert SLUG.encode() in kept and len(codes) == 100_000
    for name in (b"beispiel", "zo\u00eb".encode(), b"mail.example", b"person99999"):
        assert name not in kept.lower(), name
    assert not codes & {code.replace(b"-", b"") for code in re.findall(rb"(?:[0-9A-HJKMNP-TV-Z]{4}-?){7}", kept)}


def the_end_forgets_who_was_invited(instance):
    """Who was, and who of them came; and no key is left that a guess could be tested with."""
    tags = {tag for table in ("may_sign", "identity_tag") for (tag,) in rows(instance.data, f"SELECT tag FROM {table}")}
    assert len(tags) == 3 + 10 + 100_000

    def keys():
        return {file.name.split(".")[0] for file in (instance.data / "keys").iterdir()}

    before, some, kept = keys(), sorted(tags)[::100], instance.bytes()
    assert all(tag in kept for tag in some)
    instance.command("letter", "close", SLUG, "--data", instance.data)
    assert until(lambda: not rows(instance.data, "SELECT tag FROM may_sign UNION ALL SELECT tag FROM identity_tag"))
    assert before - keys() == {"issuer", "tags"}, (before, keys())

    def is_overwritten():
        kept = instance.bytes()
        return not any(tag in kept for tag in some)

    assert until(is_overwritten)


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        instance = InvitingInstance(sys.argv[1], folder / "instance")
        instance.init()
        server = instance.started()
        try:
            bad_lists_invite_nobody(instance, folder)
            codes = everybody_gets_a_mail(instance, folder)
            signing_with_a_code(instance, folder, codes)
            signing_by_the_form(instance, codes)
            slips_of_paper(instance, folder)
            nobody_is_found_who_was_invited(instance, server, a_long_list(instance, folder))
            assert json.loads(get(instance.port, f"/api/v1/letters/{SLUG}").bytes)["count"]["classes"][0]["standing"][
                "named"] == 2
            instance.audit()
            the_end_forgets_who_was_invited(instance)
            said = instance.invite("--count", 1, "--codes", folder / "late", code=1)
            assert "takes no more signatures" in said and not (folder / "late").exists(), said
        finally:
            server.process.kill()
            server.process.wait()
    print("people were invited by mail, on paper and by a file, and have signed")


if __name__ == "__main__":
    main()
