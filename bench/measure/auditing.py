# SPDX-License-Identifier: AGPL-3.0-or-later
"""`ruban audit` of a served record, beside the bare verifications that it can't do without, on the same cores."""
import http.client
import shutil
import subprocess
import time

from .bench import Failed
from .figures import beside, median

VERIFY = "floor/rsa_and_ed25519_verify/threads:2"
CHECK_POINT = "credential/check_point/threads:2"


def audit(bench, source, said):
    """Seconds."""
    began = time.monotonic()
    done = subprocess.run([bench.bin / "ruban", "audit", source, "--allow-unwitnessed"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={"PATH": "/usr/bin:/bin", "XDG_CONFIG_HOME": str(bench.work / "pins")})
    if done.returncode != 0 or said not in done.stdout:
        raise Failed(f"the audit ended with {done.returncode}: {done.stdout}")
    return time.monotonic() - began


def copy_record(filled, folder):
    """The record alone, as a mirror keeps it: checkpoint, policy, tiles."""
    server = http.client.HTTPConnection("localhost", filled.port)

    def take(path):
        server.request("GET", path)
        answer = server.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise Failed(f"{path} is answered with {answer.status}")
        file = folder / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        return body

    take("/log/policy")
    width = int(take("/log/checkpoint").split(b"\n")[1])
    levels = ["entries", "0"]
    while width > 0:
        for level in levels:
            for n in range((width + 255) // 256):
                number = f"{n:03}" if n < 1000 else f"x{n // 1000:03}/{n % 1000:03}"
                rest = width - 256 * n
                take(f"/log/tile/{level}/{number}" + (f".p/{rest}" if rest < 256 else ""))
        width //= 256
        levels = [str(int(levels[-1]) + 1)]


def measure(bench):
    filled = bench.filled(bench.audited, "real")
    mirror = filled.folder.parent / f"{filled.folder.name}-mirror"
    shutil.rmtree(mirror, ignore_errors=True)
    took, alone, bare, strict = [], [], [], []

    def round_of(times, source, said):
        rates = bench.google("credential_bench", "(rsa_and_ed25519_verify|check_point)/.*threads:2",
                             0.1 if bench.quick else 1)
        bare.append(filled.signatures / rates[VERIFY])
        strict.append(filled.signatures * (1 / rates[VERIFY] + 1 / rates[CHECK_POINT]))
        times.append(audit(bench, source, said))

    with bench.serving(filled):
        for number in range(bench.rounds):
            bench.say(f"audit, round {number + 1} of {bench.rounds}")
            round_of(took, f"http://localhost:{filled.port}", "agrees with the page")
        copy_record(filled, mirror)
    for number in range(bench.rounds):
        bench.say(f"audit of a mirror, round {number + 1} of {bench.rounds}")
        round_of(alone, mirror, "The audit passed.")
    shutil.rmtree(mirror)
    served = f"audit of {filled.signatures} signatures with their texts, from a server on the same cores"
    copied = f"audit of {filled.signatures} signatures, from a mirror of the record"
    checks = "with the point check that the rule asks for"
    return [beside(copied, median(alone), "s", "RSA and Ed25519 verifications", median(bare), most=1.3),
            beside("the same", median(alone), "s", checks, median(strict), most=1.3),
            beside(served, median(took), "s", "RSA and Ed25519 verifications", median(bare), most=1.3),
            beside("the same", median(took), "s", checks, median(strict), most=1.3)]
