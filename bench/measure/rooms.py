# SPDX-License-Identifier: AGPL-3.0-or-later
"""Issuing, accepting, proving and printing as functions, without HTTP and without a commit."""
from .figures import Row, beside, median


def measure(bench):
    found = {}
    for number in range(bench.rounds):
        bench.say(f"rooms, round {number + 1} of {bench.rounds}")
        for name, pattern in (("credential_bench", "threads:1|check_point"), ("ledger_bench", "parse|append|node|inclusion"),
                              ("press_bench", "/10000$")):
            for what, rate in bench.google(name, pattern, 0.05 if bench.quick else 0.5).items():
                found.setdefault(what, []).append(1e6 / rate)
    us = {what: median(times) for what, times in found.items()}
    verify, check = us["floor/rsa_and_ed25519_verify/threads:1"], us["credential/check_point/threads:1"]
    accept = us["credential/accept/threads:1"]
    return [
        beside("issuing a credential", us["credential/issue/threads:1"], "µs", "blind sign with re-check",
               us["floor/blind_sign_with_recheck/threads:1"], most=1.2),
        beside("accepting a signature", accept, "µs", "RSA and Ed25519 verification", verify, most=1.2),
        beside("the same", accept, "µs", "with the point check that the rule asks for", verify + check, most=1.2),
        beside("appending a leaf to 6.1 million", us["ledger/append_at_6_million"], "µs", "hash of a node",
               us["floor/node_hashes"]),
        Row("proof of inclusion in 6.1 million, from tiles", us["ledger/inclusion_proof_at_6_million"] / 1000, "ms", most=1),
        beside("printing a letter with 10,000 signatories", us["press/letter/10000"] * 1e4 / 1e6, "s",
               "as many names by Cairo, unshaped", us["floor/plain_pages/10000"] * 1e4 / 1e6),
        Row("reading an entry", us["ledger/parse_entry"], "µs"),
    ]
