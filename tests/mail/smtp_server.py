#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An SMTP server for the tests of src/mail, on a free loopback port, that can be told to misbehave.

Prints "port N" when it listens, "mail FROM TO CONTENT TLS USER" for each mail it has taken ("-" for empty, the rest
in base64), "at STAGE" when it comes to the stage it holds at, "session" for each connection. A line on stdin lets
it go on from there; "STAGE REPLY" changes what it answers, "STAGE" alone undoes that. Ends when stdin does.
"""
import argparse
import asyncio
import base64
import logging
import os
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")  # that it can be told to be insecure
parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
parser.add_argument("--cert")
parser.add_argument("--key")
parser.add_argument("--auth", help="USER:PASSWORD, required before MAIL")
parser.add_argument("--utf8", action="store_true", help="offer SMTPUTF8")
parser.add_argument("--reply", action="append", default=[], metavar="STAGE=REPLY", help="greet, mail, rcpt, rcpt:ADDRESS, data or end")
parser.add_argument("--hold", choices=["greet", "rcpt", "end"], help="say nothing there until told to")
parser.add_argument("--drop", choices=["greet", "rcpt", "data", "end", "taken"], help="close the connection there")
parser.add_argument("--mails", type=int, default=1000, help="per connection; 421 to the next MAIL")
options = parser.parse_args()
replies = dict(reply.split("=", 1) for reply in options.reply)
released = asyncio.Event()


def say(*words):
    print(*words, flush=True)


def encode(value):
    data = value.encode("utf-8", "surrogateescape") if isinstance(value, str) else value
    return base64.b64encode(data).decode() if data else "-"


class Server(SMTP):
    taken = 0
    counted = False

    async def at(self, stage):
        """What to answer at a stage instead of the usual, if anything."""
        if options.hold == stage and not released.is_set():
            say("at", stage)
            await released.wait()
        if options.drop == stage:
            self.transport.abort()
        return replies.get(stage)

    async def push(self, status):
        # aiosmtpd greets with the first thing it pushes.
        if not self.counted:
            self.counted = True
            say("session")
            reply = await self.at("greet")
            if reply:
                await super().push(reply)
                self.transport.close()
                return
        try:
            await super().push(status)
        except ConnectionError:
            pass

    async def smtp_DATA(self, arg):
        reply = await self.at("data")
        if reply:
            await self.push(reply)
            return
        await super().smtp_DATA(arg)
        if options.drop == "taken":
            self.transport.close()


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        reply = await server.at("mail")
        if server.taken >= options.mails:
            reply = "421 4.3.2 idle for too long"
        if reply:
            return reply
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        reply = await server.at("rcpt") or replies.get("rcpt:" + address)
        if reply:
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        # The mail is taken here; what follows is whether the client hears of it.
        reply = replies.get("end")
        if not reply:
            server.taken += 1
            user = session.auth_data.login if session.authenticated else b""
            tls = "1" if options.tls == "implicit" or session.ssl else "0"
            say("mail", encode(envelope.mail_from), encode(envelope.rcpt_tos[0]), encode(envelope.original_content),
                tls, encode(user))
        await server.at("end")
        return reply or "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    user, password = options.auth.encode().split(b":", 1)
    return AuthResult(success=(data.login, data.password) == (user, password), handled=False, auth_data=data)


def told():
    lines = os.read(sys.stdin.fileno(), 4096).decode()
    if not lines:
        asyncio.get_event_loop().stop()
    for line in lines.splitlines():
        stage, _, reply = line.partition(" ")
        if reply:
            replies[stage] = reply
        else:
            replies.pop(stage, None)
        released.set()


def main():
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    context = None
    if options.tls != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.cert, options.key)

    def factory():
        return Server(
            Handler(), hostname="server.invalid", loop=loop, enable_SMTPUTF8=options.utf8, timeout=3600,
            tls_context=context if options.tls == "starttls" else None, require_starttls=options.tls == "starttls",
            auth_required=bool(options.auth), auth_require_tls=options.tls == "starttls",
            authenticator=authenticate if options.auth else None)

    server = loop.run_until_complete(loop.create_server(
        factory, "127.0.0.1", options.port, ssl=context if options.tls == "implicit" else None))
    loop.add_reader(sys.stdin.fileno(), told)
    say("port", server.sockets[0].getsockname()[1])
    loop.run_forever()


main()
