"""Setting an evaluation up: framework, CRMs, candidates (R002, R005, R009, R035, R039)."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from audits.evaluations.models import Answer, Candidate, Evaluation, ObjectCheck, Score
from audits.evaluations.models.evaluation import Mode
from audits.frameworks.actions import latest
from audits.frameworks.models import FrameworkVersion
from audits.journal import actions as journal
from audits.kit import clock, text
from audits.kit.clean import clean_text
from audits.kit.ids import uuid7
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.vendors.models import Vendor

BUILT_IN_SLUG = "crm-integration"
MOST_CANDIDATES = 50


def create_evaluation(
    *,
    actor: Actor,
    title: str,
    framework: str = BUILT_IN_SLUG,
    crms: Sequence[str] | None = None,
    vendors: Sequence[UUID] = (),
    custom_objects: Sequence[str] = (),
    mode: str = Mode.SOLO,
    key: str | None = None,
) -> dict[str, Any]:
    """A new evaluation with one candidate per vendor; `crms` None is every CRM of the framework.

    Returns {"id"}. Raises Denied, Invalid.
    """
    actor.require(roles.LEADS)
    title = clean_text("title", title, limit=text.SHORT)
    if not title:
        raise Invalid({"title": [_("Give it a title.")]})
    version = latest(framework, workspace_id=actor.workspace_id)
    if version is None:
        raise Invalid({"framework": [_("There is no framework “%(slug)s”.") % {"slug": framework}]})
    if mode not in Mode.values:
        raise Invalid({"mode": [_("Give “solo” or “panel”.")]})
    names = [clean_text("custom_objects", name, limit=text.SHORT) for name in custom_objects]

    def do() -> dict[str, Any]:
        own = [name for name in names if name]
        evaluation = new_evaluation(actor, title, version, crms=crms, custom_objects=own, mode=mode)
        add_candidates(actor, evaluation, vendors)
        return {"id": str(evaluation.pk)}

    print_of = journal.fingerprint("evaluation", title, framework, mode, crms, list(vendors), names)
    return journal.once(actor, key, print_of, do)


def new_evaluation(
    actor: Actor,
    title: str,
    version: FrameworkVersion,
    *,
    crms: Sequence[str] | None,
    custom_objects: list[str],
    mode: str,
) -> Evaluation:
    # The number counts per workspace: its row is the lock that keeps two from taking one number.
    Workspace.objects.filter(pk=actor.workspace_id).update(slug=actor.workspace_slug)
    highest = Evaluation.objects.for_workspace(actor.workspace_id).aggregate(highest=Max("number"))["highest"]
    evaluation = Evaluation(
        workspace_id=actor.workspace_id,
        number=(highest or 0) + 1,
        title=title,
        framework=version,
        mode=mode,
        custom_objects=custom_objects,
        created_by_id=actor.user_id,
    )
    evaluation.crms = clean_crms(evaluation, crms)
    evaluation.save(force_insert=True)
    journal.record(
        actor,
        "evaluation.created",
        subject=evaluation.pk,
        after={"title": title, "mode": mode, "crms": evaluation.crms, "framework": str(version)},
    )
    return evaluation


def clean_crms(evaluation: Evaluation, crms: Sequence[str] | None) -> list[str]:
    """The CRMs this purchase must sync with, in the framework's order; at least one if it has any."""
    known = [crm.slug for crm in evaluation.document.crms]
    if crms is None:
        return known
    if unknown := sorted(set(crms) - set(known)):
        raise Invalid({"crms": [_("“%(name)s” is not a CRM of this framework.") % {"name": unknown[0]}]})
    if known and not crms:
        raise Invalid({"crms": [_("Name at least one CRM that the purchase must sync with.")]})
    return [slug for slug in known if slug in crms]


def add_candidates(actor: Actor, evaluation: Evaluation, vendors: Sequence[UUID]) -> list[Candidate]:
    """Adds vendors of this workspace as candidates, with their blank rows; inside a transaction."""
    evaluation.touch()
    wanted = list(dict.fromkeys(vendors))
    found = {row.pk: row for row in Vendor.objects.for_workspace(actor.workspace_id).filter(pk__in=wanted)}
    if missing := [key for key in wanted if key not in found]:
        raise Invalid({"vendors": [_("There is no vendor %(id)s.") % {"id": missing[0]}]})
    here = set(evaluation.candidates.values_list("vendor_id", flat=True))
    if twice := [found[key] for key in wanted if key in here]:
        raise Blocked(_("%(vendor)s is a candidate already.") % {"vendor": twice[0]})
    if len(here) + len(wanted) > MOST_CANDIDATES:
        raise Invalid(
            {"vendors": [_("An evaluation compares at most %(most)d vendors.") % {"most": MOST_CANDIDATES}]}
        )
    candidates = [
        Candidate(id=uuid7(), workspace_id=actor.workspace_id, evaluation=evaluation, vendor=found[key])
        for key in wanted
    ]
    Candidate.objects.bulk_create(candidates)
    create_rows(evaluation, candidates)
    for candidate in candidates:
        journal.record(actor, "candidate.added", subject=evaluation.pk, after=candidate.vendor.name)
    return candidates


def create_rows(evaluation: Evaluation, candidates: Iterable[Candidate]) -> None:
    """Every answer, score and object row at version 0, so that each save is a compare-and-swap."""
    catalog, candidates = evaluation.catalog, list(candidates)
    own = [{"workspace_id": one.workspace_id, "candidate": one} for one in candidates]
    Answer.objects.bulk_create(
        Answer(**each, question_id=key) for each in own for key in catalog.question_ids.values()
    )
    Score.objects.bulk_create(
        Score(**each, dimension_id=key) for each in own for key in catalog.dimension_ids.values()
    )
    ObjectCheck.objects.bulk_create(
        ObjectCheck(**each, crm=crm.slug, object=item.slug)
        for each in own
        for crm in evaluation.document.crms
        for item in crm.objects
    )


def archive(*, actor: Actor, evaluation: Evaluation, archived: bool) -> None:
    """Takes an evaluation out of the lists, or back; nothing is deleted."""
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        Evaluation.objects.filter(pk=evaluation.pk).update(archived_at=clock.now() if archived else None)
        kind = "evaluation.archived" if archived else "evaluation.unarchived"
        journal.record(actor, kind, subject=evaluation.pk)
        return {}

    journal.once(actor, None, "", do)
