# SPDX-License-Identifier: AGPL-3.0-or-later
"""An instance with one letter in a folder of its own, and what its public pages must never contradict."""
import base64
import json
import pathlib
import subprocess

import ruban_client
from ruban_client import Server, Visitor, get, until

SLUG = "drop-ice-or-lose-us"
LETTER = pathlib.Path(__file__).resolve().parents[2] / "letters/coders"


class Wrong(Exception):
    pass


class Instance:
    def __init__(self, ruban, folder, port=None):
        self.ruban = str(pathlib.Path(ruban).resolve())
        self.data = pathlib.Path(folder).resolve()
        self.port = port or ruban_client.free_port()
        self.mails = self.data.parent / "mails"
        self.home = self.data.parent / "home"  # where `ruban audit` pins the record's key

    def init(self):
        self.command("init", "--data", self.data, "--url", f"http://localhost:{self.port}", "--port", self.port,
                     "--mail", f"file:{self.mails}")
        self.command("letter", "publish", LETTER, "--data", self.data)

    def run(self, *arguments):
        command = [self.ruban, *map(str, arguments)]
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env={"PATH": "/usr/bin:/bin", "XDG_CONFIG_HOME": str(self.home)}, text=True)

    def command(self, *arguments):
        done = self.run(*arguments)
        if done.returncode != 0:
            raise Wrong(f"ruban {arguments[0]} ended with {done.returncode}: {done.stdout}")
        return done.stdout

    def refused(self, code, *arguments):
        """What a command says that ends with this code."""
        done = self.run(*arguments)
        if done.returncode != code:
            raise Wrong(f"ruban {arguments} ended with {done.returncode}: {done.stdout}")
        return done.stdout

    def page(self, language, rest, *words):
        """The letter's page once it says these words: answers may be a moment old."""
        def look():
            answer = get(self.port, f"/{language}/letters/{SLUG}{rest}")
            if answer.status != 200:
                raise Wrong(f"{rest} answered {answer.status}")
            return answer.text() if all(word in answer.text() for word in words) else None

        text = until(look)
        if not text:
            raise Wrong(f"/{language}{rest} doesn't say {words}")
        return text

    def serve(self, tracer=()):
        return Server(self.port, [*map(str, tracer), self.ruban, "serve", "--data", str(self.data)])

    def started(self):
        """Serving, without any help."""
        server = self.serve()
        if not server.wait_until_it_answers():
            raise Wrong(f"it doesn't start, but ends with {server.process.returncode}: {server.output()}")
        return server

    def audit(self):
        """Passes, and agrees with the page, once nothing is published any more between the two looks at it."""
        def said():
            text = self.command("audit", f"http://localhost:{self.port}", "--allow-unwitnessed")
            return text if "younger than the checkpoint" not in text else None

        text = until(said)
        if not text or "agrees with the page" not in text:
            raise Wrong(f"the audit doesn't agree with the page: {text}")

    def code(self, address, but=()):
        def look():
            found = ruban_client.code_in(self.mails, address, but)
            if not found:
                get(self.port, "/healthz")  # a dead server sends none: OSError
            return found

        found = until(look)
        if not found:
            raise Wrong(f"no mail for {address}")
        return found

    def names(self, after=None):
        """{name: index} of the published signatures from `after` on."""
        out = {}
        while True:
            query = "limit=1000" + (f"&after={after}" if after is not None else "")
            page = json.loads(get(self.port, f"/api/v1/letters/{SLUG}/signatures?{query}").bytes)
            for one in page["signatures"]:
                name = base64.b64decode(one["payload"]).decode().split("\n")[1].removeprefix("name ")
                if name in out:
                    raise Wrong(f"{name} is counted twice: {out[name]} and {one['index']}")
                out[name] = one["index"]
            after = page["next"]
            if after is None:
                return out

    def count(self):
        answer = json.loads(get(self.port, f"/api/v1/letters/{SLUG}/count").bytes)
        return sum(one["standing"]["named"] for one in answer["classes"])


class Person:
    """Somebody who signs, and remembers what they were told."""

    def __init__(self, instance, number):
        self.instance = instance
        self.name = f"Signer {number}"
        self.address = f"signer{number}@mail.example"
        self.visitor = None
        self.acknowledged = False
        self.codes = []
        self.already = False
        self.number = None

    def sign(self):
        """As often as it takes; an exception leaves open whether the signature was stored."""
        self.visitor = Visitor(self.instance.port, SLUG)
        self.visitor.ask(self.name, self.address)
        # The mail of an attempt that was cut short may come first; its code is another visit's.
        while True:
            code = self.instance.code(self.address, self.codes)
            self.codes.append(code)
            try:
                self.visitor.prove(code)
                break
            except ruban_client.Unexpected as other:
                if other.answer.status != 422:
                    raise
        try:
            self.visitor.press_sign()
        except ruban_client.Unexpected as other:
            if not other.answer.place.endswith("/sign/already"):
                raise
            self.already = True
            return
        self.acknowledged = True
        self.number = self.visitor.number()

    def wait_for_number(self):
        number = until(self.visitor.number)
        if number is None:
            raise Wrong(f"{self.name} was acknowledged and has no number")
        if self.number not in (None, number):
            raise Wrong(f"{self.name} was no. {self.number} and is no. {number} now")
        self.number = number

    def wait_for_receipt(self):
        receipt = until(self.visitor.receipt)
        if not receipt or f"\nindex {self.number}\n" not in receipt:
            raise Wrong(f"{self.name} has no receipt for no. {self.number}")
        return receipt
