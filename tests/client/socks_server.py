# SPDX-License-Identifier: AGPL-3.0-or-later
"""A SOCKS5 proxy (RFC 1928, 1929) that looks names up in a table of its own, and remembers its users."""
import socket
import socketserver
import struct
import threading


class SocksServer:
    def __init__(self, names):
        self.users, self.hosts = [], []
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def take(self, count):
                data = b""
                while len(data) < count:
                    more = self.request.recv(count - len(data))
                    if not more:
                        raise ConnectionError
                    data += more
                return data

            def handle(self):
                methods = self.take(self.take(2)[1])
                assert 2 in methods, "no user was offered"
                self.request.sendall(b"\x05\x02")
                outer.users.append(self.take(self.take(2)[1]))
                self.take(self.take(1)[0])
                self.request.sendall(b"\x01\x00")
                _, command, _, kind = self.take(4)
                assert command == 1 and kind == 3, "it isn't asked for a name"
                host = self.take(self.take(1)[0]).decode()
                (port,) = struct.unpack(">H", self.take(2))
                outer.hosts.append(host)
                with socket.create_connection((names[host], port)) as behind:
                    self.request.sendall(b"\x05\x00\x00\x01" + bytes(6))
                    back = threading.Thread(target=copy, args=(behind, self.request), daemon=True)
                    back.start()
                    copy(self.request, behind)
                    back.join()

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def copy(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
