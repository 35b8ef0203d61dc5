"""The hops of a synthetic test: which systems an action reached, when, and whether in time (R082)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audits.checklists.document import Check, Hop
from audits.checklists.looks import LOOKS, Look
from audits.checklists.records import MOST_SYSTEMS

TOOK = re.compile(r"(?:(\d{1,5}):)?(\d{1,6})", re.ASCII)
Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One system that an action should reach; blank until somebody looked."""

    place: int
    system: str = ""
    state: str = ""
    took: str = ""
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class HopRows:
    """An action with the systems that should hear of it."""

    hop: Hop
    limit: str
    arrivals: Sequence[Arrival]

    @property
    def is_full(self) -> bool:
        return len(self.arrivals) >= MOST_SYSTEMS

    @property
    def failed(self) -> int:
        return sum(arrival.look is LOOKS["fail"] for arrival in self.arrivals)


def hops_of(check: Check, record: Mapping[str, Any], *, more: str = "") -> list[HopRows]:
    """Every action of the check with what was written down; `more` is the one that gets a blank line."""
    stored = record.get("hops", {})
    return [rows_of(hop, stored.get(hop.slug, []), is_more=hop.slug == more) for hop in check.hops]


def rows_of(hop: Hop, stored: Sequence[Stored], *, is_more: bool) -> HopRows:
    arrivals = [arrival_of(hop, place, entry) for place, entry in enumerate(stored)]
    if is_more or not arrivals:
        arrivals.append(Arrival(len(arrivals)))
    limit = clock_text(hop.limit_seconds) if hop.limit_seconds else ""
    return HopRows(hop, limit, arrivals[:MOST_SYSTEMS])


def arrival_of(hop: Hop, place: int, entry: Stored) -> Arrival:
    seconds = entry["seconds"]
    took = "" if seconds is None else clock_text(seconds)
    result = result_of(hop, entry["state"], seconds)
    return Arrival(place, entry["system"], entry["state"], took, LOOKS[result] if result else None)


def result_of(hop: Hop, state: str, seconds: int | None) -> str | None:
    """Failed when it never arrived or not within the limit; nothing while the time is not known."""
    if state == "never":
        return "fail"
    if hop.limit_seconds is None:
        return "pass"
    if seconds is None:
        return None
    return "pass" if seconds < hop.limit_seconds else "fail"


def clock_text(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02d}"


def seconds_of(text: str) -> int | None:
    """Seconds, or minutes:seconds, as typed; None when it is neither."""
    found = TOOK.fullmatch(text.strip())
    return int(found[1] or 0) * 60 + int(found[2]) if found else None


def failed_in(check: Check, record: Mapping[str, Any]) -> int:
    """How many arrivals failed."""
    return sum(rows.failed for rows in hops_of(check, record))
