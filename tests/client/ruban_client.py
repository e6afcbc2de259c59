# SPDX-License-Identifier: AGPL-3.0-or-later
"""A visitor who signs through the pages, and the server that they visit: for tests written in Python."""
import atexit
import email
import email.policy
import html
import http.client
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse

PATIENCE = 60  # seconds for anything that should be quick, on a machine that may be busy


class Unexpected(Exception):
    """An answer that isn't the one that was hoped for."""

    def __init__(self, what, answer):
        super().__init__(f"{what}: {answer.status} {answer.place or answer.heading()}")
        self.answer = answer


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.place = response.getheader("Location", "")
        self.type = response.getheader("Content-Type", "")
        self.cookies = response.headers.get_all("Set-Cookie") or []
        self.retry_after = response.getheader("Retry-After")
        self.headers_of = response.headers
        self.bytes = response.read()
        self.headers = response.headers

    def text(self):
        return self.bytes.decode()

    def heading(self):
        found = re.search(r"<h1>(.*?)</h1>", self.text(), re.S)
        return plain(found.group(1)) if found else ""

    def main(self):
        found = re.search(r"<main\b.*</main>", self.text(), re.S)
        return plain(found.group(0)) if found else ""

    def csrf(self):
        return re.search(r'name="csrf" value="([^"]*)"', self.text()).group(1)


def plain(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def get(port, path, **headers):
    return request(port, "GET", path, None, headers)


def request(port, method, path, form, headers):
    """One request on a connection of its own. The host is named as the instance is, so that links fit. `form`: its fields,
    or a content type and a body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Host": f"localhost:{port}", **headers}
    body = None
    if form is not None:
        kind, body = form if isinstance(form, tuple) else ("application/x-www-form-urlencoded", urllib.parse.urlencode(form))
        headers["Content-Type"] = kind
        headers["Origin"] = f"http://localhost:{port}"
    try:
        connection.request(method, path, body, headers)
        return Answer(connection.getresponse())
    finally:
        connection.close()


class Visitor:
    """Keeps the cookie (`__Host-` ones need no HTTPS on localhost) and the steps of one person's visit."""

    def __init__(self, port, slug, language="en"):
        self.port = port
        self.letter = f"/{language}/letters/{slug}"
        self.cookies = {}

    def get(self, path):
        return self._kept(request(self.port, "GET", path, None, self._headers()))

    def post(self, path, form):
        return self._kept(request(self.port, "POST", path, form, self._headers()))

    def post_file(self, path, form, field, file):
        """The form with a file in one of its fields."""
        parts = [(f'name="{name}"', str(value).encode()) for name, value in form.items()]
        parts.append((f'name="{field}"; filename="{field}"', file))
        body = b"".join(f"--part\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + value + b"\r\n"
                        for head, value in parts)
        return self.post(path, ("multipart/form-data; boundary=part", body + b"--part--\r\n"))

    def ask(self, name, address, **fields):
        """The form, up to the page that waits for the code."""
        page = self._page("/sign")
        issuer = re.search(r'name="issuer" value="([^"]*)"', page.text())
        form = {"csrf": page.csrf(), "name": name, "email": address, **fields}
        if issuer:
            form.setdefault("issuer", issuer.group(1))
        self._leads("/sign", form, "/sign/code")

    def prove(self, code):
        page = self._page("/sign/code")
        self._leads("/sign/code", {"csrf": page.csrf(), "code": code}, "/sign/preview")

    def press_sign(self):
        """Returns when the server has acknowledged the signature."""
        page = self._page("/sign/preview")
        self._leads("/sign/preview", {"csrf": page.csrf(), "act": "sign"}, "/sign/done")

    def done(self):
        return self._page("/sign/done")

    def number(self):
        """The signature's number in the record as the page has it, or None."""
        found = re.search(r"\d[\d,.\s]*", self.done().heading())
        return int(re.sub(r"\D", "", found.group(0))) if found else None

    def receipt(self):
        """The receipt's text, or None as long as it isn't published."""
        if f'{self.letter}/sign/receipt"' not in self.done().text():
            return None
        return self._page("/sign/receipt").text()

    def _headers(self):
        return {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}

    def _kept(self, answer):
        for cookie in answer.cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def _page(self, rest):
        answer = self.get(self.letter + rest)
        if answer.status != 200:
            raise Unexpected(f"GET {rest}", answer)
        return answer

    def _leads(self, rest, form, to):
        answer = self.post(self.letter + rest, form)
        if answer.status != 303 or not answer.place.endswith(to):
            raise Unexpected(f"POST {rest}", answer)


def until(what, seconds=PATIENCE):
    """The first truthy value of `what()`, or None when the time is over."""
    end = time.monotonic() + seconds
    while True:
        value = what()
        if value or time.monotonic() > end:
            return value or None
        time.sleep(0.02)


def code_in(folder, address, but=()):
    """The code in the newest mail to `address` in a folder of `--mail file:`, if it isn't one of `but`; or None."""
    for file in sorted(pathlib.Path(folder).glob("*.eml"), reverse=True):
        try:
            message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        except FileNotFoundError:
            continue  # only the newest mails stay
        if address not in str(message["To"]):
            continue
        found = re.search(r"\b\d{4}\s\d{4}\b", message.get_body(("plain",)).get_content())
        if found and found.group(0) not in but:
            return found.group(0)
    return None


def code_in_demo(port, address):
    """The same in the mail box page of the demonstration."""
    page = get(port, "/en/demo/mail").text()
    start = page.find(address)
    found = re.search(r"\b\d{4}\s\d{4}\b", page[start:]) if start >= 0 else None
    return found.group(0) if found else None


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A process that serves, perhaps as the child of a tracer: `Server(port, ["ruban", "serve", …])`."""

    def __init__(self, port, command):
        self.port = port
        self.said = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.said, stderr=subprocess.STDOUT)
        atexit.register(self.leave_nothing_behind)

    def answers(self):
        try:
            return get(self.port, "/healthz").status == 200
        except (OSError, http.client.HTTPException):
            return False

    def wait_until_it_answers(self):
        """False if it ended instead."""
        until(lambda: self.process.poll() is not None or self.answers())
        return self.process.poll() is None

    def output(self):
        self.said.seek(0)
        return self.said.read().decode(errors="replace")

    def stop(self):
        """Asks it to end, and gives its exit code, or that of its tracer."""
        self._signal(signal.SIGTERM)
        return self.process.wait(timeout=PATIENCE)

    def leave_nothing_behind(self):
        self._signal(signal.SIGKILL)

    def _signal(self, number):
        if self.process.poll() is not None:
            return
        pid = self.process.pid
        try:
            # A tracer has one child, the server, and ends with it. It would pass no signal on.
            traced = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            os.kill(int(traced[0]) if traced else pid, number)
        except (FileNotFoundError, ProcessLookupError):
            pass
