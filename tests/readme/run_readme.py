#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs every ```sh block of a Markdown file, in order, in one shell and a folder of its own, with `ruban` on the PATH and
the demonstration at $URL. Blocks marked ```console are for reading.

    run_readme.py RUBAN README.md
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from ruban_client import Server, free_port  # noqa: E402

FENCE = re.compile(r"^( {0,3})(```+|~~~+)\s*(\S*)")


def blocks(text):
    """(line number of its first line, commands) for each block marked sh."""
    out, opened = [], None
    for number, line in enumerate(text.split("\n"), 1):
        found = FENCE.match(line)
        if opened is None and found:
            opened = (found.group(2), found.group(3), number + 1, [])
        elif opened and found and found.group(2).startswith(opened[0]) and not found.group(3):
            if opened[1] == "sh":
                out.append((opened[2], "\n".join(opened[3])))
            opened = None
        elif opened:
            opened[3].append(line)
    return out


def main():
    ruban, readme = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
    found = blocks(readme.read_text())
    if not found:
        sys.exit(f"{readme.name} has no block that is marked sh")
    script = "set -euo pipefail\n"
    for line, commands in found:
        script += f"echo {shlex.quote(f'{readme.name}, line {line}:')} >&2\n{commands}\n"
    port = free_port()
    demo = Server(port, [str(ruban), "demo", "--port", str(port)])
    try:
        if not demo.wait_until_it_answers():
            sys.exit(f"the demonstration doesn't start: {demo.output()}")
        with tempfile.TemporaryDirectory(prefix="ruban-readme-") as folder:
            environment = {"PATH": f"{ruban.parent}:{os.environ['PATH']}", "HOME": folder, "LANG": "C.UTF-8",
                           "URL": f"http://localhost:{port}"}
            done = subprocess.run(["bash", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL)
    finally:
        demo.stop()
    if done.returncode != 0:
        sys.exit(f"the block named last ends with {done.returncode}")
    print(f"{len(found)} blocks work as they are printed")


if __name__ == "__main__":
    main()
