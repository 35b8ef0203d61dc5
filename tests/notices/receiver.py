"""A small mail server on loopback that keeps what it is sent, and answers as a test wants."""

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage

Answer = Callable[[EmailMessage], bytes]
OK = b"250 OK"


def taken(mail: EmailMessage) -> bytes:
    return OK


class Receiver(socketserver.ThreadingTCPServer):
    """`mails` it took, the `attempts` it saw; `recipient` and `answer` are what it says to each.

    While it `stalls` it begins an answer and never comes to its end, which no timeout of a socket notices.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails: list[EmailMessage] = []
        self.attempts: list[EmailMessage] = []
        self.recipient: Callable[[str], bytes] = lambda address: OK
        self.answer: Answer = taken
        self.stalls = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Talk(socketserver.StreamRequestHandler):
    """One connection."""

    server: Receiver

    def handle(self) -> None:
        self.say(b"220 ready")
        for line in self.rfile:
            command = line.strip()
            verb = command[:4].upper()
            if verb == b"QUIT":
                return self.say(b"221 bye")
            if verb == b"RCPT":
                self.say(self.server.recipient(command.decode()))
            elif verb == b"DATA":
                self.take()
            else:
                self.say(OK)

    def take(self) -> None:
        self.say(b"354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        raw = b"".join(line.removeprefix(b".") if line.startswith(b"..") else line for line in lines)
        mail = message_from_bytes(raw, policy=policy.default)
        self.server.attempts.append(mail)
        while self.server.stalls.is_set():
            self.say(b"250-wait")
            time.sleep(0.2)
        answer = self.server.answer(mail)
        if answer.startswith(b"250"):
            self.server.mails.append(mail)
        self.say(answer)

    def say(self, line: bytes) -> None:
        with suppress(OSError):
            self.wfile.write(line + b"\r\n")


@contextmanager
def receiving() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield server
        server.stalls.clear()
        server.shutdown()
        thread.join()
