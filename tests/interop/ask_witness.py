#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A log written in Go with none of Ruban's code asks `ruban witness`, which is killed at each step between the request and
the answer: whatever it signs afterwards goes on from what anybody may have seen.

    ask_witness.py RUBAN ASK_WITNESS
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from witness import Witness  # noqa: E402

# The step, the system call before which the witness is killed, the file that the call is for ({seen} is that of the last
# checkpoint, {folder} the one that it lies in), and which call of a thread it is: the folder is synced at the start, too.
STEPS = [
    ("the new state begun", "openat", "{seen}.part", 1),
    ("written", "write", "{seen}.part", 1),
    ("synced", "fsync", "{seen}.part", 1),
    ("named", "rename", "{seen}.part", 1),
    ("the name synced", "fsync", "{folder}", 2),
]
TRIES = 500  # requests, until one thread has answered two


class Log:
    def __init__(self, ask_witness, witness):
        self.ask_witness, self.witness = ask_witness, witness

    def run(self, *arguments):
        done = subprocess.run([str(self.ask_witness), *map(str, arguments)], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert done.returncode == 0, f"ask_witness {arguments}: {done.stdout}"
        return done.stdout.strip()

    def vkey(self):
        return self.run("-vkey")

    def asks(self, old, size, *more):
        return self.run("-witness", self.witness.key, *more, self.witness.url, old, size)

    def looks(self):
        """The size on the read side, which is of this branch; 0 for none."""
        size = self.run("-witness", self.witness.key, "-look", self.witness.url)
        return 0 if size == "nothing" else int(size)


def expect(said, wanted):
    assert said.startswith(wanted), f"{said!r} instead of {wanted!r}"


def without_a_kill(log):
    expect(log.asks(0, 5), "cosigned 5")
    expect(log.asks(5, 5), "cosigned 5")
    expect(log.asks(5, 300), "cosigned 300")
    expect(log.asks(0, 400), "409 300")
    expect(log.asks(5, 400), "409 300")
    expect(log.asks(400, 300), "400")
    expect(log.asks(300, 300, "-fork", 299), "422")
    expect(log.asks(300, 400, "-fork", 299), "422")
    assert log.looks() == 300


def killed_at(witness, log, call, file, when):
    """Whether what it was asked for when it was killed is what it holds afterwards."""
    assert witness.stop() == 0
    server = witness.serve(["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-P", file, "-e", "signal=none",
                            "-e", f"inject={call}:signal=KILL:when={when}"])
    assert server.wait_until_it_answers(), server.output()
    for _ in range(TRIES):
        old = log.looks()
        size = old + 10
        said = log.asks(old, size)
        if said == "gone":
            break
        expect(said, f"cosigned {size}")
    expect(said, "gone")
    server.process.wait(timeout=60)
    witness.started()
    seen = log.looks()
    assert seen in (old, size), f"{old}, then asked for {size}, and after the kill {seen}"
    # What may have been seen isn't contradicted; what nobody can have seen may have gone otherwise.
    if seen == size:
        expect(log.asks(seen, size + 1, "-fork", old), "422")
    expect(log.asks(seen, size + 1, "-fork", seen - 1), "422")
    expect(log.asks(seen, size + 2), f"cosigned {size + 2}")
    return seen == size


def main():
    ruban, ask_witness = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    if shutil.which("strace") is None:
        sys.exit("ask_witness: strace is missing (see packages.txt)")
    with tempfile.TemporaryDirectory(prefix="ruban-witness-") as root:
        witness = Witness(ruban, pathlib.Path(root) / "witness", "kills")
        log = Log(ask_witness, witness)
        witness.command("add-log", log.vkey(), "https://log.example/numbers")
        witness.started()
        without_a_kill(log)
        seen = next((witness.data / "seen").iterdir())
        for what, call, file, when in STEPS:
            kept = {killed_at(witness, log, call, file.format(seen=seen, folder=seen.parent), when) for _ in range(3)}
            # The state changes when the file gets its name, and at no other moment.
            assert kept == {what == "the name synced"}, (what, kept)
            print(f"{what:20} {call:8} {'the new state' if True in kept else 'the old state'}", flush=True)
        assert witness.stop() == 0


if __name__ == "__main__":
    main()
