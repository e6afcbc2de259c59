# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stands between an instance and its witness, and kills the instance's server at a moment of its asking.

strace can't do this: it counts calls by thread, and each asking is a thread of its own."""
import base64
import http.client
import http.server
import threading

from instance import Wrong
from ruban_client import get
from witness import Witness

MOMENTS = 4  # of an asking: the witness hasn't heard of it; has cosigned; has half answered; has answered


def asked_for(request):
    """Size and root of the checkpoint in a request of C2SP's tlog-witness."""
    size, root = request.split(b"\n\n", 1)[1].split(b"\n")[1:3]
    return int(size), base64.b64decode(root)


class AskedWitness:
    def __init__(self, instance, folder):
        """Gives the instance, which isn't being served, its first witness."""
        self.instance = instance
        self.asked = set()   # (size, root)
        self.killing = None  # the server, the moment, and the size that is too small for it
        self.witness = Witness(instance.ruban, folder, "watching")
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer.pass_on(self, None)

            def do_POST(self):
                outer.pass_on(self, self.rfile.read(int(self.headers["Content-Length"])))

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        server = instance.started()
        log = get(instance.port, "/log/policy").text().split()[1]
        server.stop()
        self.witness.command("add-log", log, f"http://localhost:{instance.port}/log")
        self.witness.started()
        policy = self.witness.policy_line().replace(self.witness.url, f"http://127.0.0.1:{self.server.server_address[1]}")
        (instance.data / "witnesses.policy").write_text(policy + "quorum watching\n")
        with (instance.data / "ruban.toml").open("a") as settings:
            settings.write('witnesses = "witnesses.policy"\npublish-every = 1\n')

    def pass_on(self, handler, body):
        moment = None
        if body is not None:
            checkpoint = asked_for(body)
            self.asked.add(checkpoint)
            if self.killing and checkpoint[0] > self.killing[2]:
                server, moment, _ = self.killing
                self.killing = None
        try:
            if moment == 1:
                return server.leave_nothing_behind()
            answer, text = self._witness_says(handler, body)
            if moment == 2:
                return server.leave_nothing_behind()
            handler.send_response(answer.status)
            handler.send_header("Content-Type", answer.getheader("Content-Type", "text/plain"))
            handler.send_header("Content-Length", str(len(text)))
            handler.end_headers()
            handler.wfile.write(text[:len(text) // 2])
            if moment == 3:
                return server.leave_nothing_behind()
            handler.wfile.write(text[len(text) // 2:])
            if moment == 4:
                server.leave_nothing_behind()
        except OSError:
            pass  # whoever asked is gone
        finally:
            handler.close_connection = True

    def _witness_says(self, handler, body):
        behind = http.client.HTTPConnection("127.0.0.1", self.witness.port, timeout=60)
        behind.request(handler.command, handler.path, body, {"Content-Type": "text/plain"} if body else {})
        answer = behind.getresponse()
        return answer, answer.read()

    def kills(self, server, moment, size):
        """At this moment of asking for the first checkpoint that is larger than `size`."""
        self.killing = (server, moment, size)

    def end(self, record):
        """Nothing that it was asked for may be of another tree than the record's."""
        cosigned = self.witness.show()["logs"][0]["size"]
        self.witness.stop()
        for size, root in self.asked:
            if record.roots.get(size) != root:
                raise Wrong(f"the witness was asked for a checkpoint of size {size} that isn't one of the record")
        if cosigned != max(record.checkpoints):
            raise Wrong(f"the witness has cosigned size {cosigned}, and {max(record.checkpoints)} are published")
