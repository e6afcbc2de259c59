#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signs in the demonstration as a visitor does; Go's own log library accepts the receipt and the whole record over HTTP,
and refuses the receipt with any line of it changed.

    check_receipt.py RUBAN CHECK_LOG
"""
import http.client
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from ruban_client import Server, Unexpected, Visitor, code_in_demo, free_port, get, until  # noqa: E402

SLUG = "drop-ice-or-lose-us"
ADDRESS = "reader@mail.example"


class Wrong(Exception):
    pass


def sign(port):
    visitor = Visitor(port, SLUG)
    visitor.ask("Reader of Receipts", ADDRESS)
    visitor.prove(until(lambda: code_in_demo(port, ADDRESS)))
    visitor.press_sign()
    receipt = until(visitor.receipt)
    if not receipt:
        raise Wrong("the receipt was never published")
    return receipt


class Checker:
    def __init__(self, port, check_log, ruban, folder):
        self.site = f"http://localhost:{port}"
        self.check_log, self.ruban, self.folder = check_log, ruban, folder
        policy = get(port, "/log/policy").text().split()
        self.vkey = policy[policy.index("log") + 1]

    def go_says(self, receipt, *more):
        (self.folder / "receipt.tlog-proof").write_text(receipt)
        return self._run(self.check_log, "-vkey", self.vkey, "-proof", self.folder / "receipt.tlog-proof", *more,
                         f"{self.site}/log")

    def ruban_says(self, receipt):
        (self.folder / "receipt.tlog-proof").write_text(receipt)
        return self._run(self.ruban, "verify", self.folder / "receipt.tlog-proof")

    def _run(self, *command):
        return subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True,
                              env={"PATH": "/usr/bin:/bin", "XDG_CONFIG_HOME": str(self.folder)})


def accepted(said, who):
    if said.returncode != 0:
        raise Wrong(f"{who} refuses the receipt: {said.stdout}")


def tampered(receipt):
    """(what, text) for each line, with one character of it another one."""
    lines = receipt.split("\n")
    for number, line in enumerate(lines):
        if not line:
            continue
        place = len(line) // 2
        other = "1" if line[place] == "0" else "0" if line[place].isdigit() else "B" if line[place] == "A" else "A"
        changed = line[:place] + other + line[place + 1:]
        yield f"line {number + 1}: {changed}", "\n".join(lines[:number] + [changed] + lines[number + 1:])


def story(port, check_log, ruban, folder):
    before = folder / "before"
    before.write_bytes(get(port, "/log/checkpoint").bytes)
    receipt = sign(port)
    checker = Checker(port, check_log, ruban, folder)
    said = checker.go_says(receipt, "-old", before)
    accepted(said, "Go")
    accepted(checker.ruban_says(receipt), "ruban verify")
    print(said.stdout.strip())
    count = 0
    for what, text in tampered(receipt):
        if checker.go_says(text).returncode != 1:
            raise Wrong(f"Go accepts a tampered receipt: {what}")
        if checker.ruban_says(text).returncode == 0:
            raise Wrong(f"ruban verify accepts a tampered receipt: {what}")
        count += 1
    print(f"{count} tampered receipts were refused by both")


def main():
    ruban, check_log = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    port = free_port()
    demo = Server(port, [str(ruban), "demo", "--port", str(port)])
    try:
        if not demo.wait_until_it_answers():
            sys.exit(f"check_receipt: the demonstration doesn't start: {demo.output()}")
        with tempfile.TemporaryDirectory(prefix="ruban-receipt-") as folder:
            story(port, check_log, ruban, pathlib.Path(folder))
    except (Wrong, Unexpected, OSError, http.client.HTTPException) as fault:
        sys.exit(f"check_receipt: {fault}")
    finally:
        demo.stop()


if __name__ == "__main__":
    main()
