"""Background work: files, mails and what comes by the clock, until it is told to stop.

Mails go out in a thread of their own: a mail server that answers slowly holds up neither a file nor the sign
of life.
"""

import hashlib
import logging
import signal
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from types import FrameType
from uuid import uuid4

from django.db import DatabaseError, close_old_connections, connection
from django.utils.translation import gettext as _

from audits.evidence import making as queue
from audits.evidence import storage
from audits.journal import outbox
from audits.kit import clock, sign_of_life
from audits.notices.deliver import AFTER_TROUBLE, deliver_due
from audits.operations import ticks
from audits.reports.jobs import RenderingFailed
from audits.reports.render import document_asked_for
from audits.reports.renderer import Renderer

log = logging.getLogger(__name__)
ENDS_WITHIN = 10.0
"""Seconds that the mail in hand has to end when the worker is told to stop."""
FOLDER = "reports"


@dataclass
class Worker:
    """One worker process. A lease is how long a job or a mail may stay with a worker that says nothing."""

    lease: timedelta = queue.LEASE
    mail_lease: timedelta = outbox.LEASE
    pause: float = 0.25
    """Seconds between two looks at an empty queue."""
    renderer: Renderer = field(default_factory=Renderer)
    stopping: threading.Event = field(default_factory=threading.Event)
    speaks_next: float = 0.0
    ticks_next: float = 0.0

    def run(self) -> None:
        """Works until SIGTERM or Ctrl-C; the job in hand is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        log.info("worker started")
        self.renderer.running()
        mails = threading.Thread(target=self.mails, name="mails", daemon=True)
        mails.start()
        try:
            while not self.stopping.is_set():
                if not self.turn():
                    self.stopping.wait(self.pause)
        finally:
            self.renderer.stop()
            mails.join(ENDS_WITHIN)
            log.info("worker stopped")

    def stop(self, number: int, frame: FrameType | None) -> None:
        log.info("worker stops after the job in hand: signal %s", number)
        self.stopping.set()

    def mails(self) -> None:
        """Delivers the outbox until the worker stops."""
        while not self.stopping.is_set():
            self.stopping.wait(self.post())
        connection.close()

    def post(self) -> float:
        """One round of mails; the seconds until the next one. No trouble ends the loop."""
        try:
            close_old_connections()
            return deliver_due(lease=self.mail_lease)
        except Exception:
            log.exception("mails could not be looked after; looking again")
            return AFTER_TROUBLE

    def turn(self) -> bool:
        """One look at the queue; whether there was a job. No trouble ends the loop."""
        try:
            close_old_connections()
            self.speak()
            self.tick()
            if gone := queue.reap():
                log.error("reports given up after too many attempts: %s", gone)
            claimed = queue.claim(lease=self.lease)
        except DatabaseError:
            log.exception("the database does not answer; looking again")
            self.stopping.wait(self.pause)
            return False
        if claimed is None:
            return False
        self.make(claimed)
        return True

    def speak(self) -> None:
        """A sign of life, not more often than needed."""
        now = time.monotonic()
        if now >= self.speaks_next:
            sign_of_life.give()
            self.speaks_next = now + sign_of_life.EVERY.total_seconds()

    def tick(self) -> None:
        """What comes by the clock, once a minute."""
        now = time.monotonic()
        if now >= self.ticks_next:
            self.ticks_next = now + ticks.EVERY
            ticks.run_all(clock.now(), between=self.speak)

    def make(self, claimed: queue.Claim) -> None:
        """Makes one report and files it, or its reason for failing."""
        log.info("report %s attempt %s", claimed.report_id, claimed.fence)
        try:
            self.deliver(claimed, self.pdf_of(claimed))
        except RenderingFailed as failed:
            log.warning("report %s failed: %s", claimed.report_id, failed)
            self.give_up(claimed, str(failed), may_retry=failed.may_retry)
        except Exception:
            log.exception("report %s failed", claimed.report_id)
            self.give_up(claimed, _("Something broke on our side; the log says what."), may_retry=True)

    def pdf_of(self, claimed: queue.Claim) -> bytes:
        rendered = self.renderer.render(document_asked_for(claimed))
        for line in rendered.complaints:
            log.error("report %s: %s", claimed.report_id, line)
        return rendered.pdf

    def deliver(self, claimed: queue.Claim, pdf: bytes) -> None:
        """Writes the file, then its row; takes the file away again when the claim was lost."""
        key = f"{FOLDER}/{uuid4()}.pdf"
        digest = hashlib.sha256(pdf).hexdigest()
        storage.put(key, pdf)
        if queue.finish(claimed, storage_key=key, sha256=digest, size=len(pdf)):
            log.info("report %s ready: %s bytes, sha256 %s", claimed.report_id, len(pdf), digest)
        else:
            log.warning("report %s was taken over by another worker", claimed.report_id)
            storage.remove(key)

    def give_up(self, claimed: queue.Claim, reason: str, *, may_retry: bool) -> None:
        """Files the reason; with the database gone, the lease runs out and another attempt follows."""
        try:
            queue.fail(claimed, reason, may_retry=may_retry)
        except DatabaseError:
            log.exception("report %s: its failure could not be filed", claimed.report_id)
