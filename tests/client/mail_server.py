# SPDX-License-Identifier: AGPL-3.0-or-later
"""The SMTP server of tests/mail/smtp_server.py as a process beside an instance, and the mails that it has taken."""
import atexit
import base64
import email
import email.policy
import pathlib
import re
import subprocess
import threading

from ruban_client import until

SCRIPT = pathlib.Path(__file__).resolve().parents[1] / "mail/smtp_server.py"


def text(word):
    return "" if word == "-" else base64.b64decode(word).decode()


class Mail:
    def __init__(self, sender, to, content, tls, user):
        self.sender, self.to, self.user = text(sender), text(to), text(user)
        self.tls = tls == "1"
        self.bytes = base64.b64decode(content)
        self.message = email.message_from_bytes(self.bytes, policy=email.policy.SMTP)

    def part(self, kind):
        return self.message.get_body((kind,)).get_content().replace("\r\n", "\n")

    def code(self):
        return re.search(r"\b\d{4}\s\d{4}\b", self.part("plain")).group(0)


class MailServer:
    def __init__(self, *options):
        """`options` are those of smtp_server.py."""
        self.process = subprocess.Popen(["/usr/bin/python3", "-B", SCRIPT, *map(str, options)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        atexit.register(self.stop)
        line = self.process.stdout.readline().split()
        assert line[:1] == ["port"], "the mail server doesn't start"
        self.port = int(line[1])
        self.mails, self.held_at, self.sessions = [], None, 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stdout:
            kind, *words = line.split()
            if kind == "mail":
                self.mails.append(Mail(*words))
            elif kind == "at":
                self.held_at = words[0]
            elif kind == "session":
                self.sessions += 1

    def mail_to(self, address):
        """The newest mail to this address, once there is one."""
        found = until(lambda: [mail for mail in self.mails if mail.to == address])
        assert found, f"no mail for {address}; there are {len(self.mails)}, in {self.sessions} connections"
        return found[-1]

    def wait_until_it_holds(self):
        assert until(lambda: self.held_at), "nobody came to where it holds"

    def let_go(self):
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def stop(self):
        if self.process.poll() is None:
            self.process.stdin.close()
            self.process.wait()
