# SPDX-License-Identifier: AGPL-3.0-or-later
"""A `ruban witness` in a folder of its own."""
import json
import pathlib
import subprocess

import ruban_client
from ruban_client import Server


class Witness:
    def __init__(self, ruban, folder, name, *settings):
        self.ruban = str(pathlib.Path(ruban).resolve())
        self.data = pathlib.Path(folder).resolve()
        self.name = name
        self.port = ruban_client.free_port()
        self.url = f"http://localhost:{self.port}"
        self.process = None
        self.command("init", "--name", f"{name}.example", "--url", self.url, "--port", self.port, *settings)
        self.key = self.show()["key"]

    def command(self, verb, *arguments):
        command = [self.ruban, "witness", verb, *map(str, arguments), "--data", str(self.data)]
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True, text=True).stdout

    def show(self):
        return json.loads(self.command("show", "--json"))

    def policy_line(self):
        """As its log's policy has it, under a short name."""
        return f"witness {self.name} {self.key} {self.url}\n"

    def recount_promise(self):
        return self.show()["recount_promise"]

    def serve(self, tracer=()):
        self.process = Server(self.port, [*map(str, tracer), self.ruban, "witness", "serve", "--data", str(self.data)])
        return self.process

    def started(self):
        server = self.serve()
        if not server.wait_until_it_answers():
            raise AssertionError(f"the witness doesn't start: {server.output()}")
        return self

    def stop(self):
        return self.process.stop()

    def kill(self):
        self.process.leave_nothing_behind()
        self.process.process.wait()
