# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whole signings by the signing calls, with invitation codes and blinded values prepared beforehand: the credential and
the signature, each answered after its durable commit, published and audited afterwards. The load runs on the same cores."""
import json
import pathlib
import shutil

from .bench import HERE, SLUG, Failed, ruban_client
from .figures import Row, beside, median

AT_ONCE = 64
LABEL = "coder-invitation"
BLIND_SIGN = "floor/blind_sign_with_recheck/threads:2"
VERIFY = "floor/rsa_and_ed25519_verify/threads:2"
LETTER = HERE.parent / "letters/coders"


class Inviting:
    """A new instance whose letter invites, with so many codes."""

    def __init__(self, bench, number, people):
        self.bench = bench
        self.folder = bench.work / f"invited-{number}"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.port = ruban_client.free_port()
        self.data = self.folder / "data"
        letter = self.folder / "letter"
        shutil.copytree(LETTER, letter)
        toml = (letter / "letter.toml").read_text()
        toml = toml.replace('label = "coder-email"', f'label = "{LABEL}"')
        (letter / "letter.toml").write_text(toml.replace('method = "email-any"', 'method = "invitation"'))
        bench.program("ruban", "init", "--data", self.data, "--url", f"http://localhost:{self.port}", "--port", self.port,
                      "--mail", "file:mail")
        bench.program("ruban", "letter", "publish", letter, "--data", self.data)
        self.codes = self.folder / "codes.txt"
        bench.program("ruban", "letter", "invite", SLUG, "--count", people, "--codes", self.codes, "--data", self.data)

    def sign(self):
        return json.loads(self.bench.program("ruban_load", "invited", "--port", self.port, "--codes", self.codes,
                                             "--issuer", LABEL, "--at-once", AT_ONCE))

    def published(self, people):
        """All of them, by the public count; then the audit."""
        def count():
            answer = ruban_client.get(self.port, f"/api/v1/letters/{SLUG}/count")
            return json.loads(answer.bytes)["classes"][0]["standing"]["named"] == people
        if not ruban_client.until(count):
            raise Failed("not every signature was published")
        self.bench.program("ruban", "audit", f"http://localhost:{self.port}", "--allow-unwitnessed", "--state",
                           self.folder / "audit.state")


def measure(bench):
    people = 60 if bench.quick else 6000
    whole, issued, signed, blind, verify = [], [], [], [], []
    for number in range(bench.rounds):
        bench.say(f"signing with invitations, round {number + 1} of {bench.rounds}")
        floors = bench.google("credential_bench", "floor/.*threads:2", 0.1 if bench.quick else 1)
        blind.append(floors[BLIND_SIGN])
        verify.append(floors[VERIFY])
        inviting = Inviting(bench, number, people)
        inviting.folder, inviting.signatures = inviting.data, people
        with bench.serving(inviting):
            told = inviting.sign()
            inviting.published(people)
        whole.append(told["per_second"])
        issued.append(told["issue"]["per_second"])
        signed.append(told["sign"]["per_second"])
    # 2,000 a second where the processor has what makes RSA quick, else a share of what it can sign at all.
    quick_rsa = "avx512ifma" in pathlib.Path("/proc/cpuinfo").read_text()
    what = f"whole signing with an invitation, {AT_ONCE} at a time"
    return [
        Row(what, median(whole), "signatures/s", least=2000 if quick_rsa else None),
        beside(what, median(whole), "signatures/s", "blind signatures of both cores", median(blind),
               least=None if quick_rsa else 0.45),
        beside("its credential, over HTTP with its commit", median(issued), "credentials/s",
               "blind signatures of both cores", median(blind), least=1 / 1.6),
        beside("its signature, over HTTP with its commit", median(signed), "signatures/s",
               "verifying one on both cores", median(verify), least=1 / 2.2),
    ]
