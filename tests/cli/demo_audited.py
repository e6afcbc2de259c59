#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demonstration, signed by a visitor, and then audited and verified by a stranger: the binary alone, from outside.

  demo_audited.py RUBAN
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
import ruban_client
from ruban_client import Server, Visitor, get, until

RUBAN = str(pathlib.Path(sys.argv[1]).resolve())
EMPLOYEES, CODERS = "drop-the-ice-contract", "drop-ice-or-lose-us"
ADDRESS = "stranger@microsoft.example"
COMMANDS = ["serve", "demo", "init", "letter", "letter check", "letter publish", "letter list", "letter close",
            "letter takedown", "audit", "verify", "backup", "restore", "rebuild", "export", "doctor", "version"]


def run(home, *arguments, code=0):
    done = subprocess.run([RUBAN, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          env={"PATH": "/usr/bin:/bin", "XDG_CONFIG_HOME": str(home)})
    assert done.returncode == code, f"ruban {arguments} ended with {done.returncode}: {done.stdout}{done.stderr}"
    return done.stdout


def every_command_has_a_help(home):
    for command in COMMANDS:
        assert f"Usage: ruban {command}" in run(home, *command.split(), "--help")
    run(home, code=2)
    run(home, "nothing", code=2)


def counts(port):
    """{slug: {class: standing by name}} as the API says them."""
    letters = json.loads(get(port, "/api/v1/letters").bytes)["letters"]
    out = {}
    for letter in letters:
        count = json.loads(get(port, f"/api/v1/letters/{letter['slug']}/count").bytes)
        out[letter["slug"]] = {c["class"]: c["standing"]["named"] + c["standing"]["anon"] for c in count["classes"]}
    return out


def the_audit_agrees_with_the_page(home, port):
    site = f"http://localhost:{port}"
    first = run(home, "audit", site)
    assert "key pinned today, checked by nobody else yet" in first, first
    assert "The audit passed." in first and "DOES NOT AGREE" not in first, first
    assert re.search(r"Scripts of the pages: release \S+ \(entry \d+\) is what is served: 5 compared", first), first

    report = json.loads(run(home, "audit", site + "/", "--json"))
    assert report["passed"] and report["key"] == "pinned" and report["origin"] == f"localhost:{port}/log", report
    assert report["client"]["state"] == "fits" and not report["problems"], report
    assert not [f for f in report["findings"] if f["weight"] == "alarm"], report["findings"]
    audited = {}
    for letter in report["letters"]:
        assert letter["agrees"] is True and letter["text_matches"], letter
        assert letter["texts_absent"] == 0, letter
        for issuer in letter["issuers"]:
            of_letter = audited.setdefault(letter["slug"], {})
            of_letter[issuer["class"]] = of_letter.get(issuer["class"], 0) + issuer["named"] + issuer["anon"]
    assert audited == counts(port), (audited, counts(port))
    for slug, classes in audited.items():
        page = get(port, f"/en/letters/{slug}").main()
        for figure in classes.values():
            assert re.search(rf"(?<!\d){figure:,}(?!\d)", page), f"{figure} isn't on the page of {slug}"
    assert sum(audited[EMPLOYEES].values()) > 300 and 112 in audited[CODERS].values(), audited


def both_letters_show_both_counts(port):
    """Side by side, and nowhere their sum."""
    counted = counts(port)
    everybody = sum(sum(classes.values()) for classes in counted.values())
    for slug, heading, other in ((CODERS, "This letter stands with", EMPLOYEES), (EMPLOYEES, "With this letter stands", CODERS)):
        text = get(port, f"/en/letters/{slug}").main()
        assert heading in text, (slug, text)
        beside = text[text.index(heading):]
        for figure in counted[other].values():
            assert re.search(rf"(?<!\d){figure:,}(?!\d)", beside), f"{figure} of {other} isn't beside {slug}"
        assert not re.search(rf"(?<!\d){everybody:,}(?!\d)", text), f"{slug} adds the counts up"


def an_instant_is_recounted(home, port):
    """What a newspaper quotes of an instant, recounted at the size that it names."""
    site = f"http://localhost:{port}"
    count = json.loads(get(port, f"/api/v1/letters/{EMPLOYEES}/count?at=2018-06-20T12:00:00Z").bytes)
    report = json.loads(run(home, "audit", site, "--at", str(count["size"]), "--json"))
    recounted = {}
    for issuer in next(one for one in report["letters"] if one["slug"] == EMPLOYEES)["issuers_at"]:
        recounted[issuer["class"]] = recounted.get(issuer["class"], 0) + issuer["named"] + issuer["anon"]
    said = {c["class"]: c["standing"]["named"] + c["standing"]["anon"] for c in count["classes"]}
    assert recounted == said and 0 < sum(said.values()) < sum(counts(port)[EMPLOYEES].values()), (recounted, said)


def a_visitor_signs(port, folder):
    visitor = Visitor(port, CODERS)
    visitor.ask("A Visitor", ADDRESS)
    visitor.prove(until(lambda: ruban_client.code_in_demo(port, ADDRESS)))
    visitor.press_sign()
    receipt = until(visitor.receipt)
    assert receipt, "there is no receipt"
    page = visitor.done()
    key = visitor.post(visitor.letter + "/sign/key", {"csrf": page.csrf()})
    assert key.status == 200, key.status
    (folder / "receipt.tlog-proof").write_text(receipt)
    (folder / "signer.ruban-key").write_bytes(key.bytes)


def what_the_visitor_keeps_is_verified(home, folder):
    receipt, key = folder / "receipt.tlog-proof", folder / "signer.ruban-key"
    together = run(home, "verify", receipt, key)
    assert "Its key has made the signature in" in together, together
    assert json.loads(run(home, "verify", receipt, "--json"))["verified"]
    whole = receipt.read_text()
    at = whole.index("extra ") + 60
    receipt.write_text(whole[:at] + ("A" if whole[at] != "A" else "B") + whole[at + 1:])
    run(home, "verify", receipt, code=1)
    receipt.write_text(whole)
    run(home, "verify", folder / "nothing", code=3)


def what_was_altered_is_refused_with_its_reason(home, port, folder):
    whole = (folder / "receipt.tlog-proof").read_text()
    lines = whole.split("\n")
    blank = lines.index("")  # behind the hashes; the checkpoint follows
    hashes, size, signature = lines[3:blank], blank + 2, blank + 5
    policy = folder / "policy"
    policy.write_bytes(get(port, "/log/policy").bytes)

    def other(text, at):
        return text[:at] + ("A" if text[at] != "A" else "B") + text[at:][1:]

    def with_line(number, line):
        return "\n".join(lines[:number] + [line] + lines[number + 1:])

    def with_hashes(some):
        return "\n".join(lines[:3] + some + lines[blank:])

    last = hashes[0][-2]  # the two bits behind the 32nd byte are zero
    cases = [
        ("too many hashes", with_hashes([*hashes, hashes[-1]])),
        ("too few hashes", with_hashes(hashes[1:])),
        ("isn’t where the proof says", with_hashes([hashes[1], hashes[0], *hashes[2:]])),
        ("isn’t where the proof says", with_hashes([other(hashes[0], 5), *hashes[1:]])),
        ("32 bytes in canonical base64", with_hashes([hashes[0][:-2] + chr(ord(last) + 1) + "=", *hashes[1:]])),
        ("isn’t canonical base64", with_line(1, lines[1][:-5] + lines[1][-4:])),
        ("lies beyond the end", with_line(2, "index 99999")),
        ("known key is wrong", with_line(size, str(int(lines[size]) + 1))),
        ("known key is wrong", with_line(signature, other(lines[signature], -9))),
        ("not signed by the record's key", with_line(signature, lines[signature].replace(lines[signature].split()[2][:4], "AAAA", 1))),
        ("no signatures", "\n".join(lines[:signature]) + "\n"),
        ("doesn't name the record", whole.replace(f"localhost:{port}/log", "elsewhere.example/log")),
        ("too large", whole + (lines[signature] + "\n") * 10_000),
        ("first line says nothing", ""),
    ]
    for number, (reason, text) in enumerate(cases):
        file = folder / f"altered-{number}.tlog-proof"
        file.write_text(text)
        code = 3 if reason in ("too large", "first line says nothing") else 1
        said = run(home, "verify", file, "--policy", policy, code=code)
        assert reason in said and "verified" not in said.replace("NOT VERIFIED", ""), (reason, said)


def a_pin_that_was_spoilt_is_not_replaced(home, port):
    pin = home / "ruban" / f"localhost%3A{port}%2Flog.policy"
    text = pin.read_text()
    spoilt = text.replace("log ", "lag ")
    pin.write_text(spoilt)
    run(home, "audit", f"http://localhost:{port}", code=1)
    assert pin.read_text() == spoilt
    pin.write_text(text)
    run(home, "audit", f"http://localhost:{port}")


def main():
    port = ruban_client.free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        home = folder / "home"
        every_command_has_a_help(home)
        server = Server(port, [RUBAN, "demo", "--port", str(port)])
        assert server.wait_until_it_answers(), server.output()
        the_audit_agrees_with_the_page(home, port)
        both_letters_show_both_counts(port)
        an_instant_is_recounted(home, port)
        a_visitor_signs(port, folder)
        what_the_visitor_keeps_is_verified(home, folder)
        what_was_altered_is_refused_with_its_reason(home, port, folder)
        run(home, "audit", f"http://localhost:{port}")
        a_pin_that_was_spoilt_is_not_replaced(home, port)
        assert server.stop() == 0, server.output()
        run(home, "audit", f"http://localhost:{port}", code=3)


main()
