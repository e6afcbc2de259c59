# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stands before an instance, and changes one of its answers."""
import http.client
import http.server
import threading


def another_size(note):
    lines = note.split(b"\n")
    lines[1] = b"1"
    return b"\n".join(lines)


LIES = {
    # what it changes: (beginning of the path, end of the path, how)
    "text": ("/letters/", "/en.md", lambda body: body.replace(b"the", b"teh")),
    "checkpoint": ("/log/checkpoint", "", another_size),
    "entry": ("/log/tile/entries/", "", lambda body: body.replace(b"MIIB", b"MIIC")),
    "place": ("/api/v1/letters", "", lambda body: body.replace(b'"index":0', b'"index":1')),
}


class LyingServer:
    def __init__(self, port, lie):
        begin, end, change = LIES[lie]
        self.posts = 0
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                behind = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                behind.request("GET", self.path, headers={"Host": f"localhost:{port}"})
                answer = behind.getresponse()
                body = answer.read()
                if self.path.startswith(begin) and self.path.endswith(end):
                    body = change(body)
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.getheader("Content-Type"))
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                outer.posts += 1
                self.send_error(500)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
