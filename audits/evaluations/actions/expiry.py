"""Waivers whose last day is over: told once to whoever sees to them, and open screens notice."""

from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from audits.evaluations.models import Evaluation, Waiver
from audits.journal import actions as journal
from audits.journal import outbox
from audits.kit import clock
from audits.kit.refusals import Decided
from audits.scoring.framework import Framework

MOST_AT_ONCE = 200


def tell_expired(now: datetime) -> int:
    """Tells of every waiver whose last day is over in its workspace's zone; answers how many.

    Nothing depends on it: whether a waiver is in force is asked of its day whenever it is loaded.
    """
    # East of Greenwich it is tomorrow already.
    latest = (now + timedelta(days=1)).date()
    rows = Waiver.objects.running().filter(expired_at=None, expires_on__lt=latest)
    parts = ("workspace", "check_row__candidate__vendor", "check_row__candidate__evaluation")
    over = (row for row in rows.select_related(*parts).order_by("expires_on", "pk") if is_over(row, now))
    return sum(tell(row, now) for row in islice(over, MOST_AT_ONCE))


def end_expired(evaluation: Evaluation, today: date) -> None:
    """At a decision: what is over by now stays over, and the rest does not end any more."""
    rows = Waiver.objects.standing().filter(check_row__candidate__evaluation=evaluation)
    rows.filter(expired_at=None, expires_on__lt=today).update(expired_at=clock.now())


def is_over(waiver: Waiver, now: datetime) -> bool:
    today = now.astimezone(ZoneInfo(waiver.workspace.timezone)).date()
    return waiver.expires_on is not None and waiver.expires_on < today


def tell(waiver: Waiver, now: datetime) -> bool:
    """One waiver, in a transaction of its own; what is decided meanwhile stays as it is."""
    try:
        with transaction.atomic():
            return told(waiver, now)
    except Decided:
        return False


def told(waiver: Waiver, now: datetime) -> bool:
    check, candidate = waiver.check_row, waiver.check_row.candidate
    candidate.touch()
    if not Waiver.objects.standing().filter(pk=waiver.pk, expired_at=None).update(expired_at=now):
        return False
    part, day = f"{check.crm}/{check.object}", {"waived_until": waiver.expires_on}
    journal.note(waiver.workspace_id, None, "waiver.expired", subject=candidate.pk, part=part, before=day)
    if waiver.owner_id:
        post(waiver, waiver.owner_id)
    return True


def post(waiver: Waiver, recipient: UUID) -> None:
    check, candidate = waiver.check_row, waiver.check_row.candidate
    payload = {
        "candidate": candidate.pk,
        "vendor": candidate.vendor.name,
        "what": title_of(candidate.evaluation.document, check.crm, check.object),
        "on": waiver.expires_on,
    }
    outbox.post(
        workspace_id=waiver.workspace_id,
        kind="waiver.expired",
        recipient_id=recipient,
        payload=payload,
        once=f"waiver.expired:{waiver.pk}",
    )


def title_of(framework: Framework, crm: str, name: str) -> str:
    document = next(one for one in framework.crms if one.slug == crm)
    return f"{document.title} {next(one.title for one in document.objects if one.slug == name)}"
