"""A small mail server on loopback that keeps what it is sent, and answers as a test wants."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

Answer = Callable[[EmailMessage], bytes]
OK = b"250 OK"


def taken(mail: EmailMessage) -> bytes:
    return OK


class Receiver(socketserver.ThreadingTCPServer):
    """`mails` it took, the `attempts` it saw; `recipient` and `answer` are what it says to each."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails: list[EmailMessage] = []
        self.attempts: list[EmailMessage] = []
        self.recipient: Callable[[str], bytes] = lambda address: OK
        self.answer: Answer = taken

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
        answer = self.server.answer(mail)
        if answer.startswith(b"250"):
            self.server.mails.append(mail)
        self.say(answer)

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


@contextmanager
def receiving() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
