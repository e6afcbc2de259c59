#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A server of HTTP/1.1 by hand, which misbehaves as its path says.

  rude_server.py     prints its port on 127.0.0.1; ends with its standard input
"""
import gzip
import socket
import socketserver
import sys
import threading
import urllib.parse
import zlib

stopped = threading.Event()
seen = []  # the heads of all requests


def bomb():
    """A gigabyte of zeros, which is a megabyte. Its checksum is wrong, and lies far beyond every limit."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1 << 20)
    first, again = (packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + 1023 * again + packer.flush()


PAGE = b"<!doctype html><title>A page</title><p>Words."


def answer(body, *headers, status="200 OK", length=True):
    lines = ["HTTP/1.1 " + status, *headers] + ([f"Content-Length: {len(body)}"] if length else [])
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunked(*parts):
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        head = b""
        while b"\r\n\r\n" not in head:
            got = self.request.recv(65536)
            if not got:
                return
            head += got
        seen.append(head)
        url = urllib.parse.urlsplit(head.split(b" ")[1].decode())
        try:
            self.respond(url.path, urllib.parse.unquote(url.query))
            # The other side has everything before the connection ends.
            self.request.shutdown(socket.SHUT_WR)
            self.request.recv(1)
        except OSError:
            pass  # it has had enough

    def respond(self, path, query):
        send = self.request.sendall
        if path == "/page":
            send(answer(PAGE, "Content-Type: text/html; charset=utf-8"))
        elif path == "/gone":
            send(answer(b"gone", status="410 Gone"))
        elif path == "/seen":
            send(answer(b"".join(seen)))
        elif path == "/to":  # wherever the query says
            send(answer(b"moved", "Location: " + query, status="302 Found"))
        elif path == "/count":  # as many redirects as the query says
            to = f"/count?{int(query) - 1}" if int(query) > 1 else "/page"
            send(answer(b"", "Location: " + to, status="301 Moved Permanently"))
        elif path in ("/circle", "/circle/two"):
            send(answer(b"", "Location: " + ("/circle" if path.endswith("two") else "/circle/two"), status="302 Found"))
        elif path == "/packed-redirect":
            send(answer(b"", "Location: /page", "Content-Encoding: gzip", status="302 Found"))
        elif path == "/gzip":
            send(answer(gzip.compress(PAGE), "Content-Encoding: gzip"))
        elif path == "/brotli":
            send(answer(b"\x8b\x02\x80hello\x03", "Content-Encoding: br"))
        elif path == "/bomb":
            send(answer(bomb(), "Content-Encoding: gzip", "Content-Type: text/html"))
        elif path == "/endless":
            send(b"HTTP/1.1 200 OK\r\n\r\n")
            while not stopped.is_set():
                send(b"word " * 10000)
        elif path == "/endless-chunks":
            send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while not stopped.is_set():
                send(b"c350\r\n" + b"word " * 10000 + b"\r\n")
        elif path == "/endless-headers":
            send(b"HTTP/1.1 200 OK\r\n")
            while not stopped.is_set():
                send(b"X-More: " + b"x" * 1000 + b"\r\n")
        elif path == "/endless-header":
            send(b"HTTP/1.1 200 OK\r\nX-More: ")
            while not stopped.is_set():
                send(b"x" * 10000)
        elif path == "/endless-waiting":
            while not stopped.is_set():
                send(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" * 100)
        elif path == "/hints":
            send(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" + answer(PAGE))
        elif path == "/said-to-be-large":
            send(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
            stopped.wait()
        elif path == "/drip":
            send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while not stopped.wait(0.05):
                send(b".")
        elif path == "/silent":
            stopped.wait()
        elif path == "/too-short":
            send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nnot a thousand")
        elif path == "/too-long":
            send(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour and more")
        elif path == "/broken-chunks":
            send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\nzz\r\n")
        elif path == "/short-chunks":
            send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n")
        elif path == "/chunks":
            send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(PAGE[:10], PAGE[10:]))
        elif path == "/chunks-and-trailer":
            send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Later\r\n\r\n"
                 + chunked(PAGE)[:-2] + b"X-Later: yes\r\n\r\n")
        elif path == "/no-http":
            send(b"220 mail.example.org ESMTP\r\n")
        elif path == "/nothing":
            pass
        else:
            send(answer(b"no such page", status="404 Not Found"))


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        pass


with Server(("127.0.0.1", 0), Handler) as server:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    stopped.set()
