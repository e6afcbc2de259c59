#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who asks again gets the same: whatever stands between an address that somebody types and the code in its mailbox doesn't
tell whether that address has signed, or has asked before. Through the pages without scripts, byte by byte.

  neutral_pages.py RUBAN
"""
import difflib
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
from instance import SLUG, Instance
from ruban_client import Visitor, until

QUICK = "Mail mostly arrives within a minute."
# Addresses are equally long: so Content-Length and the lines of a mail must be, too.
SIGNED, FRESH = "ada@mail.example", "eva@mail.example"
SIGNED_ALSO, FRESH_ALSO = "bea@mail.example", "lea@mail.example"
ASKED_OFTEN, ASKED_NEVER = "zoe@mail.example", "mia@mail.example"
NAME = "Somebody Else"
VARYING = {"Date", "ETag", "Set-Cookie"}


def sign(instance, name, address):
    visitor = Visitor(instance.port, SLUG)
    visitor.ask(name, address)
    visitor.prove(instance.code(address))
    visitor.press_sign()
    assert until(visitor.receipt), "its receipt doesn't come"


def masked_answer(answer, address):
    headers = "".join(f"{name}: {'…' if name in VARYING else value}\n" for name, value in answer.headers.items())
    body = re.sub(r'(name="csrf" value=")[^"]*', r"\1…", answer.text())
    return f"{answer.status}\n{headers}\n{body}".replace(address, "ADDRESS")


def mails_to(instance, address):
    mails = [file.read_bytes().decode() for file in sorted(instance.mails.glob("*.eml"))]
    return [mail for mail in mails if re.search(rf"(?m)^To: {re.escape(address)}\r?$", mail)]


def masked_mail(text, address):
    text = re.sub(r"(?m)^Date: .*$", "Date: …", text)
    text = re.sub(r"[0-9a-f]{32}", "RANDOM", text)  # of the message's id, and of the boundary
    text = re.sub(r"\b\d{4} \d{4}\b", "CODE", text)
    return text.replace(address, "ADDRESS")


class Asking:
    """Somebody types an address, and all that they see of it without its mailbox."""

    def __init__(self, instance, address, start):
        self.instance, self.address, self.start = instance, address, start
        self.visitor = Visitor(instance.port, SLUG)
        self.before = len(mails_to(instance, address))
        self.seen = {}

    def posts(self, what, rest, **form):
        csrf = self.visitor.get(self.visitor.letter + self.start).csrf() if not self.seen else self.code_page().csrf()
        answer = self.visitor.post(self.visitor.letter + rest, {"csrf": csrf, **form})
        self.seen[what] = masked_answer(answer, self.address)

    def code_page(self):
        return self.visitor.get(f"{self.visitor.letter}{self.start}/code")

    def sees_code_page(self, what):
        # Once the mail has left: until then the page says how late mail is, to everybody.
        assert until(lambda: QUICK in self.code_page().main()), self.code_page().main()
        self.seen[what] = masked_answer(self.code_page(), self.address)

    def goes_on(self, rest, **form):
        self.posts("the answer to the form", rest, email=self.address, **form)
        self.sees_code_page("the page for the code")
        for time in ("once", "twice"):
            self.posts(f"a wrong code {time}", f"{self.start}/code", code="0000 0000")
        self.posts("a code that isn't one", f"{self.start}/code", code="12")
        self.posts("asking for another code", f"{self.start}/resend")
        self.sees_code_page("the page for the code, asked for again")
        for rest in ("/preview", "/already", "/done") if self.start == "/sign" else ("/confirm", "/done"):
            self.seen[rest] = masked_answer(self.visitor.get(self.visitor.letter + self.start + rest), self.address)
        return self

    def with_mails(self):
        assert until(lambda: len(mails_to(self.instance, self.address)) == self.before + 2), f"no two mails for {self.address}"
        for number, mail in enumerate(mails_to(self.instance, self.address)[self.before:], 1):
            self.seen[f"mail {number}"] = masked_mail(mail, self.address)
        return self


def signing(instance, address):
    return Asking(instance, address, "/sign").goes_on("/sign", name=NAME)


def withdrawing(instance, address):
    return Asking(instance, address, "/withdraw").goes_on("/withdraw/address")


def check_the_same(one, other):
    assert one.seen.keys() == other.seen.keys()
    for what, text in one.seen.items():
        difference = difflib.unified_diff(text.splitlines(), other.seen[what].splitlines(), one.address, other.address, lineterm="")
        assert text == other.seen[what], f"{one.start}, {what}:\n" + "\n".join(difference)


def main():
    with tempfile.TemporaryDirectory(prefix="ruban-neutral-") as name:
        instance = Instance(sys.argv[1], pathlib.Path(name) / "data")
        instance.init()
        server = instance.started()
        sign(instance, "Ada Example", SIGNED)
        sign(instance, "Bea Example", SIGNED_ALSO)
        check_the_same(signing(instance, SIGNED).with_mails(), signing(instance, FRESH).with_mails())
        check_the_same(withdrawing(instance, SIGNED_ALSO).with_mails(), withdrawing(instance, FRESH_ALSO).with_mails())
        # At most three codes an hour go to one address: whose three are used up has been here.
        for _ in range(2):
            signing(instance, ASKED_OFTEN)
        check_the_same(signing(instance, ASKED_OFTEN), signing(instance, ASKED_NEVER))
        assert server.stop() == 0, server.output()


if __name__ == "__main__":
    main()
