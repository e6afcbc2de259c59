# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs one attack of slowhttptest against the server, and meanwhile asks for pages as any reader would.

    slow_attack.py SLOWHTTPTEST HTTP_TEST_SERVER headers|body|read

Fails if a page does not come within PATIENCE seconds, if fewer than PAGES came while the attack ran, or if the attack
did not hold at least a fifth of its connections at some moment.
"""

import http.client
import re
import subprocess
import sys
import tempfile

PATIENCE = 10
PAGES = 20
SECONDS = 5
CONNECTIONS = 500

ATTACKS = {
    "headers": ["-H", "-i", "1"],
    "body": ["-B", "-i", "1", "-s", "8192", "-t", "POST"],
    "read": ["-X", "-k", "10", "-n", "1", "-z", "16", "-w", "128", "-y", "256"],
}
PATHS = {"headers": "/page", "body": "/form", "read": "/page"}


def pages_until_end_of(attack, port):
    """Each on a connection of its own, one from memory and one from a worker; how many of both came."""
    count = 0
    while attack.poll() is None:
        for path, status in (("/page", 200), ("/hello/reader", 200)):
            reader = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            reader.request("GET", path)
            answer = reader.getresponse()
            answer.read()
            reader.close()
            if answer.status != status:
                sys.exit(f"{path}: {answer.status} instead of {status} after {count} pages")
        count += 1
    return count


def main():
    slowhttptest, server_program, name = sys.argv[1:]
    with tempfile.NamedTemporaryFile() as page:
        page.write(b"<!doctype html><title>Page</title>" + b"x" * 200_000)
        page.flush()
        server = subprocess.Popen([server_program, "0", page.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        port = int(server.stdout.readline().split()[1])
        url = f"http://127.0.0.1:{port}{PATHS[name]}"
        attack = subprocess.Popen(
            [slowhttptest, *ATTACKS[name], "-c", str(CONNECTIONS), "-r", "400", "-l", str(SECONDS), "-u", url, "-v", "1"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            count = pages_until_end_of(attack, port)
        finally:
            said, _ = attack.communicate()
            server.stdin.close()
            ended = server.wait(timeout=60)
    held = max(int(n) for n in re.findall(r"connected:\D*?(\d+)", re.sub(r"\x1b\[[0-9;]*m", "", said)) or ["0"])
    print(f"{count} pages while up to {held} connections were slow")
    if held < CONNECTIONS / 5:
        sys.exit(f"the attack held only {held} connections:\n{said}")
    if count < PAGES:
        sys.exit(f"only {count} pages came while the attack ran")
    if ended != 0:
        sys.exit(f"the server ended with {ended}")


main()
