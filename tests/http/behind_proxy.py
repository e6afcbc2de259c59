#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""nginx with the configuration of docs/nginx.conf in front of an instance: what it keeps of those who come, which is nothing:
no log, no session by which a browser is known again, no header with an address.

  behind_proxy.py RUBAN
"""
import collections
import concurrent.futures
import os
import pathlib
import shutil
import signal
import ssl
import socket
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/client"))
from instance import SLUG, Instance  # noqa: E402
from ruban_client import free_port, until  # noqa: E402

VISITOR = "127.0.0.73"  # an address of the loopback that nothing else has
MARK = "a-path-that-nobody-else-asks-for"


def configured(folder, port, behind):
    """The sample, with this machine's places for the ones that it names."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-keyout", folder / "ruban.key", "-out", folder / "ruban.pem"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    text = (ROOT / "docs/nginx.conf").read_text()
    for said, here in (("listen 443 ssl;\n        listen [::]:443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
                       ("server_name ruban.example.org;", "server_name localhost;"),
                       ("server 127.0.0.1:8080;", f"server 127.0.0.1:{behind};"),
                       ("/etc/ssl/ruban.pem", str(folder / "ruban.pem")),
                       ("/etc/ssl/private/ruban.key", str(folder / "ruban.key"))):
        assert said in text, said
        text = text.replace(said, here)
    places = "".join(f"    {name}_temp_path {folder / name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    text = text.replace("http {\n", "http {\n" + places)
    (folder / "nginx.conf").write_text(f"pid {folder / 'nginx.pid'};\ndaemon off;\n{text}")


def connected(port, session=None):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if session is not None:
        context = session[0]
    plain = socket.create_connection(("127.0.0.1", port), timeout=20, source_address=(VISITOR, 0))
    return context, context.wrap_socket(plain, server_hostname="localhost", session=session[1] if session else None)


def ask(connection, path, method="GET", body=b""):
    connection.sendall(f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                       f"X-Forwarded-For: 203.0.113.9\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
    answer = b""
    while chunk := connection.recv(65536):
        answer += chunk
    return answer


def main():
    nginx = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
    assert nginx, "nginx isn't installed: see packages.txt"
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        instance = Instance(sys.argv[1], folder / "instance")
        instance.init()
        server = instance.started()
        port, home = free_port(), folder / "nginx"
        home.mkdir()
        configured(home, port, instance.port)
        proxy = subprocess.Popen([nginx, "-p", home, "-c", home / "nginx.conf", "-e", "/dev/null"], stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            def answers():
                assert proxy.poll() is None, proxy.stdout.read().decode()
                try:
                    return connected(port)
                except OSError:
                    return None
            first = until(answers)
            assert first
            context, connection = first
            page = ask(connection, f"/en/letters/{SLUG}?{MARK}")
            assert page.startswith(b"HTTP/1.1 200") and b"Strict-Transport-Security" in page, page[:300]
            # What it was given to be known again by, if anything, isn't taken.
            session = connection.session
            connection.close()
            _, again = connected(port, (context, session) if session is not None else None)
            assert not again.session_reused
            assert b" 404 " in ask(again, f"/{MARK}").split(b"\r\n")[0]
            told = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-servername", "localhost", "-ign_eof"],
                                  input=b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n", capture_output=True, timeout=30).stdout
            assert b"TLSv1.3" in told and b"200 OK" in told, told
            assert b"Session Ticket arrived" not in told, told

            # A call of the largest size passes, and many of them don't.
            body = b"{}".ljust(16384)
            def sign(_):
                return ask(connected(port)[1], f"/api/v1/letters/{SLUG}/sign", "POST", body).split(b"\r\n")[0].split()[1]
            with concurrent.futures.ThreadPoolExecutor(32) as crowd:
                answers = collections.Counter(crowd.map(sign, range(600)))
            assert answers.keys() == {b"422", b"503"}, answers
            assert ask(connected(port)[1], "/api/v1/letters").startswith(b"HTTP/1.1 200")

            def kept():
                files = [path for place in (home, instance.data) for path in place.rglob("*") if path.is_file()]
                return b"".join(path.read_bytes() for path in files) + server.output().encode()
            for trace in (VISITOR, MARK, "203.0.113.9"):
                assert trace.encode() not in kept(), trace
        finally:
            proxy.send_signal(signal.SIGTERM)
            proxy.wait(20)
            server.process.kill()
            server.process.wait()
        for trace in (VISITOR, MARK, "203.0.113.9"):
            assert trace.encode() not in b"".join(p.read_bytes() for p in home.rglob("*") if p.is_file()), trace
    print("nothing is kept of who came")


if __name__ == "__main__":
    main()
