"""Roles and what each may do: the contract's table, as sets of roles."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    ADMIN = "admin", _("Admin")
    LEAD = "lead", _("Lead")
    PANELIST = "panelist", _("Panelist")
    PROCUREMENT = "procurement", _("Procurement")
    OWNER = "owner", _("Owner")


EVERYONE = frozenset(Role)
READS_EVALUATIONS = frozenset({Role.ADMIN, Role.LEAD, Role.PANELIST, Role.PROCUREMENT})
ANSWERS = frozenset({Role.ADMIN, Role.LEAD, Role.PANELIST})
"""May record answers, objects and evidence."""
LEADS = frozenset({Role.ADMIN, Role.LEAD})
"""May set up evaluations, set points in solo mode, waive, decide, reopen."""
GIVES_PANEL_POINTS = frozenset({Role.LEAD, Role.PANELIST})
"""May score blind in panel mode; the lead may be one of the panel, an admin is not."""
ADMINS = frozenset({Role.ADMIN})
VERIFIES = frozenset({Role.ADMIN, Role.PROCUREMENT})
"""May check the journal: not those whose own scores and decisions it tells of."""
READS_SETTINGS = frozenset({Role.ADMIN, Role.LEAD})
WRITES_OWN = frozenset({Role.ADMIN, Role.LEAD, Role.OWNER})
"""May be given items and findings to do; an owner writes their own, admin and lead write all."""
GUEST = "guest"
"""What somebody is who came by a link: no role of a membership, and in none of the sets above."""
MAY_OWN = WRITES_OWN | {GUEST}
