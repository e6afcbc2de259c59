# SPDX-License-Identifier: AGPL-3.0-or-later
"""The time of one request on an idle, warm server, at a thousand signatures and at many; and what the server takes."""
import json
import pathlib
import re
import time

from .bench import LETTER, SLUG, ruban_client
from .figures import Row, beside

MOST_MEMORY = 150  # MB
MOST_GROWTH = 1.2
API = f"/api/v1/letters/{SLUG}"


def paths(filled, instant=""):
    middle = filled.entries // 2
    return {
        "letter page": LETTER,
        "letter page, made anew": f"{LETTER}/v1",
        "figures": f"{LETTER}/figures",
        "count": f"{API}/count",
        "count, made anew": f"{API}/count?version=1",
        "figures, made anew": f"{LETTER}/v1/figures",
        "page of 100 signatories": f"{LETTER}/signatures?after={middle}",
        "search of a letter that many names have": f"{LETTER}/signatures?q=a",
        "search of a name that nobody has": f"{LETTER}/signatures?q=zzyzx",
        "100 signatures of the API": f"{API}/signatures?after={middle}",
        "history": f"{LETTER}/history?after=0",
        "proof of an entry": f"/api/v1/entries/{middle}/proof",
        "proof of an instant": f"{API}/proof?at={instant}",
        "count of an instant": f"{API}/count?at={instant}",
        "tile of hashes": "/log/tile/0/000",
    }


def sign_once(filled, visitor, address):
    """Signs through the pages, and waits for the receipt."""
    visitor.ask("Ada Byron", address)
    visitor.prove(ruban_client.until(lambda: ruban_client.code_in(filled.mails, address)))
    visitor.press_sign()
    receipt = ruban_client.until(visitor.receipt)
    if not receipt or not receipt.startswith("c2sp.org/tlog-proof@v1\n"):
        raise RuntimeError("no receipt came")


def resident_mb(server):
    status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s*(\d+)", status).group(1)) / 1000


def measure(bench):
    small, large = bench.filled(bench.small, "filler"), bench.filled(bench.size, "filler")
    rows, plan = [], []
    began = time.monotonic()
    with bench.serving(large) as large_server:
        started = time.monotonic() - began
        with bench.serving(small) as small_server:
            for filled in (small, large):
                # A receipt belongs to a visitor who has just signed.
                visitor = ruban_client.Visitor(filled.port, SLUG)
                sign_once(filled, visitor, f"visitor{time.time_ns()}@mail.example")
                instant = json.loads(ruban_client.get(filled.port, f"{API}/count").bytes)["as_of"]
                for name, path in paths(filled, instant).items():
                    plan.append({"name": f"{name} {filled.signatures}", "port": filled.port, "path": path})
                cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
                plan.append({"name": f"receipt {filled.signatures}", "port": filled.port, "cookie": cookie,
                             "path": f"{LETTER}/sign/receipt"})
            bench.say("one request at a time, at both sizes")
            taken = json.loads(bench.program("ruban_load", "get", "--rounds", 20 if bench.quick else 300,
                                             given=json.dumps(plan)))
            memory = resident_mb(small_server), resident_mb(large_server)
    for name in [*paths(small), "receipt"]:
        at = [taken[f"{name} {filled.signatures}"]["median_ms"] for filled in (small, large)]
        rows.append(beside(f"{name}, at {large.signatures}", at[1], "ms", f"at {small.signatures}", at[0],
                           most=MOST_GROWTH))
    for name in ("proof of an entry", "proof of an instant"):
        rows.append(Row(f"{name}, at {large.signatures}", taken[f"{name} {large.signatures}"]["median_ms"], "ms", most=1))
    rows.append(Row(f"memory of the server at {small.signatures}", memory[0], "MB", most=MOST_MEMORY))
    rows.append(Row(f"memory of the server at {large.signatures}", memory[1], "MB", most=MOST_MEMORY))
    rows.append(Row(f"start of the server at {large.signatures}", started, "s"))
    return rows
