# SPDX-License-Identifier: AGPL-3.0-or-later
"""What all measurements share: the programs, the filled instances, the servers on them."""
import contextlib
import json
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE.parent / "tests/client"))
import ruban_client  # noqa: E402  tests/client

SLUG = "drop-ice-or-lose-us"
LETTER = f"/en/letters/{SLUG}"


class Failed(Exception):
    """The programs don't do what is to be measured."""


class Filled:
    """An instance with so many signatures."""

    def __init__(self, folder, facts):
        self.folder = folder
        self.port = facts["port"]
        self.signatures = facts["signatures"]
        self.entries = facts["entries"]
        self.seconds = facts["seconds"]

    @property
    def mails(self):
        return self.folder / "mail"


class Bench:
    def __init__(self, build, work, quick, size, audited, rounds=None):
        self.bin = pathlib.Path(build).resolve() / "bin"
        self.work = pathlib.Path(work).resolve()
        self.quick = quick
        self.rounds = rounds or (1 if quick else 7)
        self.seconds = 1 if quick else 5  # of one round of load
        self.small = 1000
        self.size = size
        self.audited = audited

    def say(self, text):
        print(f"bench: {text}", file=sys.stderr, flush=True)

    def program(self, name, *arguments, given=None):
        """Its standard output; Failed if it doesn't end with 0."""
        done = subprocess.run([self.bin / name, *map(str, arguments)], input=given, text=True, stdout=subprocess.PIPE,
                              stdin=None if given is not None else subprocess.DEVNULL)
        if done.returncode != 0:
            raise Failed(f"{name} {arguments[0]} ended with {done.returncode}")
        return done.stdout

    def filled(self, signatures, credentials):
        """Made once; a work folder that is kept has it the next time."""
        folder = self.work / f"{signatures}-{credentials}"
        done = folder / "filled.json"
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            self.say(f"making an instance with {signatures} signatures ({credentials} credentials)")
            self.program("ruban_fill", "--data", folder, "--signatures", signatures, "--credentials", credentials,
                         "--port", ruban_client.free_port(), "--minutes", 60 if self.quick else 14 * 24 * 60)
        return Filled(folder, json.loads(done.read_text()))

    @contextlib.contextmanager
    def serving(self, filled):
        server = ruban_client.Server(filled.port, [str(self.bin / "ruban"), "serve", "--data", str(filled.folder)])
        try:
            if not server.wait_until_it_answers():
                raise Failed(f"the server doesn't start: {server.output()}")
            yield server
        finally:
            if server.process.poll() is None:
                server.stop()

    def google(self, name, pattern, least_seconds=0.5):
        """{benchmark: items a second} of a Google Benchmark; names without their suffixes but threads."""
        out = self.program(name, f"--benchmark_filter={pattern}", f"--benchmark_min_time={least_seconds}",
                           "--benchmark_format=json")
        return {one["name"].replace("/real_time", ""): one["items_per_second"] for one in json.loads(out)["benchmarks"]}
