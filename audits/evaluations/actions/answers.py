"""Recording answers (R020-R031)."""

from typing import Any, TypedDict

from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.actions.recorder import only_the_recorder
from audits.evaluations.models import Answer, Candidate
from audits.evaluations.models.record import Verdict
from audits.evidence.models import Proof
from audits.journal import actions as journal
from audits.kit import clock, text
from audits.kit.clean import clean_text
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.scoring import facts as fact_rules
from audits.scoring.framework import Fact, Question


class AnswerValues(TypedDict, total=False):
    """What an answer may be given; a field left out keeps its value, None clears it."""

    verdict: str | None
    proof: str | None
    note: str
    is_vague: bool
    follow_up: bool
    is_promise: bool
    red_flags: list[str]
    facts: dict[str, Any]
    demo_second: int | None


def save_answer(
    *,
    actor: Actor,
    candidate: Candidate,
    question: str,
    values: AnswerValues,
    version: int | None,
    key: str | None = None,
) -> dict[str, Any]:
    """Saves the fields given of one answer; see `write.outcome` for the result.

    `candidate` comes with its evaluation. Raises Denied, Invalid, Blocked (somebody else records the
    verdicts of the demo), Conflict, Decided.
    """
    actor.require(roles.ANSWERS)
    write.same_workspace(actor, candidate.workspace_id)
    catalog = candidate.evaluation.catalog
    cleaned = clean(values, catalog.framework.question(question))
    at = clock.now()

    def do() -> dict[str, Any]:
        candidate.touch()
        only_the_recorder(actor, candidate, cleaned)
        row = Answer.objects.select_related("saved_by").get(
            candidate=candidate, question=catalog.question_ids[question]
        )
        changed = consistent(cleaned, row)
        before = write.swap(row, changed, actor=actor, version=version, at=at)
        journal.record(
            actor,
            "answer.saved",
            subject=candidate.pk,
            part=question,
            before=before,
            after=changed,
            operation=key or "",
            version=row.version,
        )
        return write.outcome(candidate, row)

    print_of = journal.fingerprint("answer", candidate.pk, question, values, version)
    return journal.once(actor, key, print_of, do, write.expected(candidate, version, at))


def consistent(cleaned: dict[str, Any], row: Answer) -> dict[str, Any]:
    """A verdict and "no specific answer" exclude each other: the newer word wins."""
    changed = dict(cleaned)
    if changed.get("verdict") and row.is_vague:
        changed["is_vague"] = False
    elif changed.get("is_vague") and row.verdict:
        changed["verdict"] = ""
    if "facts" in changed:
        kept = {**row.facts, **changed["facts"]}
        changed["facts"] = {slug: value for slug, value in kept.items() if value not in (None, "", [])}
    return changed


def clean(values: AnswerValues, question: Question) -> dict[str, Any]:
    """Database values of what was given, or `Invalid` naming every wrong field."""
    cleaned: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for name, value in values.items():
        try:
            cleaned[name] = clean_field(name, value, question)
        except Invalid as invalid:
            errors |= invalid.fields
    if cleaned.get("verdict") and cleaned.get("is_vague"):
        errors["is_vague"] = [_("An answer with a verdict cannot also be “no specific answer”.")]
    if errors:
        raise Invalid(errors)
    return cleaned


def clean_field(name: str, value: Any, question: Question) -> Any:
    match name:
        case "verdict":
            return clean_choice(name, value, Verdict.values)
        case "proof":
            return clean_choice(name, value, Proof.values)
        case "note":
            return clean_text(name, value)
        case "is_vague" | "follow_up" | "is_promise":
            return clean_flag(name, value)
        case "red_flags":
            return clean_slugs(name, value, [flag.slug for flag in question.red_flags])
        case "facts":
            return clean_facts(value, question)
        case "demo_second":
            return write.clean_second(value)
    raise Invalid({name: [_("This field is not known.")]})


def clean_choice(name: str, value: Any, possible: list[str]) -> str:
    if value is None or value == "":
        return ""
    if value not in possible:
        choices = ", ".join(possible)
        raise Invalid(
            {name: [_("“%(value)s” is not one of: %(choices)s.") % {"value": value, "choices": choices}]}
        )
    return str(value)


def clean_flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Invalid({name: [_("This must be true or false.")]})
    return value


def clean_slugs(name: str, value: Any, possible: list[str]) -> list[str]:
    """The slugs given, in the framework's order, each once."""
    if not isinstance(value, list) or not all(isinstance(slug, str) for slug in value):
        raise Invalid({name: [_("This must be a list.")]})
    if unknown := sorted(set(value) - set(possible)):
        raise Invalid({name: [_("“%(value)s” is not known here.") % {"value": unknown[0]}]})
    return [slug for slug in possible if slug in value]


def clean_facts(value: Any, question: Question) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Invalid({"facts": [_("Facts must be given by name.")]})
    known = {fact.slug: fact for fact in question.facts}
    cleaned = {}
    for slug, given in value.items():
        if slug not in known:
            raise Invalid({f"facts.{slug}": [_("“%(value)s” is not known here.") % {"value": slug}]})
        cleaned[slug] = clean_fact(known[slug], given)
    return cleaned


def clean_fact(fact: Fact, given: Any) -> Any:
    """One fact as stored; None, blank and an empty list clear it."""
    name = f"facts.{fact.slug}"
    if given in (None, "", []):
        return None
    options = [option.slug for option in fact.options]
    match fact.kind:
        case "ticks":
            return clean_slugs(name, given, options)
        case "choice":
            return clean_choice(name, given, options)
        case "text":
            return clean_text(name, given, limit=text.SHORT)
    try:
        if fact.kind == "duration":
            fact_rules.duration(given)
        else:
            fact_rules.minute_of_day(given)
    except (ValueError, TypeError) as error:
        message = _("A length of time is a number with s, min, h or day.")
        if fact.kind == "time":
            message = _("A time of day is written like 09:00.")
        raise Invalid({name: [message]}) from error
    return given
