#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The signing calls over HTTP, by a client with none of Ruban's code: RFC 9474 blinding in a few lines of integers.

  signing_calls.py RUBAN
"""
import base64
import email
import email.policy
import hashlib
import http.client
import json
import math
import pathlib
import secrets
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from instance import SLUG, Instance, Person
from ruban_client import PATIENCE, get, until

LABEL = "coder-email"
CALLS = ("code", "confirm", "issue", "news", "sign")
E = 65537


def b64(data):
    return base64.b64encode(data).decode()


class Client:
    def __init__(self, port):
        self.port = port
        self.visit = b64(secrets.token_bytes(32))
        letter = json.loads(get(port, f"/api/v1/letters/{SLUG}").bytes)
        self.letter = base64.b64decode(letter["letter"])
        issuer = next(i for i in letter["issuers"] if i["label"] == LABEL)
        # DER: the modulus is the only INTEGER of 257 bytes, with a zero in front.
        spki = base64.b64decode(issuer["spki"])
        at = spki.index(bytes.fromhex("028201 0100".replace(" ", ""))) + 5
        self.n = int.from_bytes(spki[at:at + 256], "big")

    def raw(self, call, body, headers=None, method="POST"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        given = {"Host": f"localhost:{self.port}", "Content-Type": "application/json", **(headers or {})}
        connection.request(method, f"/api/v1/letters/{SLUG}/{call}", body, given)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        assert answer.getheader("Access-Control-Allow-Origin") == "*", (call, answer.status)
        assert answer.getheader("Set-Cookie") is None
        if method == "POST":
            assert answer.getheader("Cache-Control") == "no-store", (call, answer.status)
        return answer, text

    def call(self, call, status=200, **body):
        answer, text = self.raw(call, json.dumps(body))
        assert answer.status == status, f"{call}: {answer.status} {text}"
        expected = "application/json" if status < 300 else "application/problem+json"
        assert answer.getheader("Content-Type") == expected, answer.getheader("Content-Type")
        return json.loads(text)

    def prove(self, instance, address, but=()):
        asked = self.call("code", 202, visit=self.visit, issuer=LABEL, email=address)
        assert asked == {"state": "asked"}
        code = instance.code(address, but)
        assert self.call("confirm", visit=self.visit, code=code) == {"state": "proved"}
        return code

    def issue(self, blinded, status=200):
        return self.call("issue", status, visit=self.visit, issuer=LABEL, blinded=b64(blinded))


def mgf1(seed, length):
    out = b""
    for counter in range(math.ceil(length / 48)):
        out += hashlib.sha384(seed + counter.to_bytes(4, "big")).digest()
    return out[:length]


def encode_pss(message, salt, bits):
    """EMSA-PSS of RFC 8017 9.1.1 with SHA-384."""
    length = math.ceil(bits / 8)
    digest = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    block = bytes(length - len(salt) - 48 - 2) + b"\x01" + salt
    masked = bytearray(a ^ b for a, b in zip(block, mgf1(digest, len(block))))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + b"\xbc"


def a_credential_is_issued_blindly(instance, client, address):
    client.prove(instance, address)
    key, nonce = secrets.token_bytes(32), secrets.token_bytes(32)
    message = nonce + b"ruban/v1 credential\n" + client.letter + bytes([len(LABEL)]) + LABEL.encode() + key
    encoded = int.from_bytes(encode_pss(message, secrets.token_bytes(48), 2047), "big")
    factor = secrets.randbelow(client.n - 2) + 1
    blinded = (encoded * pow(factor, E, client.n) % client.n).to_bytes(256, "big")
    answer = client.issue(blinded)
    blind_sig = int.from_bytes(base64.b64decode(answer["blind_sig"]), "big")
    cred = blind_sig * pow(factor, -1, client.n) % client.n
    assert pow(cred, E, client.n) == encoded, "this isn't a signature of the message"
    assert client.issue(blinded) == answer
    return client.issue((5).to_bytes(256, "big"), 409)


def a_refusal_says_the_same_to_everybody(instance, refused):
    """To who has signed by the form as well."""
    person = Person(instance, 7)
    person.sign()
    client = Client(instance.port)
    client.prove(instance, person.address, person.codes)
    assert client.issue((5).to_bytes(256, "big"), 409) == refused


def bad_values_use_nothing_up(instance, client, address):
    n = client.n
    client.prove(instance, address)
    for value in (0, 1, n - 1, n, 2 ** 2048 - 1):
        assert client.issue(value.to_bytes(256, "big"), 422)["field"] == "blinded", value
    for length in (0, 255, 257, 512):
        assert client.issue(bytes(length), 422)["field"] == "blinded", length
    fresh = Client(instance.port)
    assert fresh.issue((1).to_bytes(256, "big"), 422)["field"] == "blinded"  # before the visit is looked at
    assert fresh.issue((5).to_bytes(256, "big"), 410)
    client.call("issue", 422, visit=client.visit, issuer="other", blinded=b64((5).to_bytes(256, "big")))
    client.issue((5).to_bytes(256, "big"))


def wrong_codes_are_counted(instance, client, address):
    client.call("code", 202, visit=client.visit, issuer=LABEL, email=address)
    code = instance.code(address)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for status in (403, 403, 403, 403, 429):
        assert client.call("confirm", status, visit=client.visit, code=wrong)["field"] == "code"
    client.call("confirm", 429, visit=client.visit, code=code)
    client.issue((5).to_bytes(256, "big"), 403)


def what_is_no_call_is_refused(client):
    for call in CALLS:
        for body in (b"", b"{", b"[]", b"null", b"{}", b'{"x":1}', b"\xff\xfe", b"[" * 4000):
            answer, text = client.raw(call, body)
            assert answer.status == 422, (call, body, answer.status, text)
        for kind in ("application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", ""):
            answer, _ = client.raw(call, b"{}", {"Content-Type": kind})
            assert answer.status == 415, (call, kind, answer.status)
        answer, _ = client.raw(call, b" " * (16 * 1024 + 1))
        assert answer.status == 413, (call, answer.status)
        answer, _ = client.raw(call, b"{}", {"Content-Type": "application/json; charset=utf-8", "Cookie": "__Host-visit=" + "A" * 43})
        assert answer.status == 422, (call, answer.status)
        answer, _ = client.raw(call, None, {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}, "OPTIONS")
        assert answer.status == 204 and "POST" in answer.getheader("Access-Control-Allow-Methods"), call
        assert answer.getheader("Access-Control-Allow-Headers") == "Content-Type, If-None-Match"
        answer, _ = client.raw(call, None, method="GET")
        assert answer.status == 405, call
    assert client.call("code", 422, visit=client.visit, issuer=LABEL, email="x")["field"] == "email"
    assert client.call("code", 422, visit=client.visit, issuer="x", email="a@mail.example")["field"] == "issuer"
    assert client.call("code", 422, visit="AAAA", issuer=LABEL, email="a@mail.example")["field"] == "visit"
    anonymous = f"ruban/v1 sign\nletter {b64(client.letter)}\nmode anon\nvia client\nissuer {LABEL}\ncred {b64(bytes(256))}\n" \
                f"key {b64(bytes(32))}\ncred-nonce {b64(bytes(32))}\ncommit -\nsig {b64(bytes(64))}\n"
    refused = client.call("sign", 422, entry=anonymous)
    assert refused["detail"] == "The letter does not allow signatures of this mode.", refused
    named = anonymous.replace("mode anon", "mode named")
    assert client.call("sign", 422, entry=named)["field"] == "payload"
    assert client.call("sign", 422, entry=named, payload="AAAA", salt="AAAA")["field"] == "salt"


def news_go_to_the_address_that_was_proved(instance, folder):
    """Whoever asked gets them, and whoever didn't doesn't; what is signed has nothing to do with it."""
    address, quiet = "zoe@mail.example", "quiet@mail.example"
    client, other = Client(instance.port), Client(instance.port)
    client.call("news", 410, visit=client.visit)
    client.call("code", 202, visit=client.visit, issuer=LABEL, email=address, language="fr")
    client.call("news", 403, visit=client.visit)
    assert client.call("confirm", visit=client.visit, code=instance.code(address)) == {"state": "proved"}
    client.call("news", 422, visit=client.visit, key=b64(bytes(32)))
    for _ in range(2):
        assert client.call("news", visit=client.visit) == {"state": "subscribed"}
    client.issue((5).to_bytes(256, "big"))
    other.prove(instance, quiet)
    other.issue((5).to_bytes(256, "big"))
    news = folder / "news.md"
    news.write_text("# Nous sommes nombreux\n\nMerci.\n")
    instance.command("letter", "update", SLUG, "--text", f"fr={news}", "--data", instance.data)

    def told():
        mails = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                 for file in instance.mails.glob("*.eml")]
        return [(str(mail["To"]), mail.get_body(("plain",)).get_content()) for mail in mails if mail["List-Id"]]

    assert until(told)
    figures = json.loads(instance.command("letter", "mails", SLUG, "--json", "--data", instance.data))
    assert [(one["sent"], one["waiting"]) for one in figures if one["topic"] == "update"] == [(1, 0)], figures
    (to, text), = told()
    assert to == address and "vous avez demandé des nouvelles" in text and "signé" not in text, (to, text)


def main():
    with tempfile.TemporaryDirectory() as name:
        instance = Instance(sys.argv[1], pathlib.Path(name) / "data")
        instance.init()
        server = instance.started()
        refused = a_credential_is_issued_blindly(instance, Client(instance.port), "ada@mail.example")
        a_refusal_says_the_same_to_everybody(instance, refused)
        bad_values_use_nothing_up(instance, Client(instance.port), "grace@mail.example")
        wrong_codes_are_counted(instance, Client(instance.port), "eve@mail.example")
        news_go_to_the_address_that_was_proved(instance, pathlib.Path(name))
        what_is_no_call_is_refused(Client(instance.port))
        instance.audit()
        assert server.stop() == 0, server.output()
        assert "mail.example" not in server.output(), server.output()


main()
