#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An instance whose mail goes through an SMTP server: one that wants TLS and a password, one that says nothing for as long
as it likes, and one that isn't there for a while.

  smtp.py RUBAN
"""
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "client"))
import ruban_client
from instance import LETTER, SLUG, Instance
from mail_server import MailServer
from ruban_client import Visitor, get, until

FROM = "codes@ruban.example"
USER, PASSWORD = "ruban", "open sesame"
# The server gives a mail up after 30 s: a page that waited for one would answer after that only.
CLIENT_PATIENCE = 15
QUICK = "Mail mostly arrives within a minute."
DELAYED = "At the moment mail takes "
AWAY = "Mail can’t be sent at the moment"


class MailingInstance(Instance):
    """`settings` are further lines of its ruban.toml."""

    def __init__(self, ruban, folder, mail_server_port, **settings):
        super().__init__(ruban, folder / "data")
        self.command("init", "--data", self.data, "--url", f"http://localhost:{self.port}", "--port", self.port,
                     "--mail", f"smtp://127.0.0.1:{mail_server_port}", "--mail-from", FROM)
        with (self.data / "ruban.toml").open("a") as file:
            file.writelines(f'{name.replace("_", "-")} = "{value}"\n' for name, value in settings.items())
        self.command("letter", "publish", LETTER, "--data", self.data)


def certificate(folder):
    """For 127.0.0.1; and its key."""
    crt, key = folder / "mail.crt", folder / "mail.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", crt],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return crt, key


def signs_with(visitor, code):
    visitor.prove(code)
    visitor.press_sign()
    assert until(visitor.number) is not None


def code_page(visitor):
    page = visitor.get(visitor.letter + "/sign/code")
    assert page.status == 200, (page.status, page.main())
    return page.main()


def stopped(instance, server):
    assert server.stop() == 0, server.output()
    for secret in (PASSWORD, "mail.example"):  # nobody's address
        assert secret not in server.output(), server.output()


def both_parts_say_the_same(mail, code):
    message = mail.message
    assert message.get_content_type() == "multipart/alternative", message.get_content_type()
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert code in mail.part("plain") and code in mail.part("html").replace("\u00a0", " "), mail.bytes
    assert "<html" in mail.part("html") and "<" not in mail.part("plain"), mail.bytes
    for text in (mail.part("plain"), mail.part("html"), str(message["Subject"])):
        assert SLUG not in text and "Drop ICE" not in text, f"it names the letter: {text}"


def over_tls_and_with_a_password(ruban, folder):
    crt, key = certificate(folder)
    (folder / "password").write_text(PASSWORD + "\n")
    mails = MailServer("--tls", "starttls", "--cert", crt, "--key", key, "--auth", f"{USER}:{PASSWORD}")
    instance = MailingInstance(ruban, folder, mails.port, mail_user=USER, mail_password_file=folder / "password",
                               mail_ca_file=crt, mail_name="Letters")
    server = instance.started()
    ada = Visitor(instance.port, SLUG)
    ada.ask("Ada Example", "ada@mail.example")
    mail = mails.mail_to("ada@mail.example")
    assert mail.tls and mail.user == USER and mail.sender == FROM, (mail.tls, mail.user, mail.sender)
    assert mail.message["To"] == "ada@mail.example" and mail.message["From"] == f"Letters <{FROM}>", mail.bytes
    both_parts_say_the_same(mail, mail.code())
    assert until(lambda: QUICK in code_page(ada)), code_page(ada)
    signs_with(ada, mail.code())
    instance.page("en", "/signatures", "Ada Example")
    stopped(instance, server)
    mails.stop()


def while_a_mail_server_says_nothing(ruban, folder):
    mails = MailServer("--hold", "rcpt")
    instance = MailingInstance(ruban, folder, mails.port, mail_tls="none")
    server = instance.started()
    # What is asked from now on fails if it hasn't answered long before the server gives the mail up.
    patience, ruban_client.PATIENCE = ruban_client.PATIENCE, CLIENT_PATIENCE
    ada, grace = Visitor(instance.port, SLUG), Visitor(instance.port, SLUG)
    ada.ask("Ada Example", "ada@mail.example")
    mails.wait_until_it_holds()
    assert get(instance.port, f"/en/letters/{SLUG}").status == 200
    grace.ask("Grace Example", "grace@mail.example")
    code_page(ada)
    code_page(grace)
    assert not mails.mails, "it took a mail: nobody waited for it"
    ruban_client.PATIENCE = patience
    mails.let_go()
    for visitor, address in ((ada, "ada@mail.example"), (grace, "grace@mail.example")):
        signs_with(visitor, mails.mail_to(address).code())
    stopped(instance, server)
    mails.stop()


def while_no_mail_server_is_there(ruban, folder):
    port = ruban_client.free_port()
    instance = MailingInstance(ruban, folder, port, mail_tls="none")
    server = instance.started()
    ada = Visitor(instance.port, SLUG)
    ada.ask("Ada Example", "ada@mail.example")
    assert until(lambda: "no service" in server.output()), server.output()
    said = until(lambda: AWAY in code_page(ada) and AWAY, CLIENT_PATIENCE)
    assert said, f"once nothing can be sent, the page for the code says: {code_page(ada)}"
    assert DELAYED not in code_page(ada) and QUICK not in code_page(ada), code_page(ada)
    assert get(instance.port, f"/en/letters/{SLUG}").status == 200 and server.process.poll() is None
    mails = MailServer("--port", port)
    code = mails.mail_to("ada@mail.example").code()
    assert until(lambda: AWAY not in code_page(ada)), code_page(ada)
    signs_with(ada, code)
    assert len(mails.mails) == 1, "it was sent more than once"
    stopped(instance, server)
    mails.stop()


def main():
    with tempfile.TemporaryDirectory(prefix="ruban-smtp-") as name:
        for story in (over_tls_and_with_a_password, while_a_mail_server_says_nothing, while_no_mail_server_is_there):
            folder = pathlib.Path(name) / story.__name__
            folder.mkdir()
            story(sys.argv[1], folder)


if __name__ == "__main__":
    main()
