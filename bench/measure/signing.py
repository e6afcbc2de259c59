# SPDX-License-Identifier: AGPL-3.0-or-later
"""People who sign through the pages, page by page with a code by mail, beside what the two parts that can't be left out
do alone: blind signing on all cores, and storing."""
import json
import time

from .bench import SLUG
from .figures import Row, beside, median

AT_ONCE = 256
BLIND_SIGN = "floor/blind_sign_with_recheck/threads:2"
COMMIT = "store/accept_and_commit/min_time:2.000/threads:32"


def measure(bench):
    filled = bench.filled(bench.size, "filler")
    people = 40 if bench.quick else 800
    flow, press, waits, blind, commits, refused = [], [], [], [], [], 0
    with bench.serving(filled):
        for number in range(bench.rounds):
            bench.say(f"signing, round {number + 1} of {bench.rounds}")
            blind.append(bench.google("credential_bench", "floor/blind_sign", 0.1 if bench.quick else 1)[BLIND_SIGN])
            if not bench.quick:
                commits.append(bench.google("store_bench", "store/accept_and_commit.*threads:32")[COMMIT])
            told = json.loads(bench.program("ruban_load", "sign", "--port", filled.port, "--mails", filled.mails, "--slug",
                                            SLUG, "--people", people, "--at-once", AT_ONCE, "--group",
                                            f"round{time.time_ns()}"))
            flow.append(told["flow"]["per_second"])
            press.append(told["press"]["per_second"])
            waits.append(told["press"]["steps"]["number"]["p99_ms"] / 1000)
            refused += told["flow"]["steps"]["refused"] + told["press"]["steps"]["refused"]
            counted = told["press"]["steps"]["number"]["count"]
            if counted != people:
                raise RuntimeError(f"{counted} of {people} have a number")
    rows = [beside(f"pressing “sign”, {AT_ONCE} people at a time", median(press), "signatures/s",
                   "blind signatures of both cores", median(blind))]
    if commits:
        rows.append(beside("the same", median(press), "signatures/s", "store alone", median(commits)))
    return rows + [
        Row(f"from the form to the number, {AT_ONCE} people at a time, codes by mail: file", median(flow), "signatures/s"),
        Row("p99 of the wait for the number, when pressing", median(waits), "s", most=1.2),
        Row("answers 503", refused, "requests"),
    ]
