"""How single values read in a report: times, ticks, verdicts, facts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import AnswerView, Stamp, WaiverView
from audits.evaluations.models.demo import DemoStatus, Environment
from audits.evaluations.models.record import Verdict
from audits.evidence.models import Proof
from audits.scoring.framework import Fact, Framework
from audits.scoring.objects import StopReason

DASH = "-"


def when(at: datetime, zone: ZoneInfo) -> str:
    """A moment on the workspace's clock: 20 Nov 2026, 16:12."""
    return format_date(at.astimezone(zone), "j M Y, H:i")


def day(on: date) -> str:
    return format_date(on, "j M Y")


def stamp(saved: Stamp | None, zone: ZoneInfo) -> str:
    """Who and when; blank while nobody has."""
    return f"{saved.name}, {when(saved.at, zone)}" if saved else ""


def minute(second: int | None) -> str:
    """A place in the recording, as minutes and seconds; blank when none was noted."""
    return "" if second is None else f"{second // 60}:{second % 60:02d}"


def duration(seconds: int) -> str:
    return _("%(minutes)d min") % {"minutes": round(seconds / 60)}


def tick(value: bool | None) -> str:
    if value is None:
        return _("not asked")
    return _("yes") if value else _("no")


def verdict(answer: AnswerView) -> str:
    """The verdict, or how the question was left open."""
    if answer.verdict:
        return str(Verdict(answer.verdict).label)
    return _("No specific answer") if answer.is_vague else _("Not answered")


def proof(value: str | None) -> str:
    return str(Proof(value).label) if value else DASH


def environment(value: str) -> str:
    return str(Environment(value).label) if value else _("not noted")


def demo_status(value: str) -> str:
    return str(DemoStatus(value).label)


def stop_reason(reason: StopReason) -> str:
    words = {
        StopReason.NOT_READ: _("not read"),
        StopReason.NOT_WRITTEN: _("not written"),
        StopReason.NEITHER: _("neither read nor written"),
    }
    return words[reason]


def waiver(given: WaiverView | None, zone: ZoneInfo) -> str:
    """Why the object may be missing, by whom and when; blank without a waiver."""
    if given is None:
        return ""
    kind = _("Not used by us") if given.is_unused else _("Waived")
    said = f"{kind}: {given.reason} ({given.author}, {when(given.at, zone)})"
    if given.expires_on is None:
        return said
    return _("%(waiver)s, up to %(day)s") % {"waiver": said, "day": day(given.expires_on)}


def expired(given: WaiverView | None, zone: ZoneInfo) -> str:
    """A waiver that clears nothing any more; blank without one."""
    return _("Expired: %(waiver)s") % {"waiver": waiver(given, zone)} if given else ""


def facts(document: tuple[Fact, ...], noted: Mapping[str, Any]) -> tuple[str, ...]:
    """Every fact noted beside an answer, in the framework's order."""
    return tuple(
        f"{fact.label}: {fact_value(fact, noted[fact.slug])}" for fact in document if fact.slug in noted
    )


def fact_value(fact: Fact, value: Any) -> str:
    labels = {option.slug: option.label for option in fact.options}
    if fact.kind == "ticks":
        return ", ".join(labels[slug] for slug in value) or _("none of them")
    if fact.kind == "choice":
        return labels[value]
    if fact.kind == "duration":
        return f"{value['value']} {value['unit']}"
    return str(value)


def object_title(framework: Framework, crm: str, name: str) -> str:
    """An object with its CRM: Salesforce Campaign."""
    document = next(one for one in framework.crms if one.slug == crm)
    item = next(one for one in document.objects if one.slug == name)
    return f"{document.title} {item.title}"


def crm_title(framework: Framework, crm: str) -> str:
    return next(one.title for one in framework.crms if one.slug == crm)


def size(count: int | None) -> str:
    """Bytes as people read them; blank for a link."""
    if count is None:
        return ""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"
