"""Saving an SLA record and its contract wording, before the decision and after it (R053, R054)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from audits.evaluations.actions import write
from audits.evaluations.models import Candidate, Sla
from audits.evaluations.models.sla import TERMS
from audits.evaluations.sla_wording import draft, value_words
from audits.journal import actions as journal
from audits.kit import clock, text
from audits.kit.clean import needed_safe_text, safe_text
from audits.kit.refusals import Blocked, Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.scoring.facts import SECONDS_PER_UNIT, Duration
from audits.scoring.sla import TIMED, Latency, Term, Terms

MOST_LINES = 20
LINE = 200
RULE = 2000
LONGEST = 999_999


def save_sla(
    *, actor: Actor, candidate: Candidate, terms: Terms, version: int | None, key: str | None = None
) -> dict[str, Any]:
    """Saves the record, the first time or again; version 0 means "I saw none".

    Wording that nobody has touched is drafted anew with it. `candidate` comes with its evaluation and vendor;
    so in every action here. Raises Denied, Invalid, Conflict.
    """
    let_lead(actor, candidate)
    cleaned = clean(terms)

    def do() -> dict[str, Any]:
        candidate.follow()
        row = kept_or_new(candidate, cleaned)
        before = told(row.terms) if row.version else None
        values: dict[str, Any] = {"record": as_json(cleaned)}
        if not row.is_own_wording:
            values |= drafted(candidate, cleaned)
        swap(actor, row, values, version)
        record(actor, "sla.saved", row, candidate, before, told(cleaned), key)
        return write.outcome(candidate, row)

    print_of = journal.fingerprint("sla", candidate.pk, as_json(cleaned), version)
    return journal.once(actor, key, print_of, do)


def save_wording(*, actor: Actor, candidate: Candidate, wording: str, version: int | None) -> None:
    """Saves somebody's own words of the contract. Raises Denied, Invalid, Blocked, Conflict."""
    let_lead(actor, candidate)
    words = needed_safe_text(
        "wording", wording, _("Write the clauses, or draft them again."), limit=text.LONG
    )

    def do() -> dict[str, Any]:
        row = held(candidate)
        before = row.wording
        swap(actor, row, {"wording": words}, version)
        told_of = ({"wording": before}, {"wording": words})
        record(actor, "sla.worded", row, candidate, *told_of, None)
        return {}

    journal.once(actor, None, "", do)


def draft_again(*, actor: Actor, candidate: Candidate, version: int | None, overwrites: bool = False) -> None:
    """Drafts the wording from the record; somebody's own words only when asked to overwrite them.

    Raises Denied, Blocked, Conflict.
    """
    let_lead(actor, candidate)

    def do() -> dict[str, Any]:
        row = held(candidate)
        if row.is_own_wording and not overwrites:
            raise Blocked(_("Somebody has edited the wording. Say that it may be overwritten."))
        before, fresh = row.wording, drafted(candidate, row.terms)
        swap(actor, row, fresh, version)
        after = {"wording": fresh["wording"]}
        record(actor, "sla.drafted", row, candidate, {"wording": before}, after, None)
        return {}

    journal.once(actor, None, "", do)


def let_lead(actor: Actor, candidate: Candidate) -> None:
    actor.require(roles.LEADS)
    write.same_workspace(actor, candidate.workspace_id)


def held(candidate: Candidate) -> Sla:
    """The record under its candidate's lock; `Blocked` while there is none."""
    candidate.follow()
    row = Sla.objects.select_related("saved_by").filter(candidate=candidate).first()
    if row is None:
        raise Blocked(_("Save the record first; the wording is drafted from it."))
    return row


def kept_or_new(candidate: Candidate, terms: Terms) -> Sla:
    """The candidate's record; under the parent's lock nobody else makes it at the same time."""
    row = Sla.objects.select_related("saved_by").filter(candidate=candidate).first()
    own = {"workspace_id": candidate.workspace_id, "candidate": candidate}
    return row or Sla.objects.create(record=as_json(terms), **own)


def swap(actor: Actor, row: Sla, values: dict[str, Any], version: int | None) -> None:
    write.swap(row, values, actor=actor, version=version, at=clock.now())


def drafted(candidate: Candidate, terms: Terms) -> dict[str, str]:
    words = draft(terms, vendor=candidate.vendor.name)
    return {"wording": words, "drafted": words}


def record(
    actor: Actor, kind: str, row: Sla, candidate: Candidate, before: Any, after: Any, key: str | None
) -> None:
    more = {"operation": key or "", "version": row.version}
    journal.record(actor, kind, subject=candidate.pk, before=before, after=after, **more)


def as_json(terms: Terms) -> Any:
    return TERMS.dump_python(terms, mode="json")


def told(terms: Terms) -> dict[str, Any]:
    """A record for reading: each latency in a line, figures with their unit."""
    shown: dict[str, Any] = {term.value: value_words(value) for term in Term if (value := terms.of(term))}
    if terms.lines:
        shown["latencies"] = "\n".join(f"{line.object}: {level_words(line)}" for line in terms.lines)
    return shown


def level_words(line: Latency) -> str:
    """30 seconds, 95 percent, in the CRM's history."""
    percent = line.percentile
    share = _("%(share)s percent") % {"share": f"{percent.normalize():f}"} if percent is not None else ""
    limit = value_words(line.limit) if line.limit else ""
    return ", ".join(part for part in (limit, share, line.measured_at) if part)


def clean(terms: Terms) -> Terms:
    """The record as it is kept, or `Invalid` naming every wrong field: `line_0_limit`, `optout`."""
    errors: dict[str, list[str]] = {}
    if len(terms.lines) > MOST_LINES:
        errors[""] = [_("At most %(most)d types of object are kept.") % {"most": MOST_LINES}]
    lines = tuple(clean_line(number, line, errors) for number, line in enumerate(terms.lines))
    values: dict[str, Any] = {term.value: clean_term(term, terms.of(term), errors) for term in Term}
    if errors:
        raise Invalid(errors)
    return Terms(lines, **values)


def clean_line(number: int, line: Latency, errors: dict[str, list[str]]) -> Latency:
    at = f"line_{number}_"
    if not line.object.strip():
        errors[f"{at}object"] = [_("Name the type of object.")]
    if line.limit is not None and (problem := wrong_length(line.limit)):
        errors[f"{at}limit"] = [problem]
    if line.percentile is not None and not is_percent(line.percentile):
        errors[f"{at}percentile"] = [_("A percentile lies above 0 and at most at 100, with two decimals.")]
    words = texts({f"{at}object": line.object, f"{at}measured_at": line.measured_at}, LINE, errors)
    return Latency(words[f"{at}object"], line.limit, line.percentile, words[f"{at}measured_at"])


def clean_term(term: Term, value: Any, errors: dict[str, list[str]]) -> Duration | str | None:
    if term in TIMED:
        if value is not None and (problem := wrong_length(value)):
            errors[term.value] = [problem]
        return value if isinstance(value, Duration) else None
    return texts({term.value: value}, RULE, errors)[term.value]


def texts(values: Mapping[str, Any], limit: int, errors: dict[str, list[str]]) -> dict[str, str]:
    """The texts, cleaned; what is wrong with one joins the errors."""
    cleaned = dict.fromkeys(values, "")
    for name, value in values.items():
        try:
            cleaned[name] = safe_text(name, value, limit=limit)
        except Invalid as invalid:
            errors |= invalid.fields
    return cleaned


def wrong_length(value: Duration) -> str | None:
    """NaN compares with nothing and is asked for first."""
    if value.unit not in SECONDS_PER_UNIT:
        return _("This unit is not known.")
    if value.value.is_finite() and 0 < value.value <= LONGEST and value.value == round(value.value, 2):
        return None
    return _("Give a number above 0 up to %(most)d, to a hundredth.") % {"most": LONGEST}


def is_percent(value: Decimal) -> bool:
    return value.is_finite() and 0 < value <= 100 and value == round(value, 2)
