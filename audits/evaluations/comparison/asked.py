"""What vendors were asked in writing and what they sent, in two queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from audits.evaluations.clarifying import quoted
from audits.evaluations.comparison.replies import ClarificationView, ReplyView, Said
from audits.evaluations.models import Clarification, ClarificationItem, Exhibit
from audits.frameworks.catalog import Catalog


def clarification_views(candidates: Iterable[UUID], catalog: Catalog) -> dict[UUID, list[ClarificationView]]:
    """Every request to these candidates by number; drafts are in none of them."""
    rows = ClarificationItem.objects.filter(clarification__candidate__in=candidates)
    rows = rows.select_related("clarification__recipient", "clarification__owner")
    by_request: dict[UUID, list[ClarificationItem]] = defaultdict(list)
    for item in rows.defer("draft").order_by("clarification__number", "id"):
        by_request[item.clarification_id].append(item)
    codes = sent_files(candidates) if by_request else {}
    found: dict[UUID, list[ClarificationView]] = defaultdict(list)
    for items in by_request.values():
        request = items[0].clarification
        replies = tuple(reply_view(item, catalog, codes.get(item.pk, [])) for item in items)
        found[request.candidate_id].append(clarification_view(request, replies))
    return found


def sent_files(candidates: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Codes of the exhibits that came with each question."""
    found: dict[UUID, list[str]] = defaultdict(list)
    sent = Exhibit.objects.filter(candidate__in=candidates, clarification_file__isnull=False)
    for item, number in sent.order_by("number").values_list("clarification_file__item", "number"):
        found[item].append(Exhibit(number=number).code)
    return found


def clarification_view(row: Clarification, replies: tuple[ReplyView, ...]) -> ClarificationView:
    return ClarificationView(
        id=row.pk,
        code=row.code,
        recipient=row.recipient.email,
        asked_by=str(row.owner),
        asked_at=row.asked_at,
        due_on=row.due_on,
        message=row.message,
        opened_at=row.opened_at,
        answered_at=row.answered_at,
        revoked_at=row.revoked_at,
        replies=replies,
    )


def reply_view(item: ClarificationItem, catalog: Catalog, exhibits: list[str]) -> ReplyView:
    return ReplyView(
        item_id=item.pk,
        question=catalog.question_slugs[item.question_id],
        asked=item.asked,
        text=item.answer,
        answered_at=item.answered_at,
        earlier=tuple(Said(each["text"], datetime.fromisoformat(each["at"])) for each in item.earlier),
        exhibits=tuple(exhibits),
        words=quoted(item.clarification, item),
    )
