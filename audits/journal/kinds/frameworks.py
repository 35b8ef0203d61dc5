"""Events of frameworks of one's own."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    "framework.begun": _("Framework begun"),
    "framework.copied": _("Framework copied from %(part)s"),
    "framework.imported": _("Framework taken from a file"),
    "framework.edited": _("Heading of the framework edited"),
    "framework.published": _("Version %(part)s published"),
    "framework.discarded": _("Unpublished changes discarded"),
    "framework.archived": _("Framework archived"),
    "framework.unarchived": _("Framework taken back from the archive"),
    "dimension.added": _("Dimension %(part)s added"),
    "dimension.edited": _("Dimension %(part)s changed"),
    "dimension.removed": _("Dimension %(part)s removed"),
    "dimension.moved": _("Dimension %(part)s moved"),
    "question.added": _("Question %(part)s added"),
    "question.edited": _("Question %(part)s changed"),
    "question.removed": _("Question %(part)s removed"),
    "question.moved": _("Question %(part)s moved"),
    "bands.edited": _("Bands changed"),
    "crms.edited": _("Required objects changed"),
    "figures.edited": _("Figures changed"),
    "warning.removed": _("Warning %(part)s removed"),
    "weightings.edited": _("Weights on offer changed"),
}
