#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Serves a folder of docs/formats/folder.md over HTTP, as a Ruban server would, and a few answers that none would give.

  folder_server.py FOLDER     prints the port; ends with its standard input
"""
import gzip
import http.server
import pathlib
import sys
import threading
import urllib.parse

FOLDER = pathlib.Path(sys.argv[1])
connections = 0
flaky = 0


def file_of(path):
    """The file behind an address, as the folder format names it."""
    url = urllib.parse.urlsplit(path)
    query = dict(urllib.parse.parse_qsl(url.query))
    parts = url.path.strip("/").split("/")
    if url.path == "/api/v1/letters":
        parts.append("index.json")
    elif parts[:3] == ["api", "v1", "letters"] and parts[-1] == "count":
        parts = parts[:-1] + ["v" + query["version"], "count.json"]
    elif parts[:3] == ["api", "v1", "letters"] and parts[-1] == "signatures":
        parts = parts[:-1] + ["v" + query["version"], "signatures", query.get("after", "index") + ".json"]
    return FOLDER.joinpath(*parts)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        global connections
        connections += 1
        super().setup()

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if body and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        global flaky
        port = self.server.server_address[1]
        if self.path == "/connections":
            self.answer(200, str(connections).encode())
        elif self.path == "/redirect/here":
            self.answer(302, Location="/log/checkpoint")
        elif self.path == "/redirect/away":
            self.answer(302, Location="http://elsewhere.invalid/log/checkpoint")
        elif self.path == "/redirect/port":
            self.answer(302, Location=f"http://127.0.0.1:{port ^ 1}/log/checkpoint")
        elif self.path == "/redirect/scheme":
            self.answer(302, Location="file:///etc/hostname")
        elif self.path == "/redirect/circle":
            self.answer(302, Location="/redirect/circle")
        elif self.path == "/busy":
            self.answer(503, b"come back later")
        elif self.path == "/flaky":
            flaky += 1
            self.answer(*((503, b"") if flaky % 3 else (200, b"at last")))
        elif self.path == "/bomb":
            self.answer(200, bytes(64 * 1024 * 1024))
        elif self.path == "/silent":
            self.send_response(200)
            self.send_header("Content-Length", "10")
            self.end_headers()
            stopped.wait()
            self.close_connection = True
        elif self.path == "/forbidden":
            self.answer(403, b"no")
        else:
            file = file_of(self.path)
            if file.is_file():
                self.answer(200, file.read_bytes())
            else:
                self.answer(404, b"no such thing")

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True


stopped = threading.Event()
server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
stopped.set()
server.shutdown()
