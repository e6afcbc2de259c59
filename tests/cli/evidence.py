#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Evidence, from the terminal to the page: pages of a real nginx captured and compared, files, pictures with faces.

  evidence.py RUBAN DRAW_FACE
"""
import contextlib
import hashlib
import json
import os
import pathlib
import re
import shlex
import sqlite3
import stat
import struct
import subprocess
import sys
import tempfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "client"))
from instance import SLUG, Instance
from ruban_client import get, until

WARC_PASSWORD = (b"WARC/1.1\r\nWARC-Type: request\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
                 b"WARC-Date: 2018-06-18T10:00:00Z\r\nWARC-Target-URI: https://page.example/\r\n"
                 b"Content-Type: application/http;msgtype=request\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n")


@contextlib.contextmanager
def nginx(folder):
    server = subprocess.Popen([sys.executable, "-B", ROOT / "fetch" / "nginx_server.py", folder], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True)
    try:
        yield server.stdout.readline().split()
    finally:
        server.stdin.close()
        server.wait(30)


def page(instance, language, rest, *words):
    return instance.page(language, "/evidence" + rest, *words)


def the_server_looks_again(instance, shown, address, evidence):
    """As it would in some hours."""
    shown.write_text("<title>We</title><p>We end the contract.</p><p>Call us.</p>")
    evidence("watch", f"{address}/old.html", "--every", "6")
    with sqlite3.connect(instance.data / "ruban.db", timeout=30) as store:
        assert store.execute("UPDATE watched_page SET next = 0").rowcount == 1
    store.close()
    assert until(lambda: get(instance.port, f"/en/letters/{SLUG}/evidence/3").status == 200), "the server didn't look"
    page(instance, "en", "/3", "<ins>", "end", "What the page said")
    listed = evidence("watch")
    assert re.search(r"every 6 hours, next \S+, last \S+\n$", listed), listed


def pages_that_change(instance, folder, site, ports, evidence):
    shown = pathlib.Path(site, "page.html")
    port, other_port, _ = ports
    address = f"http://127.0.0.1:{port}"
    inside = instance.refused(1, "evidence", "capture", SLUG, f"http://127.0.0.1:{other_port}/page.html", "--data", instance.data)
    assert "80 for http" in inside, inside

    shown.write_text("<title>We</title><script>alert(1)</script><p>We are proud of the contract.</p><p>Call us.</p>")
    said = evidence("capture", f"{address}/old.html", "--title", "en=What the page said", "--title", "fr=La page")
    assert "answered 200 from 127.0.0.1" in said and "Evidence 1 is on record" in said, said
    one = page(instance, "fr", "/1", "We are proud of the contract.", "La page", "Le serveur a répondu avec le code 200")
    assert "alert(1)" not in one and "<script" not in one, one

    shown.write_text("<title>We</title><p>We speak of the contract.</p><p onclick='x()'>Call us.</p>")
    said = evidence("capture", f"{address}/old.html")
    assert f"ruban evidence compare {SLUG} 1 2" in said, said
    two = page(instance, "en", "/2", "<del>", "<ins>", "What changed since", "What the page said")
    assert re.search(r"We <del>.*are proud.*</del><ins>.*speak.*</ins> of the contract\.", two), two
    assert "onclick" not in two
    compared = evidence("compare", "2")
    assert "We [-are proud-]{+speak+} of the contract." in compared and "Call us" not in compared, compared
    assert compared == evidence("compare", "1", "2")
    page(instance, "en", "", "What changed since", 'href="/en/letters/' + SLUG + '/evidence/2"')

    # The server looks again by itself.
    assert "No page is watched" in evidence("watch")
    said = evidence("watch", f"{address}/old.html", "--every", "6")
    assert "every 6 hours" in said and "on record" not in said.split("puts it")[0], said
    listed = evidence("watch")
    assert f"{address}/old.html" in listed and "every 6 hours, next 20" in listed, listed
    the_server_looks_again(instance, shown, address, evidence)
    assert "watched no longer" in evidence("watch", f"{address}/old.html", "--stop")
    assert "isn’t watched" in instance.refused(1, "evidence", "watch", SLUG, f"{address}/old.html", "--stop", "--data", instance.data)
    instance.refused(2, "evidence", "watch", SLUG, f"{address}/old.html", "--every", "0", "--data", instance.data)

    shown.unlink()
    assert "answered 404" in evidence("capture", f"{address}/old.html")
    evidence("capture", f"{address}/old.html")
    page(instance, "en", "/5", "The text is the same.")

    # The file itself, for everybody's tools.
    statements = json.loads(get(instance.port, f"/api/v1/letters/{SLUG}/statements").bytes)["statements"]
    assert [s["number"] for s in statements if s["kind"] == "evidence"] == [1, 2, 3, 4, 5], statements
    name = re.search(r'href="(/api/v1/documents/[0-9a-f]{64})">[^<]*\.warc<', one)[1]
    warc = get(instance.port, name)
    assert warc.bytes.startswith(b"WARC/1.1\r\n") and b"We are proud of the contract." in warc.bytes
    assert hashlib.sha256(warc.bytes).hexdigest() == name.rsplit("/", 1)[1]
    (folder / "again.warc").write_bytes(warc.bytes)
    told = instance.refused(1, "evidence", "add", SLUG, folder / "again.warc", "--title", "x", "--date", "2018-01-01T00:00Z", "--data",
                            instance.data)
    assert "tells itself which page" in told, told
    added = evidence("add", folder / "again.warc", "--title", "Kept by somebody else, too")
    assert "Evidence 6 is on record" in added, added
    # It names its page and time itself.
    page(instance, "en", "/6", "Kept by somebody else, too", "/old.html", "What changed since")


def files(instance, folder, evidence):
    pdf = folder / "a contract (copy).pdf"
    pdf.write_bytes(b"%PDF-1.7\n<script>alert(1)</script>\n%%EOF\n")
    evidence("add", pdf, "--title", "The contract", "--source", "https://example.org/c", "--date", "2018-01-24T10:00Z")
    text = page(instance, "en", "", "a-contract--copy-.pdf", "January", "example.org/c")
    served = get(instance.port, re.search(r'href="(/api/v1/documents/\w+)">a-contract', text)[1])
    assert served.headers["Content-Disposition"].startswith("attachment") and served.headers["X-Content-Type-Options"] == "nosniff"
    html = folder / "page.html"
    html.write_bytes("<p>Saved by h\u00e2nd</p><iframe src='https://evil.example'></iframe>".encode("cp1252"))
    evidence("add", html, "--title", "A page")
    text = page(instance, "en", "/8", "Saved by hând")
    assert "iframe" not in text and "evil.example" not in text
    served = get(instance.port, re.search(r'href="(/api/v1/documents/\w+)">page.html', text)[1])
    assert "html" not in served.headers["Content-Type"] and served.headers["Content-Disposition"].startswith("attachment")


def pictures(instance, folder, evidence, draw_face):
    png, work = folder / "photo.png", folder / "picture"
    subprocess.run([draw_face, png], check=True)
    # A secret beside the pixels.
    chunk = b"tEXtAuthor\0Ada Example, 12 Hidden Lane"
    original = png.read_bytes()
    png.write_bytes(original[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + original[33:])
    assert "ruban evidence cover" in instance.refused(1, "evidence", "add", SLUG, png, "--title", "x", "--data", instance.data)
    said = instance.command("evidence", "cover", png, "--into", work)
    found = int(re.search(r"(\d+) places are covered", said)[1])
    assert found >= 1 and stat.S_IMODE(work.stat().st_mode) == 0o700, said
    covers = [[int(n) for n in line.split()] for line in (work / "covers.txt").read_text().splitlines()]
    assert any(x < 320 < x + w and y < 240 < y + h for x, y, w, h in covers), covers
    once = (work / "covered.png").read_bytes()
    for file in work.iterdir():
        assert b"Hidden Lane" not in file.read_bytes() and stat.S_IMODE(file.stat().st_mode) == 0o600, file

    publish = ["evidence", "publish", SLUG, work, "--title", "At the gate", "--data", instance.data]
    assert "--looked" in instance.refused(1, *publish)
    with open(work / "covers.txt", "a") as list_of_covers:
        list_of_covers.write("200 60 240 400\n")
    assert "draw it anew" in instance.refused(1, *publish, "--looked")
    instance.command("evidence", "cover", work)
    shown = (work / "covered.png").read_bytes()
    assert shown != once
    assert "Evidence 9 is on record" in instance.command(*publish, "--looked")
    assert sorted(file.name for file in work.iterdir()) == ["covered.png"]
    text = page(instance, "en", "", 'alt="At the gate"')
    address = re.search(r'<img src="(/api/v1/documents/\w+)"', text)[1]
    served = get(instance.port, address)
    assert served.bytes == shown and served.headers["Content-Type"] == "image/png"
    # A face was missed after all.
    digest = address.rsplit("/", 1)[1]
    assert "is deleted" in instance.command("letter", "takedown-file", digest, "--data", instance.data)
    assert until(lambda: get(instance.port, address).status == 410)
    page(instance, "en", "", "This file was taken down")
    assert "already" in instance.refused(1, "letter", "takedown-file", digest, "--data", instance.data)
    assert "64 hex" in instance.refused(1, "letter", "takedown-file", "nothing", "--data", instance.data)

    broken = folder / "broken.png"
    svg = folder / "drawing.svg"
    svg.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    bomb = original[:16] + struct.pack(">II", 100_000, 100_000) + original[24:29]
    bomb += struct.pack(">I", zlib.crc32(bomb[12:29])) + original[33:]
    for bytes_, words in ((original[:200], "damaged"), (bomb, "40 million"), (svg.read_bytes(), "SVG"), (b"GIF89a" + original, "JPEG and PNG")):
        broken.write_bytes(bytes_)
        out = instance.refused(1, "evidence", "cover", broken, "--into", folder / "nothing")
        assert words in out and not (folder / "nothing").exists(), out
    (work / "covers.txt").write_text("here there\n")
    assert "no picture in this folder" in instance.refused(1, "evidence", "cover", work)


def the_page_on_pictures_works_as_it_is_written(instance, folder, draw_face):
    """docs/pictures.md, with somebody who draws a cover by hand where it opens an editor."""
    page_text = (ROOT.parent / "docs" / "pictures.md").read_text()
    lines = [line for line in page_text.split("```")[1].splitlines() if line.strip()]
    assert len(lines) == 4 and lines[1].startswith("nano gate/covers.txt"), lines
    work = folder / "page"
    work.mkdir()
    subprocess.run([draw_face, work / "photo.jpg"], check=True)
    here = pathlib.Path.cwd()
    os.chdir(work)
    try:
        for line in lines:
            words = shlex.split(line.replace("SLUG", SLUG), comments=True)
            if words[0] == "nano":
                with open(words[1], "a") as covers:
                    covers.write("10 10 50 50\n")
                continue
            place = ["--data", instance.data] if "publish" in words else []
            said = instance.command(*words[1:], *place)
    finally:
        os.chdir(here)
    assert "is on record: picture.jpg" in said, said


def bad_input(instance, folder, evidence):
    def says(bytes_, words, code=1):
        (folder / "bad").write_bytes(bytes_)
        out = instance.refused(code, "evidence", "add", SLUG, folder / "bad", "--title", "x", "--data", instance.data)
        assert words in out, out

    says(b"", "empty")
    says(b"\0\1\2", "can be evidence")
    says(b"<svg></svg>", "SVG")
    says(b"WARC/1.1\r\nbroken", "")
    request = b"GET / HTTP/1.1\r\nHost: page.example\r\nCookie: id=1\r\n\r\n"
    says(WARC_PASSWORD % (len(request), request), "cookie or a password")
    says(b"x" * 25_000_001, "at most 25 MB")
    says(b"<p>" + b"word " * 3_000_000, "more text")
    for url, words in (("file:///etc/passwd", ""), ("http://localhost/", "own"), ("http://169.254.169.254/latest", "own"),
                       ("http://[::1]/", "own"), ("http://10.1.2.3/", "own"), ("https://example.org:22/", "80 for http"),
                       ("http://user:password@example.org/", ""), ("gopher://example.org/", "")):
        out = instance.refused(1, "evidence", "capture", SLUG, url, "--data", instance.data)
        assert words in out and "on record" not in out, (url, out)
    assert "no piece of evidence" in instance.refused(1, "evidence", "compare", SLUG, "99", "--data", instance.data)
    assert "holds no page" in instance.refused(1, "evidence", "compare", SLUG, "7", "--data", instance.data)
    assert "no such letter" in instance.refused(1, "evidence", "capture", "nobody", "https://example.org/", "--data",
                                       instance.data).lower()
    for rest in ("/99", "/x", "/-1", "/18446744073709551616"):
        assert get(instance.port, f"/en/letters/{SLUG}/evidence{rest}").status == 404, rest


def main():
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as site, nginx(site) as ports:
        folder = pathlib.Path(folder)
        pathlib.Path(site).chmod(0o755)  # nginx reads as nobody
        instance = Instance(sys.argv[1], folder / "instance")
        instance.init()
        with open(instance.data / "ruban.toml", "a") as settings:
            settings.write(f'capture-also = "127.0.0.1:{ports[0]}"\n')
        server = instance.started()

        def evidence(kind, *arguments):
            return instance.command("evidence", kind, SLUG, *arguments, "--data", instance.data)

        try:
            page(instance, "en", "", "There is no evidence yet.")
            pages_that_change(instance, folder, site, ports, evidence)
            files(instance, folder, evidence)
            pictures(instance, folder, evidence, sys.argv[2])
            the_page_on_pictures_works_as_it_is_written(instance, folder, sys.argv[2])
            bad_input(instance, folder, evidence)
            instance.audit()
        finally:
            server.stop()


if __name__ == "__main__":
    main()
