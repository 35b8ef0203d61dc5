"""Lines caught during a demo, filed under a question later or dropped."""

from typing import Any

from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.models import Answer, Candidate, Capture
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import clean_text
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actor import Actor

LONGEST = 2000


def capture(
    *, actor: Actor, candidate: Candidate, text: str, demo_second: int | None, key: str | None = None
) -> dict[str, Any]:
    """Keeps one line with its moment of the demo. Raises Denied, Invalid, Decided."""
    actor.require(roles.ANSWERS)
    write.same_workspace(actor, candidate.workspace_id)
    line = clean_text("text", text, limit=LONGEST)
    second = write.clean_second(demo_second)
    if not line:
        raise Invalid({"text": [_("Write what was said; an empty line is not kept.")]})

    def do() -> dict[str, Any]:
        candidate.touch()
        row = Capture.objects.create(
            workspace_id=candidate.workspace_id,
            candidate=candidate,
            text=line,
            demo_second=second,
            caught_by_id=actor.user_id,
        )
        note(actor, candidate, "capture.kept", row, key, after=line)
        return {"id": str(row.pk), "change": candidate.change}

    return journal.once(actor, key, journal.fingerprint("capture", candidate.pk, text, demo_second), do)


def file_capture(
    *, actor: Actor, candidate: Candidate, row: Capture, question: str, key: str | None = None
) -> dict[str, Any]:
    """Appends the line to the note of a question's answer, with its minute.

    Raises Denied, Invalid, Blocked (filed or dropped already), Decided.
    """
    actor.require(roles.ANSWERS)
    write.same_workspace(actor, candidate.workspace_id)
    catalog = candidate.evaluation.catalog
    if question not in catalog.question_ids:
        raise Invalid({"question": [_("Choose the question this line belongs to.")]})

    def do() -> dict[str, Any]:
        candidate.touch()
        at = clock.now()
        place = catalog.question_ids[question]
        settle(row, question_id=place, filed_at=at, filed_by_id=actor.user_id)
        answer = Answer.objects.select_related("saved_by").get(candidate=candidate, question=place)
        changed = with_line(answer, row)
        before = write.swap(answer, changed, actor=actor, version=None, at=at)
        note(actor, candidate, "capture.filed", row, key, part=question, before=before, after=changed)
        return write.outcome(candidate, answer)

    return journal.once(actor, key, journal.fingerprint("capture-file", row.pk, question), do)


def drop_capture(
    *, actor: Actor, candidate: Candidate, row: Capture, key: str | None = None
) -> dict[str, Any]:
    """Takes a line off the list; it stays in the journal. Raises Denied, Blocked, Decided."""
    actor.require(roles.ANSWERS)
    write.same_workspace(actor, candidate.workspace_id)

    def do() -> dict[str, Any]:
        candidate.touch()
        settle(row, dropped_at=clock.now())
        note(actor, candidate, "capture.dropped", row, key, before=row.text)
        return {"id": str(row.pk), "change": candidate.change}

    return journal.once(actor, key, journal.fingerprint("capture-drop", row.pk), do)


def settle(row: Capture, **values: Any) -> None:
    """Files or drops a line that nobody has filed or dropped yet."""
    waiting = Capture.objects.filter(pk=row.pk, filed_at=None, dropped_at=None)
    if not waiting.update(**values):
        raise Blocked(_("This line was filed or dropped already."))


def with_line(answer: Answer, row: Capture) -> dict[str, Any]:
    """The answer's note with the line below it; the line's moment where the answer has none."""
    at = "" if row.demo_second is None else f"[{row.demo_second // 60}:{row.demo_second % 60:02d}] "
    joined = "\n".join(part for part in (answer.note, f"{at}{row.text}") if part)
    second = row.demo_second if answer.demo_second is None else answer.demo_second
    return {"note": clean_text("note", joined), "demo_second": second}


def note(
    actor: Actor,
    candidate: Candidate,
    kind: str,
    row: Capture,
    key: str | None,
    *,
    part: str = "",
    before: Any = None,
    after: Any = None,
) -> None:
    journal.record(
        actor,
        kind,
        subject=candidate.pk,
        part=part,
        before=before,
        after=after,
        operation=key or "",
        capture=str(row.pk),
    )
