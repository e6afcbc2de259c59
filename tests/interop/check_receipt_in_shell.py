#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The shell script of docs/ accepts real proofs of the demonstration, and refuses them with any line changed.

    check_receipt_in_shell.py RUBAN SCRIPT
"""
import http.client
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from ruban_client import Server, Unexpected, free_port, get  # noqa: E402

SLUG = "drop-the-ice-contract"


class Wrong(Exception):
    pass


class Shell:
    def __init__(self, script, vkey, folder):
        self.script, self.vkey, self.file = script, vkey, folder / "x.tlog-proof"

    def says(self, proof, vkey=None):
        self.file.write_text(proof, newline="")
        return subprocess.run([self.script, self.file, vkey or self.vkey], stdin=subprocess.DEVNULL, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={"PATH": "/usr/bin:/bin"})

    def accepts(self, proof, words):
        said = self.says(proof)
        if said.returncode != 0 or "IN THE RECORD" not in said.stdout or words not in said.stdout:
            raise Wrong(f"the script refuses a proof: {said.stdout}")

    def refuses(self, what, proof, because="REFUSED", vkey=None):
        said = self.says(proof, vkey)
        if said.returncode != 1 or because not in said.stdout or "IN THE RECORD" in said.stdout:
            raise Wrong(f"{what}: the script ends with {said.returncode} and says {said.stdout}")


def changed(proof):
    """(what, text) for each line that isn't blank, with a character in its middle changed."""
    lines = proof.split("\n")
    for number, line in enumerate(lines):
        if line:
            at = len(line) // 2
            other = "1" if line[at] == "0" else "0" if line[at].isdigit() else "B" if line[at] == "A" else "A"
            yield f"line {number + 1}", "\n".join(lines[:number] + [line[:at] + other + line[at + 1:]] + lines[number + 1:])


def story(port, script, folder):
    policy = get(port, "/log/policy").text().split()
    shell = Shell(script, policy[policy.index("log") + 1], folder)
    proof = get(port, f"/api/v1/letters/{SLUG}/proof").text()
    shell.accepts(proof, "ruban/v1 tally")
    for index in (0, 1, 2, 100):
        shell.accepts(get(port, f"/api/v1/entries/{index}/proof").text(), f"index {index} of")
    for what, text in changed(proof):
        shell.refuses(what, text)
    lines = proof.split("\n")
    shell.refuses("hashes swapped", "\n".join(lines[:3] + [lines[4], lines[3]] + lines[5:]), "isn't in the record")
    shell.refuses("a hash missing", "\n".join(lines[:3] + lines[4:]), "isn't in the record")
    shell.refuses("a hash too many", "\n".join(lines[:3] + [lines[3]] + lines[3:]), "REFUSED")
    shell.refuses("an index that is a command", proof.replace("\nindex ", "\nindex a[$(touch /tmp/x)]"), "no receipt")
    shell.refuses("no signature", proof[:proof.rindex("\n\n") + 2], "isn't signed")
    head, signed = proof[:proof.rindex("\n\n") + 2], proof[proof.rindex("\n\n") + 2:]
    shell.accepts(head + "— witness.example AAAAAAAA\n" + signed, "ruban/v1 tally")
    shell.refuses("no base64", head + "— localhost !!x\n" + signed, "no signature")
    shell.refuses("base64 that isn't canonical", head + "— witness.example AAAAAAB=\n" + signed, "not canonical")
    shell.refuses("a false signature cut off", head + signed.rstrip("=\n")[:-3] + "\n" + signed, "REFUSED")
    shell.refuses("a false one behind a good one", head + signed + signed[:-9] + "AAAAAAA=\n", "REFUSED")
    shell.refuses("more behind the signatures", proof + "\nmore\n", "no signature")
    shell.refuses("two words", head + signed.replace("— localhost", "— localhost x", 1), "no signature")
    shell.refuses("Windows", proof.replace("\n", "\r\n"), "no receipt")
    shell.refuses("nothing", "", "no receipt")
    other = shell.vkey.replace("localhost", "elsewhere")
    shell.refuses("another key", proof, "no verifier key", vkey=other)


def main():
    ruban, script = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    port = free_port()
    demo = Server(port, [str(ruban), "demo", "--port", str(port)])
    try:
        if not demo.wait_until_it_answers():
            sys.exit(f"check_receipt_in_shell: the demonstration doesn't start: {demo.output()}")
        with tempfile.TemporaryDirectory(prefix="ruban-shell-") as folder:
            story(port, script, pathlib.Path(folder))
    except (Wrong, Unexpected, OSError, http.client.HTTPException) as fault:
        sys.exit(f"check_receipt_in_shell: {fault}")
    finally:
        demo.stop()


if __name__ == "__main__":
    main()
