"""Taking a team's scorecard into an evaluation: all of its entries or none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audits.evaluations.actions import setup, write
from audits.evaluations.actions.scorecard_plan import Step, plan
from audits.evaluations.models import Answer, Candidate, Evaluation, Score
from audits.evaluations.scorecards.reading import Entry
from audits.frameworks.actions import latest
from audits.frameworks.catalog import catalog
from audits.frameworks.models import FrameworkVersion
from audits.journal import actions as journal
from audits.kit import clock, text
from audits.kit.clean import safe_text
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.scoring.framework import Framework
from audits.vendors.actions import create_vendor


@dataclass(frozen=True, slots=True)
class Target:
    """Where a scorecard goes: an open evaluation, or a new one on a framework version."""

    version: FrameworkVersion
    evaluation: Evaluation | None = None

    @property
    def framework(self) -> Framework:
        return catalog(self.version.pk).framework


def apply_scorecard(
    *,
    actor: Actor,
    target: Target,
    title: str,
    entries: Sequence[Entry],
    marks: Sequence[str],
    source: str,
    key: str | None,
) -> dict[str, Any]:
    """Does what the preview has shown, in one transaction; returns the evaluation and what was done.

    `marks` are those of the preview's steps, `source` names the file. Raises Denied, Invalid when an entry
    is wrong, Blocked when something has changed since the preview or a panel scores, Decided.
    """
    actor.require(roles.LEADS)
    title = safe_text("title", title, limit=text.SHORT)

    def do() -> dict[str, Any]:
        evaluation = target.evaluation
        if evaluation is not None:
            hold(actor, evaluation, entries)
        steps = plan(actor, evaluation, target.framework, entries)
        unmoved(steps, marks)
        if wrong := [step for step in steps if step.errors]:
            raise Invalid({f"row {step.entry.row}": list(step.errors.values()) for step in wrong})
        done = Counter(step.state for step in steps)
        with journal.in_one_go():
            evaluation = evaluation or new_evaluation(actor, target, title)
            enter(actor, evaluation, steps, key)
            told = {"file": source, "entries": len(steps)}
            journal.record(
                actor, "scorecard.imported", subject=evaluation.pk, after=told, operation=key or ""
            )
        return {"evaluation": str(evaluation.pk), **done}

    evaluation_id = target.evaluation.pk if target.evaluation else None
    given = [(entry.row, entry.vendor, entry.subject, entry.values) for entry in entries]
    print_of = journal.fingerprint("scorecard", target.version.pk, evaluation_id, title, given)
    return journal.once(actor, key, print_of, do)


def new_evaluation(actor: Actor, target: Target, title: str) -> Evaluation:
    """On the version that the preview was read by; a newer one would ask other questions."""
    newest = latest(target.version.slug, workspace_id=actor.workspace_id)
    if newest is None or newest.pk != target.version.pk:
        raise Blocked(_("There is another version of this framework since the preview. Look again."))
    made = setup.create_evaluation(actor=actor, title=title, framework=target.version.slug)
    return Evaluation.objects.get(pk=UUID(made["id"]))


def hold(actor: Actor, evaluation: Evaluation, entries: Sequence[Entry]) -> None:
    """Locks the evaluation and the candidates spoken of, so that nobody writes or decides meanwhile."""
    write.same_workspace(actor, evaluation.workspace_id)
    if evaluation.is_panel:
        raise Blocked(_("In this evaluation a panel gives the points."))
    evaluation.touch()
    names = {entry.vendor.lower() for entry in entries}
    for candidate in evaluation.candidates.select_related("vendor").order_by("pk"):
        if candidate.vendor.name.lower() in names:
            candidate.hold()


def unmoved(steps: Sequence[Step], marks: Sequence[str]) -> None:
    """`Blocked` unless every entry finds what its preview has shown."""
    is_shown = len(steps) == len(marks)
    moved = [one.entry for one, mark in zip(steps, marks, strict=False) if one.mark != mark]
    if moved or not is_shown:
        rows = [_("Row %(row)d: %(vendor)s") % {"row": one.row, "vendor": one.vendor} for one in moved]
        message = _("Somebody changed this since the preview. Nothing was saved; look again.")
        raise Blocked(message, list(dict.fromkeys(rows)))


def enter(actor: Actor, evaluation: Evaluation, steps: Sequence[Step], key: str | None) -> None:
    """Makes the vendors and candidates that are missing, then saves what each entry says."""
    candidates = candidates_for(actor, evaluation, steps)
    by_name = {candidate.vendor.name.lower(): candidate for candidate in candidates}
    at = clock.now()
    for candidate in candidates:
        own = [step for step in steps if step.after and by_name[step.entry.vendor.lower()] is candidate]
        if own:
            save(actor, candidate, own, key, at)


def candidates_for(actor: Actor, evaluation: Evaluation, steps: Sequence[Step]) -> list[Candidate]:
    """The candidate of every vendor spoken of, in the order of the file."""
    found = {step.entry.vendor.lower(): step for step in reversed(steps)}
    ordered = [found[name] for name in dict.fromkeys(step.entry.vendor.lower() for step in steps)]
    missing = [vendor_for(actor, step) for step in ordered if step.candidate is None]
    added = setup.add_candidates(actor, evaluation, missing) if missing else []
    return [*(step.candidate for step in ordered if step.candidate), *added]


def vendor_for(actor: Actor, step: Step) -> UUID:
    if step.vendor is not None:
        return step.vendor.pk
    return UUID(create_vendor(actor=actor, values={"name": step.entry.vendor})["id"])


def save(actor: Actor, candidate: Candidate, steps: Sequence[Step], key: str | None, at: datetime) -> None:
    """One candidate's entries: one write under it, one event each."""
    candidate.touch()
    rows = rows_of(candidate, steps)
    for step in steps:
        subject, row = step.entry.subject, rows[step.entry.subject]
        before = write.swap(row, step.after, actor=actor, version=row.version, at=at)
        journal.record(
            actor,
            "answer.saved" if isinstance(row, Answer) else "score.saved",
            subject=candidate.pk,
            part=subject,
            before=before,
            after=dict(step.after),
            operation=key or "",
            version=row.version,
        )


def rows_of(candidate: Candidate, steps: Sequence[Step]) -> dict[str, Any]:
    """The rows to be written, read under the candidate's lock."""
    slugs = [step.entry.subject for step in steps]
    scores = Score.objects.filter(candidate=candidate, dimension__slug__in=slugs)
    answers = Answer.objects.filter(candidate=candidate, question__slug__in=slugs)
    found: dict[str, Any] = {
        row.dimension.slug: row for row in scores.select_related("dimension", "saved_by")
    }
    return found | {row.question.slug: row for row in answers.select_related("question", "saved_by")}
