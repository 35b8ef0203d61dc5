"""Parts of a check in words: for pages, files and the journal."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audits.checklists.document import Check, Hop, Limit, RecordField
from audits.connectors.models import IntegrationType

CHECKLIST_KINDS: dict[str, Promise] = {
    "triage": _("Triage"),
    "audit": _("Audits"),
    "points": _("The 30 points"),
    "diagnostic": _("Diagnostics"),
    "incident": _("Incident"),
    "acceptance": _("Acceptance"),
    "own": _("Own"),
}
CHECK_KINDS: dict[str, Promise] = {
    "triage": _("Quick triage"),
    "diagnostic": _("Diagnostic"),
    "metric": _("Metric"),
    "reconciliation": _("Reconciliation"),
    "failure-mode": _("Failure mode"),
    "governance": _("Governance"),
    "incident": _("Incident step"),
    "point": _("Point"),
    "acceptance": _("Acceptance"),
    "own": _("Own check"),
}
COMPARISONS: dict[str, Promise] = {
    "<": _("under"),
    "<=": _("at most"),
    ">": _("over"),
    ">=": _("at least"),
    "=": _("exactly"),
}
RECORD_KINDS: dict[str, Promise] = {
    "text": _("text"),
    "number": _("number"),
    "time": _("date and time"),
    "url": _("address"),
    "person": _("person"),
    "choice": _("choice"),
    "run": _("run"),
    "systems": _("counts by system"),
}
MARKS: dict[str, Promise] = {
    "stated": _("stated"),
    "proposed": _("proposed"),
    "own": _("own"),
    "promised": _("promised by the vendor"),
}
USES: dict[str, Promise] = {"status": _("status page"), "console": _("console")}


def code_of(slug: str) -> str:
    """How a check is called: DX-EML-01."""
    return slug.upper()


def figure(value: Decimal) -> str:
    """A limit's figure without zeros that say nothing."""
    return f"{value.normalize():f}"


def bound_words(limit: Limit) -> str:
    """What the figure asks: "under 5 minutes", or "fails over 2 %"."""
    bound = f"{COMPARISONS[limit.comparison]} {figure(limit.value)} {limit.unit}"
    if limit.fails:
        return _now("fails %(bound)s") % {"bound": bound}
    return _now("warns %(bound)s") % {"bound": bound} if limit.warns else bound


def limit_words(limit: Limit) -> str:
    """A figure in one line: "Gap between the counts: fails over 2 %, per day"."""
    window = f", {limit.window}" if limit.window else ""
    return f"{limit.what}: {bound_words(limit)}{window}"


def record_words(field: RecordField) -> str:
    """A thing to write down: "Consumer lag (number, minutes)"."""
    kind = ", ".join(filter(None, [str(RECORD_KINDS[field.kind]), field.unit, " / ".join(field.choices)]))
    return f"{field.label} ({kind})"


def hop_words(hop: Hop) -> str:
    """An action of the synthetic test with its time: "Call logged, in under 2 minutes"."""
    if hop.limit_seconds is None:
        return hop.title
    minutes, seconds = divmod(hop.limit_seconds, 60)
    words = _now("%(title)s, in under %(seconds)d seconds")
    if not seconds:
        words = _now("%(title)s, in under %(minutes)d minutes")
    return words % {"title": hop.title, "seconds": hop.limit_seconds, "minutes": minutes}


def type_words(types: Iterable[str]) -> str:
    return ", ".join(str(IntegrationType(each).label) for each in types)


def numbered(lines: Iterable[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def fields_of(check: Check) -> dict[str, str]:
    """Every part of a check as text, by the name under which the journal knows it; blank ones too."""
    return {
        "title": check.title,
        "group": check.group,
        "test": check.test.text,
        "how": numbered(step.text for step in check.how),
        "expected": check.expected.text if check.expected else "",
        "expects": check.expects or "",
        "limits": "\n".join(map(limit_words, check.limits)),
        "remedy": check.remedy.text if check.remedy else "",
        "record_fields": "\n".join(map(record_words, check.record)),
        "hops": "\n".join(map(hop_words, check.hops)),
        "counts": "\n".join(map(record_words, check.counts)),
        "priority": check.priority or "",
        "types": type_words(check.types),
        "systems": ", ".join(check.systems),
        "failure_modes": codes(check.failure_modes),
        "proposes": codes(check.proposes),
        "links": codes(check.links),
        "uses": ", ".join(str(USES[use]) for use in check.uses),
        "pauses": _now("yes") if check.pauses else "",
    }


def codes(slugs: Iterable[str]) -> str:
    return ", ".join(map(code_of, slugs))
