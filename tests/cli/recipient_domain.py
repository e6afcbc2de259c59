# SPDX-License-Identifier: AGPL-3.0-or-later
"""A recipient's domain on loopback: its name server, and its web site with a certificate of its own."""
import http.server
import pathlib
import socket
import ssl
import struct
import subprocess
import threading
import time

NO_SUCH_NAME = 3
FAILED = 2


def name(dotted):
    return b"".join(bytes([len(label)]) + label.encode() for label in dotted.split(".")) + b"\0"


def txt(owner, *strings):
    """A TXT record of `owner`, its text split in these strings."""
    value = b"".join(bytes([len(s)]) + s.encode() for s in strings)
    return name(owner) + struct.pack("!HHIH", 16, 1, 60, len(value)) + value


class NameServer:
    """Answers every question with `records`, or with the failure `code`."""

    def __init__(self):
        self.records, self.code, self.asked = [], 0, []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def says(self, *records, code=0):
        self.records, self.code = list(records), code

    def _serve(self):
        while True:
            question, whose = self.socket.recvfrom(512)
            end, labels = 12, []
            while question[end]:
                labels.append(question[end + 1:end + 1 + question[end]].decode())
                end += question[end] + 1
            self.asked.append(".".join(labels))
            head = question[:2] + struct.pack("!HHHHH", 0x8180 | self.code, 1, len(self.records), 0, 0)
            self.socket.sendto(head + question[12:end + 5] + b"".join(self.records), whose)


class WebSite:
    """Answers /.well-known/ruban-recipient.txt with `status`, `body` and `location`, over TLS for `domain`. A body that is a
    function streams what it yields."""

    def __init__(self, folder, domain):
        self.folder = folder = pathlib.Path(folder)
        self.certificate = folder / f"{domain}.crt"
        key = folder / f"{domain}.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", f"/CN={domain}", "-addext", f"subjectAltName=DNS:{domain}", "-keyout", key, "-out", self.certificate],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.asked, self.had_enough = [], 0
        self.says(404, b"")
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append(self.path)
                is_file = self.path == "/.well-known/ruban-recipient.txt"
                status, body, location = site.answer if is_file else site.elsewhere
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                if isinstance(body, bytes):
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    for part in [body] if isinstance(body, bytes) else body():
                        self.wfile.write(part)
                except OSError:
                    site.had_enough += 1

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.address = "127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def says(self, status, body=b"", location=None, elsewhere=(404, b"", None)):
        self.answer = (status, body.encode() if isinstance(body, str) else body, location)
        self.elsewhere = elsewhere


def without_end(line):
    """The right line, and then others for ever."""
    while True:
        yield line + b"\n"


def drip(line):
    """The right line, and then a space now and then, for ever."""
    yield line + b"\n"
    while True:
        time.sleep(0.2)
        yield b" "
