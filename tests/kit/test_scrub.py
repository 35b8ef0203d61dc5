"""What lets somebody in never reaches the log (threats 36 and 52)."""

import logging
from typing import Any

import pytest

from audits.kit.scrub import ScrubFilter, scrubbed
from scorecard import settings

SECRET = "kQ3-x_9aVt2LrZ0bYw7nE5uHc1sGdJ8fMpOiT4qA6v"


@pytest.mark.parametrize(
    "path",
    [
        f"/invitations/{SECRET}/",
        f"/guest/link/{SECRET}/",
        f"/accounts/link/MDFh/{SECRET}/",
        f"/accounts/password/reset/key/1a-{SECRET}/",
        f"Authorization: Bearer sc_{SECRET}",
    ],
)
def test_the_secret_is_taken_out_and_the_rest_stays(path):
    line = scrubbed(f"Gone: {path} asked for")
    assert SECRET not in line and line.startswith("Gone: ") and line.endswith(" asked for")


def test_an_ordinary_line_stays_as_it_was():
    assert scrubbed("Not Found: /w/halden/people/0192/end") == "Not Found: /w/halden/people/0192/end"


def test_the_filter_changes_what_is_written():
    record = logging.LogRecord("x", logging.WARNING, "", 0, "Gone: %s", (f"/invitations/{SECRET}/",), None)
    ScrubFilter().filter(record)
    assert record.getMessage() == "Gone: /invitations/…/"


def test_every_handler_has_the_filter():
    handlers: Any = settings.LOGGING["handlers"]
    assert all("scrub" in handler["filters"] for handler in handlers.values())
