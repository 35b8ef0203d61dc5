"""Contract wording drafted from an SLA record: numbered clauses in plain words (R053)."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.scoring.facts import Duration
from audits.scoring.sla import Latency, Term, Terms

UNITS = {
    "s": (gettext_lazy("second"), gettext_lazy("seconds")),
    "min": (gettext_lazy("minute"), gettext_lazy("minutes")),
    "h": (gettext_lazy("hour"), gettext_lazy("hours")),
    "day": (gettext_lazy("day"), gettext_lazy("days")),
}
"""One of them, and any other number."""
TO_AGREE = gettext_lazy("[to be agreed]")
HEADINGS: dict[Term, Promise] = {
    Term.OPT_OUT: gettext_lazy("Opt-outs"),
    Term.NOTICE: gettext_lazy("Notice of failures"),
    Term.RETRY: gettext_lazy("Repeated attempts"),
    Term.LOG_ACCESS: gettext_lazy("Access to the error log"),
    Term.CONFLICT_RULE: gettext_lazy("Conflicting edits"),
    Term.BREACH: gettext_lazy("Remedy"),
}
CLAUSES: dict[Term, Promise] = {
    Term.OPT_OUT: gettext_lazy(
        "Once a contact has opted out, the product stops sending to them no later than %(value)s after it."
    ),
    Term.NOTICE: gettext_lazy(
        "When a sync fails, the Vendor tells the Customer's named contact within %(value)s, with the records "
        "and fields concerned and the kind of error."
    ),
    Term.RETRY: gettext_lazy(
        "A failed sync is attempted again without anybody asking for it, over at most %(value)s. What has "
        "still failed then stays in the error log until it is settled, and is reported as a failure."
    ),
    Term.LOG_ACCESS: gettext_lazy(
        "The Customer's administrators can read the log of sync errors without asking the Vendor. "
        "As agreed: %(value)s."
    ),
    Term.CONFLICT_RULE: gettext_lazy(
        "Where both systems change the same field before the next sync, this rule decides: %(value)s. The "
        "Vendor changes it only with the Customer's consent."
    ),
    Term.BREACH: gettext_lazy("Where a level named above is missed, the following applies: %(value)s."),
}


def draft(terms: Terms, *, vendor: str) -> str:
    """The clauses, a heading and a paragraph each; what is not agreed stands in brackets."""
    parts = [_("# Service levels of %(vendor)s") % {"vendor": vendor}]
    parts.append(_("## 1. Sync latency"))
    parts += latency_clauses(terms)
    for number, term in enumerate(Term, 2):
        parts.append(f"## {number}. {HEADINGS[term]}")
        parts.append(CLAUSES[term] % {"value": value_words(terms.of(term))})
    return "\n\n".join(parts)


def latency_clauses(terms: Terms) -> Iterator[str]:
    for number, line in enumerate(terms.lines or (Latency(object=str(TO_AGREE)),), 1):
        words = {
            "number": number,
            "object": line.object,
            "percent": f"{line.percentile.normalize():f}" if line.percentile is not None else TO_AGREE,
            "limit": value_words(line.limit),
            "place": line.measured_at or TO_AGREE,
        }
        yield (
            _(
                "1.%(number)d %(object)s: of all changes in a calendar month, %(percent)s percent reach the "
                "other system within %(limit)s. Measured: %(place)s."
            )
            % words
        )


def value_words(value: Duration | str | None) -> str:
    """A figure with its unit, a rule as it was written without its last full stop, or brackets."""
    if isinstance(value, Duration):
        one, several = UNITS[value.unit]
        return f"{number(value)} {one if value.value == 1 else several}"
    return value.rstrip(" .") if value else str(TO_AGREE)


def number(value: Duration) -> str:
    return f"{value.value.normalize():f}"
