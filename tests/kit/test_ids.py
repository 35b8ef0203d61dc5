"""Keys sort by when they were made, also within one millisecond."""

import time
from uuid import RFC_4122

from audits.kit import ids
from audits.kit.ids import uuid7


def test_keys_are_version_7_of_their_moment(monkeypatch):
    monkeypatch.setattr(ids, "_last", 0)
    monkeypatch.setattr(time, "time_ns", lambda: 1_763_000_000_123 * 1_000_000)
    made = uuid7()
    assert (made.version, made.variant, made.int >> 80) == (7, RFC_4122, 1_763_000_000_123)


def test_keys_of_one_millisecond_keep_their_order(monkeypatch):
    monkeypatch.setattr(time, "time_ns", lambda: 1_763_000_000_123 * 1_000_000)
    made = [uuid7() for _each in range(2000)]
    assert made == sorted(made) and len(set(made)) == 2000


def test_a_clock_that_is_set_back_makes_no_older_keys(monkeypatch):
    first = uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 1_763_000_000_123 * 1_000_000)
    assert uuid7() > first
