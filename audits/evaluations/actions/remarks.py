"""Remarks on lines of the report: made by its readers, answered by leads, taken back by their authors."""

from typing import Any

from django.db.models import F, Max
from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.admission import excluded
from audits.evaluations.leads import lead_of
from audits.evaluations.models import Evaluation, Remark, RemarkAnswer
from audits.evaluations.models.remark import RemarkKind
from audits.evaluations.remarks import Line, checked, line_words
from audits.journal import actions as journal
from audits.journal import outbox
from audits.kit import clock, text
from audits.kit.clean import needed_safe_text
from audits.kit.refusals import Blocked, Conflict, Denied, Invalid
from audits.people import roles
from audits.people.actor import Actor


def make_remark(
    *, actor: Actor, evaluation: Evaluation, line: Line, kind: str, words: str, key: str | None = None
) -> dict[str, Any]:
    """Puts a remark on a line, also of a decided evaluation; a challenge goes to the lead.

    Raises Denied, Invalid.
    """
    actor.require(roles.READS_EVALUATIONS)
    write.same_workspace(actor, evaluation.workspace_id)
    if kind not in RemarkKind.values:
        raise Invalid({"kind": [_("A remark is a comment or a challenge.")]})
    line = checked(line, evaluation)
    cleaned = needed_safe_text("text", words, _("Write what you want to say."), limit=text.LONG)

    def do() -> dict[str, Any]:
        evaluation.hold()
        admitted(actor, evaluation)
        row = added(actor, evaluation, line, kind, cleaned)
        after = {"kind": kind, "line": words_of(row), "text": cleaned}
        record(actor, "remark.made", row, after=after, operation=key or "")
        if row.owner_id and row.owner_id != actor.user_id:
            post(row, "remark.raised", row.owner_id, actor)
        return {"id": str(row.pk), "code": row.code}

    print_of = journal.fingerprint("remark", evaluation.pk, line.query, kind, cleaned)
    return journal.once(actor, key, print_of, do)


def admitted(actor: Actor, evaluation: Evaluation) -> None:
    """A second wall behind the pages, which show nothing of it to whoever is excluded."""
    if actor.user_id in excluded(evaluation.pk):
        raise Denied(_("You are excluded from this evaluation."))


def added(actor: Actor, evaluation: Evaluation, line: Line, kind: str, words: str) -> Remark:
    """The row with the next number, under the evaluation's lock."""
    last = evaluation.remarks.aggregate(last=Max("number"))["last"] or 0
    return Remark.objects.create(
        workspace_id=evaluation.workspace_id,
        evaluation=evaluation,
        number=last + 1,
        kind=kind,
        place=line.place,
        part=line.part,
        candidate_id=line.candidate,
        text=words,
        author_id=actor.user_id,
        revision=evaluation.revision,
        owner_id=lead_of(evaluation) if kind == RemarkKind.CHALLENGE else None,
    )


def answer_remark(
    *, actor: Actor, remark: Remark, words: str, seen: int | None = None, key: str | None = None
) -> dict[str, Any]:
    """Answers a remark; another answer is put beside the first. `seen` is the version that was read.

    Raises Denied, Invalid, Blocked (taken back), Conflict (somebody answered meanwhile).
    """
    actor.require(roles.LEADS)
    write.same_workspace(actor, remark.workspace_id)
    cleaned = needed_safe_text("text", words, _("Write the answer."), limit=text.LONG)

    def do() -> dict[str, Any]:
        admitted(actor, remark.evaluation)
        at = clock.now()
        change(remark, seen, cleaned, answered_at=at, answered_by_id=actor.user_id)
        own = {"workspace_id": remark.workspace_id, "author_id": actor.user_id}
        RemarkAnswer.objects.create(remark=remark, text=cleaned, answered_at=at, **own)
        record(actor, "remark.answered", remark, after={"text": cleaned}, operation=key or "")
        if remark.author_id != actor.user_id:
            post(remark, "remark.answered", remark.author_id, actor)
        return {"version": remark.version}

    return journal.once(actor, key, journal.fingerprint("answer-remark", remark.pk, cleaned), do)


def withdraw_remark(*, actor: Actor, remark: Remark) -> None:
    """Its author takes it back; it stays listed with its words. Raises Denied, Blocked."""
    write.same_workspace(actor, remark.workspace_id)
    if remark.author_id != actor.user_id:
        raise Denied(_("Only its author takes a remark back."))

    def do() -> dict[str, Any]:
        change(remark, None, "", withdrawn_at=clock.now())
        record(actor, "remark.withdrawn", remark)
        return {}

    journal.once(actor, None, "", do)


def change(remark: Remark, seen: int | None, yours: str, **values: Any) -> None:
    """The conditional update of a remark that stands; the first statement of its writes."""
    rows = Remark.objects.filter(pk=remark.pk, withdrawn_at=None)
    if seen is not None:
        rows = rows.filter(version=seen)
    changed = rows.update(version=F("version") + 1, **values)
    remark.refresh_from_db()
    if changed:
        return
    if remark.withdrawn_at:
        raise Blocked(_("%(code)s was taken back by its author.") % {"code": remark.code})
    last = remark.answers.last()
    message = _("Somebody answered this in the meantime. Read it, then answer again if you still want to.")
    raise Conflict(message, yours=yours, theirs=last.text if last else "", version=remark.version)


def record(actor: Actor, kind: str, row: Remark, **what: Any) -> None:
    subject = row.candidate_id or row.evaluation_id
    journal.record(actor, kind, subject=subject, part=row.code, remark=row.pk, **what)


def words_of(row: Remark) -> str:
    vendor = row.candidate.vendor.name if row.candidate else ""
    line = Line(row.place, row.part, row.candidate_id)
    return line_words(line, row.evaluation.document, vendor)


def post(row: Remark, kind: str, recipient: Any, actor: Actor) -> None:
    """Word of it by mail, without its words: those stay where one signs in."""
    payload = {
        "remark": row.pk,
        "code": row.code,
        "line": words_of(row),
        "evaluation": row.evaluation.title,
        "by": actor.name,
    }
    once = f"{kind}:{row.pk}:{row.version}"
    outbox.post(workspace_id=row.workspace_id, kind=kind, recipient_id=recipient, payload=payload, once=once)
