"""What is said after a finding changed its state: what it is now, and what comes next."""

from django.utils.translation import gettext as _

from audits.checklists.models import Finding
from audits.checklists.models.run import ItemStatus, RunStatus
from audits.kit.days import said_day


def said_resolved(finding: Finding) -> str:
    parts = [_("%(code)s is resolved.") % {"code": finding.code}, said_test(finding), said_again(finding)]
    return " ".join(filter(None, parts))


def said_test(finding: Finding) -> str:
    if not finding.regression_test:
        return _("No regression test is named yet: with one, it is noticed when it comes back.")
    named = finding.regression_test.rstrip(".")
    return _("The regression test that would notice it: %(test)s.") % {"test": named}


def said_again(finding: Finding) -> str:
    """The check that failed is tested again while its run is under way."""
    item, run = finding.item, finding.run
    if not item or not run or item.status != ItemStatus.FAIL or run.status != RunStatus.OPEN:
        return ""
    return _("Next: test %(check)s again in %(run)s.") % {"check": item.code, "run": run.code}


def said_accepted(finding: Finding) -> str:
    words = _("The risk of %(code)s is accepted until %(day)s; then it is work again by itself.")
    until = finding.accepted_until
    return words % {"code": finding.code, "day": said_day(until) if until else "–"}


def said_reopened(finding: Finding) -> str:
    if finding.owner is None:
        return _("%(code)s is open again. Next: give it an owner.") % {"code": finding.code}
    return _("%(code)s is open again, among the work of %(owner)s.") % {
        "code": finding.code,
        "owner": finding.owner,
    }


def said_dropped(finding: Finding) -> str:
    return _("The draft %(code)s is dropped. Its number and its history stay.") % {"code": finding.code}
