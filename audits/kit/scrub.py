"""Keeps what lets somebody in out of the log: a link's secret is in its address (threats 36 and 52)."""

import logging
import re

SECRET_PATHS = re.compile(
    r"(/invitations/|/guest/link/|/clarifications/link/|/signatures/link/|/accounts/link/[^/\s]+/|/accounts/password/reset/key/)[^/\s?\"']+"
)
BEARERS = re.compile(r"\bsc_[A-Za-z0-9_-]{20,}")


def scrubbed(line: str) -> str:
    return BEARERS.sub("sc_…", SECRET_PATHS.sub(r"\1…", line))


class ScrubFilter(logging.Filter):
    """Takes such secrets out of a record's message before it is written anywhere."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if (clean := scrubbed(message)) != message:
            record.msg, record.args = clean, ()
        return True
