# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a browser fetches that opens the demonstration's letter for the first time: requests, and bytes over the wire."""
import re
import socket
import urllib.parse

from .bench import Failed, ruban_client
from .figures import Row

PAGE = "/en/letters/drop-the-ice-contract"
MOST_REQUESTS, MOST_BYTES = 4, 30_000


def fetch(port, path):
    """How many bytes the answer has on the wire, head and all."""
    asked = (f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n"
             "Accept-Language: en\r\nConnection: close\r\n\r\n").encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(asked)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    if not answer.startswith(b"HTTP/1.1 200 "):
        raise Failed(f"{path} gave {answer[:40]}")
    return len(answer)


def needed_by(page):
    """Paths that a browser asks for because of this page: links of style and icon, pictures, scripts, frames."""
    out = []
    for tag in re.findall(r"<(?:link|img|script|iframe|source|object|embed)\b[^>]*>", page):
        relation = re.search(r'\brel="?([a-z ]+)"?', tag)
        if tag.startswith("<link") and not (relation and set(relation.group(1).split()) & {"stylesheet", "icon", "preload"}):
            continue
        place = re.search(r'\b(?:href|src|data)="?([^"\s>]+)', tag)
        if place:
            out.append(place.group(1))
    if not any("icon" in tag for tag in re.findall(r"<link\b[^>]*>", page)):
        out.append("/favicon.ico")
    return out


def styles_need(style):
    return re.findall(r"""(?:url\(|@import\s+)["']?(?!data:)([^"')\s]+)""", style)


def measure(bench):
    port = ruban_client.free_port()
    server = ruban_client.Server(port, [str(bench.bin / "ruban"), "demo", "--port", str(port)])
    try:
        bench.say("telling the demonstration's story")
        if not server.wait_until_it_answers():
            raise Failed(f"the demonstration doesn't start: {server.output()}")
        seen, waiting, size = set(), [PAGE], 0
        while waiting:
            path = urllib.parse.urljoin(PAGE, waiting.pop(0))
            if path in seen:
                continue
            if urllib.parse.urlsplit(path).netloc:
                raise Failed(f"the page asks a third party: {path}")
            seen.add(path)
            size += fetch(port, path)
            text = ruban_client.get(port, path).bytes.decode(errors="replace")
            waiting += styles_need(text) if path.endswith(".css") else needed_by(text) if path == PAGE else []
    finally:
        if server.process.poll() is None:
            server.stop()
    return [Row("first visit of the demonstration’s letter", len(seen), "requests", ", ".join(sorted(seen)), most=MOST_REQUESTS),
            Row("the same", size / 1000, "kB over the wire", most=MOST_BYTES / 1000)]
