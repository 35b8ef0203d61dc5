"""How a state looks: its icon, its colour and its word always go together."""

from dataclasses import dataclass

from audits.checklists.models.run import ItemStatus


@dataclass(frozen=True, slots=True)
class Look:
    """A status for a template."""

    status: str
    icon: str
    css: str

    @property
    def word(self) -> str:
        return str(ItemStatus(self.status).label)


LOOKS = {
    look.status: look
    for look in (
        Look(ItemStatus.PASS, "check", "pass"),
        Look(ItemStatus.FAIL, "x", "fail"),
        Look(ItemStatus.DOING, "half", "doing"),
        Look(ItemStatus.BLOCKED, "pause", "blocked"),
        Look(ItemStatus.NOT_APPLICABLE, "dash", "none"),
        Look(ItemStatus.TODO, "ring", "todo"),
    )
}
"""By status, in the order in which progress lists them."""
