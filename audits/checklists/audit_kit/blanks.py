"""Empty records of an incident and of a finding, to be filled in by hand."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from audits.checklists.audit_kit.papers import line, plain
from audits.checklists.document import Check
from audits.checklists.library import checklists
from audits.checklists.models.finding import Mitigation, Severity
from audits.checklists.wording import code_of, record_words


def incident_template() -> str:
    """The six steps with what each must capture, to be filled in."""
    steps = next(checklist for checklist in checklists() if checklist.slug == "incident").checks
    head = [
        f"# {_('Incident')}: ________",
        blank_facts(
            _("Opened at (UTC)"), _("Opened by"), _("Severity"), _("Found by"), _("Finding or breach")
        ),
        _("Take the steps in their order. A step is done when everything it must capture is written down."),
    ]
    parts = [block for number, each in enumerate(steps, 1) for block in incident_step(number, each)]
    tail = [
        f"## {_('Timeline')}",
        f"{_('Only ever add to it; a correction is a new line.')}",
        f"| {_('Time (UTC)')} | {_('Who')} | {_('What')} |\n| --- | --- | --- |\n|  |  |  |",
    ]
    return "\n\n".join([*head, *parts, *tail]) + "\n"


def incident_step(number: int, check: Check) -> Iterator[str]:
    yield f"## {number}. {code_of(check.slug)} {line(check.title)}"
    yield plain(check.test.text)
    yield "\n".join(f"- [ ] {line(each.text)}" for each in check.how)
    yield f"**{_('Must capture')}**"
    yield blank_facts(*(record_words(field) for field in check.record if field.capture))
    yield f"{_('Done by')}: ________ {_('At (UTC)')}: ________"


def finding_template() -> str:
    """What a failure is recorded with: five things at once, the rest when it is known."""
    parts = [
        f"# {_('Finding')}: ________",
        blank_facts(_("Check"), _("Found by")),
        f"## {_('Before it counts as recorded')}",
        blank_facts(*needed_at_once()),
        f"## {_('After that')}",
        blank_facts(*known_later()),
        _("Leave out tokens, passwords and personal data; name a credential by its label."),
    ]
    return "\n\n".join(parts) + "\n"


def needed_at_once() -> list[str]:
    """The five things without which a failure is not recorded (R091)."""
    kinds = ", ".join(str(label) for label in Mitigation.labels)
    mitigation = _("Mitigation applied at once (%(kinds)s)") % {"kinds": kinds}
    return [_("When it happened (UTC)"), _("Steps"), _("Expected"), _("Observed"), mitigation]


def known_later() -> list[str]:
    severities = ", ".join(str(label) for label in Severity.labels)
    return [
        _("Severity (%(severities)s)") % {"severities": severities},
        _("Records affected"),
        _("Touches revenue: open opportunities, invoices"),
        _("Connector"),
        _("Owner"),
        _("Due"),
        _("Failure mode, if one fits"),
        _("Ticket"),
        _("Fix"),
        _("Regression test"),
    ]


def blank_facts(*names: str) -> str:
    return "\n".join(f"- {line(name)}:" for name in names)
