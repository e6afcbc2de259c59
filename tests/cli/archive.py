#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A letter that is exported while its server runs: the same bytes twice, and again after more was signed; the audit of the
folder finds the names and numbers that the server's has; a changed byte is found.

  archive.py RUBAN
"""
import base64
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from instance import SLUG, Instance, Person
from ruban_client import get


STRANGERS = "<!doctype html><title>T</title><p>We make decisions faster.</p><script src='https://elsewhere.example/x.js'></script>"


def tree(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def export(instance, folder, *arguments):
    out = instance.command("export", SLUG, "--to", folder, "--data", instance.data, *arguments)
    files = tree(folder)
    sums = hashlib.sha256(files["SHA256SUMS"]).hexdigest()
    assert sums in out, out
    subprocess.run(["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=folder, check=True)
    assert len(files["SHA256SUMS"].splitlines()) == len(files) - 1
    return files


def of_letter(report):
    """What an audit has found of the letter and of the whole record."""
    found = json.loads(report)
    assert found["passed"], report
    letter = next(one for one in found["letters"] if one["slug"] == SLUG)
    assert letter["agrees"] and letter["text_matches"], letter
    return {**letter, "claimed_size": None}, found["size"], found["root"]


def audited(instance, source, *arguments):
    return of_letter(instance.command("audit", source, *arguments, "--json", "--allow-unwitnessed"))


def names_in(files):
    out = {}
    for name, data in files.items():
        if not re.fullmatch(rf"api/v1/letters/{SLUG}/v1/signatures/\w+\.json", name):
            continue
        for one in json.loads(data)["signatures"]:
            if one["payload"]:
                out[base64.b64decode(one["payload"]).decode().split("\n")[1].removeprefix("name ")] = one["index"]
    return out


def says(instance, folder):
    """What organisers put on record."""
    (folder / "news.md").write_text("# We are three\n\nThank you.\n")
    (folder / "answer.md").write_text("# What was said\n\nThe contract **goes on**.\n")
    for kind, *rest in (("update", "--text", folder / "news.md"), ("answer", "--text", folder / "answer.md", "--by", "A. Director"),
                        ("demand", "1", "refused", "--reason", "They said no."), ("deliver", "--to", "A. Director")):
        instance.command("letter", kind, SLUG, *rest, "--data", instance.data)
    (folder / "page.html").write_text(STRANGERS)
    instance.command("evidence", "add", SLUG, folder / "page.html", "--title", "The page as it was", "--data", instance.data)


def what_pages_hold(files):
    pages = {name: data.decode() for name, data in files.items() if name.endswith(".html")}
    for lang in ("en", "fr"):
        for page in ("", "signatures/", "figures/", "history/", "demands/", "answers/", "news/", "pledge/", "evidence/", "evidence/1/"):
            assert f"{lang}/letters/{SLUG}/{page}index.html" in pages, page
    for name, page in pages.items():
        assert "<form" not in page and "<iframe" not in page, name
        assert not re.search(r'\bsrc="(?:[a-z]+:)?//', page), name
        scripts = re.findall(r'<script\b[^>]*src="([^"]*)"', page)
        assert "<script" not in page or (len(scripts) == 1 and "/static/verify" in scripts[0] and "/verify/" in name), name
    assert "We make decisions faster." in pages[f"en/letters/{SLUG}/evidence/1/index.html"]
    strangers = f"api/v1/documents/{hashlib.sha256(STRANGERS.encode()).hexdigest()}.txt"
    assert files[strangers] == STRANGERS.encode(), strangers
    assert "We are three" in pages[f"en/letters/{SLUG}/news/index.html"]
    assert f"{SLUG}.en.pdf" in pages[f"en/letters/{SLUG}/answers/index.html"]
    assert sum(data.startswith(b"%PDF-") for data in files.values()) == 2
    # Every link leads to a file of the folder, or to the site.
    for name, page in pages.items():
        for link in re.findall(r'\b(?:href|src)="([^"#]+)', page):
            if not re.match(r"[a-z]+:", link):
                target = (pathlib.PurePosixPath("/") / name).parent / link
                parts = []
                for part in target.parts[1:]:
                    parts = parts[:-1] if part == ".." else [*parts, part]
                assert "/".join(parts) in files, (name, link)


def a_changed_byte_is_found(instance, folder):
    for pattern in ("log/tile/entries/**/*", "log/checkpoint", "en/letters/*/index.html", "api/v1/documents/*.pdf",
                    "api/v1/letters/*/v1/count.json", "letters/*/v1/files/fr.md", "static/*.css"):
        file = next(f for f in sorted(folder.glob(pattern)) if f.is_file())
        data = file.read_bytes()
        file.write_bytes(data[:len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1:])
        done = instance.run("audit", folder, "--allow-unwitnessed")
        assert done.returncode == 1 and str(file.relative_to(folder)) in done.stdout, (pattern, done.stdout)
        file.write_bytes(data)
    instance.command("audit", folder, "--allow-unwitnessed")


def without_its_sums_the_record_still_proves_itself(instance, folder):
    (folder / "SHA256SUMS").unlink()
    instance.command("audit", folder, "--allow-unwitnessed")
    for pattern in ("log/tile/entries/**/*", "api/v1/letters/*/v1/count.json", "api/v1/letters/*/v1/signatures/index.json",
                    "letters/*/v1/files/fr.md"):
        file = next(f for f in sorted(folder.glob(pattern)) if f.is_file())
        data = file.read_bytes()
        changed = re.sub(rb'("named":|"payload":")(.)', lambda m: m[1] + (b"7" if m[2] != b"7" else b"8"), data, count=1)
        file.write_bytes(changed if changed != data else data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
        done = instance.run("audit", folder, "--allow-unwitnessed")
        assert done.returncode in (1, 3), (pattern, done.stdout)
        file.write_bytes(data)


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        instance = Instance(sys.argv[1], folder / "instance")
        instance.init()
        server = instance.started()
        try:
            people = [Person(instance, number) for number in range(3)]
            for person in people:
                person.sign()
                person.wait_for_receipt()
            says(instance, folder)
            instance.audit()
            first = export(instance, folder / "first")
            size = int(first["log/checkpoint"].split()[1])  # a minute may end, and be told, before the next one
            assert export(instance, folder / "again", "--at", size) == first
            copied, site = audited(instance, folder / "first"), f"http://localhost:{instance.port}"
            assert copied[0] == audited(instance, site)[0]
            assert copied[1:] == audited(instance, site, "--at", size)[1:]
            assert names_in(first) == instance.names() and len(names_in(first)) == 3, names_in(first)
            what_pages_hold(first)

            late = Person(instance, 9)
            late.sign()
            late.wait_for_receipt()
            assert export(instance, folder / "then", "--at", size) == first
            now = export(instance, folder / "now")
            assert names_in(now) == instance.names() and len(names_in(now)) == 4
            done = instance.run("export", SLUG, "--to", folder / "never", "--at", 10**6, "--data", instance.data)
            assert done.returncode == 1 and "No checkpoint of this size" in done.stdout, done.stdout
            assert not (folder / "never").exists()

            nameless = export(instance, folder / "nameless", "--without-names")
            for name, data in nameless.items():
                assert b"Signer " not in data, name
            assert not any(data.startswith(b"%PDF-") for data in nameless.values())
            audited(instance, folder / "nameless")
        finally:
            server.process.kill()
            server.process.wait()
        a_changed_byte_is_found(instance, folder / "first")
        without_its_sums_the_record_still_proves_itself(instance, folder / "again")
    print(f"exported at {size}: {len(first)} files, the same three times, audited as their server is")


if __name__ == "__main__":
    main()
