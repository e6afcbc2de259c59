# SPDX-License-Identifier: AGPL-3.0-or-later
"""The letter's page at 64 keep-alive connections, beside nginx that serves the same bytes from a file."""
import contextlib
import gzip
import os
import re
import subprocess

from .bench import LETTER, Failed, ruban_client
from .figures import beside, median

CONNECTIONS = 64
CONFIGURATION = """
{user}
worker_processes {workers};
daemon off;
pid {folder}/nginx.pid;
error_log stderr error;
events {{ worker_connections 1024; multi_accept on; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; keepalive_timeout 600s;
  open_file_cache max=16 inactive=600s; open_file_cache_valid 600s; gzip_static on; default_type text/html;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port} reuseport; root {folder}; }}
}}
"""


@contextlib.contextmanager
def nginx(bench, page):
    folder = bench.work / "nginx"
    folder.mkdir(exist_ok=True)
    (folder / "page.html").write_bytes(page)
    (folder / "page.html.gz").write_bytes(gzip.compress(page, 9))
    port = ruban_client.free_port()
    text = CONFIGURATION.format(folder=folder, port=port, workers=len(os.sched_getaffinity(0)),
                                user="user root;" if os.getuid() == 0 else "")
    (folder / "nginx.conf").write_text(text)
    server = subprocess.Popen(["nginx", "-p", folder, "-c", folder / "nginx.conf"], stdin=subprocess.DEVNULL)
    try:
        def answers():
            with contextlib.suppress(OSError):
                return ruban_client.get(port, "/page.html").bytes == page

        if not ruban_client.until(answers, 10):
            raise Failed("nginx doesn't serve the page")
        yield port
    finally:
        server.terminate()
        server.wait()


def wrk(bench, port, path, *headers):
    """Pages a second. Every answer must be good."""
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{bench.seconds}s"]
    for header in headers:
        command += ["-H", header]
    said = subprocess.run([*command, f"http://127.0.0.1:{port}{path}"], stdout=subprocess.PIPE, text=True, check=True)
    if "Non-2xx" in said.stdout or "Socket errors" in said.stdout:
        raise Failed(f"wrk met errors: {said.stdout}")
    return float(re.search(r"Requests/sec:\s*([\d.]+)", said.stdout).group(1))


def measure(bench):
    filled = bench.filled(bench.size, "filler")
    rates = {"whole": ([], []), "gzip": ([], [])}
    with bench.serving(filled):
        page = ruban_client.get(filled.port, LETTER).bytes
        with nginx(bench, page) as port:
            for number in range(bench.rounds):
                bench.say(f"letter page, round {number + 1} of {bench.rounds}")
                for kind, headers in (("whole", ()), ("gzip", ("Accept-Encoding: gzip",))):
                    ours, theirs = rates[kind]
                    ours.append(wrk(bench, filled.port, LETTER, *headers))
                    theirs.append(wrk(bench, port, "/page.html", *headers))
    kilobytes = f"{len(page) / 1000:.1f} kB"
    return [beside(f"letter page of {kilobytes}, {CONNECTIONS} connections", median(rates["whole"][0]), "pages/s",
                   "nginx, same bytes", median(rates["whole"][1]), least=0.95),
            beside("the same, compressed", median(rates["gzip"][0]), "pages/s", "nginx, gzip_static",
                   median(rates["gzip"][1]), least=0.95)]
