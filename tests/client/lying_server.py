# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stands before an instance, and passes on what comes: with other headers, or with one of the answers changed."""
import base64
import collections
import http.client
import http.server
import json
import threading

from ruban_client import PATIENCE


Call = collections.namedtuple("Call", "name body status headers answer")  # headers: those of the answer


class PassingServer:
    def __init__(self, port):
        self.calls = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.pass_on(None)

            def do_POST(self):
                self.pass_on(self.rfile.read(int(self.headers["Content-Length"])))

            def pass_on(self, body):
                path = self.path.partition("?")[0]
                behind = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
                headers = {"Host": f"localhost:{port}", **outer.headers_for(path)}
                if body is not None:
                    headers["Content-Type"] = self.headers["Content-Type"]
                behind.request(self.command, self.path, body, headers)
                answer = behind.getresponse()
                given = outer.changed(path, answer.read())
                behind.close()
                if body is not None:
                    outer.calls.append(Call(path.rpartition("/")[2], body, answer.status, answer.headers, given))
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.getheader("Content-Type"))
                self.send_header("Content-Length", str(len(given)))
                self.end_headers()
                self.wfile.write(given)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]

    def headers_for(self, path):
        return {}

    def changed(self, path, body):
        return body

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def another_size(note):
    lines = note.split(b"\n")
    lines[1] = b"1"
    return b"\n".join(lines)


def another_number(answer):
    length = len(base64.b64decode(json.loads(answer)["blind_sig"]))
    return json.dumps({"blind_sig": base64.b64encode((1).to_bytes(length, "big")).decode()}).encode()


LIES = {
    # what it changes: (beginning of the path, end of the path, how)
    "text": ("/letters/", "/en.md", lambda body: body.replace(b"the", b"teh")),
    "checkpoint": ("/log/checkpoint", "", another_size),
    "entry": ("/log/tile/entries/", "", lambda body: body.replace(b"MIIB", b"MIIC")),
    "place": ("/api/v1/letters", "", lambda body: body.replace(b'"index":0', b'"index":1')),
    "issue": ("/api/v1/letters/", "/issue", another_number),
}


class LyingServer(PassingServer):
    def __init__(self, port, lie):
        super().__init__(port)
        self.begin, self.end, self.change = LIES[lie]

    def changed(self, path, body):
        return self.change(body) if path.startswith(self.begin) and path.endswith(self.end) else body
