# SPDX-License-Identifier: AGPL-3.0-or-later
"""A witness that answers in every way but the right one."""
import base64
import http.server
import threading
import time

import ruban_client

LINE = "— hostile.example " + base64.b64encode(bytes(76)).decode() + "\n"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.misbehave()

    def do_GET(self):
        self.misbehave()

    def misbehave(self):
        self.close_connection = True
        self.server.asked.append(self.server.way)
        try:
            getattr(self, self.server.way)()
        except OSError:
            pass  # it had enough

    def huge_body(self):
        self.send_response(200)
        self.send_header("Content-Length", str(1 << 33))
        self.end_headers()
        while True:
            self.wfile.write(bytes(1 << 20))

    def endless_header(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            self.wfile.write(b"X: " + b"x" * 5000 + b"\r\n")

    def ten_thousand_lines(self):
        self.answer(200, (LINE * 10_000).encode())

    def slow_drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        while True:
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.2)

    def silence(self):
        time.sleep(60)

    def wrong_signature(self):
        self.answer(200, self.server.line.encode())

    def redirect(self):
        self.answer(307, Location=self.server.elsewhere)

    def redirect_in_a_circle(self):
        self.answer(308, Location=self.path)

    def a_page(self):
        self.answer(200, b"<!doctype html><title>Witness</title>", Content_Type="text/html")

    def a_fork_without_a_proof(self):
        self.answer(409, b"999999999\n", Content_Type="text/x.tlog.size")

    def a_contradiction(self):
        self.answer(422, b"I have seen a fork\n")

    def one_size_after_the_other(self):
        self.answer(409, b"%d\n" % (len(self.server.asked) % 2), Content_Type="text/x.tlog.size")

    def half_an_answer(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + LINE.encode())


WAYS = [name for name, value in vars(Handler).items()
        if callable(value) and name not in ("log_message", "answer", "do_POST", "do_GET", "misbehave")]


class HostileWitness:
    def __init__(self, key, elsewhere):
        """With the key of a witness that never runs: it can sign nothing. `elsewhere` is where it redirects to."""
        self.name, self.key = "hostile", key
        self.port = ruban_client.free_port()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        self.server.asked = []
        self.server.way = WAYS[0]
        self.server.elsewhere = elsewhere
        name, key_id, _ = key.split("+", 2)
        self.server.line = f"— {name} {base64.b64encode(bytes.fromhex(key_id) + bytes(72)).decode()}\n"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def policy_line(self):
        return f"witness {self.name} {self.key} http://localhost:{self.port}\n"

    def misbehaves(self, way):
        self.server.way = way

    def was_asked(self, way):
        return way in self.server.asked
