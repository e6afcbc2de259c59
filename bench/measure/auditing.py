# SPDX-License-Identifier: AGPL-3.0-or-later
"""`ruban audit` of a served record, beside the bare verifications that it can't do without, on the same cores."""
import subprocess
import time

from .bench import Failed
from .figures import beside, median

VERIFY = "floor/rsa_and_ed25519_verify/threads:2"
CHECK_POINT = "credential/check_point/threads:2"


def audit(bench, filled):
    """Seconds."""
    began = time.monotonic()
    done = subprocess.run([bench.bin / "ruban", "audit", f"http://localhost:{filled.port}", "--allow-unwitnessed"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={"PATH": "/usr/bin:/bin", "XDG_CONFIG_HOME": str(bench.work / "pins")})
    if done.returncode != 0 or "agrees with the page" not in done.stdout:
        raise Failed(f"the audit ended with {done.returncode}: {done.stdout}")
    return time.monotonic() - began


def measure(bench):
    filled = bench.filled(bench.audited, "real")
    took, bare, strict = [], [], []
    with bench.serving(filled):
        for number in range(bench.rounds):
            bench.say(f"audit, round {number + 1} of {bench.rounds}")
            rates = bench.google("credential_bench", "(rsa_and_ed25519_verify|check_point)/.*threads:2",
                                 0.1 if bench.quick else 1)
            bare.append(filled.signatures / rates[VERIFY])
            strict.append(filled.signatures * (1 / rates[VERIFY] + 1 / rates[CHECK_POINT]))
            took.append(audit(bench, filled))
    what = f"audit of {filled.signatures} signatures from a server on the same cores"
    return [beside(what, median(took), "s", "RSA and Ed25519 verifications", median(bare), most=1.3),
            beside("the same", median(took), "s", "with the point check that the rule asks for", median(strict), most=1.3)]
