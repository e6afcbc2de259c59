# SPDX-License-Identifier: AGPL-3.0-or-later
"""An instance whose letter takes signatures without a name, and the pool in which they wait for their epoch."""
import json
import pathlib
import shutil
import signal
import tempfile
import time

from instance import LETTER, SLUG, Instance, Wrong
from ruban_client import free_port, get

EPOCH = 60


class AnonymousInstance(Instance):
    """In batches of three, once three hold a credential."""

    batch, issued = 3, 3

    def __init__(self, ruban, folder):
        super().__init__(ruban, folder)
        self.admin_port = free_port()
        self.memory = tempfile.TemporaryDirectory(dir="/dev/shm")
        self.pool_file = pathlib.Path(self.memory.name) / "pool" / "pool"
        self.server = None

    def init(self):
        self.command("init", "--data", self.data, "--url", f"http://localhost:{self.port}", "--port", self.port,
                     "--mail", f"file:{self.mails}")
        with open(self.data / "ruban.toml", "a", encoding="utf-8") as settings:
            settings.write(f'pool = "{self.pool_file.parent}"\nadmin-port = {self.admin_port}\n')
        folder = self.data.parent / "letter"
        shutil.copytree(LETTER, folder)
        toml = (folder / "letter.toml").read_text()
        toml = toml.replace('modes = ["named"]', 'modes = ["named", "anon"]')
        toml = toml.replace("min_batch = 1", f"min_batch = {self.batch}")
        toml = toml.replace("min_issued = 1", f"min_issued = {self.issued}")
        (folder / "letter.toml").write_text(toml)
        self.command("letter", "publish", folder, "--data", self.data)

    def start(self):
        self.server = self.started()

    def kill(self):
        self.server.process.send_signal(signal.SIGKILL)
        self.server.process.wait()

    def stop(self):
        if self.server.stop() != 0:
            raise Wrong(self.server.output())

    def pool(self):
        return self.pool_file.read_bytes() if self.pool_file.exists() else b""

    def letter(self):
        return json.loads(get(self.port, f"/api/v1/letters/{SLUG}").bytes)

    def standing(self):
        return self.letter()["count"]["classes"][0]["standing"]

    def entries(self):
        return [get(self.port, f"/api/v1/entries/{i}").text() for i in range(self.letter()["count"]["size"])]

    def anonymous_entries(self):
        return [entry for entry in self.entries() if "\nmode anon\n" in entry]


def wait(what, seconds=2 * EPOCH + 30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return
        time.sleep(0.5)
    raise AssertionError("it never happened")
