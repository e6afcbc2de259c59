#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads a mail on stdin with Python's own parser and prints what it found, a "name base64" line each."""
import base64
import email
import email.policy
import hashlib
import sys

raw = sys.stdin.buffer.read()
mail = email.message_from_bytes(raw, policy=email.policy.SMTPUTF8)


def say(name, value):
    print(name, base64.b64encode(str(value).encode("utf-8", "surrogateescape")).decode())


say("headers", ",".join(mail.keys()))
for name, value in mail.items():
    say(name, value)
say("addresses", ",".join(address.addr_spec for name in ("From", "To") for address in mail[name].addresses))
say("sender", mail["From"].addresses[0].display_name)
say("defects", [str(d) for part in mail.walk() for d in part.defects] +
    [str(d) for value in mail.values() for d in value.defects])
say("parts", ",".join(part.get_content_type() for part in mail.walk()))
leaves = [part for part in mail.walk() if not part.is_multipart()]
read = [part for part in leaves if not part.is_attachment()]
say("encodings", ",".join(part["Content-Transfer-Encoding"] for part in leaves))
say("charsets", ",".join(part.get_content_charset() for part in read))
say("languages", ",".join(part["Content-Language"] for part in read))
for number, part in enumerate(mail.iter_attachments() if mail.get_content_subtype() == "mixed" else []):
    say(f"name{number}", part.get_filename())
    say(f"type{number}", part.get_content_type())
    say(f"sha256-{number}", hashlib.sha256(part.get_content()).hexdigest())
say("text", mail.get_body(("plain",)).get_content().replace("\r\n", "\n"))
say("html", mail.get_body(("html",)).get_content().replace("\r\n", "\n"))
lines = raw.split(b"\r\n")
say("longest", max(len(line) for line in lines))
say("ascii", raw.isascii())
say("bare", any(b"\r" in line or b"\n" in line for line in lines))
