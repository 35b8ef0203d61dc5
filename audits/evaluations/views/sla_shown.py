"""What the SLA page shows of each term: its figure, what the answer behind it says, what to be wary of."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.commitments.citing import SHOWN
from audits.evaluations.actions.sla import level_words
from audits.evaluations.comparison.levels import noted_in
from audits.evaluations.comparison.shapes import AnswerView
from audits.evaluations.sla_wording import value_words
from audits.scoring import sla as rules
from audits.scoring.facts import Duration
from audits.scoring.framework import Framework
from audits.scoring.sla import Latency, Said, Term, Terms

TITLES: dict[Term, Promise] = {
    Term.OPT_OUT: gettext_lazy("Longest opt-out delay"),
    Term.NOTICE: gettext_lazy("Notice of a failure within"),
    Term.RETRY: gettext_lazy("Retry window"),
    Term.LOG_ACCESS: gettext_lazy("Access to the error log"),
    Term.CONFLICT_RULE: gettext_lazy("Conflict rule"),
    Term.BREACH: gettext_lazy("Remedy on a breach"),
}
EVERY, CONTACT = gettext_lazy("Every type of object"), gettext_lazy("Contact")


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term with its source: question and proof, and what speaks against relying on it."""

    title: str
    value: str
    source: str
    question: str
    warning: str


def term_rows(terms: Terms, framework: Framework, answers: Sequence[AnswerView]) -> list[TermRow]:
    """The latencies, then what is agreed for the whole."""
    noted = noted_in(answers)
    delays, said = rules.delays(framework, noted), rules.said(framework, noted)
    rows = [latency_row(line, rules.behind(line, delays)) for line in terms.lines]
    return rows + [term_row(term, terms.of(term), said.get(term)) for term in Term]


def latency_row(line: Latency, said: Said | None) -> TermRow:
    lacking = _("Name limit, percentile and where it is measured.") if rules.is_incomplete(line) else ""
    warning = " ".join(part for part in (lacking, claimed_words(said)) if part)
    return TermRow(line.object, level_words(line), *cited(said), warning)


def term_row(term: Term, value: Duration | str | None, said: Said | None) -> TermRow:
    shown = value_words(value) if value else ""
    return TermRow(str(TITLES[term]), shown, *cited(said), doubt(value, said))


def cited(said: Said | None) -> tuple[str, str]:
    """What the answer says and how far it was shown, and its question."""
    if said is None:
        return "", ""
    shown = SHOWN[said.proof.value if said.proof else ""]
    return f"{value_words(said.value)}, {shown}", said.question


def doubt(value: Duration | str | None, said: Said | None) -> str:
    """Why the term is not to be relied on yet: it is missing, differs from the answer, or is only claimed."""
    if not value:
        return _("Not agreed yet.")
    if said is None:
        return ""
    if isinstance(value, Duration) and isinstance(said.value, Duration):
        if value.seconds > said.value.seconds:
            return _("Weaker than the answer: %(said)s was said.") % {"said": value_words(said.value)}
        if value.seconds < said.value.seconds:
            return _("Stricter than the answer: nobody has said that it can be kept.")
    return claimed_words(said)


def claimed_words(said: Said | None) -> str:
    return _("Only claimed: have it shown before it is signed.") if said and said.is_only_claimed else ""


def offered(framework: Framework, answers: Sequence[AnswerView]) -> Terms:
    """A record to start from."""
    noted = noted_in(answers)
    return rules.offered(framework, noted, contact=str(CONTACT), every=str(EVERY))


def warned(rows: Sequence[TermRow]) -> int:
    return sum(bool(row.warning) for row in rows)
