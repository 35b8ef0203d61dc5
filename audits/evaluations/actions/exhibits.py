"""Evidence in its place: on a candidate's dimension or question, numbered E-01 on (R022)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.models import Candidate, Exhibit
from audits.evidence import actions as evidence_actions
from audits.evidence.attaching import adding, clean_source
from audits.evidence.models import Evidence
from audits.evidence.upload import Upload
from audits.frameworks.catalog import Catalog
from audits.journal import actions as journal
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Place:
    """Where evidence belongs: a dimension, and one of its questions or none."""

    dimension: str
    question: str | None
    dimension_id: int
    question_id: int | None

    @property
    def slug(self) -> str:
        return self.question or self.dimension


def attach_exhibit(
    *,
    actor: Actor,
    candidate: Candidate,
    dimension: str,
    question: str | None,
    file: Upload | None = None,
    url: str = "",
    name: str = "",
    effective_on: date | None = None,
    proof: str = "",
    demo_second: int | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Takes in a file or a link and attaches it; with a question, `dimension` may be blank.

    `candidate` comes with its evaluation. Raises Denied, Invalid, TooLarge, Unavailable, Decided.
    """
    actor.require(roles.ANSWERS)
    write.same_workspace(actor, candidate.workspace_id)
    place = clean_place(candidate.evaluation.catalog, dimension, question)
    demo_second = write.clean_second(demo_second)
    source = clean_source(file, url)
    details = (name, effective_on, proof, demo_second)
    print_of = journal.fingerprint("exhibit", candidate.pk, place.slug, source, details)
    # A repetition need not decode and store its picture again.
    if key and (first := journal.finished(actor, key)):
        return journal.replay(first, print_of)
    add = {"name": name, "effective_on": effective_on, "proof": proof}
    with adding(actor, file, url, add) as make:

        def do() -> dict[str, Any]:
            candidate.touch()
            exhibit = placed(candidate, place, make(), demo_second)
            after = {"code": exhibit.code, **evidence_actions.facts_of(exhibit.evidence)}
            journal.record(
                actor,
                "exhibit.attached",
                subject=candidate.pk,
                part=place.slug,
                after=after,
                operation=key or "",
                evidence=exhibit.evidence_id,
            )
            return result_of(exhibit, place, candidate)

        return journal.once(actor, key, print_of, do)


def placed(candidate: Candidate, place: Place, evidence: Evidence, demo_second: int | None) -> Exhibit:
    """The exhibit with the candidate's next number; the parent's lock keeps numbers single."""
    last = Exhibit.objects.filter(candidate=candidate).aggregate(last=Max("number"))["last"] or 0
    return Exhibit.objects.create(
        workspace_id=candidate.workspace_id,
        candidate=candidate,
        evidence=evidence,
        dimension_id=place.dimension_id,
        question_id=place.question_id,
        number=last + 1,
        demo_second=demo_second,
    )


def result_of(exhibit: Exhibit, place: Place, candidate: Candidate) -> dict[str, Any]:
    """What the caller is told, now and when the request is repeated."""
    evidence = exhibit.evidence
    return {
        "id": str(exhibit.pk),
        "evidence": str(evidence.pk),
        "code": exhibit.code,
        "change": candidate.change,
        "dimension": place.dimension,
        "question": place.question,
        "name": evidence.name,
        "url": evidence.url,
        "media_type": evidence.media_type,
        "size": evidence.size,
        "sha256": evidence.sha256,
        "effective_on": evidence.effective_on.isoformat(),
        "proof": evidence.proof or None,
    }


def clean_place(catalog: Catalog, dimension: str, question: str | None) -> Place:
    """The place by its slugs, or `Invalid` naming the one that is wrong."""
    unknown = _("“%(value)s” is not known here.")
    if question:
        if question not in catalog.question_ids:
            raise Invalid({"question": [unknown % {"value": question}]})
        own = catalog.dimension_of[question]
        if dimension and dimension != own:
            raise Invalid({"dimension": [_("This question belongs to another dimension.")]})
        return Place(own, question, catalog.dimension_ids[own], catalog.question_ids[question])
    if not dimension:
        raise Invalid({"question": [_("Say which question or dimension this belongs to.")]})
    if dimension not in catalog.dimension_ids:
        raise Invalid({"dimension": [unknown % {"value": dimension}]})
    return Place(dimension, None, catalog.dimension_ids[dimension], None)


def withdraw_exhibit(
    *, actor: Actor, exhibit: Exhibit, reason: str, key: str | None = None
) -> dict[str, Any]:
    """Takes a piece of evidence out of use, with a reason; its bytes stay.

    `exhibit` comes with candidate and evidence. Raises Denied, Invalid, Blocked, Decided.
    """
    actor.require(roles.ANSWERS)
    write.same_workspace(actor, exhibit.workspace_id)
    reason = evidence_actions.clean_reason(reason)
    candidate = exhibit.candidate

    def do() -> dict[str, Any]:
        candidate.touch()
        evidence_actions.withdraw(actor, exhibit.evidence, reason)
        journal.record(
            actor,
            "exhibit.withdrawn",
            subject=candidate.pk,
            part=exhibit.question.slug if exhibit.question else exhibit.dimension.slug,
            after={"code": exhibit.code, "name": exhibit.evidence.name, "reason": reason},
            operation=key or "",
            evidence=exhibit.evidence_id,
        )
        return {"id": str(exhibit.pk), "code": exhibit.code, "change": candidate.change}

    print_of = journal.fingerprint("withdraw", exhibit.pk, reason)
    return journal.once(actor, key, print_of, do)
