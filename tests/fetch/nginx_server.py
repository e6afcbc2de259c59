#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A real nginx that serves FOLDER, with and without TLS, packed and not.

  nginx_server.py FOLDER     prints both ports and the certificate's file; ends with its standard input
"""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

CONFIGURATION = """
daemon off; pid {work}/nginx.pid; error_log /dev/null; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off; types {{ text/html html; text/plain txt; }} default_type application/octet-stream;
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  server {{
    listen 127.0.0.1:{plain}; listen 127.0.0.1:{tls} ssl; server_name localhost; root {folder}; charset utf-8;
    ssl_certificate {work}/cert.pem; ssl_certificate_key {work}/key.pem;
    location /packed/ {{ alias {folder}/; gzip on; gzip_min_length 1; }}
    location = /old.html {{ return 301 /page.html; }}
    location = /secure {{ return 308 https://localhost:{tls}/page.html; }}
  }}
}}
"""


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


nginx = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
assert nginx, "nginx isn't installed: see packages.txt"
with tempfile.TemporaryDirectory() as work:
    plain, tls = free_port(), free_port()
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", work + "/key.pem",
                    "-out", work + "/cert.pem"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    configuration = pathlib.Path(work, "nginx.conf")
    configuration.write_text(CONFIGURATION.format(work=work, folder=sys.argv[1], plain=plain, tls=tls))
    server = subprocess.Popen([nginx, "-p", work, "-c", configuration, "-e", "/dev/null"], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for port in (plain, tls):
            while True:
                assert server.poll() is None, "nginx doesn't start"
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except OSError:
                    time.sleep(0.02)
        print(plain, tls, work + "/cert.pem", flush=True)
        sys.stdin.read()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
